//! A setting of the book as a record, so that it has author, date, history and undo.
//! What the keys mean stands in [`crate::domain::settings`].

use crate::domain::id::Id;
use crate::domain::record::record;
use crate::domain::value::Must;

record! {
    /// One setting of the book.
    Setting, "setting", "Setting", "Settings", by ["key"] {
        key: Must<String> = "Setting", "the name of the setting";
        value: Must<String> = "Value", "its value";
    }
}

impl Setting {
    /// The id of the setting with this key: the same in every book (TEAM.md 1).
    pub fn id_of(key: &str) -> Id {
        Id::of_parts(&["setting", key])
    }
}
