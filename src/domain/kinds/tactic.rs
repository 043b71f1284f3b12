//! The tactic: what somebody in a role does with accounts of a direction (METHOD.md 3).

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{Chosen, Must};

use super::account::Kare;

choices! {
    /// What somebody is there for.
    TacticRole {
        /// Wins accounts.
        Hunter = "hunter", "Hunter";
        /// Holds and grows them.
        AccountManager = "account_manager", "Account manager";
    }
}

record! {
    /// One entry of a playbook.
    Tactic, "tactic", "Tactic", "Tactics", by [] {
        role: Chosen<TacticRole> = "Role", "hunter or account manager";
        kare: Chosen<Kare> = "Direction", "keep, attain, recapture or expand";
        text: Must<String> = "Tactic", "what to do";
        skill: Option<String> = "Skill", "the skill it takes";
    }
}
