//! The plan of the selected account: its sections as an outline at the left, the whole plan as
//! one page at the right, scrolled so that the line at hand is in sight.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::plan::{self, Shown};
use crate::app::plan_facts;
use crate::app::plan_lines::{Body, FieldLine, Line, RecordLine, Source, State, lines};
use crate::app::wrap;
use crate::domain::Book;
use crate::domain::sections::SECTIONS;
use crate::domain::value::Type;
use crate::text;

use super::overlay;
use super::paint::Pen;
use super::theme::Role;

/// From this width on the outline is shown.
const WITH_OUTLINE: u16 = 64;
/// The columns of the outline.
const OUTLINE: u16 = 20;
/// The columns of the names of facts and short fields.
const LABEL: u16 = 22;
/// The most rows of a long text that are shown where it is not at hand.
const SHOWN_MOST: usize = 8;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    let lines = lines(ui, book);
    let Some(shown) = Shown::of(ui, book) else {
        let words = match ui.selected {
            Some(_) => "reading the account …",
            None => "no account is selected: / finds one",
        };
        pen.text(area.x + 1, area.y, words, Role::Dim, area.width.saturating_sub(1));
        return;
    };
    let at = plan::at(ui, &lines);
    let head = u16::from(area.height > 3);
    if head > 0 {
        heading(pen, Rect { height: 1, ..area }, ui, book, &shown);
    }
    let body = Rect { y: area.y + head, height: area.height - head, ..area };
    let section = at.and_then(|at| lines.get(at)).map_or(0, |line| line.section);
    let side = if area.width >= WITH_OUTLINE { OUTLINE } else { 0 };
    if side > 0 {
        outline(pen, Rect { width: side, ..body }, section, &shown);
    }
    let page = Rect { x: body.x + side, width: body.width - side, ..body };
    Page { ui, lines: &lines, at }.draw(pen, page);
}

fn heading(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, shown: &Shown<'_>) {
    let period = plan_facts::period(ui, book, shown);
    let room = area.width.saturating_sub(2);
    let name = &shown.details.account.name.0;
    let x = pen.text(area.x + 1, area.y, name, Role::Title, room);
    let words = format!(" · {period}");
    pen.text(x, area.y, &words, Role::Dim, area.right().saturating_sub(x));
}

fn outline(pen: &mut Pen<'_>, area: Rect, at: usize, shown: &Shown<'_>) {
    for (y, (place, section)) in (area.y + 1..area.bottom()).zip(SECTIONS.iter().enumerate()) {
        let here = place == at;
        let sign = if here { pen.looks.sign("▸ ", "> ") } else { "  " };
        let role = if here { Role::Title } else { Role::Dim };
        let count =
            shown.list(place).iter().filter(|r| !crate::domain::sections::is_settled(**r)).count();
        let words = match count {
            0 => format!("{sign}{}", section.title),
            count => format!("{sign}{} {count}", section.title),
        };
        pen.text(area.x + 1, y, &words, role, area.width.saturating_sub(2));
    }
}

/// One row on screen.
struct Row {
    /// The line it is part of.
    line: usize,
    /// Its pieces: column, words, role.
    pieces: Vec<(u16, String, Role)>,
    /// Whether the line being typed stands in it, from this column on.
    typed_at: Option<u16>,
}

struct Page<'a> {
    ui: &'a Ui,
    lines: &'a [Line],
    at: Option<usize>,
}

