//! The values of fields: their types, how they are read from text, and how they are written.
//! One reader and one writer serve the editor, `set`, CSV, JSON, Markdown and the change log.

use jiff::civil::Date;
use jiff::tz::Offset;
use thiserror::Error;

use super::amount::{Money, Pct};
use super::at;
use super::choice::Choice;
use super::id::Id;
use super::moment::Moment;
use super::score::Score;
use super::when;

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

/// Why a text is not a value of a field. The message quotes the text and says what would do.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Reject {
    /// The text has not the shape of the type.
    #[error("`{text}` is not {wanted}")]
    Shape {
        /// What was typed, cut to a readable length.
        text: String,
        /// What would do.
        wanted: String,
    },
    /// Nothing was given for a field that must be known.
    #[error("must not be empty")]
    Required,
    /// Too long.
    #[error("is longer than {most} characters")]
    Long {
        /// The most characters it takes.
        most: usize,
    },
    /// A reference to something that is not there, or is there more than once.
    #[error("{0}")]
    Reference(String),
    /// Values that are each right but not together.
    #[error("{0}")]
    Together(String),
}

impl Reject {
    /// The text is not of the wanted shape.
    pub fn shape(text: &str, wanted: impl Into<String>) -> Self {
        let mut cut: String = text.chars().take(40).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        Self::Shape { text: cut, wanted: wanted.into() }
    }
}

/// What reading a typed text needs to know: the day, and how names become records.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Today, for dates such as `fri`.
    pub today: Date,
    /// The offset of times that are written without one.
    pub offset: Offset,
    /// Finds the record of a kind by a text that is no id: a unique name or external id.
    pub find: &'a dyn Fn(&str, &str) -> Result<Id, Reject>,
}

impl<'a> Reading<'a> {
    /// Reading as of a moment.
    pub fn at(now: &Moment, find: &'a dyn Fn(&str, &str) -> Result<Id, Reject>) -> Self {
        Self { today: now.date(), offset: now.offset(), find }
    }
}

impl Reading<'_> {
    /// Reading where no name can be looked up: references must be ids.
    pub fn plain(today: Date) -> Reading<'static> {
        Reading {
            today,
            offset: Offset::UTC,
            find: &|kind, text| Err(Reject::shape(text, format!("the id of a {kind}"))),
        }
    }
}

impl Type {
    /// The value a typed text means; `None` when it is blank, which means unknown.
    pub fn parse(self, text: &str, reading: &Reading<'_>) -> Result<Option<Value>, Reject> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(None);
        }
        // A list of tags may be nothing but commas.
        let value = self.parse_known(text, trimmed, reading)?;
        Ok(Some(value).filter(|value| *value != Value::Text(String::new())))
    }

    fn parse_known(
        self,
        text: &str,
        trimmed: &str,
        reading: &Reading<'_>,
    ) -> Result<Value, Reject> {
        match self {
            Self::Text => one_line(trimmed),
            Self::Long => limited(text.trim_end().to_owned(), LONG_MOST),
            Self::Tags => limited(tidy_tags(trimmed), TEXT_MOST),
            Self::Int(least, most) => whole(trimmed, least, most).map(Value::Int),
            Self::Steps(steps) => {
                let found = trimmed.parse().ok().filter(|n| steps.contains(n));
                found.map(Value::Int).ok_or_else(|| Reject::shape(trimmed, self.wanted()))
            }
            Self::Score => Score::parse(trimmed).map(Value::Score),
            Self::Pct(least, most) => {
                let pct = Pct::parse(trimmed)?;
                let fits = (least * 1_000_000..=most * 1_000_000).contains(&pct.millionths());
                fits.then_some(Value::Pct(pct)).ok_or_else(|| Reject::shape(trimmed, self.wanted()))
            }
            Self::Money => Money::parse(trimmed).map(Value::Money),
            Self::Date => when::parse_date(trimmed, reading.today).map(Value::Date),
            Self::Time => at::parse_moment(trimmed, reading.today, reading.offset).map(Value::Time),
            Self::Bool => yes_no(trimmed).map(Value::Bool),
            Self::Choice(choices) => choose(choices, trimmed)
                .map(Value::Choice)
                .ok_or_else(|| Reject::shape(trimmed, self.wanted())),
            Self::Ref(kind) => match trimmed.parse() {
                Ok(id) => Ok(Value::Ref(id)),
                Err(_) => (reading.find)(kind, trimmed).map(Value::Ref),
            },
            Self::Refs(kind) => several(kind, trimmed, reading),
        }
    }

    /// Reads what [`Value::canonical`] wrote. Dates and choices are taken exactly.
    pub fn restore(self, text: &str) -> Result<Value, Reject> {
        match self {
            Self::Text | Self::Long | Self::Tags => Ok(Value::Text(text.to_owned())),
            Self::Time => text.parse().map(Value::Time),
            _ => {
                let no_names = Reading::plain(Date::ZERO);
                self.parse(text, &no_names)?.ok_or(Reject::Required)
            }
        }
    }

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

