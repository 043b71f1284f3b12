//! Which encoding of eight bits a short text is in: Western or Central European, which write many
//! letters by the same bytes. Detectors need many words; a list of a few rows has not so many. Each
//! way to read them is weighed by the letters of the languages that are written so.

use std::collections::HashSet;

use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

/// From so many different words on a detector knows better.
const SHORT: usize = 60;
/// Below this difference the other reading is nearly as likely.
const CLOSE: i32 = 4;

/// What the words of a text say.
#[derive(Default)]
pub struct Words {
    word: Vec<u8>,
    different: HashSet<Vec<u8>>,
    /// The languages that words of companies and places tell.
    told: HashSet<usize>,
    pounds: usize,
}

/// A language: how it is encoded, its letters beyond ASCII, and words that nobody else has.
struct Language {
    encoding: &'static Encoding,
    letters: &'static str,
    told_by: &'static [&'static str],
    /// Whether a letter may stand where it does.
    fits: fn(&[char], usize) -> bool,
}

const LANGUAGES: [Language; 17] = [
    western("äöüßéè", &["gmbh"], anywhere),
    western("àâæçéèêëîïôœùûüÿ", &["sarl", "sas"], french),
    western("áéíñóúüïçàèòº·ª", &["es"], spanish),
    western("áâãàçéêíóôõúü", &["ltda", "lda"], portuguese),
    western("àèéìòùî", &["srl", "spa"], italian),
    western("æøåéöäü", &["aps"], anywhere),
    western("åäöéü", &["ab", "oy"], anywhere),
    western("áðéíóúýþæö", &["ehf"], anywhere),
    western("éëïóöüèêí", &["bv"], anywhere),
    western("õäöüšž", &["oü"], estonian),
    central("áčďéěíňóřšťúůýž", &["sro", "praha", "brno", "cz"], anywhere),
    central("áäčďéíĺľňóôŕšťúýž", &["sro", "bratislava", "sk"], anywhere),
    central("ąćęłńóśźż", &["spzoo", "warszawa", "pl"], polish),
    central("áéíóöőúüű", &["kft", "zrt", "nyrt", "bt", "budapest", "hu"], anywhere),
    central("čćđšž", &["doo", "zagreb", "ljubljana"], anywhere),
    central("ăâîşţ", &["bucuresti", "ro"], anywhere),
    central("äöüßé", &[], anywhere),
];

const fn western(
    letters: &'static str,
    told_by: &'static [&'static str],
    fits: fn(&[char], usize) -> bool,
) -> Language {
    Language { encoding: WINDOWS_1252, letters, told_by, fits }
}

const fn central(
    letters: &'static str,
    told_by: &'static [&'static str],
    fits: fn(&[char], usize) -> bool,
) -> Language {
    Language { encoding: WINDOWS_1250, letters, told_by, fits }
}

fn anywhere(_: &[char], _: usize) -> bool {
    true
}

/// `õ` is written before `e` alone, `ã` before `o` and `e` or at the end.
fn portuguese(word: &[char], at: usize) -> bool {
    let next = word.get(at + 1);
    match word.get(at) {
        Some('õ') => next == Some(&'e'),
        Some('ã') => next.is_none_or(|next| "oes".contains(*next)),
        _ => true,
    }
}

/// Accents are written at the end of a word alone, and hardly behind another vowel than `i` or `u`.
fn italian(word: &[char], at: usize) -> bool {
    let behind = at.checked_sub(1).and_then(|before| word.get(before));
    at + 1 == word.len() && behind.is_none_or(|before| !"aeo".contains(*before))
}

/// `ñ` stands before vowels alone.
fn spanish(word: &[char], at: usize) -> bool {
    word.get(at) != Some(&'ñ') || word.get(at + 1).is_some_and(|next| is_vowel(*next))
}

/// `ù` is in no word but one.
fn french(word: &[char], at: usize) -> bool {
    word.get(at) != Some(&'ù') || word == ['o', 'ù']
}

/// `õ` is in the first syllable, of a word without foreign letters.
fn estonian(word: &[char], at: usize) -> bool {
    word.get(at) != Some(&'õ') || (at < 3 && !word.iter().any(|c| "cqwxyz".contains(*c)))
}

/// `ń` stands before no vowel, and no letter beyond ASCII alone.
fn polish(word: &[char], at: usize) -> bool {
    let alone = word.len() == 1;
    let vowel_follows = word.get(at + 1).is_some_and(|next| is_vowel(*next));
    !(alone || word.get(at) == Some(&'ń') && vowel_follows)
}

fn is_vowel(c: char) -> bool {
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýąęěőűůăœÿ".contains(c)
}

