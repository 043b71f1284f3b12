//! What people wrote into the book since an import last did: the fields that a second import must
//! not write over unasked, each with what the last import brought into it.

use std::collections::{BTreeSet, HashMap};

use super::id::Id;
use super::record::Field;

/// The fields that people wrote last, of records of one kind.
#[derive(Clone, Debug, Default)]
pub struct ByHand {
    fields: HashMap<(Id, &'static str), Written>,
}

/// A field that somebody wrote last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The canonical text that the last import brought into it; `None` where none ever did.
    pub brought: Option<String>,
    /// From which list that was, by the word in the change log.
    pub from: String,
    /// What was decided about it.
    pub answer: Answer,
    /// How it was written.
    pub how: How,
}

/// What was decided about what the last import brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Answer {
    /// Nobody was asked.
    #[default]
    None,
    /// Somebody was asked, and kept their own.
    Kept,
}

/// How somebody wrote a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum How {
    /// On screen or by a command.
    #[default]
    Typed,
    /// In a list of this program, which came back.
    Listed,
}

impl ByHand {
    /// Notes a field that somebody wrote last.
    pub fn note(&mut self, record: Id, field: &'static Field, written: Written) {
        self.fields.insert((record, field.key), written);
    }

    /// Takes in what is known about records of another kind.
    pub fn join(&mut self, other: Self) {
        self.fields.extend(other.fields);
    }

    /// How a field was written that somebody wrote last.
    pub fn written(&self, record: Id, field: &'static Field) -> Option<&Written> {
        self.fields.get(&(record, field.key))
    }

    /// Whether somebody was asked already about what the last import brought, and kept their own.
    pub fn is_answered(&self, record: Id, field: &'static Field) -> bool {
        self.written(record, field).is_some_and(|it| it.answer == Answer::Kept)
    }

    /// What the last import brought into a field that somebody wrote since; `None` where nobody
    /// did, so that the field is an import's to write.
    pub fn brought(&self, record: Id, field: &'static Field) -> Option<Option<&str>> {
        self.written(record, field).map(|it| it.brought.as_deref())
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
        let brought = |text: &str| Written { brought: Some(text.to_owned()), ..Written::default() };
        by_hand.note(acme, field::phone, brought("1"));
        by_hand.note(acme, field::city, Written::default());
        assert_eq!(by_hand.brought(acme, field::phone), Some(Some("1")));
        assert_eq!(by_hand.brought(acme, field::city), Some(None));
        assert_eq!(by_hand.brought(acme, field::name), None);
        let mut joined = ByHand::default();
        joined.join(by_hand);
        let mut by_hand = joined;
        assert_eq!(by_hand.brought(acme, field::phone), Some(Some("1")));
        by_hand.note(acme, field::phone, Written { answer: Answer::Kept, ..brought("1") });
        assert!(by_hand.is_answered(acme, field::phone) && !by_hand.is_answered(acme, field::city));
        assert_eq!(by_hand.records(), BTreeSet::from([acme]));
    }
}
