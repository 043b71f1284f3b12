//! What the columns of a file to import feed: chosen, left out, kept beside the fields, remembered.

use crate::domain::Book;

use super::action::{Action, Ready};
use super::effect::{Effect, ImportAsk, ImportColumn, ImportReading};
use super::import::look;
use super::import_choose::{self, Chooser, Entry};
use super::import_parts::{HERE, Part, is_shown};
use super::prompt::{Prompt, Purpose};
use super::ui::Ui;

/// The actions on a column.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "import.feed",
        "Change what the column feeds, or how it is read",
        HERE,
        &["e"],
        feed,
    )
    .found_by("map field mapping column header row vendor encoding")
    .hinted("change", 23)
    .when(on_choice)
    .asks(),
    Action::new("import.ignore", "Leave the column out", HERE, &["x"], ignore)
        .found_by("map mapping nothing column")
        .hinted("leave out", 24)
        .when(on_column)
        .view(),
    Action::new("import.keep", "Keep the column beside the fields", HERE, &["b"], keep)
        .found_by("extra column")
        .hinted("keep beside", 25)
        .when(on_column)
        .view(),
    Action::new("import.save", "Remember what the columns feed", HERE, &["r"], save)
        .found_by("save mapping profile name")
        .hinted("remember", 26)
        .when(on_column)
        .asks(),
];

fn on_column(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    column(ui).map(|_| ()).ok_or("Tab goes to the columns")
}

fn on_choice(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    if reading(ui).is_some() { Ok(()) } else { on_column(ui, book) }
}

/// How the file is read: the thing at hand.
fn reading(ui: &Ui) -> Option<&ImportReading> {
    let preview = ui.import.shown().filter(|_| ui.import.part == Part::Reading)?;
    preview.reading.get(ui.import.at)
}

/// The column at hand.
fn column(ui: &Ui) -> Option<&ImportColumn> {
    let preview = ui.import.shown().filter(|_| ui.import.part == Part::Columns)?;
    preview.columns.get(ui.import.at)
}

fn feed(ui: &mut Ui, book: &Book) -> Option<Effect> {
    if let Some(reading) = reading(ui) {
        let (what, entries) = (reading.what, import_choose::answers(reading));
        let now = reading.answers.iter().position(|(_, value)| *value == reading.now);
        Chooser::open(ui, what, entries, now.unwrap_or(0));
        return None;
    }
    let column = column(ui)?.clone();
    let preview = ui.import.shown()?;
    let entries = import_choose::fields(preview, &column, book.last_year(ui.today()) + 1);
    let now = entries.iter().position(Entry::is_now).unwrap_or(0);
    Chooser::open(ui, &format!("What does `{}` feed?", column.header), entries, now);
    None
}

/// The file as it was asked for, without what was said about a column.
pub fn without(ask: &ImportAsk, column: &ImportColumn) -> ImportAsk {
    let header = &column.header;
    let mut ask = ask.clone();
    ask.decided.retain(|(option, value)| {
        let names = value.split_once('=').map(|(_, column)| column);
        !(["keep", "ignore"].contains(option) && value == header
            || *option == "map" && names == Some(header))
    });
    if !column.key.is_empty() {
        ask.decided.push(("map", format!("{}=", column.key)));
    }
    ask
}

fn ignore(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let column = column(ui)?.clone();
    let mut ask = without(&ui.import.ask, &column);
    ask.decided.push(("ignore", column.header));
    look(ui, ask)
}

fn keep(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let column = column(ui)?.clone();
    let mut ask = without(&ui.import.ask, &column);
    ask.decided.push(("keep", column.header));
    look(ui, ask)
}

fn save(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let title = "Remember under the name (none: for files with these columns)";
    Prompt::open(ui, Purpose::ImportProfile, title, "");
    None
}

/// Keeps what the columns feed under a name, or for files with the same columns.
pub fn keep_mapping(text: &str) -> Result<Option<Effect>, String> {
    const MOST: usize = 100;
    let name = text.trim();
    if name.len() > MOST {
        return Err(format!("a name has at most {MOST} characters"));
    }
    Ok(Some(Effect::KeepMapping(Some(name.to_owned()).filter(|name| !name.is_empty()))))
}
