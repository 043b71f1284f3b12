//! The page on which a long text is written: its rows, what is selected and the cursor.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::page::{self, LongText};
use crate::app::wrap::{self, Row};

use super::paint::Pen;
use super::theme::Role;

/// Draws the page over the screen.
pub fn draw(pen: &mut Pen<'_>, ui: &Ui, open: &LongText) {
    let page = page::page(ui.size).intersection(pen.area());
    let inside = page::inside(page::page(ui.size)).intersection(pen.area());
    pen.clear(page);
    if inside != page {
        pen.frame(page, &open.title, Role::Border);
    }
    let rows = open.rows(ui.size);
    let height = usize::from(inside.height);
    for (y, row) in (inside.y..inside.bottom()).zip(rows.iter().skip(open.top)) {
        let area = Rect { y, height: 1, ..inside };
        draw_row(pen, area, open, *row);
    }
    let (line, at) = open.cursor();
    let here = wrap::row_of(&rows, line, at);
    if let (Some(row), Some(text)) = (rows.get(here), open.lines().get(line)) {
        let column = u16::try_from(wrap::column(text, *row, at)).unwrap_or(u16::MAX);
        let down = u16::try_from(here.saturating_sub(open.top)).unwrap_or(u16::MAX);
        let x = inside.x.saturating_add(column).min(inside.right().saturating_sub(1));
        pen.point(x, inside.y.saturating_add(down));
    }
    said(pen, page, inside, open, rows.len().saturating_sub(height));
}

fn draw_row(pen: &mut Pen<'_>, area: Rect, open: &LongText, row: Row) {
    let Some(text) = open.lines().get(row.line) else { return };
    let selected = open.selection();
    let mut x = area.x;
    for cluster in wrap::clusters(wrap::part(text, row)) {
        let at = (row.line, row.from + cluster.from);
        let inside = selected.is_some_and(|(from, to)| from <= at && at < to);
        let role = if inside { Role::Selected } else { Role::Text };
        x = pen.text(x, area.y, cluster.text, role, area.right().saturating_sub(x));
        if x >= area.right() {
            break;
        }
    }
}

/// The word to the writer and what lies out of sight, in the lower edge of the page.
fn said(pen: &mut Pen<'_>, page: Rect, inside: Rect, open: &LongText, below: usize) {
    if page.height < 2 {
        return;
    }
    let y = page.bottom() - 1;
    let framed = inside != page;
    let room = page.width.saturating_sub(4);
    if framed && below > 0 {
        let words = match below.saturating_sub(open.top) {
            0 => format!(" {} rows above ", open.top),
            more => format!(" {more} rows below "),
        };
        pen.right(page.right().saturating_sub(2), y, &words, Role::Dim, room);
    }
    if let Some(message) = &open.message {
        pen.text(page.x + u16::from(framed), y, &format!(" {message} "), Role::Warn, room);
    }
}
