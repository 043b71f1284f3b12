//! The book of business as it is in memory: read-only to everyone but the session. Everything
//! derived is answered here, by one function each.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::accounts::Accounts;
use super::facts::{Fact, What};
use super::fiscal;
use super::id::Id;
use super::kinds::{Account, Action, Plan, Revenue};
use super::record::{Kind, Record};
use super::score::{Segment, Thresholds};
use super::seen::{NO_TRIAL, Seen, standing};
use super::settings::Settings;
use super::trail::Trail;
use super::value::Value;

/// A book in memory.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Every account.
    pub accounts: Accounts,
    /// The settings.
    pub settings: Settings,
    /// Everything of the accounts that are being looked at.
    pub looked_at: BTreeMap<Id, Details>,
    /// The open actions of all accounts by day, when they have been asked for.
    pub agenda: Option<Vec<Action>>,
    /// Grows when accounts come or go, so that rows mean other accounts, and when one is put away
    /// or renamed, so that they are listed otherwise.
    pub rows_version: u64,
    /// Grows with every change of anything.
    pub version: u64,
}

/// Everything of one account.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The account itself.
    pub account: Account,
    /// All its living records of other kinds, in their lists' order.
    pub records: Vec<Box<dyn Record>>,
    /// Where it stood before.
    pub trail: Trail,
}

impl Details {
    /// Its records of one kind.
    pub fn of<K: Kind>(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.records.iter().filter_map(|record| record.of::<K>())
    }

    /// Its open actions, the one due first first, undated ones last.
    pub fn steps(&self) -> Vec<&Action> {
        let mut steps: Vec<&Action> = self.of::<Action>().filter(|a| a.is_open()).collect();
        steps.sort_by_key(|action| (action.due.is_none(), action.due));
        steps
    }

    /// What it bought from us in a fiscal year; `None` where nothing is recorded.
    pub fn revenue(&self, year: i16) -> Option<crate::domain::amount::Money> {
        let of_year = self.of::<Revenue>().filter(|r| r.year.0.0 == i64::from(year));
        of_year.map(|r| r.amount.0).reduce(super::amount::Money::plus)
    }

    /// A fact of this account, answered from what is known of it alone; the same answer as
    /// [`Seen::fact`] gives for its row.
    pub fn fact(&self, book: &Book, fact: Fact, today: Date) -> Option<Value> {
        let derived = match fact {
            Fact::Stored(field) => return self.account.read(field.index),
            Fact::Derived(derived) => derived,
        };
        match derived.what {
            What::Id => Some(Value::Text(self.account.base.id.to_string())),
            What::RevenueLastYear => self.revenue(book.last_year(today)).map(Value::Money),
            What::NextAction => self.steps().first().map(|step| Value::Text(step.title.0.clone())),
            What::NextDue => self.steps().first().and_then(|step| step.due).map(Value::Date),
            What::DaysInSegment => self.trail.days_in_segment(today).map(Value::Int),
            what => standing(what, self.account.scores(), &book.thresholds()),
        }
    }

    /// The plan that a day falls into, else the latest.
    pub fn plan_on(&self, day: Date) -> Option<&Plan> {
        let current = self.of::<Plan>().find(|p| p.start.0 <= day && day <= p.end.0);
        current.or_else(|| self.of::<Plan>().max_by_key(|plan| plan.start.0))
    }
}

/// How many accounts stand in each quadrant and in the tray.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Per segment, in the order of [`Segment::ALL`].
    pub segments: [Tally; 4],
    /// Unplaced ones.
    pub unplaced: usize,
}

/// Accounts of one segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// All of them.
    pub accounts: usize,
    /// Those without a next step.
    pub no_step: usize,
}

impl Counts {
    /// The tally of a segment.
    pub fn of(&self, segment: Segment) -> Tally {
        self.segments.get(segment as usize).copied().unwrap_or_default()
    }

    /// Counts one account in.
    pub fn add(&mut self, segment: Option<Segment>, has_step: bool) {
        match segment.and_then(|s| self.segments.get_mut(s as usize)) {
            Some(tally) => {
                tally.accounts += 1;
                tally.no_step += usize::from(!has_step);
            }
            None => self.unplaced += 1,
        }
    }
}

impl Book {
    /// The lines of the grid.
    pub fn thresholds(&self) -> Thresholds {
        self.settings.thresholds()
    }

    /// Whether the account in a row was put away.
    pub fn is_archived(&self, row: usize) -> bool {
        self.accounts.value(row, super::kinds::account::field::archived).is_some()
    }

    /// The last complete fiscal year before the one that today is in.
    pub fn last_year(&self, today: Date) -> i16 {
        fiscal::year_of(today, self.settings.fiscal_start()) - 1
    }

    /// Whether the fact can be answered without reading more from the store.
    pub fn has(&self, fact: Fact) -> bool {
        match fact {
            Fact::Derived(d) => match d.what {
                What::RevenueLastYear | What::NextAction | What::DaysInSegment => {
                    self.accounts.column(fact).is_some()
                }
                _ => true,
            },
            Fact::Stored(_) => self.accounts.column(fact).is_some(),
        }
    }

    /// The book as it is, without any trial.
    pub fn seen(&self) -> Seen<'_> {
        Seen::new(self, &NO_TRIAL)
    }
}
