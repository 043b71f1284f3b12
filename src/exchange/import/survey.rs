//! The reading of a whole file for what only whole columns can tell: samples, the decimal sign and
//! the order of days, texts that were garbled before. Reads, and decides nothing about rows.

use super::amounts::Decimal;
use super::coding::{Scheme, Told};
use super::company::Company;
use super::date_order::{DateEvidence, DateOrder};
use super::inspection::{Column, Form, Inspection};
use super::layout;
use super::number_evidence::{NumberEvidence, Signs};
use super::options::Options;
use super::progress::Progress;
use super::refusal::Refusal;
use super::report::{About, Remark};
use super::row::{Exact, Row};
use super::shares::Shares;
use super::sniff;
use super::style::Whole;
use super::target::Target;
use crate::domain::kinds::opportunity;
use crate::domain::value::{FieldValue, Type, Year};

/// How many different samples of a column are kept.
const SAMPLES: usize = 3;

/// What the cells of one column say.
#[derive(Default)]
struct Evidence {
    numbers: NumberEvidence,
    dates: DateEvidence,
    shares: Shares,
}

impl Inspection {
    /// Reads the whole file once, for what only a whole column can tell.
    pub(super) fn survey(
        &mut self,
        folded: &[String],
        options: &Options,
        progress: &Progress,
    ) -> Result<(), Refusal> {
        let mut watch = self.watch(u64::MAX);
        let mut evidence: Vec<Evidence> = folded.iter().map(|_| Evidence::default()).collect();
        let (mut columns, mut remarks) = (std::mem::take(&mut self.columns), Vec::new());
        let (mut filled, mut last_full) = (0, 0);
        let mut company = Company::of(&columns);
        let mut records = self.records(progress)?;
        let mut row = Row::default();
        while records.read(&mut row)? {
            progress.row();
            if row.line <= self.header_line || watch.look(&row).is_some() {
                continue;
            }
            filled += 1;
            if row.filled().nth(1).is_some() || folded.len() == 1 {
                last_full = row.line;
            }
            if let Some(company) = &mut company {
                company.observe(&row);
            }
            if remarks.is_empty() {
                remarks.extend(self.garbled(&columns, &row));
            }
            for (at, (column, evidence)) in columns.iter_mut().zip(&mut evidence).enumerate() {
                column.observe(&row, at, evidence);
            }
        }
        drop(records);
        remarks.extend(self.uncounted(&columns));
        for at in 0..columns.len() {
            let date_order = options.date_order.or_else(|| proved_beside(&columns, &evidence, at));
            if let Some((column, evidence)) = columns.get_mut(at).zip(evidence.get(at)) {
                remarks.extend(column.decide(evidence, (options.decimal, date_order)));
            }
        }
        self.company_currency = company.and_then(Company::currency);
        (self.columns, self.remarks, self.filled, self.last_full) =
            (columns, remarks, filled, last_full);
        Ok(())
    }

    /// The formulas that no program has counted, if there are any.
    fn uncounted(&self, columns: &[Column]) -> Option<Remark> {
        let ((row, column), count) = self.sheet()?.uncounted?;
        let column = columns.get(column as usize).map(|column| column.name.clone());
        let more = if count == 1 { String::new() } else { format!("; {} more", count - 1) };
        let reason = format!(
            "is a formula without a value, read as empty{more}; open the workbook in a spreadsheet \
             program and save it there"
        );
        let (line, column) = (u64::from(row) + 1, column.unwrap_or_default());
        Some(Remark { line, column, value: String::new(), reason, about: About::Else })
    }

    /// The first cell that was read, now or before, in a wrong encoding.
    fn garbled(&self, columns: &[Column], row: &Row) -> Option<Remark> {
        if row.is_ascii() {
            return None;
        }
        let cells = || columns.iter().enumerate().map(|(at, column)| (column, row.cell(at)));
        if let Form::Text { coding, .. } = &self.form
            && let Told::Close(other) = coding.told
            && let Some((column, cell, otherwise)) = cells().find_map(|(column, cell)| {
                Some((column, cell, coding.scheme.read_as(other, cell)?))
            })
        {
            let (is, other) = (coding.scheme.name(), other.name());
            let reason = format!(
                "read as {is}, which is a close guess: --encoding {other} reads `{}`",
                layout::one_line(&otherwise)
            );
            let (column, value) = (column.name.clone(), layout::one_line(cell));
            return Some(Remark { line: row.line, column, value, reason, about: About::Else });
        }
        if let Some((column, cell)) = cells().find(|(_, cell)| cell.contains('\u{fffd}')) {
            let reason = "a character was lost before, when the file was saved; export it again";
            let (column, value) = (column.name.clone(), layout::one_line(cell));
            let (line, about) = (row.line, About::Else);
            return Some(Remark { line, column, value, reason: reason.to_owned(), about });
        }
        let (column, cell, meant) =
            cells().find_map(|(column, cell)| Some((column, cell, sniff::ungarbled(cell)?)))?;
        let (value, meant) = (layout::one_line(cell), layout::one_line(&meant));
        let said = format!("looks like a garbled `{meant}`");
        let (helps, about) = match &self.form {
            Form::Text { coding, .. } if coding.scheme != Scheme::UTF8 => {
                ("--encoding utf-8 may read it right", About::Misread(said.clone()))
            }
            _ => ("it stands so in the file, which was saved in a wrong encoding", About::Else),
        };
        let (column, reason) = (column.name.clone(), format!("{said}; {helps}"));
        Some(Remark { line: row.line, column, value, reason, about })
    }
}

