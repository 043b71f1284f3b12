//! Drawing the map: grid or lists, the tray, the lines about the selected account or the details
//! pane. What is shown where is decided in `app::map`; here it becomes cells.

mod board;
mod border;
mod chosen;
mod empty;
mod grid;
mod labels;
mod lists;
mod tiles;
mod tray;

use ratatui::layout::Rect;

use crate::app::map::area::{Place, Shape};
use crate::app::map::{Pane, picture, plot::Plot};
use crate::app::{Mode, Ui};
use crate::domain::Book;
use crate::domain::score::Segment;

use super::details;
use super::paint::Pen;
use super::theme::{Looks, Role, Step};

/// Draws the map.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let place = Place::of(area, ui.map.view);
    if let Some(pane) = place.pane {
        details::draw(pen, pane, ui, book);
    }
    details::said(pen, place.said, ui, book);
    match place.shape {
        Shape::Grid => {
            let picture = picture(ui, book, Plot::new(ui.map.window, place.plot()));
            border::draw(pen, place.main, ui, book, &picture);
            grid::draw(pen, place.plot(), ui, book, &picture);
        }
        Shape::Quadrants => lists::quadrants(pen, place.main, ui, book),
        Shape::Single => lists::single(pen, place.main, ui, book),
    }
    if ui.map.pane == Pane::Tray {
        tray::draw(pen, place.main, ui, book);
    }
    if let Mode::Stack(stack) = &ui.mode {
        tray::stack(pen, place.main, ui, book, stack);
    }
}

/// The sign of the account in a row and its role.
pub(super) fn sign(looks: Looks, ui: &Ui, book: &Book, row: usize) -> (char, Role) {
    let segment = ui.seen(book).segment(row);
    let sign = dot(looks, segment, book.accounts.has_step(row));
    (sign, Role::of(segment))
}

/// The sign of a segment, `?` in the tray.
fn dot(looks: Looks, segment: Option<Segment>, has_step: bool) -> char {
    segment.map_or('?', |segment| looks.dot(segment, Step::of(has_step)))
}
