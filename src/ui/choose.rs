//! Drawing a list of facts to choose from.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::choose::Choose;
use crate::domain::Book;

use super::overlay::{centred, field, scrolled};
use super::paint::Pen;
use super::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, choose: &Choose) {
    let found = choose.found(ui, book);
    let frame = centred(area, 92, area.height.saturating_sub(4).max(5));
    pen.clear(frame);
    let inside = pen.frame(frame, &choose.title(book), Role::Border);
    if inside.is_empty() {
        return;
    }
    let list = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    let skip = scrolled(choose.at, list.height.into());
    let label = (inside.width / 3).min(26);
    for (y, (at, entry)) in (list.y..list.bottom()).zip(found.iter().enumerate().skip(skip)) {
        pen.text(list.x + 1, y, entry.fact.label(), Role::Text, label);
        let x = (list.x + 2 + label).min(list.right());
        let room = list.right() - x;
        let value = (room / 2).min(24);
        pen.text(x, y, &entry.value, Role::Title, value);
        let hint = x + value + 2;
        pen.text(hint, y, entry.hint, Role::Dim, list.right().saturating_sub(hint));
        if at == choose.at {
            pen.shade(Rect { y, height: 1, ..list }, Role::Selected);
        }
    }
    if found.is_empty() && !list.is_empty() {
        pen.text(list.x + 1, list.y, "nothing is called that", Role::Dim, list.width - 1);
    }
    let x = pen.text(inside.x, inside.y, pen.looks.sign("› ", "> "), Role::Title, 2);
    field(pen, x, inside.y, &choose.field, inside.right().saturating_sub(x));
}
