//! How the cells of a column are written: what only the column, its vendor or the user can tell.

use super::amounts::Decimal;
use super::date_order::DateOrder;
use super::row::Exact;

/// How the cells of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The sign before decimals; `None` where each cell leaves no doubt by itself.
    pub decimal: Option<Decimal>,
    /// The order of day, month and year; `None` where each cell leaves no doubt by itself.
    pub order: Option<DateOrder>,
    /// What becomes of a word that is not among the choices.
    pub words: Words,
    /// The sign between several values of one cell, where the vendor is known to use one.
    pub list: Option<char>,
    /// What a percentage is a share of.
    pub whole: Whole,
}

/// What percentages are shares of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Whole {
    /// Of a hundred: 40 is 40 %.
    #[default]
    Hundred,
    /// Of one: 0.4 is 40 %.
    One,
    /// Of one, as the whole column looks; each such cell is counted.
    LooksLikeOne,
}

impl Style {
    /// How a cell is read that came as a number or a day of a workbook: nothing about it is open.
    pub fn of(self, exact: Exact) -> Self {
        match exact {
            Exact::Yes => Self { decimal: Some(Decimal::Point), ..self },
            Exact::No => self,
        }
    }

    /// Whether another system wrote the words.
    pub fn is_theirs(self) -> bool {
        self.words == Words::Theirs
    }
}

/// What becomes of a word that is not among a field's choices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Words {
    /// The row is rejected.
    Ours,
    /// Another system's words: the field stays unstated.
    Theirs,
}
