//! The session: the one writer of a book. [`Session::commit`] is the only way to alter anything;
//! it checks a change, writes rows and log in one transaction, and only then replaces what is in
//! memory. It must never let anyone change the book in memory by another way.

#![expect(
    clippy::todo,
    unused_variables,
    clippy::unused_self,
    clippy::needless_pass_by_ref_mut,
    reason = "being built"
)]

use std::path::Path;

use crate::domain::facts::Fact;
use crate::domain::history;
use crate::domain::record::{Record, Table};
use crate::domain::{Book, Change, Id, Moment};

/// What can go wrong with a change.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A field no longer holds what the change was made from: somebody else changed it.
    #[error("{kind} {title}: {field} was changed meanwhile to {now}")]
    Conflict {
        /// Label of the kind.
        kind: String,
        /// Title of the record.
        title: String,
        /// Label of the field.
        field: String,
        /// What it holds now.
        now: String,
    },
    /// The change does not fit the rules (missing field, dangling owner, cycle of parents …).
    #[error("{0}")]
    Refused(String),
    /// The store failed; nothing was changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What can go wrong with the file of a book. Exit codes as in DESIGN.md: 4, 5, 6, 7.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program holds the book (exit code 4).
    #[error("{0}")]
    Busy(String),
    /// The disk, the folder or the file cannot be used (exit code 5).
    #[error("{0}")]
    Storage(String),
    /// The file is damaged or no book (exit code 6).
    #[error("{0}")]
    Foreign(String),
    /// The book was written by a newer Quadbook (exit code 7).
    #[error("{0}")]
    Newer(String),
}

/// Why a text names no account.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// Nothing has that id, external id or name.
    #[error("there is no account `{0}`")]
    Nothing(String),
    /// Several have.
    #[error("`{text}` could be {} accounts", candidates.len())]
    Several {
        /// What was typed.
        text: String,
        /// Ids and names (with the city where there is one), at most 20.
        candidates: Vec<(Id, String)>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A book that is open for work.
pub struct Session {}

impl Session {
    /// Opens the book in a file, making it when it is not there, and reads the hot columns.
    pub fn open(file: &Path, now: &Moment) -> Result<Self, StoreError> {
        todo!()
    }
    /// A book in memory only, for tests and trials.
    pub fn in_memory(now: &Moment) -> Result<Self, StoreError> {
        todo!()
    }
    /// The book.
    pub fn book(&self) -> &Book {
        todo!()
    }
    /// Makes a change: all of it or nothing. An empty change does nothing and gives `None`.
    pub fn commit(&mut self, change: &Change, now: &Moment) -> Result<Option<Id>, CommitError> {
        todo!()
    }
    /// Takes the last step back; gives its label, `None` when there is none.
    pub fn undo(&mut self, now: &Moment) -> Result<Option<String>, CommitError> {
        todo!()
    }
    /// Makes the step taken back last again; gives its label, `None` when there is none.
    pub fn redo(&mut self, now: &Moment) -> Result<Option<String>, CommitError> {
        todo!()
    }
    /// Label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        todo!()
    }
    /// Sees another program's commits: reloads when there are any and says so.
    pub fn refresh(&mut self, now: &Moment) -> Result<bool, StoreError> {
        todo!()
    }
    /// Reads everything of these accounts into `book().looked_at`, and forgets the others.
    pub fn look_at(&mut self, accounts: &[Id], now: &Moment) -> Result<(), StoreError> {
        todo!()
    }
    /// Reads the columns of these facts into memory where they are not there yet.
    pub fn need(&mut self, facts: &[Fact], now: &Moment) -> Result<(), StoreError> {
        todo!()
    }
    /// Reads all open actions into `book().agenda`; kept up to date by later commits.
    pub fn need_agenda(&mut self) -> Result<(), StoreError> {
        todo!()
    }
    /// The account that a text names: an id, an id's beginning (at least 4 characters), an
    /// external id, or a name that is unique (in any case).
    pub fn find_account(&self, text: &str) -> Result<Id, FindError> {
        todo!()
    }
    /// One living record.
    pub fn record(
        &self,
        kind: &'static Table,
        id: Id,
    ) -> Result<Option<Box<dyn Record>>, StoreError> {
        todo!()
    }
    /// All living records of a kind, those of one owner (account or plan) when it is given, in
    /// their lists' order.
    pub fn records(
        &self,
        kind: &'static Table,
        owner: Option<Id>,
    ) -> Result<Vec<Box<dyn Record>>, StoreError> {
        todo!()
    }
    /// The change log, newest first; of one account (its record and those it owns) when given.
    pub fn history(
        &self,
        account: Option<Id>,
        most: usize,
    ) -> Result<Vec<history::Entry>, StoreError> {
        todo!()
    }
    /// What the screen remembers between starts (view, drafts), by key. Never in the change log.
    pub fn remembered(&self, key: &str) -> Result<Option<String>, StoreError> {
        todo!()
    }
    /// Remembers something for the screen; `None` forgets it.
    pub fn remember(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        todo!()
    }
}
