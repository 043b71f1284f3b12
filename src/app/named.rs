//! Which accounts are named like a text. A longer text is looked for only among those that matched
//! the shorter one, and many names by several threads: at a million, every letter is answered.

use std::sync::Arc;
use std::thread;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::Book;

/// From so many names on, several threads look through them.
const MANY: usize = 20_000;
/// More threads than this are not worth starting.
const MOST: usize = 4;

/// A row with how well it matches: more is better.
pub type Scored = (u32, u32);

/// The rows that matched a text in a book as it was.
#[derive(Clone, Debug)]
pub struct Named {
    text: String,
    version: u64,
    rows: Arc<[u32]>,
}

impl Named {
    /// The rows whose names hold a text, or its letters in order, each with how well; and what the
    /// next letter may begin from.
    pub fn among(
        rows: &[u32],
        text: &str,
        before: Option<&Self>,
        book: &Book,
    ) -> (Vec<Scored>, Option<Self>) {
        let before = before.filter(|before| before.is_for(text, book));
        let scored = scored(before.map_or(rows, |before| &before.rows), text, book);
        let known = (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
            version: book.version,
            rows: scored.iter().map(|(_, row)| *row).collect(),
        });
        (scored, known)
    }

    /// Whether whatever matches this text is among these rows: one that only has more letters.
    fn is_for(&self, text: &str, book: &Book) -> bool {
        // Other signs may mean something, such as that a name must not hold what follows.
        let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == ' ');
        self.version == book.version && is_plain(text) && text.starts_with(&self.text)
    }
}

fn scored(rows: &[u32], text: &str, book: &Book) -> Vec<Scored> {
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    if rows.len() < MANY {
        return part(rows, &pattern, book);
    }
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST);
    let mut found = Vec::new();
    thread::scope(|scope| {
        let parts = rows.chunks(rows.len().div_ceil(threads));
        let started: Vec<_> =
            parts.map(|rows| (rows, scope.spawn(|| part(rows, &pattern, book)))).collect();
        for (rows, thread) in started {
            found.extend(thread.join().unwrap_or_else(|_| part(rows, &pattern, book)));
        }
    });
    found
}

fn part(rows: &[u32], pattern: &Pattern, book: &Book) -> Vec<Scored> {
    let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
    let mut score = |row: &u32| {
        let name = Utf32Str::new(book.accounts.name(*row as usize), &mut buffer);
        pattern.score(name, &mut matcher).map(|score| (score, *row))
    };
    rows.iter().filter_map(&mut score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::accounts::Accounts;
    use crate::domain::kinds::Account;
    use crate::domain::value::Must;

    fn book(names: &[String]) -> Book {
        let mut book = Book { accounts: Accounts::with_hot_columns(), ..Book::default() };
        for (place, name) in names.iter().enumerate() {
            let mut account = Account::new(Id::of_parts(&[&place.to_string()]));
            account.name = Must(name.clone());
            book.accounts.put(&account);
        }
        book
    }

    #[test]
    fn letter_by_letter_finds_what_the_whole_text_finds() {
        let names = ["Acme", "Acre Energy", "Éclair", "acm !e", "Bolt", "A C M E"];
        let mut book = book(&names.map(str::to_owned));
        let rows: Vec<u32> = (0..).take(names.len()).collect();
        for text in ["acme", "ac en", "ec", "a !e", "^ac", "e$", "'ac", "c m"] {
            let mut before = None;
            for end in 1..=text.len() {
                let typed = text[..end].trim();
                let (found, next) = Named::among(&rows, typed, before.as_ref(), &book);
                assert_eq!(found, scored(&rows, typed, &book), "{typed}");
                before = next;
            }
            // Another book is looked through anew.
            book.version += 1;
            let (found, _) = Named::among(&rows, text, before.as_ref(), &book);
            assert_eq!(found, scored(&rows, text, &book), "{text}");
        }
    }

    #[test]
    fn several_threads_find_what_one_finds() {
        let book = book(&["Acme".to_owned(), "Bolt".to_owned()]);
        let rows: Vec<u32> = (0..).take(MANY + 1).map(|row: u32| row % 2).collect();
        let (found, _) = Named::among(&rows, "a", None, &book);
        let pattern = Pattern::parse("a", CaseMatching::Ignore, Normalization::Smart);
        assert_eq!(found, part(&rows, &pattern, &book));
        assert!(found.len() >= MANY / 2);
    }
}
