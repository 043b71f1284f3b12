//! What a file is, once it was looked at: its encoding, its columns and what they feed.

use std::sync::Arc;

use super::coding::{Coding, Told};
use super::decode::Decoded;
use super::furniture::Watch;
use super::layout::DELIMITERS;
use super::mapping::Reason;
use super::progress::Progress;
use super::records::{Records, SheetRows};
use super::refusal::{Refusal, Why};
use super::rejects;
use super::report::Remark;
use super::separated::Separated;
use super::sheet::Sheet;
use super::source::{Source, State};
use super::style::Style;
use super::target::Target;
use super::vocabulary::{Vendor, fold, vocabulary};
use crate::domain::Id;
use crate::domain::facts::DERIVED;
use crate::domain::record::{Field, Table};
use crate::domain::value::Type;
use crate::exchange::kept;

/// One column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name; `column 3` where it has none.
    pub name: String,
    /// What it feeds and why; `None`: nothing.
    pub feeds: Option<(Target, Reason)>,
    /// Whether the record keeps it as a field of its own.
    pub kept: bool,
    /// How its numbers or days are written, where its cells show it.
    pub reading: Option<&'static str>,
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
    /// What it is made of.
    pub form: Form,
    /// The kind of record in it.
    pub kind: &'static Table,
    /// Key and name of the CRM it comes from, when recognised.
    pub vendor: Option<(String, String)>,
    /// Whether the mapping is one that was kept for such a header, or a profile.
    pub remembered: bool,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// The first rows, for looking at.
    pub rows: Vec<Vec<String>>,
    /// The first lines that hold something, by number: one of them names the columns.
    pub head: Vec<(u64, String)>,
    /// How many lines hold more than blanks, the header not counted.
    pub filled: u64,
    /// What keeps it from being imported as it is.
    pub problem: Option<Refusal>,
    /// What is odd about it, though it can be imported.
    pub remarks: Vec<Remark>,
    /// The line that names the columns, from 1.
    pub header_line: u64,
    pub(super) last_full: u64,
    /// The currency that amounts are converted into: where both are one amount.
    pub(super) company_currency: Option<String>,
    pub(super) state: State,
}

/// What a list is made of.
#[derive(Clone, Debug)]
pub enum Form {
    /// A text with a sign between cells.
    Text {
        /// How its characters are bytes.
        coding: Coding,
        /// The sign.
        delimiter: u8,
    },
    /// A sheet of a workbook.
    Sheet(Arc<Sheet>),
}

/// The same for every header with the same columns. What a list of rejected rows added does not
/// count.
pub fn fingerprint(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let kept = names.get(..names.len() - rejects::added(&names)).unwrap_or_default();
    Id::of_parts(&kept.iter().map(String::as_str).collect::<Vec<_>>()).to_string()
}

impl Column {
    /// The name under which records keep it.
    pub fn kept_as(&self) -> &str {
        kept::name_of(&self.name).unwrap_or(&self.name)
    }

    /// Why it feeds what it feeds, and how its cells are read.
    pub fn why(&self, vendor: Option<&str>) -> String {
        let reason = self.feeds.map(|(_, reason)| reason.words(vendor)).unwrap_or_default();
        match self.reading {
            Some(reading) => format!("{reason}; {reading}"),
            None => reason,
        }
    }
}

impl Inspection {
    /// The rows of the file from its beginning. Refused when it is no longer the one that was
    /// looked at.
    pub(super) fn records<'p>(&'p self, progress: &'p Progress) -> Result<Records<'p>, Refusal> {
        match &self.form {
            Form::Text { coding, delimiter } => {
                let decoded = Decoded::open(&self.source, *coding, progress)?;
                if decoded.state() != self.state {
                    return Err(self.source.refuse(Why::Changed));
                }
                Ok(Records::Text(Box::new(Separated::new(decoded, *delimiter))))
            }
            Form::Sheet(sheet) => Ok(Records::Sheet(SheetRows::new(sheet, &self.source, progress))),
        }
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The columns of what names a row: its ids and its title.
    pub(super) fn naming_columns(&self) -> Vec<usize> {
        let title = self.kind.title();
        let names = |field: &Field| Some(field) == title || field.key == "external_id";
        let names = |target: Target| target == Target::Id || target.field().is_some_and(names);
        self.fed().filter(|(_, target)| names(*target)).map(|(at, _)| at).collect()
    }

    /// Tells the rows of the file from its furniture.
    pub(super) fn watch(&self, last_full: u64) -> Watch {
        if self.is_our_own() {
            return Watch::of_our_own(self.names());
        }
        let vendor = self.known_vendor();
        let says_gone =
            |column: &Column| vendor.is_some_and(|vendor| vendor.says_gone(&fold(&column.name)));
        let gone = self.columns.iter().position(says_gone);
        Watch::new(self.names(), self.naming_columns(), last_full).with_gone(gone)
    }

    /// Whether its columns are those that `KIND list --csv` writes, with ids or without.
    fn is_our_own(&self) -> bool {
        let names = self.columns.iter().map(|column| column.name.as_str());
        let names = names.filter(|name| kept::name_of(name).is_none());
        let keys = || self.kind.fields.iter().map(|field| field.key);
        names.clone().eq(keys()) || names.eq(["id"].into_iter().chain(keys()))
    }

    /// Every column that feeds something, with what it feeds.
    pub(super) fn fed(&self) -> impl Iterator<Item = (usize, Target)> {
        let feeds = self.columns.iter().map(|column| column.feeds.map(|(target, _)| target));
        feeds.enumerate().filter_map(|(at, target)| Some((at, target?)))
    }

    /// The same in the order in which the cells of a row are read.
    pub(super) fn in_turn(&self) -> Vec<(usize, Target)> {
        let mut in_turn: Vec<_> = self.fed().collect();
        in_turn.sort_by_key(|(_, target)| target.turn());
        in_turn
    }

    /// Every column that the record keeps as a field of its own.
    pub(super) fn kept(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.kept)
    }

