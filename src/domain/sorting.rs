//! The order of lists: `potential,-name` as the screen and `--sort` write it, and which of two
//! values comes first.

use std::cmp::Ordering;

use super::facts::Fact;
use super::query::{QueryError, fact_named, names};
use super::value::Value;

/// One key of an order: a fact, rising or falling.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SortKey {
    /// What to order by.
    pub fact: Fact,
    /// Whether the largest comes first.
    pub falling: bool,
}

/// Reads `potential,-name`: facts in order of weight, `-` before those that fall.
pub fn parse_sort(text: &str) -> Result<Vec<SortKey>, QueryError> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| {
            let (falling, name) = direction(word);
            let fact =
                fact_named(name).ok_or_else(|| QueryError::unknown(name, "sort", names()))?;
            Ok(SortKey { fact, falling })
        })
        .collect()
}

/// Whether a word of `--sort` falls, and the field: `-potential`, and as other programs write it,
/// `potential:desc`.
fn direction(word: &str) -> (bool, &str) {
    if let Some(rest) = word.strip_prefix('-') {
        return (true, rest);
    }
    match word.split_once([':', ' ']) {
        Some((name, "desc" | "descending" | "down")) => (true, name),
        Some((name, "asc" | "ascending" | "up")) => (false, name),
        _ => (false, word),
    }
}

/// The order of two values of one fact; unknown comes last, rising or falling.
pub fn order(a: Option<&Value>, b: Option<&Value>, falling: bool) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => {
            let rising = match (a, b) {
                (Value::Text(a), Value::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
                _ => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            };
            if falling { rising.reverse() } else { rising }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_falls_by_a_minus_or_by_a_word() {
        let read = |text: &str| {
            let keys = parse_sort(text).unwrap();
            keys.iter().map(|key| (key.fact.key(), key.falling)).collect::<Vec<_>>()
        };
        let wanted = vec![("potential_score", true), ("name", false)];
        assert_eq!(read("-potential,name"), wanted);
        assert_eq!(read("potential:desc, name:asc"), wanted);
        assert_eq!(read("potential desc,name"), wanted);
        assert!(parse_sort("potential:falling").is_err());
        let said = parse_sort("foo").unwrap_err().to_string();
        assert_eq!(said, "`foo` is not something to sort by");
        assert_eq!(read(""), []);
    }

    #[test]
    fn unknown_comes_last_rising_and_falling() {
        let (one, two) = (Value::Int(1), Value::Int(2));
        for falling in [false, true] {
            assert_eq!(order(None, Some(&one), falling), Ordering::Greater);
            assert_eq!(order(Some(&one), None, falling), Ordering::Less);
        }
        assert_eq!(order(Some(&one), Some(&two), false), Ordering::Less);
        assert_eq!(order(Some(&one), Some(&two), true), Ordering::Greater);
    }
}
