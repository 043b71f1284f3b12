//! What becomes of amounts that accounts bought for in fiscal years: the sums of an invoice list, the
//! columns of a list of accounts, the sales that were won.

use super::changes::Changing;
use super::draft::Draft;
use super::planned::Planned;
use super::rejected::Rejected;
use super::revenues::{Settled, Sum};
use super::run::Run;
use super::won::Outcome;
use crate::domain::Edit;
use crate::domain::kinds::account;
use crate::domain::kinds::revenue::field;
use crate::domain::value::{Reject, Value};

impl Run<'_> {
    /// Takes a row of an invoice list: it adds to the sum of its account and year.
    pub(super) fn take_revenue(&mut self, draft: &Draft) -> Result<(), Rejected> {
        let lacking = |field| self.inspection.lacking(field, &Reject::Required.to_string());
        let account = draft.get(field::account).ok_or_else(|| lacking(field::account))?;
        let year = draft.get(field::year).ok_or_else(|| lacking(field::year))?;
        let amount = draft.get(field::amount).ok_or_else(|| lacking(field::amount))?;
        if let (Value::Ref(account), Value::Int(year), Value::Money(amount)) =
            (account, year, amount)
        {
            let (account, year, amount, line) = (*account, *year, *amount, draft.line);
            let added = self.revenues.add(Sum { account, year, amount, line });
            added.ok_or_else(|| Rejected::row("the sum of the year is too large"))?;
        }
        Ok(())
    }

    /// The edits that a revenue of an account in the book comes to. One that the rep wrote is a
    /// conflict.
    pub(super) fn settle_revenue(&mut self, sum: Sum, draft: &Draft) -> Vec<Edit> {
        let settled = self.revenues.settle(sum, &self.judge(), self.now);
        let stated = draft.get(account::field::relationship).is_some();
        self.follow(sum, settled, if stated { Said::Already } else { Said::Nothing })
    }

    /// The sums of an invoice list, when all its rows are read.
    pub(super) fn finish_revenues(&mut self) {
        for sum in self.revenues.sums() {
            let settled = self.revenues.settle(sum, &self.judge(), self.now);
            match settled.edit {
                None => self.report.same += 1,
                Some(_) if self.revenues.knows(sum) => self.report.changed += 1,
                Some(_) => self.report.new += 1,
            }
            if let Some(edit) = &settled.edit {
                self.remark_replaced(sum);
                let judge = self.judge();
                let name = || format!("{}, {}", judge.words(&Value::Ref(sum.account)), sum.year);
                let changing = Changing { record: edit.record(), name: &name, year: None };
                self.report.tell(&changing, &judge, std::slice::from_ref(edit));
            }
            let edits = self.follow(sum, settled, Said::Nothing);
            self.queue.extend(edits.into_iter().map(Planned::Edit));
        }
    }

    /// Says which revenue becomes less than it was, or may lack what the list has not: a list stands
    /// for the whole of a year.
    fn remark_replaced(&mut self, sum: Sum) {
        let known = self.revenues.amount(sum);
        let Some(known) = known.filter(|it| self.inspection.is_mended() || *it > sum.amount) else {
            return;
        };
        let name = self.judge().words(&Value::Ref(sum.account));
        let said = format!(
            "the revenue of {name} for {} was {known} and becomes {}, which is all that this list \
             says of the year",
            sum.year, sum.amount
        );
        self.report.remarks.push(Rejected::row(said).at(sum.line));
    }

    /// What sales that were won come to, when all their rows are read.
    pub(super) fn finish_won(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            match outcome {
                Outcome::Settled(sum, settled) => {
                    self.report.revenues_from_won += u64::from(settled.edit.is_some());
                    let edits = self.follow(sum, *settled, Said::Nothing);
                    // Rows of sales are counted, and not the revenues that follow from them.
                    self.report.note_counted(sum.line);
                    self.queue.extend(edits.into_iter().map(Planned::Edit));
                }
                Outcome::Stays(sum, known) => {
                    let name = self.judge().words(&Value::Ref(sum.account));
                    let said = format!(
                        "the revenue of {name} for {} is recorded as {known} and stays so; \
                         won opportunities add up to {}",
                        sum.year, sum.amount
                    );
                    self.report.remarks.push(Rejected::row(said).at(sum.line));
                }
                Outcome::Beyond(account, year, line) => {
                    let name = self.judge().words(&Value::Ref(account));
                    let said = format!(
                        "the won opportunities of {name} for {year} come to more than an amount can \
                         be; its revenue stays as it is"
                    );
                    self.report.remarks.push(Rejected::row(said).at(line));
                }
            }
        }
    }

    /// What a revenue comes to, and whether its account becomes a customer by it.
    fn follow(&mut self, sum: Sum, settled: Settled, said: Said) -> Vec<Edit> {
        self.report.conflicts.extend(settled.conflict);
        self.queue.extend(settled.heard.map(Planned::Edit));
        let mut edits: Vec<Edit> = settled.edit.into_iter().collect();
        if !edits.is_empty() && said == Said::Nothing {
            let bought = self.buyers.meet(self.held, sum.account, sum.amount);
            self.report.new_customers += u64::from(bought.is_some());
            edits.extend(bought);
        }
        edits
    }
}

/// What a row says about the relationship to its account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Already,
    Nothing,
}
