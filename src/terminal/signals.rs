//! What comes to the process from outside while its screen is open, and what the event loop shares
//! with whoever listens.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

#[cfg(not(unix))]
pub use elsewhere::{stop, watch, watch_terminal};
#[cfg(unix)]
pub use unix::{stop, watch, watch_terminal};

/// What the signal thread and the event loop share.
#[derive(Clone, Default)]
pub struct Shared {
    /// Held while a commit is under way.
    pub writing: Arc<Mutex<()>>,
    /// Set when the process was stopped and called back or the window changed, so that all must be
    /// drawn again.
    pub draw_all: Arc<AtomicBool>,
    /// Set when a signal ends the process, so that the event loop keeps where the user is.
    pub ending: Arc<AtomicBool>,
    /// Set when that is kept.
    pub kept: Arc<AtomicBool>,
}
