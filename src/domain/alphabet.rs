//! The order of names as people look them up: in any case, without a copy of any of them. It is
//! worked out once for a book and kept up to date, because every list falls back on it.

use std::cmp::Ordering;

/// The first sixteen bytes of a text in lower case, as a number that orders like them.
pub fn head(text: &str) -> u128 {
    let mut bytes = [0_u8; 16];
    if text.is_ascii() {
        for (cell, byte) in bytes.iter_mut().zip(text.bytes()) {
            *cell = byte.to_ascii_lowercase();
        }
        return u128::from_be_bytes(bytes);
    }
    let mut at = 0;
    for c in text.chars().take(16).flat_map(char::to_lowercase) {
        let mut coded = [0; 4];
        for byte in c.encode_utf8(&mut coded).bytes() {
            if let Some(cell) = bytes.get_mut(at) {
                *cell = byte;
            }
            at += 1;
        }
    }
    u128::from_be_bytes(bytes)
}

/// The order of two names in any case, without a copy of either.
pub fn by_letters(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        return a.bytes().map(lower).cmp(b.bytes().map(lower));
    }
    a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase))
}

/// The first twelve bytes and the place: most names are told apart without looking at them again.
type Keyed = (u64, u32, u32);

/// The places of names in their order; `tie` decides between places with the same name.
pub fn order<'n>(
    count: usize,
    name: impl Fn(u32) -> &'n str,
    tie: impl Fn(u32, u32) -> Ordering,
) -> Vec<u32> {
    let places = 0..u32::try_from(count).unwrap_or(u32::MAX);
    let mut keyed: Vec<Keyed> = places.map(|place| key(name(place), place)).collect();
    keyed.sort_unstable_by(|a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then_with(|| by_letters(name(a.2), name(b.2)))
            .then_with(|| tie(a.2, b.2))
    });
    keyed.into_iter().map(|(_, _, place)| place).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the bytes after the ones before")]
fn key(name: &str, place: u32) -> Keyed {
    let head = head(name);
    ((head >> 64) as u64, (head >> 32) as u32, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_stand_as_their_letters_say(names in prop::collection::vec("[aAbB]{0,18}|\\PC{0,6}", 0..40)) {
            let name = |place: u32| names[place as usize].as_str();
            let found = order(names.len(), name, |a, b| a.cmp(&b));
            let mut wanted: Vec<u32> = (0..).take(names.len()).collect();
            wanted.sort_by(|a, b| by_letters(name(*a), name(*b)));
            prop_assert_eq!(found, wanted);
        }
    }
}
