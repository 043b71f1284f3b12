//! What can be said after `import`, and how each answer is read.

use std::path::PathBuf;

use crate::domain::kinds;
use crate::domain::record::Table;
use crate::exchange::import::currencies;
use crate::exchange::import::layout::delimiter_named;
use crate::exchange::import::vocabulary::vocabulary;
use crate::exchange::import::{Absent, Alike, Conflicts, DateOrder, Decimal, NO_VENDOR};
use crate::terminal::import_memory;

/// `import`
#[derive(clap::Args, Debug)]
pub struct Import {
    /// CSV files, workbooks (.xlsx, .xls, .ods), or ZIP archives with several lists
    #[arg(required_unless_present_any = ["profiles", "forget"], value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The sheet of a workbook by name or number, or one list of an archive [first sheet, all lists]
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// What kind of records they hold, when that cannot be told from the columns
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    pub(super) kind: Option<&'static Table>,
    /// Which column feeds a field; nothing after = none. Revenue of a year: `revenue_2025=COLUMN`
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    pub(super) map: Vec<(String, String)>,
    /// Use the mapping kept under this name; where there is none, keep this one
    #[arg(long, value_name = "NAME", value_parser = profile)]
    pub(super) profile: Option<String>,
    /// Keep columns that feed no field with the record, as they are
    #[arg(long)]
    pub(super) keep_columns: bool,
    /// The mappings that are kept
    #[command(flatten)]
    pub(super) kept: Kept,
    /// Show what would be done, change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// What stands between cells: comma, semicolon, tab, pipe or the sign itself
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    pub(super) delimiter: Option<u8>,
    /// The line that names the columns, when it is not the one that looks so
    #[arg(long, value_name = "LINE", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) header_row: Option<u64>,
    /// The CRM that the list comes from, or none, when that cannot be told from the columns
    #[arg(long, value_name = "NAME", value_parser = vendor)]
    pub(super) vendor: Option<String>,
    /// How the text is encoded, such as utf-8 or windows-1252
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// The order of day and month: dmy or mdy; ymd where a year of two digits is first
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    pub(super) date_order: Option<DateOrder>,
    /// What stands before decimals: point or comma
    #[arg(long, value_name = "SIGN", value_parser = decimal)]
    pub(super) decimal: Option<Decimal>,
    /// The currency of amounts that come without one, such as EUR
    #[arg(long, value_name = "CODE", value_parser = currency)]
    pub(super) currency: Option<String>,
    /// Where you and the file have both changed a field: keep yours, take theirs, or refuse
    #[arg(long, value_name = "ANSWER", value_parser = conflicts, default_value = "keep")]
    pub(super) conflicts: Conflicts,
    /// Put accounts away that the file no longer has; =all even if they are most of them
    #[arg(long, value_name = "all", num_args = 0..=1, require_equals = true, default_missing_value = "some", value_parser = absent)]
    pub(super) archive_missing: Option<Absent>,
    /// A row of this name means the account of that name
    #[arg(long, value_name = "NAME=ACCOUNT", value_parser = pair)]
    pub(super) same: Vec<(String, String)>,
    /// New rows whose names are like another account's: apart or same
    #[arg(long, value_name = "ANSWER", value_parser = alike, default_value = "apart")]
    pub(super) look_alikes: Alike,
    /// What follows from opportunities
    #[command(flatten)]
    pub(super) sales: Sales,
    /// Write the rejected rows there, to be mended and imported by themselves
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write one JSON document
    #[arg(long)]
    pub(super) json: bool,
}

/// What follows from opportunities.
#[derive(clap::Args, Debug)]
pub(super) struct Sales {
    /// Let won opportunities make the revenue of their account and fiscal year
    #[arg(long)]
    pub(super) revenue_from_won: bool,
    /// Take products with nearly the same name (`GTXPro`, `GTX Pro`) for the same
    #[arg(long)]
    pub(super) merge_products: bool,
}

/// The mappings that are kept.
#[derive(clap::Args, Debug)]
pub(super) struct Kept {
    /// List the mappings that are kept
    #[arg(long, conflicts_with = "files")]
    pub(super) profiles: bool,
    /// Forget a mapping that is kept
    #[arg(long, value_name = "NAME", conflicts_with_all = ["files", "profiles"])]
    pub(super) forget: Option<String>,
}

fn kind(text: &str) -> Result<&'static Table, String> {
    let keys: Vec<&str> = kinds::KINDS.iter().map(|table| table.key).collect();
    kinds::kind(text).ok_or_else(|| format!("not one of {}", keys.join(", ")))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("two names with = between them")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

fn delimiter(text: &str) -> Result<u8, String> {
    delimiter_named(text).ok_or_else(|| "not comma, semicolon, tab, pipe or one sign".to_owned())
}

fn vendor(text: &str) -> Result<String, String> {
    let known: Vec<&str> = vocabulary().vendors().map(|(key, _)| key).chain([NO_VENDOR]).collect();
    let found = known.iter().find(|key| key.eq_ignore_ascii_case(text.trim()));
    found.map(|key| (*key).to_owned()).ok_or_else(|| format!("not one of {}", known.join(", ")))
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::from_key(text).ok_or_else(|| "not dmy, mdy or ymd".to_owned())
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_key(text).ok_or_else(|| "not point or comma".to_owned())
}

fn currency(text: &str) -> Result<String, String> {
    let code = currencies::code(text);
    code.map(ToOwned::to_owned).ok_or_else(|| "not the code of a currency, such as EUR".to_owned())
}

fn profile(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.len() <= import_memory::NAME_MOST;
    fits.then(|| name.to_owned()).ok_or_else(|| "no name of at most 100 characters".to_owned())
}

fn conflicts(text: &str) -> Result<Conflicts, String> {
    Conflicts::from_key(text).ok_or_else(|| "not keep, take or refuse".to_owned())
}

fn alike(text: &str) -> Result<Alike, String> {
    Alike::from_key(text).ok_or_else(|| "not apart or same".to_owned())
}

fn absent(text: &str) -> Result<Absent, String> {
    match text {
        "some" => Ok(Absent::Archive),
        "all" => Ok(Absent::ArchiveAll),
        _ => Err("not all".to_owned()),
    }
}