impl Column {
    fn observe(&mut self, row: &Row, at: usize, evidence: &mut Evidence) {
        let (line, cell) = (row.line, row.cell(at).trim());
        if self.samples.len() < SAMPLES && !cell.is_empty() {
            let end = cell.char_indices().nth(60).map_or(cell.len(), |(at, _)| at);
            let sample = cell.get(..end).unwrap_or_default();
            if !self.samples.iter().any(|known| known == sample) {
                self.samples.push(sample.to_owned());
            }
        }
        if cell.is_empty() {
            return;
        }
        if self.feeds.is_some_and(|(target, _)| target == PROBABILITY) {
            evidence.shares.observe(cell);
        }
        if row.exact(at) == Exact::Yes {
            return;
        }
        match self.ty() {
            Some(Type::Money) => evidence.numbers.observe(line, cell),
            Some(Type::Pct(..)) => evidence.numbers.observe_percentage(line, cell),
            Some(ty) if is_dated(ty) => evidence.dates.observe(line, cell),
            _ => {}
        }
    }

    fn ty(&self) -> Option<Type> {
        self.feeds.and_then(|(target, _)| target.ty())
    }

    /// Decides how its cells are read; what is odd about them is a remark.
    fn decide(
        &mut self,
        evidence: &Evidence,
        (decimal, order): (Option<Decimal>, Option<DateOrder>),
    ) -> Option<Remark> {
        let Evidence { numbers, dates, shares } = evidence;
        if shares.are_of_one() && self.style.whole == Whole::Hundred {
            self.style.whole = Whole::LooksLikeOne;
        }
        self.reading = match (self.ty(), numbers.sign(), dates.order()) {
            (Some(Type::Money | Type::Pct(..)), Some(Decimal::Comma), _) => Some("decimal comma"),
            (Some(Type::Money | Type::Pct(..)), Some(Decimal::Point), _) => Some("decimal point"),
            (Some(ty), _, Some(proved)) if is_dated(ty) => Some(order.unwrap_or(proved).words()),
            _ => None,
        };
        let mut mixed = None;
        match numbers.decide(decimal) {
            Ok(Signs::One(decimal)) => self.style.decimal = Some(decimal),
            Ok(Signs::Each) => {
                self.style.decimal = None;
                mixed = numbers.contrary().map(|it| (it, MIXED_SIGNS));
            }
            Err(cell) => self.doubt = Some((cell.to_owned(), "--decimal point or --decimal comma")),
        }
        match dates.decide(order) {
            Ok(order) => {
                self.style.order = order;
                let contrary = dates.contrary().filter(|_| order.is_none());
                mixed = mixed.or(contrary.map(|it| (it, MIXED_ORDERS)));
            }
            Err(cell) => {
                self.doubt = Some((cell.to_owned(), "--date-order dmy, mdy or ymd"));
            }
        }
        let ((line, cell), reason) = mixed?;
        let (column, value) = (self.name.clone(), layout::one_line(cell));
        Some(Remark { line, column, value, reason: reason.to_owned(), about: About::Else })
    }
}

const PROBABILITY: Target = Target::Field(opportunity::field::probability);

/// Said of a column in which cells leave no doubt, and are written in two ways.
const MIXED_SIGNS: &str = "has another decimal sign than the cells above: each is read by itself";
const MIXED_ORDERS: &str = "is in another order than the dates above: each is read by itself";

/// The order that another column of the same field proves: an expected and an actual day.
fn proved_beside(columns: &[Column], evidence: &[Evidence], at: usize) -> Option<DateOrder> {
    let field = |column: &Column| match column.feeds {
        Some((Target::Field(field) | Target::Instead(field), _)) => Some(field),
        _ => None,
    };
    let own = field(columns.get(at)?)?;
    if evidence.get(at)?.dates.order().is_some() {
        return None;
    }
    let beside = columns.iter().zip(evidence).filter(|(column, _)| field(column) == Some(own));
    let mut orders = beside.filter_map(|(_, evidence)| evidence.dates.order());
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

fn is_dated(ty: Type) -> bool {
    matches!(ty, Type::Date | Type::Time) || ty == <Year as FieldValue>::TYPE
}
