//! How a file becomes a [`Store`] (RELIABILITY.md 2.2): looked at before SQLite touches it, made
//! whole or not at all, opened hardened, and every setting read back. A file that is no book, or
//! one of a newer program, is refused untouched.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::domain::Moment;

use super::fault::{Fault, StoreError};
use super::header::{self, Found};
use super::make::{make, settle, shown};
use super::migrate::{self, MIGRATIONS};
use super::place::{Mode, make_private, manner};
use super::{Store, backup, keep, site};

/// Whether a book may lie on a network file system.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Network {
    /// It is refused: locks do not work there as they must.
    #[default]
    Refused,
    /// The user takes the risk.
    Allowed,
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
}

/// How long another program's change is waited for.
pub const PATIENCE: Duration = Duration::from_secs(5);

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
    let mode = None;
    Ok(Store { connection, name, mode, file: None, node: None, site, login, notices: Vec::new() })
}

fn beside(
    file: PathBuf,
    name: String,
    opening: &Opening,
    now: &Moment,
) -> Result<Store, StoreError> {
    let (mode, mut notices) = manner(&file, opening);
    notices.extend(make_private(&file));
    let connection = connect(&file, &name, mode, now)?;
    let node = header::node(&file)
        .map_err(|error| Fault::new(format!("{name} is no longer there: {error}")).storage())?;
    let place = site::place(&opening.machine, Some(&file), node);
    let site = site::settle(&connection, &place, &opening.machine, now)
        .map_err(|error| StoreError::of_sql(&error, &name))?;
    let login = opening.login.clone();
    let mode = Some(mode);
    Ok(Store { connection, name, mode, file: Some(file), node, site, login, notices })
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

fn connect(file: &Path, name: &str, mode: Mode, now: &Moment) -> Result<Connection, StoreError> {
    let fault = |error| StoreError::of_sql(&error, name);
    let mut db = Connection::open_with_flags(file, flags()).map_err(fault)?;
    db.busy_timeout(PATIENCE).map_err(fault)?;
    harden(&db).map_err(fault)?;
    header::not_newer(migrate::schema_of(&db).map_err(fault)?, name)?;
    tune(&db, mode).map_err(fault)?;
    bring_up(&mut db, file, name, MIGRATIONS, now)?;
    if migrate::fingerprint(&db).map_err(fault)? != migrate::FINGERPRINT {
        return Err(header::foreign(name, "its schema is not the one of this program"));
    }
    Ok(db)
}

/// Brings a book of an older schema to that of this program, after a backup; says nothing about
/// one that has it.
fn bring_up(
    db: &mut Connection,
    file: &Path,
    name: &str,
    migrations: &[&str],
    now: &Moment,
) -> Result<(), StoreError> {
    let fault = |error| StoreError::of_sql(&error, name);
    let schema = migrate::schema_of(db).map_err(fault)?;
    if usize::try_from(schema).is_ok_and(|schema| schema >= migrations.len()) {
        return Ok(());
    }
    backup::of(db, Some(file), &keep::before_migration(file, schema), now)?;
    migrate::apply(db, migrations).map_err(fault)
}

/// Nothing that a file brings along may act.
fn harden(db: &Connection) -> rusqlite::Result<()> {
    let switches = [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    ];
    for (switch, on) in switches {
        db.set_db_config(switch, on)?;
    }
    let limits = [
        (Limit::SQLITE_LIMIT_LENGTH, 16_000_000),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (Limit::SQLITE_LIMIT_COLUMN, 200),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ];
    for (limit, most) in limits {
        db.set_limit(limit, most)?;
    }
    db.set_prepared_statement_cache_capacity(64);
    set(db, "hard_heap_limit", "536870912", "536870912")?;
    set(db, "foreign_keys", "ON", "1")?;
    set(db, "cell_size_check", "ON", "1")?;
    set(db, "secure_delete", "ON", "1")?;
    set(db, "recursive_triggers", "ON", "1")
}

fn tune(db: &Connection, mode: Mode) -> rusqlite::Result<()> {
    set(db, "mmap_size", "0", "0")?;
    set(db, "cache_size", "-8000", "-8000")?;
    set(db, "journal_mode", mode.key(), mode.key())?;
    set(db, "synchronous", "FULL", "2")?;
    set(db, "journal_size_limit", "4194304", "4194304")
}

/// Sets a switch of SQLite and makes sure that it took.
fn set(db: &Connection, pragma: &str, to: &str, reads: &str) -> rusqlite::Result<()> {
    db.execute_batch(&format!("PRAGMA {pragma} = {to}"))?;
    let now = db.query_row(&format!("PRAGMA {pragma}"), [], |row| {
        row.get_ref(0).map(|cell| match cell {
            rusqlite::types::ValueRef::Integer(n) => n.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        })
    })?;
    if now.eq_ignore_ascii_case(reads) {
        return Ok(());
    }
    let said = format!("the file system does not allow {pragma} {to} (it is {now})");
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR);
    Err(rusqlite::Error::SqliteFailure(code, Some(said)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use jiff::civil::date;

    const NEXT: &str = "ALTER TABLE account ADD COLUMN more TEXT; UPDATE account SET more = name;";

    fn made() -> (tempfile::TempDir, PathBuf, Moment) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("book.db");
        let now = Moment::noon(date(2026, 11, 21));
        drop(open(&file, &Opening::default(), &now).unwrap());
        (folder, file, now)
    }

    fn schema(file: &Path) -> i64 {
        migrate::schema_of(&Connection::open(file).unwrap()).unwrap()
    }

    #[test]
    fn an_older_book_is_backed_up_and_brought_up_in_one_step() {
        let (folder, file, now) = made();
        let mut db = Connection::open(&file).unwrap();
        let next = [MIGRATIONS, &[NEXT]].concat();
        bring_up(&mut db, &file, "book", &next, &now).unwrap();
        bring_up(&mut db, &file, "book", &next, &now).unwrap();
        assert_eq!(schema(&file), migrate::SCHEMA + 1);
        let backups = folder.path().join("backups");
        let copy = backups.join(format!("book-schema-{}.db", migrate::SCHEMA));
        assert_eq!(schema(&copy), migrate::SCHEMA);
        assert_eq!(fs::read_dir(backups).unwrap().count(), 2, "one copy and its hash");
    }

    #[test]
    fn a_migration_that_fails_leaves_the_book_as_it_was() {
        let (_folder, file, now) = made();
        let mut db = Connection::open(&file).unwrap();
        let broken = [MIGRATIONS, &[NEXT, "INSERT INTO nowhere VALUES (1)"]].concat();
        assert!(bring_up(&mut db, &file, "book", &broken, &now).is_err());
        assert_eq!(schema(&file), migrate::SCHEMA);
        assert_eq!(migrate::fingerprint(&db).unwrap(), migrate::FINGERPRINT);
        drop(db);
        drop(open(&file, &Opening::default(), &now).unwrap());
    }
}
