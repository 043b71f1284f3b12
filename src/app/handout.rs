//! What leaves the screen: names and rows to the clipboard, the list to a file.

use crate::domain::facts::Fact;
use crate::domain::{Book, Id};

use super::account::SHOWN;
use super::action::{Action, Ready, Scope, Undo, with_account};
use super::columns::header;
use super::effect::{Effect, ListFormat};
use super::screen::Screen;
use super::ui::Ui;

/// The most bytes that terminals take for the clipboard.
const CLIPBOARD: usize = 74_000;

const LISTED: Scope = Scope::On(&[Screen::List, Screen::Map]);

macro_rules! out {
    ($id:literal, $title:literal, $words:literal, $scope:expr, $key:literal, $ready:expr, $run:expr) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: $scope,
            keys: &[$key],
            hint: None,
            ready: $ready,
            run: $run,
            undo: Undo::View,
        }
    };
}

/// The actions.
pub const ACTIONS: &[Action] = &[
    out!(
        "copy.name",
        "Copy the name",
        "clipboard",
        Scope::On(SHOWN),
        "c n",
        with_account,
        |ui, book| {
            let row = ui.selected_row(book)?;
            Some(Effect::Copy(book.accounts.name(row).to_owned()))
        }
    ),
    out!(
        "copy.row",
        "Copy the account as a row",
        "clipboard line",
        Scope::On(SHOWN),
        "c r",
        with_account,
        |ui, book| Some(Effect::Copy(line(ui, book, ui.selected_row(book)?)))
    ),
    out!(
        "copy.list",
        "Copy the accounts shown, or those marked",
        "clipboard table",
        LISTED,
        "c l",
        has_rows,
        copy_list
    ),
    out!(
        "write.csv",
        "Write the accounts shown, or those marked, as CSV",
        "export save file spreadsheet",
        LISTED,
        "w c",
        has_rows,
        |ui, book| Some(Effect::WriteList(ListFormat::Csv, listed(ui, book), facts(ui)))
    ),
    out!(
        "write.json",
        "Write the accounts shown, or those marked, as JSON",
        "export save file",
        LISTED,
        "w j",
        has_rows,
        |ui, book| {
            let all = Fact::all().collect();
            Some(Effect::WriteList(ListFormat::Json, listed(ui, book), all))
        }
    ),
];

fn has_rows(ui: &Ui, _: &Book) -> Ready {
    if ui.rows.is_empty() && ui.marks.is_empty() { Err("no account is shown") } else { Ok(()) }
}

/// The accounts meant, in the order shown; marked ones that are not shown come last.
fn listed(ui: &Ui, book: &Book) -> Vec<Id> {
    let shown = ui.rows.iter().filter_map(|row| book.accounts.id(*row as usize));
    if ui.marks.is_empty() {
        return shown.collect();
    }
    let mut ids: Vec<Id> = shown.filter(|id| ui.marks.contains(id)).collect();
    if ids.len() < ui.marks.len() {
        let there: std::collections::BTreeSet<Id> = ids.iter().copied().collect();
        ids.extend(ui.marks.difference(&there));
    }
    ids
}

/// The facts that stand in the list, the name first.
fn facts(ui: &Ui) -> Vec<Fact> {
    let first = ["id", "name"].iter().filter_map(|key| Fact::named(key));
    let others = ui.list.columns.iter().copied().filter(|f| !["id", "name"].contains(&f.key()));
    first.chain(others).collect()
}

/// An account with what the list shows of it, with tabs between.
fn line(ui: &Ui, book: &Book, row: usize) -> String {
    let seen = ui.seen(book);
    let mut line = flat(book.accounts.name(row));
    for fact in &ui.list.columns {
        line.push('\t');
        let value = seen.fact(row, *fact).map(|value| value.label());
        line.push_str(&flat(&value.unwrap_or_default()));
    }
    line
}

/// A text without what would break a row of a table.
fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn copy_list(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let mut text = String::from("Name");
    for fact in &ui.list.columns {
        text.push('\t');
        text.push_str(header(*fact));
    }
    for id in listed(ui, book) {
        let Some(row) = book.accounts.row(id) else { continue };
        text.push('\n');
        text.push_str(&line(ui, book, row));
        if text.len() > CLIPBOARD {
            ui.refuse("that is more than the clipboard takes; write it to a file instead");
            return None;
        }
    }
    Some(Effect::Copy(text))
}
