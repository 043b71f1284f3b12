//! Taking the terminal over and giving it back. Giving back is idempotent, attempts every step
//! whatever fails, and may be called from the panic hook, from the signal thread and on drop.

use std::io::{Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::{cursor, event, execute, terminal};

/// Whether the terminal is ours. A process has one terminal, so this is one for all.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is wanted too.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Presses, drags with a button held and the wheel, but no bare moves: those would wake the program
/// for nothing. With Shift a terminal selects text all the same.
#[cfg(not(windows))]
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Everything that could have been turned on, turned off: synchronized output, mouse, bracketed
/// paste, colours, alternate screen; and the cursor shown.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l\x1b[?25h";

/// The terminal taken over; dropping it gives it back.
pub struct Guard(());

impl Guard {
    /// Takes the terminal over: raw keys, its second screen, pastes in one piece.
    pub fn enter() -> std::io::Result<Self> {
        TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        terminal::enable_raw_mode()?;
        execute!(
            stdout(),
            terminal::EnterAlternateScreen,
            event::EnableBracketedPaste,
            cursor::Hide,
            terminal::Clear(terminal::ClearType::All)
        )?;
        if MOUSE.load(Ordering::SeqCst) {
            take_mouse()?;
        }
        Ok(guard)
    }
}

/// Whenever the terminal is taken over from now on, the mouse is too.
pub fn want_mouse() {
    MOUSE.store(true, Ordering::SeqCst);
}

#[cfg(not(windows))]
fn take_mouse() -> std::io::Result<()> {
    let mut out = stdout();
    out.write_all(TAKE_MOUSE)?;
    out.flush()
}

#[cfg(windows)]
fn take_mouse() -> std::io::Result<()> {
    execute!(stdout(), event::EnableMouseCapture)
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back, if it was taken. Never fails, never prints anything else.
pub fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = stdout();
    // A terminal that is gone cannot be told anything; every step is tried all the same.
    let _ = out.write_all(LEAVE);
    let _ = out.flush();
    #[cfg(windows)]
    let _ = execute!(out, event::DisableMouseCapture);
    let _ = terminal::disable_raw_mode();
    flush_input();
}

/// Throws away keys that were typed and not read, so that the shell does not run them.
fn flush_input() {
    #[cfg(unix)]
    {
        let _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
    }
}
