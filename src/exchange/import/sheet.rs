//! One sheet of a workbook, held as texts: what a number or a day looks like in its cell is
//! decided once, here, so that everything behind reads it like a row of CSV. Knows no file format,
//! and never grows beyond its measures.

use super::refusal::Why;
use super::row::{Exact, Row};
use super::separated::{CELL_MOST, COLUMNS_MOST};

/// The most cells of a sheet that are held.
const CELLS_MOST: usize = 4_000_000;
/// The most text of a sheet that is held, in bytes.
const TEXT_MOST: usize = 96_000_000;

/// A sheet: its rows in order, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of all sheets of the workbook.
    pub sheets: Vec<String>,
    /// What kind of workbook: `xlsx`, `xls` or `ods`.
    pub format: &'static str,
    text: String,
    /// Where each cell's text ends; cells of one row follow each other.
    ends: Vec<u32>,
    /// The cells that hold a number or a day.
    exact: Vec<u64>,
    /// The formulas without a value, in rows and columns counted from 0: the first, and how many.
    pub uncounted: Option<((u32, u32), usize)>,
    /// The line of each row and its first cell.
    rows: Vec<(u32, u32)>,
}

/// A value as workbooks hold it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text, an error's name.
    Text(&'a str),
    /// A number, and how it is shown.
    Number(f64, Look<'a>),
    /// A day, perhaps with a time, in ISO 8601.
    Day(&'a str),
    /// Yes or no.
    Bool(bool),
}

/// What stands beside a number in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look<'a> {
    /// Nothing.
    Plain,
    /// A percent sign: 0.125 is shown as 12.5 %.
    Percent,
    /// A currency's sign or code.
    Money(&'a str),
    /// Zeros in front, up to so many digits: a post code.
    Padded(usize),
}

impl Sheet {
    /// An empty one.
    pub fn new(name: &str, format: &'static str) -> Self {
        Self { name: name.to_owned(), format, ..Self::default() }
    }

    /// How many rows it has, blank ones between others counted once.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Puts a row into `row`; says whether there is one.
    pub fn read(&self, at: usize, row: &mut Row) -> bool {
        let Some((line, first)) = self.rows.get(at).copied() else { return false };
        row.begin(line.into());
        let after = self.rows.get(at + 1).map_or(self.ends.len(), |(_, first)| *first as usize);
        for cell in first as usize..after {
            row.push(self.cell(cell), if self.is_exact(cell) { Exact::Yes } else { Exact::No });
        }
        true
    }

    fn cell(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(at).copied());
        let text = range.and_then(|(start, end)| self.text.get(start as usize..end as usize));
        text.unwrap_or_default()
    }

    fn is_exact(&self, at: usize) -> bool {
        self.exact.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Adds a cell, both counted from 0. Cells come row by row and from left to right; what does
    /// not is damaged. Rows without cells leave one blank row behind.
    pub fn push(&mut self, row: u32, column: u32, value: Value<'_>) -> Result<(), Why> {
        let line = row.checked_add(1).ok_or(Why::Damaged)?;
        let last = self.rows.last().map_or(0, |(line, _)| *line);
        if line < last {
            return Err(Why::Damaged);
        }
        if line > last + 1 {
            self.begin_row(last + 1)?;
        }
        if line > last {
            self.begin_row(line)?;
        }
        if column as usize >= COLUMNS_MOST {
            return Err(Why::ManyColumns { line: line.into(), most: COLUMNS_MOST });
        }
        let first = self.rows.last().map_or(0, |(_, first)| *first as usize);
        if self.ends.len() > first + column as usize {
            return Err(Why::Damaged);
        }
        while self.ends.len() < first + column as usize {
            self.end_cell(line)?;
        }
        self.write(value);
        self.end_cell(line)
    }

    fn begin_row(&mut self, line: u32) -> Result<(), Why> {
        let first = u32::try_from(self.ends.len()).map_err(|_| Why::Large)?;
        self.rows.push((line, first));
        Ok(())
    }

    fn end_cell(&mut self, line: u32) -> Result<(), Why> {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        if self.text.len() - start > CELL_MOST {
            return Err(Why::LongCell { line: line.into() });
        }
        let end = u32::try_from(self.text.len()).map_err(|_| Why::Large)?;
        self.ends.push(end);
        if self.ends.len() > CELLS_MOST || self.text.len() > TEXT_MOST {
            return Err(Why::Large);
        }
        Ok(())
    }

    fn write(&mut self, value: Value<'_>) {
        if matches!(value, Value::Number(..) | Value::Day(_)) {
            let (word, bit) = (self.ends.len() / 64, self.ends.len() % 64);
            self.exact.resize(self.exact.len().max(word + 1), 0);
            if let Some(bits) = self.exact.get_mut(word) {
                *bits |= 1 << bit;
            }
        }
        match value {
            Value::Text(text) | Value::Day(text) => self.text.push_str(text),
            Value::Bool(yes) => self.text.push_str(if yes { "TRUE" } else { "FALSE" }),
            Value::Number(number, Look::Plain) => self.text.push_str(&written(number)),
            Value::Number(number, Look::Percent) => {
                self.text.push_str(&written(number * 100.0));
                self.text.push('%');
            }
            Value::Number(number, Look::Padded(digits)) => {
                let text = written(number);
                self.text.extend(std::iter::repeat_n('0', digits.saturating_sub(text.len())));
                self.text.push_str(&text);
            }
            Value::Number(number, Look::Money(currency)) => {
                self.text.push_str(&written(number));
                self.text.push(' ');
                self.text.push_str(currency);
            }
        }
    }
}

/// A number with the fifteen digits that spreadsheets count with, so without the noise behind
/// them. From a thousand billions on, digits may be lost: then it is written as spreadsheets show
/// it, `4.87687600000011E+15`, for everybody to see that it is no id any more.
fn written(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let digits = format!("{number:.14e}");
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
    if number.abs() < 1e15 {
        let rounded: f64 = digits.parse().unwrap_or(number);
        return rounded.to_string();
    }
    let short = mantissa.trim_end_matches('0');
    let zero = if short.ends_with('.') { "0" } else { "" };
    format!("{short}{zero}E+{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[(u32, u32, Value<'_>)]) -> Result<Vec<(u64, Vec<String>)>, Why> {
        let mut sheet = Sheet::default();
        for (row, column, value) in cells {
            sheet.push(*row, *column, *value)?;
        }
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while sheet.read(rows.len(), &mut row) {
            rows.push((row.line, row.cells().map(ToOwned::to_owned).collect()));
        }
        Ok(rows)
    }

    #[test]
    fn rows_keep_their_numbers_and_a_gap_is_one_blank_row() {
        let text = Value::Text;
        let found = rows(&[(0, 0, text("a")), (0, 2, text("c")), (7, 1, text("b"))]).unwrap();
        let texts = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found, [(1, texts(&["a", "", "c"])), (2, vec![]), (8, texts(&["", "b"]))]);
    }

    #[test]
    fn cells_out_of_order_and_beyond_all_measure_are_refused() {
        let text = Value::Text("x");
        assert_eq!(rows(&[(1, 0, text), (0, 0, text)]), Err(Why::Damaged));
        assert_eq!(rows(&[(0, 1, text), (0, 1, text)]), Err(Why::Damaged));
        assert_eq!(
            rows(&[(4, 16_383, text)]),
            Err(Why::ManyColumns { line: 5, most: COLUMNS_MOST })
        );
    }

    #[test]
    fn numbers_are_written_as_spreadsheets_mean_them() {
        for (number, wanted) in [
            (1234.5, "1234.5"),
            (1234.5 + 1e-12, "1234.5"),
            (0.1 + 0.2, "0.3"),
            (-12.0, "-12"),
            (200_000_000_001.0, "200000000001"),
            (123_456_789_012_345.0, "123456789012345"),
            (4_876_876_000_000_111.0, "4.87687600000011E+15"),
            (2e15, "2.0E+15"),
            (1e-7, "0.0000001"),
            (f64::NAN, "#NUM!"),
        ] {
            assert_eq!(written(number), wanted);
        }
        let look = |look| rows(&[(0, 0, Value::Number(0.125, look))]).unwrap()[0].1[0].clone();
        assert_eq!(look(Look::Percent), "12.5%");
        assert_eq!(look(Look::Money("EUR")), "0.125 EUR");
        let code = rows(&[(0, 0, Value::Number(1067.0, Look::Padded(5)))]).unwrap();
        assert_eq!(code[0].1, ["01067"]);
    }
}
