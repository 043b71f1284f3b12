//! The rows that were not taken, as a list of their own: every column as it stood, then the line
//! and the reason. Mended, it is imported like the list it comes from. The file appears whole or
//! not at all, and never in place of somebody else's.

use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::inspection::Inspection;
use super::refusal::{Refusal, Why};
use super::row::Row;
use super::vocabulary::fold;
use crate::exchange::formula::guard;

/// The columns that are added, and what they are called where the list has such columns itself.
const ADDED: [[&str; 2]; 2] = [["line", "reason"], ["rejected line", "rejected reason"]];

/// How much of a file is read to see whether it is such a list.
const HEAD: u64 = 1 << 20;

/// How many of these columns were added by a list of rejected rows: they stand last and feed
/// nothing.
pub fn added(folded: &[String]) -> usize {
    let ends = |pair: &[&str; 2]| match folded {
        [_, .., line, reason] => *line == fold(pair[0]) && *reason == fold(pair[1]),
        _ => false,
    };
    if ADDED.iter().any(ends) { 2 } else { 0 }
}

/// Why a list cannot be written there.
pub fn refusal(path: &Path, error: &io::Error) -> Refusal {
    let (file, reason) = (path.display().to_string(), error.to_string());
    Refusal::new(&file, Why::Report { reason })
}

/// A list of rejected rows that is being written.
#[derive(Debug)]
pub struct Rejects {
    path: PathBuf,
    temporary: PathBuf,
    out: Option<BufWriter<File>>,
    delimiter: char,
    columns: usize,
    rows: u64,
}

impl Rejects {
    /// Begins a list for the rows of a file. A file that is there already must be such a list.
    pub fn begin(path: &Path, inspection: &Inspection) -> Result<Self, Refusal> {
        Self::open(path, inspection).map_err(|error| refusal(path, &error))
    }

    fn open(path: &Path, inspection: &Inspection) -> io::Result<Self> {
        if !may_replace(path)? {
            let why = "is there already and is no list of rejected rows";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.tmp"));
        let _ = fs::remove_file(&temporary);
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        let names = inspection.names();
        let kept = names.len() - added(&names.iter().map(|n| fold(n)).collect::<Vec<_>>());
        let names = names.get(..kept).unwrap_or_default();
        let taken = |name: &str| names.iter().any(|own| fold(own) == fold(name));
        let free = ADDED.iter().find(|pair| !pair.iter().any(|name| taken(name)));
        let mut rejects = Self {
            path: path.to_owned(),
            temporary,
            out: Some(BufWriter::new(file)),
            delimiter: char::from(inspection.delimiter()),
            columns: kept,
            rows: 0,
        };
        // The mark tells spreadsheets that this is UTF-8.
        rejects.write("\u{feff}")?;
        let added = free.unwrap_or(&ADDED[1]).iter().map(|name| Cow::Borrowed(*name));
        rejects.line(names.iter().map(|name| guarded(name)).chain(added))?;
        Ok(rejects)
    }

    /// Adds a row that was not taken.
    pub fn add(&mut self, row: &Row, line: u64, reason: &str) -> io::Result<()> {
        self.rows += 1;
        let (line, columns) = (line.to_string(), self.columns);
        let cells = (0..columns).map(|at| guarded(row.cell(at)));
        let why = [Cow::Borrowed(line.as_str()), guarded(reason)];
        // What a row has beyond the header stands behind the reason.
        let filled = (columns..row.width()).rev().find(|at| !row.cell(*at).trim().is_empty());
        let beyond = (columns..filled.map_or(columns, |at| at + 1)).map(|at| guarded(row.cell(at)));
        self.line(cells.chain(why).chain(beyond))
    }

    /// Puts the list in its place, unless it is empty.
    pub fn finish(&mut self) -> io::Result<()> {
        let Some(out) = self.out.take() else { return Ok(()) };
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if self.rows == 0 {
            return fs::remove_file(&self.temporary);
        }
        file.sync_all()?;
        fs::rename(&self.temporary, &self.path)
    }

    /// Why the list cannot be written.
    pub fn refusal(&self, error: &io::Error) -> Refusal {
        refusal(&self.path, error)
    }

    fn line<'c>(&mut self, cells: impl Iterator<Item = Cow<'c, str>>) -> io::Result<()> {
        let mut text = String::new();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(self.delimiter);
            }
            if needs_quotes(&cell, self.delimiter) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&cell);
            }
        }
        text.push('\n');
        self.write(&text)
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        match &mut self.out {
            Some(out) => out.write_all(text.as_bytes()),
            None => Ok(()),
        }
    }
}

impl Drop for Rejects {
    fn drop(&mut self) {
        if self.out.take().is_some() {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

fn needs_quotes(cell: &str, delimiter: char) -> bool {
    cell.contains(['"', '\n', '\r', delimiter])
        || cell.starts_with([' ', '\u{feff}'])
        || cell.ends_with(' ')
}

/// A cell as it stood, but never one that a spreadsheet would run. What is guarded already and
/// what is a number stays as it is, so that the import reads the same.
fn guarded(cell: &str) -> Cow<'_, str> {
    let number = cell.bytes().any(|b| b.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || " \u{a0}\u{202f}.,'+-%€$£".contains(c));
    if number || cell.starts_with('\'') { Cow::Borrowed(cell) } else { guard(cell) }
}

/// Whether nothing stands there, or an earlier list of rejected rows.
fn may_replace(path: &Path) -> io::Result<bool> {
    let seen = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        seen => seen?,
    };
    if !seen.is_file() {
        return Ok(false);
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let first = head.lines().next().unwrap_or_default();
    Ok(ADDED.iter().any(|[line, reason]| {
        let rest = first
            .strip_suffix(reason)
            .and_then(|rest| rest.chars().last().and_then(|sign| rest.strip_suffix(sign)));
        rest.is_some_and(|rest| rest.ends_with(line))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded_and_numbers_are_not() {
        for (cell, wanted) in [
            ("=1+1", "'=1+1"),
            ("-5,50 €", "-5,50 €"),
            ("+49 30 1234", "+49 30 1234"),
            ("@cmd", "'@cmd"),
            ("'=1", "'=1"),
            ("-", "'-"),
            ("Acme", "Acme"),
        ] {
            assert_eq!(guarded(cell), wanted);
        }
    }

    #[test]
    fn the_added_columns_are_known_by_their_place() {
        let folded = |names: &[&str]| names.iter().map(|n| fold(n)).collect::<Vec<_>>();
        assert_eq!(added(&folded(&["Name", "City", "line", "reason"])), 2);
        assert_eq!(added(&folded(&["Name", "reason", "Rejected line", "Rejected reason"])), 2);
        assert_eq!(added(&folded(&["line", "reason", "Name"])), 0);
        assert_eq!(added(&folded(&["line", "reason"])), 0);
    }
}
