//! Scores, thresholds and the four segments (METHOD.md 1). The only place that decides where
//! an account stands.

use std::fmt;

use super::choice::choices;
use super::value::Reject;

/// A score on either axis: a whole number from 0 to 100.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Score(u8);

impl Score {
    /// The largest score.
    pub const MOST: Self = Self(100);

    /// A score; `None` above 100.
    pub fn new(n: u8) -> Option<Self> {
        (n <= 100).then_some(Self(n))
    }

    /// The nearest score to any number.
    pub fn clamped(n: i32) -> Self {
        Self(u8::try_from(n.clamp(0, 100)).unwrap_or(0))
    }

    /// The score that a digit stands for in quick scoring: d · 10 + 5 (UX.md, Triage).
    pub fn of_digit(digit: char) -> Option<Self> {
        digit.to_digit(10).and_then(|d| u8::try_from(d * 10 + 5).ok()).map(Self)
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// Reads ASCII digits; anything but a whole number from 0 to 100 is refused.
    pub fn parse(text: &str) -> Result<Self, Reject> {
        let digits = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        let score = digits.then(|| text.parse().ok().and_then(Self::new)).flatten();
        score.ok_or_else(|| Reject::shape(text, "a score, a whole number from 0 to 100"))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

choices! {
    /// One of the two axes of the grid.
    Axis {
        /// Vertical: how deeply the two companies work with each other.
        Engagement = "engagement", "Engagement";
        /// Horizontal: how much more revenue the account can bring.
        Potential = "potential", "Potential";
    }
}

choices! {
    /// One of the four quadrants of the grid.
    Segment {
        /// Engagement and potential high.
        Key = "key", "Key";
        /// Engagement low, potential high.
        GrowthPotential = "growth_potential", "Growth Potential";
        /// Engagement high, potential low.
        Maintenance = "maintenance", "Maintenance";
        /// Engagement and potential low.
        Service = "service", "Service";
    }
}

/// A value for each of the two axes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PerAxis<T> {
    /// For the vertical axis.
    pub engagement: T,
    /// For the horizontal axis.
    pub potential: T,
}

impl<T: Copy> PerAxis<T> {
    /// The value of an axis.
    pub fn of(&self, axis: Axis) -> T {
        match axis {
            Axis::Engagement => self.engagement,
            Axis::Potential => self.potential,
        }
    }

    /// The same with another value on one axis.
    pub fn with(self, axis: Axis, value: T) -> Self {
        match axis {
            Axis::Engagement => Self { engagement: value, ..self },
            Axis::Potential => Self { potential: value, ..self },
        }
    }
}

/// The two scores in force, each possibly unknown.
pub type Scores = PerAxis<Option<Score>>;

/// The lines between low and high on the two axes. A score equal to its threshold is high.
pub type Thresholds = PerAxis<Score>;

/// How many points from a line an account is still borderline.
const BORDER: i32 = 5;

impl Thresholds {
    /// Both lines at the middle, the default.
    pub const DEFAULT: Self = Self { engagement: Score(50), potential: Score(50) };

    /// The segment of two scores; `None` while either is unknown: the account is unplaced.
    pub fn segment(&self, scores: Scores) -> Option<Segment> {
        let (engagement, potential) = (scores.engagement?, scores.potential?);
        Some(match (engagement >= self.engagement, potential >= self.potential) {
            (true, true) => Segment::Key,
            (false, true) => Segment::GrowthPotential,
            (true, false) => Segment::Maintenance,
            (false, false) => Segment::Service,
        })
    }

    /// Points above (+) or below (−) the line of an axis; `None` while the score is unknown.
    pub fn to_line(&self, scores: Scores, axis: Axis) -> Option<i32> {
        scores.of(axis).map(|score| i32::from(score.0) - i32::from(self.of(axis).0))
    }

    /// Whether a placed account is within 5 points of a line, 5 included.
    pub fn borderline(&self, scores: Scores) -> bool {
        self.segment(scores).is_some()
            && Axis::ALL
                .iter()
                .any(|axis| self.to_line(scores, *axis).is_some_and(|d| d.abs() <= BORDER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(engagement: u8, potential: u8) -> Scores {
        Scores { engagement: Score::new(engagement), potential: Score::new(potential) }
    }

    #[test]
    fn a_score_equal_to_its_threshold_is_high() {
        let lines = Thresholds::DEFAULT;
        assert_eq!(lines.segment(at(50, 50)), Some(Segment::Key));
        assert_eq!(lines.segment(at(49, 50)), Some(Segment::GrowthPotential));
        assert_eq!(lines.segment(at(50, 49)), Some(Segment::Maintenance));
        assert_eq!(lines.segment(at(49, 49)), Some(Segment::Service));
    }

    #[test]
    fn an_account_with_either_score_unknown_is_unplaced() {
        let half = Scores { engagement: Score::new(80), potential: None };
        assert_eq!(Thresholds::DEFAULT.segment(half), None);
        assert_eq!(Thresholds::DEFAULT.to_line(half, Axis::Engagement), Some(30));
        assert_eq!(Thresholds::DEFAULT.to_line(half, Axis::Potential), None);
        assert!(!Thresholds::DEFAULT.borderline(half));
    }

    #[test]
    fn an_account_within_five_points_of_a_line_is_borderline() {
        let lines = Thresholds { engagement: Score(60), potential: Score(30) };
        assert!(lines.borderline(at(55, 90)));
        assert!(lines.borderline(at(65, 90)));
        assert!(!lines.borderline(at(54, 90)));
        assert!(!lines.borderline(at(66, 90)));
        assert!(lines.borderline(at(0, 35)));
    }
}
