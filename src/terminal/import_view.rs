//! What the import screen is shown of a file, and how its answers become options of the import.

use std::collections::BTreeMap;

use crate::app::effect::{ImportAsk, ImportColumn, ImportPreview, ImportQuestion};
use crate::domain::kinds;
use crate::exchange::import::{
    DateOrder, Decimal, Inspection, Options, Refusal, Remark, Report, Why, layout::delimiter_named,
};

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
            "sheet" => options.sheet = Some(value.clone()),
            "map" => {
                let pair = value.split_once('=').map(|(f, c)| (f.to_owned(), c.to_owned()));
                options.map.extend(pair);
            }
            _ => {}
        }
    }
    options
}

/// What a file would do, as the screen shows it.
pub fn preview_of(inspection: &Inspection, report: Option<&Report>) -> ImportPreview {
    let vendor = inspection.vendor.as_ref().map(|(_, name)| name.as_str());
    let columns = inspection.columns.iter().map(|column| ImportColumn {
        header: column.name.clone(),
        sample: column.samples.join(" · "),
        field: column.feeds.map(|(target, _)| target.label()).unwrap_or_default(),
        reason: column.feeds.map(|(_, reason)| reason.words(vendor)).unwrap_or_default(),
    });
    let mut reading = vec![("Kind".to_owned(), inspection.kind.plural.to_lowercase())];
    reading.extend(vendor.map(|vendor| ("From".to_owned(), vendor.to_owned())));
    if let Some(sheet) = inspection.sheet() {
        reading.push(("Sheet".to_owned(), sheet.name.clone()));
    } else {
        reading.push(("Encoding".to_owned(), inspection.encoding()));
        reading.push(("Between cells".to_owned(), inspection.delimiter_name()));
    }
    ImportPreview {
        file: inspection.source.name().to_owned(),
        reading,
        columns: columns.collect(),
        counts: report.map(counts).unwrap_or_default(),
        rejected: report.map(|report| listed(&report.rejected)).unwrap_or_default(),
        remarks: report.map(|report| listed(&report.remarks)).unwrap_or_default(),
        notes: report.map(notes).unwrap_or_default(),
        problem: inspection.problem.as_ref().map(ToString::to_string),
        question: inspection.problem.as_ref().and_then(|problem| question(inspection, problem)),
    }
}

fn counts(report: &Report) -> Vec<(&'static str, u64)> {
    vec![
        ("new", report.new),
        ("changed", report.changed),
        ("same", report.same),
        ("rejected", report.rejected_rows()),
        ("ignored", report.ignored.len() as u64),
    ]
}

fn listed(remarks: &[Remark]) -> Vec<[String; 4]> {
    let row = |remark: &Remark| {
        let (column, value) = (remark.column.clone(), remark.value.clone());
        [remark.line.to_string(), column, value, remark.reason.clone()]
    };
    remarks.iter().take(LISTED_MOST).map(row).collect()
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = report.notes();
    for (what, all) in [("rejected", &report.rejected), ("remarked", &report.remarks)] {
        if let Some(more) = all.len().checked_sub(LISTED_MOST).filter(|more| *more > 0) {
            notes.push(format!("{more} more {what} rows are not listed here"));
        }
    }
    let mut reasons: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for ignored in &report.ignored {
        reasons.entry(ignored.reason).or_default().push(ignored.line);
    }
    for (reason, lines) in reasons {
        let named: Vec<String> = lines.iter().take(5).map(ToString::to_string).collect();
        let more = if lines.len() > 5 { " …" } else { "" };
        notes.push(format!("ignored, {reason}: line {}{more}", named.join(", ")));
    }
    notes
}

/// What the user can decide so that the file can be imported.
fn question(inspection: &Inspection, problem: &Refusal) -> Option<ImportQuestion> {
    let answers = |list: &[(&str, &str)]| {
        list.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect()
    };
    match &problem.why {
        Why::Ambiguous { value, option, .. } if option.contains("decimal") => {
            Some(ImportQuestion {
                words: format!("What stands before the decimals in this file, as in `{value}`?"),
                option: "decimal",
                answers: answers(&[("a point: 1,234.50", "point"), ("a comma: 1.234,50", "comma")]),
            })
        }
        Why::Ambiguous { value, .. } => Some(ImportQuestion {
            words: format!("In which order are day and month written, as in `{value}`?"),
            option: "date-order",
            answers: answers(&[("day before month", "dmy"), ("month before day", "mdy")]),
        }),
        Why::Lists { lists } => Some(ImportQuestion {
            words: "The archive holds several lists. Which one?".to_owned(),
            option: "sheet",
            answers: lists.iter().map(|list| (list.clone(), list.clone())).collect(),
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
