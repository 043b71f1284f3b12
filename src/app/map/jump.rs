//! Jump labels: every dot or tile in sight gets one or two letters; typing them selects it.

use crossterm::event::KeyCode;

use crate::domain::{Book, Id};

use super::super::effect::Effect;
use super::super::key::Key;
use super::super::mode::Mode;
use super::super::ui::Ui;
use super::area::Shape;
use super::walk::{self, Spot};
use super::{Pane, place};

/// Letters in the order they are given out: those under the fingers first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Labels to jump by.
#[derive(Clone, PartialEq, Debug)]
pub struct Jump {
    /// The letters typed so far.
    pub typed: String,
    /// What can be jumped to.
    pub targets: Vec<Target>,
}

/// Something that can be jumped to.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The letters.
    pub label: String,
    /// The cell of the plot.
    pub cell: (i32, i32),
    spot: Spot,
}

/// Shows the labels.
pub fn open(ui: &mut Ui, book: &Book) {
    if place(ui).shape != Shape::Grid {
        return ui.refuse("jump labels need the grid; / finds an account by name");
    }
    ui.map.pane = Pane::Map;
    let spots = walk::here(ui, book).spots();
    if spots.is_empty() {
        return ui.refuse("no account stands in this part of the grid");
    }
    let labels = labels(spots.len());
    let targets =
        labels.into_iter().zip(spots).map(|(label, (cell, spot))| Target { label, cell, spot });
    ui.mode = Mode::Jump(Jump { typed: String::new(), targets: targets.collect() });
    ui.say("type the letters of an account");
}

/// So many labels, none of which begins another: one letter for the first ones, more for the rest.
fn labels(count: usize) -> Vec<String> {
    let all = LETTERS.len();
    if count > all * all {
        let each = count.div_ceil(all);
        let under =
            |letter: char| labels(each).into_iter().map(move |rest| format!("{letter}{rest}"));
        return LETTERS.chars().flat_map(under).take(count).collect();
    }
    // Each letter given up for a first letter gains as many labels as there are letters.
    let firsts = count.saturating_sub(all).div_ceil(all - 1).min(all);
    let (ones, firsts) = LETTERS.split_at_checked(all - firsts).unwrap_or((LETTERS, ""));
    let twos = firsts.chars().flat_map(|a| LETTERS.chars().map(move |b| format!("{a}{b}")));
    ones.chars().map(String::from).chain(twos).take(count).collect()
}

/// Takes a key while labels are shown.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Jump(jump) = &mut ui.mode else { return None };
    if key.is(KeyCode::Backspace) {
        jump.typed.pop();
        return None;
    }
    let Some(letter) = key.char().filter(char::is_ascii_alphabetic) else {
        ui.mode = Mode::None;
        ui.say("");
        return None;
    };
    jump.typed.push(letter.to_ascii_lowercase());
    let typed = jump.typed.clone();
    let found = jump.targets.iter().find(|target| target.label == typed).map(|t| t.spot);
    let possible = jump.targets.iter().any(|target| target.label.starts_with(&typed));
    if let Some(spot) = found {
        ui.mode = Mode::None;
        ui.say("");
        let picture = walk::here(ui, book);
        let row = walk::lead(ui, book, &picture, spot);
        let id: Option<Id> = row.and_then(|row| book.accounts.id(row as usize));
        ui.selected = id.or(ui.selected);
    } else if !possible {
        ui.mode = Mode::None;
        ui.refuse(format!("no account has the letters `{typed}`"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_none_begins_another() {
        assert_eq!(labels(3), ["a", "s", "d"]);
        assert!(labels(26).iter().all(|label| label.len() == 1));
        assert_eq!(labels(30).iter().filter(|label| label.len() == 1).count(), 25);
        let many = labels(500);
        let begins = |a: &String, b: &String| a != b && b.starts_with(a.as_str());
        assert!(!many.iter().any(|a| many.iter().any(|b| begins(a, b))));
        let mut sorted = many.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 500);
        assert_eq!(labels(10_000).len(), 10_000);
        assert!(labels(10_000).iter().all(|label| label.len() <= 3));
    }
}
