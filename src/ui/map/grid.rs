//! The inside of the grid: lines, trail, old places, dots, names, letters to jump by.

use std::collections::HashSet;

use ratatui::layout::Rect;

use crate::app::map::jump::{Jump, Target};
use crate::app::map::level::Level;
use crate::app::map::{Picture, Trail};
use crate::app::{Mode, Ui};
use crate::domain::Book;
use crate::domain::score::Scores;

use super::super::paint::Pen;
use super::super::theme::Role;
use super::board::Board;
use super::labels::{self, Named};
use super::{empty, sign, tiles};

/// Draws the inside of the grid.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, picture: &Picture) {
    let canvas = Canvas { area };
    if picture.dots.is_empty() && picture.tiles.is_empty() {
        return empty::draw(pen, area, ui, picture);
    }
    lines(pen, canvas, picture);
    let mut board = Board::new(picture.plot.columns, picture.plot.rows);
    trail(pen, canvas, ui, book, picture, &mut board);
    old_places(pen, canvas, picture, &mut board);
    if picture.level == Level::Tiles {
        tiles::draw(pen, area, ui, book, picture, &mut board);
    } else {
        dots(pen, canvas, ui, book, picture, &mut board);
    }
    cursor(pen, canvas, ui, book, picture);
    if let Mode::Jump(jump) = &ui.mode {
        letters(pen, canvas, jump);
    }
}

/// The area of the plot, to go from its cells to those of the window.
#[derive(Clone, Copy)]
pub struct Canvas {
    area: Rect,
}

impl Canvas {
    /// The cell of the window for a cell of the plot, when it is inside.
    pub fn cell(self, (x, y): (i32, i32)) -> Option<(u16, u16)> {
        let x = u16::try_from(x).ok().filter(|x| *x < self.area.width)?;
        let y = u16::try_from(y).ok().filter(|y| *y < self.area.height)?;
        Some((self.area.x + x, self.area.y + y))
    }
}

fn lines(pen: &mut Pen<'_>, canvas: Canvas, picture: &Picture) {
    let style = pen.style(Role::Line);
    let [down, across, cross] = pen.looks.lines();
    let area = canvas.area;
    let upright = picture.plot.upright(picture.lines.potential).map(|x| area.x + x);
    let level = picture.plot.level(picture.lines.engagement).map(|y| area.y + y);
    if let Some(x) = upright {
        for y in area.top()..area.bottom() {
            pen.glyph(x, y, down, style);
        }
    }
    if let Some(y) = level {
        for x in area.left()..area.right() {
            pen.glyph(x, y, across, style);
        }
    }
    if let (Some(x), Some(y)) = (upright, level) {
        pen.glyph(x, y, cross, style);
    }
}

/// Where the selected account stood before, oldest first.
fn trail(
    pen: &mut Pen<'_>,
    canvas: Canvas,
    ui: &Ui,
    book: &Book,
    picture: &Picture,
    board: &mut Board,
) {
    if ui.map.trail == Trail::Hidden {
        return;
    }
    let Some(details) = ui.selected.and_then(|id| book.looked_at.get(&id)) else { return };
    let sign = pen.looks.sign("◦", "*").chars().next().unwrap_or('*');
    let style = pen.style(Role::Dim);
    for stand in &details.trail.stands {
        let Some((x, y)) = picture.plot.cell(stand.scores) else { continue };
        if let Some((column, row)) = canvas.cell((x.into(), y.into())) {
            pen.glyph(column, row, sign, style);
            board.take(x, y, 1);
        }
    }
}

/// The places that accounts are tried away from.
fn old_places(pen: &mut Pen<'_>, canvas: Canvas, picture: &Picture, board: &mut Board) {
    let sign = pen.looks.sign("×", "x").chars().next().unwrap_or('x');
    let style = pen.style(Role::Dim);
    for old in &picture.moved {
        if let Some((x, y)) = canvas.cell((old.x.into(), old.y.into())) {
            pen.glyph(x, y, sign, style);
            board.take(old.x, old.y, 1);
        }
    }
}

fn dots(
    pen: &mut Pen<'_>,
    canvas: Canvas,
    ui: &Ui,
    book: &Book,
    picture: &Picture,
    board: &mut Board,
) {
    let selected = ui.selected_row(book);
    let mut named: Vec<Named> = Vec::new();
    for cell in picture.dots.chunk_by(|a, b| (a.x, a.y) == (b.x, b.y)) {
        let Some(first) = cell.first() else { continue };
        let at_hand = cell.iter().find(|dot| Some(dot.row as usize) == selected);
        let dot = at_hand.unwrap_or(first);
        board.take(dot.x, dot.y, 1);
        named.push(Named { x: dot.x, y: dot.y, row: dot.row, selected: at_hand.is_some() });
        let Some((x, y)) = canvas.cell((dot.x.into(), dot.y.into())) else { continue };
        let (mut glyph, mut role) = sign(*pen.looks, ui, book, dot.row as usize);
        if cell.len() > 1 {
            let digit = u32::try_from(cell.len()).ok().and_then(|n| char::from_digit(n, 10));
            glyph = digit.unwrap_or('+');
        }
        let marked = |dot: &crate::app::map::dots::Dot| {
            book.accounts.id(dot.row as usize).is_some_and(|id| ui.marks.contains(&id))
        };
        if at_hand.is_some() {
            role = Role::Selected;
        } else if cell.iter().any(marked) {
            role = Role::Marked;
        }
        let style = pen.style(role);
        pen.glyph(x, y, glyph, style);
    }
    for label in labels::place(ui, book, picture, named, board) {
        let role = if label.row.is_none() { Role::Selected } else { Role::Text };
        if let Some((x, y)) = canvas.cell((label.x.into(), label.y.into())) {
            pen.text(x, y, &label.text, role, canvas.area.right() - x);
        }
    }
}

/// The hardware cursor stands on the selected account.
fn cursor(pen: &mut Pen<'_>, canvas: Canvas, ui: &Ui, book: &Book, picture: &Picture) {
    let Some(row) = ui.selected_row(book) else { return };
    let scores: Scores = ui.seen(book).scores(row);
    let cell = u32::try_from(row).ok().and_then(|row| picture.cell_of(row, scores));
    if let Some((x, y)) = cell.and_then(|cell| canvas.cell(cell)) {
        pen.point(x, y);
    }
}

fn letters(pen: &mut Pen<'_>, canvas: Canvas, jump: &Jump) {
    let style = pen.style(Role::Selected);
    let meant = |target: &&Target| target.label.starts_with(jump.typed.as_str());
    let starts: HashSet<(i32, i32)> =
        jump.targets.iter().filter(meant).map(|target| target.cell).collect();
    for target in &jump.targets {
        let Some(rest) = target.label.strip_prefix(jump.typed.as_str()) else { continue };
        // Letters of neighbours would be read as one label: there only the next one is shown, and
        // the others once it is typed.
        let near = |by: &i32| starts.contains(&(target.cell.0 + by, target.cell.1));
        let most = if [-1, 1, 2].iter().any(near) { 1 } else { rest.len() };
        for (at, letter) in (0..).zip(rest.chars().take(most)) {
            let cell = (target.cell.0 + at, target.cell.1);
            if let Some((x, y)) = canvas.cell(cell) {
                pen.glyph(x, y, letter, style);
            }
        }
    }
}
