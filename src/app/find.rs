//! Find an account by typing parts of its name. Every letter narrows what is found; Enter selects.

use crossterm::event::KeyCode;

use crate::domain::{Book, Id};

use super::effect::Effect;
use super::field::Field;
use super::key::Key;
use super::mode::Mode;
use super::named::{Found, Named};
use super::screen::Screen;
use super::ui::Ui;
use super::{account, today};

/// The most accounts that are listed.
const MOST: usize = 100;

/// The most accounts that are in sight.
pub const SHOWN: usize = 8;

/// Accounts being found by name.
#[derive(Clone, Debug)]
pub struct Find {
    /// What was typed.
    pub field: Field,
    /// The place of the account at hand among those found.
    pub at: usize,
    /// The accounts found, best first, at most a hundred.
    pub found: Vec<Id>,
    /// How many match in all.
    pub matches: usize,
    /// The account that was selected before.
    before: Option<Id>,
    /// Among which names it looks.
    known: Option<Named>,
}

impl Find {
    /// Opens it.
    pub fn open(ui: &mut Ui, book: &Book) {
        let mut find = Self {
            field: Field::default(),
            at: 0,
            found: Vec::new(),
            matches: 0,
            before: ui.selected,
            known: None,
        };
        find.search(ui, book);
        ui.mode = Mode::Find(find);
    }

    /// Looks among the accounts shown: names that hold the text first, then names that hold its
    /// letters in order.
    fn search(&mut self, ui: &Ui, book: &Book) {
        let text = self.field.text().trim().to_lowercase();
        let known = self.known.take().filter(|known| known.is_of(book));
        let mut known = known.unwrap_or_else(|| Named::among(&ui.rows, book));
        let found = if text.is_empty() {
            Found { best: ui.rows.iter().copied().take(MOST).collect(), matches: ui.rows.len() }
        } else {
            known.find(&text, MOST, book)
        };
        self.known = Some(known);
        self.matches = found.matches;
        self.found = found.best.iter().filter_map(|row| book.accounts.id(*row as usize)).collect();
        self.at = 0;
    }
}

/// Whether an account needs its city beside its name, because another one found is called the same.
pub fn is_namesake(find: &Find, book: &Book, id: Id) -> bool {
    let name = |id: Id| book.accounts.row(id).map(|row| book.accounts.name(row));
    let own = name(id);
    find.found.iter().any(|other| *other != id && name(*other) == own)
}

/// What must be in memory to tell accounts of one name apart.
pub fn wanted(ui: &Ui, book: &Book) -> Vec<Id> {
    let Mode::Find(find) = &ui.mode else { return Vec::new() };
    // As many as may be in sight: where the one at hand is among the first, those.
    let before = find.at.min(SHOWN);
    let about = find.found.iter().skip(find.at - before).take(before + SHOWN);
    about.copied().filter(|id| is_namesake(find, book, *id)).collect()
}

/// Takes a key while accounts are being found. The account at hand is selected at once, so that
/// map and details follow; Esc goes back to the one before.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Find(find) = &ui.mode else { return None };
    let mut find = find.clone();
    let last = find.found.len().saturating_sub(1);
    match key.code {
        _ if key.is_ctrl('c') => return back(ui, &find),
        KeyCode::Esc => return back(ui, &find),
        KeyCode::Enter => {
            ui.mode = Mode::None;
            let Some(id) = find.found.get(find.at).copied() else {
                ui.selected = find.before;
                ui.refuse(format!("no account shown is named like `{}`", find.field.text()));
                return None;
            };
            ui.selected = Some(id);
            show(ui, book, id);
            return None;
        }
        KeyCode::Up => find.at = find.at.saturating_sub(1),
        KeyCode::Down => find.at = (find.at + 1).min(last),
        _ => {
            find.field.input(key);
            find.search(ui, book);
        }
    }
    ui.selected = find.found.get(find.at).copied().or(find.before);
    ui.mode = Mode::Find(find);
    None
}

/// Shows the account found: where a screen has it, there; elsewhere its plan.
fn show(ui: &mut Ui, book: &Book, id: Id) {
    if ui.screen == Screen::Today && today::find(ui, book, id) {
        return;
    }
    match ui.screen {
        Screen::Map | Screen::List | Screen::Plan => {}
        Screen::History => ui.say(format!("{} is selected", account::named(book, &[id]))),
        _ => {
            ui.go(Screen::Plan);
            (ui.plan.spot, ui.plan.section) = (None, 0);
        }
    }
}

fn back(ui: &mut Ui, find: &Find) -> Option<Effect> {
    ui.selected = find.before;
    ui.mode = Mode::None;
    None
}

/// Takes a pasted text while accounts are being found.
pub fn paste(ui: &mut Ui, book: &Book, text: &str) {
    let Mode::Find(find) = &ui.mode else { return };
    let mut find = find.clone();
    find.field.paste(text);
    find.search(ui, book);
    ui.selected = find.found.first().copied().or(find.before);
    ui.mode = Mode::Find(find);
}
