//! The columns of all accounts, read from the file: the hot ones with a book, the others when
//! they are asked for.

use rusqlite::Connection;

use crate::domain::accounts::{Accounts, HOT};
use crate::domain::amount::Money;
use crate::domain::column::Column;
use crate::domain::facts::{Fact, What};
use crate::domain::kinds::account::field;
use crate::domain::record::Field;
use crate::domain::value::Value;

use super::rows::quoted;
use super::{cell, rows, steps};

/// Every living account with the columns that are always in memory.
pub fn hot(db: &Connection, last_year: i16) -> rusqlite::Result<Accounts> {
    let mut accounts = stored(db)?;
    steps::bought(db, last_year, None, |id, amount| {
        if let Some(row) = accounts.row(id)
            && accounts.worth(row).is_none()
        {
            accounts.set_worth(row, Some(amount));
        }
    })?;
    steps::next(db, None, |step| {
        if let Some(row) = accounts.row(step.account) {
            accounts.set_step(row, true, step.due);
        }
    })?;
    Ok(accounts)
}

fn stored(db: &Connection) -> rusqlite::Result<Accounts> {
    let columns = HOT.iter().map(|field| quoted(field.key)).collect::<Vec<_>>().join(", ");
    let worth = quoted(field::yearly_value.key);
    let sql = format!("SELECT id, {columns}, {worth} FROM account WHERE deleted IS NULL");
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut accounts = Accounts::with_hot_columns();
    let mut hot = vec![None; HOT.len()];
    while let Some(row) = rows.next()? {
        for (at, (slot, field)) in hot.iter_mut().zip(HOT).enumerate() {
            *slot = cell::value(field, row.get_ref(at + 1)?)?;
        }
        accounts.push_hot(rows::id(row.get_ref(0)?)?, &hot);
        let worth: Option<i64> = row.get(HOT.len() + 1)?;
        accounts.set_worth(accounts.len() - 1, worth);
    }
    accounts.put_in_order();
    Ok(accounts)
}

/// The columns of stored fields, for the accounts in memory.
pub fn fields(
    db: &Connection,
    accounts: &Accounts,
    fields: &[&'static Field],
) -> rusqlite::Result<Vec<(Fact, Column)>> {
    let columns = fields.iter().map(|field| quoted(field.key)).collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT id, {columns} FROM account WHERE deleted IS NULL");
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut values = vec![vec![None; accounts.len()]; fields.len()];
    while let Some(row) = rows.next()? {
        let Some(place) = accounts.row(rows::id(row.get_ref(0)?)?) else { continue };
        for (at, (field, values)) in fields.iter().zip(&mut values).enumerate() {
            if let Some(slot) = values.get_mut(place) {
                *slot = cell::value(field, row.get_ref(at + 1)?)?;
            }
        }
    }
    let facts = fields.iter().map(|field| Fact::Stored(field));
    Ok(facts.zip(values).map(|(fact, values)| (fact, column(fact, &values))).collect())
}

/// What every account bought in the last complete fiscal year.
pub fn revenue(
    db: &Connection,
    accounts: &Accounts,
    last_year: i16,
) -> rusqlite::Result<Option<(Fact, Column)>> {
    let mut values = vec![None; accounts.len()];
    steps::bought(db, last_year, None, |id, amount| {
        let place = accounts.row(id).and_then(|row| values.get_mut(row));
        if let Some(slot) = place {
            *slot = Money::from_minor(amount).map(Value::Money);
        }
    })?;
    Ok(Fact::derived(What::RevenueLastYear).map(|fact| (fact, column(fact, &values))))
}

/// What is to be done next, for every account.
pub fn next_actions(
    db: &Connection,
    accounts: &Accounts,
) -> rusqlite::Result<Option<(Fact, Column)>> {
    let mut values = vec![None; accounts.len()];
    steps::next(db, None, |step| {
        let place = accounts.row(step.account).and_then(|row| values.get_mut(row));
        if let Some(slot) = place {
            *slot = Some(Value::Text(step.title));
        }
    })?;
    Ok(Fact::derived(What::NextAction).map(|fact| (fact, column(fact, &values))))
}

/// A column of values in the order of the rows.
pub fn column(fact: Fact, values: &[Option<Value>]) -> Column {
    let mut column = Column::new(fact.ty());
    for value in values {
        column.push(value.as_ref());
    }
    column
}

/// How many accounts there are at most, without counting them.
pub fn at_most(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT coalesce(max(rowid), 0) FROM account", [], |row| row.get(0))
}
