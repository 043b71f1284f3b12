//! How far a long reading is, seen from another thread, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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
