//! `import`: lists from a CRM or of our own, looked at first, then taken as one change a file.
//! Nothing is changed before every file was looked at, and nothing of a file that is refused.

use std::collections::HashSet;
use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::domain::kinds;
use crate::domain::record::Table;
use crate::exchange::import::layout::delimiter_named;
use crate::exchange::import::{
    DateOrder, Decimal, Inspection, Options, Progress, Refusal, Report, Source, Why, inspect,
};
use crate::session::Session;
use crate::terminal::importing;

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::table::{Sheet, Side};
use super::watch::watched;

/// The most rejected rows that people are shown.
const REJECTED_MOST: usize = 50;

/// `import`
#[derive(clap::Args, Debug)]
pub struct Import {
    /// CSV files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What kind of records they hold, when that cannot be told from the columns
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    kind: Option<&'static Table>,
    /// Which column feeds a field; nothing after = none
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Show what would be done, change nothing
    #[arg(long)]
    dry_run: bool,
    /// What stands between cells: comma, semicolon, tab, pipe or the sign itself
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// How the text is encoded, such as utf-8 or windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The order of day and month: dmy or mdy
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    date_order: Option<DateOrder>,
    /// What stands before decimals: point or comma
    #[arg(long, value_name = "SIGN", value_parser = decimal)]
    decimal: Option<Decimal>,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

fn kind(text: &str) -> Result<&'static Table, String> {
    let keys: Vec<&str> = kinds::KINDS.iter().map(|table| table.key).collect();
    kinds::kind(text).ok_or_else(|| format!("not one of {}", keys.join(", ")))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("not FIELD=COLUMN")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

fn delimiter(text: &str) -> Result<u8, String> {
    delimiter_named(text).ok_or_else(|| "not comma, semicolon, tab, pipe or one sign".to_owned())
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::from_key(text).ok_or_else(|| "not dmy or mdy".to_owned())
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_key(text).ok_or_else(|| "not point or comma".to_owned())
}

impl Import {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let progress = Progress::default();
        let options = Options {
            kind: self.kind,
            map: self.map,
            delimiter: self.delimiter,
            encoding: self.encoding,
            date_order: self.date_order,
            decimal: self.decimal,
        };
        let mut inspections = Vec::new();
        for file in &self.files {
            let source = Source::file(file);
            let inspection = watched(&progress, || inspect(&source, &options, &progress))?;
            match &inspection.problem {
                Some(refusal) => return Err(refusal.clone().into()),
                None => inspections.push(inspection),
            }
        }
        let mut session = errand.open()?;
        if !self.dry_run {
            session.backup_before(&errand.now)?;
        }
        let mut reports = Vec::new();
        for inspection in &inspections {
            let report = take(inspection, &mut session, self.dry_run, errand)?;
            reports.push((inspection, report));
        }
        if self.json {
            let mut all: Vec<Json> =
                reports.iter().map(|(i, r)| document(i, r)).collect::<Result<_, _>>()?;
            let alone = if all.len() == 1 { all.pop() } else { None };
            errand.out.json(&alone.unwrap_or_else(|| all.into()))?;
        } else {
            for (inspection, report) in &reports {
                write(errand, inspection, report, self.dry_run)?;
            }
        }
        match reports.iter().find(|(_, report)| report.is_nothing_accepted()) {
            Some((inspection, _)) => Err(Failure::refused(format!(
                "{}: no row could be taken; nothing was changed",
                inspection.source.name()
            ))),
            None => Ok(()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let exit = match refusal.why {
            Why::UnknownField { .. } | Why::UnknownColumn { .. } | Why::UnknownEncoding(_) => {
                Exit::Usage
            }
            _ => Exit::Refused,
        };
        let failure = Self::new(exit, format!("{refusal}; nothing was changed"));
        match refusal.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// Compares a file with the book, and unless it is only for looking, takes it.
fn take(
    inspection: &Inspection,
    session: &mut Session,
    dry_run: bool,
    errand: &Errand,
) -> Result<Report, Failure> {
    let now = errand.now;
    let progress = Progress::default();
    let work = if dry_run { importing::preview } else { importing::write };
    Ok(watched(&progress, || work(session, inspection, &now, &progress))?)
}

impl From<importing::Failure> for Failure {
    fn from(failure: importing::Failure) -> Self {
        match failure {
            importing::Failure::Refused(refusal) => refusal.into(),
            importing::Failure::Commit(error) => error.into(),
            importing::Failure::Store(error) => error.into(),
            importing::Failure::Thread(_) => Self::new(Exit::Storage, failure.to_string()),
        }
    }
}

fn document(inspection: &Inspection, report: &Report) -> Result<Json, Failure> {
    let failed = |error: serde_json::Error| Failure::new(Exit::Storage, error.to_string());
    let mut document = serde_json::to_value(report).map_err(failed)?;
    if let Some(map) = document.as_object_mut() {
        map.insert("file".to_owned(), json!(inspection.source.name()));
    }
    Ok(document)
}

/// The report for people.
fn write(
    errand: &mut Errand,
    inspection: &Inspection,
    report: &Report,
    dry_run: bool,
) -> Result<(), Failure> {
    let name = errand.out.shown(inspection.source.short_name()).into_owned();
    let from =
        report.vendor.as_deref().map_or_else(String::new, |vendor| format!(" from {vendor}"));
    let would = if dry_run { ", nothing changed yet" } else { "" };
    let kind = inspection.kind.plural.to_lowercase();
    errand.out.line(&format!("{name}: {kind}{from}: {}{would}", report.summary()))?;
    if report.relationship_unstated > 0 {
        errand.out.line(&format!(
            "{} new accounts do not say whether they are customers: where revenue is known they are, else prospects",
            report.relationship_unstated
        ))?;
    }
    if dry_run {
        mapping(errand, inspection)?;
    }
    remarks(errand, "Rejected", &report.rejected)?;
    remarks(errand, "Taken, but not wholly", &report.remarks)?;
    let reasons: HashSet<&str> = report.ignored.iter().map(|ignored| ignored.reason).collect();
    let mut reasons: Vec<&str> = reasons.into_iter().collect();
    reasons.sort_unstable();
    for reason in reasons {
        let lines: Vec<String> = report
            .ignored
            .iter()
            .filter(|ignored| ignored.reason == reason)
            .take(REJECTED_MOST)
            .map(|ignored| ignored.line.to_string())
            .collect();
        errand.out.line(&format!("\nIgnored, {reason}: line {}", lines.join(", ")))?;
    }
    Ok(())
}

fn mapping(errand: &mut Errand, inspection: &Inspection) -> Result<(), Failure> {
    let headers = ["Column", "Feeds", "Why", "Such as"].map(|header| (header, Side::Left));
    let mut sheet = Sheet::new(headers);
    let vendor = inspection.vendor.as_ref().map(|(_, name)| name.as_str());
    for column in &inspection.columns {
        let (feeds, why) = match &column.feeds {
            Some((target, reason)) => (target.key(), reason.words(vendor)),
            None => ("–".to_owned(), String::new()),
        };
        sheet.row(vec![column.name.clone(), feeds, why, column.samples.join(" · ")]);
    }
    errand.out.line("")?;
    Ok(sheet.write(&mut errand.out)?)
}

fn remarks(
    errand: &mut Errand,
    title: &str,
    remarks: &[crate::exchange::import::Remark],
) -> Result<(), Failure> {
    if remarks.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new([
        ("Line", Side::Right),
        ("Column", Side::Left),
        ("Value", Side::Left),
        ("Why", Side::Left),
    ]);
    for remark in remarks.iter().take(REJECTED_MOST) {
        let (column, value) = (remark.column.clone(), remark.value.clone());
        sheet.row(vec![remark.line.to_string(), column, value, remark.reason.clone()]);
    }
    errand.out.line(&format!("\n{title}"))?;
    sheet.write(&mut errand.out)?;
    if let Some(more) = remarks.len().checked_sub(REJECTED_MOST).filter(|more| *more > 0) {
        errand.out.line(&format!("and {more} more; --json lists them all"))?;
    }
    Ok(())
}
