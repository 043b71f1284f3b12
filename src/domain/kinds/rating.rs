//! The rating: what an account is worth by one factor of one's own (METHOD.md 2).

use jiff::civil::Date;

use crate::domain::record::record;
use crate::domain::score::Score;
use crate::domain::value::{AccountRef, FactorRef, Must};

record! {
    /// One account by one factor.
    Rating, "rating", "Rating", "Ratings", by [] {
        account: Must<AccountRef> = "Account", "the account that is rated";
        factor: Must<FactorRef> = "Factor", "by which factor";
        value: Must<Score> = "Value", "0 to 100";
        on: Must<Date> = "On", "the day it was rated";
        note: Option<String> = "Note", "why";
    }
}
