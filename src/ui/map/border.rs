//! The border of the grid: captions with counts, the tray, what is tried, and the guide ticks with
//! the exact scores of the selected account. Nothing of this ever stands in the plot.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::map::Picture;
use crate::app::whatif::{WhatIf, tried};
use crate::domain::Book;
use crate::domain::book::Tally;
use crate::domain::score::{Scores, Segment};
use crate::text;

use super::super::paint::Pen;
use super::super::theme::Role;

/// A quadrant and how many accounts stand in it.
type Caption = (Segment, Tally);

/// Columns from the first to before the last.
type Columns = (u16, u16);

/// One of the two level edges of the border.
struct Edge {
    y: u16,
    /// The quadrants at the left and at the right, as far as they are shown.
    captions: [Option<Caption>; 2],
    /// Where captions may stand.
    room: Columns,
    /// Where the right one begins at the earliest.
    right_from: u16,
}

/// A caption in its place.
type Placed = (u16, String, Segment);

/// Draws border, captions and ticks.
pub fn draw(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book, picture: &Picture) {
    pen.frame(main, "", Role::Border);
    let scores = ui.selected_row(book).map(|row| ui.seen(book).scores(row)).unwrap_or_default();
    let (lines, window) = (picture.lines, picture.plot.window);
    let tally = |segment| (segment, picture.counts.of(segment));
    let low = window.potential.lo < lines.potential.get();
    let high = window.potential.hi >= lines.potential.get();
    let captions = |shown: bool, left, right| {
        [(shown && low).then(|| tally(left)), (shown && high).then(|| tally(right))]
    };
    let line = picture.plot.upright(lines.potential).map(|x| main.x + 2 + x);
    let edge = |y, captions, end| Edge {
        y,
        captions,
        room: (main.x + 2, end),
        right_from: line.map_or(main.x + 2, |line| line + 1),
    };
    let upper = window.engagement.hi >= lines.engagement.get();
    let lower = window.engagement.lo < lines.engagement.get();
    let top_end = tray(pen, main, ui, book, picture);
    let bottom_end = what_if(pen, main, ui);
    let top = captions(upper, Segment::Maintenance, Segment::Key);
    let bottom = captions(lower, Segment::Service, Segment::GrowthPotential);
    let (bottom, top) = (edge(main.bottom() - 1, bottom, bottom_end), edge(main.y, top, top_end));
    let taken = [bottom.draw(pen), top.draw(pen)];
    let captions_end = taken[1].iter().map(|(_, end)| *end).max().unwrap_or(main.x + 2);
    unplaced(pen, ui, book, main.y, (captions_end, top_end));
    let [below, above] = taken;
    potential_tick(pen, main, picture, scores, &[(&bottom, below), (&top, above)]);
    engagement_tick(pen, main, picture, scores);
}

/// How many accounts are unplaced, at the right end of the upper edge; gives the column where it
/// begins. It is lit while one of them is selected.
fn tray(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book, picture: &Picture) -> u16 {
    let end = main.right() - 1;
    if picture.counts.unplaced == 0 {
        return end;
    }
    let selected = ui.selected_row(book).is_some_and(|row| ui.seen(book).segment(row).is_none());
    let role = if selected { Role::Selected } else { Role::Warn };
    let count = format!(" UNPLACED {} ", picture.counts.unplaced);
    let x = pen.right(end - 1, main.y, &count, role, 20);
    if selected {
        pen.point(x + 1, main.y);
    }
    x
}

/// The name of the selected account when it is unplaced, before the count, as far as the captions
/// leave room.
fn unplaced(pen: &mut Pen<'_>, ui: &Ui, book: &Book, y: u16, (from, to): Columns) {
    let row = ui.selected_row(book).filter(|row| ui.seen(book).segment(*row).is_none());
    let room = to.saturating_sub(from + 1);
    if let Some(row) = row.filter(|_| room >= 6) {
        let name =
            format!("[{}]", text::fit(book.accounts.name(row), usize::from(room - 2).min(24)));
        pen.right(to, y, &name, Role::Selected, room);
    }
}

