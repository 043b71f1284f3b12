//! Tiles: when there are too many accounts for dots, the grid is divided into rectangles of
//! scores with their counts. No tile lies across a line, so each is of one segment.

use ratatui::layout::Rect;

use crate::domain::book::Tally;
use crate::domain::score::{Score, Scores, Segment, Thresholds};

use super::census::Census;
use super::plot::{Plot, Span, Window};

/// A rectangle of scores and how many accounts stand in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// Its scores.
    pub scores: Window,
    /// Its cells in the plot.
    pub area: Rect,
    /// Its segment.
    pub segment: Segment,
    /// Its accounts.
    pub tally: Tally,
}

/// A stretch of one axis: its scores and its first and last cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Band {
    span: Span,
    first: u16,
    last: u16,
}

/// Points that a tile may reach.
const STEPS: [u8; 8] = [1, 2, 5, 10, 20, 25, 50, 100];
/// The least columns of a tile: three shapes and four characters of a count.
const COLUMNS: i32 = 7;

/// The tiles with at least one account, in reading order.
pub fn tiles(plot: &Plot, lines: &Thresholds, census: &Census) -> Vec<Tile> {
    let across = bands(
        plot.window.potential,
        lines.potential,
        COLUMNS,
        &|score| plot.column(score),
        plot.columns,
    );
    let down = bands(
        plot.window.engagement,
        lines.engagement,
        1,
        &|score| {
            // Counted upwards, as engagement rises.
            i32::from(plot.rows) - 1 - plot.row(score)
        },
        plot.rows,
    );
    let mut tiles = Vec::new();
    for e in down.iter().rev() {
        for p in &across {
            let tally = census.tally((e.span.lo, e.span.hi), (p.span.lo, p.span.hi));
            let corner =
                Scores { engagement: Score::new(e.span.lo), potential: Score::new(p.span.lo) };
            let Some(segment) = lines.segment(corner).filter(|_| tally.accounts > 0) else {
                continue;
            };
            let top = plot.rows.saturating_sub(1).saturating_sub(e.last);
            let area = Rect::new(p.first, top, p.last - p.first + 1, e.last - e.first + 1);
            let scores = Window { engagement: e.span, potential: p.span };
            tiles.push(Tile { scores, area, segment, tally });
        }
    }
    tiles
}

/// Divides an axis into stretches of at least so many cells, one of which begins at the line.
fn bands(span: Span, line: Score, least: i32, place: &dyn Fn(u8) -> i32, cells: u16) -> Vec<Band> {
    let whole = i32::from(span.reach().max(1));
    let long_enough = |step: &&u8| i32::from(**step) * (i32::from(cells) - 1) >= least * whole;
    let step = STEPS.iter().find(long_enough).copied().unwrap_or(100);
    let starts = starts(span, line.get(), step);
    let mut bands = Vec::with_capacity(starts.len());
    for (at, lo) in starts.iter().enumerate() {
        let next = starts.get(at + 1);
        let hi = next.map_or(span.hi, |next| next.saturating_sub(1));
        let end = next.map_or(i32::from(cells) - 1, |next| place(*next) - 1);
        let within = |at: i32| u16::try_from(at.clamp(0, i32::from(cells).max(1) - 1)).unwrap_or(0);
        let first = within(place(*lo));
        bands.push(Band { span: Span { lo: *lo, hi }, first, last: within(end).max(first) });
    }
    bands
}

/// The lowest scores of the stretches, rising. Slivers at the ends join their neighbour unless
/// the line is between them.
fn starts(span: Span, line: u8, step: u8) -> Vec<u8> {
    let (lo, hi, line, step) =
        (i32::from(span.lo), i32::from(span.hi), i32::from(line), i32::from(step));
    let anchor = if (lo..=hi).contains(&line) { line } else { lo };
    let mut at = lo - (lo - anchor).rem_euclid(step);
    let mut starts = Vec::new();
    while at <= hi {
        starts.push(at.max(lo));
        at += step;
    }
    let sliver = |points: i32| points < (step + 1) / 2;
    if matches!(starts.as_slice(), [a, b, ..] if sliver(b - a) && *b != line) {
        starts.remove(1);
    }
    if matches!(starts.as_slice(), [.., a] if sliver(hi + 1 - a) && *a != line && *a != lo) {
        starts.pop();
    }
    starts.into_iter().filter_map(|at| u8::try_from(at).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_the_axis_once_and_one_begins_at_the_line() {
        for line in 0..=100 {
            for step in STEPS {
                for span in
                    [Span { lo: 0, hi: 100 }, Span { lo: 37, hi: 61 }, Span { lo: 90, hi: 92 }]
                {
                    let starts = starts(span, line, step);
                    assert_eq!(starts.first(), Some(&span.lo), "{line} {step}");
                    assert!(starts.windows(2).all(|two| two[0] < two[1]), "{starts:?}");
                    assert!(starts.iter().all(|at| span.holds(Score::new(*at).unwrap())));
                    let inside = span.lo < line && line <= span.hi;
                    assert!(!inside || starts.contains(&line), "{line} {step} {starts:?}");
                }
            }
        }
    }

    #[test]
    fn every_account_is_in_one_tile() {
        let accounts = crate::domain::accounts::Accounts::with_hot_columns();
        let mut book = crate::domain::Book { accounts, ..Default::default() };
        for n in 0_u32..3000 {
            let id = crate::domain::Id::of_parts(&[&n.to_string()]);
            let mut account = crate::domain::kinds::Account::new(id);
            account.engagement = Score::new(u8::try_from(n * 7 % 101).unwrap());
            account.potential = Score::new(u8::try_from(n * 13 % 101).unwrap());
            book.accounts.put(&account);
        }
        let rows: Vec<u32> = (0..3000).collect();
        let census = Census::take(&book.accounts, &rows);
        for (columns, rows) in [(76, 17), (196, 44), (30, 5), (1, 1)] {
            let plot = Plot { window: Window::default(), columns, rows };
            let lines =
                Thresholds { engagement: Score::clamped(47), potential: Score::clamped(61) };
            let tiles = tiles(&plot, &lines, &census);
            assert_eq!(tiles.iter().map(|tile| tile.tally.accounts).sum::<usize>(), 3000);
            for tile in tiles {
                assert!(tile.area.right() <= columns && tile.area.bottom() <= rows, "{tile:?}");
            }
        }
    }
}