impl Words {
    /// Takes the next bytes of the text; none at its end.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if byte.is_ascii_digit() && matches!(self.word.as_slice(), [.., 0xa3]) {
                self.pounds += 1;
            }
            if byte.is_ascii_alphabetic()
                || *byte >= 0x80
                || (*byte == b'.' && !self.word.is_empty())
            {
                self.word.push(*byte);
            } else {
                self.end_word();
            }
        }
        if bytes.is_empty() {
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        let mut word = std::mem::take(&mut self.word);
        word.make_ascii_lowercase();
        // Of `www.acme.hu` the end tells; `s.r.o.` is one word.
        let end = word.rsplit(|byte| *byte == b'.').next().unwrap_or_default().to_vec();
        word.retain(|byte| *byte != b'.');
        if word.iter().all(u8::is_ascii) {
            let is_one = |told: &&str| [word.as_slice(), &end].contains(&told.as_bytes());
            let told = |language: &Language| language.told_by.iter().any(&is_one);
            if word.len() < 40 && self.told.len() < LANGUAGES.len() {
                let told = LANGUAGES.iter().enumerate().filter(|(_, language)| told(language));
                self.told.extend(told.map(|(at, _)| at));
            }
        } else if self.different.len() < SHORT {
            self.different.insert(word);
        }
    }

    /// The encoding, and the one that is nearly as likely, where the detector's guess is one of the
    /// two and the text too short for it to know.
    pub fn settle(
        &self,
        guess: &'static Encoding,
    ) -> (&'static Encoding, Option<&'static Encoding>) {
        if ![WINDOWS_1250, WINDOWS_1252, ISO_8859_2].contains(&guess) {
            return (guess, None);
        }
        // Nobody writes the letter Ł before a digit.
        if self.pounds > 0 {
            return (WINDOWS_1252, None);
        }
        let differ = |word: &Vec<u8>| {
            WINDOWS_1250.decode_without_bom_handling(word).0
                != WINDOWS_1252.decode_without_bom_handling(word).0
        };
        if self.different.len() >= SHORT || !self.different.iter().any(differ) {
            return (guess, None);
        }
        let (western, central) = (self.weight(WINDOWS_1252), self.weight(WINDOWS_1250));
        let other = if guess == WINDOWS_1252 { WINDOWS_1250 } else { WINDOWS_1252 };
        let for_other = if guess == WINDOWS_1252 { central - western } else { western - central };
        let rival = |encoding| Some(encoding).filter(|_| for_other.abs() < CLOSE);
        if for_other > 1 { (other, rival(guess)) } else { (guess, rival(other)) }
    }

    /// How well the words are those of the likeliest language that is written so.
    fn weight(&self, encoding: &'static Encoding) -> i32 {
        let decode = |word: &Vec<u8>| -> Vec<char> {
            encoding.decode_without_bom_handling(word).0.chars().collect()
        };
        let words: Vec<Vec<char>> = self.different.iter().map(decode).collect();
        let languages = LANGUAGES.iter().enumerate().filter(|(_, it)| it.encoding == encoding);
        let weights = languages.map(|(at, language)| {
            let told = if self.told.contains(&at) { 4 } else { 0 };
            told + words.iter().map(|word| language.weight(word)).sum::<i32>()
        });
        weights.max().unwrap_or_default()
    }
}

impl Language {
    /// How well a word is one of this language: its letters, where they stand, and whether vowels
    /// and consonants take turns.
    fn weight(&self, word: &[char]) -> i32 {
        let lower: Vec<char> = word.iter().flat_map(|c| c.to_lowercase()).collect();
        let mut weight = 0;
        for (at, c) in lower.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
            let beside = |at: Option<usize>| at.and_then(|at| lower.get(at).copied());
            let beside = [beside(at.checked_sub(1)), beside(Some(at + 1))];
            let letters = beside.into_iter().flatten().filter(|c| c.is_alphabetic());
            weight += if !c.is_alphabetic() {
                if letters.count() > 1 { -6 } else { 0 }
            } else if !self.letters.contains(*c) {
                -6
            } else {
                let alike = letters.filter(|beside| is_vowel(*beside) == is_vowel(*c)).count();
                let cost = if is_vowel(*c) { 2 } else { 1 };
                let fits = if (self.fits)(&lower, at) { 4 } else { -4 };
                fits - cost * i32::try_from(alike).unwrap_or_default()
            };
        }
        weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, encoding: &'static Encoding) -> &'static str {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        let mut words = Words::default();
        words.feed(&bytes);
        words.feed(b"");
        let settled = [WINDOWS_1250, WINDOWS_1252].map(|guess| words.settle(guess).0.name());
        assert_eq!(
            settled[0],
            settled[1],
            "{text}: {} {}",
            words.weight(WINDOWS_1252),
            words.weight(WINDOWS_1250)
        );
        settled[0]
    }

    #[test]
    fn short_lists_of_central_europe_are_known() {
        for text in [
            "Name;City\nŐrség Kft.;Győr\n",
            "name,city\nAcme,Plzeň\n",
            "Dvořák a syn;Plzeň",
            "Nový Bydžov;Příbram;Třebíč",
            "Jiří Černý, s.r.o.;Brno",
            "Kőszeg;Gyöngyös;Hűvösvölgyi Bt.",
            "Łódź;Gdańsk",
            "Wrocław",
            "Poznań",
        ] {
            assert_eq!(settled(text, WINDOWS_1250), "windows-1250", "{text}");
        }
    }

    #[test]
    fn short_lists_of_western_europe_are_known() {
        for text in [
            "name,revenue\nAcme,£100\n",
            "name,Revenue (£)\nAcme,100\n",
            "name,note\nAcme,costs £ 5",
            "Hélène;Besançon;Nîmes",
            "Sørensen;København;Århus",
            "España;Muñoz",
            "São Paulo;Ações;Conceição",
        ] {
            assert_eq!(settled(text, WINDOWS_1252), "windows-1252", "{text}");
        }
    }

    #[test]
    fn what_is_close_is_told() {
        let mut words = Words::default();
        words.feed(&WINDOWS_1252.encode("Peña").0);
        words.feed(b"");
        assert_eq!(words.settle(WINDOWS_1252), (WINDOWS_1252, None));
        for text in ["Mère", "Niccolò;Forlì;Cantù", "Müller & Söhne;Straße;Køge"] {
            let mut words = Words::default();
            words.feed(&WINDOWS_1252.encode(text).0);
            words.feed(b"");
            assert_eq!(words.settle(WINDOWS_1252), (WINDOWS_1252, Some(WINDOWS_1250)), "{text}");
        }
    }
}