/// What is tried while what-if is on, at the right end of the lower edge; gives its column.
fn what_if(pen: &mut Pen<'_>, main: Rect, ui: &Ui) -> u16 {
    let end = main.right() - 1;
    if ui.what_if == WhatIf::Off {
        return end;
    }
    let words = if ui.trial.is_empty() {
        " WHAT IF ".to_owned()
    } else {
        format!(" WHAT IF: {} ", tried(&ui.trial))
    };
    pen.right(end - 1, main.bottom() - 1, &words, Role::Warn, 40)
}

/// The forms of the left and of the right caption, the longest first.
const FORMS: [[usize; 2]; 9] =
    [[0, 0], [0, 1], [1, 0], [1, 1], [0, 2], [2, 0], [1, 2], [2, 1], [2, 2]];

/// The words of a caption: 0 is the longest form, 2 the shortest.
fn words((segment, tally): Caption, form: usize) -> String {
    let name = segment.label().to_uppercase();
    let count = tally.accounts;
    match (form, tally.no_step) {
        (0, without) if without > 0 => format!(" {name} {count} · {without} no step "),
        (0 | 1, _) => format!(" {name} {count} "),
        _ => {
            let short: Vec<String> =
                name.split(' ').map(|word| word.chars().take(3).collect()).collect();
            format!(" {} {count} ", short.join(" "))
        }
    }
}

fn width(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX)
}

fn apart(a: Columns, b: Columns) -> bool {
    a.1 <= b.0 || b.1 <= a.0
}

impl Edge {
    /// The captions in these forms, when they fit.
    fn place(&self, forms: [usize; 2]) -> Option<Vec<Placed>> {
        let mut placed = Vec::new();
        let mut from = self.room.0;
        for (at, (caption, form)) in self.captions.iter().zip(forms).enumerate() {
            let Some(caption) = caption else { continue };
            let words = words(*caption, form);
            let wide = width(&words);
            let latest = self.room.1.checked_sub(wide)?;
            let x = if at == 0 { from } else { from.max(self.right_from).min(latest) };
            if x < from || x + wide > self.room.1 {
                return None;
            }
            from = x + wide;
            placed.push((x, words, caption.0));
        }
        Some(placed)
    }

    /// Draws the captions, as long as they fit; what is selected makes them neither longer nor
    /// shorter. Gives the columns they take.
    fn draw(&self, pen: &mut Pen<'_>) -> Vec<Columns> {
        let placed = FORMS.iter().find_map(|forms| self.place(*forms)).unwrap_or_default();
        for (x, words, segment) in &placed {
            pen.text(*x, self.y, words, Role::of(Some(*segment)), width(words));
        }
        placed.iter().map(|(x, words, _)| (*x, x + width(words))).collect()
    }
}

/// The exact potential of the selected account, at the edge where no caption stands in its place;
/// where one stands at both, at neither: the line or pane about the account says it.
fn potential_tick(
    pen: &mut Pen<'_>,
    main: Rect,
    picture: &Picture,
    scores: Scores,
    edges: &[(&Edge, Vec<Columns>); 2],
) {
    let Some(((x, _), potential)) = picture.plot.cell(scores).zip(scores.potential) else { return };
    let words = potential.to_string();
    let wide = width(&words);
    let most = main.right().saturating_sub(1 + wide);
    let from = (main.x + 2 + x).saturating_sub(wide / 2).clamp(main.x + 1, most.max(main.x + 1));
    let tick = (from, from + wide);
    let free = |(edge, taken): &&(&Edge, Vec<Columns>)| {
        tick.1 <= edge.room.1 && taken.iter().all(|caption| apart(*caption, tick))
    };
    if let Some((edge, _)) = edges.iter().find(free) {
        pen.text(from, edge.y, &words, Role::Dim, wide);
    }
}

/// The exact engagement of the selected account in the left border and the margin beside it.
fn engagement_tick(pen: &mut Pen<'_>, main: Rect, picture: &Picture, scores: Scores) {
    let Some(((_, y), engagement)) = picture.plot.cell(scores).zip(scores.engagement) else {
        return;
    };
    let digits = engagement.to_string();
    let row = main.y + 1 + y;
    let first_free = picture.dots.iter().all(|dot| (dot.x, dot.y) != (0, y));
    match digits.len() {
        1 => pen.text(main.x + 1, row, &digits, Role::Dim, 1),
        2 => pen.text(main.x, row, &digits, Role::Dim, 2),
        _ if first_free => pen.text(main.x, row, &digits, Role::Dim, 3),
        _ => main.x,
    };
}
