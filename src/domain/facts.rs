//! The facts of an account: its stored fields and what is derived from them, under one name each.
//! Lists, columns, sorting, the search language, `show` and exports all read this table.

use super::choice::Choice;
use super::kinds::Account;
use super::record::{Field, Kind};
use super::score::Segment;
use super::value::{FieldValue, Type};

/// A fact that is computed, never stored (RECORDS.md, Derived).
#[derive(Debug)]
pub struct Derived {
    /// Its name in files and on the command line.
    pub key: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What it is.
    pub hint: &'static str,
    /// Its type.
    pub ty: Type,
    /// Which one it is.
    pub what: What,
}

/// The derived facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The id as text.
    Id,
    /// The quadrant it stands in.
    Segment,
    /// The engagement score in force.
    EngagementScore,
    /// The potential score in force.
    PotentialScore,
    /// Points above or below the engagement line.
    EngagementToLine,
    /// Points above or below the potential line.
    PotentialToLine,
    /// Within five points of a line.
    Borderline,
    /// What it bought from us in the last complete fiscal year.
    RevenueLastYear,
    /// What is to be done next.
    NextAction,
    /// By which day.
    NextDue,
    /// Days since it last crossed into its segment.
    DaysInSegment,
}

macro_rules! derived {
    ($($key:literal, $label:literal, $what:ident, $ty:expr, $hint:literal;)+) => {
        &[$(Derived { key: $key, label: $label, hint: $hint, ty: $ty, what: What::$what }),+]
    };
}

/// Every derived fact.
pub static DERIVED: &[Derived] = derived! {
    "id", "Id", Id, Type::Text, "the record's id in this book";
    "segment", "Segment", Segment, <Segment as FieldValue>::TYPE, "the quadrant of the grid it stands in";
    "engagement_score", "Engagement", EngagementScore, Type::Score, "the engagement score in force";
    "potential_score", "Potential", PotentialScore, Type::Score, "the potential score in force";
    "engagement_to_line", "Engagement to line", EngagementToLine, Type::Int(-100, 100), "points above (+) or below (-) the engagement line";
    "potential_to_line", "Potential to line", PotentialToLine, Type::Int(-100, 100), "points above (+) or below (-) the potential line";
    "borderline", "Borderline", Borderline, Type::Bool, "within 5 points of a line";
    "revenue_last_year", "Last year", RevenueLastYear, Type::Money, "what it bought from us in the last complete fiscal year";
    "next_action", "Next step", NextAction, Type::Text, "the open action that is due first";
    "next_due", "Due", NextDue, Type::Date, "the day the next step is due";
    "days_in_segment", "Days in segment", DaysInSegment, Type::Int(0, i64::MAX), "days since it last crossed into its segment";
};

/// A fact of an account: stored or derived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    /// A field of the record.
    Stored(&'static Field),
    /// Computed.
    Derived(&'static Derived),
}

impl PartialEq for Derived {
    fn eq(&self, other: &Self) -> bool {
        self.what == other.what
    }
}

impl Fact {
    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stored(field) => field.key,
            Self::Derived(derived) => derived.key,
        }
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Stored(field) => field.label,
            Self::Derived(derived) => derived.label,
        }
    }

    /// Its type.
    pub fn ty(self) -> Type {
        match self {
            Self::Stored(field) => field.ty,
            Self::Derived(derived) => derived.ty,
        }
    }

    /// The fact with this name.
    pub fn named(key: &str) -> Option<Self> {
        let stored = Account::TABLE.field(key).map(Self::Stored);
        stored.or_else(|| DERIVED.iter().find(|d| d.key == key).map(Self::Derived))
    }

    /// The derived fact.
    pub fn derived(what: What) -> Option<Self> {
        DERIVED.iter().find(|d| d.what == what).map(Self::Derived)
    }

    /// Every fact: `id`, the stored fields, then the derived ones.
    pub fn all() -> impl Iterator<Item = Self> {
        let id = DERIVED.iter().filter(|d| d.what == What::Id);
        let others = DERIVED.iter().filter(|d| d.what != What::Id);
        id.map(Self::Derived)
            .chain(Account::FIELDS.iter().map(Self::Stored))
            .chain(others.map(Self::Derived))
    }

    /// The words it takes, where it takes only some.
    pub fn choices(self) -> &'static [Choice] {
        match self.ty() {
            Type::Choice(choices) => choices,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_one_name() {
        let mut keys: Vec<_> = Fact::all().map(Fact::key).collect();
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
