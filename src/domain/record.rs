//! Records and their field tables. A kind is declared once, by `record!`: the struct and its
//! table are one text, and the editor, `set`, CSV, JSON, Markdown, the change log, the search
//! language and the check of the SQL schema all read the table. Nothing else may list fields.

use std::any::Any;
use std::fmt;

use serde_json::{Map, Value as Json};

use super::id::Id;
use super::moment::Moment;
use super::value::{Reject, Type, Value};

/// One field of a kind.
#[derive(Debug)]
pub struct Field {
    /// Its name in the database, in files and on the command line (RECORDS.md).
    pub key: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What to write there, in a few words.
    pub hint: &'static str,
    /// Its type and limits.
    pub ty: Type,
    /// Whether it must be known.
    pub required: bool,
    /// Its place in the table.
    pub index: usize,
}

impl Field {
    /// Its column in the database: its key, unless every record has a column of that name.
    pub fn column(&self) -> &'static str {
        if self.key == "by" { "set_by" } else { self.key }
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || self.index == other.index && self.key == other.key && self.label == other.label
    }
}

/// The place of a record in a list that the user orders, as a field that every kind has besides
/// its table, so that moving a record is an edit like any other.
pub static POSITION: Field = Field {
    key: "position",
    label: "Position",
    hint: "its place in the list",
    ty: Type::Text,
    required: false,
    index: usize::MAX,
};

/// What a record keeps besides the fields of its table (TEAM.md 8), as JSON text: a field like any
/// other for the change log, so that it can be taken back.
pub static EXTRA: Field = Field {
    key: "extra",
    label: "Kept columns",
    hint: "what a list had besides, kept as it came",
    ty: Type::Long,
    required: false,
    index: usize::MAX - 1,
};

/// The table of a kind.
pub struct Table {
    /// The name of the kind in the database and on the command line.
    pub key: &'static str,
    /// One of them, on screen.
    pub label: &'static str,
    /// Many of them, on screen.
    pub plural: &'static str,
    /// The fields in the order of RECORDS.md.
    pub fields: &'static [Field],
    /// What makes two records without ids the same on import (RECORDS.md); empty: all fields.
    pub identity: &'static [&'static str],
    /// An empty record.
    pub blank: fn() -> Box<dyn Record>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Table {
    /// The field with this key.
    pub fn field(&'static self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The field with this key that an edit can be about: also the place in the list, and what is
    /// kept besides.
    pub fn edited(&'static self, key: &str) -> Option<&'static Field> {
        let besides = [&POSITION, &EXTRA].into_iter().find(|field| field.key == key);
        self.field(key).or(besides)
    }

    /// The field through which records of this kind belong to another, if they do:
    /// the first required reference.
    pub fn owner(&'static self) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.required && matches!(f.ty, Type::Ref(_)))
    }

    /// Whether somebody must say what this field of a new record holds: it must be known, and is
    /// no choice that has a first answer.
    pub fn asks(&'static self, field: &Field) -> bool {
        let first = || matches!(field.ty, Type::Choice(_)) && (self.blank)().get(field).is_some();
        field.required && !first()
    }

    /// The field that names a record of this kind on screen: the first text that must be known,
    /// else the first field that is no reference.
    pub fn title(&'static self) -> Option<&'static Field> {
        let text = |f: &&Field| matches!(f.ty, Type::Text | Type::Long);
        self.fields
            .iter()
            .find(|f| f.required && text(f))
            .or_else(|| self.fields.iter().find(|f| !matches!(f.ty, Type::Ref(_))))
    }
}

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

/// Declares a kind: its struct and its field table in one.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident, $key:literal, $label:literal, $plural:literal, by [$($identity:literal),*] {
        $($field:ident: $ty:ty = $flabel:literal, $hint:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $name {
            /// Id, position and who changed it when.
            pub base: $crate::domain::record::Base,
            $(#[doc = $hint] pub $field: $ty,)+
        }

        #[expect(non_camel_case_types, reason = "one name for each field, used as its index")]
        enum Index { $($field),+ }

        /// Each field of this kind by its key.
        #[allow(non_upper_case_globals, clippy::indexing_slicing, reason = "the names are the field keys; constants are checked when compiled")]
        pub mod field {
            use super::{$name, Index};
            use $crate::domain::record::Field;
            $(#[doc = $hint] pub const $field: &Field = &$name::FIELDS[Index::$field as usize];)+
        }

        impl $name {
            /// The fields of this kind.
            pub const FIELDS: &'static [$crate::domain::record::Field] = &[$(
                $crate::domain::record::Field {
                    key: stringify!($field), label: $flabel, hint: $hint,
                    ty: <$ty as $crate::domain::value::Slot>::TYPE,
                    required: <$ty as $crate::domain::value::Slot>::REQUIRED,
                    index: Index::$field as usize,
                }),+];
            /// An empty record with this id.
            pub fn new(id: $crate::domain::id::Id) -> Self {
                let mut new = Self::default();
                new.base.id = id;
                new
            }
        }

        static TABLE: $crate::domain::record::Table = $crate::domain::record::Table {
            key: $key, label: $label, plural: $plural, fields: $name::FIELDS,
            identity: &[$($identity),*],
            blank: || Box::new($name::default()),
        };

        impl $crate::domain::record::Kind for $name {
            const TABLE: &'static $crate::domain::record::Table = &TABLE;
        }

        impl $crate::domain::record::Record for $name {
            fn table(&self) -> &'static $crate::domain::record::Table { &TABLE }
            fn base(&self) -> &$crate::domain::record::Base { &self.base }
            fn base_mut(&mut self) -> &mut $crate::domain::record::Base { &mut self.base }
            fn read(&self, index: usize) -> Option<$crate::domain::value::Value> {
                $(if index == Index::$field as usize {
                    return $crate::domain::value::Slot::read(&self.$field);
                })+
                None
            }
            fn write(&mut self, index: usize, value: Option<$crate::domain::value::Value>) -> Result<(), $crate::domain::value::Reject> {
                $(if index == Index::$field as usize {
                    return $crate::domain::value::Slot::write(&mut self.$field, value);
                })+
                Ok(())
            }
            fn copied(&self) -> Box<dyn $crate::domain::record::Record> { Box::new(self.clone()) }
            fn any(&self) -> &dyn std::any::Any { self }
        }
    };
}
pub(crate) use record;
