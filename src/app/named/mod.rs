//! Which accounts are named like a text, and which of them best. Each different name is looked at
//! once, in the order in which names lie in memory, by several threads where they are many; the
//! scorer is asked only about names that may be among the best. A longer text is looked for only
//! among the names that matched the shorter one: at a million, every letter is answered.

mod alphabets;
mod best;
mod bits;
mod letters;
mod wish;

use std::cmp::Reverse;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::Book;
use crate::domain::words::Words;

use best::{Best, Scored};
use bits::{Bits, WIDE, ones};
use letters::{LONGEST, Letters, SHORT};
use wish::{Judged, Places, Wish};

/// From so many names on, several threads look through them.
const MANY: usize = 20_000;
/// More threads than this are not worth starting.
const MOST: usize = 4;

/// The accounts that are named like a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The rows of the best, best first; those that are as good by row.
    pub best: Vec<u32>,
    /// How many there are in all.
    pub matches: usize,
}

/// The names among which one is looked for, and those that matched the last text.
#[derive(Clone, Debug)]
pub struct Named {
    version: u64,
    asked: Arc<Asked>,
    text: String,
    matched: Option<Arc<Bits>>,
}

/// The accounts that are looked through.
#[derive(Debug)]
struct Asked {
    rows: Bits,
    /// How many of them have the name at each place.
    times: Vec<u32>,
    names: Bits,
}

impl Named {
    /// Gets ready to look among these rows of a book.
    pub fn among(rows: &[u32], book: &Book) -> Self {
        let asked = Arc::new(Asked::of(rows, book));
        Self { version: book.version, asked, text: String::new(), matched: None }
    }

    /// Whether the book is still the one in which it looks.
    pub fn is_of(&self, book: &Book) -> bool {
        self.version == book.version
    }

    /// Looks for accounts whose names hold the words of a text, or their letters in order, and gives
    /// at most so many of the best.
    pub fn find(&mut self, text: &str, most: usize, book: &Book) -> Found {
        let Some(names) = book.accounts.names() else { return Found::default() };
        let before = self.matched.take().filter(|_| text.starts_with(&self.text));
        let wish = Wish::of(text);
        let look = Look { names, asked: &self.asked, wish: &wish, most };
        let mut seen = look.through(before.as_deref(), threads(names));
        text.clone_into(&mut self.text);
        let found = Found { best: look.rows(&mut seen), matches: seen.count };
        self.matched = wish.narrows().then(|| Arc::new(seen.matched));
        found
    }
}

impl Asked {
    fn of(rows: &[u32], book: &Book) -> Self {
        let names = book.accounts.names();
        let places = names.map_or(0, Words::places);
        let mut asked = Self {
            rows: Bits::below(book.accounts.len()),
            times: vec![0; places],
            names: Bits::below(places),
        };
        for row in rows.iter().map(|row| *row as usize) {
            asked.rows.put(row);
            let place = names.map_or(0, |names| names.place(row));
            if let Some(times) = asked.times.get_mut(place) {
                *times += 1;
            }
        }
        for (block, word) in asked.times.chunks(WIDE).zip(asked.names.words_mut()) {
            *word = block.iter().rev().fold(0, |bits, times| bits << 1 | u64::from(*times > 0));
        }
        asked
    }

    /// The rows in their order.
    fn rows(&self) -> impl Iterator<Item = usize> {
        let words = self.rows.words().iter().enumerate();
        words.flat_map(|(at, word)| ones(*word).map(move |bit| at * WIDE + bit))
    }
}

/// How many threads it is worth to look through names.
fn threads(names: &Words) -> usize {
    let many = names.places() >= MANY;
    let at_once = || thread::available_parallelism().map_or(1, usize::from).min(MOST);
    if many { at_once() } else { 1 }
}

/// What is looked for, and where.
#[derive(Clone, Copy)]
struct Look<'a> {
    names: &'a Words,
    asked: &'a Asked,
    wish: &'a Wish,
    most: usize,
}

/// What was seen of the names.
struct Seen {
    /// Those that match.
    matched: Bits,
    /// Those that match as well as any can.
    tops: Bits,
    /// The best of the others.
    best: Best,
    /// How many accounts have a name that matches.
    count: usize,
}

