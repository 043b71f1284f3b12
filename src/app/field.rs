//! A line of text being typed, with the editing keys of UX.md. Built on a text area that knows
//! selection, words and undo.

use std::ops::Range;

use crossterm::event::KeyCode;
use ratatui_textarea::{CursorMove, TextArea};

use crate::domain::value::TEXT_MOST;

use super::key::Key;

/// One line being typed.
#[derive(Clone, Debug)]
pub struct Field {
    area: TextArea<'static>,
    /// Whether its whole text is selected because nobody has touched it yet.
    untouched: bool,
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
        Self { area, untouched: false }
    }

    /// A line that holds a text to be replaced: typing puts something else in its place, an arrow
    /// or Backspace begins to edit it.
    pub fn selected(text: &str) -> Self {
        let mut field = Self::new(text);
        if !text.is_empty() {
            field.area.select_all();
            field.untouched = true;
        }
        field
    }

    /// The characters that are selected.
    pub fn selection(&self) -> Range<usize> {
        self.area.selection_range().map_or(0..0, |((_, from), (_, to))| from..to)
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
        let edits = [KeyCode::Backspace, KeyCode::Left, KeyCode::Right, KeyCode::End];
        if std::mem::take(&mut self.untouched) && edits.iter().any(|code| key.is(*code)) {
            self.area.cancel_selection();
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
        let full = self.selection().is_empty() && self.text().chars().count() >= TEXT_MOST;
        if full && key.char().is_some() {
            return true;
        }
        self.area.input(key.event());
        true
    }

    /// Takes a pasted text: line breaks become spaces, what is too long is cut.
    pub fn paste(&mut self, text: &str) {
        self.untouched = false;
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
    fn a_text_to_be_replaced_gives_way_to_typing_and_stays_for_editing() {
        let after = |keys: &str| {
            let mut field = Field::selected("62 80");
            for key in Key::script(keys) {
                field.input(key);
            }
            field.text().to_owned()
        };
        assert_eq!(after("7"), "7");
        assert_eq!(after("<backspace>5"), "62 85");
        assert_eq!(after("<left>1"), "62 810");
        assert_eq!(after("<home>1"), "162 80");
        assert_eq!(after("<right>1"), "62 801");
        assert_eq!(after("<delete>"), "");
        assert_eq!(after("<ctrl-w>"), "");
        assert_eq!(after("7<ctrl-z><ctrl-z>"), "62 80");
        let mut pasted = Field::selected("62 80");
        pasted.paste("1 2");
        assert_eq!(pasted.text(), "1 2");
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
