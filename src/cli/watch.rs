//! Long work on a terminal: how many rows, how fast, how much is left, in one line of stderr that
//! is gone when the work is done.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::app::effect;
use crate::exchange::import::Progress;

/// How long work may take without a word, and how often the line is written anew.
const PATIENCE: Duration = Duration::from_millis(700);
const INTERVAL: Duration = Duration::from_millis(150);

/// Does the work and shows how far it is.
pub fn watched<T>(progress: &Progress, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(progress, &done));
        // Also when the work ends in a panic, the watcher ends.
        let _end = End { done: &done, watcher: watcher.thread().clone() };
        work()
    })
}

struct End<'a> {
    done: &'a AtomicBool,
    watcher: Thread,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Release);
        self.watcher.unpark();
    }
}

fn watch(progress: &Progress, done: &AtomicBool) {
    let begun = Instant::now();
    let mut shown = false;
    while !done.load(Ordering::Acquire) {
        thread::park_timeout(INTERVAL);
        if begun.elapsed() >= PATIENCE && !done.load(Ordering::Acquire) {
            shown = true;
            let line = line(progress.rows(), progress.bytes(), progress.total(), begun.elapsed());
            let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
        }
    }
    if shown {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
}

/// `[#####·····] 52 %, 41200 rows, 20600 a second, 2 s left`
fn line(rows: u64, bytes: u64, total: u64, taken: Duration) -> String {
    let percent = (bytes.min(total) * 100).checked_div(total).unwrap_or(0);
    let filled = usize::try_from(percent / 5).unwrap_or(0);
    let bar = format!("{}{}", "#".repeat(filled), "·".repeat(20 - filled.min(20)));
    let rate = u128::from(rows) * 1000 / taken.as_millis().max(1);
    let left =
        effect::Progress { rows, bytes, total }.left(taken).map(|left| format!(", {left} left"));
    format!("[{bar}] {percent} %, {rows} rows, {rate} a second{}", left.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is() {
        let second = Duration::from_secs(2);
        let half = "[##########··········] 50 %, 41200 rows, 20600 a second, 2 s left";
        assert_eq!(line(41_200, 500, 1000, second), half);
        assert_eq!(line(0, 0, 0, second), format!("[{}] 0 %, 0 rows, 0 a second", "·".repeat(20)));
        assert!(line(1, 2000, 1000, second).starts_with("[####################] 100 %"));
    }

    #[test]
    fn work_gives_what_it_gives() {
        assert_eq!(watched(&Progress::default(), || 42), 42);
    }
}
