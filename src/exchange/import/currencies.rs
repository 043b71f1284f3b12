//! How currencies are written beside amounts: `assets/import/currencies.toml`, read once.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The codes that a sign or a code may mean. Letters count in any case, but a sign of one letter
/// only as it is: `R` is the Rand, `r` is nothing.
static CODES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let text = include_str!("../../../assets/import/currencies.toml");
    let signs: BTreeMap<String, Vec<String>> = toml::from_str(text).unwrap_or_default();
    let mut codes: HashMap<String, Vec<String>> = HashMap::new();
    for (code, signs) in signs {
        for sign in signs.iter().chain([&code]) {
            let sign = if sign.chars().count() > 1 { sign.to_lowercase() } else { sign.clone() };
            codes.entry(sign).or_default().push(code.clone());
        }
    }
    codes
});

fn codes(word: &str) -> &'static [String] {
    let found = CODES.get(word).or_else(|| CODES.get(&word.to_lowercase()));
    found.map(Vec::as_slice).unwrap_or_default()
}

/// How a currency is written in a report and in the settings: a name of many letters by its code.
pub fn short(word: &str) -> &str {
    match codes(word) {
        [code] if word.chars().count() > 4 => code,
        _ => word,
    }
}

/// The code of a currency by its code, or by a sign or name that can mean no other.
pub fn code(word: &str) -> Option<&'static str> {
    let found = codes(word.trim());
    let own = found.iter().find(|code| code.eq_ignore_ascii_case(word.trim()));
    own.or(if let [alone] = found { Some(alone) } else { None }).map(String::as_str)
}

/// Whether a word is a currency's sign or code.
pub fn is_currency(word: &str) -> bool {
    !codes(word).is_empty()
}

/// Whether two ways of writing may mean one currency: `€` and `EUR`, `$` and `CAD`.
pub fn same_currency(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || codes(one).iter().any(|code| codes(other).contains(code))
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
        assert_eq!((short("US Dollar"), short("€"), short("Kudos!")), ("USD", "€", "Kudos!"));
        assert_eq!(
            (code("eur"), code("€"), code("$"), code("x")),
            (Some("EUR"), Some("EUR"), None, None)
        );
        assert!(!same_currency("€", "USD") && !same_currency("CAD", "USD"));
    }
}
