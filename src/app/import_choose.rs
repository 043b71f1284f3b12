//! A searchable list on the import screen: what a column feeds, or how a file is read otherwise.

use crate::domain::Book;
use crate::domain::kinds::{KINDS, kind};

use super::effect::{Effect, ImportAsk, ImportColumn, ImportPreview};
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

/// The fields that a column may feed.
pub fn fields(preview: &ImportPreview, column: &ImportColumn) -> Vec<Entry> {
    let fields = kind(preview.kind).map(|table| table.fields).unwrap_or_default();
    let entry = |field: &'static crate::domain::record::Field| {
        let by = preview.columns.iter().find(|other| other.key == field.key);
        let hint = match by {
            Some(by) if by.header == column.header => "it feeds this now".to_owned(),
            Some(by) => format!("now fed by `{}`", by.header),
            None => field.hint.to_owned(),
        };
        let decides = Decides::Feeds(column.clone(), field.key);
        Entry { label: field.label.to_owned(), hint, decides }
    };
    fields.iter().map(entry).collect()
}

/// What can be read otherwise: in words, as an option of the command, and its answers.
type Way = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The other ways in which a file can be read.
pub fn ways(preview: &ImportPreview) -> Vec<Entry> {
    const WAYS: &[Way] = &[
        (
            "Between cells",
            "delimiter",
            &[("comma", "comma"), ("semicolon", "semicolon"), ("tab", "tab"), ("pipe", "pipe")],
        ),
        (
            "Encoding",
            "encoding",
            &[
                ("UTF-8", "utf-8"),
                ("Windows-1252, Western Europe", "windows-1252"),
                ("Windows-1250, Central Europe", "windows-1250"),
                ("Windows-1251, Cyrillic", "windows-1251"),
                ("UTF-16", "utf-16le"),
                ("Macintosh", "macintosh"),
            ],
        ),
        ("Decimals", "decimal", &[("1,234.50", "point"), ("1.234,50", "comma")]),
        ("Days", "date-order", &[("day before month", "dmy"), ("month before day", "mdy")]),
    ];
    let named = |(what, option, answers): &Way| {
        let entry = |(words, value): &(&str, &str)| Entry {
            label: format!("{what}: {words}"),
            hint: String::new(),
            decides: Decides::Option(option, (*value).to_owned()),
        };
        answers.iter().map(entry).collect::<Vec<_>>()
    };
    let profile = |name: &String| Entry {
        label: format!("Columns: as in `{name}`"),
        hint: "a mapping that you keep".to_owned(),
        decides: Decides::Option("profile", name.clone()),
    };
    let kinds = KINDS.iter().map(|table| Entry {
        label: format!("Kind: {}", table.plural.to_lowercase()),
        hint: String::new(),
        decides: Decides::Option("as", table.key.to_owned()),
    });
    let profiles = preview.profiles.iter().map(profile);
    profiles.chain(kinds).chain(WAYS.iter().flat_map(named)).collect()
}

impl Chooser {
    /// Opens a list.
    pub fn open(ui: &mut Ui, title: &str, entries: Vec<Entry>) {
        let title = title.to_owned();
        ui.mode = Mode::Incoming(Self { title, sought: Sought::default(), entries });
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
            if ["as", "profile"].contains(&option) {
                // What was said about columns was said about another kind of record.
                ask.decided.retain(|(other, _)| !["map", "keep", "ignore"].contains(other));
            }
            ask.decided.push((option, value));
            ask
        }
    }
}
