//! What is typed right after a refusal was meant for a prompt that did not open, or for the next
//! account while this one came back. It is not run: the screen is deaf to characters until there
//! is a pause. Text fields and keys that are no characters are never held back.

use crossterm::event::KeyCode;

use super::key::Key;
use super::ui::Ui;

/// Keys closer together than this belong together, in milliseconds.
const PAUSE: i64 = 1000;

/// A refusal, and what was typed at once after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deaf {
    /// When it began or the last key was held back, in milliseconds.
    since: i64,
    /// The refusal.
    why: String,
    /// What was held back.
    typed: String,
}

impl Deaf {
    /// After a refusal.
    pub fn after(why: &str, now: i64) -> Self {
        Self { since: now, why: why.to_owned(), typed: String::new() }
    }
}

/// Whether a key belongs to what was typed at once after a refusal. It is not run then, and the
/// refusal says so. Enter ends what was typed, and every other key that is no character.
pub fn takes(ui: &mut Ui, key: Key) -> bool {
    let Some(mut deaf) = ui.deaf.take() else { return false };
    if ui.mode.takes_text() || ui.now.millis() - deaf.since >= PAUSE {
        return false;
    }
    let ends = key.is(KeyCode::Enter) || key.is(KeyCode::Backspace);
    match key.char() {
        Some(typed) => deaf.typed.push(typed),
        None if ends && !deaf.typed.is_empty() => {}
        None => return false,
    }
    let words = format!("{}; not run: {}", deaf.why, deaf.typed);
    if !key.is(KeyCode::Enter) {
        deaf.since = ui.now.millis();
        ui.deaf = Some(deaf);
    }
    ui.status.text = words;
    true
}
