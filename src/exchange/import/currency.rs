//! One currency a book: amounts in another one are never added up silently.

use serde::Serialize;

use super::currencies::{same_currency, short};
use super::refusal::Why;
use crate::domain::amount::Money;

/// The currency of the amounts.
#[derive(Clone, Debug, Default)]
pub struct Currency {
    book: String,
    said: Option<String>,
    found: Option<String>,
    row: InRow,
    /// Whether a row was taken with an amount in the currency of the book to be.
    taken: bool,
    /// Whether an amount came without a currency.
    bare: bool,
    sums: Vec<(usize, Subtotal)>,
}

/// What the row at hand brought, as long as nobody knows whether it is taken.
#[derive(Clone, Copy, Debug, Default)]
struct InRow {
    amount: bool,
    found: bool,
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
            Some(said) if self.book.is_empty() => {
                let said = Some(said.to_owned());
                Ok(Self { found: said.clone(), said, ..self })
            }
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
                self.row = InRow { amount: true, found: true };
                Ok(())
            }
            Some(known) if known == currency || same_currency(known, currency) => {
                self.row.amount = true;
                Ok(())
            }
            Some(known) => Err(format!("is in {currency}, the other amounts are in {known}")),
        }
    }

    /// Takes an amount without a currency.
    pub fn take_bare(&mut self) {
        (self.bare, self.row.amount) = (true, true);
    }

    /// Goes on after a row that is taken, with its amounts.
    pub fn keep_row(&mut self) {
        self.taken |= self.row.amount;
        self.row = InRow::default();
    }

    /// Goes on after a row that is not taken: its amounts bring no currency.
    pub fn drop_row(&mut self) {
        if self.row.found {
            self.found = None;
        }
        self.row = InRow::default();
    }

    /// Refuses a file whose amounts are all in other currencies than the user says.
    pub fn check(&self) -> Result<(), Why> {
        let Some(said) = self.said.as_deref().filter(|_| !self.bare) else { return Ok(()) };
        let mut met = self.sums.iter().map(|(_, sum)| sum.currency.as_str());
        let Some(found) = met.clone().next() else { return Ok(()) };
        if met.any(|one| one == said || same_currency(one, said)) {
            return Ok(());
        }
        Err(Why::NotInCurrency { said: said.to_owned(), found: found.to_owned() })
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

    /// The currency that the amounts of the rows taken bring into a book without one.
    pub fn new_for_book(&self) -> Option<&str> {
        self.found.as_deref().filter(|_| self.taken && self.book.is_empty())
    }
}
