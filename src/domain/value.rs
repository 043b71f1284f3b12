//! The values of fields: their types, how they are read from text (`reading`), and how they are
//! written. One reader and one writer serve the editor, `set`, CSV, JSON, Markdown and the change
//! log.

mod reading;
mod reject;
mod slot;

use jiff::civil::Date;

use super::amount::{Money, Pct};
use super::choice::Choice;
use super::id::Id;
use super::moment::Moment;
use super::score::Score;

pub use reading::{Reading, choose};
pub use reject::Reject;
pub use slot::{
    AccountRef, AccountRefs, CellRef, ChallengeRef, Chosen, ContactRef, ContactRefs, Count,
    FactorRef, FieldValue, Likelihood, Long, Margin, Must, ObjectiveRef, OpportunityRef, OutOfTen,
    PlanRef, ProductRef, Share, Slot, Tags, Year,
};

/// What a field of some record holds when it is known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Debug)]
pub enum Value {
    /// One line or many.
    Text(String),
    /// A whole number.
    Int(i64),
    /// 0 to 100.
    Score(Score),
    /// A percentage.
    Pct(Pct),
    /// An amount in the book's currency.
    Money(Money),
    /// A day.
    Date(Date),
    /// Date, time and offset.
    Time(Moment),
    /// Yes or no.
    Bool(bool),
    /// One of the words of the field.
    Choice(&'static Choice),
    /// Another record.
    Ref(Id),
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.millis().partial_cmp(&other.millis())
    }
}

impl PartialOrd for Choice {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.label.partial_cmp(other.label)
    }
}

/// The type of a field, with its limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// One line, at most [`TEXT_MOST`] characters.
    Text,
    /// Markdown of many lines, at most [`LONG_MOST`] characters.
    Long,
    /// A comma list of short words.
    Tags,
    /// A whole number within limits, both included.
    Int(i64, i64),
    /// One of these whole numbers.
    Steps(&'static [i64]),
    /// 0 to 100.
    Score,
    /// Percent within limits, both included, in whole percent.
    Pct(i64, i64),
    /// An amount.
    Money,
    /// A day.
    Date,
    /// Date, time and offset.
    Time,
    /// Yes or no.
    Bool,
    /// One of these words.
    Choice(&'static [Choice]),
    /// A record of the kind with this key.
    Ref(&'static str),
    /// Several records of the kind with this key: their ids with semicolons between them.
    Refs(&'static str),
}

/// The longest text of one line, in characters.
pub const TEXT_MOST: usize = 500;
/// The longest text of many lines, in characters.
pub const LONG_MOST: usize = 65_536;

impl Type {
    /// What a field of this type takes, in words.
    pub fn wanted(self) -> String {
        match self {
            Self::Text => format!("a text of at most {TEXT_MOST} characters"),
            Self::Long => "a text".to_owned(),
            Self::Tags => "words with commas between them".to_owned(),
            Self::Int(0, i64::MAX) => "a whole number, 0 or more".to_owned(),
            Self::Int(least, most) => format!("a whole number from {least} to {most}"),
            Self::Steps(steps) => format!("one of {}", join(steps.iter().map(ToString::to_string))),
            Self::Score => "a score, a whole number from 0 to 100".to_owned(),
            Self::Pct(least, most) => format!("a percentage from {least} to {most}"),
            Self::Money => "an amount such as 84000, 84k or 1234.50".to_owned(),
            Self::Date => "a date such as 2026-03-12, fri or in 2w".to_owned(),
            Self::Time => "a time such as 2026-03-12 14:30, or a day".to_owned(),
            Self::Bool => "yes or no".to_owned(),
            Self::Choice(choices) => {
                format!("one of {}", join(choices.iter().map(|c| c.key.to_owned())))
            }
            Self::Ref(kind) => format!("the id or the unique name of a {kind}"),
            Self::Refs(kind) => {
                format!("ids or unique names of {kind}s with semicolons between them")
            }
        }
    }

    /// The kind of the records that a field of this type names.
    pub fn refers_to(self) -> Option<&'static str> {
        match self {
            Self::Ref(kind) | Self::Refs(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether the values order as numbers or days do, so that `>` and `<` mean something.
    pub fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Int(..)
                | Self::Steps(_)
                | Self::Score
                | Self::Pct(..)
                | Self::Money
                | Self::Date
                | Self::Time
        )
    }
}

impl Value {
    /// The text of the change log, of CSV and of `set`: exact, independent of any locale,
    /// read back by [`Type::restore`] and [`Type::parse`].
    pub fn canonical(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Int(n) => n.to_string(),
            Self::Score(score) => score.to_string(),
            Self::Pct(pct) => pct.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Time(time) => time.to_string(),
            Self::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Choice(choice) => choice.key.to_owned(),
            Self::Ref(id) => id.to_string(),
        }
    }

    /// The number by which the book keeps it (money in hundredths, percentages in millionths);
    /// `None` for what it keeps as text.
    pub fn stored_number(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            Self::Score(score) => Some(score.get().into()),
            Self::Pct(pct) => Some(pct.millionths()),
            Self::Money(money) => Some(money.minor()),
            Self::Bool(yes) => Some((*yes).into()),
            Self::Text(_) | Self::Choice(_) | Self::Date(_) | Self::Time(_) | Self::Ref(_) => None,
        }
    }

    /// The records that a value of a type names.
    pub fn named(&self, ty: Type) -> Vec<Id> {
        match (ty, self) {
            (Type::Ref(_), Self::Ref(id)) => vec![*id],
            (Type::Refs(_), Self::Text(ids)) => {
                ids.split(';').filter_map(|id| id.trim().parse().ok()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value as it reads back: a time has no fractions of a second.
    pub fn as_written(self) -> Self {
        match self {
            Self::Time(time) => Self::Time(time.whole_seconds()),
            value => value,
        }
    }

    /// The JSON form: numbers and booleans as such, days in ISO 8601, choices by key.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Int(n) => (*n).into(),
            Self::Score(score) => score.get().into(),
            Self::Pct(pct) => number(pct.percent()),
            Self::Money(money) => number(money.units()),
            Self::Bool(yes) => (*yes).into(),
            _ => self.canonical().into(),
        }
    }

    /// The words on screen for a value: labels for choices, otherwise the exact text.
    pub fn label(&self) -> String {
        match self {
            Self::Choice(choice) => choice.label.to_owned(),
            _ => self.canonical(),
        }
    }
}

/// A number in JSON: whole ones without a decimal point.
#[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2^53")]
fn number(n: f64) -> serde_json::Value {
    if n.fract() == 0.0 && n.abs() < 9e15 { (n as i64).into() } else { n.into() }
}

fn join(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
