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

/// Twelve bytes of a name and its place.
type Keyed = (u64, u32, u32);

/// So many bytes of a name are compared as numbers.
const BYTES: usize = 12;

/// The places of names in their order; `tie` decides between places with the same name. Names are
/// looked at once for every twelve letters that others share with them.
pub fn order<'n>(
    count: usize,
    name: impl Fn(u32) -> &'n str + Sync,
    tie: impl Fn(u32, u32) -> Ordering + Sync,
) -> Vec<u32> {
    let places = 0..u32::try_from(count).unwrap_or(u32::MAX);
    let mut keyed: Vec<Keyed> = places.map(|place| (0, 0, place)).collect();
    let begin = |part: &mut [Keyed]| {
        for cell in part {
            *cell = key(name(cell.2), 0, cell.2);
        }
    };
    if count < WORTH_A_THREAD {
        begin(&mut keyed);
        settle(&mut keyed, &name, &tie);
    } else {
        let (one, other) = keyed.split_at_mut(count / 2);
        side_by_side(|| begin(one), || begin(other));
        let (before, after) = parted(&mut keyed);
        side_by_side(|| settle(before, &name, &tie), || settle(after, &name, &tie));
    }
    // Into memory of its own: the larger one is given back.
    keyed.iter().map(|(_, _, place)| *place).collect()
}

/// From so many names on, two threads order them.
const WORTH_A_THREAD: usize = 50_000;

fn side_by_side(one: impl FnOnce() + Send, other: impl FnOnce()) {
    std::thread::scope(|threads| {
        threads.spawn(one);
        other();
    });
}

/// Two parts, of about the same length as a rule, of which all of the first comes before all of the
/// second.
fn parted(keyed: &mut [Keyed]) -> (&mut [Keyed], &mut [Keyed]) {
    let number = |cell: &Keyed| (cell.0, cell.1);
    let middle = keyed.len() / 2;
    if middle == 0 {
        return keyed.split_at_mut(0);
    }
    let (low, middle, _) = keyed.select_nth_unstable_by_key(middle, number);
    let (middle, mut before) = (number(middle), 0);
    // What is like the middle is ordered together.
    for at in 0..low.len() {
        if low.get(at).is_some_and(|cell| number(cell) < middle) {
            low.swap(before, at);
            before += 1;
        }
    }
    keyed.split_at_mut(before)
}

/// Puts names into their order whose first bytes are given.
fn settle<'n>(
    keyed: &mut [Keyed],
    name: &impl Fn(u32) -> &'n str,
    tie: &impl Fn(u32, u32) -> Ordering,
) {
    // Parts that are alike up to so many bytes.
    let mut parts = vec![(0..keyed.len(), 0)];
    while let Some((part, skip)) = parts.pop() {
        let from = part.start;
        let Some(part) = keyed.get_mut(part) else { continue };
        part.sort_unstable_by_key(|(first, second, _)| (*first, *second));
        let mut begin = from;
        for same in part.chunk_by_mut(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let end = begin + same.len();
            match same {
                [] | [_] => {}
                // The last of these bytes says that there is nothing more.
                [(_, second, _), ..] if second.to_be_bytes().ends_with(&[0]) => {
                    same.sort_unstable_by(|a, b| tie(a.2, b.2));
                }
                _ => {
                    let next = skip + BYTES;
                    for cell in same.iter_mut() {
                        *cell = key(name(cell.2), next, cell.2);
                    }
                    parts.push((begin..end, next));
                }
            }
            begin = end;
        }
    }
}

/// The bytes of a name in lower case after so many; zeros where it has ended.
fn key(name: &str, skip: usize, place: u32) -> Keyed {
    let mut bytes = [0; BYTES];
    if name.is_ascii() {
        let rest = name.as_bytes().get(skip..).unwrap_or_default();
        for (cell, byte) in bytes.iter_mut().zip(rest) {
            *cell = byte.to_ascii_lowercase();
        }
    } else {
        let mut coded = [0; 4];
        let lower = name.chars().flat_map(char::to_lowercase);
        let lower = lower.flat_map(|c| {
            let count = c.encode_utf8(&mut coded).len();
            coded.into_iter().take(count)
        });
        for (cell, byte) in bytes.iter_mut().zip(lower.skip(skip)) {
            *cell = byte;
        }
    }
    let number = |bytes: &[u8]| bytes.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
    let (first, rest) = bytes.split_at(8);
    (number(first), u32::try_from(number(rest)).unwrap_or(u32::MAX), place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_stand_as_their_letters_say(names in prop::collection::vec("[aA]{0,26}|[aAbB]{0,18}|[éÉ]{0,14}|\\PC{0,6}", 0..40)) {
            let name = |place: u32| names[place as usize].as_str();
            let found = order(names.len(), name, |a, b| a.cmp(&b));
            let mut keyed: Vec<Keyed> = (0..).zip(&names).map(|(at, name)| key(name, 0, at)).collect();
            let (before, after) = parted(&mut keyed);
            settle(before, &name, &|a, b| a.cmp(&b));
            settle(after, &name, &|a, b| a.cmp(&b));
            prop_assert!(found.iter().eq(keyed.iter().map(|(_, _, place)| place)));
            let mut wanted: Vec<u32> = (0..).take(names.len()).collect();
            wanted.sort_by(|a, b| by_letters(name(*a), name(*b)));
            prop_assert_eq!(found, wanted);
        }
    }
}