impl Page<'_> {
    fn draw(&self, pen: &mut Pen<'_>, area: Rect) {
        let width = area.width.saturating_sub(2);
        let rows: Vec<Row> = self
            .lines
            .iter()
            .enumerate()
            .flat_map(|(at, line)| self.rows(pen, at, line, width))
            .collect();
        let (top, first) = self.top(&rows, usize::from(area.height));
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
            self.row(pen, area, y, row);
            if Some(row.line) == self.at && plan::inline(self.ui).is_none() {
                let here = Rect { y, height: 1, ..area };
                pen.shade(here, Role::Selected);
            }
        }
        let down = u16::try_from(first.saturating_sub(top)).unwrap_or(0);
        if plan::inline(self.ui).is_none() {
            pen.point(area.x, area.y.saturating_add(down));
        }
        more(pen, area, top, rows.len());
    }

    /// The first row in sight and the first of the line at hand. The beginning of the plan, or else
    /// of the section at hand, stays in sight as long as the line at hand does.
    fn top(&self, rows: &[Row], height: usize) -> (usize, usize) {
        let at_hand = |row: &Row| Some(row.line) == self.at;
        let first = rows.iter().position(at_hand).unwrap_or(0);
        let last = rows.iter().rposition(at_hand).unwrap_or(0);
        let section = self.at.and_then(|at| self.lines.get(at)).map_or(0, |line| line.section);
        let of_section = |row: &Row| self.lines.get(row.line).map(|l| l.section) == Some(section);
        let heading = rows.iter().position(of_section).unwrap_or(0);
        let shows = |top: &usize| last.min(first + height / 2) < top + height.saturating_sub(1);
        let top = [0, heading].into_iter().find(shows).unwrap_or(first.saturating_sub(height / 3));
        (top.min(rows.len().saturating_sub(height)), first)
    }

    fn row(&self, pen: &mut Pen<'_>, area: Rect, y: u16, row: &Row) {
        for (column, words, role) in &row.pieces {
            let x = area.x.saturating_add(1).saturating_add(*column);
            pen.text(x, y, words, *role, area.right().saturating_sub(x));
        }
        if let (Some(column), Some(open)) = (row.typed_at, plan::inline(self.ui)) {
            let x = area.x.saturating_add(1).saturating_add(column);
            pen.clear(Rect { x, y, width: area.right().saturating_sub(x), height: 1 });
            overlay::field(pen, x, y, &open.field, area.right().saturating_sub(x));
        }
    }

    fn rows(&self, pen: &Pen<'_>, at: usize, line: &Line, width: u16) -> Vec<Row> {
        let row = |pieces| Row { line: at, pieces, typed_at: None };
        let here = Some(at) == self.at;
        match &line.body {
            Body::Heading(title) => {
                let mut rows = vec![row(vec![(0, (*title).to_owned(), Role::Title)])];
                if line.section > 0 {
                    rows.insert(0, row(Vec::new()));
                }
                rows
            }
            Body::Fact(label, said) => labelled(at, label, said, Role::Text, width),
            Body::Word(words) => vec![row(vec![(0, words.clone(), Role::Dim)])],
            Body::Record(record) => vec![row(record_pieces(pen, record, width))],
            Body::Field(field) => self.field(at, field, here, width),
        }
    }

    fn field(&self, at: usize, field: &FieldLine, here: bool, width: u16) -> Vec<Row> {
        let typed = here && plan::inline(self.ui).is_some();
        let left = field.depth * 4;
        let label = field.label.unwrap_or_default();
        if field.field.ty == Type::Long && !typed {
            return long(at, field, left, here, width);
        }
        let (said, role) = match (&field.value, field.source) {
            (Some(value), Source::Typed) => (value.clone(), Role::Text),
            (Some(value), Source::Follows) => (format!("{value} (follows)"), Role::Dim),
            (None, _) => ("–".to_owned(), Role::Dim),
        };
        let narrow = width < LABEL + 16;
        let column =
            if narrow { u16::try_from(text::width(label)).unwrap_or(8) + 2 } else { LABEL };
        let column = left + column.min(width / 2);
        let pieces = vec![
            (left, text::fit(label, column.saturating_sub(left + 1).into()), Role::Dim),
            (column, said, role),
        ];
        vec![Row { line: at, pieces, typed_at: typed.then_some(column) }]
    }
}

/// A name and its words, broken to the width under each other.
fn labelled(at: usize, label: &str, said: &str, role: Role, width: u16) -> Vec<Row> {
    let column = if width < 60 { 13 } else { LABEL }.min(width / 2);
    let room = usize::from(width.saturating_sub(column)).max(1);
    let parts = wrap::rows([said], room);
    let mut rows: Vec<Row> = parts
        .iter()
        .map(|part| (column, wrap::part(said, *part).trim_end().to_owned(), role))
        .map(|piece| Row { line: at, pieces: vec![piece], typed_at: None })
        .collect();
    let name = text::fit(label, usize::from(column.saturating_sub(1)));
    if let Some(first) = rows.first_mut() {
        first.pieces.insert(0, (0, name, Role::Dim));
    }
    rows
}

