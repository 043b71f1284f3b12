//! The one table of actions: what can be done, where, by which keys, and whether it can be done
//! now. Footer, help, palette, which-key and README are made from it; nothing else names a key.

use crate::domain::Book;

use super::effect::Effect;
use super::screen::Screen;
use super::ui::Ui;

/// One thing that can be done.
pub struct Action {
    /// Its name in the configuration file.
    pub id: &'static str,
    /// What it does, as the palette says it.
    pub title: &'static str,
    /// More words to find it by.
    pub words: &'static str,
    /// Where it applies.
    pub scope: Scope,
    /// Its keys; each a sequence such as `g m`.
    pub keys: &'static [&'static str],
    /// Its word in the footer and its rank there; lower ranks are shown first.
    pub hint: Option<(&'static str, u8)>,
    /// Whether it can be done now, and if not, why.
    pub ready: fn(&Ui, &Book) -> Ready,
    /// Does it.
    pub run: Run,
    /// Whether it changes the book, and so can be taken back.
    pub undo: Undo,
}

/// What an action does.
pub type Run = fn(&mut Ui, &Book) -> Option<Effect>;

/// Whether an action can be done now: nothing, or the reason why not.
pub type Ready = Result<(), &'static str>;

/// Where an action applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// On every screen.
    Everywhere,
    /// On these screens.
    On(&'static [Screen]),
}

/// What undo means for an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undo {
    /// It makes one step that can be taken back.
    Step,
    /// It asks for something to be typed; what is answered makes the step. What is typed at once
    /// after it was refused was the answer, and is not run.
    Asks,
    /// It changes only what is shown.
    View,
}

/// Always ready.
pub fn always(_: &Ui, _: &Book) -> Ready {
    Ok(())
}

/// Ready when an account is selected.
pub fn with_account(ui: &Ui, _: &Book) -> Ready {
    ui.selected.map(|_| ()).ok_or("no account is selected")
}

/// The tables, one a subject.
const TABLES: &[&[Action]] = &[
    super::welcome::ACTIONS,
    super::map::actions::ACTIONS,
    super::score::ACTIONS,
    super::lines::ACTIONS,
    super::whatif::ACTIONS,
    super::general::ACTIONS,
    super::filter::ACTIONS,
    super::drafts::ACTIONS,
    super::plan_actions::MOVES,
    super::plan_actions::ACTIONS,
    super::plan_actions::WRITING,
    super::list::MOVES,
    super::list::ACTIONS,
    super::columns::ACTIONS,
    super::list::SORTS,
    super::marks::ACTIONS,
    super::steps::ACTIONS,
    super::account::ACTIONS,
    super::repeat::ACTIONS,
    super::handout::ACTIONS,
    super::triage::ACTIONS,
    super::history::ACTIONS,
    super::settings::ACTIONS,
    super::import_actions::ACTIONS,
    super::import_lists::ACTIONS,
    super::import_aside::ACTIONS,
    super::import_parts::ACTIONS,
    super::import_columns::ACTIONS,
    super::import_decide::ACTIONS,
];

/// Every action, in the order of help.
pub fn all() -> impl Iterator<Item = &'static Action> {
    TABLES.iter().copied().flatten()
}

impl Action {
    /// An action that is always ready and makes one step.
    pub const fn new(
        id: &'static str,
        title: &'static str,
        scope: Scope,
        keys: &'static [&'static str],
        run: Run,
    ) -> Self {
        let undo = Undo::Step;
        Self { id, title, words: "", scope, keys, hint: None, ready: always, run, undo }
    }

    /// The same with more words to find it by.
    pub const fn found_by(self, words: &'static str) -> Self {
        Self { words, ..self }
    }

    /// The same with its word in the footer and its rank there.
    pub const fn hinted(self, word: &'static str, rank: u8) -> Self {
        Self { hint: Some((word, rank)), ..self }
    }

    /// The same, ready only then.
    pub const fn when(self, ready: fn(&Ui, &Book) -> Ready) -> Self {
        Self { ready, ..self }
    }

    /// The same as one that asks for something to be typed.
    pub const fn asks(self) -> Self {
        Self { undo: Undo::Asks, ..self }
    }

    /// The same as one that changes only what is shown.
    pub const fn view(self) -> Self {
        Self { undo: Undo::View, ..self }
    }

    /// Everything it is found by: its title, more words, and its group and name in the
    /// configuration file.
    pub fn sought_by(&self) -> String {
        format!("{} {} {}", self.title, self.words, self.id.replace(['.', '_'], " "))
    }

    /// Whether it applies on a screen.
    pub fn applies(&self, screen: Screen) -> bool {
        match self.scope {
            Scope::Everywhere => true,
            Scope::On(screens) => screens.contains(&screen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_the_words_of_its_group() {
        for action in all() {
            let text = action.sought_by();
            for word in action.id.split(['.', '_']) {
                assert!(text.contains(word), "{}: {text}", action.id);
            }
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = all().map(|a| a.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
