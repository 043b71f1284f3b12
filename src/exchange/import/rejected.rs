//! Why a row, or a cell of it, is not taken as it stands there.

use super::inspection::Column;
use super::report::Remark;

/// Why a row is not taken: the column, what stands there, and the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// The column's name; empty for the whole row.
    pub column: String,
    /// The cell.
    pub value: String,
    /// The reason.
    pub reason: String,
}

impl Rejected {
    /// Something about the row as a whole.
    pub fn row(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..Self::default() }
    }

    /// Something about a cell.
    pub fn cell(column: &Column, cell: &str, reason: impl Into<String>) -> Self {
        let value: String = cell.trim().chars().take(200).collect();
        Self { column: column.name.clone(), value, reason: reason.into() }
    }

    /// As a remark in the report.
    pub fn at(self, line: u64) -> Remark {
        Remark { line, column: self.column, value: self.value, reason: self.reason }
    }
}

impl From<Rejected> for Vec<Rejected> {
    fn from(rejected: Rejected) -> Self {
        vec![rejected]
    }
}
