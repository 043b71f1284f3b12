//! On which line of a file an account stands: for a million of them in a fifth of what a map of
//! them would take.

use std::hash::{BuildHasher, RandomState};

use crate::domain::Id;

/// Accounts and their lines.
#[derive(Debug, Default)]
pub struct Lines {
    ids: Vec<Id>,
    of_each: Vec<u32>,
    /// Places in the lists by the hash of the id; each may stand some places further on.
    table: Vec<u32>,
    hasher: RandomState,
}

/// Nothing stands here.
const FREE: u32 = u32::MAX;

impl Lines {
    /// The line of an account.
    pub fn get(&self, id: Id) -> Option<u64> {
        let place = self
            .slots(id)
            .map(|slot| self.place(slot))
            .find(|place| *place == FREE || self.ids.get(*place as usize) == Some(&id))?;
        self.of_each.get(place as usize).copied().map(u64::from)
    }

    /// Whether an account has a line.
    pub fn contains(&self, id: Id) -> bool {
        self.get(id).is_some()
    }

    /// Notes the line of an account that has none yet.
    pub fn insert(&mut self, id: Id, line: u64) {
        if (self.ids.len() + 1) * 4 > self.table.len() * 3 {
            self.grow();
        }
        let Ok(place) = u32::try_from(self.ids.len()) else { return };
        self.ids.push(id);
        // No file that is read has more lines than that.
        self.of_each.push(u32::try_from(line).unwrap_or(u32::MAX));
        self.enter(id, place);
    }

    fn grow(&mut self) {
        self.table = vec![FREE; (self.table.len() * 2).max(64)];
        for at in 0..self.ids.len() {
            if let (Some(id), Ok(place)) = (self.ids.get(at), u32::try_from(at)) {
                self.enter(*id, place);
            }
        }
    }

    fn enter(&mut self, id: Id, place: u32) {
        let free = self.slots(id).find(|slot| self.place(*slot) == FREE);
        if let Some(slot) = free.and_then(|slot| self.table.get_mut(slot)) {
            *slot = place;
        }
    }

    /// Where an account may stand, one after another; the table is never full.
    fn slots(&self, id: Id) -> impl Iterator<Item = usize> + use<> {
        let mask = self.table.len().wrapping_sub(1);
        #[expect(clippy::cast_possible_truncation, reason = "any part of the hash will do")]
        let first = self.hasher.hash_one(id) as usize;
        let count = if mask == usize::MAX { 0 } else { mask + 1 };
        (0..count).map(move |step| first.wrapping_add(step) & mask)
    }

    fn place(&self, slot: usize) -> u32 {
        self.table.get(slot).copied().unwrap_or(FREE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_the_line_it_was_given() {
        let mut lines = Lines::default();
        let id = |n: u64| Id::of_parts(&[&n.to_string()]);
        assert_eq!(lines.get(id(0)), None);
        for n in 0..5_000 {
            lines.insert(id(n), n + 2);
        }
        assert!((0..5_000).all(|n| lines.get(id(n)) == Some(n + 2)));
        assert!((5_000..9_000).all(|n| !lines.contains(id(n))));
    }
}
