//! What an import would do, as the screen shows it, and what the user decides about it. Nothing
//! here reads a file.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use super::import_counts::Count;
use crate::domain::Id;

/// A file to import, and what the user has decided about how it is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportAsk {
    /// The file as it was typed.
    pub file: String,
    /// Which list of an archive, by its name there.
    pub list: Option<String>,
    /// What was decided: an option of the command `import` and its value.
    pub decided: Vec<(&'static str, String)>,
}

/// What the user has decided about what was found in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportDecided {
    /// Conflicts in which the value of the file stands: record and field.
    pub theirs: BTreeSet<(Id, String)>,
    /// Rows that mean the account whose name is like theirs, by their lines.
    pub same: BTreeSet<u64>,
    /// Names of products that mean the ones that are nearly called so.
    pub products: BTreeSet<String>,
    /// What becomes of accounts that the file no longer has.
    pub away: Away,
}

/// What becomes of accounts that a file no longer has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Away {
    /// They stay.
    #[default]
    Stay,
    /// They are put away, however many they are: the user has seen how many.
    All,
}

/// What an import would do, as the screen shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportPreview {
    /// The name of the file.
    pub file: String,
    /// The lists of the archive that it is, in the order in which they come; told with the first.
    pub lists: Vec<ImportList>,
    /// The kind of record, by its key.
    pub kind: &'static str,
    /// How it is read: kind, CRM, header, encoding and so on, each with its other ways.
    pub reading: Vec<ImportReading>,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// How many become what while nothing is decided.
    pub counts: Vec<(Count, u64)>,
    /// Rejected rows: line, column, value, reason.
    pub rejected: Vec<[String; 4]>,
    /// A name for a file of these rows, which is free.
    pub aside: String,
    /// Rows taken, but not wholly: line, column, value, reason.
    pub remarks: Vec<[String; 4]>,
    /// The first of what is new: line and name.
    pub new: Vec<(u64, String)>,
    /// The first of the values that change: account, field, before, after.
    pub changes: Vec<[String; 4]>,
    /// What the rep and the file disagree on.
    pub conflicts: Vec<ImportConflict>,
    /// Rows whose names are like others'.
    pub alike: Vec<ImportAlike>,
    /// Products that are new.
    pub new_products: Vec<String>,
    /// Products that are nearly called like others.
    pub products: Vec<ImportAlike>,
    /// Accounts that the file no longer has.
    pub missing: Vec<ImportMissing>,
    /// Lines that are no rows: their number, what they are, and the first words of a footer.
    pub ignored: Vec<(u64, &'static str, String)>,
    /// The same in one sentence.
    pub ignored_words: String,
    /// What else should be known.
    pub notes: Vec<String>,
    /// Why it cannot be imported as it is.
    pub problem: Option<String>,
    /// What is to be decided before it can.
    pub question: Option<ImportQuestion>,
}

/// Why a file is not shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unread {
    /// The user stopped it.
    Stopped,
    /// It is no list that can be taken, and why.
    Refused(String),
    /// Something else went wrong.
    Failed(String),
}

impl Unread {
    /// Why, for a sentence that goes on.
    pub fn why(&self) -> &str {
        match self {
            Self::Stopped => "stopped",
            Self::Refused(why) | Self::Failed(why) => why,
        }
    }
}

impl Display for Unread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped | Self::Refused(_) => write!(f, "{}; nothing was changed", self.why()),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

/// One of the lists in an archive.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportList {
    /// Its name in the archive.
    pub name: String,
    /// What it holds, in words.
    pub kind: String,
}

/// Something that only the user can decide about a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportQuestion {
    /// The question.
    pub words: String,
    /// The option of the command `import` that decides it.
    pub option: &'static str,
    /// The answers: in words, and as the option takes them.
    pub answers: Vec<(String, String)>,
}

/// One thing about how a file is read, and how else it could be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportReading {
    /// What it is about.
    pub what: &'static str,
    /// How it is read.
    pub how: String,
    /// Who says so.
    pub why: &'static str,
    /// The option of the command `import` that decides it.
    pub option: &'static str,
    /// The answers: in words, and as the option takes them; an empty one takes a decision back.
    pub answers: Vec<(String, String)>,
    /// The answer that holds, as the option takes it.
    pub now: String,
    /// Whether there was nothing to be told, as where no column holds numbers.
    pub is_idle: bool,
}

impl ImportReading {
    /// In one line: `Encoding: utf-8`
    pub fn words(&self) -> String {
        format!("{}: {}", self.what, self.how)
    }
}

/// One column of a file to import.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportColumn {
    /// The header.
    pub header: String,
    /// A value from it.
    pub sample: String,
    /// The key of what it feeds; empty when it feeds nothing.
    pub key: String,
    /// The label of the field it feeds; empty when it feeds none.
    pub field: String,
    /// Why.
    pub reason: &'static str,
    /// How its numbers or days are written; empty where its cells do not show it.
    pub style: &'static str,
    /// Whether records keep it beside their fields.
    pub kept: bool,
}

/// A field that the rep and the file disagree on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportConflict {
    /// The line that says otherwise.
    pub line: u64,
    /// Whether the line is counted already, as its record changes in other fields anyway.
    pub is_counted: bool,
    /// The record.
    pub record: Id,
    /// The key of the field.
    pub field: String,
    /// The name of the record.
    pub name: String,
    /// The name of the field on screen.
    pub label: String,
    /// What the rep wrote.
    pub mine: String,
    /// What the file says.
    pub theirs: String,
}

/// A row whose name is like another's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportAlike {
    /// The line of the row.
    pub line: u64,
    /// Its name, and its city where it has one.
    pub row: String,
    /// The other's.
    pub other: String,
    /// What becomes of the row when the two are one.
    pub merge: Merge,
}

/// What becomes of a row that is made one with what its name is like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Merge {
    /// It is this account of the book, which stands in no other row.
    Account(Id),
    /// It is the same as another row.
    Row,
    /// It is a product of the book.
    Product,
}

/// An account that the file no longer has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportMissing {
    /// The account.
    pub record: Id,
    /// Its name.
    pub name: String,
    /// Its id in the CRM; empty where it has none.
    pub crm_id: String,
}

impl ImportPreview {
    /// The columns of which nothing is taken, in one sentence.
    pub fn left_words(&self) -> Option<String> {
        const NAMED: usize = 5;
        let left = self.columns.iter().filter(|c| c.key.is_empty() && !c.kept);
        let left: Vec<&str> =
            left.filter(|c| !c.sample.is_empty()).map(|c| c.header.as_str()).collect();
        let named = left.get(..NAMED.min(left.len())).unwrap_or_default().join(", ");
        match left.len().saturating_sub(NAMED) {
            _ if left.is_empty() || self.problem.is_some() => None,
            0 => Some(format!("Nothing is taken of: {named}")),
            more => Some(format!("Nothing is taken of: {named} and {more} more columns")),
        }
    }

    /// The products that will be new with what the user has decided, in one sentence.
    pub fn products_words(&self, decided: &ImportDecided) -> Option<String> {
        let new = self.new_products.iter().filter(|name| !decided.products.contains(*name));
        let new: Vec<&str> = new.map(String::as_str).collect();
        (!new.is_empty()).then(|| format!("New products: {}", new.join(", ")))
    }
}
