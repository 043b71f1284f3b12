//! The one table of actions: what can be done, where, by which keys, and whether it can be done
//! now. Footer, help, palette, which-key and README are made from it; nothing else names a key.

use crate::domain::Book;

use super::effect::Effect;
use super::key::Key;
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
    pub run: fn(&mut Ui, &Book) -> Option<Effect>,
    /// Whether it changes the book, and so can be taken back.
    pub undo: Undo,
}

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
const TABLES: &[&[Action]] =
    &[super::welcome::ACTIONS, super::general::ACTIONS, super::filter::ACTIONS];

/// Every action, in the order of help.
pub fn all() -> impl Iterator<Item = &'static Action> {
    TABLES.iter().copied().flatten()
}

impl Action {
    /// Whether it applies on a screen.
    pub fn applies(&self, screen: Screen) -> bool {
        match self.scope {
            Scope::Everywhere => true,
            Scope::On(screens) => screens.contains(&screen),
        }
    }

    /// Its first key as it is written; empty without one.
    pub fn key_label(&self) -> String {
        self.keys.first().map(|keys| super::key::label(&Key::sequence(keys))).unwrap_or_default()
    }
}

/// What a sequence of keys leads to on a screen.
pub enum Lookup {
    /// This action.
    Found(&'static Action),
    /// The beginning of longer sequences.
    Prefix,
    /// Nothing.
    Nothing,
}

/// What these keys mean on a screen. Actions of the screen itself come before those of everywhere.
pub fn lookup(screen: Screen, typed: &[Key]) -> Lookup {
    let mut prefix = false;
    let mut found: Option<&'static Action> = None;
    for action in all().filter(|action| action.applies(screen)) {
        for keys in action.keys {
            let keys = Key::sequence(keys);
            let own = action.scope != Scope::Everywhere;
            if keys == typed && (own || found.is_none()) {
                found = Some(action);
            } else if keys != typed && keys.starts_with(typed) {
                prefix = true;
            }
        }
    }
    match (found, prefix) {
        (Some(action), _) => Lookup::Found(action),
        (None, true) => Lookup::Prefix,
        (None, false) => Lookup::Nothing,
    }
}

/// What can follow these keys on a screen: the rest of the sequence and the action.
pub fn followers(screen: Screen, typed: &[Key]) -> Vec<(String, &'static Action)> {
    let mut found = Vec::new();
    for action in all().filter(|action| action.applies(screen)) {
        for keys in action.keys {
            let keys = Key::sequence(keys);
            if let Some(rest) = keys.strip_prefix(typed).filter(|rest| !rest.is_empty()) {
                found.push((super::key::label(rest), action));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for action in all() {
            for keys in action.keys {
                let read = Key::sequence(keys).len();
                assert_eq!(read, keys.split(' ').count(), "{}: `{keys}`", action.id);
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for screen in Screen::ALL {
            let mut seen: BTreeMap<(&str, bool), &str> = BTreeMap::new();
            for action in all().filter(|a| a.applies(*screen)) {
                for keys in action.keys {
                    let own = action.scope != Scope::Everywhere;
                    let before = seen.insert((keys, own), action.id);
                    assert_eq!(before, None, "`{keys}` twice on {}", screen.label());
                }
            }
        }
    }

    #[test]
    fn no_key_is_also_the_beginning_of_another() {
        for screen in Screen::ALL {
            let actions: Vec<_> = all().filter(|a| a.applies(*screen)).collect();
            let keys: Vec<_> =
                actions.iter().flat_map(|a| a.keys).map(|k| Key::sequence(k)).collect();
            for one in &keys {
                for other in &keys {
                    assert!(one == other || !other.starts_with(one), "{one:?} {other:?}");
                }
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
