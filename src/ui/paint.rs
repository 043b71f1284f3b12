//! The pen: the only way text reaches a cell. It makes hostile text harmless, never writes
//! outside the window and counts columns as the terminal does.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::text;

use super::signs::plain;
use super::theme::{Glyphs, Looks, Role};

/// Draws on a buffer with the colours and glyphs in force.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// Colours and glyphs.
    pub looks: &'a Looks,
    cursor: Option<Position>,
}

impl<'a> Pen<'a> {
    /// A pen for this buffer.
    pub fn new(buffer: &'a mut Buffer, looks: &'a Looks) -> Self {
        Self { buffer, looks, cursor: None }
    }

    /// The window.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.looks.style(role)
    }

    /// Writes a text, cut with `…` where it is wider than `most`; gives the column after it.
    pub fn text(&mut self, x: u16, y: u16, words: &str, role: Role, most: u16) -> u16 {
        let style = self.style(role);
        self.styled(x, y, words, style, most)
    }

    /// Writes a name or another text of the book: its own signs stay as they are in every set of
    /// glyphs; only where it is cut the sign for that follows the set.
    pub fn name(&mut self, x: u16, y: u16, name: &str, role: Role, most: u16) -> u16 {
        let style = self.style(role);
        self.own(x, y, name, style, most)
    }

    /// Writes a text in a style of its own; gives the column after it.
    pub fn styled(&mut self, x: u16, y: u16, words: &str, style: Style, most: u16) -> u16 {
        if self.looks.glyphs == Glyphs::Unicode {
            return self.own(x, y, words, style, most);
        }
        self.own(x, y, &plain(words), style, most)
    }

    fn own(&mut self, x: u16, y: u16, words: &str, style: Style, most: u16) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return x;
        }
        let room = most.min(area.right() - x);
        if text::simple_width(words).is_some_and(|width| width <= room.into()) {
            return self.simple(x, y, words, style);
        }
        let mut shown = text::fit(words, room.into());
        if self.looks.glyphs != Glyphs::Unicode && text::width(words) > room.into() {
            // It was cut: the sign for that is the last one.
            shown.pop();
            shown.push_str(&plain("…"));
        }
        let taken = u16::try_from(text::width(&shown)).unwrap_or(room);
        self.unbend(Rect::new(x, y, taken, 1));
        self.buffer.set_stringn(x, y, shown, room.into(), style).0
    }

    /// Writes a text that fits and of which each character takes one cell as it is.
    fn simple(&mut self, x: u16, y: u16, words: &str, style: Style) -> u16 {
        let from = self.buffer.index_of(x, y);
        let cells = self.buffer.content.get_mut(from..).unwrap_or_default();
        let mut written = 0;
        for (cell, character) in cells.iter_mut().zip(words.chars()) {
            cell.modifier = Modifier::empty();
            cell.set_char(character).set_style(style);
            written += 1;
        }
        x + written
    }

    /// Writes a text so that it ends before column `end`; gives the column where it begins.
    pub fn right(&mut self, end: u16, y: u16, words: &str, role: Role, most: u16) -> u16 {
        let width = text::simple_width(words).filter(|width| *width <= most.into());
        let width = width.unwrap_or_else(|| text::width(&text::fit(words, most.into())));
        let width = u16::try_from(width).unwrap_or(most);
        let x = end.saturating_sub(width);
        self.text(x, y, words, role, width);
        x
    }

    /// Puts one glyph into a cell, whatever stood there.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.modifier = Modifier::empty();
            cell.set_char(glyph).set_style(style);
        }
    }

    /// Takes away what stood there before besides colours, such as that it was dim.
    fn unbend(&mut self, area: Rect) {
        for position in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.modifier = Modifier::empty();
            }
        }
    }

    /// What stands in a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<&str> {
        self.buffer.cell((x, y)).map(ratatui::buffer::Cell::symbol)
    }

    /// Gives an area the style of a role, leaving its text.
    pub fn shade(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        self.buffer.set_style(area, style);
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        let style = self.style(Role::Text);
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Draws a frame around an area with a title in its upper edge; gives what is inside.
    pub fn frame(&mut self, area: Rect, title: &str, role: Role) -> Rect {
        if area.width < 2 || area.height < 2 {
            return area;
        }
        let style = self.style(role);
        let lines = self.looks.frame();
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for x in area.x + 1..right {
            self.glyph(x, area.y, lines.across, style);
            self.glyph(x, bottom, lines.across, style);
        }
        for y in area.y + 1..bottom {
            self.glyph(area.x, y, lines.down, style);
            self.glyph(right, y, lines.down, style);
        }
        let corners = [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)];
        for ((x, y), corner) in corners.into_iter().zip(lines.corners) {
            self.glyph(x, y, corner, style);
        }
        if !title.is_empty() && area.width > 6 {
            self.text(area.x + 2, area.y, &format!(" {title} "), Role::Title, area.width - 4);
        }
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    /// Says where the hardware cursor stands: on the selected row or in the field being typed.
    /// The last call counts.
    pub fn point(&mut self, x: u16, y: u16) {
        if self.buffer.area.contains(Position { x, y }) {
            self.cursor = Some(Position { x, y });
        }
    }

    /// Where the hardware cursor stands.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// The text of a buffer, one line a row, for tests and pictures.
pub fn buffer_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in buffer.area.left()..buffer.area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer.cell((x, y)).map_or(" ", ratatui::buffer::Cell::symbol);
            skip = text::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
