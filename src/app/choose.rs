//! A searchable list to choose from: a field to edit, or the columns of the list.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::{Book, Id};

use super::account::{meant, shown};
use super::columns;
use super::effect::Effect;
use super::fields::{ask_field, stored};
use super::key::Key;
use super::mode::Mode;
use super::sought::{Pressed, Sought};
use super::ui::Ui;

/// A list to choice from.
#[derive(Clone, Debug)]
pub struct Choose {
    /// What is chosen.
    pub what: What,
    /// The words to find, and the entry at hand.
    pub sought: Sought,
}

/// What is chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A field of these accounts, to be edited.
    Field(Vec<Id>),
    /// Which facts the list shows; Enter puts one in or takes it out.
    Columns,
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub fact: Fact,
    /// Its present value, or its place among the columns.
    pub value: String,
    /// What it means.
    pub hint: &'static str,
}

impl Choose {
    /// Opens it.
    pub fn open(ui: &mut Ui, what: What) {
        ui.mode = Mode::Choose(Self { what, sought: Sought::default() });
    }

    /// What stands above it.
    pub fn title(&self, ui: &Ui, book: &Book) -> String {
        match &self.what {
            What::Field(of) => format!("Edit a field of {}", meant(ui, book, of)),
            What::Columns => "Columns of the list".to_owned(),
        }
    }

    /// The entries found, best first; in their own order while nothing is typed.
    pub fn found(&self, ui: &Ui, book: &Book) -> Vec<Entry> {
        let entries = match &self.what {
            What::Field(of) => fields(book, of),
            What::Columns => columns::entries(ui),
        };
        self.sought.found(entries, |e| format!("{} {}", e.fact.label(), e.hint))
    }
}

fn fields(book: &Book, of: &[Id]) -> Vec<Entry> {
    let editable = Account::FIELDS.iter().filter(|f| *f != field::archived);
    editable
        .map(|field| {
            let value = match of {
                [one] => stored(book, *one, field).flatten(),
                _ => None,
            };
            let value = value.map(|value| shown(book, &value)).unwrap_or_default();
            Entry { fact: Fact::Stored(field), value, hint: field.hint }
        })
        .collect()
}

/// Takes a key while the list is open.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Choose(open) = &ui.mode else { return None };
    let mut open = open.clone();
    let found = open.found(ui, book);
    if let (What::Columns, Some(by)) = (&open.what, sideways(key)) {
        let entry = found.get(open.sought.at);
        let moved = entry.is_some_and(|entry| columns::shift(ui, entry.fact, by));
        // The list is in the order of the columns while nothing is typed: the cursor goes along.
        if moved && open.sought.field.text().trim().is_empty() {
            open.sought.at = open.sought.at.saturating_add_signed(by);
        }
        ui.mode = Mode::Choose(open);
        return None;
    }
    match open.sought.press(key, found.len()) {
        Pressed::Stays => ui.mode = Mode::Choose(open),
        Pressed::Closes => ui.mode = Mode::None,
        Pressed::Takes => return chosen(ui, book, &open, found.get(open.sought.at)),
    }
    None
}

/// Shift and an arrow: where the column at hand is moved.
fn sideways(key: Key) -> Option<isize> {
    match key.code {
        KeyCode::Up if key.mods.contains(KeyModifiers::SHIFT) => Some(-1),
        KeyCode::Down if key.mods.contains(KeyModifiers::SHIFT) => Some(1),
        _ => None,
    }
}

fn chosen(ui: &mut Ui, book: &Book, choice: &Choose, entry: Option<&Entry>) -> Option<Effect> {
    let entry = entry?;
    match (&choice.what, entry.fact) {
        (What::Field(to), Fact::Stored(field)) => {
            ask_field(ui, book, field, to.clone());
            None
        }
        (What::Field(_), Fact::Derived(_)) => None,
        (What::Columns, fact) => {
            columns::flip(ui, fact);
            None
        }
    }
}
