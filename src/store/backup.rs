//! Copies of a book that can be trusted: whole, checked, with a hash beside them, under their name
//! only when all that is done. And the way back: the present file is put aside, never overwritten.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use crate::domain::mishap::reason;
use crate::domain::{Id, Moment};

use super::Store;
use super::fault::{Fault, StoreError};
use super::header::{self, Found};
use super::make::{new_file, settle, sync_folder};
use super::migrate::{self, hexadecimal};
use super::place::no_space;
use super::sweep::{NEW, sweep};

/// Writes a copy of the book to a file. A file that is there already is replaced only when it is
/// an older copy with its hash beside it.
pub fn write(store: &Store, target: &Path, now: &Moment) -> Result<PathBuf, StoreError> {
    of(&store.connection, store.file(), target, now)
}

/// The same of a connection to a file.
pub fn of(
    db: &Connection,
    book: Option<&Path>,
    target: &Path,
    now: &Moment,
) -> Result<PathBuf, StoreError> {
    let (target, name) = settle(target)?;
    may_replace(book, &target, &name)?;
    if let (Some(folder), Some(stem)) = (target.parent(), target.file_stem()) {
        sweep(folder, &stem.to_string_lossy(), now);
    }
    let made = beside(&target, &format!("{NEW}{}", Id::fresh(now)));
    let result = copy(db, &made, &name).and_then(|hash| {
        put_in_place(&made, &target, &hash)
            .map_err(|error| failed(&name, &error))
            .map(|()| target.clone())
    });
    if result.is_err() {
        let _ = fs::remove_file(&made);
    }
    result
}

fn may_replace(book: Option<&Path>, target: &Path, name: &str) -> Result<(), StoreError> {
    let there = fs::symlink_metadata(target).is_ok();
    let older_copy = there
        && hash_file(target).is_file()
        && book.is_none_or(|book| !same(book, target))
        && header::is_book(target);
    if !there || older_copy {
        return Ok(());
    }
    Err(Fault::new(format!("{name} exists already and is no backup; nothing was changed"))
        .hint("name another file")
        .storage())
}

fn same(one: &Path, other: &Path) -> bool {
    let node = |file| header::node(file).ok().flatten();
    one == other || node(one).is_some_and(|of_one| node(other) == Some(of_one))
}

/// Makes a checked copy; gives its hash.
fn copy(db: &Connection, made: &Path, name: &str) -> Result<String, StoreError> {
    new_file(made).map_err(|error| failed(name, &error))?;
    // A path is bytes, which need be no text of Unicode.
    let into = ValueRef::Text(made.as_os_str().as_encoded_bytes());
    let copied = db.execute("VACUUM INTO ?1", [ToSqlOutput::Borrowed(into)]);
    copied.map_err(|error| StoreError::of_sql(&error, name))?;
    let damage = damage(made).map_err(|error| StoreError::of_sql(&error, name))?;
    if let Some(what) = damage {
        return Err(Fault::new(format!("the backup {name} would be damaged: {what}"))
            .hint("`quadbook check` lists what is wrong with the book")
            .foreign());
    }
    let mut file = File::open(made).map_err(|error| failed(name, &error))?;
    file.sync_all().map_err(|error| failed(name, &error))?;
    hash(&mut file).map_err(|error| failed(name, &error))
}

fn put_in_place(made: &Path, target: &Path, hash: &str) -> io::Result<()> {
    let sidecar = hash_file(target);
    let next = beside(&sidecar, ".new");
    let last = target.file_name().unwrap_or_default().to_string_lossy();
    let _ = fs::remove_file(&next);
    let mut file = new_file(&next)?;
    file.write_all(format!("{hash}  {last}\n").as_bytes())?;
    file.sync_all()?;
    // A copy without a hash is better than one with the hash of another.
    match fs::remove_file(&sidecar) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(made, target)?;
    fs::rename(&next, &sidecar)?;
    sync_folder(target)
}

/// The file with the hash of a copy.
pub fn hash_file(copy: &Path) -> PathBuf {
    beside(copy, ".sha256")
}

/// A name that begins as another.
pub fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    PathBuf::from(name)
}

fn hash(file: &mut File) -> io::Result<String> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(hexadecimal(hash.finalize().iter()));
        }
        hash.update(buffer.get(..count).unwrap_or_default());
    }
}

/// What is wrong with a copy that nobody has open, if anything.
fn damage(file: &Path) -> rusqlite::Result<Option<String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(file, flags)?;
    let said: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Ok(Some(said));
    }
    let number: u32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if number != header::APPLICATION {
        return Ok(Some("it is not marked as a book".to_owned()));
    }
    if migrate::schema_of(&db)? == migrate::SCHEMA
        && migrate::fingerprint(&db)? != migrate::FINGERPRINT
    {
        return Ok(Some("its schema is not the one of this program".to_owned()));
    }
    let (told, held): (i64, i64) = db.query_row(
        "SELECT (SELECT coalesce(sum(edits), 0) FROM change), (SELECT count(*) FROM edit)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok((told != held).then(|| format!("the log tells of {told} edits and holds {held}")))
}

