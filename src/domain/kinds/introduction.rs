//! The introduction: a contact who opens a door to another account or branch (METHOD.md 10).

use jiff::civil::Date;

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, ContactRef, Must};

choices! {
    /// How far it is.
    #[derive(Default)]
    IntroductionStatus {
        /// We intend to ask.
        #[default]
        Planned = "planned", "Planned";
        /// We asked.
        Asked = "asked", "Asked";
        /// They introduced us.
        Introduced = "introduced", "Introduced";
        /// We met.
        Met = "met", "Met";
        /// They would not.
        Declined = "declined", "Declined";
    }
}

record! {
    /// One way from a contact to an account.
    Introduction, "introduction", "Introduction", "Introductions", by [] {
        from: Must<ContactRef> = "From", "the contact who introduces us";
        to: Must<AccountRef> = "To", "the account we want to reach";
        status: Must<IntroductionStatus> = "Status", "planned, asked, introduced, met or declined";
        on: Option<Date> = "On", "the day of the latest step";
    }
}
