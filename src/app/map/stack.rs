//! The accounts of one cell or tile as a list to pick from.

use crossterm::event::KeyCode;

use crate::domain::{Book, Id};

use super::super::effect::Effect;
use super::super::key::Key;
use super::super::mode::Mode;
use super::super::screen::Screen;
use super::super::ui::Ui;
use super::super::update;
use super::picture::rank;

/// The most accounts that are listed.
const MOST: usize = 1000;

/// Accounts to pick from.
#[derive(Clone, PartialEq, Debug)]
pub struct Stack {
    /// The accounts, the most valuable first, at most a thousand.
    pub accounts: Vec<Id>,
    /// The place of the one at hand.
    pub at: usize,
    /// How many there are in all.
    pub all: usize,
}

impl Stack {
    /// Lists the accounts in these rows; the selected one is at hand when it is among them.
    pub fn open(ui: &mut Ui, book: &Book, mut rows: Vec<u32>) {
        rows.sort_unstable_by_key(|row| rank(&book.accounts, *row));
        let all = rows.len();
        let accounts: Vec<Id> =
            rows.iter().take(MOST).filter_map(|row| book.accounts.id(*row as usize)).collect();
        let at = accounts.iter().position(|id| Some(*id) == ui.selected).unwrap_or(0);
        ui.selected = accounts.get(at).copied().or(ui.selected);
        ui.mode = Mode::Stack(Self { accounts, at, all });
    }
}

/// Takes a key while accounts are listed. Up and down select; Enter opens the plan; Esc closes
/// and leaves the selection; any other key closes and does what it does on the map.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Stack(stack) = &mut ui.mode else { return None };
    let last = stack.accounts.len().saturating_sub(1);
    match key.code {
        KeyCode::Up | KeyCode::Char('k') => stack.at = stack.at.saturating_sub(1),
        KeyCode::Down | KeyCode::Char('j') => stack.at = (stack.at + 1).min(last),
        KeyCode::PageUp => stack.at = stack.at.saturating_sub(10),
        KeyCode::PageDown => stack.at = (stack.at + 10).min(last),
        KeyCode::Home => stack.at = 0,
        KeyCode::End => stack.at = last,
        KeyCode::Enter => {
            ui.mode = Mode::None;
            ui.go(Screen::Plan);
            return None;
        }
        KeyCode::Esc => {
            ui.mode = Mode::None;
            return None;
        }
        _ => {
            ui.mode = Mode::None;
            return update::on_screen(ui, book, key);
        }
    }
    ui.selected = stack.accounts.get(stack.at).copied().or(ui.selected);
    None
}
