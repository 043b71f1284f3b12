//! How far an import is: a bar with count, rate and time left.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::app::Ui;

use super::import_rows::{Row, plain};
use super::paint::Pen;
use super::theme::Role;

/// A bar with count and rate.
pub fn going(pen: &Pen<'_>, ui: &Ui, title: &str, area: Rect) -> Vec<Row> {
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
pub fn grouped(number: u64) -> String {
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
