//! The same again: what was done last, on another account.

use jiff::civil::Date;

use crate::domain::facts::Fact;
use crate::domain::kinds::account::field;
use crate::domain::record::Field;
use crate::domain::score::Scores;
use crate::domain::value::Value;
use crate::domain::{Book, Change, Id};

use super::action::{Action, Ready, Scope, Undo};
use super::effect::Effect;
use super::mode::Mode;
use super::score::{self, Write};
use super::screen::Screen;
use super::ui::Ui;
use super::{fields, steps, whatif};

/// An action that can be done again on another account.
#[derive(Clone, PartialEq, Debug)]
pub enum Repeat {
    /// Adding this action, due by this day.
    Step(String, Option<Date>),
    /// The next step is done.
    Done,
    /// The next step is moved to this day.
    Due(Option<Date>),
    /// This field gets this value.
    Field(&'static Field, Option<Value>),
    /// These tags are added and taken away.
    Tags(String),
    /// This line is added to the note.
    Note(String),
    /// These scores are judged; an unknown one is left as it is.
    Scores(Scores),
}

/// The action.
pub const ACTIONS: &[Action] = &[Action {
    id: "account.repeat",
    title: "The same again on this account",
    words: "repeat last",
    scope: Scope::On(&[Screen::List, Screen::Map, Screen::Today]),
    keys: &["."],
    hint: None,
    ready: can_repeat,
    run: repeat,
    undo: Undo::Step,
}];

fn can_repeat(ui: &Ui, _: &Book) -> Ready {
    match &ui.repeat {
        None => return Err("nothing has been done yet that could be repeated"),
        Some(Repeat::Scores(_)) => whatif::off(ui)?,
        Some(Repeat::Field(field, _)) if fields::axis_of(field).is_some() => whatif::off(ui)?,
        Some(_) => {}
    }
    ui.selected.map(|_| ()).ok_or("no account is selected")
}

fn repeat(ui: &mut Ui, book: &Book) -> Option<Effect> {
    match again(ui, book) {
        Ok(change) if change.is_empty() => ui.say("it is so already"),
        Ok(change) => return Some(Effect::Commit(change)),
        Err(why) => ui.refuse(why),
    }
    None
}

fn again(ui: &mut Ui, book: &Book) -> Result<Change, String> {
    let (to, today) = (ui.chosen(), ui.today());
    let step = || steps::at_hand(ui, book).ok_or("this account has no next step");
    match ui.repeat.clone().ok_or("nothing to repeat")? {
        Repeat::Step(title, due) => Ok(steps::add(ui, book, &to, &title, due)),
        Repeat::Due(due) => Ok(steps::reschedule(ui, book, &step()?, due)),
        Repeat::Field(field, value) => fields::set_field(book, &to, field, value.as_ref(), today),
        Repeat::Tags(text) => fields::keep_tags(ui, book, &to, &text),
        Repeat::Note(text) => fields::keep_note(ui, book, &to, &text),
        Repeat::Scores(scores) => {
            let kept = |id: &Id| {
                Some((*id, merged(scores, book.accounts.scores(book.accounts.row(*id)?))))
            };
            let scores: Vec<(Id, Scores)> = to.iter().filter_map(kept).collect();
            Ok(score::change(book, &scores, Write::Both, today))
        }
        Repeat::Done => match steps::done(ui, book)? {
            Some(Effect::Commit(change)) => Ok(change),
            _ => Ok(Change::new("")),
        },
    }
}

/// Scores with those that are unknown left as they were.
fn merged(scores: Scores, before: Scores) -> Scores {
    Scores {
        engagement: scores.engagement.or(before.engagement),
        potential: scores.potential.or(before.potential),
    }
}

/// The fields that must be in memory for a bulk action to be made from them.
pub fn wanted(ui: &Ui) -> Vec<Fact> {
    let asked = match &ui.mode {
        Mode::Prompt(prompt) => prompt.purpose.needs(),
        _ => None,
    };
    let again = match &ui.repeat {
        Some(Repeat::Field(field, _)) => Some(*field),
        Some(Repeat::Tags(_)) => Some(field::tags),
        Some(Repeat::Note(_)) => Some(field::note),
        _ => None,
    };
    if ui.marks.is_empty() {
        return Vec::new();
    }
    asked.into_iter().chain(again).map(Fact::Stored).collect()
}
