//! Actions that work on every screen: going, finding, help, undo, leaving.

use crate::domain::Book;

use super::action::{Action, Ready, Scope, Undo, always, with_account};
use super::effect::Effect;
use super::find::Find;
use super::palette::{Palette, Reach};
use super::screen::Screen;
use super::ui::Ui;
use super::whatif::{self, WhatIf};

fn can_triage(ui: &Ui, _: &Book) -> Ready {
    whatif::off(ui)
}

macro_rules! go {
    ($id:literal, $title:literal, $key:literal, $screen:ident, $ready:expr) => {
        Action {
            id: $id,
            title: $title,
            words: "go to show open screen",
            scope: Scope::Everywhere,
            keys: &[$key],
            hint: None,
            ready: $ready,
            run: |ui, _| {
                ui.go(Screen::$screen);
                None
            },
            undo: Undo::View,
        }
    };
}

macro_rules! action {
    ($id:literal, $title:literal, $words:literal, $keys:expr, $hint:expr, $ready:expr, $run:expr, $undo:ident) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: Scope::Everywhere,
            keys: $keys,
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::$undo,
        }
    };
}

/// The actions.
pub const ACTIONS: &[Action] = &[
    go!("go.map", "Go to the map", "g m", Map, always),
    go!("go.list", "Go to the list", "g l", List, always),
    go!("go.triage", "Go to triage", "g t", Triage, can_triage),
    go!("go.today", "Go to what is due today", "g d", Today, always),
    go!("go.plan", "Go to the plan of the account", "g p", Plan, with_account),
    go!("go.import", "Import a file", "g i", Import, always),
    go!("go.history", "Go to the history of changes", "g h", History, always),
    go!("go.settings", "Go to the settings of this book", "g ,", Settings, always),
    action!(
        "go.back",
        "Go back to the screen before",
        "",
        &["backspace"],
        None,
        has_back,
        back,
        View
    ),
    action!(
        "find",
        "Find an account by name",
        "search go",
        &["/"],
        Some(("find", 50)),
        has_rows,
        find,
        View
    ),
    action!(
        "commands",
        "All commands",
        "palette",
        &[":", "ctrl-p"],
        Some(("commands", 51)),
        always,
        commands,
        View
    ),
    action!(
        "help",
        "What works here",
        "keys",
        &["?", "f1"],
        Some(("help", 61)),
        always,
        help,
        View
    ),
    action!(
        "undo",
        "Undo the last step",
        "take back",
        &["u", "ctrl-z"],
        None,
        nothing_tried,
        |_, _| Some(Effect::Undo),
        Step
    ),
    action!(
        "redo",
        "Redo the step taken back",
        "again",
        &["U", "ctrl-y"],
        None,
        nothing_tried,
        |_, _| Some(Effect::Redo),
        Step
    ),
    action!(
        "suspend",
        "Stop the program for now, back to the shell",
        "background",
        &[],
        None,
        always,
        |_, _| Some(Effect::Suspend),
        View
    ),
    action!(
        "leave",
        "Leave Quadbook (everything is saved)",
        "quit exit close",
        &["q"],
        None,
        nothing_tried,
        leave,
        View
    ),
];

/// While something is tried, a step back on disk or leaving would surprise: first it is kept or
/// dropped.
fn nothing_tried(ui: &Ui, _: &Book) -> Ready {
    if ui.what_if == WhatIf::On && !ui.trial.is_empty() {
        Err("something is tried; W keeps or drops it first")
    } else {
        Ok(())
    }
}

fn has_back(ui: &Ui, _: &Book) -> Ready {
    if ui.back.is_empty() { Err("this is where you began") } else { Ok(()) }
}

fn has_rows(ui: &Ui, _: &Book) -> Ready {
    if ui.rows.is_empty() { Err("no account is shown") } else { Ok(()) }
}

fn back(ui: &mut Ui, _: &Book) -> Option<Effect> {
    ui.screen = ui.back.pop().unwrap_or(ui.screen);
    None
}

fn find(ui: &mut Ui, book: &Book) -> Option<Effect> {
    Find::open(ui, book);
    None
}

fn commands(ui: &mut Ui, _: &Book) -> Option<Effect> {
    Palette::open(ui, Reach::Everything);
    None
}

fn help(ui: &mut Ui, _: &Book) -> Option<Effect> {
    Palette::open(ui, Reach::Here);
    None
}

fn leave(ui: &mut Ui, _: &Book) -> Option<Effect> {
    ui.leaving = true;
    Some(Effect::Quit)
}
