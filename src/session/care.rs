//! Keeping house: whether a book is whole, backups, and the way back.

use std::path::{Path, PathBuf};

use crate::domain::Moment;
use crate::store::{self, Fault, Opening, StoreError, backup, check, keep};

pub use crate::store::check::Finding;

use super::{Backups, Session};

/// Everything that is wrong with the book in a file: empty when it is whole. The accounts are not
/// loaded, so that a book that cannot be shown can still be checked.
pub fn check(file: &Path, opening: &Opening, now: &Moment) -> Result<Vec<Finding>, StoreError> {
    let store = store::open::existing(file, opening, now)?;
    store.read(|db| check::all(db, now))
}

/// Looks after a book that this process has open, on a worker thread after the first frame: whether
/// its file is whole, the backup of the day, and what a killed program left half-written. Gives what
/// the user should know.
pub fn tend(file: &Path, opening: &Opening, now: &Moment) -> Vec<String> {
    let tended = store::open::again(file, opening, now).and_then(|store| {
        store.reads_once();
        if let Some(what) = store.read(check::at_first_sight)? {
            let said = format!("the book is damaged ({what}): `quadbook check` says more, `quadbook restore FILE` brings a backup back");
            return Ok(Some(said));
        }
        if store.sealed().is_some() {
            return Ok(None);
        }
        keep::tidy(file, now);
        let made = keep::daily(&store, now);
        Ok(made.err().map(|why| format!("the backup of today was not made: {why}")))
    });
    tended.unwrap_or_else(|why| Some(why.to_string())).into_iter().collect()
}

/// Puts a backup in the place of a book that no program has open, after checking its hash and its
/// contents. Gives where the present file was put aside, when there was one.
pub fn restore(book: &Path, from: &Path, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
    backup::restore(book, from, now)
}

/// The largest book, in bytes, of which a command makes the backup of the day before it goes on;
/// more would be felt. The screen makes it beside the work, of every book.
const AT_ONCE: u64 = 32 << 20;

impl Session {
    /// Makes the backup of the day before the first change of a day. A change is not refused for
    /// want of a backup.
    pub(super) fn back_up_first(&mut self, now: &Moment) {
        if self.backups == Backups::Elsewhere {
            return;
        }
        self.backups = Backups::Elsewhere;
        let size = self.store.file().and_then(|file| file.metadata().ok());
        if size.is_some_and(|about| about.len() <= AT_ONCE) {
            let _ = keep::daily(&self.store, now);
        }
    }

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
