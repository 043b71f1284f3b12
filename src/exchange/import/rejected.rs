//! Why a row, or a cell of it, is not taken as it stands there.

use super::inspection::Column;
use super::report::{About, Remark};
use crate::domain::kinds::Account;
use crate::domain::record::{Field, Kind};
use crate::domain::value::Reject;

/// Why a row is not taken: the column, what stands there, and the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// The column's name; empty for the whole row.
    pub column: String,
    /// The cell.
    pub value: String,
    /// The reason.
    pub reason: String,
    /// What it is about.
    pub about: About,
}

impl Rejected {
    /// Something about the row as a whole.
    pub fn row(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..Self::default() }
    }

    /// Something about a cell.
    pub fn cell(column: &Column, cell: &str, reason: impl Into<String>) -> Self {
        let value: String = cell.trim().chars().take(200).collect();
        Self { column: column.name.clone(), value, reason: reason.into(), about: About::Else }
    }

    /// A cell that is no value of the field that it feeds.
    pub fn value(column: &Column, cell: &str, of: &Field, reject: &Reject) -> Self {
        let account = of.ty.refers_to() == Some(Account::TABLE.key);
        let about = match reject {
            Reject::Absent(_) if account => About::NoAccount,
            _ => About::Else,
        };
        Self::cell(column, cell, reject.to_string()).about(about)
    }

    /// A row that names no account.
    pub fn without_account() -> Self {
        Self::row("names no account").about(About::NoAccount)
    }

    /// The same, said to be about something.
    pub fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    /// As a remark in the report.
    pub fn at(self, line: u64) -> Remark {
        let Self { column, value, mut reason, about } = self;
        reason.push_str(match about {
            About::NoAccount => "; import or add the account, then this row again",
            About::LeftOpen => "; left open",
            _ => "",
        });
        Remark { line, column, value, reason, about }
    }
}

impl From<Rejected> for Vec<Rejected> {
    fn from(rejected: Rejected) -> Self {
        vec![rejected]
    }
}
