//! The second reading: every row is compared with the book and becomes edits, or a line of the
//! report. The edits come one after another; the file is never held as a whole.

use std::collections::{BTreeMap, VecDeque};
use std::io;

use super::buyers::Buyers;
use super::by_id;
use super::currency::Currency;
use super::decisions::Decisions;
use super::emptied::Emptying;
use super::furniture::{Furniture, Watch};
use super::held::Held;
use super::inspection::{Form, Inspection};
use super::judge::{self, Judge};
use super::oddities::Oddities;
use super::others::Others;
use super::planned::Planned;
use super::progress::Progress;
use super::records::Records;
use super::refusal::Refusal;
use super::rejects::Rejects;
use super::report::{Ignored, Remark, Report};
use super::revenues::Revenues;
use super::row::Row;
use super::taking::{Desk, accounts, watch};
use super::taking_others::Rest;
use super::target::Target;
use super::telling::Telling;
use super::twins::Twins;
use super::whose::is_upsert;
use crate::domain::change::Origin;
use crate::domain::kinds::{Account, Revenue};
use crate::domain::record::Kind;
use crate::domain::{Change, Edit, Moment};

/// Reads a file against a book. As an iterator it yields the edits of the import in order; when it
/// has ended, [`Run::report`] is complete. The first error ends it: then nothing may be written.
pub struct Run<'a> {
    pub(super) inspection: &'a Inspection,
    origin: Origin,
    emptying: Emptying,
    /// How many values stay whose columns are blank in every row.
    pub(super) withheld: BTreeMap<usize, u64>,
    pub(super) held: &'a Held<'a>,
    pub(super) decisions: &'a Decisions,
    pub(super) now: &'a Moment,
    progress: &'a Progress,
    records: Records<'a>,
    pub(super) row: Row,
    watch: Watch,
    /// What columns feed, in the order in which they are read.
    pub(super) in_turn: Vec<(usize, Target)>,
    telling: Option<Telling<'a>>,
    pub(super) desk: Desk<'a>,
    pub(super) revenues: Revenues,
    pub(super) buyers: Buyers,
    pub(super) currency: Currency,
    pub(super) report: Report,
    pub(super) oddities: Oddities,
    pub(super) queue: VecDeque<Planned>,
    /// How many rows have fewer cells than there are columns, and the first of them.
    pub(super) short: (u64, u64),
    rejects: Option<Rejects>,
    ended: bool,
}

impl<'a> Run<'a> {
    /// Begins to read while nobody has decided anything.
    pub fn new(
        inspection: &'a Inspection,
        held: &'a Held<'a>,
        now: &'a Moment,
        progress: &'a Progress,
    ) -> Result<Self, Refusal> {
        Self::decided(inspection, held, Decisions::NONE, now, progress)
    }

    /// Begins to read. Refuses what the inspection found to be unfit, and a file that is no longer
    /// the same.
    pub fn decided(
        inspection: &'a Inspection,
        held: &'a Held<'a>,
        decisions: &'a Decisions,
        now: &'a Moment,
        progress: &'a Progress,
    ) -> Result<Self, Refusal> {
        if let Some(refusal) = &inspection.problem {
            return Err(refusal.clone());
        }
        let by_id = inspection.column_of(Target::Id).is_some();
        let desk = match inspection.kind {
            kind if kind == Account::TABLE => {
                Desk::Accounts(Box::new(accounts(inspection, held, decisions, now, progress)?))
            }
            kind if kind == Revenue::TABLE && !by_id => Desk::Revenues,
            _ => {
                let others = Others::new(inspection, held);
                let twins = Twins::of(inspection, &others, held, now, progress)?;
                Desk::Others(Box::new(Rest::new(others.with_twins(twins), held)))
            }
        };
        let currency = Currency::of(held.book.settings.text("currency"));
        let currency = currency.likely(inspection.company_currency.as_deref());
        let currency = currency.said(decisions.currency.as_deref());
        let currency = currency.map_err(|why| inspection.source.refuse(why))?;
        let telling = Telling::of(inspection, now, held.book.settings.fiscal_start());
        by_id::check(inspection, held, (now, progress))?;
        let ours = is_upsert(inspection, held, (now, progress))?;
        let origin = if ours { Origin::Own } else { inspection.origin(held.book) };
        let records = inspection.records(progress)?;
        Ok(Self {
            inspection,
            origin,
            emptying: Emptying::of(inspection, origin),
            withheld: BTreeMap::new(),
            held,
            decisions,
            now,
            progress,
            records,
            row: Row::default(),
            watch: watch(inspection),
            in_turn: inspection.in_turn(),
            telling: telling.filter(|_| held.digests.is_some()),
            desk,
            revenues: Revenues::new(held),
            buyers: Buyers::default(),
            currency,
            report: blank_report(inspection),
            oddities: Oddities::default(),
            queue: VecDeque::new(),
            short: (0, 0),
            rejects: None,
            ended: false,
        })
    }

