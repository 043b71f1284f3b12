//! Many records written as one change, row by row, without holding them: what an import needs.
//! Nothing is there until [`Bulk::finish`]; dropping it before leaves nothing behind.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::limits::Limit;
use rusqlite::types::Null;

use crate::domain::change::{Edit, FieldEdit, Origin};
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind, Record, build};
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

use super::batch::{Batch, Piece};
use super::log::{self, Note, Writing};
use super::rows;
use super::write::{self, Care, Stop};
use super::{Store, StoreError, check, connect, keep, load};

pub use super::batch::Layout;

/// From this many records on, it is worth preparing for them.
const WORTH_IT: usize = 5_000;

/// The index by which accounts are found.
const ACCOUNT_INDEX: &str = "account_id";

/// A change of many records that is being written.
#[derive(Debug)]
pub struct Bulk<'a> {
    store: &'a mut Store,
    writing: Writing,
    /// Indexes to be made when everything is in.
    later: Vec<String>,
    /// A layout of all fields for each kind that came as records.
    wholes: BTreeMap<&'static str, Arc<Layout>>,
    /// For records that come one by one.
    single: Batch,
    parents: bool,
    checks: Checks,
    ended: bool,
}

/// Who sees to it that the values of a row fit their fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Checks {
    /// The table.
    Here,
    /// They were looked at when they were put into a batch, on another thread: to let the table do
    /// it once more would take half of the time in which it takes a row.
    Before,
}

impl<'a> Bulk<'a> {
    /// Begins a change. `expected` records or so will come.
    pub fn begin(
        store: &'a mut Store,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Self, StoreError> {
        store.takes_changes()?;
        let of_a_file = matches!(origin, Origin::Import | Origin::List(_) | Origin::Own);
        if of_a_file && store.read(is_in_use)? {
            keep::automatic(store, now)?;
        }
        if expected > WORTH_IT {
            store.write_once();
        }
        let begun = (|| {
            let db = &store.connection;
            db.execute_batch("BEGIN IMMEDIATE")?;
            let name = load::settings(db)?.text("my_name");
            let actor = if name.is_empty() { store.login() } else { &name };
            let writing = log::begin(db, &Note::done(label, origin, actor, store.site()), now)?;
            Ok((writing, set_aside(db, expected)?))
        })();
        match begun {
            Ok((writing, later)) => Ok(Self {
                store,
                writing,
                later,
                wholes: BTreeMap::new(),
                single: Batch::default(),
                parents: false,
                checks: Checks::Here,
                ended: false,
            }),
            Err(error) => {
                let _ = store.connection.execute_batch("ROLLBACK");
                store.write_as_ever();
                Err(store.fault(&error))
            }
        }
    }

    /// How many edits it has so far.
    pub fn edits(&self) -> i64 {
        self.writing.edits()
    }

    /// The name of the file, for messages.
    pub fn name(&self) -> &str {
        self.store.name()
    }

    /// Makes a record from the values of a layout's fields. A record that was removed comes back.
    pub fn create(
        &mut self,
        layout: &Layout,
        id: Id,
        values: &[Option<Value>],
    ) -> Result<(), Stop> {
        let table = layout.table;
        if table != Account::TABLE {
            self.make_findable()?;
            let db = &self.store.connection;
            let given = layout.fields.iter().copied().zip(values.iter().cloned());
            let record = build(table, id, given)
                .map_err(|(field, why)| write::refused(table, field, &why))?;
            write::right(db, record.as_ref(), Care::Dangling)?;
        }
        let mut batch = std::mem::take(&mut self.single);
        batch.clear();
        batch.push_in_order(layout, id, values);
        let made = self.create_all(layout, &batch);
        self.single = batch;
        made
    }

    /// Makes the accounts of a batch, as [`Bulk::create`] makes one.
    pub fn create_all(&mut self, layout: &Layout, batch: &Batch) -> Result<(), Stop> {
        let table = layout.table;
        if let Some((field, why)) = batch.unfit() {
            return Err(write::refused(table, field, why));
        }
        self.check(Checks::Before)?;
        self.parents |= batch.has_parents();
        let waits = table == Account::TABLE && self.waits(ACCOUNT_INDEX).is_some();
        let db = &self.store.connection;
        let mut insert = db.prepare_cached(if waits { &layout.insert } else { &layout.revive })?;
        insert.raw_bind_parameter(2, &self.writing.stamp.at)?;
        insert.raw_bind_parameter(3, &self.writing.stamp.by)?;
        for at in 0..batch.len() {
            let (id, cells) = batch.row(at);
            insert.raw_bind_parameter(1, id)?;
            for (place, cell) in (4..).zip(cells) {
                match cell {
                    Piece::Null => insert.raw_bind_parameter(place, Null)?,
                    Piece::Number(n) => insert.raw_bind_parameter(place, n)?,
                    Piece::Text(text) => insert.raw_bind_parameter(place, text)?,
                }
            }
            if insert.raw_execute()? == 0 {
                return Err(Stop::Refused(format!("the {} {id} is there already", table.key)));
            }
        }
        let logged = (0..batch.len()).map(|at| (batch.id(at), batch.logged(at)));
        Ok(self.writing.made(db, table, logged)?)
    }

