//! The letters of European alphabets as the scorer reads them: without case, and without marks where
//! a text typed has none.

use std::sync::LazyLock;

use nucleo_matcher::chars::{normalize, to_lower_case};

/// Letters from here on are left to the scorer.
const END: u32 = 0x530;

/// What the scorer takes a letter for.
#[derive(Clone, Copy, Debug)]
pub struct Read {
    /// In lower case, without marks.
    pub bare: char,
    /// In lower case, with its marks.
    pub marked: char,
    /// What it is.
    pub sort: Sort,
}

/// What a letter is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A blank.
    Blank,
    /// Neither a blank nor part of a word.
    Sign,
    /// A small letter.
    Small,
    /// Any other letter, or a figure.
    Turn,
}

static ALL: LazyLock<Vec<Option<Read>>> = LazyLock::new(|| (0..END).map(read).collect());

/// What the scorer takes a letter for; `None` where that takes more than this letter to say.
pub fn read_as(letter: char) -> Option<Read> {
    ALL.get(letter as usize).copied().flatten()
}

/// The same letter for every text typed, if it is one.
fn read(code: u32) -> Option<Read> {
    let letter = char::from_u32(code).filter(|letter| is_alone(*letter))?;
    let (bare, marked) = (to_lower_case(normalize(letter)), to_lower_case(letter));
    // The scorer is of two minds about small letters that stand for another one.
    if letter.is_lowercase() && marked != letter {
        return None;
    }
    let sort = match letter {
        _ if letter.is_whitespace() => Sort::Blank,
        _ if letter.is_lowercase() => Sort::Small,
        _ if letter.is_alphanumeric() => Sort::Turn,
        _ => Sort::Sign,
    };
    Some(Read { bare, marked, sort })
}

/// Whether a letter stays one of its own, whatever stands beside it.
fn is_alone(letter: char) -> bool {
    let joins = matches!(letter as u32, 0x300..0x370 | 0x483..0x48a);
    !joins && !letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn a_letter_that_is_read_alone_is_one_beside_any_other() {
        let known: Vec<char> =
            (0..END).filter_map(char::from_u32).filter(|c| read_as(*c).is_some()).collect();
        assert!(known.len() > 1_000);
        for letter in &known {
            for other in ['a', '\u{e9}', '\u{42f}', '\u{a9}', *letter] {
                let text = format!("{letter}{other}{letter}");
                assert_eq!(text.graphemes(true).count(), 3, "{text:?}");
            }
        }
        assert!(['\r', '\u{301}', '\u{17f}', '\u{4e00}'].iter().all(|c| read_as(*c).is_none()));
    }
}
