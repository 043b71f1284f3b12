//! What the import screen is shown of a file, and how its answers become options of the import.

use std::collections::BTreeMap;

use crate::app::effect::{
    Away, ImportAlike, ImportAsk, ImportColumn, ImportConflict, ImportDecided, ImportList,
    ImportMissing, ImportPreview, ImportQuestion, Merge,
};
use crate::app::import_counts::Count;
use crate::domain::kinds;
use crate::exchange::import::{
    About, Absent, Alike, Changed, Conflict, DateOrder, Decimal, Decisions, Furniture, Inspection,
    Keep, LookAlike, Missing, NearProduct, Options, Reason, Refusal, Remark, Report, Side, Why,
    WonSales, layout::delimiter_named,
};

use super::import_reading::{DAYS, DECIMALS, reading};
use super::import_work::Looked;

/// The most rows that are listed one by one.
const LISTED_MOST: usize = 1000;

/// What was decided, as the import takes it; a decision that cannot be read is as good as none.
pub fn options(ask: &ImportAsk) -> Options {
    let mut options = Options::default();
    for (option, value) in &ask.decided {
        match *option {
            "as" => options.kind = kinds::kind(value),
            "decimal" => options.decimal = Decimal::from_key(value),
            "date-order" => options.date_order = DateOrder::from_key(value),
            "delimiter" => options.delimiter = delimiter_named(value),
            "encoding" => options.encoding = Some(value.clone()),
            "keep" => match &mut options.keep {
                Keep::These(columns) => columns.push(value.clone()),
                keep => *keep = Keep::These(vec![value.clone()]),
            },
            "ignore" => options.ignore.push(value.clone()),
            "sheet" => options.sheet = Some(value.clone()),
            "header-row" => options.header = value.parse().ok(),
            "vendor" => options.vendor = Some(value.clone()),
            "map" => {
                let pair = value.split_once('=').map(|(f, c)| (f.to_owned(), c.to_owned()));
                options.map.extend(pair);
            }
            _ => {}
        }
    }
    options
}

/// What was decided about what was found, as the import takes it.
pub fn decisions(ask: &ImportAsk, decided: &ImportDecided) -> Decisions {
    let absent = match decided.away {
        Away::Stay => Absent::Stay,
        Away::All => Absent::ArchiveAll,
    };
    let sides = decided.theirs.iter().map(|key| (key.clone(), Side::Theirs));
    let rows = decided.same.iter().map(|line| (*line, Alike::Same));
    let (sides, rows) = (sides.collect(), rows.collect());
    let makes = ask.decided.iter().rev().find(|(option, _)| *option == "revenue-from-won");
    let won = match makes {
        Some((_, answer)) if answer == "yes" => WonSales::MakeRevenue,
        _ => WonSales::Alone,
    };
    let merged = decided.products.clone();
    let currency = ask.decided.iter().rev().find(|(option, _)| *option == "currency");
    let currency = currency.map(|(_, code)| code.clone());
    Decisions { sides, absent, rows, won, merged, currency, ..Decisions::default() }
}

/// Whether the user said what columns feed, so that it is worth remembering.
pub fn maps(ask: &ImportAsk) -> bool {
    ask.decided.iter().any(|(option, _)| ["map", "keep", "ignore"].contains(option))
}

