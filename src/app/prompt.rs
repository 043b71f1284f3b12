//! A question answered in one line, at the foot of the screen: Enter keeps, Esc cancels.

use crossterm::event::KeyCode;

use crate::domain::record::Table;
use crate::domain::{Book, Id};

use super::effect::Effect;
use super::field::Field;
use super::import;
use super::key::Key;
use super::mode::Mode;
use super::plan_lists;
use super::records::{self, Target};
use super::ui::Ui;
use super::{exact, filter};

/// A line of text that is asked for.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The words before the line.
    pub title: String,
    /// The line.
    pub field: Field,
    /// Why the line cannot be kept as it is.
    pub error: Option<String>,
}

/// What a line is asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Purpose {
    /// A query that says which accounts are shown.
    Filter,
    /// The name of a file to import.
    ImportFile,
    /// The value of a field.
    Value(Target),
    /// An entry for a list of an account's plan.
    Entry(&'static Table, Id),
    /// The exact scores of the accounts chosen.
    Scores,
}

impl Purpose {
    /// Keeps the line, or says why it cannot be kept; the prompt then stays.
    fn keep(&self, ui: &mut Ui, book: &Book, text: &str) -> Result<Option<Effect>, String> {
        match self {
            Self::Filter => filter::keep_query(ui, book, text),
            Self::ImportFile => import::keep_file(ui, text),
            Self::Entry(kind, account) => plan_lists::keep(ui, book, kind, *account, text),
            Self::Value(target) => {
                let value = target.read(book, &ui.now, text)?;
                records::keep(ui, book, target, value)
            }
            Self::Scores => exact::keep(ui, book, text),
        }
    }

    /// What keeping the line would mean, in a few words.
    pub fn preview(&self, ui: &Ui, book: &Book, text: &str) -> Option<String> {
        match self {
            Self::Filter => None,
            Self::ImportFile => Some(import::preview(ui)),
            Self::Entry(kind, _) => Some(plan_lists::preview(ui, kind, text)),
            Self::Value(target) => Some(plan_lists::preview_value(ui, book, target, text)),
            Self::Scores => exact::preview(ui, book, text),
        }
    }
}

impl Prompt {
    /// Opens a prompt.
    pub fn open(ui: &mut Ui, purpose: Purpose, title: &str, text: &str) {
        let (title, field) = (title.to_owned(), Field::new(text));
        ui.mode = Mode::Prompt(Self { purpose, title, field, error: None });
    }
}

/// Takes a key while a prompt is open.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Prompt(prompt) = &mut ui.mode else { return None };
    if key.is(KeyCode::Esc) || key.is_ctrl('c') {
        ui.mode = Mode::None;
        return None;
    }
    if key.is(KeyCode::Tab) && prompt.purpose == Purpose::ImportFile {
        return Some(Effect::Complete(prompt.field.text().to_owned()));
    }
    if !key.is(KeyCode::Enter) {
        prompt.error = None;
        prompt.field.input(key);
        return None;
    }
    let (purpose, text) = (prompt.purpose.clone(), prompt.field.text().to_owned());
    match purpose.keep(ui, book, &text) {
        Ok(effect) => {
            if matches!(&ui.mode, Mode::Prompt(open) if open.purpose == purpose) {
                ui.mode = Mode::None;
            }
            effect
        }
        Err(error) => {
            if let Mode::Prompt(prompt) = &mut ui.mode {
                prompt.error = Some(error);
            }
            None
        }
    }
}
