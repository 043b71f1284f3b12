//! What a rep feels of the real program in a real terminal, against the least that any program of
//! this kind takes and against others where they are installed: `cargo bench --bench screen`, with
//! `QUADBOOK_BENCH_LARGE=1` at 1 000 000 accounts instead of 100 000. What is compared runs in
//! turns, so that a busy machine slows both; only ratios count. `-- keys` runs one part.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly and writes its figures"
)]

mod machine;
mod pty;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::date;
use quadbook::demo;
use tempfile::TempDir;

use machine::{on_path, status, wakes, worked};
use pty::Pty;

/// How often what takes no time is measured.
const ROUNDS: usize = 40;

/// After so long without a word, a program has settled.
const QUIET: Duration = Duration::from_millis(400);

/// Measures something of the small books and of the one with so many accounts.
type Part = fn(&Place, usize);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "--empty") {
        return empty();
    }
    let asked: Vec<&String> = arguments.iter().filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| part.contains(*word));
    let large = if std::env::var("QUADBOOK_BENCH_LARGE").is_ok() { 1_000_000 } else { 100_000 };
    let place = Place::made(&[100, 1_000, large]);
    let parts: [(&str, Part); 8] = [
        ("start", start),
        ("keys", keys),
        ("moves", moves),
        ("burst", burst),
        ("find", find),
        ("edit", edit),
        ("rest", rest),
        ("leave", leave),
    ];
    for (name, run) in parts.into_iter().filter(|(name, _)| wanted(name)) {
        println!("\n{name}");
        run(&place, large);
    }
}

/// The least that a program with a full screen does: one line drawn, one key waited for.
fn empty() {
    use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
    let mut terminal = ratatui::init();
    crossterm::queue!(std::io::stdout(), BeginSynchronizedUpdate).unwrap();
    terminal
        .draw(|frame| frame.render_widget(ratatui::text::Line::raw("ready"), frame.area()))
        .unwrap();
    crossterm::execute!(std::io::stdout(), EndSynchronizedUpdate).unwrap();
    let _ = crossterm::event::read();
    ratatui::restore();
}

/// Books of several sizes, and the same accounts as lists, in a folder of their own.
struct Place {
    folder: TempDir,
}

impl Place {
    fn made(sizes: &[usize]) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        for n in sizes {
            let mut out = BufWriter::new(File::create(place.list(*n)).unwrap());
            demo::write_csv(&mut out, *n, 1, date(2026, 11, 21)).unwrap();
            out.flush().unwrap();
            let import = std::process::Command::new(PROGRAM)
                .args(["--book", place.book(*n).to_str().unwrap(), "import"])
                .arg(place.list(*n))
                .env("HOME", place.home())
                .output();
            assert!(import.unwrap().status.success());
        }
        place
    }

    fn home(&self) -> &Path {
        self.folder.path()
    }

    fn book(&self, n: usize) -> PathBuf {
        self.home().join(format!("{n}.db"))
    }

    fn list(&self, n: usize) -> PathBuf {
        self.home().join(format!("{n}.csv"))
    }

    /// The screen on the book with so many accounts.
    fn started(&self, n: usize) -> Pty {
        let book = self.book(n);
        let arguments = ["--theme", "dark", "--book", book.to_str().unwrap()];
        Pty::start(self.home(), Path::new(PROGRAM), &arguments)
    }

    /// The same, when all accounts are there and nothing more comes.
    fn ready(&self, n: usize) -> Pty {
        let program = self.started(n);
        let came = program.frame();
        if is_opening(&came.bytes) {
            program.frame();
        }
        program.settled(QUIET);
        program
    }
}

impl Place {
    /// The screen on a book that has been looked after, as is done once a day.
    fn tended(&self, n: usize) -> Pty {
        let program = self.ready(n);
        rested(&program);
        program
    }
}

/// Waits until a program does nothing more in the background.
fn rested(program: &Pty) {
    let (mut before, mut still) = (Duration::ZERO, 0);
    while still < 4 {
        program.settled(QUIET);
        let now = worked(program.process());
        still = if now.saturating_sub(before) < QUIET / 40 { still + 1 } else { 0 };
        before = now;
    }
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_quadbook");

/// Whether a frame says that accounts are still being read.
fn is_opening(frame: &[u8]) -> bool {
    let word = b"eading";
    frame.windows(word.len()).any(|part| part == word)
}

/// Many times of the same thing.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn at(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[at].as_secs_f64() * 1000.0
    }

    fn say(&mut self, what: &str) -> f64 {
        let (half, most) = (self.at(50), self.at(95));
        println!("  {what:<44} p50 {half:>8.2} ms   p95 {most:>8.2} ms");
        half
    }
}

