//! A searchable list on the import screen: what a column feeds, or how a file is read otherwise.

use crate::domain::Book;
use crate::domain::kinds::kind;

use super::effect::{Effect, ImportAsk, ImportColumn, ImportPreview, ImportReading};
use super::import::look;
use super::import_columns::without;
use super::key::Key;
use super::mode::Mode;
use super::sought::{Pressed, Sought};
use super::ui::Ui;

/// An open list.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What stands above it.
    pub title: String,
    /// The words to find, and the entry at hand.
    pub sought: Sought,
    entries: Vec<Entry>,
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub label: String,
    /// What it means.
    pub hint: String,
    /// What is decided by it.
    decides: Decides,
}

/// What is decided by choosing an entry.
#[derive(Clone, Debug)]
enum Decides {
    /// A column feeds a field.
    Feeds(ImportColumn, &'static str),
    /// An option of the command `import` has a value.
    Option(&'static str, String),
}

/// Said of the field that a column feeds.
const FED_NOW: &str = "it feeds this now";

impl Entry {
    /// Whether it is so already.
    pub fn is_now(&self) -> bool {
        self.hint == FED_NOW
    }
}

/// The fields that a column may feed.
pub fn fields(preview: &ImportPreview, column: &ImportColumn) -> Vec<Entry> {
    let fields = kind(preview.kind).map(|table| table.fields).unwrap_or_default();
    let entry = |field: &'static crate::domain::record::Field| {
        let by = preview.columns.iter().find(|other| other.key == field.key);
        let hint = match by {
            Some(by) if by.header == column.header => FED_NOW.to_owned(),
            Some(by) => format!("now fed by `{}`", by.header),
            None => field.hint.to_owned(),
        };
        let decides = Decides::Feeds(column.clone(), field.key);
        Entry { label: field.label.to_owned(), hint, decides }
    };
    fields.iter().map(entry).collect()
}

/// Every other way in which a file can be read.
pub fn ways(preview: &ImportPreview) -> Vec<Entry> {
    let named = |reading: &ImportReading| {
        let what = reading.what;
        // What stands in a line is shown where the line is chosen; here it would be found instead
        // of what is looked for.
        let short = |label: &str| match reading.option {
            "header-row" => label.split(':').next().unwrap_or_default().to_owned(),
            _ => label.to_owned(),
        };
        let entries = answers(reading).into_iter();
        entries
            .map(|e| Entry { label: format!("{what}: {}", short(&e.label)), ..e })
            .collect::<Vec<_>>()
    };
    preview.reading.iter().flat_map(named).collect()
}

/// The ways in which one thing about a file can be read.
pub fn answers(reading: &ImportReading) -> Vec<Entry> {
    let entry = |(words, value): &(String, String)| {
        let is_now = *value == reading.now;
        let hint = if is_now { "so it is read now" } else { "" };
        let decides = Decides::Option(reading.option, value.clone());
        Entry { label: words.clone(), hint: hint.to_owned(), decides }
    };
    reading.answers.iter().map(entry).collect()
}

impl Chooser {
    /// Opens a list with one entry at hand.
    pub fn open(ui: &mut Ui, title: &str, entries: Vec<Entry>, at: usize) {
        let (title, sought) = (title.to_owned(), Sought { at, ..Sought::default() });
        ui.mode = Mode::Incoming(Self { title, sought, entries });
    }

    /// The entries found, best first; in their own order while nothing is typed.
    pub fn found(&self) -> Vec<Entry> {
        self.sought.found(self.entries.clone(), |e| format!("{} {}", e.label, e.hint))
    }
}

/// Takes a key while the list is open.
pub fn input(ui: &mut Ui, _: &Book, key: Key) -> Option<Effect> {
    let Mode::Incoming(open) = &mut ui.mode else { return None };
    let found = open.found();
    match open.sought.press(key, found.len()) {
        Pressed::Stays => None,
        Pressed::Closes => {
            ui.mode = Mode::None;
            None
        }
        Pressed::Takes => {
            let chosen = found.get(open.sought.at)?.decides.clone();
            ui.mode = Mode::None;
            let ask = decided(&ui.import.ask, chosen);
            look(ui, ask)
        }
    }
}

/// What decides which columns there are, and what they can feed.
const SHAPES: [&str; 5] = ["as", "profile", "header-row", "delimiter", "sheet"];

/// The file as it was asked for, with one more decision.
fn decided(ask: &ImportAsk, decides: Decides) -> ImportAsk {
    match decides {
        Decides::Feeds(column, field) => {
            let mut ask = without(ask, &column);
            ask.decided.push(("map", format!("{field}={}", column.header)));
            ask
        }
        Decides::Option(option, value) => {
            let mut ask = ask.clone();
            ask.decided.retain(|(other, _)| *other != option);
            if SHAPES.contains(&option) {
                // What was said about columns was said about other ones.
                ask.decided.retain(|(other, _)| !["map", "keep", "ignore"].contains(other));
            }
            if !value.is_empty() {
                ask.decided.push((option, value));
            }
            ask
        }
    }
}
