//! What was typed into find, and what can be said of a name without scoring it: whether it matches,
//! and how well at most. Nothing here decides what is best; the scorer does, for the few names left.
//!
//! The bounds follow from how nucleo scores (its `score.rs`): 16 for each letter, twice its bonus for
//! the first one, for those beside each other the bonus of the first of them or 4, and at least 3
//! less where letters lie between.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};

use super::alphabets::{Sort, read_as};
use super::letters::{Edges, Letter, Letters};

/// Words of more letters are left to the scorer.
const LONGEST: usize = 24;

const MATCH: u32 = 16;
const BESIDE: u32 = 4;
const GAP: u32 = 3;
const AT_START: u32 = 10;
const AT_BREAK: u32 = 9;
const AT_TURN: u32 = 5;

/// What was typed.
pub struct Wish {
    /// How the scorer reads it.
    pub pattern: Pattern,
    /// Its words, when all of them only want their letters in order.
    words: Option<Vec<Word>>,
    best: u32,
}

/// What can be said of a name at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judged {
    /// It does not match.
    Not,
    /// It matches with the best score there is.
    Best,
    /// It matches with this score or a lower one.
    AtMost(u32),
    /// The scorer must be asked.
    Unsure,
}

struct Word {
    letters: Vec<char>,
    /// The same in ASCII, if it is.
    plain: Option<Vec<Letter>>,
    /// Whether marks matter.
    marks: Marks,
    /// Whether it is letters and figures alone.
    pure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Matter,
    Dropped,
}

/// For each letter of a word where it stands in a name: never before the first place of the one
/// before it.
pub type Places = [u64; LONGEST];

impl Wish {
    /// Reads what was typed.
    pub fn of(text: &str) -> Self {
        let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
        let words: Option<Vec<Word>> = pattern.atoms.iter().map(Word::of).collect();
        let best = words.as_ref().map_or(u32::MAX, |words| words.iter().map(Word::best).sum());
        Self { pattern, words, best }
    }

    /// Whether every text that goes on from this one matches nothing that this one does not.
    pub fn narrows(&self) -> bool {
        self.words.is_some()
    }

    /// The best score there is.
    pub fn best(&self) -> u32 {
        self.best
    }

    /// What can be said of a name of plain letters, where only scores from the least on matter.
    #[inline]
    pub fn of_plain<const ROOM: usize>(
        &self,
        letters: &Letters<ROOM>,
        least: u32,
        places: &mut Places,
    ) -> Judged {
        let Some(words) = &self.words else { return Judged::Unsure };
        let (mut most, mut exact) = (0, true);
        for word in words {
            let Some(plain) = &word.plain else { return Judged::Not };
            let found = plain.iter().map(|letter| letters.at(*letter));
            let Some(together) = in_order(found, places) else { return Judged::Not };
            let begins = together & letters.starts() != 0;
            exact &= begins && word.pure;
            most += match () {
                () if begins => word.best(),
                // Others are best already: how far behind it is does not matter.
                () if least >= self.best => word.best() - 1,
                () => word.bound(places, together, &letters.edges()),
            };
        }
        if exact { Judged::Best } else { Judged::AtMost(most) }
    }

    /// What can be said of any name.
    pub fn of_any(&self, name: &str) -> Judged {
        let Some(words) = &self.words else { return Judged::Unsure };
        let mut most = 0;
        for word in words {
            if word.plain.is_none() && name.is_ascii() {
                return Judged::Not;
            }
            let Some((found, edges)) = word.spread(name) else { return Judged::Unsure };
            let mut places = [0; LONGEST];
            let found = found.into_iter().take(word.letters.len());
            let Some(together) = in_order(found, &mut places) else { return Judged::Not };
            most += word.bound(&places, together, &edges);
        }
        Judged::AtMost(most)
    }
}

/// Notes where letters stand that come after the first place of the letter before; `None` where one
/// has no such place. Gives where all of them stand beside each other, at the first of them.
#[inline]
fn in_order(found: impl Iterator<Item = u64>, places: &mut Places) -> Option<u64> {
    let (mut after, mut together) = (u64::MAX, u64::MAX);
    for (at, (cell, found)) in places.iter_mut().zip(found).enumerate() {
        *cell = found & after;
        let first = *cell & cell.wrapping_neg();
        if first == 0 {
            return None;
        }
        after = !(first | (first - 1));
        together &= *cell >> at;
    }
    Some(together)
}

