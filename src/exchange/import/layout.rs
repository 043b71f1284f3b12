//! The shape of a list: which sign stands between cells, and which row names the columns. Told
//! from the first rows together, never from one line alone.

use std::collections::HashSet;

use super::coding::Coding;
use super::decode::Decoded;
use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::row::Row;
use super::separated::Separated;
use super::sheet::Sheet;
use super::source::Source;
use super::vocabulary::{fold, vocabulary};

/// How many rows are looked at.
const ROWS: usize = 50;
/// How many rows may stand above the header.
const HEADER_WITHIN: usize = 20;
/// How much of the text is looked at, in bytes.
const SAMPLE: usize = 256 * 1024;

/// The signs that may stand between cells, the likeliest first, with their names.
pub const DELIMITERS: [(u8, &str); 4] =
    [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "pipe")];

/// The delimiter that a user names: by word, by itself, or as `\t`.
pub fn delimiter_named(text: &str) -> Option<u8> {
    let by_name = DELIMITERS.iter().find(|(_, name)| *name == text.to_lowercase());
    match (by_name, text) {
        (Some((byte, _)), _) => Some(*byte),
        (None, "\\t") => Some(b'\t'),
        (None, _) => match text.as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Some(*byte),
            _ => None,
        },
    }
}

/// The shape of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The line of the header, from 1.
    pub header_line: u64,
    /// The names of the columns as written; those without a name by number.
    pub headers: Vec<String>,
    /// The first rows below the header.
    pub rows: Vec<Vec<String>>,
    /// The first lines that hold something, by number.
    pub head: Vec<(u64, String)>,
}

/// Finds the delimiter and the shape from the beginning of the text, unless the user knows them.
pub fn find(
    source: &Source,
    coding: Coding,
    (wished, header): (Option<u8>, Option<u64>),
) -> Result<(u8, Layout), Refusal> {
    let text = beginning(source, coding)?;
    let stated = stated_delimiter(&text);
    let delimiter = match wished.or(stated) {
        Some(delimiter) => delimiter,
        None => likeliest(&text)?,
    };
    let rows = first_rows(&text, delimiter)?;
    let layout = of_rows(&rows, usize::from(stated.is_some()), header);
    layout.map(|layout| (delimiter, layout)).map_err(|why| source.refuse(why))
}

/// Finds the shape of a sheet.
pub fn of_sheet(source: &Source, sheet: &Sheet, header: Option<u64>) -> Result<Layout, Refusal> {
    let mut rows = vec![Row::default(); sheet.len().min(ROWS)];
    for (at, row) in rows.iter_mut().enumerate() {
        sheet.read(at, row);
    }
    of_rows(&rows, 0, header).map_err(|why| source.refuse(why))
}

fn of_rows(rows: &[Row], skip: usize, wished: Option<u64>) -> Result<Layout, Why> {
    let header = match wished {
        Some(line) => rows
            .iter()
            .position(|row| row.line == line && !row.is_blank())
            .ok_or(Why::NoHeader { line, last: rows.last().map_or(0, |row| row.line) })?,
        None => header_row(rows, skip).ok_or(Why::Empty)?,
    };
    let (above, below) = rows.split_at_checked(header + 1).ok_or(Why::Empty)?;
    let named = above.last().ok_or(Why::Empty)?;
    let filled = rows.iter().filter(|row| !row.is_blank()).take(HEADER_WITHIN);
    Ok(Layout {
        head: filled.map(|row| (row.line, said(row))).collect(),
        header_line: named.line,
        headers: names(named),
        rows: below.iter().map(|row| row.cells().map(ToOwned::to_owned).collect()).collect(),
    })
}

