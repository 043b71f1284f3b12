//! The fact: something about a customer that bears on its plan (METHOD.md 8.2).

use jiff::civil::Date;

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, Chosen, Must};

choices! {
    /// What a fact tells.
    FactKind {
        /// What they want to reach.
        Goal = "goal", "Goal";
        /// What they are good at.
        Strength = "strength", "Strength";
        /// What they are not good at.
        Weakness = "weakness", "Weakness";
        /// What the market offers them.
        Opportunity = "opportunity", "Opportunity";
        /// What the market threatens them with.
        Threat = "threat", "Threat";
        /// What happens in their market.
        Event = "event", "Market event";
    }
}

record! {
    /// One fact about one account.
    Fact, "fact", "Fact", "Facts", by [] {
        account: Must<AccountRef> = "Account", "the account it is about";
        kind: Chosen<FactKind> = "Kind", "goal, strength, weakness, opportunity, threat or event";
        text: Must<String> = "Fact", "what it says";
        source: Option<String> = "Source", "who says so";
        on: Option<Date> = "On", "the day it is of";
    }
}
