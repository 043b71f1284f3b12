//! Many days side by side: each as its place among the different ones, of which even a large book
//! has few; beyond that, as they are.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::day_number::NO_DAY;

/// The days of a column, each possibly unknown, as numbers since 1970.
#[derive(Clone, Debug)]
pub struct Days {
    cells: Cells,
    /// The different days, the unknown one first.
    different: Vec<i32>,
    places: Places,
}

type Places = HashMap<i32, u16, BuildHasherDefault<Spread>>;

/// Spreads days, which follow one another closely: a million are looked up when a book is read.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
    fn write_i32(&mut self, day: i32) {
        self.0 = u64::from(day.cast_unsigned()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Clone, Debug)]
enum Cells {
    /// Places among the different days.
    Places(Vec<u16>),
    /// The days themselves.
    Days(Vec<i32>),
}

impl Default for Days {
    fn default() -> Self {
        Self {
            cells: Cells::Places(Vec::new()),
            different: vec![NO_DAY],
            places: Places::from_iter([(NO_DAY, 0)]),
        }
    }
}

impl Days {
    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Places(places) => places.len(),
            Cells::Days(days) => days.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The day in a row; no day where none is known.
    pub fn get(&self, row: usize) -> i32 {
        let day = match &self.cells {
            Cells::Places(places) => {
                places.get(row).and_then(|place| self.different.get(usize::from(*place)))
            }
            Cells::Days(days) => days.get(row),
        };
        day.copied().unwrap_or(NO_DAY)
    }

    /// Adds a row at the end.
    pub fn push(&mut self, day: i32) {
        self.insert(self.len(), day);
    }

    /// Adds rows without a day until there are so many.
    pub fn resize(&mut self, rows: usize) {
        match &mut self.cells {
            Cells::Places(places) => places.resize(rows, 0),
            Cells::Days(days) => days.resize(rows, NO_DAY),
        }
    }

    /// Adds a row before another.
    pub fn insert(&mut self, row: usize, day: i32) {
        let place = self.place(day);
        match (&mut self.cells, place) {
            (Cells::Places(places), Some(place)) => places.insert(row.min(places.len()), place),
            (Cells::Days(days), _) => days.insert(row.min(days.len()), day),
            (Cells::Places(_), None) => {}
        }
    }

    /// Replaces the day in a row.
    pub fn set(&mut self, row: usize, day: i32) {
        let place = self.place(day);
        match (&mut self.cells, place) {
            (Cells::Places(places), Some(place)) => put(places, row, place),
            (Cells::Days(days), _) => put(days, row, day),
            (Cells::Places(_), None) => {}
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: usize) {
        match &mut self.cells {
            Cells::Places(places) => drop(places.remove(row)),
            Cells::Days(days) => drop(days.remove(row)),
        }
    }

    /// Adds the rows of another list at the end.
    pub fn append(&mut self, other: &Self) {
        (0..other.len()).for_each(|row| self.push(other.get(row)));
    }

    /// Puts the rows into another order, by the one way for places and the other for days.
    pub fn arrange(
        &mut self,
        places: impl FnOnce(&mut Vec<u16>),
        days: impl FnOnce(&mut Vec<i32>),
    ) {
        match &mut self.cells {
            Cells::Places(cells) => places(cells),
            Cells::Days(cells) => days(cells),
        }
    }

    /// The place of a day among the different ones; `None` once days are kept as they are, which
    /// they are from the first on that finds no place any more.
    fn place(&mut self, day: i32) -> Option<u16> {
        let Cells::Places(cells) = &self.cells else { return None };
        if let Some(place) = self.places.get(&day) {
            return Some(*place);
        }
        if let Ok(place) = u16::try_from(self.different.len()) {
            self.different.push(day);
            self.places.insert(day, place);
            return Some(place);
        }
        let known =
            |place: &u16| self.different.get(usize::from(*place)).copied().unwrap_or(NO_DAY);
        self.cells = Cells::Days(cells.iter().map(known).collect());
        (self.different, self.places) = (Vec::new(), Places::default());
        None
    }
}

fn put<T>(cells: &mut [T], row: usize, value: T) {
    if let Some(cell) = cells.get_mut(row) {
        *cell = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_however_many_different_ones_there_are() {
        let mut days = Days::default();
        for day in 0..70_000 {
            days.push(day % 60_000);
        }
        assert!(matches!(days.cells, Cells::Places(_)));
        days.set(7, 90_000);
        days.insert(0, NO_DAY);
        let mut more = Days::default();
        (100_000..110_000).for_each(|day| more.push(day));
        days.append(&more);
        assert!(matches!(days.cells, Cells::Days(_)));
        days.remove(1);
        days.resize(80_001);
        let found = [0, 1, 7, 59_999, 60_000, 70_000, 79_999, 80_000].map(|row| days.get(row));
        assert_eq!(found, [NO_DAY, 1, 90_000, 59_999, 0, 100_000, 109_999, NO_DAY]);
        assert_eq!((days.len(), days.get(80_001)), (80_001, NO_DAY));
    }
}
