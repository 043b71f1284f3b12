//! A new book: made whole beside its place and then given its name, so that whoever looks finds a
//! book or nothing, also after a crash and when two programs start at once.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::mishap::reason;
use crate::domain::{Id, Moment};

use super::fault::{Fault, StoreError};
use super::migrate::{self, MIGRATIONS};
use super::open::flags;
use super::place::no_space;
use super::sweep::NEW;

/// The path of a file with its folder made and free of links, and its name for messages.
pub fn settle(file: &Path) -> Result<(PathBuf, String), StoreError> {
    let name = shown(file);
    let fault = |error: io::Error| {
        let why = reason(&error);
        let said = format!("the folder of {name} cannot be used: {why}; nothing was changed");
        Fault::new(said).storage()
    };
    let whole = std::path::absolute(file).map_err(fault)?;
    let (Some(folder), Some(last)) = (whole.parent(), whole.file_name()) else {
        return Err(Fault::new(format!("{name} names no file")).storage());
    };
    make_folder(folder).map_err(fault)?;
    let folder = folder.canonicalize().map_err(fault)?;
    Ok((folder.join(last), name))
}

/// The name of a file for messages.
pub fn shown(file: &Path) -> String {
    file.display().to_string()
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut made = DirBuilder::new();
    made.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut made, 0o700);
    if folder.is_dir() { Ok(()) } else { made.create(folder) }
}

/// The size of a page: large enough for a dozen accounts with what the log says of them.
const PAGE: i64 = 8192;

/// Makes an empty book beside its place and puts it there whole: whoever comes second finds it.
pub fn make(file: &Path, name: &str, now: &Moment) -> Result<(), StoreError> {
    let last = file.file_name().unwrap_or_default().to_string_lossy();
    let made = file.with_file_name(format!(".{last}{NEW}{}", Id::fresh(now)));
    let result = build(&made, name)
        .and_then(|()| put_in_place(&made, file).map_err(|error| cannot_make(name, &error)));
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut left = made.clone().into_os_string();
        left.push(end);
        let _ = fs::remove_file(left);
    }
    if file.exists() { Ok(()) } else { result }
}

fn build(made: &Path, name: &str) -> Result<(), StoreError> {
    new_file(made).map_err(|error| cannot_make(name, &error))?;
    let steps = || {
        let mut db = Connection::open_with_flags(made, flags())?;
        db.pragma_update(None, "page_size", PAGE)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        migrate::apply(&mut db, MIGRATIONS)?;
        db.close().map_err(|(_, error)| error)
    };
    steps().map_err(|error| StoreError::of_sql(&error, name))
}

fn cannot_make(name: &str, error: &io::Error) -> StoreError {
    let said = format!("{name} cannot be made: {}; nothing was changed", reason(error));
    let fault = Fault::new(said);
    if no_space(error) {
        return fault.hint("free some space and do it again").storage();
    }
    fault.hint("see whether its folder may be written, or name another file").storage()
}

/// Makes a file that is not there yet, for its user alone.
pub fn new_file(file: &Path) -> io::Result<File> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(file)
}

/// Gives a finished file its name, unless the name is taken meanwhile.
fn put_in_place(made: &Path, file: &Path) -> io::Result<()> {
    match fs::hard_link(made, file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(_) if !file.exists() => fs::rename(made, file)?,
        Err(error) => return Err(error),
    }
    sync_folder(file)
}

/// Makes sure that names in the folder of a file are on the disk.
pub fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
