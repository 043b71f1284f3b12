//! Drawing the list: as many rows as are in sight and as many columns as fit.

use ratatui::layout::Rect;

use crate::app::columns::{header, is_number, width};
use crate::app::list::Place;
use crate::app::{Ui, list};
use crate::domain::facts::{Fact, What};
use crate::domain::seen::Seen;
use crate::domain::value::Value;
use crate::domain::{Book, Id};

use super::details;
use super::paint::Pen;
use super::theme::{Role, Step};
use super::words;

/// Columns of the window for mark and dot.
const SIGNS: u16 = 3;
/// The narrowest a name is while other columns stand beside it, and from which width on that is
/// more.
const NAME_LEAST: u16 = 14;
const NAME_ROOMY: (u16, u16) = (70, 18);
/// The widest a name is.
const NAME_MOST: u16 = 32;
/// Space between columns.
const GAP: u16 = 2;

/// One column in its place.
struct Placed {
    fact: Fact,
    x: u16,
    width: u16,
}

/// How the columns stand.
struct Layout {
    name: u16,
    columns: Vec<Placed>,
    /// Whether columns are left out at the right.
    more: bool,
}

/// Draws the list; beside it the selected account in wide windows, a line about it in others.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let place = Place::of(area);
    if let Some(pane) = place.pane {
        details::draw(pen, pane, ui, book);
    }
    details::said(pen, place.said, ui, book);
    table(pen, place.table, place.heads, ui, book);
}

fn table(pen: &mut Pen<'_>, area: Rect, heads: u16, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    if ui.rows.is_empty() {
        empty(pen, area, ui, book);
        return;
    }
    let layout = layout(&ui.list.columns, ui.list.left, area);
    if heads > 0 {
        headers(pen, area, ui, &layout);
    }
    let rows = Rect { y: area.y + heads, height: area.height - heads, ..area };
    let at = ui.selected_place(book);
    let top = list::in_sight(ui.list.top, at.unwrap_or(ui.list.top), rows.height.into());
    let shown = ui.rows.iter().enumerate().skip(top).take(rows.height.into());
    for (y, (place, row)) in (rows.y..rows.bottom()).zip(shown) {
        let line = Rect { y, height: 1, ..rows };
        account(pen, line, ui, book, *row as usize, &layout);
        if at == Some(place) {
            pen.shade(line, Role::Selected);
            pen.point(line.x, y);
        }
    }
}

fn empty(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let words = if book.accounts.is_empty() {
        "This book has no accounts yet.".to_owned()
    } else if ui.filter.is_empty() {
        "All accounts were put away.".to_owned()
    } else {
        format!("No account is {}. Esc shows all.", ui.filter.label())
    };
    pen.text(area.x + 1, area.y, &words, Role::Dim, area.width.saturating_sub(1));
}

/// Puts as many columns side by side as fit, from the first one that is not scrolled out; what
/// is left over goes to the name, then to the texts.
fn layout(columns: &[Fact], left: usize, area: Rect) -> Layout {
    // The last column of the window says that there is more.
    let room = area.width.saturating_sub(SIGNS + 1);
    let least = if room >= NAME_ROOMY.0 { NAME_ROOMY.1 } else { NAME_LEAST.min(room) };
    let mut taken = least;
    let mut widths: Vec<(Fact, u16, u16)> = Vec::new();
    for fact in columns.iter().skip(left) {
        let (narrow, wide) = width(*fact);
        if taken + GAP + narrow > room {
            break;
        }
        taken += GAP + narrow;
        widths.push((*fact, narrow, wide));
    }
    let more = left + widths.len() < columns.len();
    let mut spare = room - taken;
    let grown = spare.min(NAME_MOST - least);
    spare -= grown;
    for (_, narrow, wide) in &mut widths {
        let grown = spare.min(*wide - *narrow);
        *narrow += grown;
        spare -= grown;
    }
    let name = if widths.is_empty() { room } else { least + grown };
    let mut x = area.x + SIGNS + name;
    let columns = widths.into_iter().map(|(fact, width, _)| {
        x += GAP + width;
        Placed { fact, x: x - width, width }
    });
    Layout { name, columns: columns.collect(), more }
}

