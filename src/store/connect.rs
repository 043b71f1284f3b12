//! A connection to the file of a book, hardened, with every setting read back (RELIABILITY.md
//! 2.2): one that may write, or one that only reads where nothing can be written. It must never
//! accept a file whose schema is not the one of this program.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::domain::Moment;

use super::backup;
use super::fault::{Fault, StoreError};
use super::header;
use super::keep;
use super::migrate::{self, MIGRATIONS};
use super::open::flags;
use super::place::Mode;
use super::unlocked::Look;

/// How long another program's change is waited for.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A connection that may write; a book of an older schema is brought up.
pub fn connect(
    file: &Path,
    name: &str,
    mode: Mode,
    now: &Moment,
) -> Result<Connection, StoreError> {
    let fault = |error| StoreError::of_sql(&error, name);
    let mut db = Connection::open_with_flags(file, flags()).map_err(fault)?;
    db.busy_timeout(PATIENCE).map_err(fault)?;
    harden(&db).map_err(fault)?;
    header::not_newer(migrate::schema_of(&db).map_err(fault)?, name)?;
    tune(&db, mode).map_err(fault)?;
    bring_up(&mut db, file, name, MIGRATIONS, now)?;
    is_ours(&db, name)?;
    Ok(db)
}

fn is_ours(db: &Connection, name: &str) -> Result<(), StoreError> {
    if migrate::fingerprint(db).map_err(|error| StoreError::of_sql(&error, name))?
        == migrate::FINGERPRINT
    {
        return Ok(());
    }
    Err(header::foreign(name, "its schema is not the one of this program"))
}

/// A connection that only reads, for a book that lies where nothing can be written. Where another
/// program may have it open, it takes locks; else there is no place for them, and what the files
/// looked like comes with it.
pub fn connect_to_read(file: &Path, name: &str) -> Result<(Connection, Option<Look>), StoreError> {
    let look = Look::at(file);
    if look.in_use() {
        match (reader(file, name, "mode=ro"), look.unfinished()) {
            (Ok(db), _) => return fits(db, name).map(|db| (db, None)),
            (Err(busy @ StoreError::Busy(_)), _) => return Err(busy),
            (Err(_), Some(end)) => return Err(not_finished(name, end)),
            // An empty one that a stopped program left: all is in the book.
            (Err(_), None) => {}
        }
    }
    let db = reader(file, name, "mode=ro&immutable=1")?;
    Ok((fits(db, name)?, Some(look)))
}

/// A hardened connection that has read something.
fn reader(file: &Path, name: &str, manner: &str) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let steps = || {
        let db = Connection::open_with_flags(uri(file, manner), flags)?;
        db.busy_timeout(PATIENCE)?;
        harden(&db)?;
        migrate::schema_of(&db)?;
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(db)
    };
    steps().map_err(|error| StoreError::of_sql(&error, name))
}

/// Refuses a schema that is not the one of this program.
fn fits(db: Connection, name: &str) -> Result<Connection, StoreError> {
    let schema = migrate::schema_of(&db).map_err(|error| StoreError::of_sql(&error, name))?;
    header::not_newer(schema, name)?;
    if schema < migrate::SCHEMA {
        let said = format!(
            "{name} was written by an older Quadbook and cannot be brought up to date here; nothing was changed"
        );
        return Err(Fault::new(said).hint(COPY_IT).storage());
    }
    is_ours(&db, name)?;
    Ok(db)
}

/// What helps where nothing can be written.
pub const COPY_IT: &str = "copy the book to a folder of your own and open the copy";

/// A program stopped in the middle, and what it wrote last cannot be put into the file here.
fn not_finished(name: &str, end: &str) -> StoreError {
    let said = format!(
        "the latest changes of {name} lie beside it in {name}{end} and cannot be read where nothing can be written; nothing was changed"
    );
    Fault::new(said).hint("copy both files to a folder of your own and open the copy").storage()
}

/// The name of a file as SQLite takes it with a manner of opening.
fn uri(file: &Path, manner: &str) -> String {
    use std::fmt::Write as _;
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file://" });
    for byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                uri.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            // Writing to a string cannot fail.
            other => drop(write!(uri, "%{other:02x}")),
        }
    }
    format!("{uri}?{manner}")
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
pub fn harden(db: &Connection) -> rusqlite::Result<()> {
    let switches = [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        // Else a statement kept for later is planned anew each time, because what it asked for
        // last is forgotten in between.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
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

/// How many pages are kept in memory, in kilobytes as `cache_size` takes them.
pub const CACHE: &str = "-8000";

fn tune(db: &Connection, mode: Mode) -> rusqlite::Result<()> {
    set(db, "mmap_size", "0", "0")?;
    set(db, "cache_size", CACHE, CACHE)?;
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
    use std::path::PathBuf;

    use super::*;
    use crate::store::open::{Opening, open};
    use jiff::civil::date;
    use rusqlite::StatementStatus;

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

    #[test]
    fn a_search_is_planned_once_whatever_is_asked_for() {
        let (_folder, file, now) = made();
        let db = connect(&file, "book", Mode::Wal, &now).unwrap();
        let sql = "SELECT id FROM contact WHERE account = ?1 ORDER BY name";
        for asked in ["one", "two", "three"] {
            let mut found = db.prepare_cached(sql).unwrap();
            assert!(!found.exists([asked]).unwrap());
            assert_eq!(found.get_status(StatementStatus::RePrepare), 0, "{asked}");
        }
    }

    #[test]
    fn any_name_of_a_file_is_opened_to_read() {
        let (folder, file, now) = made();
        for last in ["100% sure?.db", "a#b&immutable=0.db", "Müller & Söhne.db"] {
            let other = folder.path().join(last);
            fs::copy(&file, &other).unwrap();
            let (db, _) =
                connect_to_read(&other, last).unwrap_or_else(|why| panic!("{last}: {why}"));
            assert!(db.execute_batch("DELETE FROM change").is_err());
        }
        let _ = now;
    }
}
