//! What an import finds that somebody may decide about, or should see by name: conflicts, names that
//! are alike, parents that were made, accounts that are missing.

use serde::{Serialize, Serializer};

use super::decisions::Side;
use crate::domain::Id;

/// A field that the rep and the file disagree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// The record.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The field.
    pub field: &'static str,
    /// What the rep wrote; empty when the rep made it unknown.
    pub mine: String,
    /// What the file says.
    pub theirs: String,
    /// Whose value stands.
    pub stands: Side,
}

/// A product that is nearly called like another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearProduct {
    /// The line of the first row that names it, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// The other's.
    pub other: String,
    /// Whether it is taken for that one.
    pub same: bool,
}

/// A row whose name is like another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookAlike {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// Its city; empty where it has none.
    pub city: String,
    /// What it looks like.
    pub other: Other,
    /// Whether it is taken for the same.
    pub same: bool,
    /// Whether what it looks like stands in another row of the file.
    #[serde(skip)]
    pub stands: bool,
}

/// What a row looks like: an account of the book, or an earlier row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Other {
    /// The account.
    #[serde(serialize_with = "as_text_if_any")]
    pub account: Option<Id>,
    /// The line of the row.
    pub line: Option<u64>,
    /// Its name.
    pub name: String,
    /// Its city; empty where it has none.
    pub city: String,
}

/// An account that was made because rows name it as their parent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placeholder {
    /// Its id.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub id: Id,
    /// Its name, as the file has it.
    pub name: String,
    /// The line of the first row that names it.
    pub line: u64,
}

/// An account that a file no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Its id.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its id in the CRM; empty where it has none.
    pub external_id: String,
}

/// An id as JSON has it.
pub(super) fn as_text<S: Serializer>(id: &Id, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(id)
}

#[expect(clippy::ref_option, reason = "serde hands the field over so")]
fn as_text_if_any<S: Serializer>(id: &Option<Id>, out: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => out.collect_str(id),
        None => out.serialize_none(),
    }
}
