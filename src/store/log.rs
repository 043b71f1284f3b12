//! The change log: one row for each change, one for each of its edits, written in the transaction
//! that writes the records. Nothing here is ever deleted.

use std::borrow::Cow;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value as Json;

use crate::domain::change::{Edit, FieldEdit, Origin};
use crate::domain::history::State;
use crate::domain::kinds;
use crate::domain::record::{self, Record, Table};
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

use super::clock;
use super::fault::odd;
use super::rows::{self, Stamp};

/// Places within a change: the number of a change times this is where its edits begin.
pub const PLACES: i64 = 1 << 32;

/// The longest label of a change, in characters.
const LABEL_MOST: usize = 500;

/// What is written about a change besides its edits.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// What was done, in words.
    pub label: &'a str,
    /// Where it came from.
    pub origin: Cow<'a, str>,
    /// What it is: done, or a step back or again.
    pub state: State,
    /// The change that such a step refers to.
    pub of: Option<Id>,
    /// Who does it.
    pub actor: &'a str,
    /// On which installation.
    pub site: &'a str,
}

impl<'a> Note<'a> {
    /// The note of a change that is made.
    pub fn done(label: &'a str, origin: Origin, actor: &'a str, site: &'a str) -> Self {
        Self { label, origin: origin.key(), state: State::Done, of: None, actor, site }
    }
}

/// A change that is being written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Its number in this file.
    pub n: i64,
    /// Its id.
    pub id: Id,
    /// What its rows say.
    pub stamp: Stamp,
    edits: i64,
}

/// The number of the latest change; 0 before the first.
pub fn latest(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT coalesce(max(n), 0) FROM change")?.query_row([], |row| row.get(0))
}

/// Begins a change. What was taken back and not made again is gone when something else is done.
pub fn begin(db: &Connection, note: &Note<'_>, now: &Moment) -> rusqlite::Result<Writing> {
    let hlc: Option<String> = db.query_row("SELECT max(hlc) FROM change", [], |row| row.get(0))?;
    let hlc = clock::next(hlc.as_deref(), now, note.site);
    let (n, id) = (latest(db)? + 1, Id::fresh(now));
    if note.state == State::Done {
        db.prepare_cached("UPDATE change SET state = 'gone' WHERE state = 'undone'")?.execute([])?;
    }
    let label: String = note.label.chars().take(LABEL_MOST).collect();
    let of = note.of.map(|id| id.to_string());
    let (at, state) = (now.to_string(), note.state.key());
    db.prepare_cached(
        "INSERT INTO change (n, id, hlc, at, actor, site, label, origin, state, of, edits)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)",
    )?
    .execute(params![
        n,
        id.to_string(),
        hlc,
        at,
        note.actor,
        note.site,
        label,
        note.origin.as_ref(),
        state,
        of
    ])?;
    Ok(Writing { n, id, stamp: Stamp { at, by: note.actor.to_owned(), hlc }, edits: 0 })
}

impl Writing {
    /// How many edits it has so far.
    pub fn edits(&self) -> i64 {
        self.edits
    }

    /// Writes an edit that was made.
    pub fn add(&mut self, db: &Connection, edit: &Edit) -> rusqlite::Result<()> {
        match edit {
            Edit::Create(record) => {
                self.row(db, record.table(), record.id(), "", None, Some(&record_json(&**record)))
            }
            Edit::Remove(record) => {
                self.row(db, record.table(), record.id(), "", Some(&record_json(&**record)), None)
            }
            Edit::Set(edit) => {
                let before = edit.before.as_ref().map(Value::canonical);
                let after = edit.after.as_ref().map(Value::canonical);
                let (before, after) = (before.as_deref(), after.as_deref());
                self.row(db, edit.kind, edit.record, edit.field.key, before, after)?;
                touch(db, edit.record, edit.field.key, &self.stamp.hlc)
            }
        }
    }

