//! The session: the one writer of a book. [`Session::commit`] is the only way to alter anything;
//! it checks a change, writes rows and log in one transaction, and only then replaces what is in
//! memory. It must never let anyone change the book in memory by another way.
//!
//! Memory follows the change log: after a commit, a step back or again, or another program's
//! commit, `memory` reads again what the latest changes touched.

pub mod bulk;
pub mod care;
mod find;
mod memory;
mod own;
mod reading;
#[cfg(test)]
mod tests;

use std::path::Path;

use jiff::civil::Date;

use crate::domain::facts::Fact;
use crate::domain::history::Turn;
use crate::domain::{Book, Change, Id, Moment};
use crate::edge;
use crate::store::log::{self, Note};
use crate::store::undo;
use crate::store::write::{self, Stop};
use crate::store::{self, Db, Store};

pub use crate::store::{Access, Fault, Network, Opening, StoreError};
pub use memory::Loaded;
pub use own::Stepped;

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

impl CommitError {
    /// The exit code of a command that ends with it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Conflict { .. } => 4,
            Self::Refused(_) => 3,
            Self::Store(error) => error.exit_code(),
        }
    }

    /// What to do about it, if there is anything to say.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Conflict { .. } => {
                Some("look at it again and repeat the change if it still fits")
            }
            Self::Refused(_) => None,
            Self::Store(error) => error.hint(),
        }
    }

    fn of(stop: Stop, store: &str) -> Self {
        match stop {
            Stop::Conflict { kind, title, field, now } => {
                Self::Conflict { kind, title, field, now }
            }
            Stop::Refused(why) => Self::Refused(why),
            Stop::Sql(error) => Self::Store(StoreError::of_sql(&error, store)),
        }
    }
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
#[derive(Debug)]
pub struct Session {
    store: Store,
    opening: Opening,
    book: Book,
    /// The number of the latest change that the book in memory shows.
    seen: i64,
    /// The day for which columns that depend on it were computed.
    today: Date,
    undo_label: Option<String>,
    redo_label: Option<String>,
    own: own::Own,
    backups: Backups,
}

/// Who makes the backup of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Backups {
    /// This session, before its first change.
    BeforeFirstChange,
    /// Whoever opened it.
    Elsewhere,
}

impl Session {
    /// Opens the book in a file, making it when it is not there, and reads the hot columns.
    pub fn open(file: &Path, now: &Moment) -> Result<Self, StoreError> {
        Self::open_as(file, machine(file), now)
    }

    /// The same with what is known about the machine.
    pub fn open_as(file: &Path, opening: Opening, now: &Moment) -> Result<Self, StoreError> {
        let mut session = Self::open_unloaded(file, opening, now)?;
        session.backups = Backups::BeforeFirstChange;
        session.reload(now)?;
        Ok(session)
    }

    /// Opens a book without reading its accounts: settings and labels of steps are there, the
    /// rest comes by [`Session::take`] of what [`Loaded::read`] gives on a worker thread, as the
    /// backup of the day by [`care::tend`].
    pub fn open_unloaded(file: &Path, opening: Opening, now: &Moment) -> Result<Self, StoreError> {
        let store = store::open::open(file, &opening, now)?;
        Self::begin(store, opening, now)
    }

    /// Opens the book in a file, making it when it is not there, for a command that may do without
    /// its accounts: [`Session::read_accounts`] reads them.
    pub fn open_for_later(file: &Path, now: &Moment) -> Result<Self, StoreError> {
        let mut session = Self::open_unloaded(file, machine(file), now)?;
        session.backups = Backups::BeforeFirstChange;
        Ok(session)
    }

    /// Opens once more a book that this process has open already, for a worker thread; without its
    /// accounts.
    pub fn again(file: &Path, opening: &Opening, now: &Moment) -> Result<Self, StoreError> {
        Self::begin(store::open::again(file, opening, now)?, opening.clone(), now)
    }

    /// Reads the accounts, unless they have been read.
    pub fn read_accounts(&mut self, now: &Moment) -> Result<(), StoreError> {
        if self.is_read() { Ok(()) } else { self.reload(now) }
    }

    /// A book in memory only, for tests and trials.
    pub fn in_memory(now: &Moment) -> Result<Self, StoreError> {
        let opening =
            Opening { machine: edge::machine(), login: edge::login(), ..Opening::default() };
        let store = store::open::in_memory(&opening, now)?;
        let mut session = Self::begin(store, opening, now)?;
        session.reload(now)?;
        Ok(session)
    }

    fn begin(store: Store, opening: Opening, now: &Moment) -> Result<Self, StoreError> {
        let mut session = Self {
            store,
            opening,
            book: Book::default(),
            seen: 0,
            today: now.date(),
            undo_label: None,
            redo_label: None,
            backups: Backups::Elsewhere,
            own: own::Own::default(),
        };
        session.own.began = session.store.read(log::latest)?;
        session.book.settings = session.store.read(store::load::settings)?;
        session.read_labels()?;
        Ok(session)
    }

    /// Whether the accounts have been read.
    pub fn is_read(&self) -> bool {
        self.book.version > 0
    }

