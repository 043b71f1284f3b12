//! The palette (everything, everywhere) and help (everything that works here): searchable lists
//! of actions; Enter runs the one at hand.

use crossterm::event::KeyCode;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::Book;

use super::action::{self, Action, Scope, Undo};
use super::effect::Effect;
use super::field::Field;
use super::general::UNDO;
use super::key::Key;
use super::mode::Mode;
use super::ui::Ui;

/// A searchable list of actions.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Whether it lists what works here, or everything.
    pub reach: Reach,
    /// The words to find.
    pub field: Field,
    /// The place of the action at hand among those found.
    pub at: usize,
}

/// Which actions are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Those of this screen, for help.
    Here,
    /// All.
    Everything,
}

impl Palette {
    /// Opens it.
    pub fn open(ui: &mut Ui, reach: Reach) {
        ui.mode = Mode::Palette(Self { reach, field: Field::default(), at: 0 });
    }

    /// The actions found, best first; in the order of the table while nothing is typed.
    /// Actions of this screen come before those of others.
    pub fn found(&self, ui: &Ui) -> Vec<&'static Action> {
        let here = |action: &&'static Action| action.applies(ui.screen);
        let mut all: Vec<&'static Action> = action::all().filter(here).collect();
        all.sort_by_key(|action| action.scope == Scope::Everywhere);
        if self.reach == Reach::Everything {
            all.extend(action::all().filter(|action| !here(action)));
        }
        ranked(all, self.field.text(), |a| format!("{} {}", a.title, a.words))
    }
}

/// Those that match the words, best first and otherwise in their order; all when there are none.
/// Where some hold all the words as they are typed, those that hold only their letters are left out.
pub fn ranked<T>(items: Vec<T>, words: &str, text: impl Fn(&T) -> String) -> Vec<T> {
    if words.trim().is_empty() {
        return items;
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let typed = words.to_lowercase();
    let mut literal = false;
    let mut scored: Vec<(u32, bool, T)> = items
        .into_iter()
        .filter_map(|item| {
            let text = text(&item);
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher);
            let text = text.to_lowercase();
            let holds = typed.split_whitespace().all(|word| text.contains(word));
            literal |= holds && score.is_some();
            score.map(|score| (score, holds, item))
        })
        .collect();
    scored.retain(|(_, holds, _)| *holds || !literal);
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(.., item)| item).collect()
}

/// Takes a key while the palette or help is open.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Palette(palette) = &ui.mode else { return None };
    let mut palette = palette.clone();
    let found = palette.found(ui);
    let last = found.len().saturating_sub(1);
    match key.code {
        KeyCode::Esc => {
            ui.mode = Mode::None;
            return None;
        }
        KeyCode::Enter => {
            ui.mode = Mode::None;
            return found.get(palette.at).and_then(|action| run(ui, book, action));
        }
        KeyCode::Up => palette.at = palette.at.saturating_sub(1),
        KeyCode::Down => palette.at = (palette.at + 1).min(last),
        KeyCode::PageUp => palette.at = palette.at.saturating_sub(10),
        KeyCode::PageDown => palette.at = (palette.at + 10).min(last),
        _ if key.is_ctrl('c') => {
            ui.mode = Mode::None;
            return None;
        }
        _ => {
            palette.field.input(key);
            palette.at = 0;
        }
    }
    ui.mode = Mode::Palette(palette);
    None
}

/// Runs an action, going to a screen where it applies first, or says why it cannot be run now.
pub fn run(ui: &mut Ui, book: &Book, action: &'static Action) -> Option<Effect> {
    if let (false, Scope::On([first, ..])) = (action.applies(ui.screen), action.scope) {
        ui.go(*first);
    }
    if action.id != UNDO {
        ui.undo_theirs = None;
    }
    let effect = match (action.ready)(ui, book) {
        Ok(()) => (action.run)(ui, book),
        Err(reason) => {
            ui.refuse(reason);
            None
        }
    };
    if action.undo != Undo::Asks {
        // It asks for nothing, so nothing that follows was typed for it.
        ui.deaf = None;
    }
    effect
}
