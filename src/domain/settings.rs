//! The settings of a book: what each key means, its default and its limits (METHOD.md, RECORDS.md).
//! They are records with author and date; here they are read.

use super::kinds::Setting;
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
        key: "fiscal_start",
        label: "Fiscal year begins in",
        hint: "number of the month; a fiscal year bears the number of the year in which it ends",
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
    set: Vec<(&'static str, Value)>,
}

impl Settings {
    /// The settings that these records make; keys and values unknown to this version are passed over.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Setting>) -> Self {
        let mut settings = Self::default();
        for record in records {
            let Some(spec) = spec(&record.key.0) else { continue };
            if let Ok(value) = spec.ty.restore(&record.value.0) {
                settings.set.push((spec.key, value));
            }
        }
        settings
    }

    /// The value in force: the one set, else the default; `None` while it is unknown.
    pub fn get(&self, key: &str) -> Option<Value> {
        let set = self.set.iter().rev().find(|(k, _)| *k == key).map(|(_, value)| value.clone());
        set.or_else(|| spec(key).and_then(|spec| spec.ty.restore(spec.default).ok()))
            .filter(|value| *value != Value::Text(String::new()))
    }

    /// Whether somebody has set it.
    pub fn is_set(&self, key: &str) -> bool {
        self.set.iter().any(|(k, _)| *k == key)
    }

    /// The same settings with one tried out (METHOD.md 2, what if).
    pub fn with(&self, key: &'static str, value: Value) -> Self {
        let mut tried = self.clone();
        tried.set.push((key, value));
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
        match self.get("fiscal_start") {
            Some(Value::Int(month)) => i8::try_from(month).unwrap_or(1),
            _ => 1,
        }
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
        Ok(self.ty.parse(text, reading)?.map(|value| value.canonical()))
    }
}
