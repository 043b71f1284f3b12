//! The trail of an account: where it stood before, and every crossing from one segment into
//! another, with date and cause (METHOD.md 1). Replayed from the change log, never stored.

use jiff::civil::Date;

use super::id::Id;
use super::kinds::account::{Source, in_force};
use super::score::{Axis, PerAxis, Score, Scores, Segment, Thresholds};

/// Something in the change log that can move an account on the grid.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The change it was part of.
    pub change: Id,
    /// The day it happened.
    pub on: Date,
    /// The label of the change.
    pub cause: String,
    /// What was set.
    pub what: Mover,
}

/// What can move an account on the grid.
#[derive(Clone, Copy, Debug)]
pub enum Mover {
    /// A judged score.
    Judged(Axis, Option<Score>),
    /// Which source is in force.
    Source(Axis, Source),
    /// A line of the grid.
    Threshold(Axis, Score),
}

/// Where an account stood from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stand {
    /// The change that brought it there.
    pub change: Id,
    /// The first day.
    pub on: Date,
    /// What brought it there.
    pub cause: String,
    /// The scores in force.
    pub scores: Scores,
    /// The segment, `None` while unplaced.
    pub segment: Option<Segment>,
}

/// A crossing from one segment into another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crossing {
    /// The day.
    pub on: Date,
    /// What made it cross.
    pub cause: String,
    /// Where it stood; `None` while unplaced.
    pub from: Option<Segment>,
    /// Where it went; `None` when it became unplaced.
    pub to: Option<Segment>,
}

/// The trail of one account.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trail {
    /// Every place it had, oldest first; the last is where it stands.
    pub stands: Vec<Stand>,
}

impl Trail {
    /// Replays what moved an account and the lines, oldest first. Movers of one change come one
    /// after another and make one stand.
    pub fn replay<'a>(moved: impl IntoIterator<Item = &'a Moved>) -> Self {
        let mut judged = Scores::default();
        let mut sources = PerAxis { engagement: Source::Judged, potential: Source::Judged };
        let mut lines = Thresholds::DEFAULT;
        let mut stands: Vec<Stand> = Vec::new();
        for step in moved {
            match step.what {
                Mover::Judged(axis, score) => judged = judged.with(axis, score),
                Mover::Source(axis, source) => sources = sources.with(axis, source),
                Mover::Threshold(axis, score) => lines = lines.with(axis, score),
            }
            let scores = Scores {
                engagement: in_force(judged.engagement, sources.engagement),
                potential: in_force(judged.potential, sources.potential),
            };
            let stand = Stand {
                change: step.change,
                on: step.on,
                cause: step.cause.clone(),
                scores,
                segment: lines.segment(scores),
            };
            add(&mut stands, stand);
        }
        Self { stands }
    }

    /// Every crossing, oldest first. Coming onto the grid for the first time is one.
    pub fn crossings(&self) -> Vec<Crossing> {
        let mut from = None;
        let mut crossings = Vec::new();
        for stand in &self.stands {
            if stand.segment != from {
                crossings.push(Crossing {
                    on: stand.on,
                    cause: stand.cause.clone(),
                    from,
                    to: stand.segment,
                });
            }
            from = stand.segment;
        }
        crossings
    }

    /// Whole days since it came into the segment it stands in; `None` while unplaced.
    pub fn days_in_segment(&self, today: Date) -> Option<i64> {
        self.stands.last()?.segment?;
        let since = self.crossings().last()?.on;
        Some((since.duration_until(today).as_hours() / 24).max(0))
    }
}

/// Adds a stand; the steps of one change are one stand, and one that changes nothing is none.
fn add(stands: &mut Vec<Stand>, stand: Stand) {
    if let Some(last) = stands.last_mut() {
        if last.change == stand.change {
            *last = stand;
            return;
        }
        if last.scores == stand.scores && last.segment == stand.segment {
            return;
        }
    } else if stand.scores == Scores::default() {
        return;
    }
    stands.push(stand);
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn step(on: Date, cause: &str, what: Mover) -> Moved {
        Moved { change: Id::of_parts(&[cause]), on, cause: cause.to_owned(), what }
    }

    fn scored(on: Date, cause: &str, e: u8, p: u8) -> [Moved; 2] {
        [
            step(on, cause, Mover::Judged(Axis::Engagement, Score::new(e))),
            step(on, cause, Mover::Judged(Axis::Potential, Score::new(p))),
        ]
    }

    #[test]
    fn a_trail_keeps_every_place_and_names_what_made_it_cross() {
        let mut moved = Vec::from(scored(date(2026, 1, 1), "import", 20, 80));
        moved.extend(scored(date(2026, 3, 1), "triage", 55, 80));
        let line = Score::new(60).unwrap();
        moved.push(step(date(2026, 4, 1), "line", Mover::Threshold(Axis::Engagement, line)));
        let trail = Trail::replay(&moved);
        assert_eq!(trail.stands.len(), 3);
        let crossed: Vec<_> =
            trail.crossings().into_iter().map(|c| (c.cause, c.from, c.to)).collect();
        assert_eq!(
            crossed,
            [
                ("import".to_owned(), None, Some(Segment::GrowthPotential)),
                ("triage".to_owned(), Some(Segment::GrowthPotential), Some(Segment::Key)),
                ("line".to_owned(), Some(Segment::Key), Some(Segment::GrowthPotential)),
            ]
        );
        assert_eq!(trail.days_in_segment(date(2026, 4, 11)), Some(10));
    }

    #[test]
    fn evidence_in_force_without_facts_is_unplaced() {
        let mut moved = Vec::from(scored(date(2026, 1, 1), "import", 60, 80));
        let evidence = Mover::Source(Axis::Engagement, Source::Evidence);
        moved.push(step(date(2026, 2, 1), "adopt", evidence));
        let trail = Trail::replay(&moved);
        assert_eq!(trail.stands.last().unwrap().segment, None);
        assert_eq!(trail.days_in_segment(date(2026, 3, 1)), None);
    }
}
