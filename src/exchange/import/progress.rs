//! How far a long reading is, seen from another thread, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Shared between the thread that reads and the one that shows how far it is.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    /// Bytes read in the present pass.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Bytes of the whole file.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Rows read in the present pass.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Asks the reading to stop; it then ends with a refusal and nothing is changed.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// A new pass over a file of that many bytes begins.
    pub(super) fn begin(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
    }

    pub(super) fn read(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn row(&self) {
        self.rows.fetch_add(1, Ordering::Relaxed);
    }
}

/// How long a pass will still take at the pace so far, in words; `None` while that cannot be told.
pub fn left(bytes: u64, total: u64, taken: Duration) -> Option<String> {
    let rest = total.checked_sub(bytes).filter(|_| bytes > 0)?;
    let millis = taken.as_millis().saturating_mul(u128::from(rest)) / u128::from(bytes);
    let seconds = millis.div_ceil(1000);
    Some(match seconds {
        0..120 => format!("{seconds} s"),
        _ => format!("{} min", seconds.div_ceil(60)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_pace() {
        let two = Duration::from_secs(2);
        assert_eq!(left(500, 1000, two).as_deref(), Some("2 s"));
        assert_eq!(left(10, 1000, two).as_deref(), Some("4 min"));
        assert_eq!(left(1000, 1000, two).as_deref(), Some("0 s"));
        assert_eq!((left(0, 1000, two), left(2000, 1000, two)), (None, None));
    }
}
