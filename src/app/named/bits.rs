//! A set of numbers below a limit, one bit each.

/// The set.
#[derive(Clone, Debug, Default)]
pub struct Bits(Vec<u64>);

/// So many numbers share a word.
pub const WIDE: usize = 64;

impl Bits {
    /// An empty set of numbers below a limit.
    pub fn below(limit: usize) -> Self {
        Self(vec![0; limit.div_ceil(WIDE)])
    }

    /// Puts a number in; one above the limit stays away.
    pub fn put(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / WIDE) {
            *word |= 1 << (number % WIDE);
        }
    }

    /// Whether a number is in it.
    pub fn has(&self, number: usize) -> bool {
        self.0.get(number / WIDE).is_some_and(|word| word >> (number % WIDE) & 1 == 1)
    }

    /// The words, each with the next 64 numbers.
    pub fn words(&self) -> &[u64] {
        &self.0
    }

    /// The same, to be written.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }
}

/// The places of the bits that are set in a word, lowest first.
pub fn ones(word: u64) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        let lowest = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    proptest::proptest! {
        #[test]
        fn a_set_holds_what_was_put_in(numbers in proptest::collection::vec(0_usize..300, 0..50)) {
            let mut bits = Bits::below(200);
            for number in &numbers {
                bits.put(*number);
            }
            let wanted: BTreeSet<usize> = numbers.into_iter().filter(|number| *number < 256).collect();
            let words = bits.words().iter().enumerate();
            let found = words.flat_map(|(at, word)| ones(*word).map(move |bit| at * WIDE + bit));
            proptest::prop_assert!(found.eq(wanted.iter().copied()));
            proptest::prop_assert!((0..400).all(|number| bits.has(number) == wanted.contains(&number)));
        }
    }
}
