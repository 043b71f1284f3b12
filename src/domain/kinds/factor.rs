//! The factor: a criterion of one's own in the scorecard of an axis (METHOD.md 2).

use crate::domain::record::record;
use crate::domain::score::Axis;
use crate::domain::value::{Chosen, Count, Must};

record! {
    /// One criterion of one axis.
    Factor, "factor", "Factor", "Factors", by [] {
        axis: Chosen<Axis> = "Axis", "engagement or potential";
        name: Must<String> = "Name", "what it is called";
        weight: Must<Count> = "Weight", "its weight in the scorecard";
        question: Option<String> = "Question", "the question that its rating answers";
    }
}
