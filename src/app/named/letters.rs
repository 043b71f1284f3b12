//! Where the letters of a name stand, as bits: bit n says something of its nth letter. All letters
//! are compared at once.

/// Names of more letters are left to the scorer.
pub const LONGEST: usize = 64;

/// Most names have no more letters than this.
pub const SHORT: usize = LONGEST / 2;

/// A name in ASCII without control characters, with whatever lies after it.
pub struct Letters<'a, const ROOM: usize> {
    bytes: &'a [u8; ROOM],
    /// The bits of its letters.
    own: u64,
}

/// A letter that is looked for in either case.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    small: u8,
    /// What turns a capital into a small letter.
    case: u8,
}

impl Letter {
    /// A letter in lower case.
    pub const fn of(small: u8) -> Self {
        Self { small, case: if small.is_ascii_lowercase() { 0x20 } else { 0 } }
    }
}

/// Where a match counts more: never less than the scorer gives for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// At the beginning of words.
    pub starts: u64,
    /// After signs.
    pub breaks: u64,
    /// At capitals and figures.
    pub turns: u64,
}

impl<'a, const ROOM: usize> Letters<'a, ROOM> {
    /// So many letters at the beginning of these bytes; `None` where others stand among them.
    #[inline]
    pub fn of(bytes: &'a [u8; ROOM], count: usize) -> Option<Self> {
        let own = if count < LONGEST { (1 << count) - 1 } else { u64::MAX };
        let letters = Self { bytes, own };
        (letters.each(|byte| byte.cast_signed() < 0x20) == 0).then_some(letters)
    }

    /// Where a letter stands.
    #[inline]
    pub fn at(&self, letter: Letter) -> u64 {
        self.each(|byte| byte | letter.case == letter.small)
    }

    /// Where words begin.
    #[inline]
    pub fn starts(&self) -> u64 {
        self.each(|byte| byte == b' ') << 1 | 1
    }

    /// Where a match counts more.
    pub fn edges(&self) -> Edges {
        let starts = self.starts();
        let parts = self.each(|byte| byte.is_ascii_alphanumeric());
        let turns = self.each(|byte| byte.is_ascii_uppercase() | byte.is_ascii_digit());
        Edges { starts, breaks: !parts << 1 & !starts, turns }
    }

    /// Where letters are as asked.
    #[inline]
    fn each(&self, is: impl Fn(u8) -> bool) -> u64 {
        let are = self.bytes.map(|byte| u8::from(is(byte)));
        // The product moves the lowest bit of each of eight bytes into the highest byte.
        let gathered =
            |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        let eights = are.as_chunks::<8>().0.iter().enumerate();
        eights.fold(0, |bits, (at, eight)| bits | gathered(eight) << (8 * at)) & self.own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(name: &str, is: impl Fn(usize, u8) -> bool) -> u64 {
        name.bytes().enumerate().fold(0, |bits, (at, byte)| bits | u64::from(is(at, byte)) << at)
    }

    fn holds<const ROOM: usize>(name: &str, after: &str) {
        let all = format!("{name}{after}{}", " ".repeat(ROOM));
        let letters =
            Letters::of(all.as_bytes().first_chunk::<ROOM>().unwrap(), name.len()).unwrap();
        for letter in (0..=127).filter(|letter: &u8| !letter.is_ascii_uppercase()) {
            let wanted = bits(name, |_, byte| byte.to_ascii_lowercase() == letter);
            assert_eq!(letters.at(Letter::of(letter)), wanted, "{letter}");
        }
        let before = |at: usize| at.checked_sub(1).map(|at| name.as_bytes()[at]);
        let (edges, all) = (letters.edges(), bits(name, |_, _| true));
        let begins = bits(name, |at, _| matches!(before(at), None | Some(b' ')));
        assert_eq!(edges.starts & all, begins);
        let sign = |byte: u8| byte != b' ' && !byte.is_ascii_alphanumeric();
        assert_eq!(edges.breaks & all, bits(name, |at, _| before(at).is_some_and(sign)));
        let turn = |_, byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        assert_eq!(edges.turns, bits(name, turn));
    }

    proptest::proptest! {
        #[test]
        fn letters_are_found_where_they_stand(
            short in "[ -~\\u{7f}]{0,32}", name in "[ -~\\u{7f}]{0,64}", after in "\\PC{0,70}"
        ) {
            holds::<SHORT>(&short, &after);
            holds::<LONGEST>(&name, &after);
        }

        #[test]
        fn control_characters_and_other_letters_are_left_alone(
            name in "\\PC{0,30}|[a-z\\t\\n\\u{0}\\u{7f}]{0,12}", after in "\\PC{0,9}"
        ) {
            let plain = name.bytes().all(|byte| byte == 127 || (b' '..=b'~').contains(&byte));
            let all = format!("{name}{after}{}", " ".repeat(LONGEST));
            let room = all.as_bytes().first_chunk::<LONGEST>().unwrap();
            proptest::prop_assume!(name.len() <= LONGEST);
            proptest::prop_assert_eq!(Letters::of(room, name.len()).is_some(), plain);
        }
    }
}
