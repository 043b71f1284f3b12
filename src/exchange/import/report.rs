//! What an import does or would do: the document that `--json` prints and the screen shows.

use std::collections::BTreeMap;

use serde::Serialize;

/// The outcome of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The kind of record.
    pub kind: &'static str,
    /// The CRM that the list comes from, when it was recognised.
    pub vendor: Option<String>,
    /// Records that are new.
    pub new: u64,
    /// Records of the book that the file changes.
    pub changed: u64,
    /// Records of the book that are as the file says.
    pub same: u64,
    /// New accounts whose relationship the file does not state.
    pub relationship_unstated: u64,
    /// Rows that are not taken.
    pub rejected: Vec<Remark>,
    /// Rows that are taken, but not wholly.
    pub remarks: Vec<Remark>,
    /// Lines that are no rows.
    pub ignored: Vec<Ignored>,
    /// The columns by the fields they feed.
    pub mapping: BTreeMap<String, String>,
    /// The encoding of the file.
    pub encoding: String,
    /// The sign between cells.
    pub delimiter: String,
}

/// Something about one cell of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// The column; empty when it concerns the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong.
    pub reason: String,
}

/// A line that is no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The line, from 1.
    pub line: u64,
    /// Why it is no row.
    pub reason: &'static str,
}

impl Report {
    /// How many records the file and the book agree on afterwards.
    pub fn accepted(&self) -> u64 {
        self.new + self.changed + self.same
    }

    /// Whether there were rows and none of them was taken.
    pub fn is_nothing_accepted(&self) -> bool {
        self.accepted() == 0 && !self.rejected.is_empty()
    }

    /// The counts in a sentence: `85 new, 2 changed, 1 rejected`.
    pub fn summary(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.changed, "changed"),
            (self.same, "same"),
            (self.rejected.len() as u64, "rejected"),
            (self.ignored.len() as u64, "ignored"),
        ];
        let known = counts.iter().filter(|(n, _)| *n > 0);
        let words: Vec<String> = known.map(|(n, word)| format!("{n} {word}")).collect();
        if words.is_empty() { "nothing to import".to_owned() } else { words.join(", ") }
    }
}
