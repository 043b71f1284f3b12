//! Records and their field tables. A kind is declared once, by `record!`: the struct and its
//! table are one text, and the editor, `set`, CSV, JSON, Markdown, the change log, the search
//! language and the check of the SQL schema all read the table. Nothing else may list fields.

mod declare;
mod table;

use std::any::Any;
use std::fmt;

use serde_json::{Map, Value as Json};

use super::id::Id;
use super::moment::Moment;
use super::value::{Reject, Type, Value};

pub(crate) use declare::record;
pub use table::{EXTRA, Field, POSITION, Table};
/// What every record has besides its fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Base {
    /// Its id.
    pub id: Id,
    /// Its place in a list that the user orders; text that orders between its neighbours'.
    pub position: Option<String>,
    /// When it was made.
    pub created: Option<Moment>,
    /// When it was last changed.
    pub changed: Option<Moment>,
    /// Who changed it last.
    pub by: Option<String>,
    /// Fields that this version does not know, kept as they came (TEAM.md 8).
    pub extra: Map<String, Json>,
}

/// What a record keeps besides, as it is stored.
pub fn extra_text(extra: &Map<String, Json>) -> String {
    serde_json::to_string(extra).unwrap_or_default()
}

/// A record of any kind.
pub trait Record: Any + fmt::Debug + Send + Sync {
    /// The table of its kind.
    fn table(&self) -> &'static Table;
    /// What every record has.
    fn base(&self) -> &Base;
    /// The same, to be changed.
    fn base_mut(&mut self) -> &mut Base;
    /// The value of the field at this place of the table, if known.
    fn read(&self, index: usize) -> Option<Value>;
    /// Sets the field at this place of the table.
    fn write(&mut self, index: usize, value: Option<Value>) -> Result<(), Reject>;
    /// A copy.
    fn copied(&self) -> Box<dyn Record>;
    /// Itself, for finding out what kind it is.
    fn any(&self) -> &dyn Any;
}

impl Clone for Box<dyn Record> {
    fn clone(&self) -> Self {
        self.as_ref().copied()
    }
}

impl PartialEq for dyn Record {
    fn eq(&self, other: &Self) -> bool {
        self.table() == other.table() && self.json() == other.json()
    }
}

impl dyn Record {
    /// Its id.
    pub fn id(&self) -> Id {
        self.base().id
    }

    /// The value of a field of its own table, or its place in the list, if known.
    pub fn get(&self, field: &Field) -> Option<Value> {
        if *field == POSITION {
            return self.base().position.clone().map(Value::Text);
        }
        if *field == EXTRA {
            let extra = &self.base().extra;
            return (!extra.is_empty()).then(|| Value::Text(extra_text(extra)));
        }
        self.read(field.index)
    }

    /// Sets a field of its own table.
    pub fn set(&mut self, field: &Field, value: Option<Value>) -> Result<(), Reject> {
        if *field == POSITION {
            self.base_mut().position = value.map(|value| value.canonical());
            return Ok(());
        }
        if *field == EXTRA {
            let text = value.map(|value| value.canonical());
            let read = text.as_deref().map(serde_json::from_str).transpose();
            let wrong = |_| Reject::shape(&text.clone().unwrap_or_default(), "a JSON object");
            self.base_mut().extra = read.map_err(wrong)?.unwrap_or_default();
            return Ok(());
        }
        self.write(field.index, value)
    }

    /// The record as a value of its kind.
    pub fn of<R: Record>(&self) -> Option<&R> {
        self.any().downcast_ref()
    }

    /// The first field that must be known and is not.
    pub fn missing(&self) -> Option<&'static Field> {
        self.table().fields.iter().find(|f| f.required && self.get(f).is_none())
    }

    /// The words that name it on screen.
    pub fn title(&self) -> String {
        let title = self.table().title().and_then(|field| self.get(field));
        title.map_or_else(|| self.table().label.to_lowercase(), |value| value.label())
    }

    /// Its known fields by key, `id` first, for the change log: canonical texts.
    pub fn json(&self) -> Json {
        let mut map = Map::new();
        map.insert("id".into(), self.id().to_string().into());
        if let Some(position) = &self.base().position {
            map.insert("position".into(), position.clone().into());
        }
        for field in self.table().fields {
            if let Some(value) = self.get(field) {
                map.insert(field.key.into(), value.canonical().into());
            }
        }
        if !self.base().extra.is_empty() {
            map.insert("extra".into(), Json::Object(self.base().extra.clone()));
        }
        Json::Object(map)
    }
}

/// A record from what [`json`](Record) wrote. Fields this version does not know go to `extra`.
pub fn restore(table: &'static Table, json: &Json) -> Result<Box<dyn Record>, Reject> {
    let map = json.as_object().ok_or_else(|| Reject::shape(&json.to_string(), "a record"))?;
    let mut record = (table.blank)();
    for (key, value) in map {
        match (key.as_str(), value.as_str(), value.as_object()) {
            ("id", Some(text), _) => {
                record.base_mut().id = text.parse().map_err(|_| Reject::shape(text, "an id"))?;
            }
            ("position", Some(text), _) => record.base_mut().position = Some(text.to_owned()),
            ("extra", _, Some(extra)) => record.base_mut().extra.extend(extra.clone()),
            (key, text, _) => match (table.field(key), text) {
                (Some(field), Some(text)) => {
                    let value = field.ty.restore(text)?;
                    record.set(field, Some(value))?;
                }
                _ => {
                    record.base_mut().extra.insert(key.to_owned(), value.clone());
                }
            },
        }
    }
    Ok(record)
}

/// The first field that must be known, has no first answer, and is not among the values.
pub fn lacking(
    table: &'static Table,
    values: &[(&'static Field, Value)],
) -> Option<&'static Field> {
    let given = |field: &Field| values.iter().any(|(given, _)| given.index == field.index);
    let must = |f: &&Field| f.required && !matches!(f.ty, Type::Choice(_));
    table.fields.iter().filter(must).find(|field| !given(field))
}

/// A new record of a kind from the values given. Every field that must be known must be among
/// them, unless it is a choice that has a first answer.
pub fn build(
    table: &'static Table,
    id: Id,
    values: impl IntoIterator<Item = (&'static Field, Option<Value>)>,
) -> Result<Box<dyn Record>, (&'static Field, Reject)> {
    let mut record = (table.blank)();
    record.base_mut().id = id;
    let mut given = vec![false; table.fields.len()];
    for (field, value) in values {
        if let Some(seen) = given.get_mut(field.index) {
            *seen = true;
        }
        record.set(field, value).map_err(|reject| (field, reject))?;
    }
    let left_out =
        table.fields.iter().zip(given).find(|(field, given)| !given && table.asks(field));
    match left_out.map(|(field, _)| field).or_else(|| record.missing()) {
        Some(field) => Err((field, Reject::Required)),
        None => Ok(record),
    }
}

/// A kind of record, known at compile time.
pub trait Kind: Record + Clone {
    /// The table of the kind.
    const TABLE: &'static Table;
}
