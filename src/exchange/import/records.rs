//! The rows of a list, whatever it came in: everything behind this reads CSV and workbooks alike.

use super::progress::Progress;
use super::refusal::Refusal;
use super::row::Row;
use super::separated::Separated;
use super::sheet::Sheet;
use super::source::Source;

/// The rows of a list from its beginning.
pub enum Records<'p> {
    /// Of a text with a sign between cells.
    Text(Box<Separated<'p>>),
    /// Of a sheet of a workbook.
    Sheet(SheetRows<'p>),
}

impl Records<'_> {
    /// Reads the next row into `row`; says whether there was one.
    pub fn read(&mut self, row: &mut Row) -> Result<bool, Refusal> {
        match self {
            Self::Text(rows) => rows.read(row),
            Self::Sheet(rows) => rows.read(row),
        }
    }
}

/// The rows of a sheet.
pub struct SheetRows<'p> {
    sheet: &'p Sheet,
    source: &'p Source,
    at: usize,
    progress: &'p Progress,
}

impl<'p> SheetRows<'p> {
    /// From the first.
    pub fn new(sheet: &'p Sheet, source: &'p Source, progress: &'p Progress) -> Self {
        progress.begin(sheet.len() as u64);
        Self { sheet, source, at: 0, progress }
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, Refusal> {
        if self.progress.is_stopped() {
            return Err(self.source.refuse(super::refusal::Why::Stopped));
        }
        let there = self.sheet.read(self.at, row);
        self.progress.read(u64::from(there));
        self.at += 1;
        Ok(there)
    }
}
