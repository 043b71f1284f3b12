//! How texts become values: what people type, and exactly what was written. It must never guess:
//! a text that has not the shape of the type is refused.

use jiff::civil::Date;
use jiff::tz::Offset;

use super::reject::Reject;
use super::{LONG_MOST, TEXT_MOST, Type, Value};
use crate::domain::amount::{Money, Pct};
use crate::domain::choice::Choice;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::numbers::Numbers;
use crate::domain::score::Score;
use crate::domain::{at, when};

/// What reading a typed text needs to know: the day, and how names become records.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Today, for dates such as `fri`.
    pub today: Date,
    /// The offset of times that are written without one.
    pub offset: Offset,
    /// Finds the record of a kind by a text that is no id: a unique name or external id.
    pub find: &'a dyn Fn(&str, &str) -> Result<Id, Reject>,
    /// How people type numbers in the book; `None` for exact text, which has a dot before decimals
    /// and nothing between thousands.
    pub numbers: Option<&'a Numbers>,
}

impl<'a> Reading<'a> {
    /// Reading as of a moment.
    pub fn at(now: &Moment, find: &'a dyn Fn(&str, &str) -> Result<Id, Reject>) -> Self {
        Self { today: now.date(), offset: now.offset(), find, numbers: None }
    }
}

impl<'a> Reading<'a> {
    /// The same of what people type, numbers as they write them.
    pub fn typed(self, numbers: &'a Numbers) -> Self {
        Self { numbers: Some(numbers), ..self }
    }
}

impl Reading<'_> {
    /// Reading where no name can be looked up: references must be ids.
    pub fn plain(today: Date) -> Reading<'static> {
        Reading {
            today,
            offset: Offset::UTC,
            find: &|kind, text| Err(Reject::shape(text, format!("the id of a {kind}"))),
            numbers: None,
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
            Self::Int(least, most) => {
                let joined = reading.numbers.and_then(|numbers| numbers.whole(trimmed));
                let n = joined.and_then(|text| whole(&text, least, most).ok());
                n.map_or_else(|| whole(trimmed, least, most), Ok).map(Value::Int)
            }
            Self::Steps(steps) => {
                let found = trimmed.parse().ok().filter(|n| steps.contains(n));
                found.map(Value::Int).ok_or_else(|| Reject::shape(trimmed, self.wanted()))
            }
            Self::Score => Score::parse(trimmed).map(Value::Score),
            Self::Pct(least, most) => {
                let pct =
                    reading.numbers.map_or_else(|| Pct::parse(trimmed), |n| n.pct(trimmed))?;
                let fits = (least * 1_000_000..=most * 1_000_000).contains(&pct.millionths());
                fits.then_some(Value::Pct(pct)).ok_or_else(|| Reject::shape(trimmed, self.wanted()))
            }
            Self::Money => {
                let money = reading.numbers.map(|numbers| numbers.money(trimmed));
                money.unwrap_or_else(|| Money::parse(trimmed)).map(Value::Money)
            }
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
