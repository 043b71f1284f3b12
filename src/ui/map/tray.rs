//! Lists over the map: the tray of unplaced accounts, and the accounts of one cell or tile.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::map::picture::lists;
use crate::app::map::stack::Stack;
use crate::domain::Book;

use super::super::paint::Pen;
use super::super::theme::Role;
use super::lists::account;
use crate::app::list::scrolled;

/// The right part of the map, for a list of so many lines.
fn beside(main: Rect, lines: usize) -> Rect {
    // Within the border, so that its captions stay whole.
    let main = if main.width > 4 && main.height > 4 {
        Rect::new(main.x + 1, main.y + 1, main.width - 2, main.height - 2)
    } else {
        main
    };
    let width = if main.width >= 44 { (main.width / 2).min(36) } else { main.width };
    let lines = u16::try_from(lines).unwrap_or(u16::MAX).max(1);
    let height = lines.saturating_add(2).min(main.height);
    Rect { x: main.right() - width, width, height, ..main }
}

/// Draws the tray.
pub fn draw(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book) {
    let lists = lists(ui, book);
    let title = "Tray";
    let area = beside(main, lists.unplaced.len());
    pen.clear(area);
    let inside = pen.frame(area, title, Role::Warn);
    let selected = ui.selected_row(book);
    let at = lists.unplaced.iter().position(|row| Some(*row as usize) == selected);
    let skip = scrolled(at.unwrap_or(0), inside.height.into());
    for (y, row) in (inside.top()..inside.bottom()).zip(lists.unplaced.iter().skip(skip)) {
        account(pen, Rect { y, height: 1, ..inside }, ui, book, *row as usize);
    }
    if lists.unplaced.is_empty() && !inside.is_empty() {
        pen.text(inside.x + 1, inside.y, "all are placed", Role::Dim, inside.width - 1);
    }
}

/// Draws the accounts of one cell or tile.
pub fn stack(pen: &mut Pen<'_>, main: Rect, ui: &Ui, book: &Book, stack: &Stack) {
    let title = if stack.all > stack.accounts.len() {
        format!("{} of {} accounts here", stack.accounts.len(), stack.all)
    } else {
        format!("{} accounts here", stack.all)
    };
    let area = beside(main, stack.accounts.len());
    pen.clear(area);
    let inside = pen.frame(area, &title, Role::Title);
    let skip = scrolled(stack.at, inside.height.into());
    for (y, id) in (inside.top()..inside.bottom()).zip(stack.accounts.iter().skip(skip)) {
        if let Some(row) = book.accounts.row(*id) {
            account(pen, Rect { y, height: 1, ..inside }, ui, book, row);
        }
    }
}
