//! Drawing the settings: value in force, default, who set it, and what the one at hand means.

use ratatui::layout::Rect;

use crate::app::{Ui, settings};
use crate::domain::Book;
use crate::domain::settings::{SPECS, Spec};
use crate::domain::when::short;

use super::paint::Pen;
use super::theme::Role;
use super::words::UNKNOWN;
use crate::app::list::scrolled;

/// Draws the settings.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    let heads = u16::from(area.height >= 4);
    let hints = if area.height >= 6 { 2 } else { 0 };
    let label = (area.width / 3).min(24);
    let value = (area.width / 4).min(18);
    let columns = [area.x + 1, area.x + 2 + label, area.x + 4 + label + value];
    if heads > 0 {
        for (x, words) in columns.iter().zip(["Setting", "Value", "Set by, on"]) {
            pen.text(*x, area.y, words, Role::Title, area.right().saturating_sub(*x));
        }
    }
    let rows = settings::rows(area);
    let skip = scrolled(ui.settings.at, rows.height.into());
    for (y, (at, spec)) in (rows.y..rows.bottom()).zip(SPECS.iter().enumerate().skip(skip)) {
        setting(pen, y, area.right(), ui, book, spec, columns);
        if at == ui.settings.at {
            pen.shade(Rect { y, height: 1, ..rows }, Role::Selected);
            pen.point(rows.x, y);
        }
    }
    let spec = SPECS.get(ui.settings.at).filter(|_| hints > 0);
    if let Some(spec) = spec {
        let words = format!("{}: {}", spec.label, spec.hint);
        let y = area.bottom() - 1;
        pen.text(area.x + 1, y, &words, Role::Dim, area.width.saturating_sub(2));
    }
}

fn setting(
    pen: &mut Pen<'_>,
    y: u16,
    end: u16,
    ui: &Ui,
    book: &Book,
    spec: &Spec,
    columns: [u16; 3],
) {
    let [label, value, by] = columns;
    pen.text(label, y, spec.label, Role::Text, value.saturating_sub(label + 1));
    let shown = in_force(ui, book, spec);
    let role = if book.settings.is_set(spec.key) { Role::Text } else { Role::Dim };
    pen.text(value, y, &shown, role, by.saturating_sub(value + 2));
    pen.text(by, y, &author(ui, book, spec), Role::Dim, end.saturating_sub(by));
}

/// The value in force; a line that is being tried shows where it would be.
fn in_force(ui: &Ui, book: &Book, spec: &Spec) -> String {
    use crate::domain::score::Axis;
    use crate::domain::settings::threshold_key;
    let axis = Axis::ALL.iter().copied().find(|axis| threshold_key(*axis) == spec.key);
    match axis {
        Some(axis) => ui.seen(book).thresholds().of(axis).to_string(),
        None => Some(book.settings.said(spec))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}

fn author(ui: &Ui, book: &Book, spec: &Spec) -> String {
    if !book.settings.is_set(spec.key) {
        return "default".to_owned();
    }
    let (who, at) = book.settings.author(spec.key);
    let who = who.filter(|who| !who.is_empty()).map(str::to_owned);
    let day = at.map(|at| short(at.date(), ui.today()));
    let by = who.into_iter().chain(day).collect::<Vec<_>>().join(", ");
    match spec.default {
        "" => by,
        default => format!("{by} (default {})", spec.said(default)),
    }
}
