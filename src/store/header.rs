//! What a file is, before SQLite touches it: is it a regular file, a book, of which schema? Read
//! from its first bytes, so that a foreign or newer file is refused without being altered.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::domain::mishap::reason;

use super::fault::{Fault, StoreError};
use super::migrate::SCHEMA;

/// What marks a SQLite file as a book: `QBK1`.
pub const APPLICATION: u32 = 0x5142_4b31;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What lies at the path of a book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// Nothing yet.
    Nothing,
    /// A book of a schema that this program knows.
    Book,
}

/// Looks at the file with this name. Refuses whatever is no book that this program can read.
pub fn look(file: &Path, name: &str) -> Result<Found, StoreError> {
    let about = match fs::symlink_metadata(file) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(unreadable(name, &error)),
    };
    regular(&about, name)?;
    let mut open = File::open(file).map_err(|error| unreadable(name, &error))?;
    let mut header = [0; 100];
    let known = match open.read_exact(&mut header) {
        Ok(()) => known(&header, name),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(foreign(name, if about.len() == 0 { "it is empty" } else { "it is too short" }))
        }
        Err(error) => Err(unreadable(name, &error)),
    };
    if known.is_ok() {
        // Closing a second handle would drop the locks that SQLite holds on this file for any
        // connection of this process (howtocorrupt 2.2): this one is left to the end.
        std::mem::forget(open);
    }
    known
}

/// Whether a file that nobody has open is a book of a schema that this program knows.
pub fn is_book(file: &Path) -> bool {
    let mut header = [0; 100];
    let read = File::open(file).and_then(|mut open| open.read_exact(&mut header));
    read.is_ok() && known(&header, "").is_ok()
}

fn regular(about: &Metadata, name: &str) -> Result<(), StoreError> {
    let kind = about.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "no regular file"
    };
    let hint = "name the file of a book, or one that does not exist yet";
    Err(Fault::new(format!("{name} is {what}, not a book; nothing was changed"))
        .hint(hint)
        .storage())
}

fn known(header: &[u8; 100], name: &str) -> Result<Found, StoreError> {
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    if !header.starts_with(MAGIC) {
        return Err(foreign(name, "it is no SQLite file"));
    }
    if number(68) != APPLICATION {
        return Err(foreign(name, "another program wrote it"));
    }
    not_newer(i64::from(number(60)), name)?;
    Ok(Found::Book)
}

/// Refuses a schema that this program does not know yet.
pub fn not_newer(schema: i64, name: &str) -> Result<(), StoreError> {
    if schema <= SCHEMA {
        return Ok(());
    }
    let said = format!(
        "{name} was written by a newer Quadbook (schema {schema}, this one knows {SCHEMA}); nothing was changed"
    );
    Err(Fault::new(said).hint("install the newer version to open it").newer())
}

/// The number by which the file system knows a file, where it has one.
pub fn node(file: &Path) -> io::Result<Option<u64>> {
    let about = fs::symlink_metadata(file)?;
    #[cfg(unix)]
    {
        Ok(Some(std::os::unix::fs::MetadataExt::ino(&about)))
    }
    #[cfg(not(unix))]
    {
        drop(about);
        Ok(None)
    }
}

/// A file that is no book.
pub fn foreign(name: &str, why: &str) -> StoreError {
    Fault::new(format!("{name} is not a book of Quadbook: {why}; nothing was changed"))
        .hint("`--book FILE` names another file")
        .foreign()
}

/// A file that cannot be read.
pub fn unreadable(name: &str, error: &io::Error) -> StoreError {
    Fault::new(format!("{name} cannot be read: {}; nothing was changed", reason(error))).storage()
}
