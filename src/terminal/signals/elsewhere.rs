//! Where there are no signals, as on Windows: the console gives keys and sizes through the library,
//! and a process that is ended has no say in it. What was kept is on the disk then.

use std::io;

use super::Shared;

/// Nothing to watch for.
#[allow(clippy::unnecessary_wraps, reason = "the same function fails where there are signals")]
pub fn watch(_: Shared) -> io::Result<()> {
    Ok(())
}

/// A console that goes away takes its processes with it.
#[allow(clippy::unnecessary_wraps, reason = "the same function fails where there are signals")]
pub fn watch_terminal(_: Shared) -> io::Result<()> {
    Ok(())
}

/// A process cannot be stopped and called back here: it goes on.
pub fn stop(_: &Shared) {}
