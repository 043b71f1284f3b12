//! Revenues: one amount for an account and a fiscal year. Several rows of one file for the same
//! year are summed; a second import of the same file changes nothing.

use std::collections::HashMap;

use super::found::Conflict;
use super::heard::{self, About, Differs};
use super::held::Held;
use super::judge::{Judge, Origin, Verdict};
use crate::domain::amount::Money;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::Revenue;
use crate::domain::kinds::revenue::field;
use crate::domain::record::Kind;
use crate::domain::value::{AccountRef, Must, Value, Year};
use crate::domain::{Edit, Id, Moment};

/// What the book knows, and what a file adds up to.
pub struct Revenues {
    held: HashMap<(Id, i64), (Id, Money)>,
    sums: HashMap<(Id, i64), usize>,
    order: Vec<Sum>,
}

/// The revenues of the book by account and year: id and amount.
pub fn known(held: &Held<'_>) -> HashMap<(Id, i64), (Id, Money)> {
    let known = held.of_kind(Revenue::TABLE.key).filter_map(|record| record.of::<Revenue>());
    known.map(|r| ((r.account.0.0, r.year.0.0), (r.base.id, r.amount.0))).collect()
}

/// The sum of one account and year.
#[derive(Clone, Copy)]
pub struct Sum {
    /// The account.
    pub account: Id,
    /// The fiscal year.
    pub year: i64,
    /// The sum so far.
    pub amount: Money,
    /// The last line that adds to it.
    pub line: u64,
}

/// What becomes of a revenue.
#[derive(Default)]
pub struct Settled {
    /// The edit that makes the book say what the file says.
    pub edit: Option<Edit>,
    /// Where the rep has written something else.
    pub conflict: Option<Conflict>,
    /// What the list says there, to be remembered.
    pub heard: Option<Edit>,
}

impl Revenues {
    /// What the book knows.
    pub fn new(held: &Held<'_>) -> Self {
        Self { held: known(held), sums: HashMap::new(), order: Vec::new() }
    }

    /// Adds an amount to the sum of its account and year; `None` beyond what an amount can be.
    pub fn add(&mut self, more: Sum) -> Option<()> {
        let at = *self.sums.entry((more.account, more.year)).or_insert(self.order.len());
        match self.order.get_mut(at) {
            Some(sum) => {
                sum.amount = sum.amount.and(more.amount)?;
                sum.line = more.line;
            }
            None => self.order.push(more),
        }
        Some(())
    }

    /// Every sum, in the order of the file.
    pub fn sums(&mut self) -> Vec<Sum> {
        std::mem::take(&mut self.order)
    }

    /// What makes the book know a revenue.
    pub fn settle(&self, sum: Sum, judge: &Judge<'_>, now: &Moment) -> Settled {
        match self.held.get(&(sum.account, sum.year)) {
            Some(known) => settle(*known, sum, judge),
            None => Settled { edit: Some(sum.record(Id::fresh(now))), ..Settled::default() },
        }
    }

    /// The amount that the book knows of that account and year.
    pub fn amount(&self, sum: Sum) -> Option<Money> {
        self.held.get(&(sum.account, sum.year)).map(|(_, amount)| *amount)
    }

    /// Whether the book knows a revenue of that account and year.
    pub fn knows(&self, sum: Sum) -> bool {
        self.held.contains_key(&(sum.account, sum.year))
    }
}

impl Sum {
    /// The edit by which it becomes a revenue of its own.
    pub fn record(self, id: Id) -> Edit {
        Edit::Create(Box::new(Revenue {
            account: Must(AccountRef(self.account)),
            year: Must(Year(self.year)),
            amount: Must(self.amount),
            ..Revenue::new(id)
        }))
    }
}

/// What becomes of a revenue of the book of which a file says an amount: one that the rep wrote is
/// not written over unasked.
pub fn settle((record, known): (Id, Money), sum: Sum, judge: &Judge<'_>) -> Settled {
    if known == sum.amount {
        return Settled::default();
    }
    let (before, after) = (Value::Money(known), Value::Money(sum.amount));
    let judge = Judge { kind: Revenue::TABLE, ..*judge };
    // What no import ever brought is written over by the rep's own list: it is the rep's.
    let never_brought = judge.held.by_hand.brought(record, field::amount) == Some(None);
    let verdict = match judge.origin {
        Origin::Own | Origin::Ours if never_brought => Verdict::Takes,
        _ => judge.verdict(record, field::amount, Some(&before), &after),
    };
    let (kind, field) = (Revenue::TABLE, field::amount);
    let (before, after) = (Some(before), Some(after));
    let edit = FieldEdit { kind, record, field, before, after };
    let about = About { kind, record, account: sum.account };
    let theirs = Value::Money(sum.amount);
    let heard = if verdict.takes() {
        None
    } else {
        heard::heard(&judge, about, field, Some(&theirs), Differs::Yes)
    };
    let edit = verdict.takes().then_some(Edit::Set(edit));
    let conflict = match verdict {
        Verdict::Conflict(conflict) => {
            let account = judge.words(&Value::Ref(sum.account));
            let name = format!("{account}, {}", sum.year);
            Some(Conflict { line: sum.line, name, ..conflict })
        }
        _ => None,
    };
    Settled { edit, conflict, heard }
}
