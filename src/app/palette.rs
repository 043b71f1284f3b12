//! The palette (everything, everywhere) and help (everything that works here): searchable lists
//! of actions; Enter runs the one at hand.

use crate::domain::Book;

use super::action::{self, Action, Scope, Undo};
use super::effect::Effect;
use super::general::STEPS;
use super::key::Key;
use super::mode::Mode;
use super::sought::{Pressed, Sought};
use super::ui::Ui;

/// A searchable list of actions.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Whether it lists what works here, or everything.
    pub reach: Reach,
    /// The words to find, and the action at hand.
    pub sought: Sought,
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
        ui.mode = Mode::Palette(Self { reach, sought: Sought::default() });
    }

    /// The actions found, best first; in the order of the table while nothing is typed.
    /// Actions of this screen alone come first, then those it shares with others.
    pub fn found(&self, ui: &Ui) -> Vec<&'static Action> {
        let here = |action: &&'static Action| action.applies(ui.screen);
        let mut all: Vec<&'static Action> = action::all().filter(here).collect();
        all.sort_by_key(|action| match action.scope {
            Scope::On([_]) => 0,
            Scope::On(_) => 1,
            Scope::Everywhere => 2,
        });
        if self.reach == Reach::Everything {
            all.extend(action::all().filter(|action| !here(action)));
        }
        self.sought.found(all, |action| action.sought_by())
    }
}

/// Takes a key while the palette or help is open.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Palette(open) = &ui.mode else { return None };
    let mut open = open.clone();
    let found = open.found(ui);
    match open.sought.press(key, found.len()) {
        Pressed::Stays => {
            ui.mode = Mode::Palette(open);
            None
        }
        Pressed::Closes => {
            ui.mode = Mode::None;
            None
        }
        Pressed::Takes => {
            ui.mode = Mode::None;
            found.get(open.sought.at).and_then(|action| run(ui, book, action))
        }
    }
}

/// Runs an action, going to a screen where it applies first, or says why it cannot be run now.
pub fn run(ui: &mut Ui, book: &Book, action: &'static Action) -> Option<Effect> {
    if let (false, Scope::On([first, ..])) = (action.applies(ui.screen), action.scope) {
        ui.go(*first);
    }
    if !STEPS.contains(&action.id) {
        ui.theirs = None;
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
