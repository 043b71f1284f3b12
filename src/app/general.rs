//! Actions that work on every screen: going, finding, help, undo, leaving.

use crate::domain::Book;
use crate::domain::history::Turn;

use super::action::{Action, Ready, Scope, Undo, always, with_account};
use super::effect::Effect;
use super::find::Find;
use super::palette::{Palette, Reach};
use super::screen::Screen;
use super::ui::Ui;
use super::whatif::{self, WhatIf};

/// The action that takes the last step back.
pub const UNDO: &str = "undo";
const REDO: &str = "redo";
/// The actions that may turn what another window did, when they are asked for twice.
pub const STEPS: [&str; 2] = [UNDO, REDO];

/// The step back or again, about the change of another window where that was just asked about.
fn step(ui: &mut Ui, turn: Turn) -> Effect {
    let asked = ui.theirs.take().filter(|(asked, _)| *asked == turn);
    Effect::Step(turn, asked.map(|(_, change)| change))
}

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
    Action::new("go.back", "Go back to the screen before", Scope::Everywhere, &["backspace"], back)
        .when(has_back)
        .view(),
    Action::new("find", "Find an account by name", Scope::Everywhere, &["/"], find)
        .found_by("search go")
        .hinted("find", 50)
        .when(has_accounts)
        .view(),
    Action::new("commands", "All commands", Scope::Everywhere, &[":", "ctrl-p"], commands)
        .found_by("palette")
        .hinted("commands", 51)
        .view(),
    Action::new("help", "What works here", Scope::Everywhere, &["?", "f1"], help)
        .found_by("keys")
        .hinted("help", 61)
        .view(),
    Action::new(UNDO, "Undo the last step", Scope::Everywhere, &["u", "ctrl-z"], |ui, _| {
        Some(step(ui, Turn::Back))
    })
    .found_by("take back")
    .when(nothing_tried),
    Action::new(REDO, "Redo the step taken back", Scope::Everywhere, &["U", "ctrl-y"], |ui, _| {
        Some(step(ui, Turn::Again))
    })
    .found_by("again")
    .when(nothing_tried),
    Action::new(
        "suspend",
        "Stop the program for now, back to the shell",
        Scope::Everywhere,
        &[],
        |_, _| Some(Effect::Suspend),
    )
    .found_by("suspend background pause")
    .view(),
    Action::new("leave", "Leave Quadbook (everything is saved)", Scope::Everywhere, &["q"], leave)
        .found_by("quit exit close")
        .when(nothing_tried)
        .view(),
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

fn has_accounts(_: &Ui, book: &Book) -> Ready {
    if book.accounts.is_empty() { Err("the book has no accounts yet") } else { Ok(()) }
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
