//! Revenue: what an account bought from us in a fiscal year (METHOD.md 7).

use crate::domain::amount::Money;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, Must, Year};

record! {
    /// What one account bought from us in one fiscal year.
    Revenue, "revenue", "Revenue", "Revenues", by ["account", "year"] {
        account: Must<AccountRef> = "Account", "the account that bought";
        year: Must<Year> = "Fiscal year", "the year in which the fiscal year ends";
        amount: Must<Money> = "Amount", "what it bought from us in that year";
    }
}
