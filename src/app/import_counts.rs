//! How many rows of a file become what, with what the user has decided about them so far.

use std::collections::BTreeSet;

use super::incoming::{Away, ImportDecided, ImportMissing, ImportPreview, Merge};
use crate::domain::Id;

/// What rows of a file, or accounts of the book, are counted as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// Records that are new.
    New,
    /// Records that change.
    Changed,
    /// Records that are as the file says.
    Same,
    /// Values that the rep and the file disagree on.
    InConflict,
    /// Rows whose names are like others'.
    Alike,
    /// Accounts that the file no longer has.
    Missing,
    /// Rows that are not taken.
    Rejected,
    /// Lines that are no rows.
    Ignored,
}

impl Count {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::InConflict => "in conflict",
            Self::Alike => "alike",
            Self::Missing => "missing",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
        }
    }
}

/// What becomes of rows that are made one with others.
#[derive(Default)]
struct Merged {
    /// The accounts of the book that rows are.
    accounts: BTreeSet<Id>,
    /// How many rows are the same as another one.
    doubled: u64,
    /// How many products are.
    products: u64,
}

impl Merged {
    fn of(preview: &ImportPreview, decided: &ImportDecided) -> Self {
        let mut merged = Self::default();
        for row in preview.alike.iter().filter(|row| decided.same.contains(&row.line)) {
            match row.merge {
                Merge::Account(account) if merged.accounts.insert(account) => {}
                Merge::Account(_) | Merge::Row => merged.doubled += 1,
                Merge::Product => {}
            }
        }
        if preview.kind == "product" {
            merged.products = decided.products.len() as u64;
        }
        merged
    }
}

impl ImportPreview {
    /// The counts as they will be with what the user has decided.
    pub fn counted(&self, decided: &ImportDecided) -> Vec<(Count, u64)> {
        let merged = Merged::of(self, decided);
        let found = merged.accounts.len() as u64 + merged.products;
        let taken = self.conflicts.iter().filter(|conflict| {
            let key = (conflict.record, conflict.field.clone());
            !conflict.is_counted && decided.theirs.contains(&key)
        });
        let touched = taken.map(|conflict| conflict.line).collect::<BTreeSet<u64>>().len() as u64;
        let one = |(what, count): &(Count, u64)| {
            let count = *count;
            let now = match what {
                Count::New => count.saturating_sub(found + merged.doubled),
                Count::Changed => count + found + touched,
                Count::Same => count.saturating_sub(touched),
                Count::Rejected => count + merged.doubled,
                Count::Missing => self.missing_with(decided).count() as u64,
                Count::InConflict | Count::Alike | Count::Ignored => count,
            };
            (*what, now)
        };
        self.counts.iter().map(one).collect()
    }

    /// The accounts that the file no longer has, with what the user has decided: one that a row is
    /// made one with is not missing.
    pub fn missing_with(&self, decided: &ImportDecided) -> impl Iterator<Item = &ImportMissing> {
        let found = Merged::of(self, decided).accounts;
        self.missing.iter().filter(move |missing| !found.contains(&missing.record))
    }

    /// Whether taking it would write anything.
    pub fn writes(&self, decided: &ImportDecided) -> bool {
        let counted = self.counted(decided).into_iter();
        let mut written = counted.filter(|(what, _)| [Count::New, Count::Changed].contains(what));
        written.any(|(_, count)| count > 0)
            || (decided.away == Away::All && self.missing_with(decided).next().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::incoming::ImportAlike;
    use super::*;

    fn alike(line: u64, merge: Merge) -> ImportAlike {
        ImportAlike { line, row: format!("Row {line}"), other: "Other".to_owned(), merge }
    }

    fn preview() -> ImportPreview {
        let (acme, bolt) = (Id::of_parts(&["Acme"]), Id::of_parts(&["Bolt"]));
        let missing = |record: Id| ImportMissing { record, ..ImportMissing::default() };
        ImportPreview {
            kind: "account",
            counts: vec![
                (Count::New, 4),
                (Count::Changed, 0),
                (Count::Same, 1),
                (Count::Missing, 2),
                (Count::Rejected, 0),
            ],
            alike: vec![
                alike(2, Merge::Account(acme)),
                alike(3, Merge::Account(acme)),
                alike(4, Merge::Row),
            ],
            missing: vec![missing(acme), missing(bolt)],
            ..ImportPreview::default()
        }
    }

    fn counted(same: &[u64]) -> Vec<u64> {
        let decided = ImportDecided { same: same.iter().copied().collect(), ..Default::default() };
        preview().counted(&decided).into_iter().map(|(_, count)| count).collect()
    }

    #[test]
    fn a_name_that_is_made_one_with_an_account_changes_it_and_it_is_no_longer_missing() {
        assert_eq!(counted(&[]), [4, 0, 1, 2, 0]);
        assert_eq!(counted(&[2]), [3, 1, 1, 1, 0]);
    }

    #[test]
    fn a_name_that_is_made_one_with_another_row_is_that_row_again_and_rejected() {
        assert_eq!(counted(&[4]), [3, 0, 1, 2, 1]);
        assert_eq!(counted(&[2, 3, 4]), [1, 1, 1, 1, 2]);
    }
}
