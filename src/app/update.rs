//! From an input to a new state and at most one effect.

use crossterm::event::KeyCode;

use crate::domain::history::Turn;
use crate::domain::{Book, Moment};

use super::effect::{Effect, Input, Outcome};
use super::filter::FILTERED;
use super::key::Key;
use super::keymap::Lookup;
use super::mode::Mode;
use super::screen::Screen;
use super::ui::{Status, Tone, Ui};
use super::{
    choose, confirm, deaf, drafts, find, history, import, import_aside, import_choose, import_file,
    lines, longtext, map, mouse, moving, palette, pick, plan, prompt, records, score, triage_run,
    whatif,
};

/// How long two Ctrl+C may be apart to leave, in milliseconds.
const TWICE: i64 = 2000;

/// Takes one input.
pub fn update(ui: &mut Ui, book: &Book, input: Input, now: Moment) -> Option<Effect> {
    ui.now = now;
    ui.refresh(book);
    drafts::resume(ui, book);
    let effect = match input {
        Input::Key(key) => {
            // What an earlier key kept has come back by now, or is on disk.
            ui.kept = None;
            key_pressed(ui, book, key)
        }
        Input::Mouse(done) => {
            ui.kept = None;
            mouse::input(ui, book, done)
        }
        Input::Paste(text) => paste(ui, book, &text),
        Input::Resize(columns, rows) => {
            ui.size = (columns, rows);
            if let Mode::LongText(open) = &mut ui.mode {
                open.follow(ui.size);
            }
            None
        }
        Input::Tick => longtext::remember(ui),
        Input::Outcome(outcome) => came_back(ui, book, outcome),
    };
    import::follow(ui, book);
    ui.refresh(book);
    effect
}

pub(super) fn key_pressed(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    if ui.opening.is_some() && !key.is(KeyCode::Char('q')) && !key.is_ctrl('c') {
        ui.say("the book is being read; one moment");
        return None;
    }
    ui.pressed = None;
    if deaf::takes(ui, key) {
        return None;
    }
    match &ui.mode {
        Mode::Prompt(_) => prompt::input(ui, book, key),
        Mode::Palette(_) => palette::input(ui, book, key),
        Mode::Find(_) => find::input(ui, book, key),
        Mode::Confirm(_) => confirm::input(ui, book, key),
        Mode::Pick(_) => pick::input(ui, book, key),
        Mode::LongText(_) => {
            // What was refused has been read by now.
            if ui.status.tone == Tone::Refused {
                ui.status = Status::default();
            }
            longtext::input(ui, book, key)
        }
        Mode::Score(_) => score::input(ui, book, key),
        Mode::Move(_) => moving::input(ui, book, key),
        Mode::Lines(_) => lines::input(ui, book, key),
        Mode::Jump(_) => map::jump::input(ui, book, key),
        Mode::Stack(_) => map::stack::input(ui, book, key),
        Mode::WhatIf => whatif::input(ui, book, key),
        Mode::Choose(_) => choose::input(ui, book, key),
        Mode::Incoming(_) => import_choose::input(ui, book, key),
        Mode::None => on_screen(ui, book, key),
    }
}

/// A key that no open prompt or popup takes.
pub(super) fn on_screen(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    ui.pressed = Some(key);
    if key.is(KeyCode::Esc) {
        if ui.screen == Screen::Import && ui.prefix.keys.is_empty() {
            return import::back(ui, book);
        }
        return step_back(ui, book);
    }
    if key.is_ctrl('c') {
        return if ui.import.is_busy() { import::back(ui, book) } else { interrupt(ui) };
    }
    let mut typed = std::mem::take(&mut ui.prefix.keys);
    typed.push(key);
    match ui.keymap.lookup(ui.screen, &typed) {
        Lookup::Found(action) => {
            ui.status = Status::default();
            palette::run(ui, book, action)
        }
        Lookup::Prefix => {
            if typed.len() == 1 {
                ui.prefix_uses = ui.prefix_uses.saturating_add(1);
                ui.prefix.since = ui.now.millis();
            }
            ui.prefix.keys = typed;
            None
        }
        Lookup::Nothing => {
            let keys = super::key::label(&typed);
            ui.say(format!("{keys} means nothing here; ? shows what works"));
            None
        }
    }
}

