//! A change that is made only when a second key says so (UX.md, rule 7): the key that asked is
//! not the key that confirms.

use crossterm::event::KeyCode;

use crate::domain::{Book, Change};

use super::effect::Effect;
use super::key::Key;
use super::mode::Mode;
use super::ui::Ui;

/// A change that waits for Enter.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// What will happen, as a question.
    pub question: String,
    /// What Enter makes.
    change: Change,
}

impl Confirm {
    /// Asks before a change is made.
    pub fn open(ui: &mut Ui, question: impl Into<String>, change: Change) {
        ui.mode = Mode::Confirm(Box::new(Self { question: question.into(), change }));
    }
}

/// Takes a key while a change waits: Enter makes it, every other key lets it be.
pub fn input(ui: &mut Ui, _: &Book, key: Key) -> Option<Effect> {
    let Mode::Confirm(confirm) = std::mem::take(&mut ui.mode) else { return None };
    if key.is(KeyCode::Enter) {
        return Some(Effect::Commit(confirm.change));
    }
    ui.say("nothing was changed");
    None
}
