//! Why a query cannot be read, and where in it.

use thiserror::Error;

/// What stands between the name of a fact and a value.
pub(super) const SIGNS: [char; 4] = [':', '<', '>', '='];

/// Why a query cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum QueryError {
    /// The word before `:` or `>` is no fact of an account.
    #[error("`{0}` is not something to search by")]
    UnknownFact(String),
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
}

impl QueryError {
    /// Where in the query it is: the number of the character, from 1; `None` where the query was
    /// written otherwise.
    pub fn place(&self, query: &str) -> Option<usize> {
        let at = match self {
            Self::UnknownFact(word) => {
                query.match_indices(word.as_str()).map(|(at, _)| at).find(|at| {
                    let (before, rest) = query.split_at(*at);
                    let after = rest.get(word.len()..).unwrap_or("");
                    before.ends_with(':')
                        || (after.starts_with(SIGNS) && !before.ends_with(char::is_alphanumeric))
                })
            }
            Self::Value { term, .. } | Self::NoValue(term) => query.find(term.as_str()),
            Self::OpenQuote => query.rfind('"'),
        };
        at.and_then(|at| query.get(..at)).map(|before| before.chars().count() + 1)
    }
}