    /// Makes a record of any kind, with whatever else it brings.
    pub fn create_record(&mut self, record: &dyn Record) -> Result<(), Stop> {
        let (table, base) = (record.table(), record.base());
        if base.position.is_none() && base.extra.is_empty() {
            let fields: Vec<&'static Field> = table.fields.iter().collect();
            let whole = || Arc::new(Layout::new(table, &fields));
            let whole = self.wholes.entry(table.key).or_insert_with(whole).clone();
            let values: Vec<_> = whole.fields.iter().map(|field| record.get(field)).collect();
            return self.create(&whole, record.id(), &values);
        }
        self.parents |= table == Account::TABLE && record.get(field::parent).is_some();
        self.edit(&Edit::Create(record.copied()))
    }

    /// Sets one field of a record.
    pub fn set(&mut self, edit: &FieldEdit) -> Result<(), Stop> {
        self.edit(&Edit::Set(edit.clone()))
    }

    fn waits(&self, index: &str) -> Option<usize> {
        self.later.iter().position(|sql| sql.contains(index))
    }

    /// Makes the index by which accounts are found, if it waits: what comes next looks for them.
    fn make_findable(&mut self) -> rusqlite::Result<()> {
        match self.waits(ACCOUNT_INDEX).map(|at| self.later.remove(at)) {
            Some(sql) => self.store.connection.execute_batch(&sql),
            None => Ok(()),
        }
    }

    fn check(&mut self, checks: Checks) -> rusqlite::Result<()> {
        if self.checks != checks {
            let ignore = if checks == Checks::Before { "ON" } else { "OFF" };
            let sql = format!("PRAGMA ignore_check_constraints = {ignore}");
            self.store.connection.execute_batch(&sql)?;
            self.checks = checks;
        }
        Ok(())
    }

    fn edit(&mut self, edit: &Edit) -> Result<(), Stop> {
        self.make_findable()?;
        self.check(Checks::Here)?;
        let db = &self.store.connection;
        write::apply(db, edit, &self.writing.stamp, Care::Dangling)?;
        Ok(self.writing.add(db, edit)?)
    }

    /// Keeps the change; `None` when it has no edits. Only now anything is there.
    pub fn finish(mut self) -> Result<Option<Id>, Stop> {
        if self.writing.edits() == 0 {
            return Ok(None);
        }
        self.check(Checks::Here)?;
        let db = &self.store.connection;
        make_indexes(db, &self.later)?;
        if self.parents {
            no_circles(db)?;
        }
        self.writing.finish(db)?;
        db.execute_batch("COMMIT")?;
        self.ended = true;
        Ok(Some(self.writing.id))
    }
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // A connection that cannot even roll back does so when it is closed.
            let _ = self.store.connection.execute_batch("ROLLBACK");
            let _ = self.check(Checks::Here);
        }
        self.store.write_as_ever();
    }
}

/// Whether a book holds anything that would be a loss.
fn is_in_use(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare("SELECT 1 FROM account")?.exists([])
}

/// Takes away indexes that are quicker to make at the end; gives what makes them.
fn set_aside(db: &Connection, expected: usize) -> rusqlite::Result<Vec<String>> {
    let edits: i64 =
        db.query_row("SELECT coalesce(sum(edits), 0) FROM change", [], |row| row.get(0))?;
    let accounts: i64 =
        db.query_row("SELECT EXISTS (SELECT 1 FROM account)", [], |row| row.get(0))?;
    let mut later = Vec::new();
    if expected > WORTH_IT && i64::try_from(expected).is_ok_and(|expected| expected > edits) {
        later.push("edit_record");
        if accounts == 0 {
            later.push(ACCOUNT_INDEX);
        }
    }
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1";
    let mut makes = Vec::new();
    for name in later {
        makes.push(db.query_row(sql, [name], |row| row.get(0))?);
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(makes)
}

/// Makes indexes, with a second thread for the sorting.
fn make_indexes(db: &Connection, later: &[String]) -> rusqlite::Result<()> {
    if later.is_empty() {
        return Ok(());
    }
    let most = db.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 1)?;
    // What is sorted at once takes as much memory as the cache of pages.
    db.execute_batch("PRAGMA threads = 1; PRAGMA cache_size = -3000")?;
    let made = later.iter().try_for_each(|sql| db.execute_batch(sql));
    db.execute_batch(&format!("PRAGMA threads = 0; PRAGMA cache_size = {}", connect::CACHE))?;
    db.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, most)?;
    made
}

/// Whether no account is among its own parents.
fn no_circles(db: &Connection) -> Result<(), Stop> {
    let sql = "SELECT id, parent FROM account WHERE parent IS NOT NULL AND deleted IS NULL";
    let mut statement = db.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut parents = BTreeMap::new();
    while let Some(row) = found.next()? {
        parents.insert(rows::id(row.get_ref(0)?)?, rows::id(row.get_ref(1)?)?);
    }
    match check::in_circles(&parents).first() {
        None => Ok(()),
        Some(id) => Err(write::circle(db, *id)?),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::open::{Opening, open};
    use super::*;

    #[test]
    fn a_change_of_many_that_cannot_begin_leaves_the_file_written_as_ever() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::noon(date(2026, 11, 22));
        let mut store = open(&folder.path().join("book.db"), &Opening::default(), &now).unwrap();
        let mode = |store: &Store| -> String {
            store.connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(mode(&store), "wal");
        store.connection.execute_batch("PRAGMA query_only = ON").unwrap();
        Bulk::begin(&mut store, "import", Origin::Import, WORTH_IT + 1, &now).unwrap_err();
        assert_eq!(mode(&store), "wal");
    }
}
