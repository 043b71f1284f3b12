//! A program in a pseudo-terminal, with the time at which each piece of its output came.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The window of PERFORMANCE.md.
const WINDOW: PtySize = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };

/// What ends a frame.
const END: &[u8] = b"\x1b[?2026l";

/// Far above what anything takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// What came out between two looks.
#[derive(Default)]
pub struct Came {
    pub bytes: Vec<u8>,
    /// When the last of it came.
    pub at: Option<Instant>,
}

impl Came {
    /// How many frames ended in it.
    pub fn frames(&self) -> usize {
        self.bytes.windows(END.len()).filter(|part| *part == END).count()
    }
}

/// A program that runs.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    comes: Receiver<(Instant, Vec<u8>)>,
    /// When it was started.
    pub started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Pty {
    /// Starts a program.
    pub fn start(home: &Path, program: &Path, arguments: &[&str]) -> Self {
        let pair = native_pty_system().openpty(WINDOW).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.cwd(home);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sends, comes) = channel();
        thread::spawn(move || {
            let mut chunk = vec![0; 1 << 16];
            while let Ok(n) = reader.read(&mut chunk) {
                if n == 0 || sends.send((Instant::now(), chunk[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { child, writer, comes, started, _master: pair.master }
    }

    /// Types, and gives when.
    pub fn send(&mut self, keys: &str) -> Instant {
        let at = Instant::now();
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        at
    }

    /// All that comes until it is as wanted.
    pub fn until(&self, wanted: impl Fn(&[u8]) -> bool) -> Came {
        let mut came = Came::default();
        while !wanted(&came.bytes) {
            let (at, more) = self.comes.recv_timeout(PATIENCE).expect("the program says no more");
            came.bytes.extend(more);
            came.at = Some(at);
        }
        came
    }

    /// The next whole frame.
    pub fn frame(&self) -> Came {
        self.until(|bytes| bytes.ends_with(END))
    }

    /// All that comes until nothing has come for a while.
    pub fn settled(&self, quiet: Duration) -> Came {
        let mut came = Came::default();
        loop {
            match self.comes.recv_timeout(quiet) {
                Ok((at, more)) => {
                    came.bytes.extend(more);
                    came.at = Some(at);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return came,
            }
        }
    }

    /// How long after some keys the next frame was there, and how many bytes it took.
    pub fn answer(&mut self, keys: &str) -> (Duration, usize) {
        let at = self.send(keys);
        let came = self.frame();
        (came.at.unwrap() - at, came.bytes.len())
    }

    /// How long it takes to go after these keys.
    pub fn leave(mut self, keys: &str) -> Duration {
        let at = self.send(keys);
        while self.child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(100));
        }
        at.elapsed()
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
