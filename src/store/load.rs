//! A book read into memory: whole, by columns, or everything of one account.

use rusqlite::Connection;

use crate::domain::accounts::Accounts;
use crate::domain::book::Details;
use crate::domain::column::Column;
use crate::domain::facts::{Fact, What};
use crate::domain::fiscal;
use crate::domain::kinds::{Action, Setting};
use crate::domain::record::{Field, Kind};
use crate::domain::settings::Settings;
use crate::domain::value::Value;
use crate::domain::{Book, Id, Moment};

use super::trail::Causes;
use super::{Store, StoreError, columns, details, log, rows, trail};

/// The book with its hot columns and those of the facts asked for, and the number of the latest
/// change that it shows.
pub fn book(db: &Connection, facts: &[Fact], now: &Moment) -> rusqlite::Result<(Book, i64)> {
    let scanned = columns::hot_part(db, columns::ALL, columns::at_most(db)?)?;
    assembled(db, scanned, facts, now)
}

/// The same, read by two connections at once.
pub fn book_by_two(
    one: &Store,
    two: Store,
    facts: &[Fact],
    now: &Moment,
) -> Result<(Book, i64), StoreError> {
    one.read(|db| {
        let most = columns::at_most(db)?;
        let middle = most / 2;
        // The upper half comes after the lower one in the end.
        let (lower, upper) = (i64::MIN..=middle, middle + 1..=i64::MAX);
        let again = upper.clone();
        let (lower, upper) = std::thread::scope(|threads| {
            let upper = threads.spawn(move || {
                two.read(|db| Ok((log::latest(db)?, columns::hot_part(db, upper, most - middle)?)))
            });
            (columns::hot_part(db, lower, most), upper.join())
        });
        let mut scanned = lower?;
        match upper {
            Ok(Ok((latest, part))) if latest == log::latest(db)? => scanned.append(&part),
            // Something was written in between: one after the other, then.
            _ => scanned.append(&columns::hot_part(db, again, most - middle)?),
        }
        assembled(db, scanned, facts, now)
    })
}

fn assembled(
    db: &Connection,
    scanned: columns::Scanned,
    facts: &[Fact],
    now: &Moment,
) -> rusqlite::Result<(Book, i64)> {
    let latest = log::latest(db)?;
    let settings = settings(db)?;
    let accounts = columns::hot(db, scanned, last_year(&settings, now))?;
    let mut book = Book { accounts, settings, ..Book::default() };
    put_columns(db, &mut book, facts, now)?;
    Ok((book, latest))
}

/// Everything of one account; `None` when it is not in the book.
pub fn everything_of(db: &Connection, id: Id) -> rusqlite::Result<Option<Details>> {
    let Some(account) = details::account(db, id)? else { return Ok(None) };
    let (records, trail) = (details::owned(db, id)?, trail::of(db, id)?);
    Ok(Some(Details { account, records, trail }))
}

/// The settings of a book.
pub fn settings(db: &Connection) -> rusqlite::Result<Settings> {
    let records = rows::all(db, Setting::TABLE, None)?;
    Ok(Settings::of(records.iter().filter_map(|record| record.of::<Setting>())))
}

/// The last complete fiscal year.
pub fn last_year(settings: &Settings, now: &Moment) -> i16 {
    fiscal::year_of(now.date(), settings.fiscal_start()) - 1
}

/// Reads columns into a book; facts that follow from others have none.
pub fn put_columns(
    db: &Connection,
    book: &mut Book,
    facts: &[Fact],
    now: &Moment,
) -> rusqlite::Result<()> {
    let year = last_year(&book.settings, now);
    let mut fields: Vec<&'static Field> = Vec::new();
    let mut found: Vec<(Fact, Column)> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Stored(field) => fields.push(field),
            Fact::Derived(derived) => {
                found.extend(match derived.what {
                    What::RevenueLastYear => columns::revenue(db, &book.accounts, year)?,
                    What::NextAction => columns::next_actions(db, &book.accounts)?,
                    What::DaysInSegment => Some((*fact, days(db, &book.accounts, now, *fact)?)),
                    _ => None,
                });
            }
        }
    }
    if !fields.is_empty() {
        found.extend(columns::fields(db, &book.accounts, &fields)?);
    }
    for (fact, column) in found {
        book.accounts.put_column(fact, column);
    }
    Ok(())
}

fn days(
    db: &Connection,
    accounts: &Accounts,
    now: &Moment,
    fact: Fact,
) -> rusqlite::Result<Column> {
    let rows = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
    let row_of = |id| accounts.row(id).and_then(|row| u32::try_from(row).ok());
    let movers = trail::all(db, Causes::Dated, row_of)?;
    let mut column = Column::new(fact.ty());
    movers.each(rows, |_, trail| {
        column.push(trail.days_in_segment(now.date()).map(Value::Int).as_ref());
    });
    Ok(column)
}

/// The open actions of the book, or of one account.
pub fn open_actions(db: &Connection, account: Option<Id>) -> rusqlite::Result<Vec<Action>> {
    let records = rows::all(db, Action::TABLE, account)?;
    let actions = records.iter().filter_map(|record| record.of::<Action>());
    Ok(actions.filter(|action| action.is_open()).cloned().collect())
}
