//! One currency a book: amounts in another one are never added up silently.

use super::currencies::same_currency;

/// The currency of the amounts.
#[derive(Clone, Debug, Default)]
pub struct Currency {
    book: String,
    found: Option<String>,
}

impl Currency {
    /// For a book that counts in `book`; empty while nobody has said so.
    pub fn of(book: String) -> Self {
        Self { book, found: None }
    }

    /// Takes the currency beside an amount; the reason when it is another one.
    pub fn take(&mut self, currency: &str) -> Result<(), String> {
        let known = if self.book.is_empty() { self.found.as_deref() } else { Some(&*self.book) };
        match known {
            None => {
                self.found = Some(currency.to_owned());
                Ok(())
            }
            Some(known) if same_currency(known, currency) => Ok(()),
            Some(known) => Err(format!("is in {currency}, the other amounts are in {known}")),
        }
    }

    /// The currency that the first amounts bring into a book without one.
    pub fn new_for_book(&self) -> Option<&str> {
        self.found.as_deref().filter(|_| self.book.is_empty())
    }
}
