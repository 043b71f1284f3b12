//! Drawing: state in, cells out. Nothing here can alter the book or the state; text from outside
//! goes through [`paint`], which sanitises and clips, and colours through [`theme`], by role.

pub mod choose;
pub mod chrome;
pub mod details;
pub mod history;
pub mod import;
mod import_going;
pub mod import_parts;
mod import_rows;
pub mod list;
pub mod longtext;
pub mod map;
pub mod overlay;
pub mod paint;
pub mod plan;
pub mod settings;
mod signs;
pub mod sought;
pub mod theme;
pub mod today;
pub mod triage;
pub mod welcome;
pub mod words;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{Screen, Ui};
use crate::domain::Book;

use paint::Pen;
use theme::Looks;

/// Draws the whole window.
pub fn draw(frame: &mut Frame<'_>, ui: &Ui, book: &Book, looks: &Looks) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let mut pen = Pen::new(frame.buffer_mut(), looks);
    let [top, body, foot] = chrome::split(area);
    chrome::tabs(&mut pen, top, ui, book);
    match ui.opening {
        Some(accounts) => opening(&mut pen, body, accounts),
        None => body_of(&mut pen, body, ui, book),
    }
    chrome::foot(&mut pen, foot, ui, book);
    overlay::draw(&mut pen, area, ui, book);
    let cursor = pen.cursor();
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
}

fn opening(pen: &mut Pen<'_>, area: Rect, accounts: u64) {
    let words = format!("Reading {accounts} accounts …");
    pen.text(area.x + 2, area.y + area.height / 3, &words, theme::Role::Dim, area.width);
}

fn body_of(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    match ui.screen {
        Screen::Import => import::draw(pen, area, ui),
        Screen::Plan => plan::draw(pen, area, ui, book),
        Screen::Welcome => welcome::draw(pen, area, ui),
        Screen::Map => map::draw(pen, area, ui, book),
        Screen::List => list::draw(pen, area, ui, book),
        Screen::Triage => triage::draw(pen, area, ui, book),
        Screen::Today => today::draw(pen, area, ui, book),
        Screen::History => history::draw(pen, area, ui, book),
        Screen::Settings => settings::draw(pen, area, ui, book),
    }
}
