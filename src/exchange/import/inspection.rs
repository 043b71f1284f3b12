//! What a file is, once it was looked at: its encoding, its columns and what they feed, and what
//! of the book a comparison with it needs.

use super::cells::Style;
use super::decode::{Coding, Decoded};
use super::layout::DELIMITERS;
use super::mapping::{Reason, Target};
use super::progress::Progress;
use super::records::Records;
use super::refusal::Refusal;
use super::rejects;
use super::source::Source;
use super::vocabulary::fold;
use crate::domain::Id;
use crate::domain::accounts::HOT;
use crate::domain::facts::Fact;
use crate::domain::kinds::{Account, Revenue, account, kind};
use crate::domain::record::{Field, Kind, Table};
use crate::domain::value::Type;

/// One column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name; `column 3` where it has none.
    pub name: String,
    /// What it feeds and why; `None`: nothing.
    pub feeds: Option<(Target, Reason)>,
    /// The first different cells.
    pub samples: Vec<String>,
    /// The cell that can be read in two ways while nothing decides, and the option that does.
    pub doubt: Option<(String, &'static str)>,
    pub(super) style: Style,
}

/// What a file is.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The file.
    pub source: Source,
    /// Name of its encoding.
    pub encoding: String,
    /// Its delimiter.
    pub delimiter: u8,
    /// The kind of record in it.
    pub kind: &'static Table,
    /// Key and name of the CRM it comes from, when recognised.
    pub vendor: Option<(String, String)>,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// The first rows, for looking at.
    pub rows: Vec<Vec<String>>,
    /// How many lines hold more than blanks, the header not counted.
    pub filled: u64,
    /// What keeps it from being imported as it is.
    pub problem: Option<Refusal>,
    pub(super) coding: Coding,
    pub(super) header_line: u64,
    pub(super) last_full: u64,
    pub(super) size: u64,
}

/// What of a book must be in memory before a file can be compared with it.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Facts of the accounts.
    pub facts: Vec<Fact>,
    /// Kinds of which all records are needed.
    pub kinds: Vec<&'static Table>,
}

/// The same for every header with the same columns. What a list of rejected rows added does not
/// count.
pub fn fingerprint(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let kept = names.get(..names.len() - rejects::added(&names)).unwrap_or_default();
    Id::of_parts(&kept.iter().map(String::as_str).collect::<Vec<_>>()).to_string()
}

impl Inspection {
    /// The rows of the file from its beginning.
    pub(super) fn records<'p>(&self, progress: &'p Progress) -> Result<Records<'p>, Refusal> {
        let decoded = Decoded::open(&self.source, self.coding, progress)?;
        Ok(Records::new(decoded, self.delimiter))
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The columns of what names a row: its ids and its title.
    pub(super) fn naming_columns(&self) -> Vec<usize> {
        let title = self.kind.title();
        let names = |target: Target| match target {
            Target::Id => true,
            Target::Field(field) => Some(field) == title || field.key == "external_id",
            Target::Revenue(_) => false,
        };
        self.fed().filter(|(_, target)| names(*target)).map(|(at, _)| at).collect()
    }

    /// Every column that feeds something, with what it feeds.
    pub(super) fn fed(&self) -> impl Iterator<Item = (usize, Target)> {
        let feeds = self.columns.iter().map(|column| column.feeds.map(|(target, _)| target));
        feeds.enumerate().filter_map(|(at, target)| Some((at, target?)))
    }

    /// The column that feeds a target.
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.fed().find(|(_, fed)| *fed == target).map(|(at, _)| at)
    }

    /// Whether it is a list of rejected rows that was mended.
    pub(super) fn is_mended(&self) -> bool {
        rejects::added(&self.names().iter().map(|name| fold(name)).collect::<Vec<_>>()) > 0
    }

    /// The fields that the file has columns for, and those that follow from them.
    pub fn fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = self
            .fed()
            .filter_map(|(_, target)| match target {
                Target::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        if self.kind == Account::TABLE && !fields.contains(&account::field::external_source) {
            fields.push(account::field::external_source);
        }
        fields
    }

    /// Name of the delimiter in reports.
    pub fn delimiter_name(&self) -> String {
        let named = DELIMITERS.iter().find(|(byte, _)| *byte == self.delimiter);
        named.map_or_else(|| char::from(self.delimiter).to_string(), |(_, name)| (*name).to_owned())
    }

    /// The label of the change that imports this file.
    pub fn label(&self) -> String {
        format!("import {}", self.source.short_name())
    }

    /// The same for every file with the same columns, to remember a mapping by.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.names())
    }

    /// What of the book the comparison needs.
    pub fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        let refs = self.fed().any(|(_, target)| {
            matches!(target, Target::Field(field) if matches!(field.ty, Type::Ref(_)))
        });
        if self.kind == Account::TABLE || refs {
            needs.facts.extend(
                [
                    account::field::external_id,
                    account::field::external_source,
                    account::field::city,
                ]
                .map(Fact::Stored),
            );
        }
        for (_, target) in self.fed() {
            match target {
                Target::Field(field) if self.kind == Account::TABLE => {
                    needs.facts.push(Fact::Stored(field));
                }
                Target::Field(field) => {
                    if let Type::Ref(other) = field.ty
                        && other != "account"
                    {
                        needs.kinds.extend(kind(other));
                    }
                }
                Target::Revenue(_) => {
                    needs.kinds.push(Revenue::TABLE);
                }
                Target::Id => {}
            }
        }
        if self.kind != Account::TABLE {
            needs.kinds.push(self.kind);
        }
        needs.kinds.sort_by_key(|kind| kind.key);
        needs.kinds.dedup();
        let hot = |fact: &Fact| matches!(fact, Fact::Stored(field) if HOT.contains(field));
        needs.facts.retain(|fact| !hot(fact));
        needs.facts.sort_by_key(|fact| fact.key());
        needs.facts.dedup();
        needs
    }
}
