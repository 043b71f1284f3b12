//! From scores to cells: the part of the grid that is shown, and where a score falls in it.

use ratatui::layout::Rect;

use crate::domain::score::{PerAxis, Score, Scores};

/// The scores shown on one axis, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The lowest.
    pub lo: u8,
    /// The highest.
    pub hi: u8,
}

/// The part of the grid that is shown.
pub type Window = PerAxis<Span>;

impl Default for Span {
    fn default() -> Self {
        Self { lo: 0, hi: Score::MOST.get() }
    }
}

impl Span {
    /// From one score to another, kept on the axis.
    pub fn clamped(lo: i32, hi: i32) -> Self {
        Self { lo: Score::clamped(lo).get(), hi: Score::clamped(hi.max(lo)).get() }
    }

    /// Whether a score lies in it.
    pub fn holds(self, score: Score) -> bool {
        (self.lo..=self.hi).contains(&score.get())
    }

    /// How many points it reaches.
    pub fn reach(self) -> u8 {
        self.hi.saturating_sub(self.lo)
    }

    /// One of this reach around a score, moved where it would leave the axis.
    pub fn around(centre: i32, reach: u8) -> Self {
        let reach = i32::from(reach.min(Score::MOST.get()));
        let lo = (centre - reach / 2).clamp(0, 100 - reach);
        Self::clamped(lo, lo + reach)
    }

    /// The same, moved just so far that it holds a score.
    pub fn reaching(self, score: Score) -> Self {
        let at = score.get();
        if at < self.lo {
            Self { lo: at, hi: at + self.reach() }
        } else if at > self.hi {
            Self { lo: at - self.reach(), hi: at }
        } else {
            self
        }
    }
}

impl Window {
    /// Whether two scores lie in it; unknown ones lie nowhere.
    pub fn holds(&self, scores: Scores) -> bool {
        scores.engagement.is_some_and(|score| self.engagement.holds(score))
            && scores.potential.is_some_and(|score| self.potential.holds(score))
    }

    /// The same, moved just so far that it holds these scores; unknown ones move nothing.
    pub fn reaching(&self, scores: Scores) -> Self {
        match (scores.engagement, scores.potential) {
            (Some(e), Some(p)) => Self {
                engagement: self.engagement.reaching(e),
                potential: self.potential.reaching(p),
            },
            _ => *self,
        }
    }
}

/// The cells on which a part of the grid is drawn, counted from the top left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plot {
    /// The scores shown.
    pub window: Window,
    /// How many columns it has.
    pub columns: u16,
    /// How many rows it has.
    pub rows: u16,
}

impl Plot {
    /// A window drawn on an area.
    pub fn new(window: Window, area: Rect) -> Self {
        Self { window, columns: area.width, rows: area.height }
    }

    /// How many cells it has.
    pub fn cells(&self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }

    /// The column of a potential; outside of the plot for scores that are not shown.
    pub fn column(&self, potential: u8) -> i32 {
        let span = self.window.potential;
        scale(i32::from(potential) - i32::from(span.lo), span.reach(), self.columns)
    }

    /// The row of an engagement; outside of the plot for scores that are not shown.
    pub fn row(&self, engagement: u8) -> i32 {
        let span = self.window.engagement;
        scale(i32::from(span.hi) - i32::from(engagement), span.reach(), self.rows)
    }

    /// The cell of two scores, wherever it is; `None` while either is unknown.
    pub fn place(&self, scores: Scores) -> Option<(i32, i32)> {
        Some((self.column(scores.potential?.get()), self.row(scores.engagement?.get())))
    }

    /// The cell of two scores that are shown.
    pub fn cell(&self, scores: Scores) -> Option<(u16, u16)> {
        if !self.window.holds(scores) {
            return None;
        }
        let (x, y) = self.place(scores)?;
        let inside = |at: i32, most: u16| u16::try_from(at).ok().filter(|at| *at < most);
        Some((inside(x, self.columns)?, inside(y, self.rows)?))
    }