/// A text of one line: line breaks become spaces.
fn one_line(text: &str) -> Result<Value, Reject> {
    if !text.bytes().any(|byte| byte == b'\r' || byte == b'\n') {
        return limited(text.to_owned(), TEXT_MOST);
    }
    let parts = text.split(['\r', '\n']).filter(|part| !part.is_empty());
    limited(parts.collect::<Vec<_>>().join(" "), TEXT_MOST)
}

fn limited(text: String, most: usize) -> Result<Value, Reject> {
    if text.len() > most && text.chars().count() > most {
        return Err(Reject::Long { most });
    }
    Ok(Value::Text(text))
}

/// The ids of records that a text names, each once.
fn several(kind: &str, text: &str, reading: &Reading<'_>) -> Result<Value, Reject> {
    let mut ids: Vec<String> = Vec::new();
    for name in text.split([';', '\n', '\r']).map(str::trim).filter(|name| !name.is_empty()) {
        let id = name.parse().or_else(|_| (reading.find)(kind, name))?.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    limited(ids.join("; "), LONG_MOST)
}

fn tidy_tags(text: &str) -> String {
    let mut tags: Vec<&str> = Vec::new();
    for tag in text.split([',', '\n', '\r']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.join(", ")
}

fn whole(text: &str, least: i64, most: i64) -> Result<i64, Reject> {
    let found = text.parse().ok().filter(|n| (least..=most).contains(n));
    found.ok_or_else(|| Reject::shape(text, Type::Int(least, most).wanted()))
}

fn yes_no(text: &str) -> Result<bool, Reject> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err(Reject::shape(text, Type::Bool.wanted())),
    }
}

/// The choice meant by a key or a label, in any case, with spaces or dashes for underscores.
pub fn choose(choices: &'static [Choice], text: &str) -> Option<&'static Choice> {
    if let Some(exact) = choices.iter().find(|choice| choice.key == text) {
        return Some(exact);
    }
    let fold = |s: &str| s.to_lowercase().replace([' ', '-'], "_");
    let wanted = fold(text);
    choices.iter().find(|c| c.key == wanted || fold(c.label) == wanted)
}

/// A Rust type that a field can have.
pub trait FieldValue: Sized {
    /// The type in the field table.
    const TYPE: Type;
    /// The value it is.
    fn into_value(self) -> Value;
    /// Itself from a value of its type; `None` when the value is of another.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! field_value {
    ($rust:ty, $type:expr, $variant:ident) => {
        impl FieldValue for $rust {
            const TYPE: Type = $type;
            fn into_value(self) -> Value {
                Value::$variant(self)
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    };
}
field_value!(String, Type::Text, Text);
field_value!(Score, Type::Score, Score);
field_value!(Pct, Type::Pct(-1000, 1000), Pct);
field_value!(Money, Type::Money, Money);
field_value!(Date, Type::Date, Date);
field_value!(Moment, Type::Time, Time);
field_value!(bool, Type::Bool, Bool);

/// Declares a new type around a value with its own limits.
macro_rules! wrapped {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $type:expr, $variant:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $name(pub $inner);
        impl FieldValue for $name {
            const TYPE: Type = $type;
            fn into_value(self) -> Value { Value::$variant(self.0) }
            fn from_value(value: Value) -> Option<Self> {
                match value { Value::$variant(inner) => Some(Self(inner)), _ => None }
            }
        }
    )+};
}
wrapped! {
    /// Markdown of many lines.
    Long(String), Type::Long, Text;
    /// A comma list.
    Tags(String), Type::Tags, Text;
    /// A number of things or days, 0 or more.
    Count(i64), Type::Int(0, 1_000_000_000), Int;
    /// The number of a fiscal year.
    Year(i64), Type::Int(1900, 2200), Int;
    /// A judgement in five steps.
    Likelihood(i64), Type::Steps(&[0, 25, 50, 75, 100]), Int;
    /// A share or a probability: 0 to 100 %.
    Share(Pct), Type::Pct(0, 100), Pct;
    /// A margin: at most 100 %.
    Margin(Pct), Type::Pct(-1000, 100), Pct;
    /// A reference to an account.
    AccountRef(Id), Type::Ref("account"), Ref;
    /// An answer from 0 to 10.
    OutOfTen(i64), Type::Int(0, 10), Int;
    /// A reference to a plan.
    PlanRef(Id), Type::Ref("plan"), Ref;
    /// A reference to a contact.
    ContactRef(Id), Type::Ref("contact"), Ref;
    /// A reference to a product.
    ProductRef(Id), Type::Ref("product"), Ref;
    /// A reference to a whitespace cell.
    CellRef(Id), Type::Ref("cell"), Ref;
    /// A reference to a challenge.
    ChallengeRef(Id), Type::Ref("challenge"), Ref;
    /// A reference to an objective.
    ObjectiveRef(Id), Type::Ref("objective"), Ref;
    /// A reference to an opportunity.
    OpportunityRef(Id), Type::Ref("opportunity"), Ref;
    /// A reference to a factor.
    FactorRef(Id), Type::Ref("factor"), Ref;
    /// Accounts.
    AccountRefs(String), Type::Refs("account"), Text;
    /// Contacts.
    ContactRefs(String), Type::Refs("contact"), Text;
}

/// What a record keeps under one field key: a value that must be known, or one that may be.
pub trait Slot {
    /// The type in the field table.
    const TYPE: Type;
    /// Whether it must be known.
    const REQUIRED: bool;
    /// The value, if known.
    fn read(&self) -> Option<Value>;
    /// Takes a value of its own type; refuses to forget what must be known.
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject>;
}

fn mistyped(value: &Value, wanted: Type) -> Reject {
    Reject::shape(&value.canonical(), wanted.wanted())
}

impl<T: FieldValue + Clone> Slot for Option<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = false;
    fn read(&self) -> Option<Value> {
        self.clone().map(T::into_value)
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        *self = match value {
            None => None,
            Some(value) => {
                Some(T::from_value(value.clone()).ok_or_else(|| mistyped(&value, T::TYPE))?)
            }
        };
        Ok(())
    }
}

