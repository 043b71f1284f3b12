//! The book as it is seen while something is tried (METHOD.md 2, what if): scores and lines that
//! are not kept yet stand before those that are. Grid, list, counts and details all ask here, so
//! they follow a trial at every key press; without a trial it is the book itself.
//!
//! Which accounts are shown does not follow a trial: filter and order stay those of the book as it
//! is kept, deliberately, so that an account that is being moved does not leave the screen, or jump
//! in the list, under the keys that move it. Once it is kept they are worked out anew.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::alphabet::{by_letters, head};
use super::book::{Book, Counts};
use super::day_number::days_since_epoch;
use super::facts::{Fact, What};
use super::id::Id;
use super::kinds::account::field;
use super::query::{Facts, Query, SortKey, order};
use super::score::{Axis, Scores, Segment, Thresholds};
use super::value::{FieldValue, Type, Value};

/// Scores and lines that are tried without being kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trial {
    /// Accounts that stand elsewhere.
    pub scores: BTreeMap<Id, Scores>,
    /// Other lines.
    pub thresholds: Option<Thresholds>,
}

/// Which accounts are asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Living {
    /// Those that are in use, unless the query asks for others.
    Only,
    /// Those too that were put away.
    OrPutAway,
}

/// Nothing tried.
pub static NO_TRIAL: Trial = Trial { scores: BTreeMap::new(), thresholds: None };

impl Trial {
    /// Whether nothing is tried.
    pub fn is_empty(&self) -> bool {
        *self == NO_TRIAL
    }
}

/// A book together with what is tried on it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The book as it is kept.
    pub book: &'a Book,
    trial: &'a Trial,
    lines: Thresholds,
}

impl<'a> Seen<'a> {
    /// The book with a trial.
    pub fn new(book: &'a Book, trial: &'a Trial) -> Self {
        let lines = trial.thresholds.unwrap_or_else(|| book.thresholds());
        Self { book, trial, lines }
    }

    /// The lines of the grid.
    pub fn thresholds(&self) -> Thresholds {
        self.lines
    }

    /// The scores of the account in a row.
    pub fn scores(&self, row: usize) -> Scores {
        if !self.trial.scores.is_empty() {
            let id = self.book.accounts.id(row);
            if let Some(tried) = id.and_then(|id| self.trial.scores.get(&id)) {
                return *tried;
            }
        }
        self.book.accounts.scores(row)
    }

    /// The segment of the account in a row; `None` while unplaced.
    pub fn segment(&self, row: usize) -> Option<Segment> {
        self.thresholds().segment(self.scores(row))
    }

    /// A fact of the account in a row; `None` when it is unknown or its column not in memory.
    pub fn fact(&self, row: usize, fact: Fact) -> Option<Value> {
        let Fact::Derived(derived) = fact else {
            return self.book.accounts.column(fact)?.get(row);
        };
        match derived.what {
            What::Id => self.book.accounts.id(row).map(|id| Value::Text(id.to_string())),
            What::RevenueLastYear | What::NextAction | What::NextDue | What::DaysInSegment => {
                self.book.accounts.column(fact)?.get(row)
            }
            what => standing(what, self.scores(row), &self.thresholds()),
        }
    }

    /// The living accounts that match, as rows, in this order; ties by name, then id.
    /// Archived accounts are left out unless the query asks for them.
    pub fn select(&self, query: &Query, sort: &[SortKey]) -> Vec<u32> {
        self.select_among(Living::Only, query, sort)
    }

    /// The same among the living ones, or among all.
    pub fn select_among(&self, whose: Living, query: &Query, sort: &[SortKey]) -> Vec<u32> {
        let archived = Fact::named("archived");
        let with_archived =
            whose == Living::OrPutAway || query.facts().iter().any(|fact| Some(*fact) == archived);
        let mut rows: Vec<u32> = (0..self.book.accounts.len())
            .filter(|row| with_archived || !self.book.is_archived(*row))
            .filter(|row| query.is_empty() || query.matches(&Row { seen: *self, row: *row }))
            .filter_map(|row| u32::try_from(row).ok())
            .collect();
        self.sort(&mut rows, sort);
        rows
    }

