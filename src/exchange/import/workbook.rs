//! Workbooks: an archive becomes one sheet of rows, the one that was named or the first that holds
//! something.

use std::io::Read;
use std::thread;

use super::archive::{Archive, Content};
use super::compound;
use super::ods;
use super::refusal::{Refusal, Why};
use super::sheet::Sheet;
use super::source::Source;
use super::xls;
use super::xlsx;

/// A sheet of a workbook.
pub fn read(
    source: &Source,
    archive: &mut Archive,
    content: Content,
    wished: Option<&str>,
) -> Result<Sheet, Refusal> {
    let sheet = if content == Content::Ods {
        archive.part("content.xml").and_then(|part| ods::read(part, wished))
    } else {
        archive.check_xml().map_err(|why| source.refuse(why))?;
        let reader = source.open_anywhere()?.0;
        apart(|| xlsx::read(reader, wished))
    };
    sheet.map_err(|why| source.refuse(why))
}

/// A sheet of a workbook of the old form.
pub fn read_old(source: &Source, wished: Option<&str>) -> Result<Sheet, Refusal> {
    let opened = source.open()?;
    if opened.state.size > compound::FILE_MOST {
        return Err(source.refuse(Why::Large));
    }
    let mut file = Vec::new();
    let read = opened.reader.take(compound::FILE_MOST).read_to_end(&mut file);
    read.map_err(|error| source.unreadable(&error))?;
    let sheet = apart(|| xls::read(&compound::workbook(file)?, wished));
    sheet.map_err(|why| source.refuse(why))
}

/// The name of the thread in which a library reads what somebody else wrote. Where a file makes it
/// panic, the file is damaged and the program goes on: panics in a thread of this name need no
/// report.
pub const APART: &str = "workbook";

fn apart(read: impl FnOnce() -> Result<Sheet, Why> + Send) -> Result<Sheet, Why> {
    thread::scope(|threads| {
        let thread = thread::Builder::new().name(APART.to_owned()).spawn_scoped(threads, read);
        let thread = thread.map_err(|error| Why::Unreadable(error.to_string()))?;
        thread.join().unwrap_or(Err(Why::Damaged))
    })
}

/// The sheet that is meant by its name, in any case, or by its number from 1.
pub fn named<'a>(sheets: &'a [String], wished: &str) -> Result<&'a str, Why> {
    let exact = sheets.iter().find(|name| *name == wished);
    let alike = || sheets.iter().find(|name| name.to_lowercase() == wished.to_lowercase());
    let counted = || wished.parse::<usize>().ok().and_then(|n| sheets.get(n.checked_sub(1)?));
    let found = exact.or_else(alike).or_else(counted);
    found
        .map(String::as_str)
        .ok_or_else(|| Why::NoSheet { wished: wished.to_owned(), sheets: quoted(sheets) })
}

/// Names for a message.
pub fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push(format!("and {} more", names.len() - SHOWN));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_makes_the_library_panic_is_damaged() {
        assert!(matches!(apart(|| panic!("made by a file")), Err(Why::Damaged)));
        assert!(matches!(apart(|| Err(Why::Empty)), Err(Why::Empty)));
    }
}
