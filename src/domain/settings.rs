//! The settings of a book: what each key means, its default and its limits (METHOD.md, RECORDS.md).
//! They are records with author and date; here they are read.

use jiff::civil::Date;

use super::change::{Change, FieldEdit};
use super::day_words;
use super::kinds::Setting;
use super::kinds::setting::field;
use super::locale::Locale;
use super::moment::Moment;
use super::record::Kind;
use super::score::{Axis, Thresholds};
use super::value::{Reading, Reject, Type, Value};

/// What one setting is.
#[derive(Debug)]
pub struct Spec {
    /// Its name on the command line and in the database.
    pub key: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub hint: &'static str,
    /// Its type and limits.
    pub ty: Type,
    /// Its value while nobody has set it; empty: unknown.
    pub default: &'static str,
}

/// The key of the month in which the fiscal year begins.
const FISCAL_START: &str = "fiscal_start";

/// Every setting, in the order of the settings screen.
pub const SPECS: &[Spec] = &[
    Spec {
        key: "threshold_engagement",
        label: "Engagement line",
        hint: "from this score on, engagement is high",
        ty: Type::Score,
        default: "50",
    },
    Spec {
        key: "threshold_potential",
        label: "Potential line",
        hint: "from this score on, potential is high",
        ty: Type::Score,
        default: "50",
    },
    Spec {
        key: FISCAL_START,
        label: "Fiscal year begins in",
        hint: "a month; a fiscal year bears the number of the year in which it ends",
        ty: Type::Int(1, 12),
        default: "1",
    },
    Spec {
        key: "currency",
        label: "Currency",
        hint: "symbol or code of all amounts in this book",
        ty: Type::Text,
        default: "",
    },
    Spec {
        key: "locale",
        label: "Amounts are written",
        hint: "how amounts stand on screen: en 1,234.50 · de 1.234,50 · fr 1 234,50 · ch 1'234.50",
        ty: Type::Choice(Locale::CHOICES),
        default: "en",
    },
    Spec {
        key: "my_name",
        label: "My name",
        hint: "stands in the history beside what you change",
        ty: Type::Text,
        default: "",
    },
];

/// The settings of a book.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    set: Vec<Set>,
}

/// One setting that somebody has set.
#[derive(Clone, PartialEq, Debug)]
struct Set {
    key: &'static str,
    value: Value,
    author: Option<String>,
    at: Option<Moment>,
}

impl Settings {
    /// The settings that these records make; keys and values unknown to this version are passed over.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Setting>) -> Self {
        let mut settings = Self::default();
        for record in records {
            let Some(spec) = spec(&record.key.0) else { continue };
            if let Ok(value) = spec.ty.restore(&record.value.0) {
                let (author, at) = (record.base.by.clone(), record.base.changed);
                settings.set.push(Set { key: spec.key, value, author, at });
            }
        }
        settings
    }

    /// The value in force: the one set, else the default; `None` while it is unknown.
    pub fn get(&self, key: &str) -> Option<Value> {
        let set = self.found(key).map(|set| set.value.clone());
        set.or_else(|| spec(key).and_then(|spec| spec.ty.restore(spec.default).ok()))
            .filter(|value| *value != Value::Text(String::new()))
    }

    /// Whether somebody has set it.
    pub fn is_set(&self, key: &str) -> bool {
        self.found(key).is_some()
    }

    /// Who has set it last and when, as far as that is known.
    pub fn author(&self, key: &str) -> (Option<&str>, Option<Moment>) {
        self.found(key).map_or((None, None), |set| (set.author.as_deref(), set.at))
    }

    fn found(&self, key: &str) -> Option<&Set> {
        self.set.iter().rev().find(|set| set.key == key)
    }

    /// The change that gives a setting this canonical value; without one it goes back to its
    /// default. Empty where it is so already.
    pub fn change(&self, spec: &Spec, after: Option<String>) -> Change {
        let before = self.found(spec.key).map(|set| set.value.canonical());
        let said = |text: &Option<String>| match text.as_deref().unwrap_or(spec.default) {
            "" => "–".to_owned(),
            text => text.to_owned(),
        };
        let label = format!("{}: {}→{}", spec.label, said(&before), said(&after));
        let (change, id) = (Change::new(label), Setting::id_of(spec.key));
        let record = |value: String| {
            let mut record = Setting::new(id);
            (record.key.0, record.value.0) = (spec.key.to_owned(), value);
            record
        };
        match (before, after) {
            (None, None) => change,
            (None, Some(after)) => change.create(record(after)),
            (Some(before), None) => change.remove(Box::new(record(before))),
            (Some(before), Some(after)) => change.edit(FieldEdit {
                kind: Setting::TABLE,
                record: id,
                field: field::value,
                before: Some(Value::Text(before)),
                after: Some(Value::Text(after)),
            }),
        }
    }

    /// The same settings with one tried out (METHOD.md 2, what if).
    pub fn with(&self, key: &'static str, value: Value) -> Self {
        let mut tried = self.clone();
        tried.set.push(Set { key, value, author: None, at: None });
        tried
    }

    /// The two lines of the grid.
    pub fn thresholds(&self) -> Thresholds {
        let line = |axis| match self.get(threshold_key(axis)) {
            Some(Value::Score(score)) => score,
            _ => Thresholds::DEFAULT.of(axis),
        };
        Thresholds { engagement: line(Axis::Engagement), potential: line(Axis::Potential) }
    }

    /// The month in which the fiscal year begins, 1 to 12.
    pub fn fiscal_start(&self) -> i8 {
        match self.get(FISCAL_START) {
            Some(Value::Int(month)) => i8::try_from(month).unwrap_or(1),
            _ => 1,
        }
    }

    /// The value in force as people say it; empty while unknown.
    pub fn said(&self, spec: &Spec) -> String {
        spec.said(&self.text(spec.key))
    }

    /// A text setting; empty while unknown.
    pub fn text(&self, key: &str) -> String {
        self.get(key).map(|value| value.canonical()).unwrap_or_default()
    }
}

