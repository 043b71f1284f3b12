//! What a record says in some fields, told by two numbers: enough to see that a list says of a
//! million accounts what the book holds already, without holding either.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use super::id::Id;
use super::value::Value;

/// What a record says in some fields. Two records of the same digest have the same id and say the
/// same, as surely as a hash of 64 bits tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Digest {
    of: u64,
    says: u64,
}

/// Makes digests, one after another: what a record says, in any order that is the same for all.
#[derive(Clone, Debug, Default)]
pub struct Digester {
    said: Vec<u8>,
}

/// Stands behind a text; no text holds it.
const END: u8 = 0xff;
/// Stands before a number; no text begins with it.
const NUMBER: u8 = 0xfe;

impl Digester {
    /// Begins with a record of which nothing is known.
    pub fn begin(&mut self) {
        self.said.clear();
    }

    /// The record says this text in the field of this place.
    pub fn text(&mut self, place: u8, text: &[u8]) {
        self.said.push(place);
        self.said.extend_from_slice(text);
        self.said.push(END);
    }

    /// The record says this number in the field of this place, as [`Value::stored_number`] gives it.
    pub fn number(&mut self, place: u8, number: i64) {
        self.said.extend_from_slice(&[place, NUMBER]);
        self.said.extend_from_slice(&number.to_le_bytes());
    }

    /// The record says this value in the field of this place.
    pub fn value(&mut self, place: u8, value: &Value) {
        match (value.stored_number(), value) {
            (Some(number), _) => self.number(place, number),
            (None, Value::Text(text)) => self.text(place, text.as_bytes()),
            (None, Value::Choice(choice)) => self.text(place, choice.key.as_bytes()),
            (None, other) => self.text(place, other.canonical().as_bytes()),
        }
    }

    /// What the record with this id has said.
    pub fn end(&mut self, id: Id) -> Digest {
        self.said.extend_from_slice(&id.bytes());
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.said);
        Digest { of: id.number(), says: hasher.finish() }
    }
}

/// What the living accounts of a book say in some fields.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    all: Vec<Digest>,
    /// How many accounts there are from each source that are not put away.
    sources: BTreeMap<String, u64>,
}

impl Digests {
    /// The place of the source among what an account says, behind those of all fields.
    pub const SOURCE: u8 = 200;

    /// From the digests in any order, and how many accounts are in use from each source.
    pub fn new(mut all: Vec<Digest>, sources: BTreeMap<String, u64>) -> Self {
        all.sort_unstable();
        Self { all, sources }
    }

    /// Whether an account says this.
    pub fn contains(&self, digest: Digest) -> bool {
        self.all.binary_search(&digest).is_ok()
    }

    /// Whether all of these say what an account says, each another one. They stand in order.
    pub fn contain_all(&self, digests: &[Digest]) -> bool {
        let mut rest = self.all.iter();
        let each_another = digests.is_sorted_by(|a, b| a < b);
        each_another && digests.iter().all(|one| rest.by_ref().any(|held| held == one))
    }

    /// How many accounts are in use from a source; from none where it is empty.
    pub fn from(&self, source: &str) -> u64 {
        self.sources.get(source).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amount::Money;

    fn digest(id: &str, said: &[(u8, Value)]) -> Digest {
        let mut digester = Digester::default();
        digester.begin();
        for (place, value) in said {
            digester.value(*place, value);
        }
        digester.end(Id::of_parts(&[id]))
    }

    #[test]
    fn digests_differ_where_records_say_something_else() {
        let text = |text: &str| Value::Text(text.to_owned());
        let money = |text| Value::Money(Money::parse(text).unwrap());
        let all = [
            digest("a", &[]),
            digest("b", &[]),
            digest("a", &[(0, text("ab"))]),
            digest("a", &[(1, text("ab"))]),
            digest("a", &[(0, text("a")), (1, text("b"))]),
            digest("a", &[(0, text("a\u{1}b"))]),
            digest("a", &[(0, text("1200"))]),
            digest("a", &[(0, money("12"))]),
            digest("a", &[(0, money("-12"))]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|other| one != other), "{at}");
        }
        assert_eq!(digest("a", &[(0, money("12"))]), digest("a", &[(0, money("12.00"))]));
    }

    #[test]
    fn a_list_is_held_when_each_of_it_is_another_account() {
        let some = |ids: &[&str]| -> Vec<Digest> {
            let mut all: Vec<Digest> = ids.iter().map(|id| digest(id, &[])).collect();
            all.sort_unstable();
            all
        };
        let held = Digests::new(some(&["a", "b", "c"]), BTreeMap::new());
        for fits in [&["a", "b", "c"][..], &["c", "a"], &[]] {
            assert!(held.contain_all(&some(fits)), "{fits:?}");
        }
        for lacks in [&["a", "a"][..], &["d"], &["a", "b", "c", "d"]] {
            assert!(!held.contain_all(&some(lacks)), "{lacks:?}");
        }
        assert!(held.contains(digest("b", &[])) && !held.contains(digest("d", &[])));
    }
}
