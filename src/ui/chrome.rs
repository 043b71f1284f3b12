//! What stands around every screen: the line of tabs, the line that says what happened and the
//! line of keys.

use ratatui::layout::Rect;

use crate::app::action::{self, Action};
use crate::app::filter::FILTERED;
use crate::app::general::UNDO;
use crate::app::map::Pane;
use crate::app::ui::Tone;
use crate::app::{Mode, Screen, Ui, import_actions, tabs, triage};
use crate::domain::Book;
use crate::text;

use super::paint::Pen;
use super::theme::Role;
use super::words::wrapped;

/// The most lines that a message takes.
const MESSAGE: usize = 4;
/// Blanks between a message and the hint at the right of it, besides the one at its end.
const GAP: u16 = 1;

/// The actions named in the footer while the tray is open, and their words there.
const TRAY: [(&str, &str); 6] = [
    ("map.up", "up"),
    ("map.down", "down"),
    ("score", "score"),
    ("map.open", "plan"),
    ("map.tray", "back to the map"),
    ("help", "help"),
];

/// Divides the window: tabs, body, and the two lines at the foot. Small windows lose the foot
/// first, then the tabs.
pub fn split(area: Rect) -> [Rect; 3] {
    let (top, foot) = match area.height {
        0..=2 => (0, 0),
        3..=5 => (0, 1),
        _ => (1, 2),
    };
    let body = area.height - top - foot;
    [
        Rect { height: top, ..area },
        Rect { y: area.y + top, height: body, ..area },
        Rect { y: area.y + top + body, height: foot, ..area },
    ]
}

/// The line of tabs, with the number of accounts and the filter at its right.
pub fn tabs(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.is_empty() {
        return;
    }
    let mut x = area.x + 1;
    for (tab, from, to) in tabs::tabs(ui) {
        let at_hand = tab == ui.screen;
        x = area.x + from;
        if at_hand {
            x = pen.text(x, area.y, pen.looks.sign("◧ ", "> "), Role::Title, tabs::SIGN);
        }
        let role = if at_hand { Role::Title } else { Role::Dim };
        pen.text(x, area.y, tab.label(), role, area.right().saturating_sub(x));
        x = area.x + to + 2;
    }
    let filtered = FILTERED.contains(&ui.screen);
    let shown = if filtered { ui.rows.len() } else { ui.living };
    let accounts = if shown == 1 { "account" } else { "accounts" };
    let marked = match ui.marks.len() {
        0 => String::new(),
        n => format!("{n} marked · "),
    };
    // The filter stands only where it leaves something out.
    let filter = if filtered { format!(" · {}", ui.filter.label()) } else { String::new() };
    // Marks are acted on wherever they are: what is cut in a narrow window is the filter.
    let marked = if filtered { marked } else { String::new() };
    let read_only = if ui.read_only { "read only · " } else { "" };
    let words = format!("{read_only}{marked}{shown} {accounts}{filter} ");
    if !book.accounts.is_empty() {
        pen.right(area.right(), area.y, &words, Role::Dim, area.right().saturating_sub(x));
    }
}

/// What happened, and the keys of this place.
pub fn foot(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    if area.height >= 2 && !matches!(ui.mode, Mode::Prompt(_) | Mode::Confirm(_)) {
        status(pen, Rect { height: 1, ..area }, ui);
    }
    if area.height >= 1 {
        keys(pen, Rect { y: area.bottom() - 1, height: 1, ..area }, ui, book);
    }
}

fn status(pen: &mut Pen<'_>, area: Rect, ui: &Ui) {
    if ui.status.text.is_empty() {
        let words = ui.notices.join("; ");
        pen.text(area.x + 1, area.y, &words, Role::Warn, area.width.saturating_sub(2));
        return;
    }
    let (sign, role) = match ui.status.tone {
        Tone::Saved => (pen.looks.sign("✓ Saved: ", "Saved: "), Role::Good),
        Tone::Refused => (pen.looks.sign("✗ ", "! "), Role::Bad),
        Tone::Said => ("", Role::Text),
    };
    let undo = if ui.status.tone == Tone::Saved { undo_hint(ui) } else { String::new() };
    let room = area.width.saturating_sub(1);
    let words = format!("{sign}{}", ui.status.text);
    let whole = pen.area();
    // At least two blanks before the hint.
    let hint = match u16::try_from(text::width(&undo)).unwrap_or(0) {
        0 => 0,
        wide => (wide + GAP).min(room),
    };
    let line = Rect { width: area.width.saturating_sub(hint), ..area };
    upwards(pen, line, whole, &words, role);
    pen.right(area.right().saturating_sub(1), area.y, &undo, Role::Dim, room);
}

