//! Why a file is not imported at all: one clear line each, and where something helps, a hint.
//! A row that is left out is no refusal; it stands in the report.

use thiserror::Error;

use super::nearest;
use super::workbook::quoted;
use crate::domain::kinds::KINDS;

/// A file that is refused. Nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{file}: {why}")]
pub struct Refusal {
    /// The file as it was named.
    pub file: String,
    /// The reason.
    pub why: Why,
}

/// The reason.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Why {
    /// Nothing has that name.
    #[error("there is no such file")]
    Missing,
    /// It is there, but cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A folder.
    #[error("is a folder")]
    Folder,
    /// A device, a pipe.
    #[error("is no regular file")]
    Special,
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// Compressed.
    #[error("is compressed with {0}")]
    Compressed(&'static str),
    /// A workbook of before Excel 97, or a document of another program.
    #[error("is a workbook of before Excel 97, or no workbook")]
    OldWorkbook,
    /// A workbook of the binary kind.
    #[error("is a workbook in the binary .xlsb form")]
    BinaryWorkbook,
    /// A web page.
    #[error("is a web page or another text with tags, not a list")]
    Markup,
    /// An archive or a workbook that is not whole.
    #[error("is a damaged archive or workbook")]
    Damaged,
    /// A password is needed.
    #[error("is protected by a password")]
    Locked,
    /// Packed in a way that is not read.
    #[error("is packed in a way that is not read")]
    Packing,
    /// An archive that has more parts than any export.
    #[error("holds more than {most} files")]
    ManyParts {
        /// The most that are read.
        most: usize,
    },
    /// An archive that unpacks to far more than it is.
    #[error("would unpack to {} MB, which no list does", unpacked / 1_000_000)]
    Swollen {
        /// Bytes that it would unpack to.
        unpacked: u64,
    },
    /// A workbook that does not fit into memory.
    #[error("holds more cells than can be read from a workbook")]
    Large,
    /// A sheet or a list that is not in there.
    #[error("there is no `{wished}` in it; there are {sheets}")]
    NoSheet {
        /// What was named.
        wished: String,
        /// What there is, quoted.
        sheets: String,
    },
    /// The line that the user named holds no names of columns.
    #[error("line {line} {}", if line > last { "is not there, or too far down to name the columns" } else { "is blank and names no columns" })]
    NoHeader {
        /// The line.
        line: u64,
        /// The last line that is looked at.
        last: u64,
    },
    /// Several lists in one archive.
    #[error("holds several lists: {}", quoted(lists))]
    Lists {
        /// Their names.
        lists: Vec<String>,
    },
    /// An archive without any list.
    #[error("is an archive without a list in it")]
    NoList,
    /// No text.
    #[error("is no text file")]
    Binary,
    /// An encoding nobody knows.
    #[error("`{0}` is no encoding")]
    UnknownEncoding(String),
    /// Bytes that mean nothing in the encoding.
    #[error("byte {offset} is no {encoding}")]
    Undecodable {
        /// Name of the encoding.
        encoding: &'static str,
        /// Place in the file, from 0.
        offset: u64,
    },
    /// The character with number 0.
    #[error("line {line} holds a NUL character in column {column}")]
    Nul {
        /// The line.
        line: u64,
        /// The column, from 1.
        column: usize,
    },
    /// A quoted cell that never ends.
    #[error("a quote that opens on line {line} is never closed")]
    OpenQuote {
        /// Where it opens.
        line: u64,
    },
    /// A cell beyond all measure.
    #[error("a cell that begins on line {line} is longer than a million bytes")]
    LongCell {
        /// Where it begins.
        line: u64,
    },
    /// More columns than any list has.
    #[error("line {line} has more than {most} columns")]
    ManyColumns {
        /// The line.
        line: u64,
        /// The most that are read.
        most: usize,
    },
    /// A field that every record needs has no column.
    #[error("no column for {label} of the {kind}; the columns are {columns}")]
    NoColumn {
        /// Key of the kind.
        kind: &'static str,
        /// Key of the field.
        field: &'static str,
        /// Label of the field in lower case.
        label: String,
        /// The columns seen, quoted.
        columns: String,
    },
    /// The column of a field that every record needs is named by the user's profile, and not there.
    #[error("the profile reads the {label} from `{column}`, which is not in the file")]
    NoProfileColumn {
        /// Label of the field in lower case.
        label: String,
        /// The column.
        column: String,
        /// The columns seen, quoted.
        columns: String,
    },
    /// A list of something else.
    #[error("looks like a list of {what}, not of {plural}")]
    Elsewhere {
        /// What it looks like.
        what: String,
        /// Key of the kind it would be taken for.
        kind: &'static str,
        /// Many of that kind.
        plural: String,
    },
    /// A field named by the user that the kind does not have.
    #[error("`{field}` is no field of the {kind}")]
    UnknownField {
        /// What was named.
        field: String,
        /// Key of the kind.
        kind: &'static str,
    },
    /// A column named by the user that the file does not have.
    #[error("no column `{column}`; the columns are {columns}")]
    UnknownColumn {
        /// What was named.
        column: String,
        /// The columns seen, quoted.
        columns: String,
    },
    /// Numbers or dates that can be read in two ways.
    #[error("`{value}` in column `{column}` can be read in two ways")]
    Ambiguous {
        /// The column.
        column: String,
        /// The first such value.
        value: String,
        /// The option that decides, with its answers.
        option: &'static str,
    },
    /// The user wants no conflicts, and there are some.
    #[error("{count} {} in conflict with what you wrote, such as {field} of {name}: `{mine}` here, `{theirs}` there", if *count == 1 { "value is" } else { "values are" })]
    Conflicts {
        /// How many.
        count: usize,
        /// The first one's account.
        name: String,
        /// The first one's field.
        field: &'static str,
        /// What the rep wrote.
        mine: String,
        /// What the file says.
        theirs: String,
    },
    /// Most accounts would be put away.
    #[error("{missing} of {all} accounts are missing from the file: too many to put away unasked")]
    MostMissing {
        /// How many are missing.
        missing: usize,
        /// How many there are.
        all: usize,
    },
    /// The book counts in another currency than the user says the amounts are in.
    #[error("the book counts in {book}, not in {said}")]
    OtherCurrency {
        /// The user's.
        said: String,
        /// The book's.
        book: String,
    },
    /// The amounts are in another currency than the user says.
    #[error("the amounts are in {found}, not in {said}")]
    NotInCurrency {
        /// The user's.
        said: String,
        /// The file's.
        found: String,
    },
    /// The list of rejected rows cannot be written.
    #[error("the rejected rows cannot be written there: {reason}")]
    Report {
        /// What the system says.
        reason: String,
    },
    /// The file is no longer the one that was looked at.
    #[error("has changed since it was looked at")]
    Changed,
    /// The user stopped it.
    #[error("stopped; nothing was changed")]
    Stopped,
}

