//! CSV out: UTF-8, comma, one line a row, exact values, headers by field key. Texts are defended
//! against formulas ([`super::formula`]); numbers stay numbers.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::domain::value::Value;

use super::formula::guard;

/// A cell on its way into a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    text: Cow<'a, str>,
    /// Whether it stands in quotes although it could do without.
    quoted: bool,
}

impl<'a> Cell<'a> {
    /// A text as it is. What looks like a number or a day stands in quotes, by which a spreadsheet
    /// can keep ids and post codes as they are.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let begins = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let quoted = begins && text.chars().all(|c| c.is_ascii_digit() || " .,:/+-eE".contains(c));
        Self { text, quoted }
    }
}

impl Cell<'static> {
    /// The cell of a value; unknown ones are empty, texts are defended.
    pub fn of(value: Option<Value>) -> Self {
        match value {
            None => Self { text: Cow::Borrowed(""), quoted: false },
            Some(Value::Text(text)) => Self::text(guard(&text).into_owned()),
            Some(value) => Self { text: Cow::Owned(value.canonical()), quoted: false },
        }
    }
}

/// Writes one row of headers.
pub fn headers<'a>(
    out: &mut impl Write,
    keys: impl IntoIterator<Item = &'a str>,
) -> io::Result<()> {
    line(out, keys.into_iter().map(Cell::text))
}

/// Writes one row of values.
pub fn row(
    out: &mut impl Write,
    values: impl IntoIterator<Item = Option<Value>>,
) -> io::Result<()> {
    line(out, values.into_iter().map(Cell::of))
}

/// Writes one row of cells.
pub fn line<'a>(out: &mut impl Write, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
    let mut cells = cells.into_iter().peekable();
    let mut first = true;
    while let Some(Cell { text, quoted }) = cells.next() {
        if !first {
            out.write_all(b",")?;
        }
        // A row of one empty cell would be read as no row at all.
        let alone_and_empty = first && text.is_empty() && cells.peek().is_none();
        if quoted || alone_and_empty || needs_quotes(&text) {
            write!(out, "\"{}\"", text.replace('"', "\"\""))?;
        } else {
            out.write_all(text.as_bytes())?;
        }
        first = false;
    }
    out.write_all(b"\n")
}

/// Quotes for what ends a cell anywhere, and for what is trimmed or taken for another delimiter.
fn needs_quotes(cell: &str) -> bool {
    cell.contains(['"', ',', ';', '\t', '\n', '\r', '|'])
        || cell.starts_with([' ', '\u{feff}'])
        || cell.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::super::formula::unguard;
    use super::*;
    use crate::domain::amount::Money;
    use proptest::prelude::*;

    fn text(s: &str) -> Option<Value> {
        Some(s).map(|s| Value::Text(s.to_owned()))
    }

    fn written(rows: &[Vec<Option<Value>>]) -> String {
        let mut out = Vec::new();
        for cells in rows {
            row(&mut out, cells.clone()).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_stay_numbers_and_texts_stay_texts() {
        let minus_five = Money::parse("-5").map(Value::Money).ok();
        let row = vec![text("-5"), minus_five, None, text("a \"b\", c"), text(" d"), text("017")];
        assert_eq!(written(&[row]), "'-5,-5,,\"a \"\"b\"\", c\",\" d\",\"017\"\n");
        assert_eq!(written(&[vec![None]]), "\"\"\n");
    }

    proptest! {
        #[test]
        fn a_reader_of_csv_finds_the_same_texts(
            rows in prop::collection::vec(prop::collection::vec("[\\PC\n\r\t\"',;=+-]{0,8}", 3), 1..4)
        ) {
            let cells: Vec<Vec<_>> =
                rows.iter().map(|row| row.iter().map(|t| text(t)).collect()).collect();
            let all = written(&cells);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(all.as_bytes());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(|c| unguard(c).to_owned()).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
