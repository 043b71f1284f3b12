//! Everything of one account: its record and all that belongs to it.

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::kinds::Account;
use crate::domain::record::{Kind, Record, Table};

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

fn gather(
    db: &Connection,
    table: &'static Table,
    id: Id,
    found: &mut Vec<Box<dyn Record>>,
) -> rusqlite::Result<()> {
    for kind in owned_kinds(table) {
        let records = rows::all(db, kind, Some(id))?;
        let ids: Vec<Id> = records.iter().map(|record| record.id()).collect();
        found.extend(records);
        for id in ids {
            gather(db, kind, id, found)?;
        }
    }
    Ok(())
}
