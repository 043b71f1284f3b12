//! The book's file: SQLite lives here and nowhere else. Begin with [`open`] (how a file becomes a
//! [`Store`]), [`rows`] (records as rows), [`mod@write`] (edits, each checked against what is stored)
//! and [`log`] (the change log). It must never decide what a change means, and never hold
//! anything in memory that a row does not say.

pub mod backup;
pub mod batch;
pub mod bulk;
pub mod by_hand;
pub mod cell;
pub mod check;
pub mod clock;
pub mod columns;
pub mod connect;
pub mod details;
pub mod digests;
pub mod fault;
pub mod find;
pub mod given;
pub mod header;
pub mod history;
pub mod keep;
pub mod load;
pub mod log;
pub mod make;
pub mod migrate;
pub mod open;
pub mod place;
pub mod remembered;
pub mod rows;
pub mod single;
pub mod site;
pub mod steps;
pub mod sweep;
pub mod touched;
pub mod trail;
pub mod undo;
pub mod unlocked;
pub mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::mishap::reason;

pub use fault::{Fault, StoreError};
pub use open::{Access, Network, Opening};
use place::Mode;
pub use rusqlite::Connection as Db;
use unlocked::Look;

/// The book's file, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    name: String,
    /// How changes reach the disk; `None` in memory.
    mode: Option<Mode>,
    /// Why no change can be kept, where none can.
    sealed: Option<Fault>,
    /// What the files looked like, where they are read without locks.
    unlocked: Option<Look>,
    file: Option<PathBuf>,
    node: Option<u64>,
    site: String,
    login: String,
    notices: Vec<String>,
}

impl Store {
    /// The file; `None` for a book in memory.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// What the user should know about where the file lies, if anything.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Why no change can be kept, where none can: the book was opened to read.
    pub fn sealed(&self) -> Option<&Fault> {
        self.sealed.as_ref()
    }

    /// Whether changes can be kept: refuses with the reason where they cannot.
    pub fn takes_changes(&self) -> Result<(), StoreError> {
        match &self.sealed {
            Some(why) => Err(why.clone().storage()),
            None => self.still_there(),
        }
    }

    /// The name of the file, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of this installation in the change log.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// The user's name at this machine, who stands in the log while no setting names them.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// Reads, with errors that name the file. All reads of one call see one state of the book;
    /// where no lock holds that state, nothing is believed that another program wrote into.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let steps = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let found = read(&snapshot)?;
            snapshot.finish()?;
            Ok(found)
        };
        let found = steps();
        let same = |look: &Look| self.file.as_ref().is_none_or(|file| look.same_book(file));
        if self.unlocked.as_ref().is_none_or(same) {
            return found.map_err(|error| self.fault(&error));
        }
        let said = format!("{} was changed by another program while it was read", self.name);
        Err(Fault::new(said).hint("try again in a moment").busy())
    }

    /// From now on keeps little of what it reads: for one that reads much, once.
    pub fn reads_once(&self) {
        // A comfort for the machine, no more.
        let _ = self.connection.execute_batch("PRAGMA cache_size = -1000");
    }

    /// Whether a book that is read without locks must be opened once more: another program has
    /// written it or has it open.
    pub fn is_outdated(&self) -> bool {
        let (Some(look), Some(file)) = (&self.unlocked, &self.file) else { return false };
        *look != Look::at(file)
    }

    /// A transaction that may write; it waits for other programs at its beginning.
    pub fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        if let Some(why) = &self.sealed {
            return Err(why.clone().storage());
        }
        let name = &self.name;
        let begun = Transaction::new(&mut self.connection, TransactionBehavior::Immediate);
        begun.map_err(|error| StoreError::of_sql(&error, name))
    }

    /// What an error of SQLite means for this file.
    pub fn fault(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::of_sql(error, &self.name)
    }

    /// Writes what comes next straight into the file, where it would otherwise be written twice.
    /// While another connection is open, nothing changes.
    fn write_once(&self) {
        if self.mode == Some(Mode::Wal) {
            let _ = self.connection.busy_timeout(Duration::ZERO);
            self.set_mode(Mode::Truncate);
            let _ = self.connection.busy_timeout(connect::PATIENCE);
        }
    }

    /// Back to how changes of this file reach the disk.
    fn write_as_ever(&self) {
        if let Some(mode) = self.mode {
            self.set_mode(mode);
        }
    }

    /// Both modes are safe: when one cannot be had, the other stays.
    fn set_mode(&self, mode: Mode) {
        let sql = format!("PRAGMA journal_mode = {}", mode.key());
        let _ = self.connection.query_row(&sql, [], |_| Ok(()));
    }

    /// Lets the file grow no more, as a full disk would.
    #[cfg(test)]
    pub(crate) fn fill_up(&self) {
        let pages = "SELECT page_count FROM pragma_page_count";
        let count: i64 = self.connection.query_row(pages, [], |row| row.get(0)).unwrap();
        self.connection.execute_batch(&format!("PRAGMA max_page_count = {count}")).unwrap();
    }

    /// Whether the file that was opened is still the one at its path.
    pub fn still_there(&self) -> Result<(), StoreError> {
        let Some(file) = &self.file else { return Ok(()) };
        match header::node(file) {
            Ok(node) if node == self.node => Ok(()),
            Ok(_) => Err(Fault::new(format!("{} was replaced by another file", self.name))
                .hint("start again to work on the new one")
                .storage()),
            Err(error) => {
                let why = reason(&error);
                Err(Fault::new(format!("{} is no longer there: {why}", self.name)).storage())
            }
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Tidying up that may fail: the next start does what is left.
        let _ = self.connection.busy_timeout(Duration::ZERO);
        let _ = self.connection.execute_batch("PRAGMA optimize");
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}
