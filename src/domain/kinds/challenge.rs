//! The challenge: a problem of the customer, and who told us (METHOD.md 8.2).

use jiff::civil::Date;

use crate::domain::record::record;
use crate::domain::value::{AccountRef, ContactRef, Must, ProductRef};

record! {
    /// One challenge of one account.
    Challenge, "challenge", "Challenge", "Challenges", by [] {
        account: Must<AccountRef> = "Account", "the account that has it";
        text: Must<String> = "Challenge", "what troubles them";
        told_by: Option<String> = "Told by", "who told us";
        told_on: Option<Date> = "Told on", "the day we were told";
        confirmed: Option<bool> = "Confirmed", "whether the customer confirmed it";
        contact: Option<ContactRef> = "Contact", "their person whose challenge it is";
        product: Option<ProductRef> = "Product", "the product of ours that addresses it";
    }
}
