//! The account plan of one period (METHOD.md 8). Lists such as risks are records of their own.

use jiff::civil::Date;

use crate::domain::amount::{Money, Pct};
use crate::domain::fiscal;
use crate::domain::id::Id;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, Long, Must};

record! {
    /// What we intend to reach at an account in a period, and how.
    Plan, "plan", "Plan", "Plans", by ["account", "start"] {
        account: Must<AccountRef> = "Account", "the account it is for";
        start: Must<Date> = "Start", "the first day of the period";
        end: Must<Date> = "End", "the last day of the period";
        growth_potential: Option<Long> = "True growth potential", "does it truly have any?";
        enlarge: Option<Long> = "How to enlarge it", "can it be enlarged, and how?";
        growth: Option<Pct> = "Target growth", "in percent of last year's revenue";
        target: Option<Money> = "Target", "the revenue to reach in the period";
        target_basis: Option<Long> = "Target rests on", "the data the target rests on";
        strategy: Option<Long> = "Strategy", "how we intend to get there";
        notes: Option<Long> = "Notes", "anything else, in Markdown";
    }
}

impl Plan {
    /// The empty plan of the fiscal year that a day is in, as an account without a plan shows it
    /// (METHOD.md 8). It has no id yet.
    pub fn of_year(account: Id, day: Date, fiscal_start: i8) -> Self {
        let year = fiscal::year_of(day, fiscal_start);
        let (start, end) = fiscal::span(year, fiscal_start).unwrap_or((day, day));
        Self {
            account: Must(AccountRef(account)),
            start: Must(start),
            end: Must(end),
            ..Self::default()
        }
    }
}
