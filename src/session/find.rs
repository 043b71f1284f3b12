//! Which account a text names.

use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind};
use crate::domain::{Change, Edit, Id};
use crate::store::find;

use super::{FindError, Session, StoreError};

/// The least characters by which the beginning of an id names an account.
const LEAST: usize = 4;
/// The most candidates that are named.
const MOST: usize = 20;
/// What says which account of a CRM one is.
const IDENTITY: [&Field; 2] = [field::external_id, field::external_source];

impl Session {
    /// The account that a text names: an id, an external id, a name that is unique (in any case),
    /// or an id's beginning (at least 4 characters). Among equal names, the one that is not
    /// archived is meant when there is only one such.
    pub fn find_account(&self, text: &str) -> Result<Id, FindError> {
        let text = text.trim();
        let accounts = &self.book.accounts;
        if let Some(id) = text.parse().ok().filter(|id| accounts.row(*id).is_some()) {
            return Ok(id);
        }
        let mut rows = self.with_external_id(text)?;
        if rows.is_empty() {
            rows = self.named(text);
        }
        if rows.is_empty() {
            rows = self.with_beginning(text);
        }
        if rows.len() > 1 {
            let current: Vec<usize> =
                rows.iter().copied().filter(|row| !self.book.is_archived(*row)).collect();
            if current.len() == 1 {
                rows = current;
            }
        }
        match rows.as_slice() {
            [] => Err(FindError::Nothing(text.to_owned())),
            [row] => accounts.id(*row).ok_or_else(|| FindError::Nothing(text.to_owned())),
            several => Err(FindError::Several {
                text: text.to_owned(),
                candidates: self.candidates(several)?,
            }),
        }
    }

    /// The other accounts, with their names, that have the external id which this change gave to
    /// one: duplicates are allowed, but seldom meant, and a list to mend (TEAM.md 6).
    pub fn doubles_after(&self, change: &Change) -> Result<Vec<(Id, String)>, StoreError> {
        let given = |edit: &Edit| match edit {
            Edit::Create(record) if record.get(field::external_id).is_none() => None,
            Edit::Create(record) => Some((record.table(), record.id())),
            Edit::Set(edit) if IDENTITY.contains(&edit.field) => Some((edit.kind, edit.record)),
            Edit::Set(_) | Edit::Remove(_) => None,
        };
        let given = change.edits.iter().filter_map(given);
        let mut given: Vec<Id> = given
            .filter(|(table, _)| *table == Account::TABLE)
            .map(|(_, id)| id)
            .take(MOST)
            .collect();
        given.dedup();
        let mut found = Vec::new();
        for id in given {
            found.extend(self.store.read(|db| find::doubles_of(db, id))?);
        }
        let accounts = &self.book.accounts;
        let name = |id: &Id| accounts.row(*id).map(|row| accounts.name(row).to_owned());
        Ok(found.into_iter().filter_map(|id| Some((id, name(&id)?))).collect())
    }

    fn with_external_id(&self, text: &str) -> Result<Vec<usize>, FindError> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let ids = self.store.read(|db| find::with_external_id(db, text))?;
        Ok(ids.into_iter().filter_map(|id| self.book.accounts.row(id)).collect())
    }

    fn named(&self, text: &str) -> Vec<usize> {
        let wanted = text.to_lowercase();
        let accounts = &self.book.accounts;
        let same = |row: &usize| {
            let name = accounts.name(*row).trim();
            // Lower case may be longer or shorter, but never by more than a factor of three.
            name.len() <= wanted.len() * 3
                && wanted.len() <= name.len() * 3
                && name.to_lowercase() == wanted
        };
        (0..accounts.len()).filter(same).collect()
    }

    fn with_beginning(&self, text: &str) -> Vec<usize> {
        let wanted = text.to_ascii_lowercase();
        if wanted.len() < LEAST || !wanted.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
            return Vec::new();
        }
        let ids = self.book.accounts.ids();
        // Ids are in the order of their texts.
        let first = ids.partition_point(|id| id.to_string() < wanted);
        let begins = |id: &Id| id.to_string().starts_with(&wanted);
        let count = ids.iter().skip(first).take_while(|id| begins(id)).count();
        (first..first + count).collect()
    }

    fn candidates(&self, rows: &[usize]) -> Result<Vec<(Id, String)>, FindError> {
        let accounts = &self.book.accounts;
        let mut found = Vec::new();
        for row in rows.iter().take(MOST) {
            let Some(id) = accounts.id(*row) else { continue };
            let city = self.store.read(|db| find::city(db, id))?;
            let name = accounts.name(*row);
            found
                .push((id, city.map_or_else(|| name.to_owned(), |city| format!("{name}, {city}"))));
        }
        Ok(found)
    }
}
