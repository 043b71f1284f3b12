//! Drawing the first screen of a book without accounts.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::account::FIRST;
use crate::app::action::{self, Action};
use crate::app::welcome::ACTIONS;

use super::paint::Pen;
use super::theme::Role;

const WORDS: [&str; 3] = [
    "Quadbook plans your book of business: every account on a grid of",
    "engagement and potential, with a plan. All of it stays in one file",
    "on this computer and works without a network.",
];

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui) {
    let left = area.x + (area.width.saturating_sub(66)) / 2;
    let room = area.right().saturating_sub(left);
    let mut y = area.y + area.height.saturating_sub(10) / 3;
    let by_hand = action::all().filter(|action| action.id == FIRST);
    let keys: Vec<&Action> = ACTIONS.iter().chain(by_hand).collect();
    if area.height >= 10 {
        pen.text(left, y, "This book has no accounts yet.", Role::Title, room);
        y += 2;
        for line in WORDS {
            pen.text(left, y, line, Role::Text, room);
            y += 1;
        }
        y += 1;
    }
    for action in keys {
        let x = pen.text(left, y, &ui.keymap.label(action), Role::Title, room);
        pen.text(x + 2, y, action.title, Role::Text, area.right().saturating_sub(x + 2));
        y += 1;
    }
}