    /// Writes the rows that are not taken into a list of their own.
    pub fn with_rejects(mut self, rejects: Option<Rejects>) -> Self {
        self.rejects = rejects;
        self
    }

    /// The report so far; complete when the iterator has ended.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Reads to the end for the report alone.
    pub fn preview(mut self) -> Result<Report, Refusal> {
        while let Some(planned) = self.next_planned() {
            planned?;
        }
        Ok(self.report)
    }

    /// Reads to the end: everything as one change, and the report.
    pub fn change(mut self) -> Result<(Change, Report), Refusal> {
        let edits = self.by_ref().collect::<Result<Vec<Edit>, Refusal>>()?;
        let label = self.inspection.label();
        Ok((Change { label, origin: self.origin(), edits }, self.report))
    }

    /// Where the change comes from that this makes.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Whether the row at hand says what its account says already, which stood in no row before:
    /// then it is counted, and that is all.
    fn is_known(&mut self) -> bool {
        let (Some(telling), Some(digests)) = (&mut self.telling, &self.held.digests) else {
            return false;
        };
        let Some(told) = telling.told(&self.row) else { return false };
        let known = digests.contains(told.digest) && self.desk.note_known(&told, self.row.line);
        self.report.same += u64::from(known);
        known
    }

    /// Judges the fields of what the file has.
    pub(super) fn judge(&self) -> Judge<'a> {
        let origin = match self.origin {
            Origin::Own => judge::Origin::Ours,
            _ if self.inspection.vendor.is_some() => judge::Origin::Crm,
            _ => judge::Origin::Own,
        };
        let (kind, emptying) = (self.inspection.kind, self.emptying);
        Judge { held: self.held, decisions: self.decisions, kind, origin, emptying }
    }

    fn step(&mut self) -> Result<(), Refusal> {
        if !self.records.read(&mut self.row)? {
            self.ended = true;
            self.finish().map_err(|why| self.inspection.source.refuse(why))?;
            return self.put_aside(Rejects::finish);
        }
        self.progress.row();
        let line = self.row.line;
        if line == self.inspection.header_line {
            return Ok(());
        }
        if let Some(furniture) = furniture(self.inspection, &mut self.watch, &self.row) {
            self.report.ignored.push(Ignored::of(furniture, &self.row));
            return Ok(());
        }
        if self.is_known() {
            return Ok(());
        }
        let Err(rejected) = self.take() else {
            self.currency.keep_row();
            self.note_short();
            return Ok(());
        };
        self.currency.drop_row();
        let rejected: Vec<Remark> = rejected.into_iter().map(|one| one.at(line)).collect();
        let said = rejected.iter().map(Remark::words).collect::<Vec<_>>().join("; ");
        self.report.rejected.extend(rejected);
        self.note_rejected();
        let row = std::mem::take(&mut self.row);
        let written = self.put_aside(|rejects| rejects.add(&row, line, &said));
        self.row = row;
        written
    }

    /// Notes a row of a text that ends before its last column.
    fn note_short(&mut self) {
        let of_text = matches!(self.inspection.form, Form::Text { .. });
        if of_text && self.row.width() < self.inspection.columns.len() {
            let (count, first) = self.short;
            self.short = (count + 1, if count == 0 { self.row.line } else { first });
        }
    }

    fn put_aside(
        &mut self,
        write: impl FnOnce(&mut Rejects) -> io::Result<()>,
    ) -> Result<(), Refusal> {
        let Some(rejects) = &mut self.rejects else { return Ok(()) };
        write(rejects).map_err(|error| rejects.refusal(&error))
    }
}

/// What a line is that is no row.
pub(super) fn furniture(
    inspection: &Inspection,
    watch: &mut Watch,
    row: &Row,
) -> Option<Furniture> {
    if row.line > inspection.header_line {
        return watch.look(row);
    }
    Some(if row.is_blank() { Furniture::Blank } else { Furniture::Title })
}

impl Iterator for Run<'_> {
    type Item = Result<Edit, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_planned()?.map(Edit::from))
    }
}

impl Run<'_> {
    /// The next step, as [`Iterator::next`] gives it, without making a record of a new account.
    pub fn next_planned(&mut self) -> Option<Result<Planned, Refusal>> {
        loop {
            if let Some(planned) = self.queue.pop_front() {
                return Some(Ok(planned));
            }
            if self.ended {
                return None;
            }
            if let Err(refusal) = self.step() {
                self.ended = true;
                return Some(Err(refusal));
            }
        }
    }
}

/// The report before anything was read.
pub(super) fn blank_report(inspection: &Inspection) -> Report {
    let mapping = inspection.fed().filter_map(|(at, target)| {
        inspection.columns.get(at).map(|column| (target.key(), column.name.clone()))
    });
    Report {
        kind: inspection.kind.key,
        vendor: inspection.vendor.as_ref().map(|(key, _)| key.clone()),
        mapping: mapping.collect(),
        encoding: inspection.encoding(),
        delimiter: inspection.delimiter_name(),
        remarks: inspection.remarks.clone(),
        ..Report::default()
    }
}
