//! Many texts side by side, in one piece of memory: each different one is kept once as long as
//! that saves anything.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

const NONE: u32 = u32::MAX;

/// With this many different texts it is looked whether they are worth telling apart.
const MANY: usize = 1 << 16;

/// A list of texts, each possibly unknown. All together hold at most 4 GB.
#[derive(Clone, Debug)]
pub struct Words {
    codes: Vec<u32>,
    text: String,
    /// Where each different text ends.
    ends: Vec<u32>,
    /// Codes by the hash of their texts; `None` when nearly every text is another.
    known: Option<HashMap<u64, u32>>,
    hasher: RandomState,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            codes: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            known: Some(HashMap::new()),
            hasher: RandomState::new(),
        }
    }
}

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        self.codes.reserve(rows);
    }

    /// The text in a row, if known.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.word(*self.codes.get(row)?)
    }

    /// How many places texts lie at: those of different texts one after another in memory, then
    /// that of all unknown ones.
    pub fn places(&self) -> usize {
        self.ends.len() + 1
    }

    /// The place of the text in a row.
    pub fn place(&self, row: usize) -> usize {
        let code = self.codes.get(row).map_or(usize::MAX, |code| *code as usize);
        code.min(self.ends.len())
    }

    /// The text at a place; empty where it is unknown.
    pub fn lying(&self, place: usize) -> &str {
        self.text.get(self.span(place)).unwrap_or_default()
    }

    /// Where among the bytes of all texts the one at a place lies.
    pub fn span(&self, place: usize) -> Range<usize> {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |start| *start as usize);
        start..self.ends.get(place).map_or(start, |end| *end as usize)
    }

    /// The bytes of all texts, one after another.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn word(&self, code: u32) -> Option<&str> {
        let place = code as usize;
        (place < self.ends.len()).then(|| self.lying(place))
    }

    /// Adds a row at the end.
    pub fn push(&mut self, word: Option<&str>) {
        let code = self.code(word);
        self.codes.push(code);
    }

    /// Adds a row before another.
    pub fn insert(&mut self, row: usize, word: Option<&str>) {
        let code = self.code(word);
        self.codes.insert(row.min(self.codes.len()), code);
    }

    /// Replaces the text in a row.
    pub fn set(&mut self, row: usize, word: Option<&str>) {
        let code = self.code(word);
        if let Some(cell) = self.codes.get_mut(row) {
            *cell = code;
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: usize) {
        if row < self.codes.len() {
            self.codes.remove(row);
        }
    }

    /// Puts the rows into another order.
    pub fn reorder(&mut self, arrange: impl FnOnce(&mut Vec<u32>)) {
        arrange(&mut self.codes);
    }

    /// Adds the rows of another list at the end.
    pub fn append(&mut self, other: &Self) {
        let many = self.known.is_none() && other.known.is_none();
        let ends = u32::try_from(self.text.len());
        let codes = u32::try_from(self.ends.len() + other.ends.len());
        let whole = u32::try_from(self.text.len() + other.text.len());
        let (true, Ok(ends), Ok(codes), Ok(_)) = (many, ends, codes, whole) else {
            (0..other.len()).for_each(|row| self.push(other.get(row)));
            return;
        };
        // Nearly every text is another: none is looked up, all go over as they lie.
        let codes = codes - u32::try_from(other.ends.len()).unwrap_or(0);
        let code = |code: &u32| if *code == NONE { NONE } else { codes + code };
        self.codes.extend(other.codes.iter().map(code));
        self.ends.extend(other.ends.iter().map(|end| ends + end));
        self.text.push_str(&other.text);
    }

    /// Gives back memory that was kept for more.
    pub fn shrink(&mut self) {
        self.codes.shrink_to_fit();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn code(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return NONE };
        let hash = self.known.is_some().then(|| self.hasher.hash_one(word));
        let seen = hash.and_then(|hash| self.known.as_ref()?.get(&hash).copied());
        if let Some(code) = seen.filter(|code| self.word(*code) == Some(word)) {
            return code;
        }
        let end = u32::try_from(self.text.len() + word.len());
        let (Ok(end), Ok(code)) = (end, u32::try_from(self.ends.len())) else { return NONE };
        self.text.push_str(word);
        self.ends.push(end);
        if let (Some(hash), Some(known)) = (hash, &mut self.known) {
            known.insert(hash, code);
            if known.len() >= MANY && known.len() * 2 > self.codes.len() {
                self.known = None;
            }
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whether_they_are_told_apart_or_not() {
        let mut words = Words::default();
        for n in 0..200_000 {
            words.push(Some(&format!("name {}", n % 150_000)));
        }
        let copy = words.clone();
        words.append(&copy);
        assert_eq!((words.len(), words.get(350_003)), (400_000, Some("name 3")));
        (0..200_000).rev().for_each(|row| words.remove(200_000 + row));
        words.push(None);
        words.push(Some(""));
        words.set(3, Some("é"));
        words.shrink();
        assert!(words.known.is_none());
        assert_eq!(words.get(3), Some("é"));
        assert_eq!(words.get(150_003), Some("name 3"));
        assert_eq!(words.get(199_999), Some("name 49999"));
        assert_eq!((words.get(200_000), words.get(200_001)), (None, Some("")));
    }

    #[test]
    fn equal_texts_are_kept_once() {
        let mut words = Words::default();
        for n in 0..1_000 {
            words.push(Some(["energy", "trade"][n % 2]));
        }
        assert_eq!((words.ends.len(), words.text.len()), (2, 11));
    }
}
