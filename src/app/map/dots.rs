//! Where each dot stands. Quick scores put many accounts on a coarse lattice; while the tile of a
//! pair of scores has room its accounts are spread inside it, in the order of their ids, so that
//! none hides under another (UX.md, Map). The same accounts give the same places.

use crate::domain::score::{Score, Thresholds};

use super::plot::Plot;

/// The place of one account in the plot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dot {
    /// The row of the account in the book.
    pub row: u32,
    /// The column.
    pub x: u16,
    /// The row of the plot.
    pub y: u16,
}

/// An account and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Standing {
    /// Engagement.
    pub engagement: Score,
    /// Potential.
    pub potential: Score,
    /// The row of the account in the book.
    pub row: u32,
}

/// The cells that are taken.
struct Taken {
    columns: u16,
    cells: Vec<bool>,
}

impl Taken {
    fn cell(&mut self, (x, y): (u16, u16)) -> Option<&mut bool> {
        self.cells.get_mut(usize::from(y) * usize::from(self.columns) + usize::from(x))
    }

    fn take(&mut self, cell: (u16, u16)) {
        if let Some(taken) = self.cell(cell) {
            *taken = true;
        }
    }

    fn is_free(&mut self, cell: (u16, u16)) -> bool {
        self.cell(cell).is_some_and(|taken| !*taken)
    }
}

/// A place for every account that stands in the window of the plot.
pub fn place(plot: Plot, lines: Thresholds, mut standing: Vec<Standing>) -> Vec<Dot> {
    standing.sort_unstable();
    let mut taken = Taken { columns: plot.columns, cells: vec![false; plot.cells()] };
    let same =
        |a: &Standing, b: &Standing| (a.engagement, a.potential) == (b.engagement, b.potential);
    for group in standing.chunk_by(same) {
        if let Some(cell) = natural(plot, group) {
            taken.take(cell);
        }
    }
    let mut dots = Vec::with_capacity(standing.len());
    for group in standing.chunk_by(same) {
        let Some(own) = natural(plot, group) else { continue };
        let mut free = match group {
            [first, _, ..] => room(plot, lines, *first, own),
            _ => Vec::new(),
        }
        .into_iter();
        for (at, account) in group.iter().enumerate() {
            let (x, y) = if at == 0 {
                own
            } else {
                let found = free.by_ref().find(|cell| taken.is_free(*cell)).unwrap_or(own);
                taken.take(found);
                found
            };
            dots.push(Dot { row: account.row, x, y });
        }
    }
    dots
}

/// The cell that the scores of a group fall on.
fn natural(plot: Plot, group: &[Standing]) -> Option<(u16, u16)> {
    let first = group.first()?;
    plot.cell(crate::domain::score::Scores {
        engagement: Some(first.engagement),
        potential: Some(first.potential),
    })
}

