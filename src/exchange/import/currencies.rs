//! How currencies are written beside amounts: `assets/import/currencies.toml`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

type Signs = BTreeMap<String, Vec<String>>;

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let text = include_str!("../../../assets/import/currencies.toml");
    toml::from_str(text).unwrap_or_default()
});

/// The codes that a word may mean: its own, or those of the currencies that have it as a sign.
fn codes(word: &str) -> impl Iterator<Item = &'static str> {
    let means = move |(code, signs): &(&'static String, &'static Vec<String>)| {
        code.eq_ignore_ascii_case(word) || signs.iter().any(|sign| is_sign(sign, word))
    };
    SIGNS.iter().filter(means).map(|(code, _)| code.as_str())
}

/// Letters count in any case, but a sign of one letter only as it is.
fn is_sign(sign: &str, word: &str) -> bool {
    sign == word || (sign.chars().count() > 1 && sign.to_lowercase() == word.to_lowercase())
}

/// Whether a word is a currency's sign or code.
pub fn is_currency(word: &str) -> bool {
    codes(word).next().is_some()
}

/// Whether two ways of writing may mean one currency: `€` and `EUR`, `$` and `CAD`.
pub fn same_currency(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || codes(one).any(|code| codes(other).any(|c| c == code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_codes_are_known_in_any_case() {
        for word in ["€", "EUR", "eur", "Kč", "kč", "US$", "R$", "zł", "CHF", "kr", "R"] {
            assert!(is_currency(word), "{word}");
        }
        for word in ["pcs", "Stk", "Mio", "k", "r", "ABC", "", "%"] {
            assert!(!is_currency(word), "{word}");
        }
    }

    #[test]
    fn ways_of_writing_one_currency_are_the_same() {
        for (one, other) in
            [("€", "EUR"), ("$", "USD"), ("$", "CAD"), ("kr", "NOK"), ("usd", "US$")]
        {
            assert!(same_currency(one, other) && same_currency(other, one), "{one} {other}");
        }
        assert!(!same_currency("€", "USD") && !same_currency("CAD", "USD"));
    }
}
