//! Revenues: one amount for an account and a fiscal year. Several rows of one file for the same
//! year are summed; a second import of the same file changes nothing.

use std::collections::HashMap;

use super::held::Held;
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

/// The sum of one account and year.
#[derive(Clone, Copy)]
pub struct Sum {
    /// The account.
    pub account: Id,
    /// The fiscal year.
    pub year: i64,
    /// The sum so far.
    pub amount: Money,
}

impl Revenues {
    /// What the book knows.
    pub fn new(held: &Held<'_>) -> Self {
        let known = held.of_kind(Revenue::TABLE.key).filter_map(|record| record.of::<Revenue>());
        let held = known.map(|r| ((r.account.0.0, r.year.0.0), (r.base.id, r.amount.0)));
        Self { held: held.collect(), sums: HashMap::new(), order: Vec::new() }
    }

    /// Adds an amount to the sum of its account and year; `None` beyond what an amount can be.
    pub fn add(&mut self, account: Id, year: i64, amount: Money) -> Option<()> {
        let at = *self.sums.entry((account, year)).or_insert(self.order.len());
        match self.order.get_mut(at) {
            Some(sum) => {
                sum.amount = Money::from_minor(sum.amount.plus(amount).minor())?;
            }
            None => self.order.push(Sum { account, year, amount }),
        }
        Some(())
    }

    /// Every sum, in the order of the file.
    pub fn sums(&mut self) -> Vec<Sum> {
        std::mem::take(&mut self.order)
    }

    /// The edit that makes the book know a revenue; `None` where it knows it.
    pub fn edit(&self, sum: Sum, now: &Moment) -> Option<Edit> {
        let Sum { account, year, amount } = sum;
        match self.held.get(&(account, year)) {
            Some((_, known)) if *known == amount => None,
            Some((record, known)) => Some(Edit::Set(FieldEdit {
                kind: Revenue::TABLE,
                record: *record,
                field: field::amount,
                before: Some(Value::Money(*known)),
                after: Some(Value::Money(amount)),
            })),
            None => Some(Edit::Create(Box::new(Revenue {
                account: Must(AccountRef(account)),
                year: Must(Year(year)),
                amount: Must(amount),
                ..Revenue::new(Id::fresh(now))
            }))),
        }
    }

    /// Whether the book knows a revenue of that account and year.
    pub fn knows(&self, sum: Sum) -> bool {
        self.held.contains_key(&(sum.account, sum.year))
    }
}