    /// The columns that hold something and of which nothing is taken, but for those that mean
    /// nothing outside of the CRM and those that this program works out itself.
    pub fn left_out(&self) -> impl Iterator<Item = &Column> {
        let vendor = self.known_vendor();
        let noise = move |column: &Column| {
            vendor.is_some_and(|vendor| vendor.is_noise(&fold(&column.name)))
        };
        let derived = |column: &Column| DERIVED.iter().any(|derived| derived.key == column.name);
        let left_out = self.columns.iter().filter(|column| column.feeds.is_none() && !column.kept);
        left_out.filter(move |it| !it.samples.is_empty() && !derived(it) && !noise(it))
    }

    /// What is known of the CRM it comes from.
    fn known_vendor(&self) -> Option<&'static Vendor> {
        self.vendor.as_ref().and_then(|(key, _)| vocabulary().vendor(key))
    }

    /// Whether records keep any column as a field of its own.
    pub fn keeps_columns(&self) -> bool {
        self.kept().next().is_some()
    }

    /// Whether any column feeds an amount of money.
    pub fn holds_money(&self) -> bool {
        self.fed().any(|(_, target)| match target {
            Target::Field(field) => field.ty == Type::Money,
            Target::Revenue(_) => true,
            _ => false,
        })
    }

    /// The column that feeds a target.
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.fed().find(|(_, fed)| *fed == target).map(|(at, _)| at)
    }

    /// Whether it is a list of rejected rows that was mended.
    pub(super) fn is_mended(&self) -> bool {
        rejects::added(&self.names().iter().map(|name| fold(name)).collect::<Vec<_>>()) > 0
    }

    /// Name of the encoding in reports; of the format where it is a workbook.
    pub fn encoding(&self) -> String {
        match &self.form {
            Form::Text { coding, .. } => coding.name(),
            Form::Sheet(sheet) => sheet.format.to_owned(),
        }
    }

    /// The encoding, where it is not UTF-8 and nobody said so.
    pub fn guessed_encoding(&self) -> Option<String> {
        let Form::Text { coding, .. } = &self.form else { return None };
        let name = coding.scheme.name();
        (coding.told != Told::Surely).then(|| name.replacen("windows", "Windows", 1))
    }

    /// Name of the delimiter in reports; empty where it is a workbook.
    pub fn delimiter_name(&self) -> String {
        let Form::Text { delimiter, .. } = &self.form else { return String::new() };
        let named = DELIMITERS.iter().find(|(byte, _)| byte == delimiter);
        named.map_or_else(|| char::from(*delimiter).to_string(), |(_, name)| (*name).to_owned())
    }

    /// The sign between cells; a comma where it is a workbook and there is none.
    pub fn delimiter(&self) -> u8 {
        match &self.form {
            Form::Text { delimiter, .. } => *delimiter,
            Form::Sheet(_) => b',',
        }
    }

    /// The sheet of the workbook that it is.
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.form {
            Form::Sheet(sheet) => Some(sheet),
            Form::Text { .. } => None,
        }
    }

    /// How it was read, in words: `utf-8, comma between cells, columns named in line 1`.
    pub fn reading(&self) -> String {
        let header = self.header_line;
        match &self.form {
            Form::Text { .. } => format!(
                "{}, {} between cells, columns named in line {header}",
                self.encoding(),
                self.delimiter_name()
            ),
            Form::Sheet(sheet) => {
                let others = sheet.sheets.iter().filter(|name| **name != sheet.name).cloned();
                let others: Vec<String> = others.collect();
                let more = if others.is_empty() {
                    String::new()
                } else {
                    format!(" (there are also {})", super::workbook::quoted(&others))
                };
                format!("sheet `{}`{more}, columns named in line {header}", sheet.name)
            }
        }
    }

    /// The label of the change that imports this file.
    pub fn label(&self) -> String {
        format!("import {}", self.source.short_name())
    }

    /// The same for every file with the same columns, to remember a mapping by.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.names())
    }
}
