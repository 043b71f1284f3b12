//! Whether a book is whole: the file itself, every record by the rules, and the records against
//! the change log. It only reads; each finding is one line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, Row};

use crate::domain::change::Edit;
use crate::domain::external::external;
use crate::domain::kinds::{Account, KINDS};
use crate::domain::record::{Kind, POSITION, Record, Table};
use crate::domain::rules;
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

use super::log::{self, PLACES};
use super::rows::{self, columns, quoted};
use super::single;

/// The most lines that SQLite's own check gives.
const MOST: usize = 20;
/// How SQLite says that a value is beyond the limits of its column.
const LIMIT: &str = "CHECK constraint failed";

/// Something that is wrong with a book.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// The record it is about, if it is about one.
    pub record: Option<Id>,
    /// What is wrong, with the id where there is one.
    pub text: String,
}

impl Finding {
    fn new(text: impl Into<String>) -> Self {
        Self { record: None, text: text.into() }
    }

    fn about(table: &Table, id: Id, what: impl std::fmt::Display) -> Self {
        Self { record: Some(id), text: format!("{} {id}: {what}", table.key) }
    }
}

/// Everything that is wrong with a book.
pub fn all(db: &Connection, now: &Moment) -> rusqlite::Result<Vec<Finding>> {
    let in_file = file(db)?;
    let damage = |text: &str| text.starts_with("file: ") && !text.contains(LIMIT);
    if in_file.iter().any(|finding| damage(&finding.text)) {
        // A damaged file says nothing reliable about its records.
        return Ok(in_file);
    }
    let mut found = changes(db)?;
    for table in KINDS {
        found.extend(records(db, table, now)?);
    }
    found.extend(circles(db)?);
    found.extend(doubles(db)?);
    // Each value beyond its limits is named above, with its record.
    let named = !found.is_empty();
    found.extend(in_file.into_iter().filter(|line| !named || !line.text.contains(LIMIT)));
    Ok(found)
}

/// What is wrong with the file at first sight, if anything: quick enough for every start.
pub fn at_first_sight(db: &Connection) -> rusqlite::Result<Option<String>> {
    let said: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

/// What SQLite finds wrong with the file.
pub fn file(db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut found = Vec::new();
    let sql = format!("PRAGMA integrity_check({MOST})");
    let mut statement = db.prepare(&sql)?;
    let mut said = statement.query([])?;
    while let Some(row) = said.next()? {
        let text: String = row.get(0)?;
        if text != "ok" {
            found.push(Finding::new(format!("file: {text}")));
        }
    }
    let mut statement = db.prepare("PRAGMA foreign_key_check")?;
    let mut said = statement.query([])?;
    while let Some(row) = said.next()? {
        let (table, to): (String, String) = (row.get(0)?, row.get(2)?);
        found.push(Finding::new(format!("log: a row of {table} names a {to} that is not there")));
    }
    Ok(found)
}

/// Gaps and disorder in the change log.
fn changes(db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut found = Vec::new();
    let sql = "SELECT c.n, c.id, c.hlc, c.edits, c.state,
                 (SELECT count(*) FROM edit e WHERE e.n >= c.n * ?1 AND e.n < (c.n + 1) * ?1),
                 (SELECT max(e.seq) FROM edit e WHERE e.n >= c.n * ?1 AND e.n < (c.n + 1) * ?1)
               FROM change c ORDER BY c.n";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([PLACES])?;
    let (mut before, mut clock) = (0, String::new());
    while let Some(row) = rows.next()? {
        let (n, id, hlc): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if n != before + 1 {
            found.push(Finding::new(format!("log: a gap before change {id}")));
        }
        if hlc <= clock {
            found.push(Finding::new(format!("log: the clock of change {id} runs backwards")));
        }
        let (told, held): (i64, i64) = (row.get(3)?, row.get(5)?);
        let last: Option<i64> = row.get(6)?;
        if told != held || last.map_or(0, |last| last + 1) != held {
            let said = format!("log: change {id} has {held} edits of {told}");
            found.push(Finding::new(said));
        }
        (before, clock) = (n, hlc);
    }
    let sql =
        "SELECT count(*) FROM edit WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.n = change)";
    let stray: i64 = db.query_row(sql, [], |row| row.get(0))?;
    if stray > 0 {
        found.push(Finding::new(format!("log: {stray} edits belong to no change")));
    }
    Ok(found)
}

/// What is wrong with the records of a kind, one by one.
fn records(db: &Connection, table: &'static Table, now: &Moment) -> rusqlite::Result<Vec<Finding>> {
    let mut found = Vec::new();
    let sql = format!("SELECT {}, deleted FROM {} ORDER BY id", columns(table), quoted(table.key));
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Ok(id) = rows::id(row.get_ref(0)?) else {
            found.push(Finding::new(format!("{}: a record without a right id", table.key)));
            continue;
        };
        let living = row.get_ref("deleted")?.as_str_or_null()?.is_none();
        match rows::record(table, row) {
            Err(error) => found.push(Finding::about(table, id, why(&error))),
            Ok(record) => {
                if living {
                    found.extend(one(db, record.as_ref(), now)?);
                }
                found.extend(as_logged(db, record.as_ref(), living)?);
            }
        }
    }
    let sql = format!(
        "SELECT DISTINCT record FROM edit WHERE kind = ?1 AND NOT EXISTS
           (SELECT 1 FROM {} r WHERE r.id = record)",
        quoted(table.key)
    );
    let mut statement = db.prepare(&sql)?;
    let lost = statement.query_map([table.key], |row| rows::id(row.get_ref(0)?))?;
    for id in lost {
        found.push(Finding::about(table, id?, "the log tells of it, but it is not there"));
    }
    Ok(found)
}