/// The key of the threshold of an axis.
pub const fn threshold_key(axis: Axis) -> &'static str {
    match axis {
        Axis::Engagement => "threshold_engagement",
        Axis::Potential => "threshold_potential",
    }
}

/// What the setting with this key is.
pub fn spec(key: &str) -> Option<&'static Spec> {
    SPECS.iter().find(|spec| spec.key == key)
}

impl Spec {
    /// The canonical text of a typed value; `None` goes back to the default.
    pub fn read(&self, text: &str, reading: &Reading<'_>) -> Result<Option<String>, Reject> {
        let month = day_words::month(&text.trim().to_lowercase()).map(|month| month.to_string());
        let text = month.as_deref().filter(|_| self.key == FISCAL_START).unwrap_or(text);
        Ok(self.ty.parse(text, reading)?.map(|value| value.canonical()))
    }

    /// A value of it as people say it: a month by its name, a choice by its words.
    pub fn said(&self, canonical: &str) -> String {
        let month = canonical.parse().ok().filter(|_| self.key == FISCAL_START);
        let first = month.and_then(|month| Date::new(2000, month, 1).ok());
        match (first, self.ty.restore(canonical)) {
            (Some(first), _) => first.strftime("%B").to_string(),
            (None, Ok(value)) => value.label(),
            (None, Err(_)) => canonical.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(value: &str) -> Settings {
        let mut record = Setting::new(Setting::id_of("threshold_potential"));
        record.key.0 = "threshold_potential".to_owned();
        record.value.0 = value.to_owned();
        record.base.by = Some("Ann".to_owned());
        Settings::of([&record])
    }

    #[test]
    fn a_setting_knows_who_set_it() {
        assert_eq!(set("60").author("threshold_potential").0, Some("Ann"));
        assert_eq!(set("60").author("threshold_engagement"), (None, None));
    }

    #[test]
    fn a_setting_is_said_as_people_say_it() {
        let month = spec(FISCAL_START).unwrap();
        assert_eq!(Settings::default().said(month), "January");
        let reading = Reading::plain(jiff::civil::date(2026, 11, 22));
        for typed in ["4", "April", "apr"] {
            assert_eq!(month.read(typed, &reading).unwrap().as_deref(), Some("4"), "{typed}");
        }
        assert_eq!(month.said("4"), "April");
        assert!(month.read("13", &reading).is_err());
        assert_eq!(Settings::default().said(spec("locale").unwrap()), "1,234.50");
        assert_eq!(Settings::default().said(spec("my_name").unwrap()), "");
    }

    #[test]
    fn a_setting_is_made_changed_and_taken_back_to_its_default() {
        let spec = spec("threshold_potential").unwrap();
        let made = Settings::default().change(spec, Some("60".to_owned()));
        assert_eq!((made.label.as_str(), made.edits.len()), ("Potential line: 50→60", 1));
        let changed = set("60").change(spec, Some("70".to_owned()));
        assert_eq!((changed.label.as_str(), changed.edits.len()), ("Potential line: 60→70", 1));
        assert_eq!(set("60").change(spec, None).label, "Potential line: 60→50");
        assert!(set("60").change(spec, Some("60".to_owned())).is_empty());
        assert!(Settings::default().change(spec, None).is_empty());
    }
}
