//! Accounts looked up by what only the file knows.

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::kinds::account::field;

use super::rows::{self, quoted};

/// The living accounts with this external id.
pub fn with_external_id(db: &Connection, text: &str) -> rusqlite::Result<Vec<Id>> {
    let sql = format!(
        "SELECT id FROM account WHERE {} = ?1 AND deleted IS NULL ORDER BY id",
        quoted(field::external_id.key)
    );
    let mut found = db.prepare_cached(&sql)?;
    found.query_map([text], |row| rows::id(row.get_ref(0)?))?.collect()
}

/// The city of an account, if known.
pub fn city(db: &Connection, id: Id) -> rusqlite::Result<Option<String>> {
    let sql = format!("SELECT {} FROM account WHERE id = ?1", quoted(field::city.key));
    db.prepare_cached(&sql)?.query_row([id.to_string()], |row| row.get(0))
}
