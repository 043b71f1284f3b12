//! Which fields people wrote last, asked from the change log: what a second import must not write
//! over unasked. Steps that were taken back do not count.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::by_hand::{Answer, ByHand, How, Written};
use crate::domain::change::Origin;
use crate::domain::history::State;
use crate::domain::kinds::{CrmValue, crm_value};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::value::Value;

use super::log::{self, PLACES};
use super::rows;

/// The fields among these of records of a kind that people wrote last. Reads what people did, and
/// of the records that they touched all that was ever done; never the log of the others.
pub fn of(
    db: &Connection,
    table: &'static Table,
    fields: &[&'static Field],
) -> rusqlite::Result<ByHand> {
    let mut by_hand = ByHand::default();
    for record in touched(db, table, fields)? {
        for (field, mut last) in last_writers(db, table, record, fields)? {
            if last.by_hand {
                last.hear(said(db, record, field)?);
            }
            if last.by_hand && last.value != last.brought {
                by_hand.note(record, field, last.written());
            }
        }
    }
    Ok(by_hand)
}

/// The records of which people made or changed one of the fields.
fn touched(
    db: &Connection,
    table: &'static Table,
    fields: &[&'static Field],
) -> rusqlite::Result<BTreeSet<Id>> {
    let mut statement = db.prepare_cached(
        "SELECT e.record, e.field FROM change c
         JOIN edit e ON e.n >= c.n * ?1 AND e.n < (c.n + 1) * ?1
         WHERE c.state = ?2 AND (c.origin = ?3 OR c.origin = ?4 AND e.field <> '') AND e.kind = ?5",
    )?;
    let (user, own) = (Origin::User.key(), Origin::Own.key());
    let mut rows = statement.query((PLACES, State::Done.key(), user, own, table.key))?;
    let mut records = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let field = row.get_ref(1)?.as_str()?;
        if field.is_empty() || fields.iter().any(|wanted| wanted.key == field) {
            records.insert(rows::id(row.get_ref(0)?)?);
        }
    }
    Ok(records)
}

/// Who wrote a field last, and what.
#[derive(Default)]
struct Last {
    by_hand: bool,
    how: How,
    value: Option<String>,
    brought: Option<String>,
    /// From which list.
    from: String,
    /// Where in the log it was brought.
    brought_at: i64,
    /// Whether it was not taken.
    answered: bool,
}

/// Who writes: what an own list makes new was some list's before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writer<'a> {
    Person(How),
    List(&'a str),
    Nobody,
}

impl<'a> Writer<'a> {
    /// The writer of a field, or of a whole record that was made.
    fn of(origin: &'a str, makes: bool) -> Self {
        match origin {
            _ if origin == Origin::User.key() => Self::Person(How::Typed),
            _ if origin == Origin::Own.key() && makes => Self::List(origin),
            _ if origin == Origin::Own.key() => Self::Person(How::Listed),
            _ if Origin::is_import(origin) => Self::List(origin),
            _ => Self::Nobody,
        }
    }
}

impl Last {
    fn write(&mut self, writer: Writer<'_>, value: Option<String>, at: i64) {
        self.by_hand = matches!(writer, Writer::Person(_));
        match writer {
            Writer::Person(how) => self.how = how,
            Writer::List(from) => {
                self.brought.clone_from(&value);
                from.clone_into(&mut self.from);
                (self.brought_at, self.answered) = (at, false);
            }
            Writer::Nobody => {}
        }
        self.value = value;
    }

    fn written(self) -> Written {
        let answer = if self.answered { Answer::Kept } else { Answer::None };
        Written { brought: self.brought, from: self.from, answer, how: self.how }
    }

    /// Takes what a CRM said, when it said so later.
    fn hear(&mut self, said: Option<Said>) {
        if let Some(said) = said.filter(|said| said.at > self.brought_at) {
            (self.brought, self.brought_at, self.answered) = (said.value, said.at, true);
            self.from = said.from;
        }
    }
}

/// What an import noted last of what a CRM says in a field.
struct Said {
    /// Where in the log.
    at: i64,
    value: Option<String>,
    from: String,
}

fn said(db: &Connection, record: Id, field: &Field) -> rusqlite::Result<Option<Said>> {
    let id = CrmValue::id_of(record, field);
    let mut statement = db.prepare_cached(
        "SELECT e.n, e.field, e.after, c.origin FROM edit e JOIN change c ON c.n = e.n / ?1
         WHERE e.record = ?2 AND c.state = ?3 ORDER BY e.n",
    )?;
    let mut rows = statement.query((PLACES, id.to_string(), State::Done.key()))?;
    let mut said = None;
    while let Some(row) = rows.next()? {
        let (at, key) = (row.get(0)?, row.get_ref(1)?.as_str()?);
        let after = row.get_ref(2)?.as_str_or_null()?;
        let from = row.get_ref(3)?.as_str()?.to_owned();
        if key == crm_value::field::value.key {
            said = Some(Said { at, value: after.map(ToOwned::to_owned), from });
        } else if key.is_empty() {
            let made = after.map(|json| log::restored(CrmValue::TABLE, id, json)).transpose()?;
            let value = |made: Box<dyn Record>| made.get(crm_value::field::value);
            said = made.map(|made| Said {
                at,
                value: value(made).as_ref().map(Value::canonical),
                from,
            });
        }
    }
    Ok(said)
}

fn last_writers(
    db: &Connection,
    table: &'static Table,
    record: Id,
    fields: &[&'static Field],
) -> rusqlite::Result<Vec<(&'static Field, Last)>> {
    let mut statement = db.prepare_cached(
        "SELECT e.field, c.origin, e.after, e.n FROM edit e JOIN change c ON c.n = e.n / ?1
         WHERE e.record = ?2 AND c.state = ?3 ORDER BY e.n",
    )?;
    let mut rows = statement.query((PLACES, record.to_string(), State::Done.key()))?;
    let mut found: BTreeMap<&str, (&'static Field, Last)> = BTreeMap::new();
    let blank = (table.blank)();
    while let Some(row) = rows.next()? {
        let (key, origin) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        let (after, at) = (row.get_ref(2)?.as_str_or_null()?, row.get(3)?);
        if !key.is_empty() {
            if let Some(field) = fields.iter().find(|field| field.key == key) {
                let (_, last) = found.entry(field.key).or_insert((field, Last::default()));
                last.write(Writer::of(origin, false), after.map(ToOwned::to_owned), at);
            }
            continue;
        }
        let Some(json) = after else { continue };
        let made = log::restored(table, record, json)?;
        for field in fields {
            // What a new record says by itself, nobody wrote.
            let value = stated(made.as_ref(), blank.as_ref(), field);
            if value.is_some() || found.contains_key(field.key) {
                let (_, last) = found.entry(field.key).or_insert((field, Last::default()));
                last.write(Writer::of(origin, true), value, at);
            }
        }
    }
    Ok(found.into_values().collect())
}

fn stated(made: &dyn Record, blank: &dyn Record, field: &Field) -> Option<String> {
    let value = made.get(field);
    value.filter(|_| made.get(field) != blank.get(field)).as_ref().map(Value::canonical)
}
