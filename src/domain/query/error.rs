//! Why a query cannot be read, and where in it.

use thiserror::Error;

/// What stands between the name of a fact and a value.
pub(super) const SIGNS: [char; 4] = [':', '<', '>', '='];

/// Why a query cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum QueryError {
    /// The word before `:` or `>` is no fact of an account.
    #[error("`{word}` is not something to {to} by{}", meant(nearest.as_deref()))]
    UnknownFact {
        /// The word.
        word: String,
        /// What the fact is wanted for.
        to: &'static str,
        /// The name that is most like it.
        nearest: Option<String>,
    },
    /// The text after it does not fit.
    #[error("`{term}`: {reason}")]
    Value {
        /// The whole term.
        term: String,
        /// Why it does not fit.
        reason: String,
    },
    /// A quotation mark has no partner.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// Nothing stands after the sign.
    #[error("`{0}` needs a value after it")]
    NoValue(String),
    /// Nothing stands before the sign.
    #[error("`{0}` needs a field before it, such as potential>70")]
    NoFact(String),
    /// A minus stands alone.
    #[error("`-` needs a word after it, such as -segment:key")]
    Alone,
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

impl QueryError {
    /// That nothing has this name; `names` are those there are.
    pub fn unknown<'a>(
        word: &str,
        to: &'static str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        // `potential:falling` is near to `potential`.
        let lower = word.split([':', ' ']).next().unwrap_or(word).to_lowercase();
        let most = lower.chars().count() / 3;
        let near = names.into_iter().map(|name| (distance(&lower, name), name));
        let nearest = near.filter(|(far, _)| *far <= most).min();
        Self::UnknownFact {
            word: word.to_owned(),
            to,
            nearest: nearest.map(|(_, name)| name.to_owned()),
        }
    }
}

/// How many letters must be put in, left out or replaced to make one word of another.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((above, corner), there) in row.iter().skip(1).zip(&row).zip(&other) {
            let left = next.last().copied().unwrap_or(0);
            next.push((corner + usize::from(*there != letter)).min(left + 1).min(above + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