/// What a file would do, as the screen shows it.
pub fn preview_of(looked: &Looked, ask: &ImportAsk, profiles: &[String]) -> ImportPreview {
    let (inspection, report) = (&looked.inspection, looked.report.as_ref());
    let lists = looked.lists.iter().map(|list| ImportList {
        name: list.name.clone(),
        kind: list.kind.map_or_else(|| list.name.clone(), |kind| kind.plural.to_lowercase()),
    });
    let columns = inspection.columns.iter().map(|column| ImportColumn {
        header: column.name.clone(),
        sample: column.samples.join(" · "),
        key: column.feeds.map(|(target, _)| target.key()).unwrap_or_default(),
        field: column.feeds.map(|(target, _)| target.label()).unwrap_or_default(),
        kept: column.kept,
        reason: column.feeds.map(|(_, reason)| why(reason)).unwrap_or_default(),
        style: column.reading.unwrap_or_default(),
    });
    ImportPreview {
        file: inspection.source.name().to_owned(),
        lists: lists.collect(),
        kind: inspection.kind.key,
        reading: reading(inspection, ask, profiles),
        columns: columns.collect(),
        counts: report.map(counts).unwrap_or_default(),
        rejected: report.map(|report| listed(&report.rejected)).unwrap_or_default(),
        aside: String::new(),
        remarks: report.map(remarks).unwrap_or_default(),
        new_products: report.map(|report| report.products.clone()).unwrap_or_default(),
        products: report.map(products).unwrap_or_default(),
        new: report.map(|report| report.first_new.clone()).unwrap_or_default(),
        changes: report.map(changes).unwrap_or_default(),
        conflicts: report.map(|report| conflicts(inspection, report)).unwrap_or_default(),
        alike: report.map(alike).unwrap_or_default(),
        missing: report.map(missing).unwrap_or_default(),
        ignored: report.map(ignored).unwrap_or_default(),
        ignored_words: report.map(ignored_words).unwrap_or_default(),
        notes: report.map(notes).unwrap_or_default(),
        problem: inspection.problem.as_ref().map(|problem| in_words(&problem.why)),
        question: inspection.problem.as_ref().and_then(|problem| question(inspection, problem)),
    }
}

fn counts(report: &Report) -> Vec<(Count, u64)> {
    let asked = [
        (Count::InConflict, report.conflicts.len() as u64),
        (Count::Alike, report.look_alikes.len() as u64),
        (Count::Missing, report.missing.len() as u64),
    ];
    let mut counts = vec![
        (Count::New, report.new),
        (Count::Changed, report.changed),
        (Count::Same, report.same),
    ];
    counts.extend(asked.into_iter().filter(|(_, count)| *count > 0));
    counts.push((Count::Rejected, report.rejected_rows()));
    counts.push((Count::Ignored, report.ignored.len() as u64));
    counts
}

fn changes(report: &Report) -> Vec<[String; 4]> {
    let one = |change: &Changed| {
        let Changed { name, label, before, after, .. } = change.clone();
        [name, label.into_owned(), before, after]
    };
    report.changes.iter().map(one).collect()
}

fn conflicts(inspection: &Inspection, report: &Report) -> Vec<ImportConflict> {
    let one = |found: &Conflict| ImportConflict {
        line: found.line,
        is_counted: report.counted_anyway.contains(&found.line),
        record: found.record,
        field: found.field.to_owned(),
        name: found.name.clone(),
        label: inspection.kind.field(found.field).map_or(found.field, |f| f.label).to_owned(),
        mine: found.mine.clone(),
        theirs: found.theirs.clone(),
    };
    report.conflicts.iter().map(one).collect()
}

fn alike(report: &Report) -> Vec<ImportAlike> {
    let full = |name: &str, city: &str| match city {
        "" => name.to_owned(),
        city => format!("{name}, {city}"),
    };
    let one = |found: &LookAlike| {
        let other = full(&found.other.name, &found.other.city);
        let place = found.other.line.map_or_else(String::new, |line| format!(" (line {line})"));
        let row = full(&found.name, &found.city);
        // An account that stands in another row is that row again.
        let account = found.other.account.filter(|_| !found.stands);
        let merge = account.map_or(Merge::Row, Merge::Account);
        ImportAlike { line: found.line, row, other: format!("{other}{place}"), merge }
    };
    report.look_alikes.iter().map(one).collect()
}

fn missing(report: &Report) -> Vec<ImportMissing> {
    let one = |gone: &Missing| ImportMissing {
        record: gone.id,
        name: gone.name.clone(),
        crm_id: gone.external_id.clone(),
    };
    report.missing.iter().map(one).collect()
}

