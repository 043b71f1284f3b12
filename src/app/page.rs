//! The page on which a long text is written: its text and cursor, moving by rows as they are
//! seen, undo within the text. What becomes of the text is not decided here.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;
use ratatui_textarea::{CursorMove, DataCursor, TextArea};

use crate::domain::Moment;
use crate::domain::value::{LONG_MOST, Reject};
use crate::text;

use super::key::Key;
use super::records::Target;
use super::wrap::{self, Last, Row};

/// How long typed text may be without being remembered, in milliseconds.
const REMEMBER_AFTER: i64 = 1000;
/// How many typed characters may be without being remembered.
const REMEMBER_MOST: usize = 200;
/// How many steps can be taken back within a text.
const STEPS: usize = 5000;
/// The widest a page is: longer lines are hard to read.
const PAGE_MOST: u16 = 100;

/// A long text being written.
#[derive(Clone, Debug)]
pub struct LongText {
    /// The field it is written for.
    pub target: Target,
    /// What it is about.
    pub title: String,
    /// A word to the writer.
    pub message: Option<String>,
    /// The first row in sight.
    pub top: usize,
    area: TextArea<'static>,
    /// The column that going up and down keeps to.
    goal: Option<usize>,
    /// How much was typed since the draft was remembered, and since when.
    typed: usize,
    since: i64,
    /// What another program wrote meanwhile (empty: nothing), when the writer has been told.
    pub told: Option<String>,
    /// Whether the text is being written in the outside editor and kept when it comes back.
    pub outside: bool,
}

fn page_of(text: &str) -> TextArea<'static> {
    let lines = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
    let mut area = TextArea::new(lines);
    area.set_max_histories(STEPS);
    area
}

/// Where the page lies in a window, its frame included.
pub fn page(size: (u16, u16)) -> Rect {
    let (width, height) = size;
    if height < 6 {
        return Rect::new(0, 0, width, height.saturating_sub(u16::from(height > 2)));
    }
    Rect::new(0, 1, width.min(PAGE_MOST), height - 3)
}

/// Where the text lies on a page: small windows have no frame.
pub fn inside(page: Rect) -> Rect {
    if page.width < 12 || page.height < 5 {
        return page;
    }
    Rect::new(page.x + 2, page.y + 1, page.width - 4, page.height - 2)
}

/// How many columns the text has; one is left for the cursor after a full row.
fn columns(size: (u16, u16)) -> usize {
    usize::from(inside(page(size)).width).saturating_sub(1).max(1)
}