/// The first piece of the text, decoded, ending with a whole line where there is more.
fn beginning(source: &Source, coding: Coding) -> Result<Source, Refusal> {
    let progress = Progress::default();
    let mut decoded = Decoded::open(source, coding, &progress)?;
    let (mut text, mut piece) = (Vec::new(), Vec::new());
    let mut more = true;
    while more && text.len() < SAMPLE {
        more = decoded.next(&mut piece)?;
        text.extend_from_slice(&piece);
    }
    if more && let Some(end) = memchr::memrchr2(b'\n', b'\r', &text) {
        text.truncate(end + 1);
    }
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(source.refuse(Why::Empty));
    }
    Ok(Source::bytes(source.name(), text))
}

/// The line `sep=;` that Excel writes and reads.
fn stated_delimiter(text: &Source) -> Option<u8> {
    let mut line = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(text.open().ok()?.reader, 8), &mut line)
        .ok()?;
    let rest = line.strip_prefix(b"sep=").or_else(|| line.strip_prefix(b"SEP="))?;
    match rest {
        [byte, b'\r' | b'\n', ..] => Some(*byte),
        _ => None,
    }
}

fn first_rows(text: &Source, delimiter: u8) -> Result<Vec<Row>, Refusal> {
    let progress = Progress::default();
    let mut records = Separated::new(Decoded::open(text, Coding::UTF8, &progress)?, delimiter);
    let (mut rows, mut row) = (Vec::new(), Row::default());
    while rows.len() < ROWS {
        match records.read(&mut row) {
            Ok(true) => rows.push(row.clone()),
            // The sample may end inside quotes; whether the file does, its own reading tells.
            Err(Refusal { why: Why::OpenQuote { .. } | Why::Nul { .. }, .. })
                if !rows.is_empty() =>
            {
                break;
            }
            Ok(false) => break,
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(rows)
}

/// The delimiter under which most rows have the same number of cells, and more than one.
fn likeliest(text: &Source) -> Result<u8, Refusal> {
    let mut best = (b',', (0, 0));
    let mut refusal = None;
    for (delimiter, _) in DELIMITERS {
        match first_rows(text, delimiter) {
            Ok(rows) => {
                let score = consistency(&rows);
                if score > best.1 {
                    best = (delimiter, score);
                }
            }
            Err(error) => {
                let farther = refusal.as_ref().is_none_or(|known| column(&error) > column(known));
                if farther {
                    refusal = Some(error);
                }
            }
        }
    }
    match refusal {
        Some(refusal) if best.1 == (0, 0) => Err(refusal),
        _ => Ok(best.0),
    }
}

/// In which column something is wrong; the delimiter that finds most columns knows best.
fn column(refusal: &Refusal) -> usize {
    if let Why::Nul { column, .. } = refusal.why { column } else { 0 }
}

/// How many of a hundred rows have the commonest number of cells above one, and that number.
fn consistency(rows: &[Row]) -> (usize, usize) {
    let filled: Vec<usize> = rows.iter().filter(|r| !r.is_blank()).map(Row::width).collect();
    let of = |cells: usize| filled.iter().filter(|len| **len == cells).count();
    let commonest =
        filled.iter().copied().filter(|len| *len > 1).max_by_key(|len| (of(*len), *len));
    commonest.map_or((0, 0), |cells| (of(cells) * 100 / filled.len().max(1), cells))
}

/// The row with the most names that lists are known to use, two at least; else, in a list with
/// names of its own, the first that is as wide as most rows are.
fn header_row(rows: &[Row], skip: usize) -> Option<usize> {
    let known = |row: &Row| row.cells().filter(|cell| vocabulary().knows(&fold(cell))).count();
    let candidates = || rows.iter().enumerate().skip(skip).take(HEADER_WITHIN);
    let best = candidates().rev().max_by_key(|(_, row)| known(row));
    if let Some((at, _)) = best.filter(|(_, row)| known(row) > 1) {
        return Some(at);
    }
    let widths = || rows.iter().skip(skip).filter(|row| !row.is_blank()).map(filled_width);
    let of = |width: usize| widths().filter(|found| *found == width).count();
    let usual = widths().max_by_key(|width| (of(*width), *width))?;
    candidates().find(|(_, row)| filled_width(row) >= usual).map(|(at, _)| at)
}

/// A row as it is shown to people.
fn said(row: &Row) -> String {
    one_line(&row.filled().collect::<Vec<_>>().join(" · "))
}

/// How many cells there are up to the last that holds something.
fn filled_width(row: &Row) -> usize {
    let cells = (0..row.width()).rev();
    cells.map(|at| at + 1).find(|at| !row.cell(at - 1).trim().is_empty()).unwrap_or(0)
}

/// The names of the columns: blank ones by number, repeated ones with one.
fn names(header: &Row) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.width());
    let mut taken: HashSet<String> = HashSet::new();
    for (at, cell) in header.cells().enumerate() {
        let written = one_line(cell.trim_start_matches('\u{feff}'));
        let name = if written.is_empty() { format!("column {}", at + 1) } else { written };
        let mut unique = name.clone();
        let mut count = 1;
        while !taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{name} ({count})");
        }
        names.push(unique);
    }
    names
}

