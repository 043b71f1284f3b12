//! Drawing a list of facts to choose from.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::choose::{Choose, Entry};
use crate::domain::Book;

use super::paint::Pen;
use super::sought;
use super::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, choose: &Choose) {
    let (found, title) = (choose.found(ui, book), choose.title(ui, book));
    sought::draw(pen, (area, 92), &title, &choose.sought, &found, line);
}

fn line(pen: &mut Pen<'_>, row: Rect, entry: &Entry) {
    let label = (row.width / 3).min(26);
    pen.text(row.x + 1, row.y, entry.fact.label(), Role::Text, label);
    let x = (row.x + 2 + label).min(row.right());
    let value = ((row.right() - x) / 2).min(24);
    pen.text(x, row.y, &entry.value, Role::Title, value);
    let hint = x + value + 2;
    pen.text(hint, row.y, entry.hint, Role::Dim, row.right().saturating_sub(hint));
}
