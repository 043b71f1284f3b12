//! The review: somebody looked at a plan and decided something (METHOD.md 8.12).

use jiff::civil::Date;

use crate::domain::record::record;
use crate::domain::value::{Long, Must, PlanRef};

record! {
    /// One review of one plan.
    Review, "review", "Review", "Reviews", by [] {
        plan: Must<PlanRef> = "Plan", "the plan that was reviewed";
        on: Must<Date> = "On", "the day of the review";
        who: Option<String> = "Who", "who took part";
        decisions: Option<Long> = "Decisions", "what was decided";
    }
}
