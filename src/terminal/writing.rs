//! Writing files that the user asked for on the screen: never over another file that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::app::effect::ListFormat;
use crate::domain::facts::Fact;
use crate::domain::{Book, Id, Moment};
use crate::exchange::folder::Folder;
use crate::exchange::{csv_out, json_out, markdown};
use crate::session::Session;
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

/// Writes the plans of these accounts as Markdown into a folder; gives how many, and the last file.
pub fn plans(
    folder: &Path,
    session: &mut Session,
    ids: &[Id],
    now: &Moment,
) -> Result<(usize, PathBuf), String> {
    let target = Folder::open(folder).map_err(|error| error.to_string())?;
    let mut last = folder.to_owned();
    for id in ids {
        session.look_at(&[*id], now).map_err(|error| error.to_string())?;
        let book = session.book();
        let Some(details) = book.looked_at.get(id) else { continue };
        let text = markdown::plan(book, details, now.date());
        let name = format!("{}.md", file_stem(&details.account.name.0, *id));
        let is_ours = |bytes: &[u8]| markdown::is_plan_of(bytes, *id);
        last = target.put(&name, text.as_bytes(), is_ours).map_err(|error| error.to_string())?;
    }
    target.settle().map_err(|error| error.to_string())?;
    Ok((ids.len(), last))
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