impl Refusal {
    /// A refusal of a file.
    pub fn new(file: &str, why: Why) -> Self {
        Self { file: file.to_owned(), why }
    }

    /// What helps, where something does.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.why {
            Why::Compressed(_) | Why::Packing => "unpack it first".to_owned(),
            Why::OldWorkbook | Why::BinaryWorkbook => {
                "save it as .xlsx without a password, or as CSV".to_owned()
            }
            Why::Markup => {
                "a spreadsheet program may open it: save it there as .xlsx, or export it as CSV"
                    .to_owned()
            }
            Why::Locked => "take the password off first".to_owned(),
            Why::Damaged => "export or download it once more".to_owned(),
            Why::Large | Why::Swollen { .. } => "save the list as CSV".to_owned(),
            Why::NoHeader { line, last } if line > last => {
                format!("the columns may be named in the first {last} lines")
            }
            Why::NoSheet { .. } => "name one of them with --sheet, or its number".to_owned(),
            Why::Lists { .. } => "name one of them with --sheet".to_owned(),
            Why::UnknownEncoding(_) => "such as utf-8, utf-16le or windows-1252".to_owned(),
            Why::Undecodable { .. } => {
                "say which encoding it has with --encoding, such as windows-1252".to_owned()
            }
            Why::OpenQuote { .. } | Why::LongCell { .. } => {
                "look for a \" too many or too few on that line".to_owned()
            }
            Why::NoProfileColumn { columns, .. } => {
                format!("the columns are {columns}; name it with --map, or leave --profile out")
            }
            Why::NoColumn { field: "name", .. } => {
                "name it with --map name=COLUMN; a list without names of columns needs a line with \
                 them above it"
                    .to_owned()
            }
            Why::NoColumn { field, .. } => format!("name it with --map {field}=COLUMN"),
            Why::UnknownField { field, kind } => unknown(field, kind),
            Why::Elsewhere { what, kind, plural } => elsewhere(what, kind, plural),
            Why::Ambiguous { option, .. } => format!("decide with {option}"),
            Why::Conflicts { .. } => {
                "--conflicts keep leaves yours, --conflicts take takes theirs".to_owned()
            }
            Why::MostMissing { .. } => {
                "if the file is really the whole list, say --archive-missing=all".to_owned()
            }
            Why::OtherCurrency { book, said } => format!(
                "leave --currency out if the amounts are in {book}; amounts in {said} need a book \
                 of their own (--book FILE)"
            ),
            Why::NotInCurrency { .. } => {
                "leave --currency out; it is for amounts without a currency of their own".to_owned()
            }
            Why::Changed => "look at it again".to_owned(),
            _ => return None,
        })
    }
}

/// The fields that may be meant by a word that is none.
fn unknown(word: &str, kind: &str) -> String {
    let Some(table) = KINDS.iter().find(|table| table.key == kind) else { return String::new() };
    let mut fields: Vec<String> =
        nearest::fields(table, word).into_iter().map(ToOwned::to_owned).collect();
    if kind == "account" {
        fields.push("revenue_2025".to_owned());
    }
    format!("write --map FIELD=COLUMN, with a field such as {}", quoted(&fields))
}

/// What helps with a list of something else.
fn elsewhere(what: &str, kind: &str, plural: &str) -> String {
    let table = KINDS.iter().find(|table| table.plural.to_lowercase() == what);
    let other = table.map(|table| {
        let key = table.key;
        format!("for {what} a column must name the account: --as {key} --map account=COLUMN; ")
    });
    format!("{}--as {kind} takes them for {plural}", other.unwrap_or_default())
}