fn why(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::FromSqlConversionFailure(_, _, why) => why.to_string(),
        other => other.to_string(),
    }
}

/// What is wrong with one living record by itself.
fn one(db: &Connection, record: &dyn Record, now: &Moment) -> rusqlite::Result<Vec<Finding>> {
    let (table, id) = (record.table(), record.id());
    let mut found = Vec::new();
    if let Err((field, why)) = rules::sound(record) {
        found.push(Finding::about(table, id, format!("{}: {why}", field.key)));
    }
    for field in table.fields {
        let Some(value) = record.get(field) else { continue };
        for to in value.named(field.ty) {
            if let Some(kind) = field.ty.refers_to()
                && !rows::is_living(db, kind, to)?
            {
                let said = format!("{} names the {kind} {to}, which is not there", field.key);
                found.push(Finding::about(table, id, said));
            }
        }
        let day = match value {
            Value::Date(day) => day,
            Value::Time(at) => at.date(),
            _ => continue,
        };
        if day > latest(record, now) && rules::is_past(table, field) {
            let said = format!("{} is {day}, which is yet to come", field.key);
            found.push(Finding::about(table, id, said));
        }
    }
    Ok(found)
}

/// The day until which facts can have happened: today, or when somebody wrote the record.
fn latest(record: &dyn Record, now: &Moment) -> Date {
    record.base().changed.map_or(now.date(), |changed| changed.date().max(now.date()))
}

/// Whether a record is what the log says.
fn as_logged(
    db: &Connection,
    record: &dyn Record,
    living: bool,
) -> rusqlite::Result<Option<Finding>> {
    let (table, id) = (record.table(), record.id());
    let told = match replayed(db, id) {
        Ok(told) => told,
        Err(error) => return Ok(Some(Finding::about(table, id, why(&error)))),
    };
    let said = match (told, living) {
        (None, false) => return Ok(None),
        (None, true) => "it is there, but the log does not tell of it".to_owned(),
        (Some(_), false) => "the log says it is there, but it is removed".to_owned(),
        (Some(told), true) => {
            let fields = table.fields.iter().chain([&POSITION]);
            let differs = fields.into_iter().find(|field| record.get(field) != told.get(field));
            let Some(field) = differs else { return Ok(None) };
            let shown = |value: Option<Value>| {
                value.map_or_else(
                    || "unknown".to_owned(),
                    |value| format!("`{}`", value.canonical()),
                )
            };
            let (holds, told) = (shown(record.get(field)), shown(told.get(field)));
            format!("{} is {holds}, the log says {told}", field.key)
        }
    };
    Ok(Some(Finding::about(table, id, said)))
}

