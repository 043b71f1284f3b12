//! The touch: one time that we and an account spoke, met or wrote (METHOD.md 9).

use crate::domain::choice::choices;
use crate::domain::moment::Moment;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, ContactRef, Count, Long, Must};

choices! {
    /// How it took place.
    #[derive(Default)]
    TouchKind {
        /// On the telephone.
        Call = "call", "Call";
        /// Around a table or a camera.
        Meeting = "meeting", "Meeting";
        /// At their place.
        Visit = "visit", "Visit";
        /// In writing.
        Email = "email", "Email";
        /// A fair, a dinner, a seminar.
        Event = "event", "Event";
        /// In any other way.
        #[default]
        Other = "other", "Other";
    }
}

choices! {
    /// Who began it.
    BegunBy {
        /// We did.
        Us = "us", "Us";
        /// They did.
        Them = "them", "Them";
    }
}

record! {
    /// One touch of one account.
    Touch, "touch", "Touch", "Touches", by [] {
        account: Must<AccountRef> = "Account", "the account that was touched";
        contact: Option<ContactRef> = "Contact", "their person";
        at: Must<Moment> = "At", "when, such as 2026-03-12T14:30:00+01:00, yesterday or fri";
        kind: Must<TouchKind> = "Kind", "call, meeting, visit, email, event or other";
        minutes: Option<Count> = "Minutes", "how long it took";
        our_person: Option<String> = "Our person", "who of us";
        begun_by: Option<BegunBy> = "Begun by", "us or them";
        note: Option<Long> = "Note", "what was said";
    }
}
