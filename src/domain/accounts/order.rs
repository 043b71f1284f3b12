//! The two orders of accounts: by id, in which their rows stand, and by name.

use std::ops::Range;

use super::Accounts;
use crate::domain::alphabet;
use crate::domain::column::{Column, arrange};
use crate::domain::id::Id;

impl Accounts {
    /// Puts ids, hot columns and worth into the order of the ids.
    pub(super) fn put_in_order(&mut self) {
        let (alphabet, order) = if self.len() < WORTH_A_THREAD {
            (self.by_names(), self.by_ids())
        } else {
            std::thread::scope(|threads| {
                let by_names = threads.spawn(|| self.by_names());
                let by_ids = self.by_ids();
                (by_names.join().unwrap_or_else(|_| self.by_names()), by_ids)
            })
        };
        self.alphabet = alphabet;
        if let Some(order) = order {
            arrange(&mut self.ids, &order);
            arrange(&mut self.worth, &order);
            self.stored.iter_mut().flatten().for_each(|column| column.reorder(&order));
            let rows = inverted(&order);
            for listed in &mut self.alphabet {
                *listed = rows.get(*listed as usize).copied().unwrap_or(*listed);
            }
        }
        self.stored.iter_mut().flatten().for_each(Column::shrink);
    }

    /// The present rows in the order of their ids; `None` when they stand in it.
    fn by_ids(&self) -> Option<Vec<u32>> {
        if self.ids.is_sorted() {
            return None;
        }
        let mut places: Vec<(u64, u32)> = self.ids.iter().map(|id| id.number()).zip(0..).collect();
        let id = |row: u32| self.ids.get(row as usize);
        places.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))));
        Some(places.iter().map(|(_, row)| *row).collect())
    }

    /// The present rows in the order of their names.
    pub(super) fn by_names(&self) -> Vec<u32> {
        let id = |row: u32| self.ids.get(row as usize);
        let name = |row: u32| self.name(row as usize);
        alphabet::order(self.len(), name, |a, b| id(a).cmp(&id(b)))
    }

    /// Takes a row out of the order of the names, before its name changes.
    pub(super) fn unlist(&mut self, row: usize) {
        let at = self.alphabet.iter().position(|listed| *listed as usize == row);
        if let Some(at) = at {
            self.alphabet.remove(at);
        }
    }

    /// Puts a row into the order of the names, after its name has changed.
    pub(super) fn list(&mut self, row: usize) {
        let Ok(listed) = u32::try_from(row) else { return };
        let name = self.name(row);
        let at = self.alphabet.partition_point(|other| {
            let letters = alphabet::by_letters(self.name(*other as usize), name);
            letters.then(other.cmp(&listed)).is_lt()
        });
        self.alphabet.insert(at, listed);
    }
}

/// From the row that stands at each place to the place of each row.
fn inverted(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, row) in (0..).zip(order) {
        if let Some(cell) = places.get_mut(*row as usize) {
            *cell = place;
        }
    }
    places
}

/// Where among ordered ids one can stand, if it is there. Ids are spread evenly as a rule, so that
/// a guess is near: of a million, few have to be looked at, and those lie together.
pub(super) fn near(ids: &[Id], id: Id) -> Range<usize> {
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return 0..0 };
    if ids.len() < FEW || id < *first || id > *last {
        return 0..ids.len();
    }
    let (low, high) = (first.number(), last.number());
    let share = u128::from(id.number() - low) * (ids.len() as u128 - 1);
    let guess = usize::try_from(share / u128::from((high - low).max(1))).unwrap_or(0);
    let is_below = |at: usize| ids.get(at).is_some_and(|at| *at <= id);
    let (mut from, mut to, mut step) = (guess, guess + 1, FEW / 8);
    if is_below(guess) {
        while is_below(to) {
            from = to;
            to += step;
            step *= 2;
        }
    } else {
        while from > 0 && !is_below(from) {
            to = from;
            from = from.saturating_sub(step);
            step *= 2;
        }
    }
    from..(to + 1).min(ids.len())
}

/// From so many accounts on, names and ids are ordered side by side.
const WORTH_A_THREAD: usize = 50_000;

/// Among so few, a guess saves nothing.
const FEW: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_row_finds_its_place(keys in prop::collection::vec(0_u32..50, 0..50)) {
            let mut order: Vec<u32> = (0..).zip(&keys).map(|(at, _)| at).collect();
            order.sort_by_key(|at| keys[*at as usize]);
            let places = inverted(&order);
            prop_assert!(order.iter().zip(0..).all(|(row, at)| places[*row as usize] == at));
        }
    }
}
