//! Satisfaction: an answer that a customer gave to how content it is (METHOD.md 2).

use jiff::civil::Date;

use crate::domain::record::record;
use crate::domain::value::{AccountRef, Long, Must, OutOfTen};

record! {
    /// One answer of one account.
    Satisfaction, "satisfaction", "Satisfaction", "Satisfaction answers", by ["account", "on"] {
        account: Must<AccountRef> = "Account", "the account that answered";
        on: Must<Date> = "On", "the day of the answer";
        score: Must<OutOfTen> = "Answer", "0 to 10";
        source: Option<String> = "Source", "where it comes from, such as a survey";
        comment: Option<Long> = "Comment", "what they said";
    }
}
