//! Everything of one account: its record and all that belongs to it.

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::kinds::Account;
use crate::domain::record::{Field, Kind, Record, Table};

use super::rows;
use super::write::owned_kinds;

/// The account with this id, if it is in the book.
pub fn account(db: &Connection, id: Id) -> rusqlite::Result<Option<Account>> {
    let found = rows::living(db, Account::TABLE, id)?;
    Ok(found.and_then(|record| record.of::<Account>().cloned()))
}

/// All living records that belong to an account, or to what belongs to it, kind by kind, in their
/// lists' order. Accounts that are branches of it do not belong to it.
pub fn owned(db: &Connection, id: Id) -> rusqlite::Result<Vec<Box<dyn Record>>> {
    let mut found = Vec::new();
    gather(db, Account::TABLE, id, &mut found)?;
    Ok(found)
}

/// The kinds of which living records belong to a record: most accounts have few of them, and one
/// question about all is answered sooner than one about each.
fn kinds_of(
    db: &Connection,
    table: &'static Table,
    id: Id,
) -> rusqlite::Result<Vec<&'static Table>> {
    let kinds: Vec<(&Table, &Field)> =
        owned_kinds(table).filter_map(|kind| Some((kind, kind.owner()?))).collect();
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let asked = kinds.iter().map(|(kind, owner)| {
        let (kind, owner) = (rows::quoted(kind.key), rows::quoted(owner.key));
        format!("EXISTS (SELECT 1 FROM {kind} WHERE {owner} = ?1 AND deleted IS NULL)")
    });
    let sql = format!("SELECT {}", asked.collect::<Vec<_>>().join(", "));
    let mut found = db.prepare_cached(&sql)?;
    found.query_row([id.to_string()], |row| {
        let mut there = Vec::new();
        for (at, (kind, _)) in kinds.iter().enumerate() {
            if row.get(at)? {
                there.push(*kind);
            }
        }
        Ok(there)
    })
}

fn gather(
    db: &Connection,
    table: &'static Table,
    id: Id,
    found: &mut Vec<Box<dyn Record>>,
) -> rusqlite::Result<()> {
    for kind in kinds_of(db, table, id)? {
        let records = rows::all(db, kind, Some(id))?;
        let ids: Vec<Id> = records.iter().map(|record| record.id()).collect();
        found.extend(records);
        for id in ids {
            gather(db, kind, id, found)?;
        }
    }
    Ok(())
}
