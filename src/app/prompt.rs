//! A question answered in one line, at the foot of the screen: Enter keeps, Esc cancels.

use crossterm::event::KeyCode;

use crate::domain::kinds::Action as Step;
use crate::domain::locale::Locale;
use crate::domain::record::{Field as RecordField, Table};
use crate::domain::seen::Trial;
use crate::domain::settings::spec;
use crate::domain::{Book, Change, Id, Moment};

use super::effect::Effect;
use super::field::Field;
use super::import_aside;
use super::import_columns;
use super::import_file;
use super::kept::Kept;
use super::key::Key;
use super::mode::Mode;
use super::plan_lists;
use super::records::{self, Target};
use super::ui::Ui;
use super::{account, aside, exact, fields, filter, settings, steps};

/// A line of text that is asked for.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The words before the line.
    pub title: String,
    /// The line.
    pub field: Field,
    /// What the line held when it was opened.
    pub opened: String,
    /// What is in the book in its place, as far as the user knows.
    known: String,
    /// Why the line cannot be kept as it is.
    pub error: Option<String>,
    /// What keeping the line would mean. It is worked out once for each text and each version of
    /// the book, never for a frame: a book may have any number of accounts.
    pub said: Option<String>,
    said_for: Option<SaidFor>,
    /// What was tried before; it is tried again when the prompt closes.
    before: Trial,
}

/// What the words about a line were worked out from.
#[derive(Clone, PartialEq, Debug)]
struct SaidFor {
    text: String,
    version: u64,
    facts_there: bool,
}

