//! The change log as people read it.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row};

use crate::domain::Id;
use crate::domain::history::{Entry, Line, State};
use crate::domain::kinds::{self, Account, Setting, setting};
use crate::domain::record::{Kind, Table};

use super::fault::odd;
use super::log::{self, PLACES};
use super::rows::{self, quoted};
use super::write::owned_kinds;

/// How many edits of a change are shown.
pub const LINES: i64 = 50;

const COLUMNS: &str = "SELECT c.id, c.at, c.actor, s.label, c.label, c.state, o.edits, o.n, c.n
    FROM change c JOIN change o ON o.id = coalesce(c.of, c.id) JOIN site s ON s.id = c.site";

/// The latest changes, newest first.
pub fn all(db: &Connection, most: usize) -> rusqlite::Result<Vec<Entry>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = format!("{COLUMNS} ORDER BY c.n DESC LIMIT ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map([most], entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
    with_lines(db, found)
}

/// The change with this number.
pub fn at(db: &Connection, n: i64) -> rusqlite::Result<Option<Entry>> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS} WHERE c.n = ?1"))?;
    let found = statement.query_map([n], entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(with_lines(db, found)?.pop())
}

/// Changes with the first of their edits, which stand with the change of this number.
fn with_lines(db: &Connection, found: Vec<(Entry, i64)>) -> rusqlite::Result<Vec<Entry>> {
    let sql = "SELECT kind, record, field, before, after FROM edit
               WHERE n >= ?1 AND n < ?2 ORDER BY n LIMIT ?3";
    let mut edits = db.prepare_cached(sql)?;
    let mut entries = Vec::with_capacity(found.len());
    for (mut entry, n) in found {
        let lines = edits.query_map([n * PLACES, (n + 1) * PLACES, LINES], line)?;
        entry.lines = turned(lines.collect::<rusqlite::Result<_>>()?, entry.state);
        entries.push(entry);
    }
    Ok(entries)
}

/// The latest changes of an account and of what belongs to it, newest first.
pub fn of(db: &Connection, account: Id, most: usize) -> rusqlite::Result<Vec<Entry>> {
    let records = family(db, account)?;
    let mut numbers = BTreeSet::new();
    let mut edits = db.prepare_cached("SELECT DISTINCT change FROM edit WHERE record = ?1")?;
    for record in &records {
        let found = edits.query_map([record.to_string()], |row| row.get::<_, i64>(0))?;
        for n in found {
            numbers.insert(n?);
        }
    }
    let sql = format!("{COLUMNS} WHERE o.n = ?1 ORDER BY c.n DESC");
    let mut changes = db.prepare_cached(&sql)?;
    let sql = "SELECT kind, record, field, before, after FROM edit
               WHERE record = ?1 AND n >= ?2 AND n < ?3 ORDER BY n";
    let mut edits = db.prepare_cached(sql)?;
    let mut entries = Vec::new();
    for n in numbers {
        let mut lines = Vec::new();
        for record in &records {
            let found =
                edits.query_map((record.to_string(), n * PLACES, (n + 1) * PLACES), line)?;
            lines.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        for found in changes.query_map([n], entry_in_order)? {
            let (mut entry, at) = found?;
            entry.edits = lines.len() as u64;
            entry.lines = turned(lines.clone(), entry.state);
            entries.push((at, entry));
        }
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(entries.into_iter().map(|(_, entry)| entry).take(most).collect())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, i64)> {
    let at = rows::time(row.get_ref(1)?)?.ok_or_else(|| odd("a change without time"))?;
    let state = row.get_ref(5)?.as_str()?;
    let state = State::from_key(state).ok_or_else(|| odd(format!("the state `{state}`")))?;
    let edits: i64 = row.get(6)?;
    let entry = Entry {
        id: rows::id(row.get_ref(0)?)?,
        at,
        actor: row.get(2)?,
        site: row.get(3)?,
        label: row.get(4)?,
        state,
        edits: u64::try_from(edits).unwrap_or(0),
        lines: Vec::new(),
    };
    Ok((entry, row.get(7)?))
}

fn entry_in_order(row: &Row<'_>) -> rusqlite::Result<(Entry, i64)> {
    let (entry, _) = entry(row)?;
    Ok((entry, row.get(8)?))
}

fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let kind: String = row.get(0)?;
    let record = rows::id(row.get_ref(1)?)?;
    let field: String = row.get(2)?;
    let (before, after): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let value = match before.as_ref().or(after.as_ref()) {
        Some(json) if kind == Setting::TABLE.key && field.is_empty() => {
            setting_value(record, json)?
        }
        _ => None,
    };
    let (before, after) = match kinds::kind(&kind) {
        Some(table) if field.is_empty() => {
            (titled(table, record, before)?, titled(table, record, after)?)
        }
        _ => (before, after),
    };
    Ok(Line { kind, record, field, before, after, value })
}

fn setting_value(id: Id, json: &str) -> rusqlite::Result<Option<String>> {
    let record = log::restored(Setting::TABLE, id, json)?;
    Ok(record.get(setting::field::value).map(|value| value.canonical()))
}

/// A record that was made or removed, by its title.
fn titled(table: &'static Table, id: Id, json: Option<String>) -> rusqlite::Result<Option<String>> {
    json.map(|json| log::restored(table, id, &json).map(|record| record.title())).transpose()
}

/// The lines of a step back are those of the change it names, the other way round.
fn turned(mut lines: Vec<Line>, state: State) -> Vec<Line> {
    if state == State::Undo {
        lines.reverse();
        for line in &mut lines {
            std::mem::swap(&mut line.before, &mut line.after);
        }
    }
    lines
}

/// An account and all that belongs or belonged to it.
fn family(db: &Connection, account: Id) -> rusqlite::Result<Vec<Id>> {
    let mut found = vec![account];
    gather(db, Account::TABLE, account, &mut found)?;
    Ok(found)
}

fn gather(
    db: &Connection,
    table: &'static Table,
    id: Id,
    found: &mut Vec<Id>,
) -> rusqlite::Result<()> {
    for kind in owned_kinds(table) {
        let Some(owner) = kind.owner() else { continue };
        let sql = format!("SELECT id FROM {} WHERE {} = ?1", quoted(kind.key), quoted(owner.key));
        let mut statement = db.prepare_cached(&sql)?;
        let ids = statement.query_map([id.to_string()], |row| rows::id(row.get_ref(0)?))?;
        let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
        for id in ids {
            found.push(id);
            gather(db, kind, id, found)?;
        }
    }
    Ok(())
}
