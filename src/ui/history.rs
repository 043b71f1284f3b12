//! Drawing the history: the changes, newest first, and what the one that is open altered.

use ratatui::layout::Rect;

use crate::app::history::state_word;
use crate::app::{Ui, list};
use crate::domain::Book;
use crate::domain::history::{Crossed, Entry, Line, State};
use crate::domain::kinds;
use crate::domain::kinds::Setting;
use crate::domain::moment::Moment;
use crate::domain::score::Segment;
use crate::domain::settings::{SPECS, Spec};
use crate::domain::when::short;

use crate::text;

use super::paint::Pen;
use super::theme::Role;

/// Columns of the window for the time.
const TIME: u16 = 19;
/// The most edits of a change that are shown at once.
const LINES: usize = 12;

/// Draws the history.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    let area = title(pen, area, ui, book);
    let entries = match &ui.log.entries {
        Some(entries) if !entries.is_empty() => entries,
        known => {
            let words =
                if known.is_some() { "Nothing has been changed yet." } else { "Reading …" };
            pen.text(area.x + 1, area.y, words, Role::Dim, area.width.saturating_sub(1));
            return;
        }
    };
    let (at, rows) = (ui.log.at, usize::from(area.height));
    let opened = entries.get(at).filter(|entry| ui.log.open == Some(entry.id));
    let below = opened.map_or(0, |entry| lines_of(entry).min(rows.saturating_sub(1)));
    let top = list::in_sight(ui.log.top, at, rows).max((at + below + 1).saturating_sub(rows));
    let mut y = area.y;
    for (place, entry) in entries.iter().enumerate().skip(top) {
        if y >= area.bottom() {
            break;
        }
        let row = Rect { y, height: 1, ..area };
        let crossed = ui.log.crossed.get(place).map_or(&[][..], Vec::as_slice);
        change(pen, row, ui, entry, crossed);
        if place == at {
            pen.shade(row, Role::Selected);
            pen.point(row.x, y);
        }
        y += 1;
        if ui.log.open == Some(entry.id) {
            y = edits(pen, Rect { y, height: area.bottom() - y, ..area }, book, entry);
        }
    }
}

