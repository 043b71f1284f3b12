//! Changes: what a user did, as a label and a list of edits, each with before and after. A change
//! can be inverted; nothing in a book is ever altered in another way (DESIGN.md).

use std::borrow::Cow;

use super::id::Id;
use super::record::{Field, Record, Table};
use super::value::Value;

/// One step that a user can take back.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What was done, in words, as undo and history show it.
    pub label: String,
    /// Where it came from.
    pub origin: Origin,
    /// Its parts, in order.
    pub edits: Vec<Edit>,
}

/// Where a change came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Somebody did it, on screen or by a command.
    User,
    /// A file was imported, and nobody knows which list it was.
    Import,
    /// A file was imported: this list of a CRM or of another program.
    List(ListMark),
    /// A list of this program came back: what it changes, its user wrote there.
    Own,
    /// A demo book was laid out.
    Demo,
}

/// What tells one list from another: the CRM that it is from, else the names of its columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListMark(u64);

impl ListMark {
    /// The mark of the lists from a CRM, or of those with the same columns.
    pub fn of(what: &str) -> Self {
        Self(Id::of_parts(&["list", what]).number())
    }
}

impl Origin {
    /// The word in the change log.
    pub fn key(self) -> Cow<'static, str> {
        match self {
            Self::User => "user".into(),
            Self::Import => "import".into(),
            Self::List(ListMark(mark)) => format!("{IMPORT}{mark:016x}").into(),
            Self::Own => "own list".into(),
            Self::Demo => "demo".into(),
        }
    }

    /// Whether a word of the change log says that a file of another program was imported.
    pub fn is_import(key: &str) -> bool {
        key == "import" || key.starts_with(IMPORT)
    }
}

/// What stands before the mark of a list.
const IMPORT: &str = "import ";

/// One part of a change.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A record is made, or a removed one comes back.
    Create(Box<dyn Record>),
    /// A record is removed; its tombstone keeps what it was.
    Remove(Box<dyn Record>),
    /// One field of a record gets another value.
    Set(FieldEdit),
}

/// One field of a record gets another value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEdit {
    /// The kind of the record.
    pub kind: &'static Table,
    /// The record.
    pub record: Id,
    /// The field.
    pub field: &'static Field,
    /// What it must hold now for the change to be taken.
    pub before: Option<Value>,
    /// What it will hold.
    pub after: Option<Value>,
}

impl PartialEq for Edit {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Create(a), Self::Create(b)) | (Self::Remove(a), Self::Remove(b)) => {
                a.as_ref() == b.as_ref()
            }
            (Self::Set(a), Self::Set(b)) => a == b,
            _ => false,
        }
    }
}

impl Change {
    /// A change by the user, so far without parts.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), origin: Origin::User, edits: Vec::new() }
    }

    /// Adds the making of a record.
    pub fn create(mut self, record: impl Record) -> Self {
        self.edits.push(Edit::Create(Box::new(record)));
        self
    }

    /// Adds the removal of a record.
    pub fn remove(mut self, record: Box<dyn Record>) -> Self {
        self.edits.push(Edit::Remove(record));
        self
    }

    /// Adds another value for a field of a record as it is now; nothing where nothing changes.
    pub fn set(mut self, record: &dyn Record, field: &'static Field, after: Option<Value>) -> Self {
        let before = record.get(field);
        let after = after.map(Value::as_written);
        if before != after {
            let (kind, record) = (record.table(), record.id());
            self.edits.push(Edit::Set(FieldEdit { kind, record, field, before, after }));
        }
        self
    }

    /// Adds an edit of one field; nothing where nothing changes.
    pub fn edit(mut self, edit: FieldEdit) -> Self {
        let edit = FieldEdit { after: edit.after.map(Value::as_written), ..edit };
        if edit.before != edit.after {
            self.edits.push(Edit::Set(edit));
        }
        self
    }

    /// Whether it would alter nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        let edits = self.edits.iter().rev().map(Edit::inverse).collect();
        Self { label: self.label.clone(), origin: self.origin, edits }
    }
}

impl Edit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        match self {
            Self::Create(record) => Self::Remove(record.clone()),
            Self::Remove(record) => Self::Create(record.clone()),
            Self::Set(edit) => Self::Set(FieldEdit {
                before: edit.after.clone(),
                after: edit.before.clone(),
                ..edit.clone()
            }),
        }
    }

    /// The kind of the record it touches.
    pub fn kind(&self) -> &'static Table {
        match self {
            Self::Create(record) | Self::Remove(record) => record.table(),
            Self::Set(edit) => edit.kind,
        }
    }

    /// The record it touches.
    pub fn record(&self) -> Id {
        match self {
            Self::Create(record) | Self::Remove(record) => record.id(),
            Self::Set(edit) => edit.record,
        }
    }
}