/// Writes words so that they end on a line: what does not fit on it takes the lines above, so that
/// the reason of a refusal is never cut. A window that is not high gives no more than a third.
pub fn upwards(pen: &mut Pen<'_>, last: Rect, whole: Rect, words: &str, role: Role) {
    let most = usize::from(whole.height / 3).clamp(1, MESSAGE);
    let width = last.width.saturating_sub(2);
    let mut lines = wrapped(words, usize::from(width), usize::MAX);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
    let first = last.y.saturating_sub(above);
    for (y, line) in (first..=last.y).zip(lines) {
        // The whole row: what stood behind the words would be read with them.
        pen.clear(Rect { y, height: 1, ..whole });
        pen.text(last.x + 1, y, &line, role, width);
    }
}

fn undo_hint(ui: &Ui) -> String {
    let undo = action::all().find(|action| action.id == UNDO);
    undo.map(|action| format!("{} undo", ui.keymap.label(action))).unwrap_or_default()
}

/// The actions named in the footer of a screen, most useful first.
pub fn footer_actions(screen: Screen) -> Vec<(&'static Action, &'static str)> {
    let named = |a: &'static Action| a.hint.map(|(word, rank)| (rank, a, word));
    let mut hints: Vec<_> = action::all().filter(|a| a.applies(screen)).filter_map(named).collect();
    hints.sort_by_key(|(rank, _, _)| *rank);
    hints.into_iter().map(|(_, action, word)| (action, word)).collect()
}

fn keys(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let words: Vec<(String, String)> = match ui.mode.hints() {
        Some(hints) => hints.iter().map(|(k, w)| ((*k).to_owned(), (*w).to_owned())).collect(),
        None if ui.screen == Screen::Map && ui.map.pane == Pane::Tray => TRAY
            .iter()
            .filter_map(|(id, word)| {
                let action = action::all().find(|action| action.id == *id)?;
                Some((first_key(ui, action), (*word).to_owned()))
            })
            .collect(),
        None => footer_actions(ui.screen)
            .into_iter()
            .filter(|(action, _)| (action.ready)(ui, book).is_ok())
            .map(|(action, word)| {
                (
                    action,
                    triage::word(ui, action)
                        .or_else(|| import_actions::word(ui, action))
                        .unwrap_or(word),
                )
            })
            .map(|(action, word)| (first_key(ui, action), word.to_owned()))
            .collect(),
    };
    // Help stands last and is never left out: room is kept for it.
    let (last, first) = match words.split_last() {
        Some((last, first)) if ui.mode.hints().is_none() => (Some(last), first),
        _ => (None, words.as_slice()),
    };
    let width = |(key, word): &(String, String)| text::width(key) + text::width(word) + 3;
    let keep = last.map_or(0, width);
    let mut x = area.x + 1;
    for (key, word) in first {
        let needs = text::width(key) + text::width(word) + 3 + keep;
        if usize::from(area.right().saturating_sub(x)) < needs {
            continue;
        }
        x = hint(pen, x, area, key, word);
    }
    if let Some((key, word)) = last {
        hint(pen, x, area, key, word);
    }
}

/// The key that begins an action: what can follow it is shown once it is pressed.
fn first_key(ui: &Ui, action: &Action) -> String {
    let first = ui.keymap.of(action).first().and_then(|keys| keys.first());
    first.map(|key| key.label()).unwrap_or_default()
}

fn hint(pen: &mut Pen<'_>, x: u16, area: Rect, key: &str, word: &str) -> u16 {
    let x = pen.text(x, area.y, key, Role::Title, area.right().saturating_sub(x));
    let x = pen.text(x + 1, area.y, word, Role::Dim, area.right().saturating_sub(x + 1));
    x + 2
}

/// Whether a line is typed at the foot, in place of the words about what happened.
pub fn prompt_area(area: Rect, ui: &Ui) -> Option<Rect> {
    let rows = u16::from(matches!(ui.mode, Mode::Prompt(_)));
    let [_, body, foot] = split(area);
    let y = if foot.height >= 2 { foot.y } else { body.bottom().saturating_sub(1) };
    (rows > 0).then_some(Rect { y, height: 1, ..area })
}
