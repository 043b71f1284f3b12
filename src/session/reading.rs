//! What a session reads for others without changing anything: records, the log, what the screen
//! remembers.

use std::collections::BTreeMap;

use crate::domain::Id;
use crate::domain::by_hand::ByHand;
use crate::domain::change::Origin;
use crate::domain::digest::Digests;
use crate::domain::given::Given;
use crate::domain::history;
use crate::domain::record::{Field, Record, Table};
use crate::domain::trail::Crossing;
use crate::store::{StoreError, by_hand, digests, given, history as log, remembered, rows, trail};

use super::Session;

impl Session {
    /// What the accounts say in these fields, for an import that may have nothing new to say.
    pub fn digests(&self, fields: &[&'static Field]) -> Result<Digests, StoreError> {
        self.store.read(|db| digests::of_import(db, fields))
    }

    /// Which of these fields people wrote last, and what the last import had brought.
    pub fn by_hand(
        &self,
        table: &'static Table,
        fields: &[&'static Field],
    ) -> Result<ByHand, StoreError> {
        self.store.read(|db| by_hand::of(db, table, fields))
    }

    /// Which lists gave the values of records in these fields, seen from one of them.
    pub fn given(
        &self,
        table: &'static Table,
        fields: &[&'static Field],
        list: Origin,
    ) -> Result<Given, StoreError> {
        self.store.read(|db| given::of(db, table, fields, list))
    }

    /// What living records of a kind keep besides their fields, as JSON text.
    pub fn extras(&self, table: &'static Table) -> Result<BTreeMap<Id, String>, StoreError> {
        Ok(self.store.read(|db| rows::extras(db, table))?.into_iter().collect())
    }

    /// Everything that is remembered under keys that begin so, by key.
    pub fn remembered_under(&self, beginning: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.store.read(|db| remembered::under(db, beginning))
    }

    /// One living record.
    pub fn record(
        &self,
        kind: &'static Table,
        id: Id,
    ) -> Result<Option<Box<dyn Record>>, StoreError> {
        self.store.read(|db| rows::living(db, kind, id))
    }

    /// All living records of a kind, those of one owner (account or plan) when it is given, in
    /// their lists' order.
    pub fn records(
        &self,
        kind: &'static Table,
        owner: Option<Id>,
    ) -> Result<Vec<Box<dyn Record>>, StoreError> {
        self.store.read(|db| rows::all(db, kind, owner))
    }

    /// The change log, newest first; of one account (its record and those it owns) when given.
    pub fn history(
        &self,
        account: Option<Id>,
        most: usize,
    ) -> Result<Vec<history::Entry>, StoreError> {
        self.store.read(|db| match account {
            None => log::all(db, most),
            Some(id) => log::of(db, id, most),
        })
    }

    /// The crossings from one segment into another, newest first, with id and name of the
    /// account: of all living accounts, or of the one given.
    pub fn crossings(
        &self,
        account: Option<Id>,
        most: usize,
    ) -> Result<Vec<(Id, String, Crossing)>, StoreError> {
        let accounts = &self.book.accounts;
        let mut found = Vec::new();
        let mut add = |row: usize, trail: &crate::domain::trail::Trail| {
            let Some(id) = accounts.id(row) else { return };
            let crossings = trail.crossings().into_iter();
            found.extend(crossings.map(|c| (id, accounts.name(row).to_owned(), c)));
        };
        if let Some(id) = account {
            let trail = self.store.read(|db| trail::of(db, id))?;
            if let Some(row) = accounts.row(id) {
                add(row, &trail);
            }
        } else {
            let row_of = |id| accounts.row(id).and_then(|row| u32::try_from(row).ok());
            let movers = self.store.read(|db| trail::all(db, trail::Causes::Named, row_of))?;
            let rows = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
            movers.each(rows, |row, trail| add(row as usize, &trail));
        }
        found.reverse();
        found.sort_by_key(|(_, _, crossing)| std::cmp::Reverse(crossing.on));
        found.truncate(most);
        Ok(found)
    }

    /// What the screen remembers between starts (view, drafts), by key. Never in the change log.
    pub fn remembered(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.read(|db| remembered::get(db, key))
    }

    /// Remembers something for the screen; `None` forgets it. A book that takes no changes
    /// remembers nothing either, which is no error: its user was told.
    pub fn remember(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.remember_after(key, |_| value.map(ToOwned::to_owned))
    }

    /// The same where what is to be remembered follows from what is: no other window can remember
    /// anything in between.
    pub fn remember_after(
        &mut self,
        key: &str,
        follows: impl FnOnce(Option<&str>) -> Option<String>,
    ) -> Result<(), StoreError> {
        if self.store.sealed().is_some() {
            return Ok(());
        }
        let name = self.store.name().to_owned();
        let transaction = self.store.begin()?;
        let steps = || {
            let value = follows(remembered::get(&transaction, key)?.as_deref());
            remembered::put(&transaction, key, value.as_deref())?;
            transaction.commit()
        };
        steps().map_err(|error| StoreError::of_sql(&error, &name))
    }
}
