//! How many accounts stand at each pair of scores: counted in one pass over the columns, and then
//! enough for captions, tiles and levels whatever the lines are.

use crate::domain::accounts::Accounts;
use crate::domain::book::{Counts, Tally};
use crate::domain::score::{Axis, Score, Scores, Segment, Thresholds};

use super::plot::Window;

const SIDE: usize = 101;

/// How many accounts stand where.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Census {
    /// For each engagement and potential: all accounts, and those without a next step.
    cells: Vec<[u32; 2]>,
    unplaced: usize,
}

impl Census {
    /// Counts the accounts in these rows.
    pub fn take(accounts: &Accounts, rows: &[u32]) -> Self {
        let mut census = Self { cells: vec![[0, 0]; SIDE * SIDE], unplaced: 0 };
        let engagement = accounts.score_column(Axis::Engagement);
        let potential = accounts.score_column(Axis::Potential);
        if rows.len() == accounts.len() {
            // Every row: side by side, in the order of memory.
            for (row, (e, p)) in engagement.iter().zip(potential).enumerate() {
                census.add(*e, *p, accounts.has_step(row));
            }
            return census;
        }
        for row in rows {
            let row = *row as usize;
            if let (Some(e), Some(p)) = (engagement.get(row), potential.get(row)) {
                census.add(*e, *p, accounts.has_step(row));
            }
        }
        census
    }

    fn add(&mut self, e: u8, p: u8, has_step: bool) {
        if e > 100 || p > 100 {
            self.unplaced += 1;
        } else if let Some(cell) = self.cells.get_mut(usize::from(e) * SIDE + usize::from(p)) {
            cell[0] += 1;
            cell[1] += u32::from(!has_step);
        }
    }

    /// Moves one account that was counted.
    pub fn moved(&mut self, from: Scores, to: Scores, has_step: bool) {
        match index(from) {
            Some(at) => {
                if let Some(cell) = self.cells.get_mut(at) {
                    cell[0] = cell[0].saturating_sub(1);
                    cell[1] = cell[1].saturating_sub(u32::from(!has_step));
                }
            }
            None => self.unplaced = self.unplaced.saturating_sub(1),
        }
        let byte = |score: Option<Score>| score.map_or(u8::MAX, Score::get);
        self.add(byte(to.engagement), byte(to.potential), has_step);
    }

    /// How many stand in each quadrant and in the tray.
    pub fn counts(&self, lines: &Thresholds) -> Counts {
        let mut counts = Counts { unplaced: self.unplaced, ..Counts::default() };
        let high = |line: Score| Some((line.get(), 100));
        let low = |line: Score| line.get().checked_sub(1).map(|most| (0, most));
        let (e, p) = (lines.engagement, lines.potential);
        for segment in Segment::ALL {
            let (e, p) = match segment {
                Segment::Key => (high(e), high(p)),
                Segment::GrowthPotential => (low(e), high(p)),
                Segment::Maintenance => (high(e), low(p)),
                Segment::Service => (low(e), low(p)),
            };
            let slot = counts.segments.get_mut(*segment as usize);
            if let (Some(slot), Some(e), Some(p)) = (slot, e, p) {
                *slot = self.tally(e, p);
            }
        }
        counts
    }

    /// How many stand within these engagements and potentials, ends included.
    pub fn tally(&self, (e_lo, e_hi): (u8, u8), (p_lo, p_hi): (u8, u8)) -> Tally {
        let mut tally = Tally::default();
        for e in usize::from(e_lo)..=usize::from(e_hi) {
            let from = e * SIDE + usize::from(p_lo);
            let to = e * SIDE + usize::from(p_hi);
            for [all, without] in self.cells.get(from..=to).unwrap_or_default() {
                tally.accounts += *all as usize;
                tally.no_step += *without as usize;
            }
        }
        tally
    }

    /// How many stand in a part of the grid.
    pub fn within(&self, window: &Window) -> usize {
        let (e, p) = (window.engagement, window.potential);
        self.tally((e.lo, e.hi), (p.lo, p.hi)).accounts
    }
}

fn index(scores: Scores) -> Option<usize> {
    let (e, p) = (scores.engagement?.get(), scores.potential?.get());
    Some(usize::from(e) * SIDE + usize::from(p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::book::Book;
    use crate::domain::id::Id;
    use crate::domain::kinds::Account;

    fn at(e: u8, p: u8) -> Scores {
        Scores { engagement: Score::new(e), potential: Score::new(p) }
    }

    fn book() -> Book {
        let mut book = Book { accounts: Accounts::with_hot_columns(), ..Book::default() };
        for n in 0_u8..200 {
            let mut account = Account::new(Id::of_parts(&[&n.to_string()]));
            account.engagement = Score::new(n % 120);
            account.potential = Score::new(n.wrapping_mul(37) % 110);
            book.accounts.put(&account);
        }
        for row in (0..200).step_by(3) {
            book.accounts.set_step(row, true, None);
        }
        book
    }

    #[test]
    fn a_census_counts_as_the_book_does_wherever_the_lines_are() {
        let book = book();
        let rows: Vec<u32> = (0..200).collect();
        let some: Vec<u32> = (0..200).filter(|row| row % 7 != 0).collect();
        for (e, p) in [(50, 50), (0, 0), (100, 100), (0, 70), (33, 1)] {
            let lines = Thresholds { engagement: Score::clamped(e), potential: Score::clamped(p) };
            let trial =
                crate::domain::seen::Trial { thresholds: Some(lines), ..Default::default() };
            for rows in [&rows, &some] {
                let counts = Census::take(&book.accounts, rows).counts(&lines);
                let seen = crate::domain::seen::Seen::new(&book, &trial);
                assert_eq!(counts, seen.counts(rows), "{e} {p}");
            }
        }
    }

    #[test]
    fn moving_an_account_moves_the_counts() {
        let book = book();
        let rows: Vec<u32> = (0..200).collect();
        let mut census = Census::take(&book.accounts, &rows);
        let before = census.clone();
        let (from, to) = (book.accounts.scores(5), at(100, 100));
        census.moved(from, to, book.accounts.has_step(5));
        assert_ne!(census, before);
        census.moved(to, from, book.accounts.has_step(5));
        assert_eq!(census, before);
        let unknown = Scores::default();
        census.moved(unknown, to, true);
        assert_eq!(census.unplaced, before.unplaced - 1);
    }
}
