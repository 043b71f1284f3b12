//! Accounts looked up by what only the file knows.

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::domain::Id;
use crate::domain::external;
use crate::domain::kinds::account::field;

use super::rows::{self, quoted};

/// The living accounts with this external id, in whatever form.
pub fn with_external_id(db: &Connection, text: &str) -> rusqlite::Result<Vec<Id>> {
    let sql = format!(
        "SELECT id FROM account WHERE {} IN (?1, ?2, ?3) AND deleted IS NULL ORDER BY id",
        quoted(field::external_id.key)
    );
    let mut forms = external::forms(text);
    forms.resize(3, text.to_owned());
    let mut found = db.prepare_cached(&sql)?;
    found.query_map(params_from_iter(forms), |row| rows::id(row.get_ref(0)?))?.collect()
}

/// The other living accounts that have the external id of this one, in the same system; none where
/// it has none.
pub fn doubles_of(db: &Connection, id: Id) -> rusqlite::Result<Vec<Id>> {
    let sql = "SELECT external_id, external_source FROM account
               WHERE id = ?1 AND deleted IS NULL AND external_id IS NOT NULL";
    let mut of_this = db.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let own: Option<(String, Option<String>)> =
        of_this.query_row([id.to_string()], read).optional()?;
    let Some((text, system)) = own else { return Ok(Vec::new()) };
    let mut found = with_external_id(db, &text)?;
    found.retain(|other| *other != id);
    let mut of_other =
        db.prepare_cached("SELECT external_source IS ?2 FROM account WHERE id = ?1")?;
    let mut same = Vec::new();
    for other in found {
        if of_other.query_row((other.to_string(), &system), |row| row.get(0))? {
            same.push(other);
        }
    }
    Ok(same)
}

/// The city of an account, if known.
pub fn city(db: &Connection, id: Id) -> rusqlite::Result<Option<String>> {
    let sql = format!("SELECT {} FROM account WHERE id = ?1", quoted(field::city.key));
    db.prepare_cached(&sql)?.query_row([id.to_string()], |row| row.get(0))
}
