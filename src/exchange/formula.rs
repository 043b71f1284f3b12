//! The defence against spreadsheet formulas in CSV (RELIABILITY 3.5): a text that a spreadsheet
//! would run gets one more apostrophe in front, and loses one when it is read. Reading back what
//! was written is the identity for every text.

use std::borrow::Cow;

/// Whether a spreadsheet might run a text, or might have run it under its apostrophes.
fn is_formula(text: &str) -> bool {
    let head = text.trim_start_matches('\'').chars().next();
    head.is_some_and(|c| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\0' | '＝' | '＋' | '－' | '＠')
    })
}

/// The text of a cell of text as it is written.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell of text was written for.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(cell) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_run_becomes_text() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-5", "'-5"),
            ("@cmd", "'@cmd"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("''=1", "'''=1"),
            ("'tis", "'tis"),
            ("O'Neil", "O'Neil"),
            ("", ""),
            ("'", "'"),
        ] {
            assert_eq!(guard(text), cell);
            assert_eq!(unguard(cell), text);
        }
    }

    #[test]
    fn a_cell_that_somebody_else_wrote_is_read_as_it_is() {
        assert_eq!(unguard("=1+1"), "=1+1");
        assert_eq!(unguard("-5"), "-5");
    }

    proptest! {
        #[test]
        fn reading_back_is_the_identity(text in "['=+@\\-\t\r\0＝＋－＠a]{0,6}|\\PC{0,10}") {
            let cell = guard(&text);
            prop_assert_eq!(unguard(&cell), text.as_str());
        }
    }
}