impl Word {
    /// A word that only wants its letters in order.
    fn of(atom: &Atom) -> Option<Self> {
        let letters: Vec<char> = atom.needle_text().chars().collect();
        let fits = atom.kind == AtomKind::Fuzzy
            && !atom.negative
            && letters.len() <= LONGEST
            && !letters.iter().any(|c| c.is_whitespace() || c.is_control() || *c == '\\');
        let read: Vec<_> = letters.iter().filter_map(|letter| read_as(*letter)).collect();
        let ascii = atom.needle_text().is_ascii();
        // As the scorer decides it: marks matter once one was typed.
        let dropped = ascii || letters.iter().all(|c| nucleo_matcher::chars::normalize(*c) == *c);
        (fits && read.len() == letters.len()).then(|| Self {
            plain: ascii.then(|| {
                letters.iter().filter_map(|c| u8::try_from(*c).ok().map(Letter::of)).collect()
            }),
            marks: if dropped { Marks::Dropped } else { Marks::Matter },
            pure: letters.iter().all(char::is_ascii_alphanumeric),
            letters,
        })
    }

    /// The best score there is: for all letters beside each other at the beginning of a word.
    fn best(&self) -> u32 {
        let count = u32::try_from(self.letters.len()).unwrap_or(0);
        (MATCH + AT_START) * count + AT_START
    }

    /// Where each letter stands in a name, and where a match counts more; `None` where that is not
    /// for this to say.
    fn spread(&self, name: &str) -> Option<(Places, Edges)> {
        let (mut places, mut edges) = ([0; LONGEST], Edges::default());
        let mut before = Sort::Blank;
        for (at, letter) in name.chars().enumerate() {
            let bit = 1_u64.checked_shl(u32::try_from(at).ok()?)?;
            let read = read_as(letter)?;
            let letter = if self.marks == Marks::Matter { read.marked } else { read.bare };
            for (places, wanted) in places.iter_mut().zip(&self.letters) {
                *places |= if *wanted == letter { bit } else { 0 };
            }
            match before {
                Sort::Blank => edges.starts |= bit,
                Sort::Sign => edges.breaks |= bit,
                Sort::Small | Sort::Turn => {}
            }
            edges.turns |= if read.sort == Sort::Turn { bit } else { 0 };
            before = read.sort;
        }
        Some((places, edges))
    }

    /// The most that the scorer can give for letters at these places.
    fn bound(&self, places: &Places, together: u64, edges: &Edges) -> u32 {
        let bonus = |places: u64| match () {
            () if places & edges.starts != 0 => AT_START,
            () if places & edges.breaks != 0 => AT_BREAK,
            () if places & edges.turns != 0 => AT_TURN,
            () => 0,
        };
        let sign = |letter: Option<&char>| letter.is_some_and(|c| !c.is_alphanumeric());
        // A sign has a bonus of its own.
        let of = |(at, places): (usize, &u64)| {
            if sign(self.letters.get(at)) { AT_BREAK.max(bonus(*places)) } else { bonus(*places) }
        };
        let count = self.letters.len();
        let mut letters = places.iter().take(count).enumerate().map(of);
        let first = letters.next().unwrap_or(0);
        let own = if sign(self.letters.first()) { AT_BREAK } else { 0 };
        let at_once = bonus(together).max(own);
        // Beside each other, and anywhere: each letter has the best bonus so far.
        let (mut carried, mut carried_at_once) = (first.max(BESIDE), at_once.max(BESIDE));
        let mut scattered = MATCH + 2 * first;
        let mut beside = MATCH + 2 * at_once;
        let mut lost = u32::MAX;
        for bonus in letters {
            carried = carried.max(bonus);
            carried_at_once = carried_at_once.max(bonus);
            scattered += MATCH + carried;
            beside += MATCH + carried_at_once;
            // What is not beside the letter before has its own bonus alone.
            lost = lost.min(carried - bonus);
        }
        let scattered = if lost == u32::MAX { 0 } else { scattered - GAP - lost };
        if together == 0 { scattered } else { scattered.max(beside) }
    }
}
