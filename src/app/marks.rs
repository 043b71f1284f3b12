//! Marks: the accounts that a bulk action means.

use std::collections::BTreeSet;

use crate::domain::{Book, Id};

use super::action::{self, Action, Ready, Scope, Undo, with_account};
use super::effect::Effect;
use super::screen::Screen;
use super::ui::Ui;

/// Accounts being marked with Shift and the arrows.
#[derive(Clone, Debug)]
pub struct Range {
    /// Where it began.
    from: usize,
    /// Where it has come to; another place means that the range is over.
    to: usize,
    /// What it has marked; other marks stay when it shrinks.
    added: BTreeSet<Id>,
}

const SCREENS: Scope = Scope::On(&[Screen::List, Screen::Map]);
const LIST: Scope = Scope::On(&[Screen::List]);

/// Actions on marks.
pub const ACTIONS: &[Action] = &[
    Action {
        id: "mark.flip",
        title: "Mark the account, or unmark it",
        words: "select choose bulk many",
        scope: SCREENS,
        keys: &["space"],
        hint: Some(("mark", 56)),
        ready: with_account,
        run: flip,
        undo: Undo::View,
    },
    Action {
        id: "mark.all",
        title: "Mark all accounts shown, or unmark them",
        words: "select everything bulk",
        scope: SCREENS,
        keys: &["*"],
        hint: None,
        ready: has_rows,
        run: all,
        undo: Undo::View,
    },
    Action {
        id: "mark.down",
        title: "Mark from here downwards",
        words: "range select",
        scope: LIST,
        keys: &["shift-down"],
        hint: None,
        ready: has_rows,
        run: |ui, book| range(ui, book, 1),
        undo: Undo::View,
    },
    Action {
        id: "mark.up",
        title: "Mark from here upwards",
        words: "range select",
        scope: LIST,
        keys: &["shift-up"],
        hint: None,
        ready: has_rows,
        run: |ui, book| range(ui, book, -1),
        undo: Undo::View,
    },
];

fn has_rows(ui: &Ui, _: &Book) -> Ready {
    if ui.rows.is_empty() { Err("no account is shown") } else { Ok(()) }
}

/// Marks the account at hand or unmarks it; in a list the next one is at hand then.
fn flip(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let id = ui.selected?;
    if !ui.marks.remove(&id) {
        ui.marks.insert(id);
    }
    if ui.screen == Screen::List {
        ui.step(book, 1);
    }
    said(ui)
}

fn said(ui: &mut Ui) -> Option<Effect> {
    match ui.marks.len() {
        0 => ui.say("no accounts marked"),
        1 => ui.say("1 account marked"),
        n => {
            let key = |id| action::all().find(|a| a.id == id).map(|a| ui.keymap.label(a));
            let (edit, add) = (key("account.edit"), key("step.add"));
            let (edit, add) = (edit.unwrap_or_default(), add.unwrap_or_default());
            ui.say(format!(
                "{n} accounts marked: {edit} edits a field of all, {add} gives each an action"
            ));
        }
    }
    None
}

fn all(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let shown: BTreeSet<Id> =
        ui.rows.iter().filter_map(|row| book.accounts.id(*row as usize)).collect();
    if shown.is_subset(&ui.marks) {
        ui.marks = ui.marks.difference(&shown).copied().collect();
    } else {
        ui.marks.extend(shown);
    }
    said(ui)
}

fn range(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let at = ui.selected_place(book)?;
    let here = ui.selected?;
    let mut range = ui.list.range.take().filter(|range| range.to == at).unwrap_or_else(|| Range {
        from: at,
        to: at,
        added: BTreeSet::from([here]).difference(&ui.marks).copied().collect(),
    });
    ui.marks.insert(here);
    ui.step(book, by);
    range.to = ui.selected_place(book)?;
    let there = ui.selected?;
    if range.to.abs_diff(range.from) >= at.abs_diff(range.from) {
        if ui.marks.insert(there) {
            range.added.insert(there);
        }
    } else if range.added.remove(&here) {
        ui.marks.remove(&here);
    }
    ui.list.range = Some(range);
    said(ui)
}
