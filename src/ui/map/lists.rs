//! The map as lists: four of them placed like the quadrants, or a single one in small windows.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::map::area::{quadrants as quadrants_of, single as single_of};
use crate::app::map::lists::Lists;
use crate::app::map::picture::{counts, lists};
use crate::app::standing::number;
use crate::domain::Book;
use crate::domain::book::Tally;
use crate::domain::score::Segment;

use crate::text;

use super::super::paint::Pen;
use super::super::theme::Role;
use super::sign;
use crate::app::list::scrolled;

/// Draws four lists of names, placed like the quadrants of the grid.
pub fn quadrants(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book) {
    pen.frame(main, "", Role::Border);
    let style = pen.style(Role::Border);
    let lines = pen.looks.frame();
    let (mid_x, mid_y) = (main.x + main.width / 2, main.y + main.height / 2);
    for y in main.y + 1..main.bottom().saturating_sub(1) {
        pen.glyph(mid_x, y, lines.down, style);
    }
    for x in main.x + 1..main.right().saturating_sub(1) {
        pen.glyph(x, mid_y, lines.across, style);
    }
    let right_edge = main.right().saturating_sub(1);
    let bottom_edge = main.bottom().saturating_sub(1);
    for (x, y, sign) in [
        (mid_x, main.y, "┬"),
        (mid_x, bottom_edge, "┴"),
        (main.x, mid_y, "├"),
        (right_edge, mid_y, "┤"),
        (mid_x, mid_y, "┼"),
    ] {
        let sign = pen.looks.sign(sign, "+").chars().next().unwrap_or('+');
        pen.glyph(x, y, sign, style);
    }
    let counts = counts(ui, book);
    for (segment, area) in quadrants_of(main) {
        let room = area.width.saturating_sub(2);
        let caption = caption(segment, counts.of(segment), room);
        pen.text(area.x + 1, area.y - 1, &caption, Role::of(Some(segment)), room);
        names(pen, area, ui, book, segment);
    }
    if counts.unplaced > 0 {
        let words = format!(" UNPLACED {} ", counts.unplaced);
        let most = main.width / 2;
        pen.right(main.right().saturating_sub(2), main.bottom() - 1, &words, Role::Warn, most);
    }
}

fn names(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, segment: Segment) {
    let lists = lists(ui, book);
    let list = lists.of_segment(Some(segment));
    let selected = ui.selected_row(book);
    let at = list.iter().position(|row| Some(*row as usize) == selected).unwrap_or(0);
    let (skip, shown) = Lists::sight(list.len(), at, area.height.into());
    for (y, row) in (area.top()..area.bottom()).zip(list.iter().skip(skip).take(shown)) {
        let line = Rect { y, height: 1, ..area };
        account(pen, line, ui, book, *row as usize);
    }
    if shown < usize::from(area.height) && list.len() > shown {
        let below = list.len().saturating_sub(skip + shown);
        let words = match (skip, below) {
            (0, below) => format!("+{below} more"),
            (above, 0) => format!("+{above} above"),
            (above, below) => format!("+{above} above · +{below} more"),
        };
        pen.text(area.x + 1, area.bottom() - 1, &words, Role::Dim, area.width.saturating_sub(1));
    }
}

/// The caption of a quadrant, shortened in steps: what does not stand there whole is left out.
fn caption(segment: Segment, tally: Tally, room: u16) -> String {
    let (name, count) = (segment.label().to_uppercase(), tally.accounts);
    let forms = [
        format!(" {name} {count} · {} no step ", tally.no_step),
        format!(" {name} {count} "),
        format!(" {name} "),
    ];
    let skip = usize::from(tally.no_step == 0);
    let fits = |form: &&String| text::width(form) <= room.into();
    forms.iter().skip(skip).find(fits).cloned().unwrap_or_default()
}

/// One line: sign, name, and the scores where there is room.
pub fn account(pen: &mut Pen<'_>, line: Rect, ui: &Ui, book: &Book, row: usize) {
    let (glyph, role) = sign(*pen.looks, ui, book, row);
    let style = pen.style(role);
    let marked = book.accounts.id(row).is_some_and(|id| ui.marks.contains(&id));
    let mut end = line.right();
    if line.width >= 18 {
        let scores = ui.seen(book).scores(row);
        let words = format!("{}/{} ", number(scores.engagement), number(scores.potential));
        end = pen.right(line.right(), line.y, &words, Role::Dim, 8);
    }
    let inset = line.x + u16::from(line.width >= 12);
    pen.glyph(inset, line.y, glyph, style);
    let role = if marked { Role::Marked } else { Role::Text };
    let x = inset + 2;
    pen.name(x, line.y, book.accounts.name(row), role, end.saturating_sub(x + 1));
    if Some(row) == ui.selected_row(book) {
        pen.shade(line, Role::Selected);
        pen.point(inset, line.y);
    }
}

/// Draws one list of all accounts shown; where there is room, a line of counts above it.
pub fn single(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book) {
    if main.is_empty() {
        return;
    }
    let area = single_of(main);
    if area != main {
        let counts = counts(ui, book);
        let mut x = main.x + 1;
        for segment in Segment::ALL {
            let shape = pen.looks.dot(*segment, super::Step::Planned);
            let words = format!("{shape} {}", counts.of(*segment).accounts);
            x = pen.text(
                x,
                main.y,
                &words,
                Role::of(Some(*segment)),
                main.right().saturating_sub(x),
            ) + 2;
        }
        if counts.unplaced > 0 {
            let words = format!("? {}", counts.unplaced);
            pen.text(x, main.y, &words, Role::Warn, main.right().saturating_sub(x));
        }
    }
    if ui.rows.is_empty() {
        pen.text(area.x, area.y, "no account matches", Role::Text, area.width);
        return;
    }
    let at = ui.selected_place(book).unwrap_or(0);
    let skip = scrolled(at, area.height.into());
    for (y, row) in (area.top()..area.bottom()).zip(ui.rows.iter().skip(skip)) {
        account(pen, Rect { y, height: 1, ..area }, ui, book, *row as usize);
    }
}
