//! What stands when every row is taken: sums of revenue, the currency of the book, the parents that
//! nobody has, and the accounts that the file no longer names.

use std::collections::HashSet;

use super::decisions::Conflicts;
use super::found::Placeholder;
use super::planned::Planned;
use super::refusal::Why;
use super::rejected::Rejected;
use super::run::Run;
use super::taking::Desk;
use super::target::Target;
use crate::domain::Edit;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::PLACEHOLDER;
use crate::domain::settings;
use crate::domain::value::Tags;

impl Run<'_> {
    /// What stands at the end: sums of revenue, the currency that the amounts brought, and what the
    /// file no longer has; the last two only where a row was taken. Refuses what the user wants
    /// refused.
    pub(super) fn finish(&mut self) -> Result<(), Why> {
        let odd = std::mem::take(&mut self.oddities).remarks(&self.inspection.columns);
        let first = self.inspection.remarks.len();
        self.report.remarks.splice(first..first, odd);
        self.remark_withheld();
        self.remark_short();
        self.finish_revenues();
        self.finish_others();
        if let (Conflicts::Refuse, Some(first)) =
            (self.decisions.conflicts, self.report.conflicts.first())
        {
            return Err(Why::Conflicts {
                count: self.report.conflicts.len(),
                name: first.name.clone(),
                field: first.field,
                mine: first.mine.clone(),
                theirs: first.theirs.clone(),
            });
        }
        self.currency.check()?;
        let named = |at: usize| self.inspection.columns.get(at).map(|column| column.name.clone());
        self.report.subtotals = self.currency.mixed(|at| named(at).unwrap_or_default());
        if self.report.is_nothing_accepted() {
            self.report.untold = None;
            return Ok(());
        }
        self.set_currency();
        self.make_placeholders();
        self.take_leave()
    }

    /// Says of which columns nothing was emptied because they are blank in every row.
    fn remark_withheld(&mut self) {
        for (at, count) in std::mem::take(&mut self.withheld) {
            let field = self.inspection.kind.fields.get(at);
            let column = field.and_then(|of| self.inspection.column_of(Target::Field(of)));
            let Some(column) = column.and_then(|at| self.inspection.columns.get(at)) else {
                continue;
            };
            let values = if count == 1 { "the value" } else { "the values" };
            let said = format!(
                "is blank in every row, so {values} that the book has from it stay ({count})"
            );
            let remark = Rejected::cell(column, "", said).at(self.inspection.header_line);
            self.report.remarks.push(remark);
        }
    }

    /// Says how many rows ended before the last column.
    fn remark_short(&mut self) {
        let (count, first) = self.short;
        let said = match count {
            0 => return,
            1 => "has fewer cells than there are columns; the others are taken as blank".to_owned(),
            2 => "has fewer cells than there are columns, as 1 more row has; the others are taken \
                  as blank"
                .to_owned(),
            all => format!(
                "has fewer cells than there are columns, as {} more rows have; the others are \
                 taken as blank",
                all - 1
            ),
        };
        self.report.remarks.push(Rejected::row(said).at(first));
    }

    /// Makes the currency of the amounts that of a book without one, or says in the book which
    /// currency its sign means.
    fn set_currency(&mut self) {
        let settings = &self.held.book.settings;
        let changes = self.report.new + self.report.changed > 0;
        let Some(currency) = self.currency.new_for_book() else { return };
        let Some(spec) = settings::spec("currency") else { return };
        if changes || self.decisions.currency.is_some() {
            let sign = settings.text(spec.key);
            self.report.settles = Some(sign).filter(|sign| !sign.is_empty());
            self.report.currency = Some(currency.to_owned());
            let change = settings.change(spec, Some(currency.to_owned()));
            self.queue.extend(change.edits.into_iter().map(Planned::Edit));
        }
    }

    /// Makes the accounts that rows name as their parents and nobody has.
    fn make_placeholders(&mut self) {
        let Desk::Accounts(desk) = &mut self.desk else { return };
        let rejected: HashSet<u64> = self.report.rejected.iter().map(|row| row.line).collect();
        self.report.look_alikes = desk.placing.look_alikes();
        self.report.look_alikes.retain(|row| !rejected.contains(&row.line));
        for row in self.report.look_alikes.iter_mut().filter(|row| !row.same) {
            row.stands = row.other.account.is_some_and(|id| desk.lines.contains(id));
        }
        for id in std::mem::take(&mut desk.placeholders) {
            let Some(parent) = desk.kin.absent(id) else { continue };
            let mut account = Account::new(id);
            account.name.0.clone_from(&parent.name);
            account.external_id.clone_from(&parent.external);
            account.external_source = parent.external.as_ref().and(parent.system.clone());
            account.tags = Some(Tags(PLACEHOLDER.to_owned()));
            if parent.unnamed {
                let said = format!(
                    "the parent is known by an id alone: `{}` stands for it until its row comes",
                    parent.name
                );
                self.report.remarks.push(Rejected::row(said).at(parent.line));
            }
            let (name, line) = (parent.name.clone(), parent.line);
            self.report.placeholders.push(Placeholder { id, name, line });
            self.queue.push_back(Planned::Edit(Edit::Create(Box::new(account))));
            desk.lines.insert(id, line);
        }
    }

    /// Counts what the file no longer has, and puts it away when the user said so.
    fn take_leave(&mut self) -> Result<(), Why> {
        let untold = self.report.untold.take();
        let Desk::Accounts(desk) = &self.desk else { return Ok(()) };
        // A list of our own, known by our ids, is a part of the book as a rule; mended rows are.
        if self.inspection.column_of(Target::Id).is_some() || self.inspection.is_mended() {
            return Ok(());
        }
        let absence = desk.present.absence(self.held, |id| desk.lines.contains(id));
        if untold.is_some() && !absence.missing.is_empty() {
            self.report.untold = untold;
            return Ok(());
        }
        let edits = absence.edits(self.decisions.absent, self.now)?;
        self.report.missing = absence.missing;
        self.report.archived = edits.len() as u64;
        self.plan(edits);
        Ok(())
    }
}
