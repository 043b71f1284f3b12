//! Zoom: a segment, around the selected account, or all of the grid.

use crate::domain::Book;
use crate::domain::score::{Segment, Thresholds};

use super::super::ui::Ui;
use super::plot::{Span, Window};
use super::walk;

/// The closest look: so many points on either axis.
const CLOSEST: u8 = 2;

/// Shows the segment of the selected account; all, when it is shown already.
pub fn segment(ui: &mut Ui, book: &Book) {
    let row = ui.selected_row(book);
    let found = row.and_then(|row| ui.seen(book).segment(row));
    let Some(segment) = found else {
        if ui.map.window != Window::default() {
            return fit(ui);
        }
        return ui.refuse("the selected account has no place on the grid yet; s scores it");
    };
    let window = of_segment(segment, ui.seen(book).thresholds());
    if ui.map.window == window {
        return fit(ui);
    }
    ui.map.window = window;
    ui.say(format!("showing {}; z shows all", segment.label()));
}

/// The part of the grid that is a segment.
fn of_segment(segment: Segment, lines: Thresholds) -> Window {
    let high = |line: u8| Span { lo: line, hi: 100 };
    let low = |line: u8| Span { lo: 0, hi: line.saturating_sub(1) };
    let (e, p) = (lines.engagement.get(), lines.potential.get());
    match segment {
        Segment::Key => Window { engagement: high(e), potential: high(p) },
        Segment::GrowthPotential => Window { engagement: low(e), potential: high(p) },
        Segment::Maintenance => Window { engagement: high(e), potential: low(p) },
        Segment::Service => Window { engagement: low(e), potential: low(p) },
    }
}

/// Shows the whole grid.
pub fn fit(ui: &mut Ui) {
    ui.map.window = Window::default();
    ui.say("showing the whole grid");
}

/// Shows half as much around the selected account.
pub fn closer(ui: &mut Ui, book: &Book) {
    let half = |span: Span| (span.reach() / 2).max(CLOSEST);
    let window = Window {
        engagement: Span::around(walk::centre(ui, book).0, half(ui.map.window.engagement)),
        potential: Span::around(walk::centre(ui, book).1, half(ui.map.window.potential)),
    };
    if window == ui.map.window {
        return ui.say("this is the closest look");
    }
    show(ui, window);
}

/// Shows twice as much around the selected account.
pub fn farther(ui: &mut Ui, book: &Book) {
    let twice = |span: Span| span.reach().saturating_mul(2).clamp(CLOSEST, 100);
    let window = Window {
        engagement: Span::around(walk::centre(ui, book).0, twice(ui.map.window.engagement)),
        potential: Span::around(walk::centre(ui, book).1, twice(ui.map.window.potential)),
    };
    if window == ui.map.window {
        return ui.say("this is the whole grid");
    }
    show(ui, window);
}

/// Shows a tile and a little around it; `false` when that would not be closer than now.
pub fn into(ui: &mut Ui, tile: Window) -> bool {
    let wider = |span: Span| {
        let reach = (span.reach() + 1).saturating_mul(2).max(CLOSEST);
        Span::around(i32::midpoint(i32::from(span.lo), i32::from(span.hi)), reach)
    };
    let window = Window { engagement: wider(tile.engagement), potential: wider(tile.potential) };
    let now = ui.map.window;
    let closer = |to: Span, now: Span| to.reach() < now.reach();
    let is_closer =
        closer(window.engagement, now.engagement) || closer(window.potential, now.potential);
    if is_closer {
        show(ui, window);
    }
    is_closer
}

fn show(ui: &mut Ui, window: Window) {
    ui.map.window = window;
    let (e, p) = (window.engagement, window.potential);
    ui.say(format!("engagement {}–{} · potential {}–{}; = shows all", e.lo, e.hi, p.lo, p.hi));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Score;

    #[test]
    fn a_segment_is_shown_from_its_lines_to_the_ends() {
        let lines = Thresholds { engagement: Score::clamped(60), potential: Score::clamped(40) };
        let window = of_segment(Segment::Maintenance, lines);
        assert_eq!(
            (window.engagement, window.potential),
            (Span { lo: 60, hi: 100 }, Span { lo: 0, hi: 39 })
        );
    }
}
