//! The first reading of a file: what it is, what its columns feed, and what is in doubt. Compares
//! nothing with the book and changes nothing.

use encoding_rs::UTF_8;

use super::amounts::{Decimal, NumberEvidence};
use super::cells::{Style, Words};
use super::dates::{DateEvidence, DateOrder};
use super::decode::{self, Coding};
use super::furniture::Watch;
use super::inspection::{Column, Inspection};
use super::layout::{self, Layout};
use super::mapping::{self, Headers, Mapping, Reason, Target};
use super::progress::Progress;
use super::records::Row;
use super::refusal::{Refusal, Why};
use super::rejects;
use super::source::Source;
use super::vocabulary::{fold, vocabulary};
use crate::domain::record::Table;
use crate::domain::value::{FieldValue, Type, Year};

/// How many different samples of a column are kept.
const SAMPLES: usize = 3;

/// What the user decided instead of leaving it to be told from the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kind of record.
    pub kind: Option<&'static Table>,
    /// Fields and the columns that feed them; an empty column feeds nothing.
    pub map: Vec<(String, String)>,
    /// The sign between cells.
    pub delimiter: Option<u8>,
    /// Name of the encoding.
    pub encoding: Option<String>,
    /// The order of day and month.
    pub date_order: Option<DateOrder>,
    /// The sign before decimals.
    pub decimal: Option<Decimal>,
}

/// Looks at a file. What a mapping or an option can mend is not refused here, but named in
/// [`Inspection::problem`], so that a screen can ask.
pub fn inspect(
    source: &Source,
    options: &Options,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let wished =
        options.encoding.as_deref().map(|label| decode::named(source, label)).transpose()?;
    let coding = decode::sniff(source, wished)?;
    match look(source, options, coding, progress) {
        Err(refusal)
            if matches!(refusal.why, Why::Undecodable { .. })
                && wished.is_none()
                && coding.encoding == UTF_8
                && coding.mark == 0 =>
        {
            look(source, options, decode::older(source, refusal)?, progress)
        }
        outcome => outcome,
    }
}

fn look(
    source: &Source,
    options: &Options,
    coding: Coding,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let layout = layout::find(source, coding, options.delimiter)?;
    let mut folded: Vec<String> = layout.headers.iter().map(|name| fold(name)).collect();
    let added = rejects::added(&folded);
    folded.iter_mut().rev().take(added).for_each(String::clear);
    let vendor = vocabulary().vendor_of(&folded);
    let headers = Headers {
        written: &layout.headers,
        folded: &folded,
        vendor: vendor.map(|(_, vendor)| vendor),
        own_ids: holds_own_ids(&layout, &folded),
    };
    let kind = options.kind.unwrap_or_else(|| mapping::guess_kind(&headers));
    let (mapping, wrong) = mapped(source, &headers, kind, options);
    let mut inspection = Inspection {
        source: source.clone(),
        encoding: coding.name(),
        delimiter: layout.delimiter,
        kind,
        vendor: vendor.map(|(key, vendor)| (key.to_owned(), vendor.label.clone())),
        columns: columns(&layout, mapping),
        rows: layout.rows.iter().take(20).cloned().collect(),
        filled: 0,
        problem: None,
        coding,
        header_line: layout.header_line,
        last_full: 0,
        size: 0,
    };
    inspection.survey(&folded, options, progress)?;
    inspection.problem = wrong.or_else(|| inspection.unfit(&folded, options));
    Ok(inspection)
}

/// Whether a column `id` holds ids of this program: UUIDs and nothing else.
fn holds_own_ids(layout: &Layout, folded: &[String]) -> bool {
    let Some(at) = folded.iter().position(|name| name == "id") else { return false };
    let cells = layout.rows.iter().filter(|row| row.len() == folded.len());
    let ids: Vec<&str> = cells.filter_map(|row| row.get(at)).map(|cell| cell.trim()).collect();
    let known: Vec<&&str> = ids.iter().filter(|id| !id.is_empty()).collect();
    !known.is_empty() && known.iter().all(|id| id.parse::<crate::domain::Id>().is_ok())
}

/// The guessed mapping with what the user said laid over it.
fn mapped(
    source: &Source,
    headers: &Headers<'_>,
    kind: &'static Table,
    options: &Options,
) -> (Mapping, Option<Refusal>) {
    let mut mapping = mapping::guess(headers, kind);
    for (field, column) in &options.map {
        let Some(target) = Target::named(kind, field) else {
            let why = Why::UnknownField { field: field.clone(), kind: kind.key };
            return (mapping, Some(source.refuse(why)));
        };
        for slot in &mut mapping {
            if slot.is_some_and(|(fed, _)| fed == target) {
                *slot = None;
            }
        }
        if column.trim().is_empty() {
            continue;
        }
        let named = headers.written.iter().position(|name| name == column.trim());
        let at = named.or_else(|| headers.folded.iter().position(|name| *name == fold(column)));
        let Some(slot) = at.and_then(|at| mapping.get_mut(at)) else {
            let columns = quoted(headers.written);
            let why = Why::UnknownColumn { column: column.clone(), columns };
            return (mapping, Some(source.refuse(why)));
        };
        *slot = Some((target, Reason::Chosen));
    }
    (mapping, None)
}

fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push(format!("and {} more", names.len() - SHOWN));
    }
    shown.join(", ")
}

fn columns(layout: &Layout, mapping: Mapping) -> Vec<Column> {
    let column = |(name, feeds): (&String, Option<(Target, Reason)>)| {
        let theirs = matches!(feeds, Some((_, Reason::Vendor | Reason::Usual)));
        let words = if theirs { Words::Theirs } else { Words::Ours };
        let style = Style { decimal: Some(Decimal::Point), order: DateOrder::MonthFirst, words };
        Column { name: name.clone(), feeds, samples: Vec::new(), doubt: None, style }
    };
    layout.headers.iter().zip(mapping).map(column).collect()
}

/// What the cells of one column say.
#[derive(Default)]
struct Evidence {
    numbers: NumberEvidence,
    dates: DateEvidence,
}

impl Inspection {
    /// Reads the whole file once, for what only a whole column can tell.
    fn survey(
        &mut self,
        folded: &[String],
        options: &Options,
        progress: &Progress,
    ) -> Result<(), Refusal> {
        let mut watch = Watch::new(self.names(), self.naming_columns(), u64::MAX);
        let mut evidence: Vec<Evidence> = folded.iter().map(|_| Evidence::default()).collect();
        let mut records = self.records(progress)?;
        self.size = progress.total();
        let mut row = Row::default();
        while records.read(&mut row)? {
            progress.row();
            if row.line <= self.header_line || watch.look(&row).is_some() {
                continue;
            }
            self.filled += 1;
            if row.filled().nth(1).is_some() || folded.len() == 1 {
                self.last_full = row.line;
            }
            for (at, (column, evidence)) in self.columns.iter_mut().zip(&mut evidence).enumerate() {
                column.observe(row.cell(at), evidence);
            }
        }
        for (column, evidence) in self.columns.iter_mut().zip(&evidence) {
            column.decide(evidence, options);
        }
        Ok(())
    }

    fn unfit(&self, folded: &[String], options: &Options) -> Option<Refusal> {
        let mapping: Mapping = self.columns.iter().map(|column| column.feeds).collect();
        let chosen = options.kind.is_some() || !options.map.is_empty();
        let elsewhere = vocabulary().elsewhere(folded).filter(|_| !chosen);
        if let Some(what) = elsewhere.filter(|_| self.kind.key == "account") {
            let plural = self.kind.plural.to_lowercase();
            let why = Why::Elsewhere { what: what.to_owned(), kind: self.kind.key, plural };
            return Some(self.source.refuse(why));
        }
        if let Some(field) = mapping::missing(&mapping, self.kind) {
            let names = self.names();
            let (kind, label) = (self.kind.key, field.label.to_lowercase());
            let why = Why::NoColumn { kind, field: field.key, label, columns: quoted(&names) };
            return Some(self.source.refuse(why));
        }
        let doubt = self.columns.iter().find_map(|column| Some((column, column.doubt.as_ref()?)));
        doubt.map(|(column, (value, option))| {
            let (column, value) = (column.name.clone(), layout::one_line(value));
            self.source.refuse(Why::Ambiguous { column, value, option })
        })
    }
}

impl Column {
    fn observe(&mut self, cell: &str, evidence: &mut Evidence) {
        let cell = cell.trim();
        if self.samples.len() < SAMPLES && !cell.is_empty() {
            let sample: String = cell.chars().take(60).collect();
            if !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
        match self.ty() {
            Some(Type::Money) => evidence.numbers.observe(cell),
            Some(Type::Pct(..)) => evidence.numbers.observe_percentage(cell),
            Some(ty) if is_dated(ty) => evidence.dates.observe(cell),
            _ => {}
        }
    }

    fn ty(&self) -> Option<Type> {
        self.feeds.and_then(|(target, _)| match target {
            Target::Id => None,
            Target::Field(field) => Some(field.ty),
            Target::Revenue(_) => Some(Type::Money),
        })
    }

    fn decide(&mut self, evidence: &Evidence, options: &Options) {
        match evidence.numbers.decide(options.decimal) {
            Ok(_) if evidence.numbers.is_mixed() && options.decimal.is_none() => {
                self.style.decimal = None;
            }
            Ok(decimal) => self.style.decimal = Some(decimal),
            Err(cell) => self.doubt = Some((cell.to_owned(), "--decimal point or --decimal comma")),
        }
        match evidence.dates.decide(options.date_order) {
            Ok(order) => self.style.order = order,
            Err(cell) => {
                self.doubt = Some((cell.to_owned(), "--date-order dmy or --date-order mdy"));
            }
        }
    }
}

fn is_dated(ty: Type) -> bool {
    matches!(ty, Type::Date | Type::Time) || ty == <Year as FieldValue>::TYPE
}