fn headers(pen: &mut Pen<'_>, area: Rect, ui: &Ui, layout: &Layout) {
    let sorted = |key: &str| match ui.sort.first() {
        Some(sort) if sort.fact.key() == key => pen
            .looks
            .sign(if sort.falling { "↓" } else { "↑" }, if sort.falling { "v" } else { "^" }),
        None if key == "name" => pen.looks.sign("↑", "^"),
        _ => "",
    };
    let scrolled = if ui.list.left > 0 { pen.looks.sign("‹ ", "< ") } else { "" };
    let name = format!("{scrolled}Name{}", sorted("name"));
    let heads: Vec<String> = layout
        .columns
        .iter()
        .map(|column| format!("{}{}", header(column.fact), sorted(column.fact.key())))
        .collect();
    pen.text(area.x + SIGNS, area.y, &name, Role::Title, layout.name);
    for (column, head) in layout.columns.iter().zip(heads) {
        if is_number(column.fact) {
            pen.right(column.x + column.width, area.y, &head, Role::Title, column.width);
        } else {
            pen.text(column.x, area.y, &head, Role::Title, column.width);
        }
    }
    if layout.more {
        pen.text(area.right() - 1, area.y, pen.looks.sign("›", ">"), Role::Title, 1);
    }
}

fn account(pen: &mut Pen<'_>, line: Rect, ui: &Ui, book: &Book, row: usize, layout: &Layout) {
    let seen = ui.seen(book);
    let id = book.accounts.id(row).unwrap_or(Id::NIL);
    let marked = ui.marks.contains(&id);
    if marked {
        pen.text(line.x, line.y, pen.looks.sign("✓", "*"), Role::Marked, 1);
    }
    dot(pen, line.x + 1, line.y, seen, row);
    let role = if marked { Role::Marked } else { Role::Text };
    pen.text(line.x + SIGNS, line.y, book.accounts.name(row), role, layout.name);
    for column in &layout.columns {
        let value = seen.fact(row, column.fact);
        let words = if value.is_none() && !book.has(column.fact) {
            "…".to_owned()
        } else {
            words::cell(book, column.fact, value.as_ref(), ui.today())
        };
        let role = role_of(column.fact, value.as_ref(), ui, seen, row);
        if is_number(column.fact) {
            pen.right(column.x + column.width, line.y, &words, role, column.width);
        } else {
            pen.text(column.x, line.y, &words, role, column.width);
        }
    }
}

/// Draws the dot of an account; nothing while it is unplaced.
pub fn dot(pen: &mut Pen<'_>, x: u16, y: u16, seen: Seen<'_>, row: usize) {
    if let Some(segment) = seen.segment(row) {
        let step = Step::of(seen.book.accounts.has_step(row));
        let style = pen.style(Role::of(Some(segment)));
        pen.glyph(x, y, pen.looks.dot(segment, step), style);
    }
}

fn role_of(fact: Fact, value: Option<&Value>, ui: &Ui, seen: Seen<'_>, row: usize) -> Role {
    match (fact, value) {
        (_, None) => Role::Dim,
        (Fact::Derived(d), Some(_)) if d.what == What::Segment => Role::of(seen.segment(row)),
        (Fact::Derived(d), Some(Value::Date(due))) if d.what == What::NextDue => {
            if *due < ui.today() { Role::Bad } else { Role::Text }
        }
        _ => Role::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::columns;

    #[test]
    fn columns_never_stand_outside_the_window_and_never_overlap() {
        let all: Vec<Fact> = Fact::all().collect();
        for facts in [columns::default(), all, Vec::new()] {
            for width in 0..200 {
                let area = Rect::new(0, 0, width, 5);
                let layout = layout(&facts, 0, area);
                let mut end = SIGNS + layout.name;
                assert!(end <= width.max(SIGNS));
                for column in &layout.columns {
                    assert!(column.x >= end + GAP && column.x + column.width <= width);
                    end = column.x + column.width;
                }
                assert_eq!(layout.more, layout.columns.len() < facts.len());
            }
        }
    }
}
