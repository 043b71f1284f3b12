//! Editing any field of any record, from its field table: one-line types in a line, choices in a
//! list to pick from, long texts on a page. What is typed becomes one change, and stays on screen
//! until that change is on disk.

use crate::domain::book::Details;
use crate::domain::kinds::{Account, Plan};
use crate::domain::locale::Locale;
use crate::domain::numbers::Numbers;
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::value::{Reading, Reject, Type, Value};
use crate::domain::{Book, Change, Id, Moment, consequence, sections, wording};

use super::account::shown;
use super::effect::Effect;
use super::kept::Kept;
use super::longtext;
use super::mode::Mode;
use super::pick::Pick;
use super::prompt::{Prompt, Purpose};
use super::repeat::Repeat;
use super::ui::Ui;

/// A field of a record, with what it held when editing began.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The record.
    pub place: Place,
    /// The field.
    pub field: &'static Field,
    /// What it held.
    pub before: Option<Value>,
}

/// The record that a field belongs to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Place {
    /// A record of an account, or the account itself.
    Record {
        /// Its kind.
        kind: &'static Table,
        /// The record.
        id: Id,
        /// The account.
        account: Id,
    },
    /// The plan of an account that has none: the first value makes it.
    NewPlan {
        /// The account.
        account: Id,
    },
}

impl Target {
    /// A field of a record that belongs to an account, as it is now.
    pub fn of(record: &dyn Record, account: Id, field: &'static Field) -> Self {
        let place = Place::Record { kind: record.table(), id: record.id(), account };
        Self { place, field, before: record.get(field) }
    }

    /// A field of a plan that does not exist yet.
    pub fn new_plan(account: Id, field: &'static Field) -> Self {
        Self { place: Place::NewPlan { account }, field, before: None }
    }

    /// A field of the plan that is shown for an account, whether it exists or not.
    pub fn plan(plan: &Plan, field: &'static Field) -> Self {
        let account = plan.account.0.0;
        if plan.base.id.is_nil() {
            return Self::new_plan(account, field);
        }
        Self::of(plan, account, field)
    }

    /// The account.
    pub fn account(&self) -> Id {
        match self.place {
            Place::Record { account, .. } | Place::NewPlan { account } => account,
        }
    }

    /// Whether it is a field of the account itself.
    pub fn is_of_account(&self) -> bool {
        matches!(self.place, Place::Record { kind, .. } if kind == Account::TABLE)
    }

    /// In words: the field and the account.
    pub fn title(&self, book: &Book) -> String {
        format!("{} · {}", self.field.label, name(book, self.account()))
    }

    /// The record as it is now: of a plan that does not exist yet, the empty one; `None` when it
    /// is gone or not in memory.
    fn record(&self, book: &Book, now: &Moment) -> Option<Box<dyn Record>> {
        let details = book.looked_at.get(&self.account())?;
        match self.place {
            Place::Record { id, .. } => find(details, id).map(Record::copied),
            Place::NewPlan { .. } => {
                Some(Box::new(sections::plan_of(book, details, now.date())) as Box<dyn Record>)
            }
        }
    }

    /// What the field holds now.
    pub fn now(&self, book: &Book, now: &Moment) -> Option<Value> {
        self.record(book, now).and_then(|record| record.get(self.field))
    }

    /// The change that gives the field this value, from what it held when editing began; an
    /// empty one when that is the same.
    pub fn change(
        &self,
        book: &Book,
        now: &Moment,
        after: Option<Value>,
    ) -> Result<Change, String> {
        if after.is_none() && self.field.required {
            return Err(format!("{}: {}", self.field.label, Reject::Required));
        }
        let gone = || format!("{} was removed meanwhile", self.title(book));
        let mut record = self.record(book, now).ok_or_else(gone)?;
        let title = name(book, self.account());
        if record.id().is_nil() {
            let said = format!("{title}: {} of a new plan", self.field.label.to_lowercase());
            record.base_mut().id = Id::fresh(now);
            record.set(self.field, after).map_err(|reject| reject.to_string())?;
            return Ok(made(Change::new(said), record));
        }
        // The value that editing began with must still hold: the session looks after that.
        record.set(self.field, self.before.clone()).map_err(|reject| reject.to_string())?;
        let change =
            consequence::set(Change::new(""), record.as_ref(), self.field, after, now.date());
        let label = wording::of_fields(&said_of(record.as_ref(), &title), &change.edits);
        Ok(Change { label, ..change })
    }

    /// Says when somebody else has changed the field since editing began, unless to the same
    /// value; asked again, it gives way.
    pub fn unchanged(
        &mut self,
        book: &Book,
        now: &Moment,
        after: Option<&Value>,
    ) -> Result<(), String> {
        let is_new = matches!(self.place, Place::NewPlan { .. });
        if is_new || self.record(book, now).is_none() {
            return Ok(());
        }
        let is = self.now(book, now);
        let was = std::mem::replace(&mut self.before, is);
        if self.before == was || self.before.as_ref() == after {
            return Ok(());
        }
        Err(meanwhile(
            self.field.label,
            &said(book, self.before.as_ref()),
            &said(book, was.as_ref()),
        ))
    }