    /// The scores that a cell stands for: those in its middle.
    pub fn scores(&self, x: u16, y: u16) -> Scores {
        let (e, p) = (self.window.engagement, self.window.potential);
        let engagement = i32::from(e.hi) - points(y, e.reach(), self.rows);
        let potential = i32::from(p.lo) + points(x, p.reach(), self.columns);
        Scores {
            engagement: Some(Score::clamped(engagement)),
            potential: Some(Score::clamped(potential)),
        }
    }

    /// The column of the line between low and high potential, when it runs through the plot.
    pub fn upright(&self, line: Score) -> Option<u16> {
        let at = crosses(self.window.potential, line).then(|| self.column(line.get()))?;
        u16::try_from(at).ok().filter(|x| *x < self.columns)
    }

    /// The row of the line between low and high engagement, when it runs through the plot.
    pub fn level(&self, line: Score) -> Option<u16> {
        let at = crosses(self.window.engagement, line).then(|| self.row(line.get()))?;
        u16::try_from(at).ok().filter(|y| *y < self.rows)
    }
}

/// Whether a line has something low or the end of the axis beside it in a span.
fn crosses(span: Span, line: Score) -> bool {
    span.holds(line) && (line.get() > span.lo || span.lo == 0)
}

/// `points` of `reach` on so many cells, rounded half up.
fn scale(points: i32, reach: u8, cells: u16) -> i32 {
    let (reach, last) = (i32::from(reach.max(1)), i32::from(cells.saturating_sub(1)));
    (2 * points * last + reach).div_euclid(2 * reach)
}

/// How many points of `reach` lie before a cell, rounded half up.
fn points(cell: u16, reach: u8, cells: u16) -> i32 {
    let last = i32::from(cells.saturating_sub(1)).max(1);
    (2 * i32::from(cell) * i32::from(reach) + last).div_euclid(2 * last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        Plot::new(Window::default(), Rect::new(0, 0, 76, 17))
    }

    fn at(e: u8, p: u8) -> Scores {
        Scores { engagement: Score::new(e), potential: Score::new(p) }
    }

    #[test]
    fn the_corners_of_the_grid_are_the_corners_of_the_plot() {
        assert_eq!(plot().cell(at(100, 0)), Some((0, 0)));
        assert_eq!(plot().cell(at(0, 100)), Some((75, 16)));
        assert_eq!(plot().cell(at(50, 50)), Some((38, 8)));
        assert_eq!(
            (plot().upright(Score::clamped(50)), plot().level(Score::clamped(50))),
            (Some(38), Some(8))
        );
    }

    #[test]
    fn the_scores_of_a_cell_are_drawn_in_that_cell() {
        for x in 0..76 {
            for y in 0..17 {
                assert_eq!(plot().cell(plot().scores(x, y)), Some((x, y)));
            }
        }
    }

    #[test]
    fn what_is_not_shown_has_no_cell_but_a_place() {
        let window =
            Window { engagement: Span::clamped(50, 100), potential: Span::clamped(50, 100) };
        let plot = Plot { window, ..plot() };
        assert_eq!(plot.cell(at(80, 40)), None);
        assert!(plot.place(at(80, 40)).is_some_and(|(x, _)| x < 0));
        assert_eq!(plot.upright(Score::clamped(50)), None);
    }

    #[test]
    fn a_window_stays_on_the_grid_and_follows_the_selection() {
        assert_eq!(Span::around(95, 20), Span { lo: 80, hi: 100 });
        assert_eq!(Span::around(3, 20), Span { lo: 0, hi: 20 });
        assert_eq!(Span { lo: 40, hi: 60 }.reaching(Score::clamped(63)), Span { lo: 43, hi: 63 });
        assert_eq!(Span { lo: 40, hi: 60 }.reaching(Score::clamped(12)), Span { lo: 12, hi: 32 });
    }
}