/// The cells of the tile of a pair of scores, the nearest to its own cell first.
fn room(plot: Plot, lines: Thresholds, at: Standing, own: (u16, u16)) -> Vec<(u16, u16)> {
    let (own_x, own_y) = (i32::from(own.0), i32::from(own.1));
    let on_lattice = at.engagement.get() % 10 == 5 && at.potential.get() % 10 == 5;
    let (below, above) = if on_lattice { (5, 4) } else { (0, 0) };
    let score = |score: Score, by: i32| Score::clamped(i32::from(score.get()) + by).get();
    let (mut left, mut right) =
        (plot.column(score(at.potential, -below)), plot.column(score(at.potential, above)));
    let (mut top, mut bottom) =
        (plot.row(score(at.engagement, above)), plot.row(score(at.engagement, -below)));
    if !on_lattice {
        // The cells nearer to this score than to its neighbours.
        let half_x = (plot.column(1) - plot.column(0) - 1) / 2;
        let half_y = (plot.row(0) - plot.row(1) - 1) / 2;
        (left, right) = (left - half_x.max(0), right + half_x.max(0));
        (top, bottom) = (top - half_y.max(0), bottom + half_y.max(0));
    }
    // Nobody is drawn on the wrong side of a line.
    let (line_x, line_y) = (plot.column(lines.potential.get()), plot.row(lines.engagement.get()));
    if at.potential >= lines.potential {
        left = left.max(line_x);
    } else {
        right = right.min(line_x - 1);
    }
    if at.engagement >= lines.engagement {
        bottom = bottom.min(line_y);
    } else {
        top = top.max(line_y + 1);
    }
    let mut cells = Vec::new();
    for y in top.max(0)..=bottom.min(i32::from(plot.rows) - 1) {
        for x in left.max(0)..=right.min(i32::from(plot.columns) - 1) {
            cells.push((x, y));
        }
    }
    // A cell is twice as tall as it is wide; of two equally near the right one comes first.
    cells.sort_unstable_by_key(|(x, y)| {
        let (dx, dy) = (x - own_x, y - own_y);
        (dx * dx + 4 * dy * dy, -dx, dy)
    });
    cells
        .into_iter()
        .filter_map(|(x, y)| Some((u16::try_from(x).ok()?, u16::try_from(y).ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::plot::Window;
    use super::*;

    const PLOT: Plot = Plot {
        window: Window {
            engagement: super::super::plot::Span { lo: 0, hi: 100 },
            potential: super::super::plot::Span { lo: 0, hi: 100 },
        },
        columns: 76,
        rows: 17,
    };

    fn many(n: u32, e: u8, p: u8) -> Vec<Standing> {
        let (engagement, potential) = (Score::new(e).unwrap(), Score::new(p).unwrap());
        (0..n).map(|row| Standing { engagement, potential, row }).collect()
    }

    fn cells(dots: &[Dot]) -> usize {
        let mut cells: Vec<_> = dots.iter().map(|dot| (dot.x, dot.y)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.len()
    }

    #[test]
    fn accounts_with_the_same_quick_scores_stand_side_by_side() {
        let dots = place(PLOT, Thresholds::DEFAULT, many(8, 65, 85));
        assert_eq!(cells(&dots), 8);
        assert_eq!((dots[0].x, dots[0].y), (64, 6));
        assert_eq!(place(PLOT, Thresholds::DEFAULT, many(8, 65, 85)), dots);
    }

    #[test]
    fn what_finds_no_room_in_its_tile_is_stacked_on_its_own_cell() {
        let dots = place(PLOT, Thresholds::DEFAULT, many(100, 65, 85));
        let own = dots.iter().filter(|dot| (dot.x, dot.y) == (64, 6)).count();
        assert_eq!(cells(&dots) + own - 1, 100);
        assert!(own > 1);
    }

    #[test]
    fn nobody_is_spread_across_a_line() {
        let lines = Thresholds { engagement: Score::clamped(43), potential: Score::clamped(47) };
        for (e, p) in [(45, 45), (45, 55), (35, 45)] {
            for dot in place(PLOT, lines, many(30, e, p)) {
                let (x, y) = (i32::from(dot.x), i32::from(dot.y));
                assert_eq!(x >= PLOT.column(47), p >= 47, "{dot:?}");
                assert_eq!(y <= PLOT.row(43), e >= 43, "{dot:?}");
            }
        }
    }

    #[test]
    fn two_accounts_with_the_same_other_scores_share_a_cell_until_zoomed_in() {
        assert_eq!(cells(&place(PLOT, Thresholds::DEFAULT, many(2, 62, 81))), 1);
        let window = Window {
            engagement: super::super::plot::Span { lo: 60, hi: 64 },
            potential: super::super::plot::Span { lo: 79, hi: 83 },
        };
        let near = Plot { window, ..PLOT };
        assert_eq!(cells(&place(near, Thresholds::DEFAULT, many(9, 62, 81))), 9);
    }
}
