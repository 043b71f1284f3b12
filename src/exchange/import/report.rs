//! What an import does or would do: the document that `--json` prints and the screen shows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::changes::Changed;
use super::currency::Subtotal;
use super::found::{Conflict, LookAlike, Missing, NearProduct, Placeholder};
use super::furniture::Furniture;

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
    /// New opportunities whose kind the file does not state.
    #[serde(skip_serializing_if = "is_none")]
    pub kind_unstated: u64,
    /// New products that rows name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Products that are nearly called like others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near_products: Vec<NearProduct>,
    /// Revenues that won opportunities made or changed.
    #[serde(skip_serializing_if = "is_none")]
    pub revenues_from_won: u64,
    /// Prospects that become customers, because the list tells what they bought.
    #[serde(skip_serializing_if = "is_none")]
    pub new_customers: u64,
    /// What is wrong with rows that are not taken; a row with several bad cells stands here for each.
    pub rejected: Vec<Remark>,
    /// Rows that are taken, but not wholly.
    pub remarks: Vec<Remark>,
    /// The values that change in the book; the first thousand of them.
    pub changes: Vec<Changed>,
    /// How many more there are.
    pub changes_left_out: u64,
    /// Lines that are no rows.
    pub ignored: Vec<Ignored>,
    /// The first of the new accounts, for people: line and name.
    #[serde(skip)]
    pub first_new: Vec<(u64, String)>,
    /// Rows that would be new although another account has a name like theirs.
    pub look_alikes: Vec<LookAlike>,
    /// Parents that are in neither file nor book: an account was made for each, to be filled in.
    pub placeholders: Vec<Placeholder>,
    /// Fields that the rep wrote since the last import and the file has another value for.
    pub conflicts: Vec<Conflict>,
    /// The lines of these that count as they do, whatever is decided: their records change anyway,
    /// or are not counted.
    #[serde(skip)]
    pub counted_anyway: BTreeSet<u64>,
    /// Living accounts from the same source that the file does not have.
    pub missing: Vec<Missing>,
    /// The first line that does not tell which account it is; then none counts as missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untold: Option<u64>,
    /// How many of these are put away, because the user said so.
    pub archived: u64,
    /// Values of the rep's plan that the file would have written over.
    pub plan_kept: u64,
    /// The currency that the first amounts bring into a book without one.
    pub currency: Option<String>,
    /// The sign of the book that this currency says the meaning of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settles: Option<String>,
    /// Sums by currency of the columns with amounts in several.
    pub subtotals: Vec<Subtotal>,
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
    /// What it is about, for those who treat some remarks in another way.
    #[serde(skip)]
    pub about: About,
}

/// What a remark is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The cell or the row itself.
    #[default]
    Else,
    /// The account that the row is for is not in the book.
    NoAccount,
    /// Somebody or something that is not in the book; the field is left open.
    LeftOpen,
    /// A new product that is nearly called like another; that is to be decided.
    NearProduct,
    /// A text that may have been read in a wrong encoding; said without the option that helps.
    Misread(String),
}

impl Remark {
    /// The reason with its column.
    pub fn words(&self) -> String {
        match self.column.as_str() {
            "" => self.reason.clone(),
            column => format!("{column}: {}", self.reason),
        }
    }
}

/// A line that is no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The line, from 1.
    pub line: u64,
    /// What it is instead.
    #[serde(rename = "reason", serialize_with = "as_reason")]
    pub what: Furniture,
    /// The first words of a total or a footer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn as_reason<S: Serializer>(what: &Furniture, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(what.reason())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Report {
    /// Notes that what a line means is counted already, whatever becomes of its conflicts: those
    /// were found last, if there are any.
    pub(super) fn note_counted(&mut self, line: u64) {
        if self.conflicts.last().is_some_and(|conflict| conflict.line == line) {
            self.counted_anyway.insert(line);
        }
    }

    /// How many records the file and the book agree on afterwards.
    pub fn accepted(&self) -> u64 {
        self.new + self.changed + self.same
    }

    /// How many rows are not taken.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.chunk_by(|one, next| one.line == next.line).count() as u64
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
            (self.conflicts.len() as u64, "in conflict"),
            (self.missing.len() as u64, "missing"),
            (self.archived, "put away"),
            (self.rejected_rows(), "rejected"),
            (self.ignored.len() as u64, "ignored"),
        ];
        let known = counts.iter().filter(|(n, _)| *n > 0);
        let words: Vec<String> = known.map(|(n, word)| format!("{n} {word}")).collect();
        if words.is_empty() { "nothing to import".to_owned() } else { words.join(", ") }
    }
}
