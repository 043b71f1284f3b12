//! Moving the lines of the grid: arrows move them, the counts follow, Enter keeps them as settings
//! of the book in one change, Esc drops.

use crossterm::event::KeyCode;

use crate::domain::book::Counts;
use crate::domain::score::{Axis, Score, Segment, Thresholds};
use crate::domain::seen::Trial;
use crate::domain::settings::{spec, threshold_key};
use crate::domain::{Book, Change};

use super::action::{Action, Scope, Undo, always};
use super::effect::Effect;
use super::kept::Kept;
use super::key::Key;
use super::map::neighbour::Way;
use super::map::picture::counts;
use super::mode::Mode;
use super::origin;
use super::screen::Screen;
use super::ui::Ui;
use super::whatif::WhatIf;

/// Lines being moved.
#[derive(Clone, Debug)]
pub struct Lines {
    before: Trial,
}

/// The action.
pub const ACTIONS: &[Action] = &[Action {
    id: "lines.move",
    title: "Move the lines between low and high",
    words: "threshold limit border engagement potential segment",
    scope: Scope::On(&[Screen::Map]),
    keys: &["L"],
    hint: None,
    ready: always,
    run: begin,
    undo: Undo::Step,
}];

fn begin(ui: &mut Ui, book: &Book) -> Option<Effect> {
    origin::note_lines(ui, book);
    ui.mode = Mode::Lines(Lines { before: ui.trial.clone() });
    say(ui, book);
    None
}

/// Takes a key while the lines are moved.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Lines(lines) = &ui.mode else { return None };
    let before = lines.before.clone();
    if key.is(KeyCode::Enter) {
        return settle(ui, book, before);
    }
    if key.is(KeyCode::Esc) || key.is_ctrl('c') {
        ui.trial = before;
        ui.mode = Mode::None;
        ui.say("the lines stay where they were");
        return None;
    }
    if let Some((way, by)) = Way::of(key) {
        let now = ui.seen(book).thresholds();
        let (axis, by) = match way {
            Way::Up => (Axis::Engagement, by),
            Way::Down => (Axis::Engagement, -by),
            Way::Right => (Axis::Potential, by),
            Way::Left => (Axis::Potential, -by),
        };
        let moved = now.with(axis, Score::clamped(i32::from(now.of(axis).get()) + by));
        ui.trial.thresholds = Some(moved).filter(|lines| *lines != book.thresholds());
    }
    say(ui, book);
    None
}

fn settle(ui: &mut Ui, book: &Book, before: Trial) -> Option<Effect> {
    if ui.what_if == WhatIf::On {
        ui.mode = Mode::None;
        ui.say("tried, not kept: W keeps or drops all that was tried");
        return None;
    }
    let tried = ui.seen(book).thresholds();
    let lines = match origin::lines_to_keep(ui, book, tried) {
        Ok(lines) => lines,
        Err(why) => {
            ui.refuse(why);
            return None;
        }
    };
    Kept::hold(ui);
    ui.trial = before;
    let change = change(book, lines);
    if change.is_empty() {
        ui.kept = None;
        ui.say("nothing was changed");
        return None;
    }
    Some(Effect::Commit(change))
}

/// The change that puts the lines at these scores.
pub fn change(book: &Book, lines: Thresholds) -> Change {
    let mut change = Change::new(words(book.thresholds(), lines));
    for axis in Axis::ALL {
        let (from, to) = (book.thresholds().of(*axis), lines.of(*axis));
        if from == to {
            continue;
        }
        if let Some(spec) = spec(threshold_key(*axis)) {
            change.edits.extend(book.settings.change(spec, Some(to.to_string())).edits);
        }
    }
    change
}

/// The lines that differ, in words: `Engagement line 50→55`.
fn words(from: Thresholds, to: Thresholds) -> String {
    let moved = Axis::ALL.iter().filter(|axis| from.of(**axis) != to.of(**axis));
    let each =
        moved.map(|axis| format!("{} line {}→{}", axis.label(), from.of(*axis), to.of(*axis)));
    each.collect::<Vec<_>>().join(" · ")
}

/// Says where the lines are and which counts change.
fn say(ui: &mut Ui, book: &Book) {
    let before = match &ui.mode {
        Mode::Lines(lines) => lines.before.clone(),
        _ => return,
    };
    let after = counts(ui, book);
    let tried = std::mem::replace(&mut ui.trial, before);
    let stood = counts(ui, book);
    ui.trial = tried;
    let (from, to) = (book.thresholds(), ui.seen(book).thresholds());
    let lines = match words(from, to) {
        none if none.is_empty() => format!(
            "lines: engagement {}, potential {}; arrows move them",
            to.engagement, to.potential
        ),
        words => words,
    };
    ui.say(
        [Some(lines), changed(&stood, &after)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
    );
}

/// The counts that change: `Key 7→5`.
fn changed(from: &Counts, to: &Counts) -> Option<String> {
    let count = |counts: &Counts, segment| counts.of(segment).accounts;
    let moved = Segment::ALL.iter().filter(|s| count(from, **s) != count(to, **s));
    let each = moved.map(|s| format!("{} {}→{}", s.label(), count(from, *s), count(to, *s)));
    Some(each.collect::<Vec<_>>().join(" · ")).filter(|words| !words.is_empty())
}
