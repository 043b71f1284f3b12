//! Signals on Unix, on a thread of their own: a flag read by the event loop would never be seen
//! once the terminal is gone (RELIABILITY.md 0.1). The thread gives the terminal back and ends
//! the process; a commit that is under way gets a moment to finish.

use std::io;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::super::guard;
use super::Shared;

/// How long a commit under way and the event loop, which wakes up three times a second and then keeps
/// where the user is, may take before the process ends all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// Starts the thread.
pub fn watch(shared: Shared) -> io::Result<()> {
    let watched = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(watched)?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(&shared),
                SIGCONT => {}
                // The library's own event of it is lost when a key comes in the same moment.
                SIGWINCH => shared.draw_all.store(true, Ordering::SeqCst),
                signal => end(&shared, 128 + signal),
            }
        }
    })?;
    Ok(())
}

/// Watches for a terminal that went away without a word (a hang-up that is ignored): its
/// settings can no longer be asked for.
pub fn watch_terminal(shared: Shared) -> io::Result<()> {
    thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            if rustix::termios::tcgetattr(io::stdin()).is_err() {
                end(&shared, 128 + SIGHUP);
            }
        }
    })?;
    Ok(())
}

fn end(shared: &Shared, code: i32) {
    let mut waited = Duration::ZERO;
    let step = Duration::from_millis(5);
    shared.ending.store(true, Ordering::SeqCst);
    let is_at_work = || !shared.kept.load(Ordering::SeqCst) || shared.writing.try_lock().is_err();
    while is_at_work() && waited < PATIENCE {
        thread::sleep(step);
        waited += step;
    }
    guard::leave();
    low_level::exit(code);
}

/// Stops the process until it is called back, then takes the terminal again.
pub fn stop(shared: &Shared) {
    guard::leave();
    let _ = low_level::raise(signal_hook::consts::signal::SIGSTOP);
    if let Ok(taken) = guard::Guard::enter() {
        // The event loop owns the terminal still; this second guard must not give it back.
        std::mem::forget(taken);
    }
    shared.draw_all.store(true, Ordering::SeqCst);
}
