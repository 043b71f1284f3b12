//! Which list gave a value: what a list gave, the same list may take away again; what another one
//! gave, or nobody knows who, it leaves alone.

use std::collections::{HashMap, HashSet};

use super::id::Id;
use super::record::Field;

/// Which values of the records of one kind other lists gave than the one at hand. What people wrote
/// is not among it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Records that another list made.
    made_by_others: HashSet<Id>,
    /// Who wrote a field last, among the lists.
    fields: HashMap<(Id, &'static str), Giver>,
}

/// A list that gave a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Giver {
    /// The list at hand.
    This,
    /// Another one.
    Other,
}

impl Given {
    /// Notes a record that another list made.
    pub fn made_by_another(&mut self, record: Id) {
        self.made_by_others.insert(record);
    }

    /// Notes a list that wrote a field, after all that were noted before.
    pub fn wrote(&mut self, record: Id, field: &'static Field, giver: Giver) {
        self.fields.insert((record, field.key), giver);
    }

    /// Whether the list at hand gave what a field holds, where nobody wrote it by hand.
    pub fn is_from_this(&self, record: Id, field: &'static Field) -> bool {
        match self.fields.get(&(record, field.key)) {
            Some(giver) => *giver == Giver::This,
            None => !self.made_by_others.contains(&record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::account::field;

    #[test]
    fn who_wrote_last_has_given_it() {
        let (acme, bolt) = (Id::of_parts(&["a"]), Id::of_parts(&["b"]));
        let mut given = Given::default();
        given.made_by_another(bolt);
        given.wrote(acme, field::phone, Giver::Other);
        given.wrote(bolt, field::city, Giver::Other);
        given.wrote(bolt, field::city, Giver::This);
        assert!(given.is_from_this(acme, field::city) && !given.is_from_this(acme, field::phone));
        assert!(given.is_from_this(bolt, field::city) && !given.is_from_this(bolt, field::phone));
    }
}
