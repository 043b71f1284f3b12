//! One currency a book: amounts in another one are never added up silently.

use serde::Serialize;

use super::currencies::{same_currency, short};
use super::refusal::Why;
use crate::domain::amount::Money;

/// The currency of the amounts.
#[derive(Clone, Debug, Default)]
pub struct Currency {
    book: String,
    found: Option<String>,
    sums: Vec<(usize, Subtotal)>,
}

/// What the amounts of a column in one currency add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Subtotal {
    /// The column.
    pub column: String,
    /// The currency, as it is first written.
    pub currency: String,
    /// How many amounts.
    pub rows: u64,
    /// Their sum, exact.
    #[serde(serialize_with = "as_number")]
    pub amount: Money,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn as_number<S: serde::Serializer>(amount: &Money, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_f64(amount.units())
}

impl Currency {
    /// For a book that counts in `book`; empty while nobody has said so.
    pub fn of(book: String) -> Self {
        Self { book, ..Self::default() }
    }

    /// The same when the user said in which one amounts are that come without. Refused where the
    /// book counts in another: its amounts would be added to those.
    pub fn said(self, said: Option<&str>) -> Result<Self, Why> {
        match said {
            Some(said) if self.book.is_empty() => Ok(Self { found: Some(said.to_owned()), ..self }),
            Some(said) if self.book != said && !same_currency(&self.book, said) => {
                Err(Why::OtherCurrency { said: said.to_owned(), book: self.book })
            }
            _ => Ok(self),
        }
    }

    /// Takes an amount of a column with the currency beside it; the reason when it is another one.
    pub fn take(&mut self, column: usize, currency: &str, amount: Money) -> Result<(), String> {
        let currency = short(currency);
        self.add(column, currency, amount);
        let known = if self.book.is_empty() { self.found.as_deref() } else { Some(&*self.book) };
        match known {
            None => {
                self.found = Some(currency.to_owned());
                Ok(())
            }
            Some(known) if known == currency || same_currency(known, currency) => Ok(()),
            Some(known) => Err(format!("is in {currency}, the other amounts are in {known}")),
        }
    }

    fn add(&mut self, column: usize, currency: &str, amount: Money) {
        let same =
            |sum: &Subtotal| sum.currency == currency || same_currency(&sum.currency, currency);
        if let Some((_, sum)) = self.sums.iter_mut().find(|(at, sum)| *at == column && same(sum)) {
            sum.rows += 1;
            sum.amount = sum.amount.plus(amount);
        } else {
            let currency = currency.to_owned();
            let first = Subtotal { currency, rows: 1, amount, ..Subtotal::default() };
            self.sums.push((column, first));
        }
    }

    /// The sums of the columns with amounts in several currencies.
    pub fn mixed(&self, column: impl Fn(usize) -> String) -> Vec<Subtotal> {
        let several = |at: usize| self.sums.iter().filter(|(other, _)| *other == at).count() > 1;
        let mixed = self.sums.iter().filter(|(at, _)| several(*at));
        mixed.map(|(at, sum)| Subtotal { column: column(*at), ..sum.clone() }).collect()
    }

    /// The currency that the first amounts bring into a book without one.
    pub fn new_for_book(&self) -> Option<&str> {
        self.found.as_deref().filter(|_| self.book.is_empty())
    }
}
