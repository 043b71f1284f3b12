//! Which list gave the values of records, asked from the change log. While all of a book came from
//! one list and its user, nothing is read.

use rusqlite::Connection;

use crate::domain::change::Origin;
use crate::domain::given::{Given, Giver};
use crate::domain::history::State;
use crate::domain::record::{Field, Table};

use super::log::PLACES;
use super::rows;

/// What other lists than this one gave records of a kind in these fields.
pub fn of(
    db: &Connection,
    table: &'static Table,
    fields: &[&'static Field],
    list: Origin,
) -> rusqlite::Result<Given> {
    let (done, user, list) = (State::Done.key(), Origin::User.key(), list.key());
    let mut given = Given::default();
    let first: Option<i64> = db
        .prepare_cached(
            "SELECT min(n) FROM change WHERE state = ?1 AND origin <> ?2 AND origin <> ?3",
        )?
        .query_row((done, &user, &list), |row| row.get(0))?;
    let Some(first) = first else { return Ok(given) };
    let mut statement = db.prepare_cached(
        "SELECT e.record, e.field, c.origin = ?4 FROM change c
         JOIN edit e ON e.n >= c.n * ?1 AND e.n < (c.n + 1) * ?1
         WHERE c.n >= ?2 AND c.state = ?3 AND c.origin <> ?5 AND e.kind = ?6
           AND (c.origin <> ?4 OR e.field <> '')
         ORDER BY c.n, e.n",
    )?;
    let mut rows = statement.query((PLACES, first, done, list, user, table.key))?;
    while let Some(row) = rows.next()? {
        let key = row.get_ref(1)?.as_str()?;
        let whose = if row.get(2)? { Giver::This } else { Giver::Other };
        if key.is_empty() {
            given.made_by_another(rows::id(row.get_ref(0)?)?);
        } else if let Some(field) = fields.iter().find(|field| field.key == key) {
            given.wrote(rows::id(row.get_ref(0)?)?, field, whose);
        }
    }
    Ok(given)
}
