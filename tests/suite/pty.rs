//! The real program in a real pseudo-terminal, as a rep has it: keys in, screen out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long the program may take to show something. Far above what it needs: these machines are
/// shared, and a test must not fail because they are busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program running in a pseudo-terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    shared: Arc<Mutex<Seen>>,
    reader: Option<thread::JoinHandle<()>>,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// Whether nobody reads any more.
    closed: bool,
}

impl Pty {
    /// Starts the program with a home of its own.
    pub fn start(home: &Path, args: &[&str], (columns, rows): (u16, u16)) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quadbook"));
        command.args(args);
        command.env_clear();
        for (name, value) in environment(home) {
            command.env(name, value);
        }
        command.cwd(home);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(some(rows), some(columns), 0);
        let shared = Arc::new(Mutex::new(Seen { parser, bytes: Vec::new(), closed: false }));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let seen = shared.clone();
        let reader = thread::spawn(move || {
            let mut chunk = vec![0; 65_536];
            while let Ok(n) = reader.read(&mut chunk) {
                let mut seen = seen.lock().unwrap();
                if n == 0 || seen.closed {
                    break;
                }
                seen.parser.process(&chunk[..n]);
                seen.bytes.extend_from_slice(&chunk[..n]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            child,
            master: Some(pair.master),
            writer: Some(writer),
            shared,
            reader: Some(reader),
        }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.shared.lock().unwrap().parser.screen().contents()
    }

    /// Every byte the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.shared.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen is as wanted, and gives it.
    pub fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if wanted(&screen) {
                return screen;
            }
            assert!(start.elapsed() < PATIENCE, "waited for {what}; the screen is\n{screen}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the screen shows a text.
    pub fn shows(&self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// Changes the size of the window.
    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        // First the screen: what the program draws at its new size must not be cut at the old one.
        self.shared.lock().unwrap().parser.screen_mut().set_size(some(rows), some(columns));
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        // The process may be gone already; the test sees that by its exit code.
        let _ = kill_process(Pid::from_raw(id).unwrap(), signal);
    }

    /// Closes the terminal under the program.
    pub fn hang_up(&mut self) {
        // The reader wakes up at the program's answer to a key, and goes.
        self.shared.lock().unwrap().closed = true;
        self.send("?");
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end; gives the exit code.
    pub fn ends(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote at its end is read to the end.
                if let Some(reader) = self.reader.take() {
                    reader.join().unwrap();
                }
                return status.exit_code();
            }
            let screen = self.screen();
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen is\n{screen}");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A window of no size at all is looked at as one of a single cell.
fn some(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.signal(Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// The environment of a fresh user. The day is fixed, so that what is due stays due.
pub fn environment(home: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("HOME", home.display().to_string()),
        ("TERM", "xterm-256color".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("USER", "rep".to_owned()),
        ("QUADBOOK_TODAY", "2026-11-21".to_owned()),
        ("QUADBOOK_THEME", "dark".to_owned()),
    ]
}

/// Runs a command of the program to its end with the same home; gives exit code, output, errors.
pub fn command(home: &Path, args: &[&str]) -> (i32, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_quadbook"))
        .args(args)
        .env_clear()
        .envs(environment(home))
        .current_dir(home)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}