/// From the start to the first frame, and to all accounts.
fn start(place: &Place, large: usize) {
    let own = std::env::current_exe().unwrap();
    let [mut least, mut few, mut many, mut usable] = [const { Times(Vec::new()) }; 4];
    let mut work = [Duration::ZERO; 2];
    for round in 0..ROUNDS {
        let program = Pty::start(place.home(), &own, &["--empty"]);
        least.0.push(program.frame().at.unwrap() - program.started);
        work[0] += worked(program.process());
        let program = place.started(100);
        few.0.push(program.frame().at.unwrap() - program.started);
        work[1] += worked(program.process());
        program.leave("q");
        let program = place.started(large);
        let first = program.frame();
        many.0.push(first.at.unwrap() - program.started);
        if round % 4 == 0 && is_opening(&first.bytes) {
            usable.0.push(program.frame().at.unwrap() - first.at.unwrap());
        }
        program.leave("q");
    }
    let least = least.say("an empty program: first frame");
    let few = few.say("100 accounts: first frame");
    let many = many.say(&format!("{large} accounts: first frame"));
    println!("  ratios to the empty program: {:.2} and {:.2}", few / least, many / least);
    let rounds = u32::try_from(ROUNDS).unwrap();
    println!("  on the processor: {:?} and {:?}", work[0] / rounds, work[1] / rounds);
    if !usable.0.is_empty() {
        usable.say("all of them usable, after that");
    }
}

/// Gets from the map, where the screen begins, to the list.
const TO_LIST: &str = "gl";

/// From a key to its frame, in turns in a small book and a large one.
fn keys(place: &Place, large: usize) {
    let steps: [Turns; 4] = [
        ("map: a step", "", ["\x1b[C", "\x1b[D"]),
        ("list: a row down and up", TO_LIST, ["\x1b[B", "\x1b[A"]),
        ("list: a page down and up", "", ["\x1b[6~", "\x1b[5~"]),
        ("list: the end and the beginning", "", ["\x1b[F", "\x1b[H"]),
    ];
    in_turns(place, large, &steps);
    csvlens(place, large);
}

/// From a key that moves a line or an account on the map, not kept yet, to its frame.
fn moves(place: &Place, large: usize) {
    let there_and_back = ["\x1b[A", "\x1b[B"];
    let steps: [Turns; 3] = [
        ("map: the line of engagement", "L", there_and_back),
        ("map: the line of potential", "", ["\x1b[C", "\x1b[D"]),
        ("map: an account moved", "\x1bm", there_and_back),
    ];
    in_turns(place, large, &steps);
}

/// What is measured, the keys that lead there, and those that go there and back.
type Turns<'a> = (&'a str, &'a str, [&'a str; 2]);

