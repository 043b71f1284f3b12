//! A line of text being typed, with the editing keys of UX.md. Built on a text area that knows
//! selection, words and undo.

use crossterm::event::KeyCode;
use ratatui_textarea::{CursorMove, TextArea};

use crate::domain::value::TEXT_MOST;

use super::key::Key;

/// One line being typed.
#[derive(Clone, Debug)]
pub struct Field {
    area: TextArea<'static>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// A line that holds a text, the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![one_line(text)]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// How many characters stand before the cursor.
    pub fn cursor(&self) -> usize {
        self.area.cursor().1
    }

    /// Takes a key; says whether it meant something here.
    pub fn input(&mut self, key: Key) -> bool {
        let leaves = [KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Up, KeyCode::Down];
        if leaves.contains(&key.code) || key.is_ctrl('m') {
            return false;
        }
        if key.is_ctrl('z') {
            return self.area.undo();
        }
        if key.is_ctrl('y') {
            return self.area.redo();
        }
        if key.is_ctrl('u') {
            return self.area.delete_line_by_head();
        }
        if key.char().is_some() && self.text().chars().count() >= TEXT_MOST {
            return true;
        }
        self.area.input(key.event());
        true
    }

    /// Takes a pasted text: line breaks become spaces, what is too long is cut.
    pub fn paste(&mut self, text: &str) {
        let room = TEXT_MOST.saturating_sub(self.text().chars().count());
        let cut: String = one_line(text).chars().take(room).collect();
        self.area.insert_str(cut);
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(TEXT_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_of_many_lines_becomes_one() {
        let mut field = Field::new("a");
        field.paste(" b\nc\x1b[31m");
        assert_eq!(field.text(), "a b c [31m");
    }

    #[test]
    fn the_usual_editing_keys_work() {
        let mut field = Field::new("call CFO");
        for key in Key::script("<ctrl-w>boss<home>x") {
            field.input(key);
        }
        assert_eq!(field.text(), "xcall boss");
        for key in Key::script("<end><ctrl-u>") {
            field.input(key);
        }
        assert_eq!(field.text(), "");
    }
}
