//! CSV out: UTF-8, comma, one line a row, exact values, headers by field key. Texts are defended
//! against formulas ([`super::formula`]); numbers stay numbers.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::domain::value::Value;

use super::formula::guard;

/// Writes one row of headers.
pub fn headers<'a>(
    out: &mut impl Write,
    keys: impl IntoIterator<Item = &'a str>,
) -> io::Result<()> {
    line(out, keys.into_iter().map(Cow::Borrowed))
}

/// Writes one row of values; unknown ones are empty.
pub fn row(
    out: &mut impl Write,
    values: impl IntoIterator<Item = Option<Value>>,
) -> io::Result<()> {
    line(out, values.into_iter().map(cell))
}

/// The cell of a value; unknown ones are empty, texts are defended.
pub fn cell(value: Option<Value>) -> Cow<'static, str> {
    match value {
        None => Cow::Borrowed(""),
        Some(Value::Text(text)) => Cow::Owned(guard(&text).into_owned()),
        Some(value) => Cow::Owned(value.canonical()),
    }
}

/// Writes one row of cells as they are, with quotes where they need some.
pub fn line<'a>(
    out: &mut impl Write,
    cells: impl IntoIterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    let mut cells = cells.into_iter().peekable();
    let mut first = true;
    while let Some(cell) = cells.next() {
        if !first {
            out.write_all(b",")?;
        }
        // A row of one empty cell would be read as no row at all.
        let alone_and_empty = first && cell.is_empty() && cells.peek().is_none();
        if alone_and_empty || needs_quotes(&cell) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
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
        let row = vec![text("-5"), minus_five, None, text("a \"b\", c"), text(" d")];
        assert_eq!(written(&[row]), "'-5,-5,,\"a \"\"b\"\", c\",\" d\"\n");
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