impl Look<'_> {
    /// Looks through the names asked for that matched before.
    fn through(self, before: Option<&Bits>, threads: usize) -> Seen {
        let all = before.unwrap_or(&self.asked.names).words();
        let none = || Bits::below(self.names.places());
        let mut seen = Seen { matched: none(), tops: none(), best: Best::of(self.most), count: 0 };
        let wide = all.len().div_ceil(threads).max(1);
        let matched = seen.matched.words_mut().chunks_mut(wide);
        let tops = seen.tops.words_mut().chunks_mut(wide);
        let firsts = (0..).step_by(wide * WIDE);
        let parts = all.chunks(wide).zip(matched.zip(tops)).zip(firsts);
        let mut parts = parts.map(|((among, (matched, tops)), first)| {
            move || Pass::of(self).over(first, among, matched, tops)
        });
        thread::scope(|scope| {
            let own = parts.next();
            let started: Vec<_> = parts.map(|part| scope.spawn(part)).collect();
            let own = own.map(|mut part| part());
            let others = started
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|why| resume_unwind(why)));
            for (mut best, count) in own.into_iter().chain(others) {
                seen.count += count;
                for scored in best.kept() {
                    seen.best.put(*scored);
                }
            }
        });
        seen
    }

    /// The rows that have the best names, best first.
    fn rows(self, seen: &mut Seen) -> Vec<u32> {
        let best = self.wish.best();
        let is_top = |row: &usize| seen.tops.has(self.names.place(*row));
        let mut found: Vec<(u32, usize)> =
            self.asked.rows().filter(is_top).take(self.most).map(|row| (best, row)).collect();
        if found.len() < self.most {
            found.extend(self.scored(seen.best.kept()));
        }
        found.sort_by_key(|(score, _)| Reverse(*score));
        found.truncate(self.most);
        found.iter().filter_map(|(_, row)| u32::try_from(*row).ok()).collect()
    }

    /// The rows that have these names, with their scores.
    fn scored(self, names: &[Scored]) -> impl Iterator<Item = (u32, usize)> {
        let mut places = Bits::below(self.names.places());
        for (_, place) in names {
            places.put(*place as usize);
        }
        self.asked.rows().filter_map(move |row| {
            let place = self.names.place(row);
            let at = || names.binary_search_by_key(&place, |(_, place)| *place as usize);
            let scored = places.has(place).then(at)?.ok()?;
            names.get(scored).map(|(score, _)| (*score, row))
        })
    }
}

/// One pass over names.
struct Pass<'a> {
    look: Look<'a>,
    matcher: Matcher,
    buffer: Vec<char>,
    places: Places,
    best: Best,
}

impl<'a> Pass<'a> {
    fn of(look: Look<'a>) -> Self {
        let matcher = Matcher::new(Config::DEFAULT);
        let best = Best::of(look.most);
        Self { look, matcher, buffer: Vec::new(), places: Places::default(), best }
    }

    /// Looks at those of the names from the first place on whose bits are set; sets the bits of
    /// those that match, and of those that match as well as any can. Gives the best of the others,
    /// and how many accounts have a name that matches.
    fn over(
        mut self,
        first: usize,
        among: &[u64],
        matched: &mut [u64],
        tops: &mut [u64],
    ) -> (Best, usize) {
        let (top, mut count) = (self.look.wish.best(), 0);
        let blocks = among.iter().zip(matched.iter_mut().zip(tops)).zip((first..).step_by(WIDE));
        for ((word, (matched, tops)), first) in blocks {
            for bit in ones(*word) {
                let place = first + bit;
                let Some(score) = self.score(place) else { continue };
                if score == top {
                    *tops |= 1 << bit;
                    self.best.count(score);
                } else if let Ok(place) = u32::try_from(place) {
                    self.best.put((score, place));
                }
                *matched |= 1 << bit;
                count += self.look.asked.times.get(place).map_or(0, |times| *times as usize);
            }
        }
        (self.best, count)
    }

    /// The score of the name at a place if it matches; zero for one that cannot be among the best.
    fn score(&mut self, place: usize) -> Option<u32> {
        let (names, wish, least) = (self.look.names, self.look.wish, self.best.least());
        match self.judged(place) {
            Judged::Not => None,
            Judged::Best => Some(wish.best()),
            Judged::AtMost(score) if score < least => Some(0),
            Judged::AtMost(_) | Judged::Unsure => {
                let name = Utf32Str::new(names.lying(place), &mut self.buffer);
                wish.pattern.score(name, &mut self.matcher)
            }
        }
    }

    /// What can be said of the name at a place at once.
    #[inline]
    fn judged(&mut self, place: usize) -> Judged {
        let (names, wish, least) = (self.look.names, self.look.wish, self.best.least());
        let span = names.span(place);
        let rest = names.bytes().get(span.start..).unwrap_or_default();
        let short = rest.first_chunk::<SHORT>().filter(|_| span.len() <= SHORT);
        if let Some(letters) = short.and_then(|room| Letters::of(room, span.len())) {
            return wish.of_plain(&letters, least, &mut self.places);
        }
        let long = rest.first_chunk().filter(|_| (SHORT..=LONGEST).contains(&span.len()));
        if let Some(letters) = long.and_then(|room| Letters::<LONGEST>::of(room, span.len())) {
            return wish.of_plain(&letters, least, &mut self.places);
        }
        wish.of_any(names.lying(place))
    }
}

#[cfg(test)]
mod tests;