    /// Writes an edit from its texts.
    pub fn row(
        &mut self,
        db: &Connection,
        table: &Table,
        record: Id,
        field: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> rusqlite::Result<()> {
        let n = self.n * PLACES + self.edits;
        self.edits += 1;
        db.prepare_cached(
            "INSERT INTO edit (n, kind, record, field, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![n, table.key, record.to_string(), field, before, after])
        .map(drop)
    }

    /// Writes that records of a kind were made: their ids, and the records as JSON.
    pub fn made<'a>(
        &mut self,
        db: &Connection,
        table: &Table,
        records: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> rusqlite::Result<()> {
        let mut insert = db.prepare_cached(
            "INSERT INTO edit (n, kind, record, field, before, after)
             VALUES (?1, ?2, ?3, '', NULL, ?4)",
        )?;
        insert.raw_bind_parameter(2, table.key)?;
        for (id, json) in records {
            insert.raw_bind_parameter(1, self.n * PLACES + self.edits)?;
            insert.raw_bind_parameter(3, id)?;
            insert.raw_bind_parameter(4, json)?;
            insert.raw_execute()?;
            self.edits += 1;
        }
        Ok(())
    }

    /// Ends the change: says how many edits it has.
    pub fn finish(&self, db: &Connection) -> rusqlite::Result<()> {
        db.prepare_cached("UPDATE change SET edits = ?1 WHERE n = ?2")?
            .execute([self.edits, self.n])
            .map(drop)
    }
}

/// Notes which change set a field last.
pub fn touch(db: &Connection, record: Id, field: &str, hlc: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO field_clock (record, field, hlc) VALUES (?1, ?2, ?3)
         ON CONFLICT (record, field) DO UPDATE SET hlc = excluded.hlc",
    )?
    .execute((record.to_string(), field, hlc))
    .map(drop)
}

/// A record as the log keeps it: its known fields; the id stands beside it.
pub fn record_json(record: &dyn Record) -> String {
    let mut json = record.json();
    if let Json::Object(map) = &mut json {
        map.shift_remove("id");
    }
    json.to_string()
}

/// The record that the log kept.
pub fn restored(table: &'static Table, id: Id, json: &str) -> rusqlite::Result<Box<dyn Record>> {
    let wrong = |why: String| odd(format!("the log about {} {id}: {why}", table.label));
    let json: Json = serde_json::from_str(json).map_err(|why| wrong(why.to_string()))?;
    let mut record = record::restore(table, &json).map_err(|why| wrong(why.to_string()))?;
    record.base_mut().id = id;
    Ok(record)
}

/// The edit in a row of `kind, record, field, before, after`.
pub fn edit(row: &rusqlite::Row<'_>) -> rusqlite::Result<Edit> {
    let key = row.get_ref(0)?.as_str()?;
    let kind = kinds::kind(key).ok_or_else(|| odd(format!("the kind `{key}` in the log")))?;
    let record = rows::id(row.get_ref(1)?)?;
    let field = row.get_ref(2)?.as_str()?;
    let (before, after) = (row.get_ref(3)?.as_str_or_null()?, row.get_ref(4)?.as_str_or_null()?);
    if field.is_empty() {
        return match (before, after) {
            (None, Some(json)) => restored(kind, record, json).map(Edit::Create),
            (Some(json), None) => restored(kind, record, json).map(Edit::Remove),
            _ => Err(odd(format!("an edit of the whole {key} {record}"))),
        };
    }
    let field = kind.edited(field).ok_or_else(|| odd(format!("the field `{field}` of {key}")))?;
    let value = |text: Option<&str>| {
        let read = text.map(|text| field.ty.restore(text)).transpose();
        read.map_err(|why| odd(format!("the log about {}: {why}", field.key)))
    };
    let (before, after) = (value(before)?, value(after)?);
    Ok(Edit::Set(FieldEdit { kind, record, field, before, after }))
}

/// A change that undo or redo is about: its number, id, label, origin and how many edits it has.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number in this file.
    pub n: i64,
    /// Its id.
    pub id: Id,
    /// What was done, in words.
    pub label: String,
    /// Where it came from.
    pub origin: String,
    /// How many edits it has.
    pub edits: i64,
}

/// The day on which the book was last changed; laying out a demo book does not count.
pub fn last_day(db: &Connection) -> rusqlite::Result<Option<Date>> {
    let sql = "SELECT substr(at, 1, 10) FROM change WHERE origin <> 'demo' ORDER BY n DESC LIMIT 1";
    let text: Option<String> = db.query_row(sql, [], |row| row.get(0)).optional()?;
    text.map(|text| text.parse().map_err(|_| odd(format!("the day `{text}`")))).transpose()
}

/// The step that undo would take back: the last one that holds. Laying out a demo book is no step
/// of its user.
pub fn last_done(db: &Connection) -> rusqlite::Result<Option<Step>> {
    step(db, "WHERE state = 'done' AND origin <> 'demo' ORDER BY n DESC LIMIT 1")
}

/// The step that redo would make again: the first one taken back.
pub fn first_undone(db: &Connection) -> rusqlite::Result<Option<Step>> {
    step(db, "WHERE state = 'undone' ORDER BY n LIMIT 1")
}

fn step(db: &Connection, which: &str) -> rusqlite::Result<Option<Step>> {
    let sql = format!("SELECT n, id, label, origin, edits FROM change {which}");
    let read = |row: &rusqlite::Row<'_>| {
        let id = rows::id(row.get_ref(1)?)?;
        let (n, label) = (row.get(0)?, row.get(2)?);
        Ok(Step { n, id, label, origin: row.get(3)?, edits: row.get(4)? })
    };
    db.prepare_cached(&sql)?.query_row([], read).optional()
}

/// Sets what has become of a change.
pub fn mark(db: &Connection, n: i64, state: State) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE change SET state = ?1 WHERE n = ?2")?
        .execute((state.key(), n))
        .map(drop)
}
