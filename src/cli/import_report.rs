//! What an import did or would do, as people read it and as one JSON document.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use crate::exchange::import::{
    Changed, Conflict, Ignored, Inspection, Missing, Remark, Report, Side as Whose,
};

use super::errand::Errand;
use super::exit::Failure;
use super::table::{Sheet, Side};

/// The most rows of a list that people are shown.
const LISTED_MOST: usize = 50;
/// The most accounts that are named as missing.
const NAMED_MOST: usize = 10;

/// Whether it has been done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It is only shown.
    Before,
    /// It is done.
    After,
}

/// The report for people.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Whether it has been done.
    pub stage: Stage,
    /// Where the rejected rows were put.
    pub put_aside: Option<&'a Path>,
}

/// The report for programs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Document<'a> {
    #[serde(flatten)]
    report: &'a Report,
    file: &'a str,
}

impl<'a> Document<'a> {
    /// What became of a file.
    pub fn new(inspection: &'a Inspection, report: &'a Report) -> Self {
        Self { report, file: inspection.source.name() }
    }
}

impl Words<'_> {
    /// Writes the report.
    pub fn write(
        self,
        errand: &mut Errand,
        inspection: &Inspection,
        report: &Report,
    ) -> Result<(), Failure> {
        let name = errand.out.shown(inspection.source.short_name()).into_owned();
        let vendor = inspection.vendor.as_ref().map(|(_, label)| label);
        let from = vendor.map_or_else(String::new, |label| format!(" from {label}"));
        let would = if self.stage == Stage::Before { ", nothing changed yet" } else { "" };
        let kind = inspection.kind.plural.to_lowercase();
        errand.out.line(&format!("{name}: {kind}{from}: {}{would}", report.summary()))?;
        changes(errand, report);
        if let Some(encoding) = inspection.guessed_encoding() {
            let garbled = report.rejected.iter().any(|rejected| !rejected.value.is_ascii());
            let hint = if garbled { GARBLED } else { "" };
            errand.out.say(&format!("{name}: read as {encoding}{hint}"));
        }
        if inspection.remembered {
            let fed = if self.stage == Stage::Before { "feed" } else { "fed" };
            errand.out.line(&format!("The columns {fed} what you said before"))?;
        }
        for note in report.notes() {
            errand.out.line(&note)?;
        }
        if self.stage == Stage::Before {
            mapping(errand, inspection)?;
        } else {
            left_out(errand, inspection)?;
        }
        let taken = report.conflicts.iter().any(|conflict| conflict.stands == Whose::Theirs);
        let title = if taken { CONFLICTS_TAKEN } else { CONFLICTS_KEPT };
        conflicts(errand, &report.conflicts, title)?;
        look_alikes(errand, report)?;
        placeholders(errand, report)?;
        missing(errand, report)?;
        remarks(errand, "Rejected", &report.rejected)?;
        self.aside(errand, report)?;
        remarks(errand, "Taken, but not wholly", &report.remarks)?;
        ignored(errand, report)
    }

    /// Says where the rejected rows are, or how to get them.
    fn aside(self, errand: &mut Errand, report: &Report) -> Result<(), Failure> {
        let words = match (self.put_aside, report.rejected.len()) {
            (None, 0) => return Ok(()),
            // Then it is the hint of the failure.
            (None, _) if report.is_nothing_accepted() => return Ok(()),
            (Some(file), 0) => format!("No row was rejected; {} was not written", file.display()),
            (None, _) => REPORT_HINT.to_owned(),
            (Some(file), _) => format!("The rejected rows are in {}", file.display()),
        };
        errand.out.say(&words);
        Ok(())
    }
}

/// The most changes that people are shown.
const CHANGES_MOST: usize = 10;
/// The most letters of a value that are shown in a line.
const VALUE_MOST: usize = 60;

