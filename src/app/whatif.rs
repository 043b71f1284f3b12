//! What if: while it is on, moves of accounts and lines are only tried; the grid shows the old and
//! the new place of everything that moved. Turning it off asks whether to keep or to drop.

use crossterm::event::KeyCode;

use crate::domain::score::Scores;
use crate::domain::seen::Trial;
use crate::domain::{Book, Change, Id};

use super::action::{Action, Ready, Scope, Undo, always};
use super::effect::Effect;
use super::kept::Kept;
use super::key::Key;
use super::mode::Mode;
use super::screen::Screen;
use super::ui::Ui;
use super::{lines, origin, score};

/// Whether moves are only tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WhatIf {
    /// They are kept.
    #[default]
    Off,
    /// They are tried.
    On,
}

/// Only what the map and the list try can wait; everything else that would move an account or a
/// line asks for what-if to be off.
pub fn off(ui: &Ui) -> Ready {
    match ui.what_if {
        WhatIf::Off => Ok(()),
        WhatIf::On => Err("what if is on: W on the map or the list keeps or drops it first"),
    }
}

/// The action.
pub const ACTIONS: &[Action] = &[Action {
    id: "what_if",
    title: "What if: try moves without keeping them, then keep or drop",
    words: "trial scenario simulate preview",
    scope: Scope::On(&[Screen::Map, Screen::List]),
    keys: &["W"],
    hint: None,
    ready: always,
    run: switch,
    undo: Undo::Step,
}];

fn switch(ui: &mut Ui, _: &Book) -> Option<Effect> {
    if ui.what_if == WhatIf::Off {
        ui.what_if = WhatIf::On;
        ui.say("what if: moves are tried, not kept; W again keeps or drops them");
    } else if ui.trial.is_empty() {
        ui.what_if = WhatIf::Off;
        ui.say("what if is off; nothing was tried");
    } else {
        ui.mode = Mode::WhatIf;
        let words = tried(&ui.trial);
        ui.say(format!("{words}: Enter keeps, Esc drops, any other key goes on trying"));
    }
    None
}

/// What is tried, in words: `3 accounts and the lines moved`.
pub fn tried(trial: &Trial) -> String {
    let accounts = match trial.scores.len() {
        0 => None,
        1 => Some("1 account".to_owned()),
        n => Some(format!("{n} accounts")),
    };
    let lines = trial.thresholds.map(|_| "the lines".to_owned());
    let parts: Vec<String> = accounts.into_iter().chain(lines).collect();
    format!("{} moved", parts.join(" and "))
}

/// Takes the key that answers.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    if key.is(KeyCode::Esc) {
        ui.mode = Mode::None;
        ui.trial = Trial::default();
        ui.what_if = WhatIf::Off;
        ui.say("dropped; what if is off");
        return None;
    }
    if !key.is(KeyCode::Enter) {
        ui.mode = Mode::None;
        ui.say("still trying; W keeps or drops");
        return None;
    }
    let tried: Vec<(Id, Scores)> = ui.trial.scores.iter().map(|(id, to)| (*id, *to)).collect();
    let change = match change(ui, book, &tried) {
        Ok(change) => change,
        Err(why) => {
            ui.refuse(why);
            return None;
        }
    };
    Kept::hold(ui);
    ui.trial = Trial::default();
    ui.what_if = WhatIf::Off;
    if change.is_empty() {
        ui.kept = None;
        ui.say("nothing was changed");
        return None;
    }
    Some(Effect::Commit(change))
}

/// All that was tried as one change, unless somebody else has changed some of it meanwhile.
fn change(ui: &mut Ui, book: &Book, tried: &[(Id, Scores)]) -> Result<Change, String> {
    let scores = origin::to_keep(ui, book, tried, score::Write::Moved)?;
    let mut change = score::change(book, &scores, score::Write::Moved, ui.today());
    let Some(thresholds) = ui.trial.thresholds else { return Ok(change) };
    let lines = lines::change(book, origin::lines_to_keep(ui, book, thresholds)?);
    change.label = if scores.is_empty() {
        lines.label.clone()
    } else {
        format!("{} · {}", change.label, lines.label)
    };
    change.edits.extend(lines.edits);
    Ok(change)
}
