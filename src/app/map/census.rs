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
    /// The most valuable account of each, as its row.
    leads: Vec<u32>,
    unplaced: usize,
}

/// No account.
const NOBODY: u32 = u32::MAX;

impl Census {
    /// Counts the accounts in these rows.
    pub fn take(accounts: &Accounts, rows: &[u32]) -> Self {
        let cells = vec![[0, 0]; SIDE * SIDE];
        let mut census = Self { cells, leads: vec![NOBODY; SIDE * SIDE], unplaced: 0 };
        let mut best = vec![i64::MIN; SIDE * SIDE];
        let engagement = accounts.score_column(Axis::Engagement);
        let potential = accounts.score_column(Axis::Potential);
        let mut count = |row: u32, e: u8, p: u8| {
            census.add(e, p, accounts.has_step(row as usize));
            let at = usize::from(e) * SIDE + usize::from(p);
            let worth = accounts.worth(row as usize).unwrap_or(i64::MIN);
            let ahead = |lead: u32, best: i64| {
                lead == NOBODY || worth > best || (worth == best && row < lead)
            };
            match (census.leads.get_mut(at), best.get_mut(at)) {
                (Some(lead), Some(best)) if p <= 100 && ahead(*lead, *best) => {
                    (*lead, *best) = (row, worth);
                }
                _ => {}
            }
        };
        if rows.len() == accounts.len() {
            // Every row: side by side, in the order of memory.
            for (row, (e, p)) in (0..).zip(engagement.iter().zip(potential)) {
                count(row, *e, *p);
            }
            return census;
        }
        for row in rows {
            if let (Some(e), Some(p)) =
                (engagement.get(*row as usize), potential.get(*row as usize))
            {
                count(*row, *e, *p);
            }
        }
        census
    }

    /// The most valuable accounts of the pairs of scores in a part of the grid. Moves made since
    /// the count are not in it.
    pub fn leads(&self, window: &Window) -> impl Iterator<Item = u32> {
        let (e, p) = (window.engagement, window.potential);
        (e.lo..=e.hi).flat_map(move |e| {
            let row = usize::from(e) * SIDE;
            let cells = row + usize::from(p.lo)..=row + usize::from(p.hi);
            self.leads.get(cells).unwrap_or_default().iter().copied().filter(|row| *row != NOBODY)
        })
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
    fn the_most_valuable_account_of_a_part_is_found_without_looking_at_all_of_them() {
        let mut book = book();
        for row in 0..200 {
            book.accounts
                .set_worth(row, (row % 5 != 0).then_some(i64::try_from(row * 31 % 17).unwrap()));
        }
        let rows: Vec<u32> = (0..200).rev().filter(|row| row % 7 != 0).collect();
        let census = Census::take(&book.accounts, &rows);
        let span = |lo, hi| super::super::plot::Span { lo, hi };
        for (e, p) in [(span(0, 100), span(0, 100)), (span(20, 40), span(50, 100))] {
            let window = Window { engagement: e, potential: p };
            let best = |row: &u32| super::super::picture::rank(&book.accounts, *row);
            let inside = |row: &&u32| window.holds(book.accounts.scores(**row as usize));
            let found = census.leads(&window).min_by_key(best);
            assert_eq!(found, rows.iter().filter(inside).min_by_key(|row| best(row)).copied());
            assert!(found.is_some());
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
