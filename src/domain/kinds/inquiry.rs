//! The inquiry: a request that came in and waits for an answer (METHOD.md 4). It need not be of
//! an account of the book.

use crate::domain::choice::choices;
use crate::domain::moment::Moment;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, Chosen, Long, Must};

use super::account::Tier;

choices! {
    /// What became of it.
    #[derive(Default)]
    InquiryStatus {
        /// It waits.
        #[default]
        Open = "open", "Open";
        /// It was answered.
        Answered = "answered", "Answered";
        /// It became an account.
        Converted = "converted", "Converted";
        /// It came to nothing.
        Closed = "closed", "Closed";
    }
}

record! {
    /// One request.
    Inquiry, "inquiry", "Inquiry", "Inquiries", by [] {
        who: Must<String> = "Who", "who asks";
        what: Must<Long> = "What", "what they ask for";
        source: Option<String> = "Source", "how it came, such as web form";
        tier: Chosen<Tier> = "Tier", "high, medium or low";
        received: Must<Moment> = "Received", "when it came";
        answered: Option<Moment> = "Answered", "when it was answered";
        status: Must<InquiryStatus> = "Status", "open, answered, converted or closed";
        account: Option<AccountRef> = "Account", "the account it is from or became";
        owner: Option<String> = "Owner", "who answers it";
        reason: Option<String> = "Reason", "why it was closed";
    }
}
