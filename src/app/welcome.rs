//! The first screen of a book without accounts: three ways to begin.

use super::action::{Action, Scope, Undo, always};
use super::effect::Effect;
use super::screen::Screen;

const HERE: Scope = Scope::On(&[Screen::Welcome]);

/// The ways to begin.
pub const ACTIONS: &[Action] = &[
    Action {
        id: "welcome.demo",
        title: "Look around in a demo book",
        words: "example sample try",
        scope: HERE,
        keys: &["d"],
        hint: Some(("demo book", 1)),
        ready: always,
        run: |_, _| Some(Effect::OpenDemo),
        undo: Undo::View,
    },
    Action {
        id: "welcome.import",
        title: "Import the list that your CRM exports",
        words: "csv file crm excel xlsx workbook spreadsheet ods zip",
        scope: HERE,
        keys: &["i"],
        hint: Some(("import a file", 2)),
        ready: always,
        run: |ui, _| {
            ui.go(Screen::Import);
            None
        },
        undo: Undo::View,
    },
];