/// A long text under its name, broken to the width; only its beginning where it is not at hand.
fn long(at: usize, field: &FieldLine, left: u16, here: bool, width: u16) -> Vec<Row> {
    let row = |pieces| Row { line: at, pieces, typed_at: None };
    let Some(value) = &field.value else {
        let name = field.label.map(|label| (left, label.to_owned(), Role::Dim));
        let after = field.label.map_or(0, |label| text::width(label) + 1);
        let column = left + u16::try_from(after).unwrap_or(0);
        let hint = (column, format!("– {}", field.field.hint), Role::Dim);
        return vec![row(name.into_iter().chain([hint]).collect())];
    };
    let inset = left + if field.label.is_some() { 2 } else { 0 };
    let room = usize::from(width.saturating_sub(inset)).max(1);
    let texts: Vec<&str> = value.split('\n').collect();
    let parts = wrap::rows(texts.iter().copied(), room);
    let most = if here { parts.len() } else { SHOWN_MOST };
    let mut rows: Vec<Row> = field
        .label
        .map(|label| row(vec![(left, label.to_owned(), Role::Dim)]))
        .into_iter()
        .collect();
    rows.extend(parts.iter().take(most).filter_map(|part| {
        let words = wrap::part(texts.get(part.line)?, *part).to_owned();
        Some(row(vec![(inset, words, Role::Text)]))
    }));
    if parts.len() > most {
        let words = format!("… {} more rows", parts.len() - most);
        rows.push(row(vec![(inset, words, Role::Dim)]));
    }
    rows
}

fn record_pieces(pen: &Pen<'_>, record: &RecordLine, width: u16) -> Vec<(u16, String, Role)> {
    let (sign, role) = match record.state {
        State::Settled => (pen.looks.sign("✓", "x"), Role::Dim),
        State::Overdue => (pen.looks.sign("!", "!"), Role::Bad),
        State::Open if record.is_open => (pen.looks.sign("▾", "v"), Role::Text),
        State::Open => (pen.looks.sign("·", "-"), Role::Text),
    };
    let more = match record.state {
        State::Overdue => Role::Bad,
        State::Open | State::Settled => Role::Dim,
    };
    let title = if record.state == State::Settled { Role::Dim } else { Role::Text };
    let width = usize::from(width);
    let rest = rest(&record.more, width - width / 3);
    let words = text::fit(&record.title, width.saturating_sub(4 + text::width(&rest)));
    let column = 2 + text::width(&words) + 2;
    // A text at the end, such as what is done about a risk, takes what is left.
    let last = record.more.last().filter(|last| last.starts_with('→') && !rest.ends_with(*last));
    let left = width.saturating_sub(column + text::width(&rest) + 3);
    let last = last.filter(|_| left >= 12).map(|last| format!(" · {}", text::fit(last, left)));
    let rest = format!("{rest}{}", last.unwrap_or_default());
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    vec![(0, sign.to_owned(), role), (2, words, title), (column, rest, more)]
}

/// What else is known of a record, as far as it stands whole in so many columns; what matters
/// most, such as the day it is due, is always there.
fn rest(more: &[String], most: usize) -> String {
    let mut said = String::new();
    for (at, part) in more.iter().enumerate() {
        let dot = if at == 0 { "" } else { " · " };
        if at > 0 && text::width(&said) + text::width(dot) + text::width(part) > most {
            break;
        }
        said.push_str(dot);
        said.push_str(part);
    }
    said
}

/// What lies out of sight.
fn more(pen: &mut Pen<'_>, area: Rect, top: usize, rows: usize) {
    let below = rows.saturating_sub(top + usize::from(area.height));
    let right = area.right();
    if area.width < 8 || area.height < 2 {
        return;
    }
    if top > 0 {
        pen.right(right, area.y, pen.looks.sign("↑", "^"), Role::Dim, 1);
    }
    if below > 0 {
        pen.right(right, area.bottom() - 1, pen.looks.sign("↓", "v"), Role::Dim, 1);
    }
}
