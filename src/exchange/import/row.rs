//! One row of a list: its cells, and where it stands. Used again for every row, so that reading
//! a million of them allocates nothing.

/// One row: its cells and where it stands. Used again for every row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Whether a cell holds a line break or a quote: what a missing quote would leave behind.
    pub knotty: bool,
    /// What was read so far, before it is known to be text.
    pub(super) bytes: Vec<u8>,
    text: String,
    pub(super) ends: Vec<usize>,
    /// Cells of a workbook that hold a number or a day: nothing about them is open.
    exact: Vec<usize>,
}

impl Row {
    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty beyond the last.
    pub fn cell(&self, at: usize) -> &str {
        let start = if at == 0 { Some(0) } else { self.ends.get(at - 1).copied() };
        let range = start.zip(self.ends.get(at).copied());
        bare(range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default())
    }

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).map(|at| self.cell(at))
    }

    /// The cells that hold more than spaces.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells().map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// Whether a cell came as a number or a day of a workbook, not as a text that somebody typed.
    pub fn exact(&self, at: usize) -> Exact {
        if self.exact.binary_search(&at).is_ok() { Exact::Yes } else { Exact::No }
    }

    /// Whether it holds nothing but ASCII.
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    /// Begins a row on a line.
    pub(super) fn begin(&mut self, line: u64) {
        self.line = line;
        self.knotty = false;
        self.bytes.clear();
        self.text.clear();
        self.ends.clear();
        self.exact.clear();
    }

    /// Adds a cell that is known to be text.
    pub(super) fn push(&mut self, cell: &str, exact: Exact) {
        if exact == Exact::Yes {
            self.exact.push(self.ends.len());
        }
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Ends a row that was read as bytes.
    pub(super) fn end(&mut self) {
        // Pieces of UTF-8 cut at ASCII signs are UTF-8.
        self.text.push_str(std::str::from_utf8(&self.bytes).unwrap_or_default());
    }

    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }
}

/// `="00123"` as `00123`: so other programs keep spreadsheets from making a number of a text.
fn bare(cell: &str) -> &str {
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(cell)
}

/// Whether a cell of a workbook is a number or a day rather than a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exact {
    /// It is.
    Yes,
    /// It is a text, to be understood like a cell of CSV.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_written_as_a_formula_is_the_text() {
        assert_eq!((bare("=\"00123\""), bare("=\"\"")), ("00123", ""));
        for other in ["=\"a\"&\"b\"", "=1+1", "=\"", "\"x\"", "'=\"00123\"", ""] {
            assert_eq!(bare(other), other);
        }
    }
}
