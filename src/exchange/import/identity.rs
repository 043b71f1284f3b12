//! When two ways of writing name the same record: names and cities, and ids of other systems,
//! which [`crate::domain::external`] compares.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

pub use crate::domain::external::external;

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a spreadsheet has turned a long number into something like `4.87688E+15`.
pub fn is_shortened(text: &str) -> bool {
    let Some((digits, exponent)) = text.trim().split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').filter(|rest| is_number(rest));
    exponent.is_some() && digits.split(['.', ',']).all(is_number) && digits.contains(['.', ','])
}

/// A name or a city as it is compared: without regard to case, spacing and ways of encoding.
pub fn folded(name: &str) -> Cow<'_, str> {
    let bytes = name.as_bytes();
    let single = !bytes.windows(2).any(|w| w == b"  ") && name.trim().len() == name.len();
    let plain = |b: &u8| b.is_ascii_graphic() || *b == b' ';
    if single && bytes.iter().all(plain) {
        let capitals = bytes.iter().any(u8::is_ascii_uppercase);
        return if capitals { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) };
    }
    let lower = name.nfkc().flat_map(char::to_lowercase).collect::<String>();
    Cow::Owned(lower.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_spreadsheet_shortened_are_seen() {
        assert!(is_shortened("4.87688E+15"));
        assert!(is_shortened("4,87688E+15"));
        for fine in ["001E0000x", "ACME", "4.8", "E+15", "12E15", ""] {
            assert!(!is_shortened(fine), "{fine}");
        }
    }

    #[test]
    fn names_are_compared_without_case_and_spacing() {
        assert_eq!(folded("  ACME   Homes "), "acme homes");
        assert_eq!(folded("Müller"), folded("Mu\u{308}ller"));
        assert_eq!(folded("acme homes"), "acme homes");
    }
}