    /// Puts rows into an order; ties by name, then id. Most pairs are decided by numbers, so
    /// that a million rows are ordered without looking at their names.
    pub fn sort(&self, rows: &mut [u32], sort: &[SortKey]) {
        let sort = without_name(sort);
        let alphabet = self.book.accounts.alphabet();
        let many = rows.len() >= MANY && rows.len() * 16 > alphabet.len();
        if many && sort.is_empty() {
            pick(rows, alphabet);
            return;
        }
        let places = if many { places(alphabet) } else { Vec::new() };
        let told_by_rank = sort.iter().all(|key| is_exact(key.fact.ty())) && sort.len() <= 1;
        let rank = |row: u32| sort.first().map_or(0, |key| self.rank(row as usize, *key));
        let place = |row: u32| places.get(row as usize).copied().unwrap_or(0);
        let mut keyed: Vec<(u64, u32, u32)> =
            rows.iter().map(|row| (rank(*row), place(*row), *row)).collect();
        keyed.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| {
                    if told_by_rank { Ordering::Equal } else { self.by_facts(a.2, b.2, sort) }
                })
                .then(a.1.cmp(&b.1))
                .then_with(|| if many { Ordering::Equal } else { self.by_name(a.2, b.2) })
                .then(a.2.cmp(&b.2))
        });
        for (cell, (_, _, row)) in rows.iter_mut().zip(keyed) {
            *cell = row;
        }
    }

    /// The place of a row among rows that were put into this order, without looking at all of them.
    pub fn place(&self, rows: &[u32], row: u32, sort: &[SortKey]) -> Option<usize> {
        let sort = without_name(sort);
        let before = |other: &u32| {
            let order = self.by_facts(*other, row, sort).then_with(|| self.by_name(*other, row));
            order.then(other.cmp(&row)).is_lt()
        };
        let at = rows.partition_point(before);
        if rows.get(at) == Some(&row) {
            return Some(at);
        }
        // Facts that were not in memory then, or have changed since, order otherwise.
        rows.iter().position(|other| *other == row)
    }

    /// A number that orders like the fact, as far as it goes; unknown is the largest.
    fn rank(&self, row: usize, key: SortKey) -> u64 {
        let Some(value) = self.fact(row, key.fact) else { return u64::MAX };
        let rising = match value {
            Value::Score(score) => u64::from(score.get()),
            Value::Int(n) => shifted(n),
            Value::Money(money) => shifted(money.minor()),
            Value::Pct(pct) => shifted(pct.millionths()),
            Value::Date(day) => shifted(days_since_epoch(day).into()),
            Value::Text(text) => u64::try_from(head(&text) >> 64).unwrap_or(u64::MAX),
            _ => return 0,
        };
        if key.falling { u64::MAX - 1 - rising.min(u64::MAX - 1) } else { rising.min(u64::MAX - 1) }
    }

    fn by_facts(&self, a: u32, b: u32, sort: &[SortKey]) -> Ordering {
        let orders = sort.iter().map(|key| {
            let (a, b) = (self.fact(a as usize, key.fact), self.fact(b as usize, key.fact));
            order(a.as_ref(), b.as_ref(), key.falling)
        });
        orders.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn by_name(&self, a: u32, b: u32) -> Ordering {
        let name = |row: u32| self.book.accounts.name(row as usize);
        by_letters(name(a), name(b))
    }

    /// How many of these rows stand where.
    pub fn counts(&self, rows: &[u32]) -> Counts {
        let lines = self.thresholds();
        let mut counts = Counts::default();
        for row in rows {
            let row = *row as usize;
            counts.add(lines.segment(self.scores(row)), self.book.accounts.has_step(row));
        }
        counts
    }
}

/// From this many rows on, the order of all names is worth going through.
const MANY: usize = 256;

/// Puts rows into the order in which all of them are given.
fn pick(rows: &mut [u32], all: &[u32]) {
    let mut wanted = vec![false; all.len()];
    for row in rows.iter() {
        if let Some(cell) = wanted.get_mut(*row as usize) {
            *cell = true;
        }
    }
    let picked = all.iter().filter(|row| wanted.get(**row as usize) == Some(&true));
    for (cell, row) in rows.iter_mut().zip(picked) {
        *cell = *row;
    }
}

/// For every row its place in the order.
fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, row) in (0..).zip(order) {
        if let Some(cell) = places.get_mut(*row as usize) {
            *cell = place;
        }
    }
    places
}

/// A sort without the name at its end, which decides last anyhow.
fn without_name(sort: &[SortKey]) -> &[SortKey] {
    match sort.split_last() {
        Some((last, before)) if !last.falling && last.fact == Fact::Stored(field::name) => before,
        _ => sort,
    }
}

/// Whether rows of the same rank hold the same value.
fn is_exact(ty: Type) -> bool {
    ty.is_ordered() && ty != Type::Time
}

/// A number that orders like the whole one.
const fn shifted(n: i64) -> u64 {
    n.cast_unsigned() ^ (1 << 63)
}

