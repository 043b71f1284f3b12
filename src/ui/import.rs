//! The import screen: what a file would do to the book, before and after it is taken.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::effect::{ImportPreview, ImportQuestion};
use crate::app::import::{Stage, View};
use crate::app::import_parts::Part;
use crate::app::wrap;
use crate::text;

use super::import_parts;
use super::paint::Pen;
use super::theme::Role;

/// A row: pieces with the column they begin in.
pub type Row = Vec<(u16, String, Role)>;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui) {
    if area.is_empty() {
        return;
    }
    let view = &ui.import;
    let rows = match &view.stage {
        Stage::Choosing => choosing(),
        Stage::Looking => going(pen, ui, "Reading the file and comparing it with the book", area),
        Stage::Shown(preview) => shown(preview, view, area.width),
        Stage::Writing(preview) => {
            let title = format!("Importing {}", preview.file);
            going(pen, ui, &title, area)
        }
        Stage::Done(preview, label) => done(preview, label, area.width),
    };
    let rows: Vec<Row> = rows.into_iter().flat_map(|row| broken(row, area.width)).collect();
    let height = usize::from(area.height);
    let at_hand =
        rows.iter().position(|row| row.iter().any(|(_, _, role)| *role == Role::Selected));
    let top = at_hand.map_or(view.top, |at| super::overlay::scrolled(at, height));
    let top = top.min(rows.len().saturating_sub(height));
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        for (column, words, role) in row {
            let x = area.x.saturating_add(1).saturating_add(*column);
            pen.text(x, y, words, *role, area.right().saturating_sub(x));
        }
    }
    if rows.len() > top + height && area.width > 4 {
        pen.right(area.right(), area.bottom() - 1, pen.looks.sign("↓", "v"), Role::Dim, 1);
    }
    let down = u16::try_from(at_hand.unwrap_or(top).saturating_sub(top)).unwrap_or(0);
    pen.point(area.x, area.y.saturating_add(down));
}

/// A row of one sentence.
pub fn plain(words: impl Into<String>, role: Role) -> Row {
    vec![(0, words.into(), role)]
}

/// A row of one sentence, broken to the width.
fn broken(row: Row, width: u16) -> Vec<Row> {
    let [(0, words, role)] = row.as_slice() else { return vec![row] };
    let room = usize::from(width.saturating_sub(2)).max(1);
    let parts = wrap::rows([words.as_str()], room);
    parts.iter().map(|part| plain(wrap::part(words, *part).trim_end(), *role)).collect()
}

fn choosing() -> Vec<Row> {
    vec![
        plain("Import a list", Role::Title),
        Row::new(),
        plain(
            "Export your accounts from the CRM as CSV, then type the name of the file below.",
            Role::Text,
        ),
        plain(
            "It is shown first: nothing is written before you say so, and one u takes it all back.",
            Role::Dim,
        ),
    ]
}

/// A bar with count and rate.
fn going(pen: &Pen<'_>, ui: &Ui, title: &str, area: Rect) -> Vec<Row> {
    let (progress, millis) = (ui.import.progress, ui.now.millis() - ui.import.since);
    let part = percent(progress.bytes, progress.total);
    let width = u64::from(area.width.saturating_sub(12).min(40));
    let full = usize::try_from(width * part / 100).unwrap_or(0);
    let rest = usize::try_from(width).unwrap_or(0).saturating_sub(full);
    let (done, left) = (pen.looks.sign("█", "#"), pen.looks.sign("░", "."));
    let bar = format!("{}{} {part} %", done.repeat(full), left.repeat(rest));
    let rate = u64::try_from(millis).ok().filter(|millis| *millis >= 200).map(|millis| {
        let second = progress.rows.saturating_mul(1000) / millis.max(1);
        format!(" · {} rows a second", grouped(second))
    });
    let taken = Duration::from_millis(u64::try_from(millis).unwrap_or(0));
    let left = progress.left(taken).filter(|_| rate.is_some());
    let left = left.map_or_else(String::new, |left| format!(" · {left} left"));
    let rows = format!("{} rows{}{left}", grouped(progress.rows), rate.unwrap_or_default());
    vec![
        plain(title, Role::Title),
        Row::new(),
        plain(bar, Role::Text),
        plain(rows, Role::Dim),
        Row::new(),
        plain("Esc stops it; then nothing is changed.", Role::Dim),
    ]
}

