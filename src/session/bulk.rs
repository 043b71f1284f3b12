//! Many records written as one change: what an import needs. Progress and cancelling are its
//! caller's, between two records: dropping a [`Bulk`] leaves nothing behind. Afterwards
//! [`Session::refresh`] sees the change.

use crate::domain::change::{FieldEdit, Origin};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::domain::{Book, Id, Moment};
use crate::store::{Store, StoreError, bulk};

pub use crate::store::batch::{Batch, Layout};

use super::{CommitError, Session};

/// A change of many records that is being written, by one connection, in one transaction.
#[derive(Debug)]
pub struct Bulk<'a>(bulk::Bulk<'a>);

impl Bulk<'_> {
    /// How many edits it has so far.
    pub fn edits(&self) -> u64 {
        u64::try_from(self.0.edits()).unwrap_or(0)
    }

    /// Makes a record from the values of a layout's fields, in their order. A record that was
    /// removed comes back; one that is there is refused. Values are taken as [`Type::parse`] gave
    /// them. Fields that must be known and are choices get their first answer.
    ///
    /// [`Type::parse`]: crate::domain::value::Type::parse
    pub fn create(
        &mut self,
        layout: &Layout,
        id: Id,
        values: &[Option<Value>],
    ) -> Result<(), CommitError> {
        self.0.create(layout, id, values).map_err(|stop| CommitError::of(stop, self.0.name()))
    }

    /// Makes the accounts of a batch, as [`Bulk::create`] makes one.
    pub fn create_all(&mut self, layout: &Layout, batch: &Batch) -> Result<(), CommitError> {
        self.0.create_all(layout, batch).map_err(|stop| CommitError::of(stop, self.0.name()))
    }

    /// Makes a record of any kind, with whatever else it brings.
    pub fn create_record(&mut self, record: &dyn Record) -> Result<(), CommitError> {
        self.0.create_record(record).map_err(|stop| CommitError::of(stop, self.0.name()))
    }

    /// Sets one field of a record; refused when it does not hold `before` any more.
    pub fn set(&mut self, edit: &FieldEdit) -> Result<(), CommitError> {
        self.0.set(edit).map_err(|stop| CommitError::of(stop, self.0.name()))
    }

    /// Keeps the change; `None` when it has no edits. Only now anything is there.
    pub fn finish(self) -> Result<Option<Id>, CommitError> {
        let name = self.0.name().to_owned();
        self.0.finish().map_err(|stop| CommitError::of(stop, &name))
    }
}

/// What begins a change of many records on a session's own connection, while its book is read.
#[derive(Debug)]
pub struct Lender<'a>(&'a mut Store);

impl<'a> Lender<'a> {
    /// Begins the change, as [`Session::bulk`].
    pub fn bulk(
        self,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Bulk<'a>, StoreError> {
        bulk::Bulk::begin(self.0, label, origin, expected, now).map(Bulk)
    }
}

impl Session {
    /// The book as it is in memory, and beside it the way to write to the file. Without a second
    /// connection, much is written in half the time.
    pub fn lend(&mut self) -> (&Book, Lender<'_>) {
        (&self.book, Lender(&mut self.store))
    }

    /// Begins a change of many records on this session's own connection, for a command or a book
    /// in memory. Call [`Session::refresh`] when it is finished.
    pub fn bulk(
        &mut self,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Bulk<'_>, StoreError> {
        bulk::Bulk::begin(&mut self.store, label, origin, expected, now).map(Bulk)
    }
}
