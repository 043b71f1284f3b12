//! Writing files that the user asked for on the screen: never over another file that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::app::effect::ListFormat;
use crate::domain::facts::Fact;
use crate::domain::{Book, Id, Moment};
use crate::exchange::folder::{Folder, FolderError, Whose};
use crate::exchange::{csv_out, json_out, markdown};
use crate::session::{Session, StoreError};
use crate::text::file_stem;

/// Writes the accounts with these facts; gives the file.
pub fn list(
    folder: &Path,
    format: ListFormat,
    book: &Book,
    ids: &[Id],
    facts: &[Fact],
) -> io::Result<PathBuf> {
    let ending = match format {
        ListFormat::Csv => "csv",
        ListFormat::Json => "json",
    };
    fs::create_dir_all(folder)?;
    let (path, file) = fresh(folder, "accounts", ending)?;
    let mut out = BufWriter::new(file);
    let seen = book.seen();
    let rows: Vec<usize> = ids.iter().filter_map(|id| book.accounts.row(*id)).collect();
    match format {
        ListFormat::Csv => {
            csv_out::headers(&mut out, facts.iter().map(|fact| fact.key()))?;
            for row in rows {
                csv_out::row(&mut out, facts.iter().map(|fact| seen.fact(row, *fact)))?;
            }
        }
        ListFormat::Json => {
            let accounts: Vec<_> = rows
                .iter()
                .map(|row| json_out::facts(facts, |fact| seen.fact(*row, fact)))
                .collect();
            serde_json::to_writer_pretty(&mut out, &accounts)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(path)
}

/// What becomes of a plan's file that somebody edited since it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edits {
    /// It stays as it is.
    Kept,
    /// It is written anew.
    Overwritten,
}

/// What became of an export of plans.
#[derive(Debug, Default)]
pub struct Written {
    /// The files that are there now.
    pub files: Vec<PathBuf>,
    /// Why others were left as they are.
    pub left: Vec<FolderError>,
}

impl Written {
    /// What was left as it is, in one line; `None` when nothing was.
    pub fn left_over(&self) -> Option<String> {
        let (first, others) = self.left.split_first()?;
        let more = match others.len() {
            0 => String::new(),
            n => format!("; {n} more files too"),
        };
        Some(format!("{first}{more}"))
    }
}

/// Why an export of plans stopped.
#[derive(Debug, thiserror::Error)]
pub enum PlansError {
    /// The book cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder or a file cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// Writes the plans of these accounts as Markdown into a folder, one file each, and hands over
/// each file as it is there. Files that are not ours, or were edited, are left as they are.
pub fn plans(
    folder: &Path,
    session: &mut Session,
    ids: &[Id],
    edits: Edits,
    now: &Moment,
) -> Result<Written, PlansError> {
    let target = Folder::open(folder)?;
    let mut written = Written::default();
    for id in ids {
        session.look_at(&[*id], now)?;
        let book = session.book();
        let Some(details) = book.looked_at.get(id) else { continue };
        let text = markdown::plan(book, details, now.date());
        let name = format!("{}.md", file_stem(&details.account.name.0, *id));
        let whose = |there: &[u8]| match (markdown::whose(there, *id), edits) {
            (Whose::Edited, Edits::Overwritten) => Whose::Ours,
            (whose, _) => whose,
        };
        match target.put(&name, text.as_bytes(), whose) {
            Ok(path) => written.files.push(path),
            Err(left @ (FolderError::Edited { .. } | FolderError::Foreign { .. })) => {
                written.left.push(left);
            }
            Err(error) => return Err(error.into()),
        }
    }
    target.settle()?;
    Ok(written)
}

/// A new file: `accounts.csv`, or `accounts-2.csv` when that is there already.
fn fresh(folder: &Path, stem: &str, ending: &str) -> io::Result<(PathBuf, fs::File)> {
    for n in 1..10_000 {
        let name = if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("there are too many such files already"))
}
