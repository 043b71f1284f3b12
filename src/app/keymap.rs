//! Which keys mean which action: those of the table, or those that the user has put in their
//! place in the configuration file.

use std::collections::BTreeMap;

use super::action::{self, Action, Scope};
use super::key::{Key, label};
use super::screen::Screen;

/// The keys of every action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap {
    keys: BTreeMap<&'static str, Vec<Vec<Key>>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let of = |action: &Action| action.keys.iter().map(|keys| Key::sequence(keys)).collect();
        Self { keys: action::all().map(|action| (action.id, of(action))).collect() }
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

impl Keymap {
    /// The keys of the table with those of some actions replaced: action id to key sequences.
    /// Says which line cannot be taken: an unknown action, a key nobody has, or a key that would
    /// mean two things in one place.
    pub fn with(changed: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut map = Self::default();
        for (id, sequences) in changed {
            let action = action::all().find(|action| action.id == id);
            let action = action.ok_or_else(|| format!("`{id}` is no action"))?;
            let mut keys = Vec::new();
            for sequence in sequences {
                let read = Key::sequence(sequence);
                if read.is_empty() || read.len() != sequence.split(' ').count() {
                    return Err(format!("{id}: `{sequence}` is no key"));
                }
                keys.push(read);
            }
            map.keys.insert(action.id, keys);
        }
        Screen::ALL.iter().try_for_each(|screen| map.check(*screen))?;
        Ok(map)
    }

    /// The key sequences of an action.
    pub fn of(&self, action: &Action) -> &[Vec<Key>] {
        self.keys.get(action.id).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action as it is written; empty without one.
    pub fn label(&self, action: &Action) -> String {
        self.of(action).first().map(|keys| label(keys)).unwrap_or_default()
    }

    /// All keys of an action as they are written.
    pub fn labels(&self, action: &Action) -> String {
        let labels: Vec<String> = self.of(action).iter().map(|keys| label(keys)).collect();
        match labels.join(", ") {
            digits if digits == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9" => "0–9".to_owned(),
            labels => labels,
        }
    }

    /// What these keys mean on a screen. Actions of the screen itself come before those of
    /// everywhere.
    pub fn lookup(&self, screen: Screen, typed: &[Key]) -> Lookup {
        let mut prefix = false;
        let mut found: Option<&'static Action> = None;
        for action in action::all().filter(|action| action.applies(screen)) {
            let own = action.scope != Scope::Everywhere;
            for keys in self.of(action) {
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
    pub fn followers(&self, screen: Screen, typed: &[Key]) -> Vec<(String, &'static Action)> {
        let mut found = Vec::new();
        for action in action::all().filter(|action| action.applies(screen)) {
            for keys in self.of(action) {
                if let Some(rest) = keys.strip_prefix(typed).filter(|rest| !rest.is_empty()) {
                    found.push((label(rest), action));
                }
            }
        }
        found
    }

    /// No key means two things on a screen, and none is also the beginning of another.
    fn check(&self, screen: Screen) -> Result<(), String> {
        let mut seen: Vec<(&[Key], &Action)> = Vec::new();
        for action in action::all().filter(|action| action.applies(screen)) {
            for keys in self.of(action) {
                for (others, other) in &seen {
                    let level =
                        (other.scope == Scope::Everywhere) == (action.scope == Scope::Everywhere);
                    let same = keys == others && level;
                    let begins = keys.len() != others.len()
                        && (keys.starts_with(others) || others.starts_with(keys));
                    if same || begins {
                        let place = screen.label();
                        return Err(format!(
                            "`{}` would be {} and {} on {place}",
                            label(keys),
                            other.id,
                            action.id
                        ));
                    }
                }
                seen.push((keys, action));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(id: &str, keys: &[&str]) -> Result<Keymap, String> {
        let keys = keys.iter().map(|k| (*k).to_owned()).collect();
        Keymap::with(&BTreeMap::from([(id.to_owned(), keys)]))
    }

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for action in action::all() {
            for keys in action.keys {
                let read = Key::sequence(keys).len();
                assert_eq!(read, keys.split(' ').count(), "{}: `{keys}`", action.id);
            }
        }
    }

    #[test]
    fn no_key_of_the_table_means_two_things_or_begins_another() {
        assert_eq!(with("undo", &["u", "ctrl-z"]), Ok(Keymap::default()));
    }

    #[test]
    fn a_key_can_be_changed_and_a_wrong_one_is_refused() {
        let map = with("undo", &["ctrl-b"]).unwrap();
        let undo = action::all().find(|a| a.id == "undo").unwrap();
        assert_eq!(map.label(undo), "Ctrl+B");
        assert!(matches!(map.lookup(Screen::Map, &Key::sequence("u")), Lookup::Nothing));
        assert_eq!(with("undo", &["blue"]).unwrap_err(), "undo: `blue` is no key");
        assert_eq!(with("colour", &["c"]).unwrap_err(), "`colour` is no action");
        assert!(with("undo", &["g"]).unwrap_err().starts_with("`g"));
    }
}
