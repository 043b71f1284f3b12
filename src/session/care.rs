//! Keeping house: whether a book is whole, backups, and the way back.

use std::path::{Path, PathBuf};

use crate::domain::Moment;
use crate::store::{self, Fault, Opening, StoreError, backup, check, keep};

pub use crate::store::check::Finding;

use super::Session;

/// Everything that is wrong with the book in a file: empty when it is whole. The accounts are not
/// loaded, so that a book that cannot be shown can still be checked.
pub fn check(file: &Path, opening: &Opening, now: &Moment) -> Result<Vec<Finding>, StoreError> {
    let store = store::open::existing(file, opening, now)?;
    store.read(|db| check::all(db, now))
}

/// What SQLite itself finds wrong with a book that this process has open; for a worker thread
/// after the first frame.
pub fn check_file(
    file: &Path,
    opening: &Opening,
    now: &Moment,
) -> Result<Vec<Finding>, StoreError> {
    store::open::again(file, opening, now)?.read(check::file)
}

/// Puts a backup in the place of a book that no program has open, after checking its hash and its
/// contents. Gives where the present file was put aside, when there was one.
pub fn restore(book: &Path, from: &Path, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
    backup::restore(book, from, now)
}

impl Session {
    /// Writes a checked copy of the book, with a hash beside it, to this file, else into the folder
    /// `backups` beside the book. Gives the file.
    pub fn backup(&self, file: Option<&Path>, now: &Moment) -> Result<PathBuf, StoreError> {
        let target = match (file, self.store.file()) {
            (Some(file), _) => file.to_owned(),
            (None, Some(book)) => keep::named(book, now),
            (None, None) => {
                return Err(Fault::new("a book in memory has no place for backups").storage());
            }
        };
        backup::write(&self.store, &target, now)
    }
}
