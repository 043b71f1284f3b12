//! How a file becomes a [`Store`] (RELIABILITY.md 2.2): looked at before SQLite touches it, made
//! whole or not at all, opened hardened. A file that is no book, or one of a newer program, is
//! refused untouched; one that cannot be written is opened to read.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::domain::Moment;
use crate::domain::mishap::reason;

use super::connect::{self, COPY_IT, harden};
use super::fault::{Fault, StoreError};
use super::header::{self, Found};
use super::make::{make, settle, shown};
use super::migrate::{self, MIGRATIONS};
use super::place::{is_full, make_private, manner};
use super::{Store, site};

/// Whether a book may lie on a network file system.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Network {
    /// It is refused: locks do not work there as they must.
    #[default]
    Refused,
    /// The user takes the risk.
    Allowed,
}

/// What may be done to the file of a book and its folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Access {
    /// They may be written.
    #[default]
    Full,
    /// They may only be read: a read-only medium, or somebody else's.
    ReadOnly,
}

/// What opening a book needs to know about the machine.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opening {
    /// The name of the machine.
    pub machine: String,
    /// The name of the user at it.
    pub login: String,
    /// The network file system that the book's folder is on, if it is on one.
    pub network_kind: Option<String>,
    /// Whether that is fine.
    pub network: Network,
    /// What may be done to the file.
    pub access: Access,
}

/// Opens the book in a file, making it when it is not there.
pub fn open(file: &Path, opening: &Opening, now: &Moment) -> Result<Store, StoreError> {
    let (file, name) = settle(file)?;
    refuse_network(&name, opening)?;
    if header::look(&file, &name)? == Found::Nothing {
        make(&file, &name, now)?;
        header::look(&file, &name)?;
    }
    beside(file, name, opening, now)
}

/// Opens the book in a file that must be there.
pub fn existing(file: &Path, opening: &Opening, now: &Moment) -> Result<Store, StoreError> {
    let (file, name) = settle(file)?;
    refuse_network(&name, opening)?;
    match header::look(&file, &name)? {
        Found::Book => beside(file, name, opening, now),
        Found::Nothing => {
            let said = format!("there is no book {name}; nothing was changed");
            Err(Fault::new(said)
                .hint("`quadbook` makes one, `--book FILE` names another")
                .storage())
        }
    }
}

/// Opens once more a book that this process has open already, for a worker thread.
pub fn again(file: &Path, opening: &Opening, now: &Moment) -> Result<Store, StoreError> {
    beside(file.to_owned(), shown(file), opening, now)
}

/// A book in memory.
pub fn in_memory(opening: &Opening, now: &Moment) -> Result<Store, StoreError> {
    let name = "the book in memory".to_owned();
    let fault = |error| StoreError::of_sql(&error, &name);
    let mut connection = Connection::open_in_memory().map_err(fault)?;
    harden(&connection).map_err(fault)?;
    migrate::apply(&mut connection, MIGRATIONS).map_err(fault)?;
    let place = site::place(&opening.machine, None, None);
    let site = site::settle(&connection, &place, &opening.machine, now).map_err(fault)?;
    let login = opening.login.clone();
    let (mode, sealed, unlocked) = (None, None, None);
    let (file, node, notices) = (None, None, Vec::new());
    Ok(Store { connection, name, mode, sealed, unlocked, file, node, site, login, notices })
}

fn beside(
    file: PathBuf,
    name: String,
    opening: &Opening,
    now: &Moment,
) -> Result<Store, StoreError> {
    if opening.access == Access::ReadOnly {
        let why = Fault::new(format!("{name} is read only: changes cannot be kept")).hint(COPY_IT);
        return to_read(file, name, opening, why);
    }
    match to_write(file.clone(), name.clone(), opening, now) {
        Err(StoreError::Storage(_)) if is_full(&file) => {
            let why = Fault::new(format!("the disk is full: changes to {name} cannot be kept"))
                .hint("free some space and start again");
            to_read(file, name, opening, why)
        }
        opened => opened,
    }
}

fn to_write(
    file: PathBuf,
    name: String,
    opening: &Opening,
    now: &Moment,
) -> Result<Store, StoreError> {
    let (mode, mut notices) = manner(&file, opening);
    notices.extend(make_private(&file));
    let connection = connect::connect(&file, &name, mode, now)?;
    let node = node(&file, &name)?;
    let place = site::place(&opening.machine, Some(&file), node);
    let site = site::settle(&connection, &place, &opening.machine, now)
        .map_err(|error| StoreError::of_sql(&error, &name))?;
    let (login, mode) = (opening.login.clone(), Some(mode));
    let (file, sealed, unlocked) = (Some(file), None, None);
    Ok(Store { connection, name, mode, sealed, unlocked, file, node, site, login, notices })
}

/// A store that takes no changes, and says why.
fn to_read(
    file: PathBuf,
    name: String,
    opening: &Opening,
    why: Fault,
) -> Result<Store, StoreError> {
    let (connection, unlocked) = connect::connect_to_read(&file, &name)?;
    let node = node(&file, &name)?;
    let (site, login) = (String::new(), opening.login.clone());
    let (mode, sealed, notices, file) = (None, Some(why), Vec::new(), Some(file));
    Ok(Store { connection, name, mode, sealed, unlocked, file, node, site, login, notices })
}

fn node(file: &Path, name: &str) -> Result<Option<u64>, StoreError> {
    let gone = |error: io::Error| {
        Fault::new(format!("{name} is no longer there: {}", reason(&error))).storage()
    };
    header::node(file).map_err(gone)
}

fn refuse_network(name: &str, opening: &Opening) -> Result<(), StoreError> {
    match (&opening.network_kind, opening.network) {
        (Some(kind), Network::Refused) => {
            let said = format!(
                "{name} lies on a network file system ({kind}), where edits can be lost; nothing was changed"
            );
            Err(Fault::new(said)
                .hint("keep the book on a local disk, or take the risk with `--allow-network`")
                .storage())
        }
        _ => Ok(()),
    }
}

/// How the files of books are opened: through no link, and never shared between threads.
pub fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
}