/// Says whose changes these are, where there is room; gives what is left.
fn title(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) -> Rect {
    if area.height < 4 {
        return area;
    }
    let of = ui.log.of.and_then(|id| book.accounts.row(id));
    let words = match of {
        Some(row) => format!("Changes of {}", book.accounts.name(row)),
        None => "Changes of this book".to_owned(),
    };
    pen.text(area.x + 1, area.y, &words, Role::Title, area.width.saturating_sub(1));
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

fn when(at: Moment, ui: &Ui) -> String {
    format!("{} {}", short(at.date(), ui.today()), at.local().strftime("%H:%M"))
}

fn change(pen: &mut Pen<'_>, row: Rect, ui: &Ui, entry: &Entry, crossed: &[Crossed]) {
    let is_gone = matches!(entry.state, State::Undone | State::Gone);
    let role = if is_gone { Role::Dim } else { Role::Text };
    let time = if row.width >= 50 { TIME } else { 0 };
    pen.text(row.x + 1, row.y, &when(entry.at, ui), Role::Dim, time.saturating_sub(1));
    let x = row.x + 1 + time;
    let word = state_word(entry.state);
    let who = if row.width >= 80 { entry.actor.as_str() } else { "" };
    let dot = if word.is_empty() || who.is_empty() { "" } else { " · " };
    let end = row.right().saturating_sub(1);
    let right = format!("{word}{dot}{who}");
    let most = if row.width >= 30 { row.width / 3 } else { 0 };
    let end = pen.right(end, row.y, &right, Role::Dim, most).saturating_sub(2);
    let label = shortened(&entry.label, usize::from(end.saturating_sub(x)));
    let x = pen.text(x, row.y, &label, role, end.saturating_sub(x));
    let (words, role) = crossing(crossed);
    // Half a crossing says nothing, and what was done often says it already.
    if text::width(&words) <= usize::from(end.saturating_sub(x + 2)) {
        pen.text(x + 2, row.y, &words, role, end.saturating_sub(x + 2));
    }
}

/// The label of a change in so many columns. At its end stands what was done, such as the scores,
/// at its beginning a name that may be long: the middle gives way, so that both can be told.
fn shortened(label: &str, most: usize) -> String {
    let whole = text::width(label);
    if whole <= most || most < 24 {
        return label.to_owned();
    }
    let begin = text::fit(label, (most / 3).max(12));
    let room = most - text::width(&begin);
    let mut end = String::new();
    let mut taken = 0;
    for letter in text::display(label).chars().rev() {
        taken += text::width(&letter.to_string());
        if taken > room {
            break;
        }
        end.insert(0, letter);
    }
    format!("{begin}{end}")
}

/// Who crossed from one segment into another, in words.
fn crossing(crossed: &[Crossed]) -> (String, Role) {
    let place = |segment: Option<Segment>| segment.map_or("Unplaced", Segment::label);
    match crossed {
        [] => (String::new(), Role::Dim),
        [one] => (format!("{} → {}", place(one.from), place(one.to)), Role::of(one.to)),
        several => (format!("{} crossed a line", several.len()), Role::Warn),
    }
}

/// How many lines show what a change altered.
fn lines_of(entry: &Entry) -> usize {
    let shown = entry.lines.len().min(LINES);
    shown + usize::from(entry.edits > shown as u64)
}

/// Draws what a change altered; gives the next free row.
fn edits(pen: &mut Pen<'_>, area: Rect, book: &Book, entry: &Entry) -> u16 {
    let mut y = area.y;
    for line in entry.lines.iter().take(LINES) {
        if y >= area.bottom() {
            return y;
        }
        let words = edit(book, line);
        pen.text(area.x + 4, y, &words, Role::Text, area.width.saturating_sub(5));
        y += 1;
    }
    let shown = entry.lines.len().min(LINES) as u64;
    if entry.edits > shown && y < area.bottom() {
        let words = format!("… and {} more", entry.edits - shown);
        pen.text(area.x + 4, y, &words, Role::Dim, area.width.saturating_sub(5));
        y += 1;
    }
    y
}

/// An edit of a setting, by the name and in the words of the settings screen.
fn setting(spec: &Spec, line: &Line) -> String {
    let said = |text: &Option<String>| match text {
        Some(text) if line.field == "value" => spec.said(text),
        _ => spec.said(spec.default),
    };
    match (line.field.as_str(), &line.after) {
        ("", Some(_)) => format!("Setting made: {}", spec.label),
        ("", None) => format!("Setting taken away: {}", spec.label),
        _ => format!("{}  {} → {}", spec.label, said(&line.before), said(&line.after)),
    }
}

/// One edit in words: whose, which field, what it held and what it holds.
fn edit(book: &Book, line: &Line) -> String {
    let table = kinds::kind(&line.kind);
    let kind = table.map_or(line.kind.as_str(), |table| table.label);
    let whose = match book.accounts.row(line.record) {
        Some(row) => book.accounts.name(row).to_owned(),
        None => kind.to_owned(),
    };
    if let Some(spec) = SPECS.iter().find(|spec| Setting::id_of(spec.key) == line.record) {
        return setting(spec, line);
    }
    let field = table.and_then(|table| table.field(&line.field));
    let said = |text: &Option<String>| match (text, field) {
        (None, _) => "–".to_owned(),
        (Some(text), Some(field)) => {
            let value = field.ty.restore(text).ok();
            let shown = value.map(|value| crate::app::account::shown(book, &value));
            shown.unwrap_or_else(|| text.clone())
        }
        (Some(text), None) => text.clone(),
    };
    match (line.field.is_empty(), &line.before, &line.after) {
        (true, None, after) => format!("{kind} made: {}", after.as_deref().unwrap_or_default()),
        (true, before, _) => format!("{kind} removed: {}", before.as_deref().unwrap_or_default()),
        (false, before, after) => {
            let label = field.map_or(line.field.as_str(), |field| field.label);
            format!("{whose}: {label}  {} → {}", said(before), said(after))
        }
    }
}