/// Says what changes, beside the data: `Acme: phone 1 → 2`
fn changes(errand: &mut Errand, report: &Report) {
    let short = |value: &str| {
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(VALUE_MOST) {
            _ if line.is_empty() => "–".to_owned(),
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    };
    for Changed { name, field, before, after, .. } in report.changes.iter().take(CHANGES_MOST) {
        errand.out.say(&format!("{name}: {field} {} → {}", short(before), short(after)));
    }
    let all = report.changes.len() as u64 + report.changes_left_out;
    if let Some(more) = all.checked_sub(CHANGES_MOST as u64).filter(|more| *more > 0) {
        errand.out.say(&format!("and {more} more"));
    }
}

/// The most columns that are named.
const COLUMNS_MOST: usize = 4;

/// Says which columns nothing was taken of.
fn left_out(errand: &mut Errand, inspection: &Inspection) -> Result<(), Failure> {
    let columns: Vec<&str> = inspection.left_out().map(|column| column.name.as_str()).collect();
    let first: Vec<&str> = columns.iter().take(COLUMNS_MOST).copied().collect();
    let first = errand.out.shown(&first.join(", ")).into_owned();
    let said = match columns.len() {
        0 => return Ok(()),
        1 => format!("1 column feeds nothing: {first}"),
        count if count > COLUMNS_MOST => format!("{count} columns feed nothing: {first}, …"),
        count => format!("{count} columns feed nothing: {first}"),
    };
    errand.out.line(&format!("{said} (--map FIELD=COLUMN takes one, --keep-columns all)"))?;
    Ok(())
}

/// Said where rejected cells hold more than ASCII.
const GARBLED: &str = "; if letters or signs of rejected rows look wrong, --encoding NAME reads it \
    in another one";

/// How to get the rejected rows.
pub const REPORT_HINT: &str =
    "--report FILE writes the rejected rows, to be mended and imported by themselves";

const CONFLICTS_KEPT: &str =
    "\nIn conflict with what you wrote; yours stay, --conflicts take takes theirs";
const CONFLICTS_TAKEN: &str = "\nIn conflict with what you wrote; theirs are taken";

/// Lists fields that the rep and the file disagree on, side by side.
pub fn conflicts(errand: &mut Errand, conflicts: &[Conflict], title: &str) -> Result<(), Failure> {
    if conflicts.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new([
        ("Line", Side::Right),
        ("Account", Side::Left),
        ("Field", Side::Left),
        ("Yours", Side::Left),
        ("Theirs", Side::Left),
    ]);
    for found in conflicts.iter().take(LISTED_MOST) {
        let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let (mine, theirs) = (dash(&found.mine), dash(&found.theirs));
        let (name, field) = (found.name.clone(), found.field.to_owned());
        sheet.row(vec![found.line.to_string(), name, field, mine, theirs]);
    }
    errand.out.line(title)?;
    sheet.write(&mut errand.out)?;
    more(errand, conflicts.len(), LISTED_MOST)
}

/// Lists rows and what they look like, side by side.
fn look_alikes(errand: &mut Errand, report: &Report) -> Result<(), Failure> {
    if report.look_alikes.is_empty() {
        return Ok(());
    }
    let heads = ["In the file", "Looks like", "Taken as"].map(|head| (head, Side::Left));
    let mut sheet = Sheet::new([("Line", Side::Right)].into_iter().chain(heads));
    let full = |name: &str, city: &str| match city {
        "" => name.to_owned(),
        city => format!("{name}, {city}"),
    };
    for found in report.look_alikes.iter().take(LISTED_MOST) {
        let (row, other) = (full(&found.name, &found.city), &found.other);
        let place = other.line.map_or_else(String::new, |line| format!(" (line {line})"));
        let other = format!("{}{place}", full(&other.name, &other.city));
        let taken = if found.same { "the same" } else { "two accounts" };
        sheet.row(vec![found.line.to_string(), row, other, taken.to_owned()]);
    }
    errand.out.line("\nNames that look alike; --same NAME=ACCOUNT makes two of them one")?;
    sheet.write(&mut errand.out)?;
    more(errand, report.look_alikes.len(), LISTED_MOST)
}

fn placeholders(errand: &mut Errand, report: &Report) -> Result<(), Failure> {
    if report.placeholders.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new([("Line", Side::Right), ("Account", Side::Left)]);
    for made in report.placeholders.iter().take(LISTED_MOST) {
        sheet.row(vec![made.line.to_string(), made.name.clone()]);
    }
    errand.out.line("\nParents that were made because rows name them")?;
    sheet.write(&mut errand.out)?;
    more(errand, report.placeholders.len(), LISTED_MOST)
}

fn missing(errand: &mut Errand, report: &Report) -> Result<(), Failure> {
    if report.missing.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new([("Account", Side::Left), ("CRM id", Side::Left)]);
    for Missing { name, external_id, .. } in report.missing.iter().take(NAMED_MOST) {
        sheet.row(vec![name.clone(), external_id.clone()]);
    }
    let what = if report.archived > 0 { "put away" } else { "left as they are" };
    errand.out.line(&format!("\nIn the book, but not in the file; {what}"))?;
    sheet.write(&mut errand.out)?;
    more(errand, report.missing.len(), NAMED_MOST)
}

fn more(errand: &mut Errand, all: usize, shown: usize) -> Result<(), Failure> {
    match all.saturating_sub(shown) {
        0 => Ok(()),
        more => Ok(errand.out.line(&format!("and {more} more; --json lists them all"))?),
    }
}

fn ignored(errand: &mut Errand, report: &Report) -> Result<(), Failure> {
    let reasons = report.ignored.iter().map(|ignored| ignored.what.reason());
    let reasons: BTreeSet<&str> = reasons.collect();
    for reason in reasons {
        let of_this = || report.ignored.iter().filter(|ignored| ignored.what.reason() == reason);
        let told = |ignored: &Ignored| match ignored.words.as_str() {
            "" => ignored.line.to_string(),
            words => format!("{} `{words}`", ignored.line),
        };
        let lines: Vec<String> = of_this().take(LISTED_MOST).map(told).collect();
        let lines = errand.out.shown(&lines.join(", ")).into_owned();
        let more = match of_this().count().saturating_sub(LISTED_MOST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        errand.out.line(&format!("\nIgnored, {reason}: line {lines}{more}"))?;
    }
    Ok(())
}

fn mapping(errand: &mut Errand, inspection: &Inspection) -> Result<(), Failure> {
    let headers = ["Column", "Feeds", "Why", "Such as"].map(|header| (header, Side::Left));
    let mut sheet = Sheet::new(headers);
    let vendor = inspection.vendor.as_ref().map(|(_, name)| name.as_str());
    for column in &inspection.columns {
        let (feeds, why) = match &column.feeds {
            Some((target, _)) => (target.key(), column.why(vendor)),
            None if column.kept => ("kept".to_owned(), "with the record, as it is".to_owned()),
            None => ("–".to_owned(), String::new()),
        };
        sheet.row(vec![column.name.clone(), feeds, why, column.samples.join(" · ")]);
    }
    let reading = errand.out.shown(&inspection.reading()).into_owned();
    errand.out.line(&format!("Read as {reading}\n"))?;
    Ok(sheet.write(&mut errand.out)?)
}

fn remarks(errand: &mut Errand, title: &str, remarks: &[Remark]) -> Result<(), Failure> {
    if remarks.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new([
        ("Line", Side::Right),
        ("Column", Side::Left),
        ("Value", Side::Left),
        ("Why", Side::Left),
    ]);
    for remark in remarks.iter().take(LISTED_MOST) {
        let (column, value) = (remark.column.clone(), remark.value.clone());
        sheet.row(vec![remark.line.to_string(), column, value, remark.reason.clone()]);
    }
    errand.out.line(&format!("\n{title}"))?;
    sheet.write(&mut errand.out)?;
    more(errand, remarks.len(), LISTED_MOST)
}