/// A fact that follows from the scores in force and the lines alone (METHOD.md 1).
pub fn standing(what: What, scores: Scores, lines: &Thresholds) -> Option<Value> {
    let to_line = |axis| lines.to_line(scores, axis).map(|points| Value::Int(points.into()));
    match what {
        What::Segment => lines.segment(scores).map(FieldValue::into_value),
        What::EngagementScore => scores.engagement.map(Value::Score),
        What::PotentialScore => scores.potential.map(Value::Score),
        What::EngagementToLine => to_line(Axis::Engagement),
        What::PotentialToLine => to_line(Axis::Potential),
        What::Borderline => lines.segment(scores).map(|_| Value::Bool(lines.borderline(scores))),
        What::Id
        | What::RevenueLastYear
        | What::NextAction
        | What::NextDue
        | What::DaysInSegment => None,
    }
}

/// One account of a book, to be asked by a query.
pub struct Row<'a> {
    /// The book with what is tried.
    pub seen: Seen<'a>,
    /// The row.
    pub row: usize,
}

impl Facts for Row<'_> {
    fn name(&self) -> &str {
        self.seen.book.accounts.name(self.row)
    }
    fn has_step(&self) -> bool {
        self.seen.book.accounts.has_step(self.row)
    }
    fn fact(&self, fact: Fact) -> Option<Value> {
        self.seen.fact(self.row, fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::Account;
    use crate::domain::query::parse_sort;
    use crate::domain::score::Score;
    use crate::domain::value::Must;

    fn book(accounts: &[(&str, Option<u8>)]) -> Book {
        let mut book = Book {
            accounts: crate::domain::accounts::Accounts::with_hot_columns(),
            ..Book::default()
        };
        for (place, (name, score)) in accounts.iter().enumerate() {
            let mut account = Account::new(Id::of_parts(&[&place.to_string()]));
            account.name = Must((*name).to_owned());
            account.engagement = score.and_then(Score::new);
            account.potential = Score::new(50);
            book.accounts.put(&account);
        }
        book
    }

    fn names(book: &Book, sort: &str) -> Vec<String> {
        let rows = book.seen().select(&Query::default(), &parse_sort(sort).unwrap());
        rows.iter().map(|row| book.accounts.name(*row as usize).to_owned()).collect()
    }

    #[test]
    fn accounts_stand_in_the_order_asked_for_unknown_last() {
        let book = book(&[
            ("Longnames Berlin", Some(3)),
            ("longnames Aachen", Some(90)),
            ("Acme", None),
            ("Zeta", Some(90)),
            ("Éclair", Some(3)),
        ]);
        assert_eq!(
            names(&book, ""),
            ["Acme", "longnames Aachen", "Longnames Berlin", "Zeta", "Éclair"]
        );
        let by_score = ["longnames Aachen", "Zeta", "Longnames Berlin", "Éclair", "Acme"];
        assert_eq!(names(&book, "-engagement"), by_score);
        let rising = ["Longnames Berlin", "Éclair", "longnames Aachen", "Zeta", "Acme"];
        assert_eq!(names(&book, "engagement"), rising);
        assert_eq!(
            names(&book, "-name"),
            ["Éclair", "Zeta", "Longnames Berlin", "longnames Aachen", "Acme"]
        );
    }

    #[test]
    fn each_row_is_found_at_its_place_whatever_the_order() {
        let mut book = book(&[
            ("Longnames Berlin", Some(3)),
            ("longnames berlin", Some(90)),
            ("Acme", None),
            ("Acme", Some(90)),
            ("Éclair", Some(3)),
        ]);
        for sort in ["", "name", "-name", "engagement", "-engagement,-name", "potential,id"] {
            let sort = parse_sort(sort).unwrap();
            let rows = book.seen().select(&Query::default(), &sort);
            let place = |row| book.seen().place(&rows, row, &sort);
            assert!(rows.iter().enumerate().all(|(at, row)| place(*row) == Some(at)));
            assert_eq!(place(99), None);
        }
        // The order is that of before.
        let sort = parse_sort("engagement").unwrap();
        let rows = book.seen().select(&Query::default(), &sort);
        let (first, lowest) = (rows[0], Value::Score(Score::clamped(100)));
        let id = book.accounts.id(first as usize).unwrap();
        book.accounts.set(id, field::engagement, Some(&lowest));
        assert_eq!(book.seen().place(&rows, first, &sort), Some(0));
    }

    #[test]
    fn counts_and_segments_follow_a_trial() {
        let book = book(&[("Acme", Some(49)), ("Bolt", None)]);
        let rows = [0, 1];
        let before = book.seen().counts(&rows);
        assert_eq!((before.of(Segment::GrowthPotential).accounts, before.unplaced), (1, 1));
        let lower = Thresholds::DEFAULT.with(Axis::Engagement, Score::clamped(49));
        let trial = Trial { thresholds: Some(lower), ..Trial::default() };
        let after = Seen::new(&book, &trial).counts(&rows);
        assert_eq!(
            (after.of(Segment::Key).accounts, after.of(Segment::GrowthPotential).accounts),
            (1, 0)
        );
    }
}
