//! Drawing the list: as many rows as are in sight and as many columns as fit.

use ratatui::layout::Rect;

use crate::app::columns::{header, is_number};
use crate::app::list::Place;
use crate::app::spread::{Layout, SIGNS};
use crate::app::{Ui, list};
use crate::domain::facts::{Fact, What};
use crate::domain::seen::Seen;
use crate::domain::value::Value;
use crate::domain::{Book, Id};
use crate::text;

use super::details;
use super::paint::Pen;
use super::theme::{Role, Step};
use super::words;

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
    let layout = Layout::of(&ui.list, area);
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

/// The arrow of the order, where a fact gives it.
fn arrow(pen: &Pen<'_>, ui: &Ui, key: &str) -> &'static str {
    match ui.sort.first() {
        Some(sort) if sort.fact.key() == key && sort.falling => pen.looks.sign("↓", "v"),
        Some(sort) if sort.fact.key() == key => pen.looks.sign("↑", "^"),
        None if key == "name" => pen.looks.sign("↑", "^"),
        _ => "",
    }
}

/// What stands above a column: the arrow of the order is never cut.
fn head(words: &str, arrow: &str, width: u16) -> String {
    let room = usize::from(width).saturating_sub(text::width(arrow));
    format!("{}{arrow}", text::fit(words, room))
}

fn headers(pen: &mut Pen<'_>, area: Rect, ui: &Ui, layout: &Layout) {
    let scrolled = if ui.list.left > 0 { pen.looks.sign("‹ ", "< ") } else { "" };
    // An order by a column out of sight is said beside the name.
    let in_sight = |key: &str| key == "name" || layout.columns.iter().any(|c| c.fact.key() == key);
    let out_of_sight = ui.sort.first().map(|sort| sort.fact).filter(|fact| !in_sight(fact.key()));
    let (name, by) = match out_of_sight {
        Some(fact) => (format!("{scrolled}Name · by {}", header(fact)), fact.key()),
        None => (format!("{scrolled}Name"), "name"),
    };
    let name = head(&name, arrow(pen, ui, by), layout.name);
    pen.text(area.x + SIGNS, area.y, &name, Role::Title, layout.name);
    for column in &layout.columns {
        let arrow = arrow(pen, ui, column.fact.key());
        if is_number(column.fact) {
            // The arrow may take one column of the gap before it.
            let width = column.width + u16::from(!arrow.is_empty());
            let head = head(header(column.fact), arrow, width);
            pen.right(column.x + column.width, area.y, &head, Role::Title, width);
        } else {
            let head = head(header(column.fact), arrow, column.width);
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
    pen.name(line.x + SIGNS, line.y, book.accounts.name(row), role, layout.name);
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
