//! What people wrote into the book since an import last did: the fields that a second import must
//! not write over unasked, each with what the last import brought into it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::id::Id;
use super::record::Field;

/// The fields that people wrote last, of records of one kind.
#[derive(Clone, Debug, Default)]
pub struct ByHand {
    fields: HashMap<(Id, &'static str), Option<String>>,
    answered: HashSet<(Id, &'static str)>,
}

impl ByHand {
    /// Notes a field that somebody wrote last, and the canonical text that the last import brought
    /// into it; `None` where none ever did.
    pub fn note(&mut self, record: Id, field: &'static Field, brought: Option<String>) {
        self.fields.insert((record, field.key), brought);
    }

    /// Notes that what the last import brought was not taken: somebody was asked already.
    pub fn note_answered(&mut self, record: Id, field: &'static Field) {
        self.answered.insert((record, field.key));
    }

    /// Takes in what is known about records of another kind.
    pub fn join(&mut self, other: Self) {
        self.fields.extend(other.fields);
        self.answered.extend(other.answered);
    }

    /// Whether somebody was asked already about what the last import brought, and kept their own.
    pub fn is_answered(&self, record: Id, field: &'static Field) -> bool {
        self.answered.contains(&(record, field.key))
    }

    /// What the last import brought into a field that somebody wrote since; `None` where nobody
    /// did, so that the field is an import's to write.
    pub fn brought(&self, record: Id, field: &'static Field) -> Option<Option<&str>> {
        self.fields.get(&(record, field.key)).map(Option::as_deref)
    }

    /// The records of which somebody wrote a field since.
    pub fn records(&self) -> BTreeSet<Id> {
        self.fields.keys().map(|(record, _)| *record).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::account::field;

    #[test]
    fn only_what_was_written_by_hand_is_anybodys() {
        let (acme, mut by_hand) = (Id::of_parts(&["a"]), ByHand::default());
        by_hand.note(acme, field::phone, Some("1".to_owned()));
        by_hand.note(acme, field::city, None);
        assert_eq!(by_hand.brought(acme, field::phone), Some(Some("1")));
        assert_eq!(by_hand.brought(acme, field::city), Some(None));
        assert_eq!(by_hand.brought(acme, field::name), None);
        let mut joined = ByHand::default();
        joined.join(by_hand);
        let mut by_hand = joined;
        assert_eq!(by_hand.brought(acme, field::phone), Some(Some("1")));
        by_hand.note_answered(acme, field::phone);
        assert!(by_hand.is_answered(acme, field::phone) && !by_hand.is_answered(acme, field::city));
        assert_eq!(by_hand.records(), BTreeSet::from([acme]));
    }
}