impl LongText {
    /// A page with this text, the cursor at its end. A draft takes the place of what is kept, as
    /// a step that can be taken back.
    pub fn new(
        target: Target,
        title: String,
        kept: &str,
        draft: Option<&str>,
        now: &Moment,
    ) -> Self {
        let mut area = page_of(kept);
        if let Some(draft) = draft {
            area.select_all();
            area.insert_str(draft);
        }
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            target,
            title,
            message: None,
            told: None,
            top: 0,
            area,
            goal: None,
            typed: 0,
            since: now.millis(),
            outside: false,
        }
    }

    /// What is written so far.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Its lines.
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// Line and character of the cursor.
    pub fn cursor(&self) -> (usize, usize) {
        let DataCursor(line, at) = self.area.cursor();
        (line, at)
    }

    /// The part that is selected, from and to, by line and character.
    pub fn selection(&self) -> Option<((usize, usize), (usize, usize))> {
        self.area.selection_range()
    }

    /// The rows of the text in a window.
    pub fn rows(&self, size: (u16, u16)) -> Vec<Row> {
        wrap::rows(self.lines().iter().map(String::as_str), columns(size))
    }

    fn chars(&self) -> usize {
        let lines = self.lines();
        lines.iter().map(|line| line.chars().count() + 1).sum::<usize>().saturating_sub(1)
    }

    /// Takes note that so much was typed.
    fn note(&mut self, typed: usize, now: &Moment) {
        if self.typed == 0 {
            self.since = now.millis();
        }
        self.typed += typed;
    }

    /// Whether the draft should be remembered now.
    pub fn is_due(&self, now: &Moment) -> bool {
        let waited = now.millis() - self.since >= REMEMBER_AFTER;
        self.typed >= REMEMBER_MOST || (self.typed > 0 && waited)
    }

    /// Puts a text in place of what is selected; says so when it had to be cut.
    pub fn insert(&mut self, pasted: &str, now: &Moment) {
        let clean = clean(pasted);
        let room = LONG_MOST.saturating_sub(self.chars());
        let cut: String = clean.chars().take(room).collect();
        if cut.len() < clean.len() || pasted.chars().count() >= LONG_MOST {
            self.message = Some(format!("cut: a text has at most {LONG_MOST} characters"));
        }
        self.area.insert_str(&cut);
        self.note(cut.chars().count().max(1), now);
    }

    /// Takes the text as the outside editor left it, as one step.
    pub fn replace(&mut self, text: &str, now: &Moment) {
        if text.trim_end_matches('\n') == self.text().trim_end_matches('\n') {
            return;
        }
        self.area.select_all();
        self.area.cut();
        self.insert(text.trim_end_matches('\n'), now);
    }

    /// Moves up or down by rows, as they are seen.
    fn vertical(&mut self, by: isize, mark: Mark, size: (u16, u16)) {
        let rows = self.rows(size);
        let (line, at) = self.cursor();
        let here = wrap::row_of(&rows, line, at);
        let there = here.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        let (Some(from), Some(to)) = (rows.get(here), rows.get(there)) else { return };
        let column = self.goal.unwrap_or_else(|| wrap::column(self.line(line), *from, at));
        let last = end_of(&rows, there);
        let place = wrap::at_column(self.line(to.line), *to, column, last);
        self.go(to.line, place, mark);
        self.goal = Some(column);
    }

    /// Goes to the beginning or the end of the row.
    fn along(&mut self, edge: Edge, mark: Mark, size: (u16, u16)) {
        let rows = self.rows(size);
        let (line, at) = self.cursor();
        let here = wrap::row_of(&rows, line, at);
        let Some(row) = rows.get(here) else { return };
        let place = match edge {
            Edge::Begin => row.from,
            Edge::End => wrap::at_column(self.line(line), *row, usize::MAX, end_of(&rows, here)),
        };
        self.go(line, place, mark);
    }

    fn line(&self, line: usize) -> &str {
        self.lines().get(line).map_or("", String::as_str)
    }

    fn go(&mut self, line: usize, at: usize, mark: Mark) {
        match mark {
            Mark::Extend if !self.area.is_selecting() => self.area.start_selection(),
            Mark::Extend => {}
            Mark::Drop => self.area.cancel_selection(),
        }
        let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(place(line), place(at)));
    }

    /// Keeps the cursor in sight.
    pub fn follow(&mut self, size: (u16, u16)) {
        let height = usize::from(inside(page(size)).height).max(1);
        let rows = self.rows(size);
        let (line, at) = self.cursor();
        let here = wrap::row_of(&rows, line, at);
        let most = rows.len().saturating_sub(height);
        self.top = self.top.clamp((here + 1).saturating_sub(height), here).min(most);
    }

    /// Takes a word back, or whatever the last step was.
    fn undo(&mut self) {
        self.steps(TextArea::undo);
    }

    fn redo(&mut self) {
        self.steps(TextArea::redo);
    }

    /// Repeats a step of one typed letter until a word is done.
    fn steps(&mut self, step: fn(&mut TextArea<'static>) -> bool) {
        let mut before = self.chars();
        let mut first = true;
        while step(&mut self.area) {
            let after = self.chars();
            let (line, at) = self.cursor();
            let letter = at.checked_sub(1).and_then(|at| self.line(line).chars().nth(at));
            let space = letter.is_none_or(char::is_whitespace);
            if before.abs_diff(after) != 1 || (space && (!first || after < before)) {
                return;
            }
            first = false;
            before = after;
        }
    }

    /// Whether something was typed since the draft was remembered.
    pub fn is_unremembered(&self) -> bool {
        self.typed > 0
    }

    /// What was typed so far is remembered.
    pub fn remembered(&mut self) {
        self.typed = 0;
    }

    /// What is selected, for copying; `None` where nothing is.
    pub fn copied(&mut self) -> Option<String> {
        if !self.area.is_selecting() {
            return None;
        }
        self.area.copy();
        Some(self.area.yank_text())
    }

    /// Takes a key that moves or writes.
    pub fn typed(&mut self, key: Key, size: (u16, u16), now: &Moment) {
        let mark = if key.mods.contains(KeyModifiers::SHIFT) { Mark::Extend } else { Mark::Drop };
        let plain = !key.mods.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let page = isize::try_from(inside(page(size)).height).unwrap_or(1);
        match key.code {
            KeyCode::Up if plain => return self.vertical(-1, mark, size),
            KeyCode::Down if plain => return self.vertical(1, mark, size),
            KeyCode::PageUp => return self.vertical(-page, mark, size),
            KeyCode::PageDown => return self.vertical(page, mark, size),
            _ if key.is_ctrl('p') => return self.vertical(-1, Mark::Drop, size),
            _ if key.is_ctrl('n') => return self.vertical(1, Mark::Drop, size),
            _ => self.goal = None,
        }
        match key.code {
            KeyCode::Home if plain => return self.along(Edge::Begin, mark, size),
            KeyCode::End if plain => return self.along(Edge::End, mark, size),
            KeyCode::Home => return self.go(0, 0, mark),
            KeyCode::End => return self.go(usize::MAX, usize::MAX, mark),
            _ => {}
        }
        let before = self.area.lines().len();
        if key.is_ctrl('z') {
            self.undo();
        } else if key.is_ctrl('y') {
            self.redo();
        } else if key.is_ctrl('u') {
            self.area.delete_line_by_head();
        } else if key.is_ctrl('v') {
            let text = self.area.yank_text();
            return self.insert(&text, now);
        } else {
            let writes = key.char().is_some() || matches!(key.code, KeyCode::Enter | KeyCode::Tab);
            if key.char().is_some_and(text::is_hidden) {
                return;
            }
            if writes && self.chars() >= LONG_MOST {
                self.message = Some(Reject::Long { most: LONG_MOST }.to_string());
                return;
            }
            let changed = self.area.input(key.event());
            if !changed && before == self.area.lines().len() {
                return;
            }
        }
        self.note(1, now);
    }
}

/// Whether a move selects what it passes over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Extend,
    Drop,
}

#[derive(Clone, Copy)]
enum Edge {
    Begin,
    End,
}

/// A row that goes on in the next one cannot be stood after.
fn end_of(rows: &[Row], at: usize) -> Last {
    let line = rows.get(at).map(|row| row.line);
    if rows.get(at + 1).map(|row| row.line) == line { Last::On } else { Last::After }
}

/// A text from outside as it may stand in a long text: lines end in one way, tabs are spaces,
/// and what cannot be seen is left out.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    text.chars().filter(|c| *c == '\n' || !text::is_hidden(*c)).collect()
}