    /// The value that a typed text means for the field.
    pub fn read(&self, book: &Book, now: &Moment, text: &str) -> Result<Option<Value>, String> {
        let find = |kind: &str, text: &str| account_named(book, kind, text);
        let numbers = Numbers::of(&book.settings);
        let reading = Reading::at(now, &find).typed(&numbers);
        let value = self.field.ty.parse(text, &reading).map_err(|reject| reject.to_string())?;
        if value.is_none() && self.field.required {
            return Err(Reject::Required.to_string());
        }
        Ok(value)
    }
}

/// That something was changed while it was edited here.
pub fn meanwhile(what: &str, is: &str, was: &str) -> String {
    let what = what.to_lowercase();
    format!("{what} was changed meanwhile: it is {is} now, not {was}; Enter again keeps yours")
}

fn said(book: &Book, value: Option<&Value>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| shown(book, value))
}

/// Adds the making of a record that may be of any kind.
pub fn made(mut change: Change, record: Box<dyn Record>) -> Change {
    change.edits.push(crate::domain::Edit::Create(record));
    change
}

/// The name of an account.
pub fn name(book: &Book, account: Id) -> String {
    book.accounts.row(account).map(|row| book.accounts.name(row).to_owned()).unwrap_or_default()
}

/// How a change of a record begins: the account, and which record of it.
pub fn said_of(record: &dyn Record, account: &str) -> String {
    let kind = record.table();
    if kind == Account::TABLE || kind == Plan::TABLE {
        return account.to_owned();
    }
    format!("{account}, {} {}", kind.label.to_lowercase(), record.title())
}

/// The record with this id among those of an account; the account itself is one of them.
pub fn find(details: &Details, id: Id) -> Option<&dyn Record> {
    if details.account.base.id == id {
        return Some(&details.account);
    }
    details.records.iter().map(Box::as_ref).find(|record| record.id() == id)
}

/// The account with this name, where it is the only one.
pub fn account_named(book: &Book, kind: &str, text: &str) -> Result<Id, Reject> {
    let refuse = || Reject::shape(text, format!("the unique name of an {kind}"));
    if kind != Account::TABLE.key {
        return Err(refuse());
    }
    let wanted = text.to_lowercase();
    let mut rows =
        (0..book.accounts.len()).filter(|row| book.accounts.name(*row).to_lowercase() == wanted);
    match (rows.next(), rows.next()) {
        (Some(row), None) => book.accounts.id(row).ok_or_else(refuse),
        _ => Err(refuse()),
    }
}

/// Opens the editor that fits the type of a field.
pub fn edit(ui: &mut Ui, book: &Book, target: Target) {
    match target.field.ty {
        Type::Long => longtext::open(ui, book, target),
        Type::Choice(_) | Type::Bool | Type::Steps(_) => Pick::open(ui, book, target),
        _ => {
            let text = match &target.before {
                Some(value @ Value::Ref(_)) => shown(book, value),
                Some(value) => Locale::of(&book.settings).typed(value),
                None => String::new(),
            };
            let title = target.field.label;
            Prompt::open(ui, Purpose::Value(target), title, &text);
        }
    }
}

/// Keeps a value that was typed or picked; nothing happens where nothing changes.
pub fn keep(
    ui: &mut Ui,
    book: &Book,
    target: &Target,
    after: Option<Value>,
) -> Result<Option<Effect>, String> {
    if after == target.before {
        return Ok(None);
    }
    let change = target.change(book, &ui.now, after.clone())?;
    if change.is_empty() {
        return Ok(None);
    }
    if target.is_of_account() {
        ui.repeat = Some(Repeat::Field(target.field, after));
    }
    Kept::hold(ui);
    Ok(Some(Effect::Commit(change)))
}

/// The change is on disk: what was typed for it is no longer needed.
pub fn saved(ui: &mut Ui) -> Option<Effect> {
    match ui.kept.take().map(|kept| kept.mode) {
        Some(Mode::LongText(open)) => ui.drafts.forget(&open.target),
        _ => None,
    }
}

/// The change was refused: what was typed and tried for it comes back, with the reason.
pub fn refused(ui: &mut Ui, book: &Book, why: &str) {
    let Some(mut kept) = ui.kept.take() else { return };
    match &mut kept.mode {
        Mode::Prompt(open) => open.error = Some(why.to_owned()),
        Mode::LongText(open) => longtext::refused(open, book, &ui.now),
        _ => {}
    }
    kept.bring_back(ui);
}
