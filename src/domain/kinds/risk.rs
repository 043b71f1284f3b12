//! The risk: what may keep a plan from coming true (METHOD.md 8.10).

use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{Long, Must, PlanRef};

choices! {
    /// How likely or how grave.
    Degree {
        /// Hardly.
        Low = "low", "Low";
        /// Somewhat.
        Medium = "medium", "Medium";
        /// Very.
        High = "high", "High";
    }
}

choices! {
    /// Whether a risk still stands.
    #[derive(Default)]
    RiskStatus {
        /// It stands.
        #[default]
        Open = "open", "Open";
        /// It is over.
        Closed = "closed", "Closed";
    }
}

record! {
    /// What may go wrong, and what we do about it.
    Risk, "risk", "Risk", "Risks", by [] {
        plan: Must<PlanRef> = "Plan", "the plan it threatens";
        text: Must<String> = "Risk", "what may go wrong";
        likelihood: Option<Degree> = "Likelihood", "low, medium or high";
        impact: Option<Degree> = "Impact", "low, medium or high";
        mitigation: Option<Long> = "What we do about it", "how to prevent or soften it";
        status: Must<RiskStatus> = "Status", "open or closed";
    }
}

impl Risk {
    /// Whether it still stands.
    pub fn is_open(&self) -> bool {
        self.status.0 == RiskStatus::Open
    }
}
