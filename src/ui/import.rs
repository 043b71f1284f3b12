//! The import screen: what a file would do to the book, before and after it is taken.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::effect::{ImportDecided, ImportPreview, ImportQuestion, ImportReading};
use crate::app::import::{Stage, View};
use crate::app::import_counts::Count;
use crate::app::import_parts::{LISTED_MOST, Part};
use crate::text;

use super::import_going::{going, grouped};
use super::import_parts;
use super::import_rows::{Row, broken, flowing, plain};
use super::paint::Pen;
use super::theme::Role;

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
        Stage::Done(_, label) if !view.lists.all.is_empty() => all_done(view, label),
        Stage::Done(preview, label) => done(preview, view, label, area.width),
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

fn choosing() -> Vec<Row> {
    vec![
        plain("Import a list", Role::Title),
        Row::new(),
        plain("Export a list from the CRM or a spreadsheet: a CSV file, a workbook", Role::Text),
        plain("(.xlsx, .xls, .ods) or a ZIP. Then type the name of the file below.", Role::Text),
        plain("It is shown first: nothing is written before you say so, and one u", Role::Dim),
        plain("takes it all back.", Role::Dim),
    ]
}

fn shown(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let mut rows = vec![plain(preview.file.clone(), Role::Title)];
    rows.extend(view.lists.words().map(|words| plain(words, Role::Text)));
    if let Some(problem) = &preview.problem {
        rows.push(plain(problem.clone(), Role::Bad));
    } else {
        rows.extend(counts(&preview.counted(&view.decided), width));
    }
    if let Some(question) = view.question() {
        rows.push(plain(question.words.clone(), Role::Text));
        rows.extend(answers(question, view.at, width));
    } else if preview.problem.is_none() {
        let ask = "Nothing is written yet: Enter imports it, Esc leaves.";
        rows.push(plain(ask, Role::Dim));
    }
    rows.extend(import_parts::parts(preview, view, width));
    match view.part {
        Part::Whole => rows.extend(body(preview, &view.decided, width)),
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

/// What became of the lists of an archive.
fn all_done(view: &View, label: &str) -> Vec<Row> {
    let mut rows = vec![plain(label, Role::Good), Row::new()];
    rows.extend(view.lists.became.iter().map(|words| plain(words.clone(), Role::Text)));
    let next = match view.lists.taken {
        0 => "Enter shows the map.",
        1 => "Enter shows the map. u takes the list back.",
        _ => "Enter shows the map. u takes the lists back, the last one first.",
    };
    rows.extend([Row::new(), plain(next, Role::Text)]);
    rows
}

fn done(preview: &ImportPreview, view: &View, label: &str, width: u16) -> Vec<Row> {
    let mut rows = vec![
        plain(label, Role::Good),
        plain("Enter shows the map. u takes the import back.", Role::Text),
        plain("g t scores one account after another: a digit each, 8 means 85.", Role::Text),
    ];
    rows.extend(body(preview, &view.decided, width));
    rows
}

fn counts(counts: &[(Count, u64)], width: u16) -> Vec<Row> {
    let piece = |(what, count): &(Count, u64)| {
        let role = match (what, count) {
            (_, 0) => Role::Dim,
            (Count::Rejected, _) => Role::Bad,
            (Count::New | Count::Changed, _) => Role::Good,
            (Count::InConflict | Count::Alike | Count::Missing, _) => Role::Warn,
            _ => Role::Text,
        };
        (format!("{} {}", grouped(*count), what.word()), role)
    };
    flowing(counts.iter().map(piece).collect(), 3, width)
}

/// How the file was read, its columns, and the rows that stay out.
fn body(preview: &ImportPreview, decided: &ImportDecided, width: u16) -> Vec<Row> {
    let mut rows = vec![Row::new()];
    let told = preview.reading.iter().filter(|reading| !reading.is_idle);
    let read: Vec<String> = told.map(ImportReading::words).collect();
    if !read.is_empty() {
        rows.push(plain(read.join(" · "), Role::Dim));
    }
    rows.extend(preview.notes.iter().map(|note| plain(note.clone(), Role::Warn)));
    rows.extend(preview.products_words(decided).map(|words| plain(words, Role::Warn)));
    rows.extend(preview.left_words().map(|words| plain(words, Role::Dim)));
    if !preview.ignored_words.is_empty() {
        rows.push(plain(preview.ignored_words.clone(), Role::Dim));
    }
    rows.extend(few(Part::Rejected, &preview.rejected, width));
    rows.extend(few(Part::Remarks, &preview.remarks, width));
    if !preview.columns.is_empty() {
        rows.push(Row::new());
        rows.extend(import_parts::columns(preview, None, width));
    }
    rows
}

/// The first of a list, and where the others are.
fn few(part: Part, list: &[[String; 4]], width: u16) -> Vec<Row> {
    if list.is_empty() {
        return Vec::new();
    }
    let title = if part == Part::Remarks { "Taken, but not wholly" } else { "Rejected" };
    let mut rows = vec![Row::new(), plain(title, Role::Title)];
    let first = list.get(..LISTED_MOST.min(list.len())).unwrap_or_default();
    rows.extend(import_parts::remarks(first, None, width));
    if list.len() > first.len() {
        let more = format!("and {} more: Tab goes to `{}`", list.len() - first.len(), part.label());
        rows.push(plain(more, Role::Dim));
    }
    rows
}
