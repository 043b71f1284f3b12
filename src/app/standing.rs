//! Where an account stands, in words: what changes while it is being moved, and how far it is
//! from the lines.

use crate::domain::score::{Axis, Score, Scores, Segment, Thresholds};

/// How far scores are from another segment: `3 short of Key`, `Key by 4`, `unplaced`.
pub fn distance(lines: &Thresholds, scores: Scores) -> String {
    let Some(segment) = lines.segment(scores) else { return "unplaced".to_owned() };
    let to_line = |axis| lines.to_line(scores, axis).unwrap_or(0);
    let (e, p) = (to_line(Axis::Engagement), to_line(Axis::Potential));
    let short = |points: i32, of: Segment| format!("{} short of {}", -points, of.label());
    match segment {
        Segment::Key if e.min(p) == 0 => "Key, on the line".to_owned(),
        Segment::Key => format!("Key by {}", e.min(p)),
        Segment::GrowthPotential => short(e, Segment::Key),
        Segment::Maintenance => short(p, Segment::Key),
        Segment::Service if e >= p => short(e, Segment::Maintenance),
        Segment::Service => short(p, Segment::GrowthPotential),
    }
}

/// One score before and after: `engagement 35→47`, `potential 80`, `potential –`.
pub fn score(axis: Axis, before: Option<Score>, after: Option<Score>) -> String {
    let axis = axis.key();
    if before == after {
        format!("{axis} {}", number(after))
    } else {
        format!("{axis} {}→{}", number(before), number(after))
    }
}

/// A score, `–` while it is unknown.
pub fn number(score: Option<Score>) -> String {
    score.map_or_else(|| "–".to_owned(), |score| score.to_string())
}

/// What a move changes: `engagement 35→47 · potential 80 · 3 short of Key`.
pub fn moved(lines: &Thresholds, before: Scores, after: Scores) -> String {
    let parts: Vec<String> =
        Axis::ALL.iter().map(|axis| score(*axis, before.of(*axis), after.of(*axis))).collect();
    format!("{} · {}", parts.join(" · "), distance(lines, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(e: u8, p: u8) -> Scores {
        Scores { engagement: Score::new(e), potential: Score::new(p) }
    }

    #[test]
    fn a_move_says_what_changes_and_what_is_missing() {
        let words = |before, after| moved(&Thresholds::DEFAULT, before, after);
        assert_eq!(
            words(at(35, 80), at(47, 80)),
            "engagement 35→47 · potential 80 · 3 short of Key"
        );
        assert_eq!(
            words(at(50, 80), at(50, 54)),
            "engagement 50 · potential 80→54 · Key, on the line"
        );
        assert_eq!(
            words(Scores::default(), at(50, 50)),
            "engagement –→50 · potential –→50 · Key, on the line"
        );
        let half = Scores { engagement: Score::new(3), potential: None };
        assert_eq!(words(half, half), "engagement 3 · potential – · unplaced");
    }

    #[test]
    fn the_nearest_other_segment_is_named() {
        let words = |scores| distance(&Thresholds::DEFAULT, scores);
        assert_eq!(words(at(60, 30)), "20 short of Key");
        assert_eq!(words(at(45, 30)), "5 short of Maintenance");
        assert_eq!(words(at(30, 45)), "5 short of Growth Potential");
    }
}
