//! Numbers that look random and are the same for the same seed on every machine (splitmix64).

/// A source of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or(0)
    }

    /// One of several.
    pub fn one_of<'a, T: ?Sized>(&mut self, several: &[&'a T]) -> Option<&'a T> {
        several.get(self.below(several.len())).copied()
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// A number around `middle`, mostly within `spread`, never further than twice that.
    pub fn around(&mut self, middle: i32, spread: i32) -> i32 {
        let width = usize::try_from(spread).unwrap_or(0) + 1;
        let sum: usize = (0..4).map(|_| self.below(width)).sum();
        middle - 2 * spread + i32::try_from(sum).unwrap_or(0)
    }
}
