//! The best of many scores without ordering them all: those that at least so many others beat are
//! let go as they come.

use std::collections::BTreeMap;

/// A score with the place of what has it: more is better.
pub type Scored = (u32, u32);

/// The best of the scores that came, and all those that are as good as the last of them.
#[derive(Debug, Default)]
pub struct Best {
    most: usize,
    kept: Vec<Scored>,
    /// How many of each score came that was above the least then.
    above: BTreeMap<u32, usize>,
    /// All of them together.
    sum: usize,
    least: u32,
}

impl Best {
    /// None yet of so many.
    pub fn of(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// The least score that can still be among the best.
    pub fn least(&self) -> u32 {
        self.least
    }

    /// Takes a score, if it can still be among the best.
    pub fn put(&mut self, (score, place): Scored) {
        if score >= self.least {
            self.kept.push((score, place));
            self.count(score);
        }
    }

    /// Counts a score that is kept elsewhere.
    pub fn count(&mut self, score: u32) {
        if score <= self.least {
            return;
        }
        *self.above.entry(score).or_default() += 1;
        self.sum += 1;
        while self.sum >= self.most.max(1)
            && let Some((least, count)) = self.above.pop_first()
        {
            self.least = least;
            self.sum -= count;
        }
    }

    /// Those of the best, in the order of their places.
    pub fn kept(&mut self) -> &[Scored] {
        self.kept.retain(|(score, _)| *score >= self.least);
        self.kept.sort_unstable_by_key(|(_, place)| *place);
        &self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_kept_is_all_from_the_last_of_the_best_on(
            scores in proptest::collection::vec(0_u32..20, 0..80), most in 1_usize..30
        ) {
            let mut best = Best::of(most);
            let all: Vec<Scored> = scores.iter().copied().zip(0..).collect();
            for scored in &all {
                best.put(*scored);
            }
            let mut falling = scores.clone();
            falling.sort_unstable_by(|a, b| b.cmp(a));
            let last = falling.get(most - 1).copied().unwrap_or(0);
            proptest::prop_assert_eq!(best.least(), last);
            let wanted: Vec<Scored> = all.into_iter().filter(|(score, _)| *score >= last).collect();
            proptest::prop_assert_eq!(best.kept(), wanted);
        }
    }
}