    /// The book.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The file of the book; `None` for one in memory.
    pub fn file(&self) -> Option<&Path> {
        self.store.file()
    }

    /// What the user should know about where the book lies, if anything.
    pub fn notices(&self) -> &[String] {
        self.store.notices()
    }

    /// Why no change can be kept, where none can: a book that was opened to read.
    pub fn sealed(&self) -> Option<&Fault> {
        self.store.sealed()
    }

    /// Who stands in the log: the name in the settings, else the one at this machine.
    fn actor(&self) -> String {
        let name = self.book.settings.text("my_name");
        if name.is_empty() { self.store.login().to_owned() } else { name }
    }

    /// Makes a change: all of it or nothing. An empty change does nothing and gives `None`.
    pub fn commit(&mut self, change: &Change, now: &Moment) -> Result<Option<Id>, CommitError> {
        if change.is_empty() {
            return Ok(None);
        }
        self.store.takes_changes()?;
        self.back_up_first(now);
        let (actor, site) = (self.actor(), self.store.site().to_owned());
        let note = Note::done(&change.label, change.origin, &actor, &site);
        let made = self.writing(|db| write::change(db, change, &note, now))?;
        self.own.made.extend(made);
        self.follow(now);
        Ok(made)
    }

    /// Takes the last step back; gives its label, `None` when there is none.
    pub fn undo(&mut self, now: &Moment) -> Result<Option<String>, CommitError> {
        self.step(Turn::Back, now, |_| Ok(()))
    }

    /// Makes the step taken back last again; gives its label, `None` when there is none.
    pub fn redo(&mut self, now: &Moment) -> Result<Option<String>, CommitError> {
        self.step(Turn::Again, now, |_| Ok(()))
    }

    fn step(
        &mut self,
        turn: Turn,
        now: &Moment,
        may: impl FnOnce(&Db) -> Result<(), Stop>,
    ) -> Result<Option<String>, CommitError> {
        self.store.takes_changes()?;
        self.back_up_first(now);
        let (actor, site) = (self.actor(), self.store.site().to_owned());
        let taken = self.writing(|db| {
            may(db)?;
            undo::step(db, turn, &actor, &site, now)
        })?;
        self.own.made.extend(taken.as_ref().map(|taken| taken.change));
        self.follow(now);
        Ok(taken.map(|taken| taken.label))
    }

    /// Runs what writes in one transaction: all of it or, at any error, nothing.
    fn writing<T>(
        &mut self,
        write: impl FnOnce(&Db) -> Result<Option<T>, Stop>,
    ) -> Result<Option<T>, CommitError> {
        let name = self.store.name().to_owned();
        let transaction = self.store.begin()?;
        let made = write(&transaction).map_err(|stop| CommitError::of(stop, &name))?;
        if made.is_some() {
            transaction.commit().map_err(|error| StoreError::of_sql(&error, &name))?;
        }
        Ok(made)
    }

    /// Label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo_label.as_deref()
    }

    /// Label of the step that redo would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo_label.as_deref()
    }

    fn read_labels(&mut self) -> Result<(), StoreError> {
        let (back, again) = self
            .store
            .read(|db| Ok((undo::next(db, Turn::Back)?, undo::next(db, Turn::Again)?)))?;
        self.undo_label = back.map(|step| step.label);
        self.redo_label = again.map(|step| step.label);
        Ok(())
    }

    /// The number of the latest change that the book in memory shows.
    pub fn latest_shown(&self) -> i64 {
        self.seen
    }

    /// Sees another program's commits, and a new day: reads again what they touched and says so.
    pub fn refresh(&mut self, now: &Moment) -> Result<bool, StoreError> {
        self.store.still_there()?;
        if self.store.is_outdated() {
            self.open_once_more(now)?;
            return Ok(true);
        }
        self.absorb(now)
    }

    /// A book that is read without locks is opened once more after another program wrote it.
    fn open_once_more(&mut self, now: &Moment) -> Result<(), StoreError> {
        let Some(file) = self.store.file() else { return Ok(()) };
        self.store = store::open::again(file, &self.opening, now)?;
        if self.is_read() { self.reload(now) } else { Ok(()) }
    }

    /// Memory follows what was just written. It cannot undo what is on the disk: should reading
    /// fail, the next refresh tries again.
    fn follow(&mut self, now: &Moment) {
        let _ = self.absorb(now);
    }

    /// Reads the columns of these facts into memory where they are not there yet.
    pub fn need(&mut self, facts: &[Fact], now: &Moment) -> Result<(), StoreError> {
        let missing: Vec<Fact> =
            facts.iter().copied().filter(|fact| !self.book.has(*fact)).collect();
        self.read_columns(&missing, now)
    }
}

/// What is known about this machine, for a book in this file.
pub fn machine(file: &Path) -> Opening {
    Opening {
        machine: edge::machine(),
        login: edge::login(),
        network_kind: edge::network_file_system(file),
        network: Network::default(),
        access: if edge::may_write(file) { Access::Full } else { Access::ReadOnly },
    }
}