/// Where to find what can be brought back.
const BACKUPS: &str = "backups are in the folder `backups` beside the book";

/// Puts a copy in the place of a book that no program has open. Gives where the present file was
/// put aside, when there was one.
pub fn restore(book: &Path, from: &Path, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
    let (from, from_name) = settle(from)?;
    let (book, name) = settle(book)?;
    let looked = header::look(&from, &from_name);
    let found = looked.map_err(|error| match error {
        newer @ StoreError::Newer(_) => newer,
        other => other.advising(BACKUPS),
    })?;
    if found == Found::Nothing {
        let said = format!("there is no file {from_name}; nothing was changed");
        return Err(Fault::new(said).hint(BACKUPS).storage());
    }
    if from == book {
        return Err(Fault::new(format!("{name} is the book itself; nothing was changed")).storage());
    }
    let made = beside(&book, &format!("{NEW}{}", Id::fresh(now)));
    let result = verified_copy(&from, &from_name, &made, &name)
        .and_then(|()| not_in_use(&book, &name))
        .and_then(|()| swap(&made, &book, now).map_err(|error| failed(&name, &error)));
    if result.is_err() {
        let _ = fs::remove_file(&made);
    }
    result
}

fn verified_copy(from: &Path, name: &str, made: &Path, book: &str) -> Result<(), StoreError> {
    if fs::metadata(beside(from, "-wal")).is_ok_and(|wal| wal.len() > 0) {
        return Err(Fault::new(format!("{name} is open in a program; nothing was changed"))
            .hint("close it there, or make a backup of it and restore that")
            .busy());
    }
    let mut source = File::open(from).map_err(|error| header::unreadable(name, &error))?;
    let written = |error: io::Error| failed(book, &error);
    let mut target = new_file(made).map_err(written)?;
    io::copy(&mut source, &mut target).map_err(written)?;
    target.sync_all().map_err(written)?;
    drop(target);
    let hash = File::open(made).and_then(|mut file| hash(&mut file)).map_err(written)?;
    let promised = fs::read_to_string(hash_file(from)).ok();
    let promised = promised.as_deref().and_then(|text| text.split_whitespace().next());
    if promised.is_some_and(|promised| promised != hash) {
        return Err(Fault::new(format!(
            "{name} is not what was written: its hash differs; nothing was changed"
        ))
        .hint("try an older backup")
        .foreign());
    }
    let damage = damage(made).map_err(|error| StoreError::of_sql(&error, name))?;
    match damage {
        None => Ok(()),
        Some(what) => Err(Fault::new(format!("{name} is damaged: {what}; nothing was changed"))
            .hint("try an older backup")
            .foreign()),
    }
}

/// Makes sure that no program has a book open, and that all of it is in its file. A book that is
/// too damaged to say is taken as it lies.
fn not_in_use(book: &Path, name: &str) -> Result<(), StoreError> {
    if !matches!(header::look(book, name), Ok(Found::Book)) {
        return Ok(());
    }
    let alone = || {
        let db = Connection::open_with_flags(book, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(Duration::from_millis(500))?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;")?;
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    };
    match alone() {
        Err(error) => match StoreError::of_sql(&error, name) {
            busy @ StoreError::Busy(_) => Err(busy),
            _ => Ok(()),
        },
        Ok(()) => Ok(()),
    }
}

/// Puts the present file aside and the new one in its place.
fn swap(made: &Path, book: &Path, now: &Moment) -> io::Result<Option<PathBuf>> {
    let aside = free(&beside(book, &format!(".before-restore-{}", stamp(now))));
    let there = fs::symlink_metadata(book).is_ok();
    if there {
        for end in ["-wal", "-shm", "-journal"] {
            let part = beside(book, end);
            if part.exists() {
                fs::rename(part, beside(&aside, end))?;
            }
        }
        // Under a second name first, so that there is a book at every moment; where a file can
        // have but one name, it is moved.
        if fs::hard_link(book, &aside).is_err() {
            fs::rename(book, &aside)?;
        }
    }
    fs::rename(made, book)?;
    sync_folder(book)?;
    Ok(there.then_some(aside))
}

/// A time as part of a file's name.
pub fn stamp(now: &Moment) -> String {
    now.local().strftime("%Y%m%d-%H%M%S").to_string()
}

/// The same name, or the first with a number behind it that is free.
pub fn free(file: &Path) -> PathBuf {
    let taken = |file: &Path| fs::symlink_metadata(file).is_ok();
    let numbered = (2..).map(|n| beside(file, &format!("-{n}")));
    std::iter::once(file.to_owned()).chain(numbered).find(|f| !taken(f)).unwrap_or_default()
}

fn failed(name: &str, error: &io::Error) -> StoreError {
    let why = reason(error);
    let fault = Fault::new(format!("{name} cannot be written: {why}; nothing was changed"));
    if no_space(error) { fault.hint("free some space and do it again") } else { fault }.storage()
}