/// From a key to its frame, in turns in a small book and a large one.
fn in_turns(place: &Place, large: usize, steps: &[Turns<'_>]) {
    let (mut few, mut many) = (place.tended(100), place.tended(large));
    for (what, before, there_and_back) in steps {
        for program in [&mut few, &mut many] {
            for key in before.split_inclusive('\x1b') {
                program.send(key);
                program.settled(QUIET);
            }
            rested(program);
        }
        let (small, big) = (few.process(), many.process());
        let (mut times, mut bytes) = ([const { Times(Vec::new()) }; 2], 0);
        let began = [worked(small), worked(big)];
        for round in 0..ROUNDS * 10 {
            let key = there_and_back[round % 2];
            times[0].0.push(few.answer(key).0);
            let (time, came) = many.answer(key);
            times[1].0.push(time);
            bytes += came;
        }
        let count = u32::try_from(ROUNDS * 10).unwrap();
        let work = [
            worked(small).saturating_sub(began[0]) / count,
            worked(big).saturating_sub(began[1]) / count,
        ];
        let [mut few, mut many] = times;
        let small = (few.say(&format!("{what}, 100 accounts")), few.at(95));
        let big = (many.say(&format!("{what}, {large}")), many.at(95));
        println!(
            "    ratios {:.2} and {:.2}; on the processor {:?} and {:?}; {} bytes a key",
            big.0 / small.0,
            big.1 / small.1,
            work[0],
            work[1],
            bytes / (ROUNDS * 10)
        );
    }
}

/// A row down in csvlens, which shows the same list.
fn csvlens(place: &Place, large: usize) {
    let Some(program) = on_path("csvlens") else { return };
    let list = place.list(large);
    let mut peer = Pty::start(place.home(), &program, &[list.to_str().unwrap()]);
    peer.settled(QUIET * 4);
    let mut times = Times::default();
    for round in 0..ROUNDS {
        let at = peer.send(["\x1b[B", "\x1b[A"][round % 2]);
        times.0.push(peer.settled(QUIET / 8).at.unwrap() - at);
    }
    times.say("csvlens: a row down and up");
}

/// A thousand keys at once.
fn burst(place: &Place, large: usize) {
    let mut program = place.ready(large);
    program.send(TO_LIST);
    program.settled(QUIET);
    let (one, _) = program.answer("\x1b[B");
    let at = program.send(&"\x1b[B".repeat(1_000));
    let came = program.settled(QUIET);
    let took = came.at.unwrap() - at;
    println!("  1 000 keys at once: {} frames, {:.1} ms", came.frames(), took.as_secs_f64() * 1e3);
    let mut held = Times::default();
    let mut next = Instant::now();
    for _ in 0..ROUNDS * 5 {
        next += Duration::from_millis(33);
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
        held.0.push(program.answer("\x1b[B").0);
    }
    let held = held.say("a key held down, 30 a second");
    println!("    ratio to a single one {:.2}", held / (one.as_secs_f64() * 1e3));
}

/// Letters typed into find, and into fzf with the same names.
fn find(place: &Place, large: usize) {
    let mut ours = place.tended(large);
    ours.answer("/");
    let letters = ["a", "c", "m", "e"];
    for letter in letters {
        let (time, _) = ours.answer(letter);
        println!("  find, {large} accounts, `{letter}`: {:.1} ms", time.as_secs_f64() * 1e3);
    }
    let Some(program) = on_path("sh").filter(|_| on_path("fzf").is_some()) else { return };
    let list = place.list(large);
    for exact in ["--exact", ""] {
        let command = format!("cut -d, -f2 '{}' | fzf {exact}", list.display());
        let mut peer = Pty::start(place.home(), &program, &["-c", &command]);
        peer.settled(QUIET * 4);
        for letter in letters {
            let at = peer.send(letter);
            let time = peer.settled(QUIET).at.unwrap() - at;
            println!("  fzf {exact} `{letter}`: {:.1} ms", time.as_secs_f64() * 1e3);
        }
    }
}

/// A score typed and kept, against a step of the cursor and against the disk alone.
fn edit(place: &Place, large: usize) {
    for n in [100, large] {
        let mut program = place.ready(n);
        program.send(TO_LIST);
        program.settled(QUIET);
        let (mut step, mut kept, mut disk) = (Times::default(), Times::default(), Times::default());
        let mut note = File::create(place.home().join("note")).unwrap();
        for round in 0..ROUNDS {
            step.0.push(program.answer(["\x1b[B", "\x1b[A"][round % 2]).0);
            program.send("s");
            program.settled(QUIET / 8);
            program.send(&format!("{}", 20 + round));
            program.settled(QUIET / 8);
            kept.0.push(program.answer("\r").0);
            program.settled(QUIET / 8);
            let at = Instant::now();
            note.write_all(&[0; 4096]).unwrap();
            note.sync_data().unwrap();
            disk.0.push(at.elapsed());
        }
        let step = step.say(&format!("a row down, {n} accounts"));
        let kept = kept.say("a score kept: painted, and safe on the disk");
        let disk = disk.say("4 KiB safe on the disk");
        println!(
            "    ratio to a step {:.2}, to step and disk {:.2}",
            kept / step,
            kept / (step + disk)
        );
    }
}

/// What it takes while nobody does anything.
fn rest(place: &Place, large: usize) {
    for n in [1_000, large] {
        let program = place.tended(n);
        let before = wakes(program.process());
        let came = program.settled(Duration::from_secs(10)).bytes.len();
        let woken = (wakes(program.process()) - before) / 10.0;
        println!("  {n} accounts: {came} bytes and {woken:.1} wake-ups a second while idle");
        for line in status(program.process()) {
            println!("    {line}");
        }
    }
    let size = std::fs::metadata(PROGRAM).unwrap().len();
    println!("  the program: {size} bytes as built here, with its symbols");
}

/// From the key to the end of the process.
fn leave(place: &Place, large: usize) {
    for n in [100, large] {
        let mut times = Times::default();
        for _ in 0..ROUNDS / 4 {
            times.0.push(place.ready(n).leave("q"));
        }
        times.say(&format!("leaving a book of {n}"));
    }
}
