//! In which currency a company counts that gives its amounts twice, as they are and converted: in
//! that of the rows where both are one amount.

use super::amounts::Figure;
use super::inspection::Column;
use super::row::Row;
use super::target::Target;
use crate::domain::amount::Money;

/// Compares amounts with their converted ones.
pub struct Company {
    amount: usize,
    converted: usize,
    beside: usize,
    currency: Option<String>,
}

impl Company {
    /// For a list with both amounts and a column of currencies.
    pub fn of(columns: &[Column]) -> Option<Self> {
        let fed = |wanted: Target| {
            columns.iter().position(|column| column.feeds.is_some_and(|(fed, _)| fed == wanted))
        };
        let of = columns.iter().find_map(|column| match column.feeds {
            Some((Target::Converted(of), _)) => Some(of),
            _ => None,
        })?;
        let (amount, converted) = (fed(Target::Field(of))?, fed(Target::Converted(of))?);
        Some(Self { amount, converted, beside: fed(Target::Currency)?, currency: None })
    }

    /// Takes a row into account.
    pub fn observe(&mut self, row: &Row) {
        if self.currency.is_some() {
            return;
        }
        let amount = |at: usize| {
            let number = Figure::of(row.cell(at))?.canonical_by_itself()?;
            Money::parse(&number).ok().filter(|money| money.minor() != 0)
        };
        let beside = row.cell(self.beside).trim();
        let both = amount(self.amount).zip(amount(self.converted));
        if !beside.is_empty() && both.is_some_and(|(one, other)| one == other) {
            self.currency = Some(beside.to_owned());
        }
    }

    /// Its currency, if any row has told it.
    pub fn currency(self) -> Option<String> {
        self.currency
    }
}
