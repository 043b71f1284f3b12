//! The next step of accounts, and what they bought in a year: read for one account or for all.

use jiff::civil::Date;
use rusqlite::Connection;

use crate::domain::Id;

use super::fault::odd;
use super::rows::{self, LIST_ORDER};

/// The open action of an account that is due first; undated ones come last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// The account.
    pub account: Id,
    /// What is to be done.
    pub title: String,
    /// By which day.
    pub due: Option<Date>,
}

/// Hands over the next step of every account that has one, or of the one given.
pub fn next(
    db: &Connection,
    account: Option<Id>,
    mut found: impl FnMut(NextStep),
) -> rusqlite::Result<()> {
    let only = if account.is_some() { "AND account = ?1" } else { "" };
    let sql = format!(
        "SELECT account, title, due FROM action
         WHERE deleted IS NULL AND status = 'open' {only}
         ORDER BY account, due IS NULL, due, {LIST_ORDER}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let account = account.map(|id| id.to_string());
    let mut rows = statement.query(rusqlite::params_from_iter(account))?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let account = rows::id(row.get_ref(0)?)?;
        if last == Some(account) {
            continue;
        }
        last = Some(account);
        found(NextStep { account, title: row.get(1)?, due: day(row.get_ref(2)?)? });
    }
    Ok(())
}

/// Hands over what every account, or the one given, bought in a fiscal year, in hundredths.
pub fn bought(
    db: &Connection,
    year: i16,
    account: Option<Id>,
    mut found: impl FnMut(Id, i64),
) -> rusqlite::Result<()> {
    let only = if account.is_some() { "AND account = ?2" } else { "" };
    let sql = format!(
        "SELECT account, sum(amount) FROM revenue
         WHERE deleted IS NULL AND year = ?1 {only} GROUP BY account"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut asked = vec![year.to_string()];
    asked.extend(account.map(|id| id.to_string()));
    let mut rows = statement.query(rusqlite::params_from_iter(asked))?;
    while let Some(row) = rows.next()? {
        found(rows::id(row.get_ref(0)?)?, row.get(1)?);
    }
    Ok(())
}

fn day(cell: rusqlite::types::ValueRef<'_>) -> rusqlite::Result<Option<Date>> {
    let text = cell.as_str_or_null()?;
    text.map(|text| text.parse().map_err(|_| odd(format!("the day `{text}`")))).transpose()
}
