//! The contact: somebody who works at an account (METHOD.md 8.3).

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, ContactRef, Long, Must, Tags};

use super::risk::Degree;

choices! {
    /// The part that somebody has in what the account buys.
    Role {
        /// Works with what is bought.
        User = "user", "User";
        /// Compares what is offered.
        Evaluator = "evaluator", "Evaluator";
        /// Decides.
        DecisionMaker = "decision_maker", "Decision maker";
        /// Has to agree.
        Approver = "approver", "Approver";
        /// Speaks for us.
        Champion = "champion", "Champion";
        /// Stands in the way.
        Blocker = "blocker", "Blocker";
    }
}

choices! {
    /// How somebody stands to us.
    Stance {
        /// Recommends us unasked.
        Advocate = "advocate", "Advocate";
        /// Is for us.
        Supporter = "supporter", "Supporter";
        /// Neither nor.
        Neutral = "neutral", "Neutral";
        /// Doubts.
        Sceptic = "sceptic", "Sceptic";
        /// Is against us.
        Opponent = "opponent", "Opponent";
    }
}

choices! {
    /// What somebody takes us for (METHOD.md 2, level).
    Level {
        /// One of many who sell.
        Vendor = "vendor", "Vendor";
        /// What we say is believed.
        CredibleSource = "credible_source", "Credible source";
        /// We solve their problems.
        ProblemSolver = "problem_solver", "Problem solver";
        /// We are asked first.
        TrustedAdvisor = "trusted_advisor", "Trusted advisor";
    }
}

record! {
    /// Somebody at an account.
    Contact, "contact", "Contact", "Contacts", by ["account", "name"] {
        account: Must<AccountRef> = "Account", "the account the person works at";
        name: Must<String> = "Name", "first and last name";
        title: Option<String> = "Job title", "what the person is there";
        department: Option<String> = "Department", "the department";
        email: Option<String> = "Email", "the email address";
        phone: Option<String> = "Phone", "the number";
        role: Option<Role> = "Role", "user, evaluator, decision maker, approver, champion or blocker";
        influence: Option<Degree> = "Influence", "high, medium or low";
        stance: Option<Stance> = "Stance", "advocate, supporter, neutral, sceptic or opponent";
        level: Option<Level> = "Relationship level", "vendor, credible source, problem solver or trusted advisor";
        level_wanted: Option<Level> = "Level wanted", "the relationship level we want";
        reports_to: Option<ContactRef> = "Reports to", "the contact the person reports to";
        known_by: Option<Tags> = "Known by", "who of ours knows the person, with commas between them";
        note: Option<Long> = "Note", "what you want to remember";
        external_id: Option<String> = "CRM id", "the record's id in the CRM";
        external_source: Option<String> = "CRM", "the CRM the id comes from, such as salesforce";
    }
}