/// A record as the changes that hold made it.
fn replayed(db: &Connection, id: Id) -> rusqlite::Result<Option<Box<dyn Record>>> {
    let sql = "SELECT e.kind, e.record, e.field, e.before, e.after FROM edit e
               JOIN change c ON c.n = e.change
               WHERE e.record = ?1 AND c.state = 'done' ORDER BY c.hlc, e.n";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([id.to_string()])?;
    let mut record = None;
    while let Some(row) = rows.next()? {
        record = after(record, log::edit(row)?);
    }
    Ok(record)
}

fn after(record: Option<Box<dyn Record>>, edit: Edit) -> Option<Box<dyn Record>> {
    match edit {
        Edit::Create(made) => Some(made),
        Edit::Remove(_) => None,
        Edit::Set(edit) => record.map(|mut record| {
            // What does not fit is found by the rules.
            let _ = record.set(edit.field, edit.after);
            record
        }),
    }
}

/// Accounts that are among their own parents.
fn circles(db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let sql = "SELECT id, parent FROM account WHERE parent IS NOT NULL AND deleted IS NULL";
    let pairs = pairs(db, sql, |row| Ok((rows::id(row.get_ref(0)?)?, rows::id(row.get_ref(1)?)?)))?;
    let parents: BTreeMap<Id, Id> = pairs.into_iter().collect();
    let found = in_circles(&parents).into_iter();
    Ok(found.map(|id| Finding::about(Account::TABLE, id, "is a branch of itself")).collect())
}

/// One of each circle of parents.
pub fn in_circles(parents: &BTreeMap<Id, Id>) -> Vec<Id> {
    let (mut fine, mut found) = (BTreeSet::new(), Vec::new());
    for start in parents.keys() {
        let (mut path, mut at) = (BTreeSet::new(), *start);
        while let Some(parent) = parents.get(&at).filter(|_| !fine.contains(&at)) {
            if !path.insert(at) {
                found.push(at);
                break;
            }
            at = *parent;
        }
        fine.extend(path);
    }
    found
}

/// Records of which there should be one.
fn doubles(db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut found = Vec::new();
    found.extend(same_external_ids(db)?);
    for table in KINDS.iter().copied().filter(|table| rules::is_single(table)) {
        for (id, said) in single::doubles(db, table)? {
            found.push(Finding::about(table, id, format!("there is another {said}")));
        }
    }
    Ok(found)
}

/// Accounts that have the external id of another one, in the same system: each pair is named once,
/// with the account that was there first.
fn same_external_ids(db: &Connection) -> rusqlite::Result<Vec<Finding>> {
    // Short and long ids of Salesforce begin alike; whether they are the same is asked of each.
    let sql = "SELECT id, coalesce(external_source, ''), external_id, name FROM account
        WHERE deleted IS NULL AND (coalesce(external_source, ''), substr(external_id, 1, 15)) IN
          (SELECT coalesce(external_source, ''), substr(external_id, 1, 15) FROM account
           WHERE deleted IS NULL AND external_id IS NOT NULL
           GROUP BY 1, 2 HAVING count(*) > 1)
        ORDER BY id";
    let (mut first, mut found) = (BTreeMap::new(), Vec::new());
    let read = |row: &Row<'_>| {
        let (system, key, name) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((rows::id(row.get_ref(0)?)?, system, key, name))
    };
    let alike: Vec<(Id, String, String, String)> = pairs(db, sql, read)?;
    for (id, system, key, name) in alike {
        let place = (system, external(&key).into_owned());
        if let Some(other) = first.get(&place) {
            let said = format!("its CRM id `{key}` is also that of {id} ({name})");
            found.push(Finding::about(Account::TABLE, *other, said));
        } else {
            first.insert(place, id);
        }
    }
    Ok(found)
}

fn pairs<T>(
    db: &Connection,
    sql: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare(sql)?.query_map([], |row| read(row))?.collect()
}
