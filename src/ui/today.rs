//! Drawing Today: open actions by the day they are due.

use ratatui::layout::Rect;

use crate::app::today::{Line, When, step_of};
use crate::app::{Ui, list};
use crate::domain::kinds::Action as Step;
use crate::domain::when::{days_until, spoken};
use crate::domain::{Book, Id};

use super::list::dot;
use super::paint::Pen;
use super::theme::Role;

/// From so many columns on, beside the day, there is room for who does it.
const WITH_OWNER: u16 = 84;
/// Columns of the window for the day.
const DAY: u16 = 11;

/// Draws the list of what is to be done.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    if ui.today.lines.is_empty() {
        empty(pen, area, book);
        return;
    }
    let top = list::in_sight(ui.today.top, ui.today.at, area.height.into());
    let shown = ui.today.lines.iter().enumerate().skip(top);
    for (y, (at, line)) in (area.y..area.bottom()).zip(shown) {
        let row = Rect { y, height: 1, ..area };
        match (line, step_of(book, *line)) {
            (Line::Head(when, count), _) => head(pen, row, *when, *count),
            (Line::Step(_), Some(step)) => action(pen, row, ui, book, step),
            (Line::Step(_), None) => {}
        }
        if at == ui.today.at {
            pen.shade(row, Role::Selected);
            pen.point(row.x, y);
        }
    }
}

fn empty(pen: &mut Pen<'_>, area: Rect, book: &Book) {
    let lines: &[&str] = match &book.agenda {
        None => &["Reading what is to be done …"],
        Some(_) => &[
            "Nothing is to be done: no account has an open action.",
            "Add one with a, on the map or in the list, such as  call CFO fri",
        ],
    };
    for (y, words) in (area.y..area.bottom()).zip(lines) {
        pen.text(area.x + 1, y, words, Role::Dim, area.width.saturating_sub(1));
    }
}

fn head(pen: &mut Pen<'_>, row: Rect, when: When, count: usize) {
    let role = if when == When::Overdue { Role::Bad } else { Role::Title };
    let words = format!("{} {count}", when.label());
    pen.text(row.x + 1, row.y, &words, role, row.width.saturating_sub(1));
}

fn action(pen: &mut Pen<'_>, row: Rect, ui: &Ui, book: &Book, step: &Step) {
    let today = ui.today();
    let (day, role) = match step.due {
        Some(due) if due < today => (format!("{} d late", -days_until(due, today)), Role::Bad),
        Some(due) => (spoken(due, today), Role::Text),
        None => ("–".to_owned(), Role::Dim),
    };
    let x = row.x + 2;
    let end = row.right();
    pen.text(x, row.y, &day, role, DAY.min(end.saturating_sub(x)));
    let what = x + DAY + 1;
    let rest = end.saturating_sub(what);
    let owner = if rest >= WITH_OWNER { 16 } else { 0 };
    let name = if rest >= 24 { (rest - owner) * 2 / 5 } else { 0 };
    let title = rest - owner - name;
    pen.text(what, row.y, &step.title.0, Role::Text, title.saturating_sub(2));
    if name > 0 {
        account(pen, what + title, row.y, ui, book, step.account.0.0, name.saturating_sub(2));
    }
    if let Some(words) = step.owner.as_deref().filter(|_| owner > 0) {
        pen.text(end - owner, row.y, words, Role::Dim, owner);
    }
}

fn account(pen: &mut Pen<'_>, x: u16, y: u16, ui: &Ui, book: &Book, id: Id, most: u16) {
    let Some(row) = book.accounts.row(id) else { return };
    dot(pen, x, y, ui.seen(book), row);
    pen.text(x + 2, y, book.accounts.name(row), Role::Text, most.saturating_sub(2));
}
