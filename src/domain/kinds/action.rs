//! The action: something that somebody will do for an account by a day (METHOD.md 8.8).

use jiff::civil::Date;

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{
    AccountRef, ChallengeRef, ContactRef, Must, ObjectiveRef, OpportunityRef,
};

choices! {
    /// How far an action is.
    #[derive(Default)]
    Status {
        /// To be done.
        #[default]
        Open = "open", "Open";
        /// Done.
        Done = "done", "Done";
        /// Given up.
        Dropped = "dropped", "Dropped";
    }
}

record! {
    /// A next step for an account.
    Action, "action", "Action", "Actions", by [] {
        account: Must<AccountRef> = "Account", "the account it is for";
        title: Must<String> = "What", "what will be done, such as call CFO";
        owner: Option<String> = "Owner", "who will do it";
        due: Option<Date> = "Due", "by which day, such as fri, 2026-12-03 or in 2w";
        status: Must<Status> = "Status", "open, done or dropped";
        done_on: Option<Date> = "Done on", "the day it was done";
        objective: Option<ObjectiveRef> = "Objective", "the objective it is for";
        contact: Option<ContactRef> = "Contact", "their person";
        challenge: Option<ChallengeRef> = "Challenge", "the challenge of theirs that it answers";
        opportunity: Option<OpportunityRef> = "Opportunity", "the sale it is for";
    }
}

impl Action {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.status.0 == Status::Open
    }
}
