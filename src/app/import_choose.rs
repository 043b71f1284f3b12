//! A searchable list on the import screen: what a column feeds, or how a file is read otherwise.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::domain::Book;
use crate::domain::kinds::{Account, kind};
use crate::domain::record::Kind;

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
    Feeds(ImportColumn, String),
    /// An option of the command `import` has a value.
    Option(&'static str, String),
}

/// The years that an import takes for fiscal years.
const YEARS: RangeInclusive<i16> = 1900..=2200;

/// How many fiscal years before this one are offered.
const YEARS_BEFORE: i16 = 4;

/// Said of the field that a column feeds.
const FED_NOW: &str = "it feeds this now";

impl Entry {
    /// Whether it is so already.
    pub fn is_now(&self) -> bool {
        self.hint == FED_NOW
    }
}

/// What a column may feed: a field, or what accounts bought in a fiscal year.
pub fn fields(preview: &ImportPreview, column: &ImportColumn, this_year: i16) -> Vec<Entry> {
    let fields = kind(preview.kind).map(|table| table.fields).unwrap_or_default();
    let entry = |key: String, label: String, hint: &str| {
        let by = preview.columns.iter().find(|other| other.key == key);
        let hint = match by {
            Some(by) if by.header == column.header => FED_NOW.to_owned(),
            Some(by) => format!("now fed by `{}`", by.header),
            None => hint.to_owned(),
        };
        Entry { label, hint, decides: Decides::Feeds(column.clone(), key) }
    };
    let of_fields =
        fields.iter().map(|field| entry(field.key.to_owned(), field.label.to_owned(), field.hint));
    let years = if preview.kind == Account::TABLE.key { years(column, this_year) } else { vec![] };
    let bought = "what it bought from us in that fiscal year";
    let revenue = |year| entry(format!("revenue_{year}"), format!("Revenue {year}"), bought);
    of_fields.chain(years.into_iter().map(revenue)).collect()
}

/// The fiscal years whose revenue a column may hold, the latest first: this one and those before
/// it, and each that the column's name or what it feeds now tells.
fn years(column: &ImportColumn, this_year: i16) -> Vec<i16> {
    let words = format!("{} {}", column.header, column.key);
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    let named = numbers.filter_map(|word| word.parse().ok()).filter(|y| YEARS.contains(y));
    let years: BTreeSet<i16> = named.chain(this_year - YEARS_BEFORE..=this_year).collect();
    years.into_iter().rev().collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(kind: &'static str, header: &str) -> Vec<String> {
        let column = ImportColumn { header: header.to_owned(), ..ImportColumn::default() };
        let preview =
            ImportPreview { kind, columns: vec![column.clone()], ..ImportPreview::default() };
        let entries = fields(&preview, &column, 2026).into_iter().map(|entry| entry.label);
        entries.filter(|label| label.starts_with("Revenue 2")).collect()
    }

    #[test]
    fn the_last_fiscal_years_are_offered_for_accounts() {
        let years = ["2026", "2025", "2024", "2023", "2022"].map(|year| format!("Revenue {year}"));
        assert_eq!(offered("account", "Umsatz VJ"), years);
        assert_eq!(offered("account", "Umsatz 2025"), years);
        assert!(offered("contact", "Umsatz 2025").is_empty());
    }

    #[test]
    fn a_year_in_the_columns_name_is_offered_too() {
        let offered = offered("account", "Sales 2019, EUR");
        assert_eq!((offered.len(), offered.last().map(String::as_str)), (6, Some("Revenue 2019")));
    }
}
