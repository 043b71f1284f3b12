//! Which fields a word may mean that is none: those written nearly so, and those of a small kind.

use super::vocabulary::fold;
use crate::domain::record::Table;

/// A kind with no more fields than that is told whole.
const TOLD_WHOLE: usize = 12;
/// The most fields of a larger one that are told.
const TOLD_MOST: usize = 4;

/// The keys of the fields that may be meant, the likeliest first; all of them for a small kind.
pub fn fields(kind: &Table, word: &str) -> Vec<&'static str> {
    let word = fold(word);
    let far = |text: &str| distance(&word, &fold(text));
    let within =
        |text: &str| !word.is_empty() && (fold(text).contains(&word) || word.contains(&fold(text)));
    let mut all: Vec<(usize, &'static str)> = kind
        .fields
        .iter()
        .map(|field| {
            let near = far(field.key).min(far(field.label));
            let near = if within(field.key) || within(field.label) { near.min(1) } else { near };
            (near, field.key)
        })
        .collect();
    all.sort_unstable();
    let most = if all.len() <= TOLD_WHOLE { all.len() } else { TOLD_MOST };
    all.into_iter().take(most).map(|(_, key)| key).collect()
}

/// How many characters must be put in, left out or exchanged to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((b, pair), left) in other.iter().zip(row.windows(2)).zip(0..) {
            let (diagonal, above) = (pair.first().copied(), pair.last().copied());
            let exchanged = diagonal.unwrap_or(0) + usize::from(*b != a);
            let put_in = next.get(left).copied().unwrap_or(0) + 1;
            next.push(exchanged.min(above.unwrap_or(0) + 1).min(put_in));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{Account, Revenue};
    use crate::domain::record::Kind;

    #[test]
    fn what_is_written_nearly_so_comes_first() {
        assert_eq!(fields(Account::TABLE, "citty").first(), Some(&"city"));
        assert_eq!(fields(Account::TABLE, "postcode").first(), Some(&"postal_code"));
        assert!(fields(Account::TABLE, "xyz").len() == TOLD_MOST);
        let mut all = fields(Revenue::TABLE, "fiscal");
        all.sort_unstable();
        assert!(all.contains(&"year") && all.contains(&"account"), "{all:?}");
    }

    #[test]
    fn a_distance_counts_characters() {
        let told = [("", "ab"), ("name", "name"), ("nmae", "name"), ("citty", "city")];
        assert_eq!(told.map(|(a, b)| distance(a, b)), [2, 0, 2, 1]);
    }
}