fn listed(remarks: &[Remark]) -> Vec<[String; 4]> {
    let row = |remark: &Remark| {
        let (column, value) = (remark.column.clone(), remark.value.clone());
        // The screen has keys where the command line has options.
        let reason = match &remark.about {
            About::Misread(said) => format!("{said}; o, Encoding: UTF-8 may read it right"),
            _ => remark.reason.clone(),
        };
        [remark.line.to_string(), column, value, reason]
    };
    remarks.iter().take(LISTED_MOST).map(row).collect()
}

/// Rows that are taken, but not wholly; products that are to be decided stand by themselves.
fn remarks(report: &Report) -> Vec<[String; 4]> {
    let others = report.remarks.iter().filter(|remark| remark.about != About::NearProduct);
    listed(&others.cloned().collect::<Vec<_>>())
}

fn products(report: &Report) -> Vec<ImportAlike> {
    let one = |near: &NearProduct| {
        let NearProduct { line, name, other, .. } = near.clone();
        ImportAlike { line, row: name, other, merge: Merge::Product }
    };
    report.near_products.iter().map(one).collect()
}

fn notes(report: &Report) -> Vec<String> {
    // Which products will be new depends on what is decided here.
    let mut notes = report.notes_with(&[]);
    for (what, all) in [("rejected", &report.rejected), ("remarked", &report.remarks)] {
        if let Some(more) = all.len().checked_sub(LISTED_MOST).filter(|more| *more > 0) {
            notes.push(format!("{more} more {what} rows are not listed here"));
        }
    }
    notes
}

fn ignored(report: &Report) -> Vec<(u64, &'static str, String)> {
    let told = report.ignored.iter().take(LISTED_MOST);
    told.map(|one| (one.line, one.what.reason(), one.words.clone())).collect()
}

/// Lines that are no rows, by what they are: `3 rows ignored: 2 totals or footers, 1 blank line`
fn ignored_words(report: &Report) -> String {
    let mut kinds: BTreeMap<Furniture, u64> = BTreeMap::new();
    for ignored in &report.ignored {
        *kinds.entry(ignored.what).or_default() += 1;
    }
    let mut kinds: Vec<(Furniture, u64)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all: Vec<String> = kinds.iter().map(|(what, count)| what.counted(*count)).collect();
    match report.ignored.len() {
        0 => String::new(),
        1 => format!("1 row ignored: {}", all.join("")),
        count => format!("{count} rows ignored: {}", all.join(", ")),
    }
}

/// Why a column feeds what it feeds, in a few words.
fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Chosen => "you said so",
        Reason::Remembered => "as before",
        Reason::Vendor => "name in the CRM",
        Reason::Key => "the field's name",
        Reason::Usual => "often called so",
        Reason::Label => "name on screen",
    }
}

/// What keeps a file from being imported.
fn in_words(why: &Why) -> String {
    match why {
        Why::NoColumn { label, .. } => format!("no column is known to hold the {label}"),
        why => why.to_string(),
    }
}

/// What the user can decide so that the file can be imported.
fn question(inspection: &Inspection, problem: &Refusal) -> Option<ImportQuestion> {
    let answers = |list: &[(&str, &str)]| {
        list.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect()
    };
    match &problem.why {
        Why::Ambiguous { value, option, .. } if option.contains("decimal") => {
            Some(ImportQuestion {
                words: format!("How are the numbers written in this file, such as `{value}`?"),
                option: "decimal",
                answers: answers(&DECIMALS),
            })
        }
        Why::Ambiguous { value, .. } => Some(ImportQuestion {
            words: format!("In which order are day and month written, as in `{value}`?"),
            option: "date-order",
            answers: answers(&DAYS),
        }),
        Why::NoColumn { field, label, .. } => Some(ImportQuestion {
            words: format!("Which column holds the {label}?"),
            option: "map",
            answers: inspection
                .columns
                .iter()
                .map(|column| (column.name.clone(), format!("{field}={}", column.name)))
                .collect(),
        }),
        Why::Elsewhere { kind, plural, .. } => Some(ImportQuestion {
            words: format!("Import it as {} all the same?", plural.to_lowercase()),
            option: "as",
            answers: vec![("yes".to_owned(), (*kind).to_owned())],
        }),
        _ => None,
    }
}
