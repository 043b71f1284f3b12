//! One currency a book: amounts in another one are never added up silently.

use serde::Serialize;

use super::currencies::{code, same_currency, short};
use super::refusal::Why;
use crate::domain::amount::Money;

/// The currency of the amounts. A sign such as `$` stands for several: the first code that can bear
/// it says which one is meant, from then on and for the whole book.
#[derive(Clone, Debug, Default)]
pub struct Currency {
    book: String,
    said: Option<String>,
    /// What the amounts are in, as far as anybody has said so.
    known: Option<String>,
    row: InRow,
    /// Whether a row was taken with an amount in the currency of the book to be.
    taken: bool,
    /// Whether an amount came without a currency.
    bare: bool,
    sums: Vec<(usize, Subtotal)>,
}

/// What the row at hand brought, as long as nobody knows whether it is taken.
#[derive(Clone, Debug, Default)]
struct InRow {
    amount: bool,
    before: Before,
}

/// What was known before the row at hand.
#[derive(Clone, Debug, Default)]
enum Before {
    /// As much as now.
    #[default]
    Same,
    /// Nothing.
    Nothing,
    /// A sign that can mean several.
    Sign(String),
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
        let known = Some(book.clone()).filter(|book| !book.is_empty());
        Self { book, known, ..Self::default() }
    }

    /// The same where a list shows in which currency a company counts: a book without one does too.
    pub fn likely(self, company: Option<&str>) -> Self {
        let known = self.known.or_else(|| company.map(|company| short(company).to_owned()));
        Self { known, ..self }
    }

    /// The same when the user said in which one amounts are that come without. Refused where the
    /// book counts in another: its amounts would be added to those.
    pub fn said(self, said: Option<&str>) -> Result<Self, Why> {
        match said {
            Some(said) if self.book.is_empty() => {
                let said = Some(said.to_owned());
                Ok(Self { known: said.clone(), said, ..self })
            }
            Some(said) if self.book != said && !same_currency(&self.book, said) => {
                Err(Why::OtherCurrency { said: said.to_owned(), book: self.book })
            }
            Some(said) if settles(said, &self.book) => {
                Ok(Self { known: Some(said.to_owned()), ..self })
            }
            _ => Ok(self),
        }
    }

    /// Takes an amount of a column with the currency beside it; the reason when it is another one.
    pub fn take(&mut self, column: usize, currency: &str, amount: Money) -> Result<(), String> {
        let currency = short(currency);
        match self.known.take() {
            None => self.learn(Before::Nothing, currency),
            Some(known) if known == currency => self.known = Some(known),
            Some(known) if settles(currency, &known) => {
                self.rename(&known, currency);
                self.learn(Before::Sign(known), currency);
            }
            Some(known) if same_currency(&known, currency) => self.known = Some(known),
            Some(known) => {
                let reason = format!("is in {currency}, the other amounts are in {known}");
                self.known = Some(known);
                self.add(column, currency, amount);
                return Err(reason);
            }
        }
        self.row.amount = true;
        let known = self.known.clone().unwrap_or_default();
        self.add(column, &known, amount);
        Ok(())
    }

    /// Knows from the row at hand what the amounts are in.
    fn learn(&mut self, before: Before, currency: &str) {
        if matches!(self.row.before, Before::Same) {
            self.row.before = before;
        }
        self.known = Some(currency.to_owned());
    }

    fn rename(&mut self, from: &str, to: &str) {
        for (_, sum) in self.sums.iter_mut().filter(|(_, sum)| sum.currency == from) {
            to.clone_into(&mut sum.currency);
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
        match std::mem::take(&mut self.row.before) {
            Before::Same => {}
            Before::Nothing => self.known = None,
            Before::Sign(sign) => {
                let known = self.known.replace(sign.clone()).unwrap_or_default();
                self.rename(&known, &sign);
            }
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
            if settles(currency, &sum.currency) {
                currency.clone_into(&mut sum.currency);
            }
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

    /// The currency that the amounts of the rows taken bring into a book without one, or into a
    /// book with a sign that can mean several.
    pub fn new_for_book(&self) -> Option<&str> {
        self.known.as_deref().filter(|known| self.taken && *known != self.book)
    }
}

/// Whether a code says which currency a sign means.
fn settles(currency: &str, sign: &str) -> bool {
    code(sign).is_none() && code(currency).is_some() && same_currency(currency, sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount() -> Money {
        Money::parse("100").unwrap()
    }

    fn take(currency: &mut Currency, word: &str) -> bool {
        let taken = currency.take(0, word, amount()).is_ok();
        if taken {
            currency.keep_row();
        } else {
            currency.drop_row();
        }
        taken
    }

    #[test]
    fn the_first_code_settles_what_a_sign_means() {
        for (book, words) in [
            ("", ["$", "CAD", "AUD", "$"]),
            ("$", ["CAD", "$", "USD", "C$"]),
            ("kr", ["kr", "NOK", "SEK", "kr."]),
            ("", ["¥", "JPY", "CNY", "¥"]),
        ] {
            let mut currency = Currency::of(book.to_owned());
            let taken = words.map(|word| take(&mut currency, word));
            assert_eq!(taken, [true, true, false, true], "{words:?}");
            let sums = currency.mixed(|_| String::new());
            let rows: Vec<_> = sums.iter().map(|sum| (sum.currency.as_str(), sum.rows)).collect();
            let code = currency.new_for_book().unwrap();
            assert_eq!(rows, [(code, 3), (words[2], 1)]);
        }
    }

    #[test]
    fn a_row_that_is_dropped_settles_nothing() {
        let mut currency = Currency::of("$".to_owned());
        assert_eq!(currency.take(0, "CAD", amount()), Ok(()));
        currency.drop_row();
        assert!(take(&mut currency, "USD") && !take(&mut currency, "CAD"));
        assert_eq!(currency.new_for_book(), Some("USD"));
    }

    #[test]
    fn a_book_with_a_code_or_one_clear_sign_is_not_asked_again() {
        let mut euro = Currency::of("€".to_owned());
        assert!(take(&mut euro, "EUR") && take(&mut euro, "€") && !take(&mut euro, "$"));
        assert_eq!(euro.new_for_book(), None);
        let mut dollar = Currency::of("USD".to_owned());
        assert!(take(&mut dollar, "$") && take(&mut dollar, "US$") && !take(&mut dollar, "CAD"));
        assert_eq!(dollar.new_for_book(), None);
    }
}
