//! What a CRM said last about the accounts that came from it, read from the change log: the
//! values that imports brought, as far as nobody took them back. It compares and never writes.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::change::{FieldEdit, Origin};
use crate::domain::kinds::Account;
use crate::domain::record::{Field, Kind};
use crate::domain::value::Value;

use super::fault::odd;
use super::log;
use super::rows;

/// An account of a CRM with what of it is no longer as the CRM said.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// Its id in the CRM.
    pub external_id: String,
    /// Each field with what the CRM said and what the book holds.
    pub edits: Vec<FieldEdit>,
}

/// The living accounts of a CRM of which one of these fields is not as its last import said, by
/// their ids in the CRM.
pub fn differing(
    db: &Connection,
    system: &str,
    fields: &[&'static Field],
) -> rusqlite::Result<Vec<Differs>> {
    // Only accounts that were edited since they were imported, or not made by an import, can differ.
    let mut found = db.prepare_cached(
        "SELECT id, external_id FROM account
         WHERE deleted IS NULL AND archived IS NULL AND external_source = ?1
           AND external_id IS NOT NULL
           AND (EXISTS (SELECT 1 FROM field_clock c WHERE c.record = account.id)
             OR NOT EXISTS (SELECT 1 FROM edit e JOIN change c ON c.n = e.change
               WHERE e.record = account.id AND e.field = '' AND c.origin = ?2))
         ORDER BY external_id, id",
    )?;
    let mut rows = found.query([system, Origin::Import.key()])?;
    let mut differing = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, external_id) = (rows::id(row.get_ref(0)?)?, row.get(1)?);
        let edits = differences(db, id, fields)?;
        if !edits.is_empty() {
            differing.push(Differs { external_id, edits });
        }
    }
    Ok(differing)
}

/// How many living accounts have no id in a CRM.
pub fn without_id(db: &Connection) -> rusqlite::Result<u64> {
    let count: i64 = db.query_row(
        "SELECT count(*) FROM account
         WHERE deleted IS NULL AND archived IS NULL AND external_id IS NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn differences(
    db: &Connection,
    id: Id,
    fields: &[&'static Field],
) -> rusqlite::Result<Vec<FieldEdit>> {
    let Some(record) = rows::living(db, Account::TABLE, id)? else { return Ok(Vec::new()) };
    let said = said(db, id)?;
    let edit = |field: &&'static Field| {
        let before = said.get(field.key).cloned().flatten();
        let after = record.get(field);
        let (kind, record) = (Account::TABLE, id);
        (before != after).then_some(FieldEdit { kind, record, field, before, after })
    };
    Ok(fields.iter().filter_map(edit).collect())
}

/// What imports said last of an account, by field; fields that none named are missing.
pub fn said(db: &Connection, id: Id) -> rusqlite::Result<BTreeMap<&'static str, Option<Value>>> {
    let mut said = BTreeMap::new();
    let mut edits = db.prepare_cached(
        "SELECT e.field, e.after FROM edit e JOIN change c ON c.n = e.change
         WHERE e.record = ?1 AND c.origin = ?2 AND c.state = 'done' ORDER BY e.n",
    )?;
    let mut rows = edits.query([&id.to_string(), Origin::Import.key()])?;
    while let Some(row) = rows.next()? {
        let (key, after) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str_or_null()?);
        if key.is_empty() {
            let Some(json) = after else { continue };
            let made = log::restored(Account::TABLE, id, json)?;
            let known = Account::TABLE.fields.iter().map(|field| (field.key, made.get(field)));
            said.extend(known);
        } else if let Some(field) = Account::TABLE.field(key) {
            let value = after.map(|text| field.ty.restore(text)).transpose();
            said.insert(
                field.key,
                value.map_err(|why| odd(format!("the log about {key}: {why}")))?,
            );
        }
    }
    Ok(said)
}
