//! Edits written to rows, each checked against what is stored: what a change was made from must
//! still hold, and the rules of the records must hold afterwards.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::change::{Change, Edit, FieldEdit, Origin};
use crate::domain::kinds::{self, account};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::rules;
use crate::domain::value::{Reject, Type, Value};
use crate::domain::{Id, Moment};

use super::log::{self, Note, Writing};
use super::rows::{self, Stamp, quoted};
use super::single;

/// Why an edit was not written.
#[derive(Debug)]
pub enum Stop {
    /// A field no longer holds what the change was made from.
    Conflict {
        /// Label of the kind.
        kind: String,
        /// Title of the record.
        title: String,
        /// Label of the field.
        field: String,
        /// What it holds now.
        now: String,
    },
    /// The change does not fit the rules.
    Refused(String),
    /// The store failed.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, said)
                if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                let said = said.as_deref().unwrap_or("a rule of the book");
                Self::Refused(format!("the book does not take these values: {said}"))
            }
            _ => Self::Sql(error),
        }
    }
}

/// How strictly edits are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Care {
    /// Every rule is asked.
    Full,
    /// References may dangle until what they name comes (TEAM.md 6).
    Dangling,
    /// A step of the log goes back or again: it was right when it was made.
    Replay,
}

impl Care {
    fn of(origin: Origin) -> Self {
        match origin {
            Origin::User => Self::Full,
            Origin::Import | Origin::List(_) | Origin::Own | Origin::Demo => Self::Dangling,
        }
    }
}

/// Writes a change: its edits and the log. `None` when it would alter nothing.
pub fn change(
    db: &Connection,
    change: &Change,
    note: &Note<'_>,
    now: &Moment,
) -> Result<Option<Id>, Stop> {
    if change.is_empty() {
        return Ok(None);
    }
    let mut writing = log::begin(db, note, now)?;
    let care = Care::of(change.origin);
    let mut gone = BTreeSet::new();
    for edit in &change.edits {
        if let Edit::Remove(record) = edit {
            remove_with_owned(db, record.as_ref(), &mut writing, &mut gone)?;
        } else {
            if care == Care::Full {
                has_happened(edit, now)?;
            }
            apply(db, edit, &writing.stamp, care)?;
            writing.add(db, edit)?;
        }
    }
    if writing.edits() == 0 {
        return Ok(None);
    }
    writing.finish(db)?;
    Ok(Some(writing.id))
}

/// Whether what an edit says to have happened is not yet to come.
fn has_happened(edit: &Edit, now: &Moment) -> Result<(), Stop> {
    let is_to_come = |value: Option<&Value>| match value {
        Some(Value::Date(day)) => *day > now.date(),
        Some(Value::Time(at)) => at.date() > now.date(),
        _ => false,
    };
    let wrong = match edit {
        Edit::Create(record) => {
            let table = record.table();
            let mut past = table.fields.iter().filter(|field| rules::is_past(table, field));
            past.find(|field| is_to_come(record.get(field).as_ref())).map(|field| (table, field))
        }
        Edit::Set(edit) if rules::is_past(edit.kind, edit.field) => {
            is_to_come(edit.after.as_ref()).then_some((edit.kind, edit.field))
        }
        Edit::Set(_) | Edit::Remove(_) => None,
    };
    let to_come = || Reject::Together("a day that is yet to come".to_owned());
    wrong.map_or(Ok(()), |(table, field)| Err(refused(table, field, &to_come())))
}

/// Removes a record, those it owns first: nothing is left that belongs to nobody.
fn remove_with_owned(
    db: &Connection,
    record: &dyn Record,
    writing: &mut Writing,
    gone: &mut BTreeSet<Id>,
) -> Result<(), Stop> {
    if gone.contains(&record.id()) {
        return Ok(());
    }
    for kind in owned_kinds(record.table()) {
        for owned in rows::all(db, kind, Some(record.id()))? {
            remove_with_owned(db, owned.as_ref(), writing, gone)?;
        }
    }
    gone.insert(record.id());
    let edit = Edit::Remove(record.copied());
    apply(db, &edit, &writing.stamp, Care::Full)?;
    Ok(writing.add(db, &edit)?)
}

/// The kinds whose records belong to records of a kind.
pub fn owned_kinds(table: &Table) -> impl Iterator<Item = &'static Table> {
    let key = table.key;
    kinds::KINDS.iter().copied().filter(move |kind| owner_kind(kind) == Some(key))
}

