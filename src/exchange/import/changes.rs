//! The values of the book that an import changes, one by one: what each was and what it becomes.
//! The first of them are kept, whatever the number.

use std::borrow::Cow;

use serde::Serialize;

use super::found::as_text;
use super::judge::Judge;
use super::report::Report;
use crate::domain::kinds::Revenue;
use crate::domain::record::Kind;
use crate::domain::value::Value;
use crate::domain::{Edit, Id};

/// The most changes that a report tells one by one.
pub const TOLD_MOST: usize = 1000;

/// A value that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The record.
    #[serde(serialize_with = "as_text")]
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The key of the field; `revenue_2025` for what an account bought in a year.
    pub field: Cow<'static, str>,
    /// The name of the field on screen.
    #[serde(skip)]
    pub label: Cow<'static, str>,
    /// What it held; empty where it was unknown.
    pub before: String,
    /// What it holds then; empty where it is unknown.
    pub after: String,
}

/// What is changed: the record and how to name it.
pub struct Changing<'t> {
    /// The record.
    pub record: Id,
    /// Its name, asked for only where it is told.
    pub name: &'t dyn Fn() -> String,
    /// The fiscal year, where what an account bought in it changes.
    pub year: Option<i64>,
}

impl Report {
    /// Tells what edits change in a record, as far as there is room.
    pub(super) fn tell(&mut self, changing: &Changing<'_>, judge: &Judge<'_>, edits: &[Edit]) {
        for edit in edits {
            if !matches!(edit, Edit::Set(_)) && changing.year.is_none() {
                continue;
            }
            if self.changes.len() < TOLD_MOST {
                self.changes.extend(changing.told(judge, edit));
            } else {
                self.changes_left_out += 1;
            }
        }
    }
}

impl Changing<'_> {
    fn told(&self, judge: &Judge<'_>, edit: &Edit) -> Option<Changed> {
        let words =
            |value: &Option<Value>| value.as_ref().map(|v| judge.words(v)).unwrap_or_default();
        let (kind, field, before, after) = match edit {
            Edit::Set(set) => (set.kind, Some(set.field), words(&set.before), words(&set.after)),
            Edit::Create(made) => {
                let revenue: &Revenue = made.of()?;
                (made.table(), None, String::new(), revenue.amount.0.to_string())
            }
            Edit::Remove(_) => return None,
        };
        let year = self.year.filter(|_| kind == Revenue::TABLE);
        let (key, label) = match (year, field) {
            (Some(year), _) => {
                (Cow::Owned(format!("revenue_{year}")), Cow::Owned(format!("Revenue {year}")))
            }
            (None, Some(field)) => (Cow::Borrowed(field.key), Cow::Borrowed(field.label)),
            (None, None) => return None,
        };
        let (record, name) = (self.record, (self.name)());
        Some(Changed { record, name, field: key, label, before, after })
    }
}
