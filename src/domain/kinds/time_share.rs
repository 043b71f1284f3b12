//! The time share: how much of the time for accounts a direction or a segment gets, as the
//! leader set it (METHOD.md 9).

use jiff::civil::Date;

use crate::domain::record::{Field, record};
use crate::domain::score::Segment;
use crate::domain::value::{Must, Reject, Share};

use super::account::Kare;

record! {
    /// The share of one direction or one segment from one day on.
    TimeShare, "time_share", "Time share", "Time shares", by [] {
        kare: Option<Kare> = "Direction", "keep, attain, recapture or expand";
        segment: Option<Segment> = "Segment", "key, growth potential, maintenance or service";
        share: Must<Share> = "Share", "of the time for accounts, in percent";
        from: Must<Date> = "From", "the first day it holds";
        by: Must<String> = "Set by", "who set it";
        reason: Option<String> = "Reason", "why";
    }
}

impl TimeShare {
    /// Whether its values fit each other: it is of a direction or of a segment.
    pub fn fits(&self) -> Result<(), (&'static Field, Reject)> {
        if self.kare.is_some() == self.segment.is_some() {
            let said = "a time share is of a direction (kare) or of a segment, not of both";
            return Err((field::kare, Reject::Together(said.to_owned())));
        }
        Ok(())
    }
}
