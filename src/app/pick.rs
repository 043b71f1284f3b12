//! Picking one of the words that a field takes, from a list.

use crossterm::event::KeyCode;

use crate::domain::Book;
use crate::domain::value::{Reading, Type, Value};

use super::effect::Effect;
use super::key::Key;
use super::mode::Mode;
use super::records::{self, Target};
use super::ui::Ui;

/// A list to pick from.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The field that is picked for.
    pub target: Target,
    /// What it is about.
    pub title: String,
    /// The words, each with its value; unknown is one of them where the field may be.
    pub words: Vec<(String, Option<Value>)>,
    /// The place of the one at hand.
    pub at: usize,
}

impl Pick {
    /// Opens it.
    pub fn open(ui: &mut Ui, book: &Book, target: Target) {
        let mut words = words(target.field.ty);
        if !target.field.required {
            words.push(("unknown".to_owned(), None));
        }
        let at = words.iter().position(|(_, value)| *value == target.before).unwrap_or(0);
        let title = target.title(book);
        ui.mode = Mode::Pick(Self { target, title, words, at });
    }
}

/// The words of a type, each with its value.
fn words(ty: Type) -> Vec<(String, Option<Value>)> {
    let texts: Vec<String> = match ty {
        Type::Choice(choices) => choices.iter().map(|choice| choice.key.to_owned()).collect(),
        Type::Bool => vec!["yes".to_owned(), "no".to_owned()],
        Type::Steps(steps) => steps.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let value = |text: String| ty.parse(&text, &Reading::plain(jiff::civil::Date::ZERO)).ok()?;
    texts.into_iter().filter_map(value).map(|value| (value.label(), Some(value))).collect()
}

/// Takes a key while something is picked. A letter goes to the next word that begins with it.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Pick(pick) = &mut ui.mode else { return None };
    let last = pick.words.len().saturating_sub(1);
    match key.code {
        KeyCode::Esc => ui.mode = Mode::None,
        _ if key.is_ctrl('c') => ui.mode = Mode::None,
        KeyCode::Up => pick.at = pick.at.saturating_sub(1),
        KeyCode::Down => pick.at = (pick.at + 1).min(last),
        KeyCode::Home | KeyCode::PageUp => pick.at = 0,
        KeyCode::End | KeyCode::PageDown => pick.at = last,
        KeyCode::Enter => return keep(ui, book),
        _ => {
            if let Some(letter) = key.char() {
                pick.at = next(pick, letter).unwrap_or(pick.at);
            }
        }
    }
    None
}

fn next(pick: &Pick, letter: char) -> Option<usize> {
    let begins = |at: &usize| {
        let first = pick.words.get(*at).and_then(|(word, _)| word.chars().next());
        first.is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    };
    let count = pick.words.len();
    (1..=count).map(|step| (pick.at + step) % count).find(begins)
}

fn keep(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let now = ui.now;
    let Mode::Pick(pick) = &mut ui.mode else { return None };
    let value = pick.words.get(pick.at)?.1.clone();
    if let Err(why) = pick.target.unchanged(book, &now, value.as_ref()) {
        ui.refuse(why);
        return None;
    }
    let target = pick.target.clone();
    let kept = records::keep(ui, book, &target, value);
    ui.mode = Mode::None;
    kept.unwrap_or_else(|why| {
        ui.refuse(why);
        None
    })
}
