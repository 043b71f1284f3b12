//! The selected account beside map and list, or in two lines under the map. Scores and segment
//! are read through `Seen`, so they follow what is tried at every key press.

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::action;
use crate::app::standing::{distance, number};
use crate::domain::amount::Money;
use crate::domain::book::Details;
use crate::domain::score::{Axis, Scores};
use crate::domain::when::short;
use crate::domain::{Book, kinds};
use crate::text;

use super::map::sign;
use super::paint::Pen;
use super::theme::Role;
use super::words::wrapped;

/// Writes line after line into an area.
struct Lines<'p, 'b> {
    pen: &'p mut Pen<'b>,
    area: Rect,
    y: u16,
}

impl Lines<'_, '_> {
    fn is_full(&self) -> bool {
        self.y >= self.area.bottom()
    }

    fn put(&mut self, words: &str, role: Role) {
        if !self.is_full() {
            let (x, width) = (self.area.x + 1, self.area.width.saturating_sub(1));
            self.pen.text(x, self.y, words, role, width);
            self.y += 1;
        }
    }

    fn pair(&mut self, label: &str, words: &str) {
        if !self.is_full() && !words.is_empty() {
            let x = self.area.x + 1;
            self.pen.text(x, self.y, label, Role::Dim, 12);
            let room = self.area.width.saturating_sub(14);
            self.pen.text(x + 13, self.y, words, Role::Text, room);
            self.y += 1;
        }
    }

    fn gap(&mut self) {
        self.y += 1;
    }
}

/// Draws the details pane.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let row = ui.selected_row(book);
    let name = row.map_or("No account selected", |row| book.accounts.name(row));
    let inside =
        pen.frame(area, &text::fit(name, usize::from(area.width.saturating_sub(6))), Role::Border);
    let Some(row) = row else { return };
    let mut lines = Lines { pen, area: inside, y: inside.y };
    let details = ui.selected.and_then(|id| book.looked_at.get(&id));
    standing(&mut lines, ui, book, row, details);
    let Some(details) = details else { return };
    lines.gap();
    facts(&mut lines, ui, book, details);
    lines.gap();
    steps(&mut lines, ui, details);
    note(&mut lines, details);
}

/// Segment, scores, distance to the lines and the way it came.
fn standing(
    lines: &mut Lines<'_, '_>,
    ui: &Ui,
    book: &Book,
    row: usize,
    details: Option<&Details>,
) {
    let seen = ui.seen(book);
    let (scores, thresholds) = (seen.scores(row), seen.thresholds());
    let (kept, segment) = (book.accounts.scores(row), seen.segment(row));
    let (glyph, role) = sign(*lines.pen.looks, ui, book, row);
    let tried = kept != scores || book.seen().segment(row) != segment;
    let days = details.and_then(|details| details.trail.days_in_segment(ui.today()));
    let since = match days.filter(|_| !tried) {
        Some(1) => " for 1 day".to_owned(),
        Some(days) => format!(" for {days} days"),
        None => String::new(),
    };
    let words = format!("{glyph} {}{since}", segment.map_or("Unplaced", |s| s.label()));
    lines.put(&words, role);
    for axis in Axis::ALL {
        let number = if kept.of(*axis) == scores.of(*axis) {
            number(scores.of(*axis))
        } else {
            format!("{}→{}", number(kept.of(*axis)), number(scores.of(*axis)))
        };
        let to_line = thresholds.to_line(scores, *axis).map_or("unknown".to_owned(), line_words);
        lines.pair(axis.label(), &format!("{number}  {to_line}"));
    }
    if segment.is_some() {
        let label = if thresholds.borderline(scores) { "Borderline" } else { "Next line" };
        lines.pair(label, &distance(&thresholds, scores));
    }
    if let Some(words) = details.and_then(|details| way(lines.pen, details, scores, ui.today())) {
        lines.pair("Trail", &words);
    }
}

/// Points above or below a line: `+47`, `−3`, `on the line`.
fn line_words(points: i32) -> String {
    match points {
        0 => "on the line".to_owned(),
        1.. => format!("{points} above the line"),
        _ => format!("{} below the line", -points),
    }
}

/// Where it came from: an arrow, the former scores and since when.
fn way(pen: &Pen<'_>, details: &Details, now: Scores, today: Date) -> Option<String> {
    let stands = &details.trail.stands;
    let before = stands.iter().rev().find(|stand| stand.scores != now)?;
    let (e, p) = (before.scores.engagement?, before.scores.potential?);
    let (to_e, to_p) = (now.engagement?, now.potential?);
    let arrow = match (to_p.cmp(&p) as i8, to_e.cmp(&e) as i8) {
        (1, 1) => pen.looks.sign("↗", "up right"),
        (1, 0) => pen.looks.sign("→", "right"),
        (1, -1) => pen.looks.sign("↘", "down right"),
        (0, 1) => pen.looks.sign("↑", "up"),
        (0, -1) => pen.looks.sign("↓", "down"),
        (-1, 1) => pen.looks.sign("↖", "up left"),
        (-1, 0) => pen.looks.sign("←", "left"),
        _ => pen.looks.sign("↙", "down left"),
    };
    let since = stands.iter().find(|stand| stand.scores == now && stand.on >= before.on);
    let ago = since.map(|stand| stand.on.duration_until(today).as_hours() / 24);
    let ago = match ago {
        Some(..=0) => ", today".to_owned(),
        Some(days) => format!(", {days} d ago"),
        None => String::new(),
    };
    Some(format!("{arrow} from {e}/{p}{ago}"))
}

