//! Ids that records have in other systems: when two ways of writing name the same record (TEAM.md
//! 1).

use std::borrow::Cow;

/// An external id as it is compared and kept: Salesforce's 15 characters as 18, GUIDs without
/// braces and in lower case, Zoho's without `zcrm_`, everything else as written.
pub fn external(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix("zcrm_").filter(|rest| is_number(rest)) {
        return Cow::Borrowed(digits);
    }
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    if inner.len() == 36 && uuid::Uuid::try_parse(inner).is_ok() {
        return Cow::Owned(inner.to_lowercase());
    }
    match salesforce_18(text) {
        Some(long) => Cow::Owned(long),
        None => Cow::Borrowed(text),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
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

/// Every way in which the same id may be kept: as written, as [`external`] makes it, and
/// Salesforce's short form.
pub fn forms(text: &str) -> Vec<String> {
    let (written, kept) = (text.trim(), external(text));
    let short = kept.get(..15).filter(|short| kept.len() == 18 && external(short) == kept);
    let mut forms = vec![written.to_owned()];
    for form in [Some(&*kept), short].into_iter().flatten() {
        if !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_zoho_are_the_same_with_and_without_their_prefix() {
        assert_eq!(external("zcrm_4876876000000111"), "4876876000000111");
        assert_eq!(external("zcrm_x"), "zcrm_x");
    }

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
    fn an_id_is_looked_for_in_every_form() {
        let (short, long) = ("001x0000002xLCV", "001x0000002xLCVAA2");
        assert_eq!(forms(short), [short, long]);
        assert_eq!(forms(long), [long, short]);
        assert_eq!(forms(" C-17 "), ["C-17"]);
    }
}