fn percent(done: u64, all: u64) -> u64 {
    done.saturating_mul(100).checked_div(all).unwrap_or(0).min(100)
}

/// A number with spaces between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn shown(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let mut rows = vec![plain(preview.file.clone(), Role::Title)];
    if let Some(problem) = &preview.problem {
        rows.push(plain(problem.clone(), Role::Bad));
    } else {
        rows.push(counts(&preview.counted(&view.decided)));
    }
    if let Some(question) = view.question() {
        rows.push(plain(question.words.clone(), Role::Text));
        rows.extend(answers(question, view.at, width));
    } else if preview.problem.is_none() {
        let ask = "Nothing is written yet: Enter imports it, Esc leaves everything as it is.";
        rows.push(plain(ask, Role::Dim));
    }
    rows.push(import_parts::parts(preview, view));
    match view.part {
        Part::Whole => rows.extend(body(preview, width)),
        _ => rows.extend(import_parts::rows(preview, view, width)),
    }
    rows
}

/// The answers to choose from.
fn answers(question: &ImportQuestion, at: usize, width: u16) -> impl Iterator<Item = Row> {
    let wide = usize::from(width.saturating_sub(4).min(56));
    question.answers.iter().enumerate().map(move |(place, (words, _))| {
        let role = if place == at { Role::Selected } else { Role::Text };
        vec![(2, text::pad(words, wide), role)]
    })
}

fn done(preview: &ImportPreview, label: &str, width: u16) -> Vec<Row> {
    let mut rows = vec![
        plain(label, Role::Good),
        plain(
            "Enter shows the map. g t scores one account after another. u takes the import back.",
            Role::Text,
        ),
    ];
    rows.extend(body(preview, width));
    rows
}

fn counts(counts: &[(&'static str, u64)]) -> Row {
    let mut row = Row::new();
    let mut column = 0;
    for (word, count) in counts {
        let words = format!("{} {word}", grouped(*count));
        let role = match (*word, count) {
            (_, 0) => Role::Dim,
            ("rejected", _) => Role::Bad,
            ("new" | "changed", _) => Role::Good,
            ("in conflict" | "alike" | "missing", _) => Role::Warn,
            _ => Role::Text,
        };
        let wide = u16::try_from(text::width(&words)).unwrap_or(0);
        row.push((column, words, role));
        column += wide + 3;
    }
    row
}

/// How the file was read, its columns, and the rows that stay out.
fn body(preview: &ImportPreview, width: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    if !preview.reading.is_empty() {
        let read: Vec<String> =
            preview.reading.iter().map(|(what, how)| format!("{what}: {how}")).collect();
        rows.extend([Row::new(), plain(read.join(" · "), Role::Dim)]);
    }
    rows.extend(preview.notes.iter().map(|note| plain(note.clone(), Role::Warn)));
    listed(&mut rows, "Rejected", &preview.rejected, width);
    listed(&mut rows, "Taken, but not wholly", &preview.remarks, width);
    if !preview.columns.is_empty() {
        rows.push(Row::new());
        rows.extend(import_parts::columns(preview, None, width));
    }
    rows
}

/// The same for rejected rows: line, column, value, reason.
const REJECTED: [u16; 4] = [10, 20, 20, 50];

fn listed(rows: &mut Vec<Row>, title: &str, list: &[[String; 4]], width: u16) {
    if list.is_empty() {
        return;
    }
    rows.extend([Row::new(), plain(title, Role::Title)]);
    rows.push(cells(
        &["Line", "Column", "Value", "Why"].map(str::to_owned),
        REJECTED,
        width,
        Role::Dim,
    ));
    rows.extend(list.iter().map(|row| cells(row, REJECTED, width, Role::Text)));
}

/// A row of four cells with these shares of the width, in percent.
pub fn cells(words: &[String; 4], shares: [u16; 4], width: u16, role: Role) -> Row {
    let room = width.saturating_sub(2);
    let mut column = 0;
    let mut row = Row::new();
    for (words, share) in words.iter().zip(shares) {
        let wide = room * share / 100;
        row.push((column, text::fit(words, wide.saturating_sub(1).into()), role));
        column += wide;
    }
    row
}