/// A field that must be known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Must<T>(pub T);

/// A choice that must be made: no answer is the first one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen<T>(pub Option<T>);

impl<T> Default for Chosen<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: FieldValue + Clone> Slot for Chosen<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = true;
    fn read(&self) -> Option<Value> {
        self.0.read()
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        self.0.write(Some(value.ok_or(Reject::Required)?))
    }
}

impl<T: FieldValue + Clone> Slot for Must<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = true;
    fn read(&self) -> Option<Value> {
        match self.0.clone().into_value() {
            Value::Text(text) if text.is_empty() => None,
            Value::Ref(id) if id.is_nil() => None,
            Value::Date(day) if day == Date::ZERO => None,
            Value::Time(time) if time == Moment::default() => None,
            value => Some(value),
        }
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        let value = value.ok_or(Reject::Required)?;
        self.0 = T::from_value(value.clone()).ok_or_else(|| mistyped(&value, T::TYPE))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(ty: Type, text: &str) -> Result<Option<Value>, String> {
        ty.parse(text, &Reading::plain(date(2026, 11, 21))).map_err(|e| e.to_string())
    }

    #[test]
    fn a_score_out_of_range_is_refused_with_the_range() {
        for text in ["101", "-3", "abc", "4.5", "1e1", "٣"] {
            let said = read(Type::Score, text).unwrap_err();
            assert_eq!(said, format!("`{text}` is not a score, a whole number from 0 to 100"));
        }
    }

    #[test]
    fn blank_means_unknown_not_zero() {
        assert_eq!(read(Type::Score, "  "), Ok(None));
        assert_eq!(read(Type::Money, ""), Ok(None));
        assert_eq!(read(Type::Tags, ", ,"), Ok(None));
    }

    #[test]
    fn choices_are_found_by_key_and_label() {
        static WORDS: &[Choice] = &[Choice { key: "growth_potential", label: "Growth Potential" }];
        for text in ["growth_potential", "Growth Potential", "growth-potential"] {
            assert!(read(Type::Choice(WORDS), text).is_ok(), "{text}");
        }
        assert!(read(Type::Choice(WORDS), "growth").is_err());
    }

    #[test]
    fn every_value_is_restored_from_its_canonical_text() {
        let values = [
            (Type::Money, Value::Money(Money::parse("-12.30").unwrap())),
            (Type::Date, Value::Date(date(2026, 2, 28))),
            (Type::Bool, Value::Bool(false)),
            (Type::Long, Value::Text("  a\n\n b  ".to_owned())),
            (Type::Pct(-10, 10), Value::Pct(Pct::parse("-2.5").unwrap())),
            (Type::Time, Value::Time("2026-03-12T14:30:05-03:30".parse().unwrap())),
        ];
        for (ty, value) in values {
            assert_eq!(ty.restore(&value.canonical()), Ok(value));
        }
    }
}
