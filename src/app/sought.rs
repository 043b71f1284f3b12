//! A list that typing narrows: the words typed so far and the place of the entry at hand. The
//! palette and every list to choose from take their keys here; what an entry does is theirs.

use crossterm::event::KeyCode;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::field::Field;
use super::key::Key;

/// What was typed, and the entry at hand.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// The words to find.
    pub field: Field,
    /// The place of the entry at hand among those found.
    pub at: usize,
}

/// What a key did to such a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressed {
    /// It closes the list.
    Closes,
    /// It takes the entry at hand.
    Takes,
    /// It moved or typed; the list stays.
    Stays,
}

impl Sought {
    /// Those of all entries that match what was typed.
    pub fn found<T>(&self, entries: Vec<T>, text: impl Fn(&T) -> String) -> Vec<T> {
        ranked(entries, self.field.text(), text)
    }

    /// Takes a key while so many entries are found.
    pub fn press(&mut self, key: Key, found: usize) -> Pressed {
        let last = found.saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Pressed::Closes,
            _ if key.is_ctrl('c') => return Pressed::Closes,
            KeyCode::Enter => return Pressed::Takes,
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::PageUp => self.at = self.at.saturating_sub(10),
            KeyCode::PageDown => self.at = (self.at + 10).min(last),
            _ => {
                self.field.input(key);
                self.at = 0;
            }
        }
        Pressed::Stays
    }
}

/// Those that match the words, best first and otherwise in their order; all when there are none.
/// Where some hold all the words as they are typed, those that hold only their letters are left out.
fn ranked<T>(items: Vec<T>, words: &str, text: impl Fn(&T) -> String) -> Vec<T> {
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
