//! Which fields people wrote last, asked from the change log: what a second import must not write
//! over unasked. Steps that were taken back do not count.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::by_hand::ByHand;
use crate::domain::change::Origin;
use crate::domain::history::State;
use crate::domain::kinds::{Account, CrmValue, crm_value};
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
            if last.by_hand && table == Account::TABLE {
                last.hear(said(db, record, field)?);
            }
            if last.by_hand && last.value != last.brought {
                if last.answered {
                    by_hand.note_answered(record, field);
                }
                by_hand.note(record, field, last.brought);
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
         WHERE c.state = ?2 AND c.origin = ?3 AND e.kind = ?4",
    )?;
    let mut rows = statement.query((PLACES, State::Done.key(), Origin::User.key(), table.key))?;
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
    value: Option<String>,
    brought: Option<String>,
    /// Where in the log it was brought.
    brought_at: i64,
    /// Whether it was not taken.
    answered: bool,
}

impl Last {
    fn write(&mut self, origin: &str, value: Option<String>, at: i64) {
        self.by_hand = origin == Origin::User.key();
        if origin == Origin::Import.key() {
            self.brought.clone_from(&value);
            (self.brought_at, self.answered) = (at, false);
        }
        self.value = value;
    }

    /// Takes what a CRM said, when it said so later.
    fn hear(&mut self, said: Option<(i64, Option<String>)>) {
        if let Some((at, value)) = said.filter(|(at, _)| *at > self.brought_at) {
            (self.brought, self.brought_at, self.answered) = (value, at, true);
        }
    }
}

/// What an import noted last of what a CRM says in a field, and where in the log.
fn said(
    db: &Connection,
    account: Id,
    field: &Field,
) -> rusqlite::Result<Option<(i64, Option<String>)>> {
    let id = CrmValue::id_of(account, field);
    let mut statement = db.prepare_cached(
        "SELECT e.n, e.field, e.after FROM edit e JOIN change c ON c.n = e.n / ?1
         WHERE e.record = ?2 AND c.state = ?3 ORDER BY e.n",
    )?;
    let mut rows = statement.query((PLACES, id.to_string(), State::Done.key()))?;
    let mut said = None;
    while let Some(row) = rows.next()? {
        let (at, key) = (row.get(0)?, row.get_ref(1)?.as_str()?);
        let after = row.get_ref(2)?.as_str_or_null()?;
        if key == crm_value::field::value.key {
            said = Some((at, after.map(ToOwned::to_owned)));
        } else if key.is_empty() {
            let made = after.map(|json| log::restored(CrmValue::TABLE, id, json)).transpose()?;
            let value = |made: Box<dyn Record>| made.get(crm_value::field::value);
            said = made.map(|made| (at, value(made).as_ref().map(Value::canonical)));
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
                last.write(origin, after.map(ToOwned::to_owned), at);
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
                last.write(origin, value, at);
            }
        }
    }
    Ok(found.into_values().collect())
}

fn stated(made: &dyn Record, blank: &dyn Record, field: &Field) -> Option<String> {
    let value = made.get(field);
    value.filter(|_| made.get(field) != blank.get(field)).as_ref().map(Value::canonical)
}
