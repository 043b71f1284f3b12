//! A long text being written on a page of its own: soft wrap, undo within the text, a draft that
//! survives a crash. Esc keeps and leaves; nothing typed is ever lost.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;
use ratatui_textarea::{CursorMove, DataCursor, TextArea};

use crate::domain::value::{LONG_MOST, Reject, Value};
use crate::domain::{Book, Moment};
use crate::text;

use super::effect::Effect;
use super::key::Key;
use super::mode::Mode;
use super::records::{self, Target};
use super::ui::Ui;
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
    told: Option<String>,
    /// Whether the text comes from the outside editor and is kept when it comes back.
    outside: bool,
}

/// Opens the page for a field. What was typed for it earlier and not kept is there again.
pub fn open(ui: &mut Ui, book: &Book, mut target: Target) {
    let stored = canonical(target.before.as_ref());
    let draft = ui.drafts.of(&target).map(|(text, before)| (text.to_owned(), before));
    let title = target.title(book);
    let mut area = page_of(&stored);
    let mut message = None;
    if let Some((typed, before)) = draft {
        target.before = before;
        area.select_all();
        area.insert_str(&typed);
        message = Some("what you typed is back; Ctrl+Z shows what is kept".to_owned());
    }
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    let mut open = LongText {
        target,
        title,
        message,
        top: 0,
        area,
        goal: None,
        typed: 0,
        since: ui.now.millis(),
        told: None,
        outside: false,
    };
    open.follow(ui.size);
    ui.mode = Mode::LongText(Box::new(open));
}

