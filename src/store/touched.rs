//! Which accounts and settings the latest changes touched, so that memory follows without reading
//! everything again. It asks the log alone, so it serves this program's changes and any other's.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::Id;
use crate::domain::kinds;
use crate::domain::record::Table;

use super::fault::odd;
use super::log::PLACES;
use super::rows::{self, quoted};
use super::write::owner_kind;

/// What changes touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// Only these.
    Few {
        /// Accounts whose record, or something that belongs to it, was touched.
        accounts: BTreeSet<Id>,
        /// Whether settings were among it.
        settings: bool,
    },
    /// So much that everything is best read again.
    Everything,
}

/// What the changes after the one with this number touched; more than `most` edits are everything.
pub fn since(db: &Connection, seen: i64, most: i64) -> rusqlite::Result<Touched> {
    let edits: i64 = db
        .prepare_cached(
            "SELECT coalesce(sum(o.edits), 0) FROM change c
             JOIN change o ON o.id = coalesce(c.of, c.id) WHERE c.n > ?1",
        )?
        .query_row([seen], |row| row.get(0))?;
    if edits > most {
        return Ok(Touched::Everything);
    }
    let mut statement = db.prepare_cached(
        "SELECT e.kind, e.record, e.field, e.before, e.after FROM change c
         JOIN change o ON o.id = coalesce(c.of, c.id)
         JOIN edit e ON e.n >= o.n * ?2 AND e.n < (o.n + 1) * ?2
         WHERE c.n > ?1",
    )?;
    let mut rows = statement.query([seen, PLACES])?;
    let (mut accounts, mut settings) = (BTreeSet::new(), false);
    while let Some(row) = rows.next()? {
        let key = row.get_ref(0)?.as_str()?;
        let kind = kinds::kind(key).ok_or_else(|| odd(format!("the kind `{key}` in the log")))?;
        let record = rows::id(row.get_ref(1)?)?;
        settings |= key == "setting";
        accounts.extend(account_of(db, kind, record)?);
        if kind
            .owner()
            .is_some_and(|owner| row.get_ref(2).is_ok_and(|f| f.as_str() == Ok(owner.key)))
        {
            for cell in [row.get_ref(3)?, row.get_ref(4)?] {
                if let (Ok(owner), Some(of)) =
                    (rows::id(cell), owner_kind(kind).and_then(kinds::kind))
                {
                    accounts.extend(account_of(db, of, owner)?);
                }
            }
        }
    }
    Ok(Touched::Few { accounts, settings })
}

/// The account that a record is or belongs to; tombstones belong where they did.
pub fn account_of(db: &Connection, table: &'static Table, id: Id) -> rusqlite::Result<Option<Id>> {
    if table.key == "account" {
        return Ok(Some(id));
    }
    let (Some(field), Some(owner)) = (table.owner(), owner_kind(table).and_then(kinds::kind))
    else {
        return Ok(None);
    };
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", quoted(field.key), quoted(table.key));
    let mut statement = db.prepare_cached(&sql)?;
    let found =
        statement.query_row([id.to_string()], |row| rows::id(row.get_ref(0)?)).optional()?;
    match found {
        Some(id) => account_of(db, owner, id),
        None => Ok(None),
    }
}
