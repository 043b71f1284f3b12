//! What the user decided about what an import finds: conflicts, look-alikes, and the accounts that
//! a file no longer has. What nobody decided leaves the book as the rep made it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::found::Other;
use super::identity::folded;
use crate::domain::Id;

/// Whose value stands where the rep and the file disagree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The one in the book.
    #[default]
    Mine,
    /// The one in the file.
    Theirs,
}

/// What becomes of the conflicts that nobody decided one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conflicts {
    /// This side's value stands; every one is reported.
    Stand(Side),
    /// One is enough for the file to be refused.
    Refuse,
}

impl Default for Conflicts {
    fn default() -> Self {
        Self::Stand(Side::Mine)
    }
}

impl Conflicts {
    /// The answers to `--conflicts`.
    pub const KEYS: [(&'static str, Self); 3] = [
        ("keep", Self::Stand(Side::Mine)),
        ("take", Self::Stand(Side::Theirs)),
        ("refuse", Self::Refuse),
    ];

    /// The answer with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS.iter().find(|(name, _)| *name == key).map(|(_, answer)| *answer)
    }
}

/// What becomes of the accounts that a file no longer has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Absent {
    /// They stay as they are.
    #[default]
    Stay,
    /// They are put away, unless they are more than half of all.
    Archive,
    /// They are put away, however many they are.
    ArchiveAll,
}

/// What becomes of a row whose name is like another's, when nobody decided about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Alike {
    /// They are two accounts.
    #[default]
    Apart,
    /// They are one.
    Same,
}

impl Alike {
    /// The answers to `--look-alikes`.
    pub const KEYS: [(&'static str, Self); 2] = [("apart", Self::Apart), ("same", Self::Same)];

    /// The answer with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::KEYS.iter().find(|(name, _)| *name == key).map(|(_, answer)| *answer)
    }
}

/// Whether won sales make revenue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WonSales {
    /// They do not.
    #[default]
    Alone,
    /// They make that of their account and fiscal year.
    MakeRevenue,
}

/// Everything the user decided.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// About conflicts in general.
    pub conflicts: Conflicts,
    /// About single conflicts, by record and field.
    pub sides: BTreeMap<(Id, String), Side>,
    /// About accounts that the file no longer has.
    pub absent: Absent,
    /// About names that are alike, in general.
    pub alike: Alike,
    /// About the names of single rows, by their lines.
    pub rows: BTreeMap<u64, Alike>,
    /// Names of rows and what the accounts are called that they mean.
    pub same: Vec<(String, String)>,
    /// About won sales.
    pub won: WonSales,
    /// About names of products that are alike.
    pub products: Alike,
    /// Single names of products that mean the ones that are nearly called so.
    pub merged: BTreeSet<String>,
    /// The currency of amounts that come without one.
    pub currency: Option<String>,
}

impl Decisions {
    /// Nothing was decided.
    pub const NONE: &'static Self = &Self {
        conflicts: Conflicts::Stand(Side::Mine),
        sides: BTreeMap::new(),
        absent: Absent::Stay,
        alike: Alike::Apart,
        rows: BTreeMap::new(),
        same: Vec::new(),
        won: WonSales::Alone,
        products: Alike::Apart,
        merged: BTreeSet::new(),
        currency: None,
    };

    /// Whether a row means the account whose name is like its own.
    pub fn alike(&self, line: u64, name: &str, other: &Other) -> Alike {
        let called = |text: &str, id: Option<Id>, name: &str, city: &str| {
            let full = format!("{name}, {city}");
            id.is_some_and(|id| text == id.to_string())
                || [name, full.as_str()].iter().any(|own| folded(own) == folded(text))
        };
        let named = |(left, right): &(String, String)| {
            folded(left) == folded(name) && called(right, other.account, &other.name, &other.city)
        };
        match self.rows.get(&line) {
            Some(answer) => *answer,
            None if self.same.iter().any(named) => Alike::Same,
            None => self.alike,
        }
    }

    /// Whether a product means the one that is nearly called so.
    pub fn product(&self, name: &str) -> Alike {
        if self.merged.contains(name.trim()) { Alike::Same } else { self.products }
    }

    /// Whose value stands in a field.
    pub fn side(&self, record: Id, field: &str) -> Side {
        let one = self.sides.get(&(record, field.to_owned()));
        one.copied().unwrap_or(match self.conflicts {
            Conflicts::Stand(side) => side,
            Conflicts::Refuse => Side::Mine,
        })
    }
}
