//! The objective: what a plan is to reach, measured (METHOD.md 8.7).

use jiff::civil::Date;

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{Chosen, Long, Must, PlanRef};

choices! {
    /// What it aims at.
    ObjectiveKind {
        /// More revenue.
        Revenue = "revenue", "Revenue";
        /// A better relationship.
        Relationship = "relationship", "Relationship";
        /// The success of the customer.
        Success = "success", "Customer success";
    }
}

choices! {
    /// How far it is.
    #[derive(Default)]
    ObjectiveStatus {
        /// Nobody has begun.
        #[default]
        NotStarted = "not_started", "Not started";
        /// Somebody has.
        InProgress = "in_progress", "In progress";
        /// Reached.
        Achieved = "achieved", "Achieved";
        /// Given up.
        Dropped = "dropped", "Dropped";
    }
}

choices! {
    /// How much of it was reached.
    Achievement {
        /// Nothing.
        Not = "not", "Not achieved";
        /// Some.
        Partly = "partly", "Partly achieved";
        /// All.
        Fully = "fully", "Fully achieved";
    }
}

record! {
    /// One objective of one plan.
    Objective, "objective", "Objective", "Objectives", by [] {
        plan: Must<PlanRef> = "Plan", "the plan it stands in";
        kind: Chosen<ObjectiveKind> = "Kind", "revenue, relationship or success";
        title: Must<String> = "Objective", "what is to be reached";
        measure: Option<String> = "Measure", "what it is measured by";
        target: Option<String> = "Target value", "the value to reach";
        current: Option<String> = "Current value", "the value today";
        owner: Option<String> = "Owner", "who sees to it";
        due: Option<Date> = "Due", "by which day";
        status: Must<ObjectiveStatus> = "Status", "not started, in progress, achieved or dropped";
        outcome: Option<Achievement> = "Outcome", "not, partly or fully achieved";
        owner_comment: Option<Long> = "Owner's comment", "what the owner says in the review";
        leader_comment: Option<Long> = "Leader's comment", "what the leader says in the review";
    }
}