/// Esc: prefix, then triage or what is open in the plan or the tray, then a screen that stands
/// beside map and list, marks, filter, zoom, then nothing.
fn step_back(ui: &mut Ui, book: &Book) -> Option<Effect> {
    if !ui.prefix.keys.is_empty() {
        ui.prefix.keys.clear();
    } else if ui.screen == Screen::Triage {
        return triage_run::stop(ui);
    } else if ui.screen == Screen::Plan && plan::close(ui) {
        ui.say("closed");
    } else if map::close_tray(ui, book) {
        // The tray is closed, that is all.
    } else if !FILTERED.contains(&ui.screen) && ui.screen != Screen::Welcome {
        // Marks, filter and zoom are not seen here.
        ui.screen = ui.back.pop().unwrap_or(Screen::Map);
    } else if !ui.marks.is_empty() {
        ui.marks.clear();
        ui.say("no accounts marked");
    } else if !ui.filter.is_empty() {
        ui.filter = super::filter::Filter::default();
        ui.say("showing all accounts");
    } else {
        map::unzoom(ui);
    }
    None
}

/// Ctrl+C with nothing running: leaves when pressed twice within two seconds.
fn interrupt(ui: &mut Ui) -> Option<Effect> {
    let now = ui.now.millis();
    if ui.interrupted.is_some_and(|before| now - before <= TWICE) {
        ui.leaving = true;
        return Some(Effect::Quit);
    }
    ui.interrupted = Some(now);
    ui.say("press Ctrl+C again to leave; everything is saved");
    Some(Effect::Cancel)
}

fn paste(ui: &mut Ui, book: &Book, text: &str) -> Option<Effect> {
    match &mut ui.mode {
        Mode::Prompt(_) => prompt::paste(ui, book, text),
        Mode::Palette(open) => open.sought.field.paste(text),
        Mode::Find(_) => find::paste(ui, book, text),
        Mode::LongText(_) => return longtext::paste(ui, text),
        Mode::Choose(open) => open.sought.field.paste(text),
        Mode::Incoming(open) => open.sought.field.paste(text),
        _ => ui.say("pasted text goes into a text field; nothing was changed"),
    }
    None
}

fn came_back(ui: &mut Ui, book: &Book, outcome: Outcome) -> Option<Effect> {
    match outcome {
        Outcome::Saved(label) => {
            let effect = triage_run::saved(ui);
            ui.status = match label.strip_suffix(triage_run::TAKEN_BACK) {
                Some(step) => Status { text: format!("Undone: {step}"), tone: Tone::Said },
                None => Status { text: label, tone: Tone::Saved },
            };
            return records::saved(ui).or(effect);
        }
        Outcome::Imported(done) => return import::imported(ui, done),
        Outcome::PutAside(done) => import_aside::written(ui, done),
        Outcome::Inspected(seen) => return import::inspected(ui, seen),
        Outcome::Completed(names) => import_file::completed(ui, &names),
        Outcome::Stepped(Turn::Back, Some(label)) => {
            ui.say(format!("Undone: {label}"));
            return triage_run::undone(ui, &label);
        }
        Outcome::Theirs(turn, change, words) => {
            ui.theirs = Some((turn, change));
            let (what, does) = match turn {
                Turn::Back => ("the last step", "takes it back"),
                Turn::Again => ("what was taken back last", "makes it again"),
            };
            ui.say(format!("{what} is not from this window: {words}; the same key again {does}"));
        }
        Outcome::Stepped(Turn::Back, None) => ui.say("nothing to undo"),
        Outcome::Stepped(Turn::Again, Some(label)) => ui.say(format!("Done again: {label}")),
        Outcome::Stepped(Turn::Again, None) => ui.say("nothing to redo"),
        Outcome::Refused(why) => {
            records::refused(ui, book, &why);
            triage_run::refused(ui);
            ui.refuse(why);
        }
        Outcome::Wrote(1, path) => ui.say(format!("wrote {}", path.display())),
        Outcome::Wrote(n, path) => ui.say(format!("wrote {n} files to {}", path.display())),
        Outcome::Copied(what) => ui.say(format!("copied {what}")),
        Outcome::Said(words) => ui.say(words),
        Outcome::Refreshed => ui.say("another window changed this book; it is shown now"),
        Outcome::Progress(progress) => ui.import.progress = progress,
        Outcome::History(entries) => history::take(ui, book, entries),
        Outcome::Edited(text) => return longtext::edited(ui, book, &text),
    }
    None
}
