//! Writing a long text on a [`page`](super::page): opening it, keeping it, and the draft that
//! survives a crash. Esc keeps and leaves; nothing typed is ever lost.

use crossterm::event::KeyCode;

use crate::domain::value::Value;
use crate::domain::{Book, Moment};

use super::effect::Effect;
use super::key::Key;
use super::mode::Mode;
use super::page::LongText;
use super::records::{self, Target};
use super::ui::Ui;

/// Opens the page for a field. What was typed for it earlier and not kept is there again.
pub fn open(ui: &mut Ui, book: &Book, mut target: Target) {
    let stored = canonical(target.before.as_ref());
    let draft = ui.drafts.of(&target).map(|(text, before)| (text.to_owned(), before));
    let title = target.title(book);
    if let Some((_, before)) = &draft {
        target.before.clone_from(before);
    }
    let typed = draft.as_ref().map(|(text, _)| text.as_str());
    let mut open = LongText::new(target, title, &stored, typed, &ui.now);
    open.message = typed.map(|_| "what you typed is back; Ctrl+Z shows what is kept".to_owned());
    open.follow(ui.size);
    ui.mode = Mode::LongText(Box::new(open));
}

/// Opens the text of a field in the outside editor; it is kept when it comes back.
pub fn open_outside(ui: &mut Ui, book: &Book, target: Target) -> Option<Effect> {
    open(ui, book, target);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.outside = true;
    Some(Effect::EditOutside(open.text()))
}

/// Takes a key while a long text is written.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    if key.is(KeyCode::Esc) || key.is_ctrl('s') {
        return keep(ui, book);
    }
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if key.is_ctrl('o') {
        open.outside = false;
        return Some(Effect::EditOutside(open.text()));
    }
    if key.is_ctrl('c') {
        return copy_or_leave(ui);
    }
    ui.interrupted = None;
    open.message = None;
    open.typed(key, size, &now);
    open.follow(size);
    remember(ui)
}

/// Ctrl+C copies what is selected; with nothing selected twice of it leaves, and the draft stays.
fn copy_or_leave(ui: &mut Ui) -> Option<Effect> {
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if let Some(text) = open.copied() {
        return Some(Effect::Copy(text));
    }
    if open.is_unremembered() || ui.interrupted.is_none() {
        ui.interrupted = Some(ui.now.millis());
        open.message =
            Some("Esc keeps the text; Ctrl+C again leaves, with the text as a draft".to_owned());
        open.remembered();
        let text = open.text();
        let unchanged = canonical(open.target.before.as_ref());
        return (text != unchanged).then(|| ui.drafts.put(&open.target, text));
    }
    ui.leaving = true;
    Some(Effect::Quit)
}

/// Remembers the draft when it is time.
pub fn remember(ui: &mut Ui) -> Option<Effect> {
    let now = ui.now;
    let Mode::LongText(open) = &mut ui.mode else { return None };
    if !open.is_due(&now) {
        return None;
    }
    open.remembered();
    Some(ui.drafts.put(&open.target, open.text()))
}

/// Takes a pasted text.
pub fn paste(ui: &mut Ui, text: &str) -> Option<Effect> {
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.message = None;
    open.insert(text, &now);
    open.follow(size);
    remember(ui)
}

/// Takes the text as the outside editor left it.
pub fn edited(ui: &mut Ui, book: &Book, text: &str) -> Option<Effect> {
    let (now, size) = (ui.now, ui.size);
    let Mode::LongText(open) = &mut ui.mode else { return None };
    open.replace(text, &now);
    open.follow(size);
    if open.outside { keep(ui, book) } else { remember(ui) }
}

/// The change was refused: the text is still here, and what stands there now is known.
pub fn refused(open: &mut LongText, book: &Book, now: &Moment) {
    open.told = Some(canonical(open.target.now(book, now).as_ref()));
    open.message = Some("your text is still here; Ctrl+S tries again".to_owned());
    open.outside = false;
}

/// Keeps the text. When another program wrote the field meanwhile, that is said first; keeping
/// once more puts this text in its place, and the other one stays in the history.
fn keep(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let moment = ui.now;
    let Mode::LongText(open) = &mut ui.mode else { return None };
    let (target, text) = (open.target.clone(), open.text());
    let value = match target.read(book, &moment, &text) {
        Ok(value) => value,
        Err(why) => {
            open.message = Some(why);
            return None;
        }
    };
    let now = if book.looked_at.contains_key(&target.account()) {
        target.now(book, &moment)
    } else {
        target.before.clone()
    };
    if value == now {
        ui.mode = Mode::None;
        return ui.drafts.forget(&target);
    }
    let other = canonical(now.as_ref());
    if now != target.before && open.told.as_ref() != Some(&other) {
        open.message = Some(format!(
            "changed meanwhile to {}; Ctrl+S again keeps yours, history has both",
            quoted(&other)
        ));
        open.told = Some(other);
        return None;
    }
    open.target.before = now;
    let target = open.target.clone();
    records::keep(ui, book, &target, value).unwrap_or_else(|why| {
        if let Mode::LongText(open) = &mut ui.mode {
            open.message = Some(why);
        }
        None
    })
}

fn canonical(value: Option<&Value>) -> String {
    value.map(Value::canonical).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let first = text.lines().next().unwrap_or_default();
    let cut: String = first.chars().take(30).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("“{cut}{more}”")
}
