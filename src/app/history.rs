//! The history: every change of the book or of one account, newest first, what it altered, and
//! who crossed from one segment into another.

use ratatui::layout::Rect;

use crate::domain::history::{Crossed, Entry, State, crossings};
use crate::domain::{Book, Id};

use super::action::{Action, Ready, Scope, Undo};
use super::effect::Effect;
use super::list::{in_sight, moved};
use super::screen::Screen;
use super::ui::Ui;

/// What the history screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The account whose changes are shown; all when none.
    pub of: Option<Id>,
    /// The changes, newest first; `None` until they were read.
    pub entries: Option<Vec<Entry>>,
    /// For each change, who crossed into another segment.
    pub crossed: Vec<Vec<Crossed>>,
    /// The place of the change at hand.
    pub at: usize,
    /// The first place in sight.
    pub top: usize,
    /// The change whose edits are shown.
    pub open: Option<Id>,
}

const HERE: Scope = Scope::On(&[Screen::History]);

/// Actions on the history.
pub const ACTIONS: &[Action] = &[
    Action {
        id: "history.open",
        title: "Show what the change altered, or hide it",
        words: "edits before after details",
        scope: HERE,
        keys: &["enter"],
        hint: Some(("what changed", 10)),
        ready: has_entry,
        run: open,
        undo: Undo::View,
    },
    Action {
        id: "history.of",
        title: "Show only the selected account's changes (again: all)",
        words: "filter one account",
        scope: HERE,
        keys: &["f"],
        hint: Some(("only this account", 20)),
        ready: can_narrow,
        run: narrow,
        undo: Undo::View,
    },
];

/// Puts a change at hand.
pub fn pick(ui: &mut Ui, at: usize) {
    ui.log.at = at;
}

/// The change in a row of the window; none where the edits of one are shown.
pub fn row_at(ui: &Ui, body: Rect, down: usize) -> Option<usize> {
    let heads = usize::from(body.height >= 4);
    let at = ui.log.top + down.checked_sub(heads)?;
    let known = ui.log.entries.as_ref().map_or(0, Vec::len);
    let above = ui.log.open.is_none() || at <= ui.log.at;
    (above && at < known).then_some(at)
}

fn has_entry(ui: &Ui, _: &Book) -> Ready {
    at_hand(ui).map(|_| ()).ok_or("nothing has been changed yet")
}

fn can_narrow(ui: &Ui, _: &Book) -> Ready {
    if ui.log.of.is_some() || ui.selected.is_some() {
        Ok(())
    } else {
        Err("no account is selected")
    }
}

/// The change at hand.
pub fn at_hand(ui: &Ui) -> Option<&Entry> {
    ui.log.entries.as_ref()?.get(ui.log.at)
}

fn open(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let id = at_hand(ui).map(|entry| entry.id);
    ui.log.open = if ui.log.open == id { None } else { id };
    None
}

fn narrow(ui: &mut Ui, _: &Book) -> Option<Effect> {
    ui.log.of = if ui.log.of.is_some() { None } else { ui.selected };
    (ui.log.entries, ui.log.at, ui.log.open) = (None, 0, None);
    None
}

/// Goes some changes further on.
pub fn step(ui: &mut Ui, by: isize) {
    let places = ui.log.entries.as_ref().map_or(0, Vec::len);
    ui.log.at = moved(ui.log.at, by, places);
}

/// Keeps the change at hand in sight.
pub fn follow(ui: &mut Ui) {
    let rows = usize::from(ui.size.1.saturating_sub(4).max(1));
    ui.log.top = in_sight(ui.log.top, ui.log.at, rows);
}

/// Takes the changes that were read; the one at hand stays at hand.
pub fn take(ui: &mut Ui, book: &Book, entries: Vec<Entry>) {
    let before = at_hand(ui).map(|entry| entry.id);
    let first = ui.log.at == 0;
    ui.log.crossed = match ui.log.of {
        Some(of) => entries.iter().map(|entry| of_trail(book, of, entry)).collect(),
        None => crossings(&entries, book),
    };
    let place = before.and_then(|id| entries.iter().position(|entry| entry.id == id));
    ui.log.at = if first { 0 } else { place.unwrap_or(0) };
    ui.log.entries = Some(entries);
}

/// The crossing that a change made in the trail of one account.
fn of_trail(book: &Book, account: Id, entry: &Entry) -> Vec<Crossed> {
    let Some(details) = book.looked_at.get(&account) else { return Vec::new() };
    let stands = &details.trail.stands;
    let at = stands.iter().position(|stand| stand.change == entry.id);
    let Some(to) = at.and_then(|at| stands.get(at)).map(|stand| stand.segment) else {
        return Vec::new();
    };
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| stands.get(at));
    let from = before.and_then(|stand| stand.segment);
    if from == to { Vec::new() } else { vec![Crossed { account, from, to }] }
}

/// What has become of a change, where that must be said.
pub const fn state_word(state: State) -> &'static str {
    match state {
        State::Done => "",
        State::Undone | State::Gone => "taken back",
        State::Undo => "undo",
        State::Redo => "redo",
    }
}
