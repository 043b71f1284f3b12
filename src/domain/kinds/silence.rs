//! The silence: a finding about an account that is not to be shown, and why (METHOD.md 8, Check).

use jiff::civil::Date;

use crate::domain::record::record;
use crate::domain::value::{AccountRef, Must};

record! {
    /// One finding silenced for one account.
    Silence, "silence", "Silenced finding", "Silenced findings", by [] {
        account: Must<AccountRef> = "Account", "the account it is about";
        code: Must<String> = "Code", "the finding, such as P06";
        reason: Must<String> = "Reason", "why it is not to be shown";
        until: Option<Date> = "Until", "up to which day; empty = for good";
    }
}
