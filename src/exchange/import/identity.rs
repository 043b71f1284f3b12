//! When two ways of writing name the same record: ids of other systems, names and cities.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// An external id as it is compared and kept: Salesforce's 15 characters as 18, GUIDs without
/// braces and in lower case, everything else as written.
pub fn external(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    if inner.len() == 36 && uuid::Uuid::try_parse(inner).is_ok() {
        return Cow::Owned(inner.to_lowercase());
    }
    match salesforce_18(text) {
        Some(long) => Cow::Owned(long),
        None => Cow::Borrowed(text),
    }
}

/// The 18-character form of a Salesforce id of 15: for each five characters one more that says
/// which of them are capitals.
fn salesforce_18(text: &str) -> Option<String> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let salesforce = text.len() == 15
        && text.starts_with("00")
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic());
    if !salesforce {
        return None;
    }
    let mut long = text.to_owned();
    for five in text.as_bytes().chunks(5) {
        let capitals = five.iter().enumerate().filter(|(_, b)| b.is_ascii_uppercase());
        let sign = capitals.fold(0_usize, |sum, (at, _)| sum | (1 << at));
        long.push(char::from(*SIGNS.get(sign)?));
    }
    Some(long)
}

/// Whether a spreadsheet has turned a long number into something like `4.87688E+15`.
pub fn is_shortened(text: &str) -> bool {
    let Some((digits, exponent)) = text.trim().split_once(['E', 'e']) else { return false };
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.strip_prefix('+').filter(|rest| number(rest));
    exponent.is_some() && digits.split(['.', ',']).all(number) && digits.contains(['.', ','])
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
    fn short_and_long_salesforce_ids_are_the_same() {
        assert_eq!(external("001x0000002xLCV"), "001x0000002xLCVAA2");
        assert_eq!(external("001x0000002xLCVAA2"), "001x0000002xLCVAA2");
        assert_eq!(external("001Wj00000tQWvr"), external("001Wj00000tQWvr").to_string());
        assert_eq!(external("200000000001234"), "200000000001234");
        assert_eq!(external("000000000001234"), "000000000001234");
    }

    #[test]
    fn guids_are_the_same_with_and_without_braces() {
        let bare = "7d1a0b2c-0000-4000-8000-00000000abcd";
        assert_eq!(external(&format!("{{{}}}", bare.to_uppercase())), bare);
    }

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
