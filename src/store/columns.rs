//! The columns of all accounts, read from the file: the hot ones with a book, the others when
//! they are asked for.

use std::ops::RangeInclusive;

use rusqlite::Connection;

use crate::domain::Id;
use crate::domain::accounts::{Accounts, HOT};
use crate::domain::amount::Money;
use crate::domain::column::Column;
use crate::domain::facts::{Fact, What};
use crate::domain::kinds::account::field;
use crate::domain::record::Field;
use crate::domain::value::Value;

use super::rows::quoted;
use super::{cell, rows, steps};

/// Every row of a table.
pub const ALL: RangeInclusive<i64> = i64::MIN..=i64::MAX;

/// Accounts as they lie in the file, with the columns that are always in memory and their worth.
#[derive(Debug)]
pub struct Scanned {
    ids: Vec<Id>,
    columns: Vec<Column>,
}

impl Scanned {
    /// Adds those of another part of the file.
    pub fn append(&mut self, other: &Self) {
        self.ids.extend(&other.ids);
        for (column, more) in self.columns.iter_mut().zip(&other.columns) {
            column.append(more);
        }
    }
}

/// More rows than this find their room while they are read: a file may claim any number of them.
const MOST_ROOM: i64 = 1 << 21;

/// Reads the part of the living accounts whose rows lie within these bounds, into room for so many.
pub fn hot_part(
    db: &Connection,
    rows: RangeInclusive<i64>,
    room: i64,
) -> rusqlite::Result<Scanned> {
    let fields = HOT.iter().copied().chain([field::yearly_value]).collect::<Vec<_>>();
    let (ids, columns) = scan(db, &fields, rows, room)?;
    Ok(Scanned { ids, columns })
}

/// Every living account with the columns that are always in memory.
pub fn hot(db: &Connection, mut scanned: Scanned, last_year: i16) -> rusqlite::Result<Accounts> {
    let worth = scanned.columns.pop().map(|column| amounts(&column)).unwrap_or_default();
    let mut accounts = Accounts::of(scanned.ids, scanned.columns, worth);
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

fn amounts(column: &Column) -> Vec<i64> {
    let amount = |row| match column.get(row) {
        Some(Value::Money(money)) => money.minor(),
        _ => i64::MIN,
    };
    (0..column.len()).map(amount).collect()
}

/// The ids of all living accounts as they lie in the file, with the columns of these fields.
fn scan(
    db: &Connection,
    fields: &[&'static Field],
    part: RangeInclusive<i64>,
    room: i64,
) -> rusqlite::Result<(Vec<Id>, Vec<Column>)> {
    let names = fields.iter().map(|field| quoted(field.column())).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT id, {names} FROM account WHERE deleted IS NULL AND rowid BETWEEN ?1 AND ?2"
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([part.start(), part.end()])?;
    let room = usize::try_from(room.min(MOST_ROOM)).unwrap_or(0);
    let mut ids = Vec::with_capacity(room);
    let mut columns: Vec<Column> =
        fields.iter().map(|field| Column::with_room(field.ty, room)).collect();
    while let Some(row) = rows.next()? {
        ids.push(rows::id(row.get_ref(0)?)?);
        for (at, (field, column)) in fields.iter().zip(&mut columns).enumerate() {
            cell::push(column, field, row.get_ref(at + 1)?)?;
        }
    }
    Ok((ids, columns))
}

/// The columns of stored fields, for the accounts in memory.
pub fn fields(
    db: &Connection,
    accounts: &Accounts,
    fields: &[&'static Field],
) -> rusqlite::Result<Vec<(Fact, Column)>> {
    let (ids, columns) = scan(db, fields, ALL, at_most(db)?)?;
    let mut order: Vec<u32> = (0..).zip(&ids).map(|(at, _)| at).collect();
    order.sort_unstable_by_key(|at| ids.get(*at as usize));
    let in_order = order.iter().map(|at| ids.get(*at as usize));
    let same = ids.len() == accounts.len() && in_order.eq(accounts.ids().iter().map(Some));
    let fitted = |mut column: Column| {
        if same {
            column.reorder(&order);
            return column;
        }
        // Another program has added or removed accounts that memory does not show yet.
        fitted(&column, &ids, accounts)
    };
    let facts = fields.iter().map(|field| Fact::Stored(field));
    Ok(facts.zip(columns.into_iter().map(fitted)).collect())
}

/// A column for the accounts in memory from one for others.
fn fitted(column: &Column, ids: &[Id], accounts: &Accounts) -> Column {
    let mut found = Column::new(column.ty());
    let places: std::collections::HashMap<Id, usize> =
        ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    for id in accounts.ids() {
        let value = places.get(id).and_then(|at| column.get(*at));
        found.push(value.as_ref());
    }
    found
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
