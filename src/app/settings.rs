//! The settings of the book: each with its value, its default and who set it. Lines of the grid
//! move while a value is typed.

use ratatui::layout::Rect;

use crate::domain::score::{Axis, Score};
use crate::domain::settings::{SPECS, Spec, spec, threshold_key};
use crate::domain::value::Reading;
use crate::domain::{Book, Change};

use super::action::{Action, Scope, Undo, always};
use super::effect::Effect;
use super::list::{moved, scrolled};
use super::prompt::{Prompt, Purpose};
use super::screen::Screen;
use super::ui::Ui;
use super::whatif;

/// What the settings screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The place of the setting at hand.
    pub at: usize,
}

/// Actions on settings.
pub const ACTIONS: &[Action] = &[Action {
    id: "setting.edit",
    title: "Change the setting",
    words: "edit value threshold line currency money fiscal year month my name amounts",
    scope: Scope::On(&[Screen::Settings]),
    keys: &["enter", "e"],
    hint: Some(("change", 10)),
    ready: always,
    run: edit,
    undo: Undo::Asks,
}];

/// Goes some settings further on.
pub fn step(ui: &mut Ui, by: isize) {
    ui.settings.at = moved(ui.settings.at, by, SPECS.len());
}

/// Puts a setting at hand.
pub fn pick(ui: &mut Ui, at: usize) {
    ui.settings.at = at.min(SPECS.len().saturating_sub(1));
}

/// Where the rows of settings stand: under their heads and above what the one at hand means.
pub fn rows(area: Rect) -> Rect {
    let heads = u16::from(area.height >= 4);
    let hints = if area.height >= 6 { 2 } else { 0 };
    Rect { y: area.y + heads, height: area.height - heads - hints, ..area }
}

/// The setting in a row of the window.
pub fn row_at(ui: &Ui, body: Rect, down: usize) -> Option<usize> {
    let rows = rows(body);
    let down = down.checked_sub(usize::from(rows.y - body.y))?;
    let at = scrolled(ui.settings.at, rows.height.into()) + down;
    (down < usize::from(rows.height) && at < SPECS.len()).then_some(at)
}

fn edit(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let spec = SPECS.get(ui.settings.at)?;
    if let (Some(_), Err(why)) = (axis_of(spec.key), whatif::off(ui)) {
        ui.refuse(why);
        return None;
    }
    let value = book.settings.text(spec.key);
    Prompt::open(ui, Purpose::Setting(spec.key), spec.label, &value);
    None
}

/// The line of the grid that a setting moves.
fn axis_of(key: &str) -> Option<Axis> {
    Axis::ALL.iter().copied().find(|axis| threshold_key(*axis) == key)
}

fn read(ui: &Ui, spec: &Spec, text: &str) -> Result<Option<String>, String> {
    let read = spec.read(text, &Reading::plain(ui.today())).map_err(|reject| reject.to_string())?;
    Ok(read.filter(|text| text != spec.default || spec.default.is_empty()))
}

/// Moves a line of the grid while its place is typed.
pub fn tried(ui: &mut Ui, book: &Book, key: &str, text: &str) {
    let (Some(axis), Some(spec)) = (axis_of(key), spec(key)) else { return };
    let typed = if text.trim().is_empty() { spec.default } else { text.trim() };
    let score = Score::parse(typed).ok();
    ui.trial.thresholds = score.map(|score| book.thresholds().with(axis, score));
}

/// What a typed value means, while it is typed.
pub fn preview(ui: &Ui, book: &Book, key: &str, text: &str) -> Option<String> {
    let spec = spec(key)?;
    let back = match spec.default {
        "" => "nothing typed leaves it open".to_owned(),
        default => format!("nothing typed goes back to {default}"),
    };
    if let Err(why) = read(ui, spec, text) {
        return Some(why);
    }
    if axis_of(key).is_none() || ui.trial.thresholds.is_none() {
        return Some(format!("{}; {back}", spec.hint));
    }
    let (now, then) = (book.seen(), ui.seen(book));
    let living = (0..book.accounts.len()).filter(|row| !book.is_archived(*row));
    let moving = living.filter(|row| now.segment(*row) != then.segment(*row)).count();
    Some(match moving {
        0 => format!("no account would change its segment; {back}"),
        1 => "1 account would change its segment".to_owned(),
        n => format!("{n} accounts would change their segment"),
    })
}

/// Keeps a typed value, or says why it cannot be one.
pub fn keep(ui: &mut Ui, book: &Book, key: &str, text: &str) -> Result<Change, String> {
    let spec = spec(key).ok_or("there is no such setting")?;
    let after = read(ui, spec, text)?;
    Ok(book.settings.change(spec, after))
}
