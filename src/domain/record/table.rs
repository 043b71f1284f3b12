//! The field table of a kind: what its fields are called, what they hold, and which of them name a
//! record or must be known. Says nothing about any one record.

use std::fmt;

use super::Record;
use crate::domain::value::Type;

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