fn facts(lines: &mut Lines<'_, '_>, ui: &Ui, book: &Book, details: &Details) {
    let account = &details.account;
    let year = book.last_year(ui.today());
    let revenue = details.revenue(year).map_or("–".to_owned(), Money::short);
    lines.pair(&format!("Revenue {year}"), &revenue);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    lines.pair("Yearly value", &account.yearly_value.map(Money::short).unwrap_or_default());
    lines.pair("Owner", &text(&account.owner));
    lines.pair("Relationship", account.relationship.0.label());
    lines.pair("City", &text(&account.city));
    lines.pair("Industry", &text(&account.industry));
}

fn steps(lines: &mut Lines<'_, '_>, ui: &Ui, details: &Details) {
    let steps = details.steps();
    if steps.is_empty() {
        lines.put(&no_step(ui, |key| format!("{key} adds one")), Role::Warn);
        return;
    }
    lines.put("Next steps", Role::Title);
    for step in steps.iter().take(5) {
        let (due, role) = due_words(step.due, ui.today());
        if lines.is_full() {
            return;
        }
        let area = lines.area;
        let x = lines.pen.right(area.right(), lines.y, &due, role, 16);
        let room = x.saturating_sub(area.x + 2);
        lines.pen.text(area.x + 1, lines.y, &step.title.0, Role::Text, room);
        lines.y += 1;
    }
    if steps.len() > 5 {
        lines.put(&format!("and {} more", steps.len() - 5), Role::Dim);
    }
}

/// When a step is due, in a few words.
pub fn due_words(due: Option<Date>, today: Date) -> (String, Role) {
    let Some(due) = due else { return ("no date".to_owned(), Role::Dim) };
    let days = today.duration_until(due).as_hours() / 24;
    match days {
        ..0 => (format!("{} d overdue", -days), Role::Bad),
        0 => ("today".to_owned(), Role::Warn),
        1 => ("tomorrow".to_owned(), Role::Text),
        2..7 => (due.strftime("%a").to_string(), Role::Text),
        _ => (short(due, today), Role::Dim),
    }
}

fn note(lines: &mut Lines<'_, '_>, details: &Details) {
    let Some(note) = details.account.note.as_ref().filter(|note| !note.0.trim().is_empty()) else {
        return;
    };
    lines.gap();
    lines.put("Account note", Role::Title);
    let width = usize::from(lines.area.width.saturating_sub(2));
    let room = usize::from(lines.area.bottom().saturating_sub(lines.y));
    for line in wrapped(&note.0, width, room) {
        lines.put(&line, Role::Text);
    }
}

/// Draws the one or two lines about the selected account under the map.
pub fn said(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let Some(row) = ui.selected_row(book).filter(|_| area.height > 0) else { return };
    let details = ui.selected.and_then(|id| book.looked_at.get(&id));
    let (glyph, role) = sign(*pen.looks, ui, book, row);
    let style = pen.style(role);
    pen.glyph(area.x + 1, area.y, glyph, style);
    let name = text::pad(book.accounts.name(row), 18.min(usize::from(area.width / 3)));
    let x = pen.text(area.x + 3, area.y, &name, Role::Title, area.width.saturating_sub(3)) + 1;
    pen.text(
        x,
        area.y,
        &sentence(ui, book, row, details),
        Role::Text,
        area.right().saturating_sub(x),
    );
    if area.height > 1 {
        let (words, role) = next_step(ui, details);
        pen.text(area.x + 3, area.y + 1, &words, role, area.width.saturating_sub(3));
    }
}

/// The selected account in a sentence: `engagement 97 · potential 35 · 84k last year`.
fn sentence(ui: &Ui, book: &Book, row: usize, details: Option<&Details>) -> String {
    let (kept, scores) = (book.accounts.scores(row), ui.seen(book).scores(row));
    let score = |axis: Axis| crate::app::standing::score(axis, kept.of(axis), scores.of(axis));
    let mut words = vec![score(Axis::Engagement), score(Axis::Potential)];
    if let Some(details) = details {
        let revenue = details.revenue(book.last_year(ui.today()));
        words
            .push(revenue.map_or("last year –".to_owned(), |m| format!("{} last year", m.short())));
        words.extend(details.account.city.clone());
    }
    words.join(" · ")
}

fn next_step(ui: &Ui, details: Option<&Details>) -> (String, Role) {
    let steps: Vec<&kinds::Action> = details.map(Details::steps).unwrap_or_default();
    match steps.first() {
        Some(step) => {
            let (due, role) = due_words(step.due, ui.today());
            let role = if role == Role::Bad { Role::Bad } else { Role::Text };
            (format!("Next step: {} · {due}", step.title.0), role)
        }
        None if details.is_some() => {
            let how = |key: &str| format!("press {key} and type, e.g.  call CFO fri");
            (no_step(ui, how), Role::Dim)
        }
        None => (String::new(), Role::Dim),
    }
}

/// That there is no next step, and what to do with the key that makes one.
fn no_step(ui: &Ui, how: impl Fn(&str) -> String) -> String {
    let add = action::all().find(|action| action.id == "step.add");
    match add.map(|action| ui.keymap.label(action)).filter(|key| !key.is_empty()) {
        Some(key) => format!("Next step: none — {}", how(&key)),
        None => "Next step: none".to_owned(),
    }
}
