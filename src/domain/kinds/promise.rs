//! The promise: the growth that a customer stated for a fiscal year, and what came of it
//! (METHOD.md 6).

use jiff::civil::Date;

use crate::domain::amount::{Money, Pct};
use crate::domain::record::{Field, record};
use crate::domain::value::{AccountRef, Must, Reject, Year};

record! {
    /// What one account said it would buy in one fiscal year.
    Promise, "promise", "Promise", "Promises", by ["account", "year"] {
        account: Must<AccountRef> = "Account", "the account that promised";
        year: Must<Year> = "Fiscal year", "the year in which the fiscal year ends";
        promised: Option<Money> = "Promised", "the revenue it promised, above 0";
        growth: Option<Pct> = "Promised growth", "the growth it promised, in percent";
        said_by: Option<String> = "Said by", "who said so";
        said_on: Option<Date> = "Said on", "the day it was said";
        actual: Option<Money> = "Actual", "what it bought in that year";
    }
}

impl Promise {
    /// Whether its values fit each other: nobody promises nothing (METHOD.md 6).
    pub fn fits(&self) -> Result<(), (&'static Field, Reject)> {
        match self.promised {
            Some(promised) if promised.minor() <= 0 => {
                Err((field::promised, Reject::shape(&promised.to_string(), "an amount above 0")))
            }
            _ => Ok(()),
        }
    }
}