/// A text from the file as it fits into a message: one line, not without end.
pub fn one_line(text: &str) -> String {
    const MOST: usize = 80;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (u8, Layout) {
        found_with(text, None).unwrap()
    }

    fn found_with(text: &str, header: Option<u64>) -> Result<(u8, Layout), Refusal> {
        let source = Source::bytes("test.csv", text.as_bytes());
        find(&source, Coding::UTF8, (None, header))
    }

    fn layout(text: &str) -> Layout {
        found(text).1
    }

    #[test]
    fn the_delimiter_is_the_one_under_which_rows_agree() {
        assert_eq!(found("Name;Annual Revenue\nA;1,5\nB;2,5\n").0, b';');
        assert_eq!(found("name,note\n\"A;B\",x;y\nC,z;z\n").0, b',');
        assert_eq!(found("name\tcity\nA, Inc\tRiga\nB, Ltd\tOslo\n").0, b'\t');
        assert_eq!(found("name|city\nA|B\n").0, b'|');
        assert_eq!(found("name\nAcme\nGlobex, Inc\n").0, b',');
        assert_eq!(found("sep=;\nname;city\na,b;c\n").0, b';');
    }

    #[test]
    fn the_header_may_stand_below_a_title() {
        let found =
            layout("All accounts\n\nAs of today,,\nAccount Name,City,Owner\nAcme,Riga,Ann\n");
        assert_eq!((found.header_line, found.headers.len()), (4, 3));
        assert_eq!(layout("sep=;\nname;city\na;c\n").header_line, 2);
        let own = "Export\n\nJméno hráče;Ulice;Obec\nAcme;Main;Riga\nGlobex;;Oslo\n";
        assert_eq!(layout(own).header_line, 3);
        let one_known = "Jméno;Barva;Obec\nSales;rot;Riga\nGlobex;blau;Oslo\n";
        assert_eq!(layout(one_known).header_line, 1);
    }

    #[test]
    fn the_user_may_say_which_line_names_the_columns() {
        let text = "Name,City\nFirma,Ort\nAcme,Riga\n\nGlobex,Oslo\n";
        let (_, told) = found_with(text, Some(2)).unwrap();
        assert_eq!((told.header_line, told.headers), (2, vec!["Firma".into(), "Ort".into()]));
        assert_eq!(told.head.first(), Some(&(1, "Name · City".to_owned())));
        assert_eq!(told.head.last(), Some(&(5, "Globex · Oslo".to_owned())));
        for line in [4, 99] {
            assert_eq!(
                found_with(text, Some(line)).unwrap_err().why,
                Why::NoHeader { line, last: 5 }
            );
        }
    }

    #[test]
    fn columns_without_a_name_or_with_the_same_name_are_told_apart() {
        let found = layout("Name,,City,City\nA,b,c,d\n");
        assert_eq!(found.headers, ["Name", "column 2", "City", "City (2)"]);
    }
}
