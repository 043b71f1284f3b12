//! Drawing a list that typing narrows: a frame, the words typed, and an entry a line.

use ratatui::layout::Rect;

use crate::app::sought::Sought;

use super::overlay::{centred, field, scrolled};
use super::paint::Pen;
use super::theme::Role;

/// Draws it, at most so wide; `entry` draws one entry into its line.
pub fn draw<T>(
    pen: &mut Pen<'_>,
    (area, width): (Rect, u16),
    title: &str,
    sought: &Sought,
    found: &[T],
    mut entry: impl FnMut(&mut Pen<'_>, Rect, &T),
) {
    let frame = centred(area, width, area.height.saturating_sub(4).max(5));
    pen.clear(frame);
    let inside = pen.frame(frame, title, Role::Border);
    if inside.is_empty() {
        return;
    }
    let list = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    let skip = scrolled(sought.at, list.height.into());
    for (y, (at, one)) in (list.y..list.bottom()).zip(found.iter().enumerate().skip(skip)) {
        let line = Rect { y, height: 1, ..list };
        entry(pen, line, one);
        if at == sought.at {
            pen.shade(line, Role::Selected);
        }
    }
    if found.is_empty() && !list.is_empty() {
        pen.text(list.x + 1, list.y, "nothing is called that", Role::Dim, list.width - 1);
    }
    let x = pen.text(inside.x, inside.y, pen.looks.sign("› ", "> "), Role::Title, 2);
    field(pen, x, inside.y, &sought.field, inside.right().saturating_sub(x));
}