/// What a line is asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Purpose {
    /// A query that says which accounts are shown.
    Filter,
    /// The name of a file to import.
    ImportFile,
    /// The name under which a mapping is kept.
    ImportProfile,
    /// The name of the file for rejected rows.
    ImportAside,
    /// The value of a field.
    Value(Target),
    /// An entry for a list of an account's plan.
    Entry(&'static Table, Id),
    /// The exact scores of these accounts.
    Scores(Vec<Id>),
    /// An action for these accounts.
    NewStep(Vec<Id>),
    /// The day by which an action is due.
    Due(Box<Step>),
    /// The name of a new account.
    NewAccount,
    /// A field of several accounts, or a score that is tried while it is typed.
    Fields(&'static RecordField, Vec<Id>),
    /// Tags for these accounts.
    Tags(Vec<Id>),
    /// A line of a note on these accounts.
    Note(Vec<Id>),
    /// The setting with this key.
    Setting(&'static str),
}

impl Purpose {
    /// Keeps the line, or says why it cannot be kept; the prompt then stays.
    fn keep(&self, ui: &mut Ui, book: &Book, text: &str) -> Result<Option<Effect>, String> {
        let change = match self {
            Self::Filter => return filter::keep_query(ui, book, text),
            Self::ImportFile => return import_file::keep_file(ui, text),
            Self::ImportProfile => return import_columns::keep_mapping(text),
            Self::ImportAside => return import_aside::keep(ui, text),
            Self::Entry(kind, account) => plan_lists::keep(ui, book, kind, *account, text),
            Self::Value(target) => {
                let value = target.read(book, &ui.now, text)?;
                return records::keep(ui, book, target, value);
            }
            Self::Scores(of) => return exact::keep(ui, book, of, text),
            Self::NewStep(to) => steps::keep_new(ui, book, to, text),
            Self::Due(step) => steps::keep_day(ui, book, step, text),
            Self::NewAccount => account::keep_name(ui, book, text),
            Self::Fields(field, to) => fields::keep_field(ui, book, field, to, text),
            Self::Tags(to) => fields::keep_tags(ui, book, to, text),
            Self::Note(to) => fields::keep_note(ui, book, to, text),
            Self::Setting(key) => settings::keep(ui, book, key, text),
        };
        Ok(committed(ui, change?))
    }

    /// Whether another line is asked for the same, though perhaps for other accounts.
    pub fn asks_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(one), Self::Value(two)) => one.field == two.field,
            (Self::Value(one), Self::Fields(two, _)) | (Self::Fields(two, _), Self::Value(one)) => {
                one.field == *two
            }
            (Self::Fields(one, _), Self::Fields(two, _)) => one == two,
            (Self::Entry(one, _), Self::Entry(two, _)) => one == two,
            (Self::Setting(one), Self::Setting(two)) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// What is in the book now in place of the line; `None` where that is not one value.
    fn stands(&self, book: &Book) -> Option<String> {
        match self {
            Self::Setting(key) => Some(book.settings.text(key)),
            Self::Fields(field, to) => match to.as_slice() {
                [one] => {
                    let value = fields::stored(book, *one, field)?;
                    let locale = Locale::of(&book.settings);
                    Some(value.map(|value| locale.typed(&value)).unwrap_or_default())
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What keeping the line would mean, in a few words.
    fn preview(&self, ui: &Ui, book: &Book, text: &str) -> Option<String> {
        match self {
            Self::Tags(_) | Self::Note(_) | Self::ImportProfile | Self::ImportAside => None,
            Self::Filter => Some(filter::preview(ui, book, text)),
            Self::Value(target) if target.is_of_account() => {
                Some(fields::preview_field(ui, book, target.field, text))
            }
            Self::NewStep(_) => Some(steps::preview(ui, text)),
            Self::Due(step) => Some(steps::preview_day(ui, step, text)),
            Self::NewAccount => account::preview_name(book, text),
            Self::Fields(field, _) => Some(fields::preview_field(ui, book, field, text)),
            Self::Setting(key) => settings::preview(ui, book, key, text),
            Self::ImportFile => Some(import_file::preview(ui)),
            Self::Entry(kind, _) => Some(plan_lists::preview(ui, kind, text)),
            Self::Value(target) => Some(plan_lists::preview_value(ui, book, target, text)),
            Self::Scores(_) => exact::preview(ui, book, text),
        }
    }

    /// Tries what is typed so far, so that everything drawn follows before it is kept.
    fn tried(&self, ui: &mut Ui, book: &Book, text: &str) {
        match self {
            Self::Fields(field, to) => fields::try_field(ui, book, field, to, text),
            Self::Setting(key) => settings::tried(ui, book, key, text),
            _ => {}
        }
    }

    /// Whether what is typed is tried before it is kept.
    const fn tries(&self) -> bool {
        matches!(self, Self::Fields(..) | Self::Setting(_))
    }

    /// The field of many accounts that must be in memory to be kept.
    pub fn needs(&self) -> Option<&'static RecordField> {
        use crate::domain::kinds::account::field;
        match self {
            Self::Fields(wanted, _) => Some(wanted),
            Self::Tags(_) => Some(field::tags),
            Self::Note(_) => Some(field::note),
            _ => None,
        }
    }
}

/// Makes a change, unless it would alter nothing.
fn committed(ui: &mut Ui, change: Change) -> Option<Effect> {
    if change.is_empty() {
        ui.say("it is so already; nothing was changed");
        return None;
    }
    Some(Effect::Commit(change))
}

impl Prompt {
    /// Opens a prompt. A text that is there already is replaced by what is typed.
    pub fn open(ui: &mut Ui, purpose: Purpose, title: &str, text: &str) {
        let (title, field) = (title.to_owned(), Field::selected(text));
        ui.mode = Mode::Prompt(Self {
            purpose,
            title,
            opened: field.text().to_owned(),
            known: field.text().to_owned(),
            field,
            error: None,
            said: None,
            said_for: None,
            before: ui.trial.clone(),
        });
    }
}

impl Prompt {
    /// Says when somebody else has changed meanwhile what the line is to replace, unless to the
    /// same; asked again, it gives way.
    fn unchanged(&mut self, book: &Book, now: &Moment) -> Result<(), String> {
        let text = self.field.text().trim().to_owned();
        if let Purpose::Value(target) = &mut self.purpose {
            let value = target.read(book, now, &text)?;
            return target.unchanged(book, now, value.as_ref());
        }
        let Some(is) = self.purpose.stands(book) else { return Ok(()) };
        let was = std::mem::replace(&mut self.known, is);
        if self.known == was || self.known == text {
            return Ok(());
        }
        let said =
            |text: &str| if text.is_empty() { "unknown".to_owned() } else { text.to_owned() };
        let what = match &self.purpose {
            Purpose::Setting(key) => spec(key).map_or("the setting", |spec| spec.label),
            Purpose::Fields(field, _) => field.label,
            _ => "it",
        };
        Err(records::meanwhile(what, &said(&self.known), &said(&was)))
    }
}

/// Works out what keeping the line would mean, when line or book have changed.
pub fn follow(ui: &mut Ui, book: &Book) {
    let Mode::Prompt(prompt) = &ui.mode else { return };
    let text = prompt.field.text();
    let now = SaidFor {
        text: text.to_owned(),
        version: book.version,
        facts_there: filter::wanted(ui, book).iter().all(|fact| book.has(*fact)),
    };
    // What a folder holds is no part of the book.
    let follows_book = prompt.purpose != Purpose::ImportFile;
    if follows_book && prompt.said_for.as_ref() == Some(&now) {
        return;
    }
    let said = match aside::of(ui, &prompt.purpose) {
        Some(aside) if text == prompt.opened => Some(format!("↑ brings back: {aside}")),
        _ => prompt.purpose.preview(ui, book, text),
    };
    if let Mode::Prompt(prompt) = &mut ui.mode {
        (prompt.said, prompt.said_for) = (said, Some(now));
    }
}

/// Takes a key while a prompt is open.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Prompt(prompt) = &mut ui.mode else { return None };
    if key.is(KeyCode::Esc) || key.is_ctrl('c') {
        let prompt = prompt.clone();
        ui.trial.clone_from(&prompt.before);
        ui.mode = Mode::None;
        aside::put(ui, &prompt);
        return None;
    }
    if key.is(KeyCode::Up) {
        let purpose = prompt.purpose.clone();
        let text = aside::of(ui, &purpose)?;
        return typed(ui, book, |field| *field = Field::new(&text));
    }
    if key.is(KeyCode::Tab) && prompt.purpose == Purpose::ImportFile {
        return Some(Effect::Complete(prompt.field.text().to_owned()));
    }
    if !key.is(KeyCode::Enter) {
        return typed(ui, book, |field| {
            field.input(key);
        });
    }
    if let Err(why) = prompt.unchanged(book, &ui.now) {
        prompt.error = Some(why);
        return None;
    }
    let (purpose, text) = (prompt.purpose.clone(), prompt.field.text().to_owned());
    let before = prompt.before.clone();
    match purpose.keep(ui, book, &text) {
        Ok(effect) => {
            aside::forget(ui, &purpose);
            if matches!(effect, Some(Effect::Commit(_))) && ui.kept.is_none() {
                Kept::hold(ui);
            }
            if purpose.tries() {
                ui.trial = before;
            }
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

/// Takes a pasted text.
pub fn paste(ui: &mut Ui, book: &Book, text: &str) {
    typed(ui, book, |field| field.paste(text));
}

/// Alters the line, and tries what it holds then.
fn typed(ui: &mut Ui, book: &Book, alter: impl FnOnce(&mut Field)) -> Option<Effect> {
    let Mode::Prompt(prompt) = &mut ui.mode else { return None };
    prompt.error = None;
    alter(&mut prompt.field);
    let (purpose, text) = (prompt.purpose.clone(), prompt.field.text().to_owned());
    purpose.tried(ui, book, &text);
    None
}