/// The kind that the records of a kind belong to.
pub fn owner_kind(table: &'static Table) -> Option<&'static str> {
    match table.owner()?.ty {
        Type::Ref(kind) => Some(kind),
        _ => None,
    }
}

/// Writes one edit to its row.
pub fn apply(db: &Connection, edit: &Edit, stamp: &Stamp, care: Care) -> Result<(), Stop> {
    match edit {
        Edit::Create(record) => create(db, record.as_ref(), stamp, care),
        Edit::Remove(record) => remove(db, record.as_ref(), stamp),
        Edit::Set(edit) => set(db, edit, stamp, care),
    }
}

fn create(db: &Connection, record: &dyn Record, stamp: &Stamp, care: Care) -> Result<(), Stop> {
    let table = record.table();
    if care != Care::Replay {
        right(db, record, care)?;
    }
    if rows::is_living(db, table.key, record.id())? {
        return Err(Stop::Refused(format!("{} is there already", named(record))));
    }
    if care == Care::Full {
        alone(db, record)?;
    }
    rows::put(db, record, stamp)?;
    if care != Care::Replay {
        no_cycle(db, table, record.id())?;
    }
    Ok(())
}

/// Whether a record is the only one for what it is of, where there is one.
fn alone(db: &Connection, record: &dyn Record) -> Result<(), Stop> {
    match single::another(db, record)? {
        Some(id) => {
            Err(Stop::Refused(format!("there is a {} already: {id}", single::said(db, record)?)))
        }
        None => Ok(()),
    }
}

fn remove(db: &Connection, record: &dyn Record, stamp: &Stamp) -> Result<(), Stop> {
    let table = record.table();
    let Some(stored) = rows::living(db, table, record.id())? else {
        return Err(Stop::Refused(format!("{} is no longer there", named(record))));
    };
    for field in table.fields {
        holds(stored.as_ref(), field, record.get(field).as_ref())?;
    }
    Ok(rows::bury(db, table, record.id(), stamp)?)
}

fn set(db: &Connection, edit: &FieldEdit, stamp: &Stamp, care: Care) -> Result<(), Stop> {
    let table = edit.kind;
    let Some(now) = rows::field(db, table, edit.record, edit.field)? else {
        let label = table.label.to_lowercase();
        return Err(Stop::Refused(format!("the {label} is no longer there, somebody removed it")));
    };
    if canonical(now.as_ref()) != canonical(edit.before.as_ref()) {
        let title = rows::living(db, table, edit.record)?.map(|record| record.title());
        return Err(conflict(table, title.unwrap_or_default(), edit.field, now.as_ref()));
    }
    if care != Care::Replay {
        value_fits(table, edit.field, edit.after.as_ref())?;
        refers(db, edit.field, edit.after.as_ref(), care)?;
    }
    rows::set(db, table, edit.record, edit.field, edit.after.as_ref(), stamp)?;
    if care != Care::Replay {
        if let Some(record) = rows::living(db, table, edit.record)? {
            let said = rules::together(record.as_ref());
            said.map_err(|(field, why)| refused(table, field, &why))?;
            if care == Care::Full && single::tells(table, edit.field) {
                alone(db, record.as_ref())?;
            }
        }
        no_cycle(db, table, edit.record)?;
    }
    Ok(())
}

fn value_fits(table: &Table, field: &Field, value: Option<&Value>) -> Result<(), Stop> {
    let said = match value {
        Some(value) => rules::fits(field.ty, value),
        None if field.required => Err(Reject::Required),
        None => Ok(()),
    };
    said.map_err(|why| refused(table, field, &why))
}

/// Whether a record fits the rules, and what it refers to is there.
pub fn right(db: &Connection, record: &dyn Record, care: Care) -> Result<(), Stop> {
    let table = record.table();
    rules::sound(record).map_err(|(field, why)| refused(table, field, &why))?;
    for field in table.fields {
        refers(db, field, record.get(field).as_ref(), care)?;
    }
    Ok(())
}

/// A field whose value does not fit.
pub fn refused(table: &Table, field: &Field, why: &Reject) -> Stop {
    Stop::Refused(format!("{}, {}: {why}", table.label.to_lowercase(), field.label.to_lowercase()))
}

/// Whether a field of a stored record still holds what a change was made from.
fn holds(stored: &dyn Record, field: &'static Field, before: Option<&Value>) -> Result<(), Stop> {
    let now = stored.get(field);
    if canonical(now.as_ref()) == canonical(before) {
        return Ok(());
    }
    Err(conflict(stored.table(), stored.title(), field, now.as_ref()))
}

fn conflict(table: &Table, title: String, field: &Field, now: Option<&Value>) -> Stop {
    Stop::Conflict {
        kind: table.label.to_owned(),
        title,
        field: field.label.to_owned(),
        now: now.map_or_else(|| "unknown".to_owned(), Value::label),
    }
}

fn canonical(value: Option<&Value>) -> Option<String> {
    value.map(Value::canonical)
}

fn named(record: &dyn Record) -> String {
    format!("{} {}", record.table().label.to_lowercase(), record.title())
}

/// Whether the record that a field refers to is there.
fn refers(db: &Connection, field: &Field, to: Option<&Value>, care: Care) -> Result<(), Stop> {
    let (Some(kind), Some(to)) = (field.ty.refers_to(), to) else { return Ok(()) };
    if care == Care::Dangling && !field.required {
        return Ok(());
    }
    for id in to.named(field.ty) {
        if !rows::is_living(db, kind, id)? {
            let field = field.label.to_lowercase();
            return Err(Stop::Refused(format!("{field}: there is no {kind} {id}")));
        }
    }
    Ok(())
}

/// Whether an account is not among its own parents.
fn no_cycle(db: &Connection, table: &'static Table, id: Id) -> Result<(), Stop> {
    if table.key != "account" {
        return Ok(());
    }
    let mut seen = BTreeSet::from([id]);
    let mut at = id;
    while let Some(parent) = parent(db, at)? {
        if !seen.insert(parent) {
            return Err(circle(db, id)?);
        }
        at = parent;
    }
    Ok(())
}

/// An account that would be among its own parents.
pub fn circle(db: &Connection, id: Id) -> rusqlite::Result<Stop> {
    let name = rows::living(db, account::Account::TABLE, id)?.map(|record| record.title());
    let name = name.unwrap_or_default();
    Ok(Stop::Refused(format!("`{name}` would be a branch of itself")))
}

fn parent(db: &Connection, id: Id) -> rusqlite::Result<Option<Id>> {
    let field = quoted(account::field::parent.key);
    let sql = format!("SELECT {field} FROM account WHERE id = ?1 AND {field} IS NOT NULL");
    let mut found = db.prepare_cached(&sql)?;
    found.query_row([id.to_string()], |row| rows::id(row.get_ref(0)?)).optional()
}
