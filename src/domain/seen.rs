//! The book as it is seen while something is tried (METHOD.md 2, what if): scores and lines that
//! are not kept yet stand before those that are. Grid, list, counts and details all ask here, so
//! they follow a trial at every key press; without a trial it is the book itself.

use std::collections::BTreeMap;

use super::book::{Book, Counts};
use super::facts::{Fact, What};
use super::id::Id;
use super::query::{Facts, Query, SortKey, order};
use super::score::{Axis, Scores, Segment, Thresholds};
use super::value::{FieldValue, Value};

/// Scores and lines that are tried without being kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trial {
    /// Accounts that stand elsewhere.
    pub scores: BTreeMap<Id, Scores>,
    /// Other lines.
    pub thresholds: Option<Thresholds>,
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
}

impl<'a> Seen<'a> {
    /// The book with a trial.
    pub fn new(book: &'a Book, trial: &'a Trial) -> Self {
        Self { book, trial }
    }

    /// The lines of the grid.
    pub fn thresholds(&self) -> Thresholds {
        self.trial.thresholds.unwrap_or_else(|| self.book.thresholds())
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
        let archived = Fact::named("archived");
        let with_archived = query.facts().iter().any(|fact| Some(*fact) == archived);
        let mut rows: Vec<u32> = (0..self.book.accounts.len())
            .filter(|row| with_archived || !self.book.is_archived(*row))
            .filter(|row| query.is_empty() || query.matches(&Row { seen: *self, row: *row }))
            .filter_map(|row| u32::try_from(row).ok())
            .collect();
        self.sort(&mut rows, sort);
        rows
    }

    /// Puts rows into an order; ties by name, then id.
    pub fn sort(&self, rows: &mut [u32], sort: &[SortKey]) {
        let mut keyed: Vec<(Vec<Option<Value>>, String, u32)> = rows
            .iter()
            .map(|row| {
                let values = sort.iter().map(|key| self.fact(*row as usize, key.fact)).collect();
                (values, self.book.accounts.name(*row as usize).to_lowercase(), *row)
            })
            .collect();
        keyed.sort_unstable_by(|a, b| {
            let values = a.0.iter().zip(&b.0).zip(sort);
            let by_values = values.map(|((a, b), key)| order(a.as_ref(), b.as_ref(), key.falling));
            let unequal = by_values.into_iter().find(|order| order.is_ne());
            unequal.unwrap_or_else(|| a.1.cmp(&b.1).then(a.2.cmp(&b.2)))
        });
        for (cell, (_, _, row)) in rows.iter_mut().zip(keyed) {
            *cell = row;
        }
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