/// Opens the text of a field in the outside editor; it is kept when it comes back.
pub fn open_outside(ui: &mut Ui, book: &Book, target: Target) -> Option<Effect> {
    open(ui, book, target);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.outside = true;
    Some(Effect::EditOutside(open.text()))
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
    fn is_due(&self, now: &Moment) -> bool {
        let waited = now.millis() - self.since >= REMEMBER_AFTER;
        self.typed >= REMEMBER_MOST || (self.typed > 0 && waited)
    }

    /// Puts a text in place of what is selected; says so when it had to be cut.
    fn insert(&mut self, pasted: &str, now: &Moment) {
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
    fn replace(&mut self, text: &str, now: &Moment) {
        if text.trim_end_matches('\n') == self.text().trim_end_matches('\n') {
            return;
        }
        self.area.select_all();
        self.area.cut();
        self.insert(text.trim_end_matches('\n'), now);
    }

    /// The change was refused: the text is still here, and what stands there now is known.
    pub fn refused(&mut self, book: &Book, now: &Moment) {
        self.told = Some(canonical(self.target.now(book, now).as_ref()));
        self.message = Some("your text is still here; Ctrl+S tries again".to_owned());
        self.outside = false;
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

/// Takes a key while a long text is written.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    if key.is(KeyCode::Esc) || key.is_ctrl('s') {
        return keep(ui, book);
    }
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if key.is_ctrl('o') {
        open.outside = false;
        return Some(Effect::EditOutside(open.text()));
    }
    if key.is_ctrl('c') {
        return copy_or_leave(ui);
    }
    ui.interrupted = None;
    open.message = None;
    typed(open, key, size, &now);
    open.follow(size);
    remember(ui)
}

/// A key that moves or writes.
fn typed(open: &mut LongText, key: Key, size: (u16, u16), now: &Moment) {
    let mark = if key.mods.contains(KeyModifiers::SHIFT) { Mark::Extend } else { Mark::Drop };
    let plain = !key.mods.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let page = isize::try_from(inside(page(size)).height).unwrap_or(1);
    match key.code {
        KeyCode::Up if plain => return open.vertical(-1, mark, size),
        KeyCode::Down if plain => return open.vertical(1, mark, size),
        KeyCode::PageUp => return open.vertical(-page, mark, size),
        KeyCode::PageDown => return open.vertical(page, mark, size),
        _ if key.is_ctrl('p') => return open.vertical(-1, Mark::Drop, size),
        _ if key.is_ctrl('n') => return open.vertical(1, Mark::Drop, size),
        _ => open.goal = None,
    }
    match key.code {
        KeyCode::Home if plain => return open.along(Edge::Begin, mark, size),
        KeyCode::End if plain => return open.along(Edge::End, mark, size),
        KeyCode::Home => return open.go(0, 0, mark),
        KeyCode::End => return open.go(usize::MAX, usize::MAX, mark),
        _ => {}
    }
    let before = open.area.lines().len();
    if key.is_ctrl('z') {
        open.undo();
    } else if key.is_ctrl('y') {
        open.redo();
    } else if key.is_ctrl('u') {
        open.area.delete_line_by_head();
    } else if key.is_ctrl('v') {
        let text = open.area.yank_text();
        return open.insert(&text, now);
    } else {
        let writes = key.char().is_some() || matches!(key.code, KeyCode::Enter | KeyCode::Tab);
        if key.char().is_some_and(text::is_hidden) {
            return;
        }
        if writes && open.chars() >= LONG_MOST {
            open.message = Some(Reject::Long { most: LONG_MOST }.to_string());
            return;
        }
        let changed = open.area.input(key.event());
        if !changed && before == open.area.lines().len() {
            return;
        }
    }
    open.note(1, now);
}

/// Ctrl+C copies what is selected; with nothing selected twice of it leaves, and the draft stays.
fn copy_or_leave(ui: &mut Ui) -> Option<Effect> {
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if open.area.is_selecting() {
        open.area.copy();
        return Some(Effect::Copy(open.area.yank_text()));
    }
    if open.typed > 0 || ui.interrupted.is_none() {
        ui.interrupted = Some(ui.now.millis());
        open.message =
            Some("Esc keeps the text; Ctrl+C again leaves, with the text as a draft".to_owned());
        open.typed = 0;
        let text = open.text();
        let unchanged = canonical(open.target.before.as_ref());
        return (text != unchanged).then(|| ui.drafts.put(&open.target, text));
    }
    ui.leaving = true;
    Some(Effect::Quit)
}

/// Remembers the draft when it is time.
pub fn remember(ui: &mut Ui) -> Option<Effect> {
    let now = ui.now;
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if !open.is_due(&now) {
        return None;
    }
    open.typed = 0;
    Some(ui.drafts.put(&open.target, open.text()))
}

/// Takes a pasted text.
pub fn paste(ui: &mut Ui, text: &str) -> Option<Effect> {
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.message = None;
    open.insert(text, &now);
    open.follow(size);
    remember(ui)
}

/// Takes the text as the outside editor left it.
pub fn edited(ui: &mut Ui, book: &Book, text: &str) -> Option<Effect> {
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.replace(text, &now);
    open.follow(size);
    if open.outside { keep(ui, book) } else { remember(ui) }
}

/// Keeps the text. When another program wrote the field meanwhile, that is said first; keeping
/// once more puts this text in its place, and the other one stays in the history.
fn keep(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let moment = ui.now;
    let Mode::LongText(open) = &mut ui.mode else { return None };
    let (target, text) = (open.target.clone(), open.text());
    let value = match target.read(book, &moment, &text) {
        Ok(value) => value,
        Err(why) => {
            open.message = Some(why);
            return None;
        }
    };
    let now = if book.looked_at.contains_key(&target.account()) {
        target.now(book, &moment)
    } else {
        target.before.clone()
    };
    if value == now {
        ui.mode = Mode::None;
        return ui.drafts.forget(&target);
    }
    let other = canonical(now.as_ref());
    if now != target.before && open.told.as_ref() != Some(&other) {
        open.message = Some(format!(
            "changed meanwhile to {}; Ctrl+S again keeps yours, history has both",
            quoted(&other)
        ));
        open.told = Some(other);
        return None;
    }
    open.target.before = now;
    let target = open.target.clone();
    records::keep(ui, book, &target, value).unwrap_or_else(|why| {
        if let Mode::LongText(open) = &mut ui.mode {
            open.message = Some(why);
        }
        None
    })
}

fn canonical(value: Option<&Value>) -> String {
    value.map(Value::canonical).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let first = text.lines().next().unwrap_or_default();
    let cut: String = first.chars().take(30).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("“{cut}{more}”")
}
