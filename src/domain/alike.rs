//! Names that may mean the same company or product although they are written differently: by case,
//! spaces and punctuation, by the legal form, by umlauts and accents, or by letters of another
//! alphabet that look the same. Being alike is a question to ask, never an answer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Legal forms that stand anywhere in a name after its first word.
const FORMS: &[&str] = &[
    "aps",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "gbr",
    "gesmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "mbh",
    "ohg",
    "oyj",
    "plc",
    "pty",
    "pvt",
    "sarl",
    "spa",
    "spol",
    "spzoo",
    "srl",
    "sro",
    "zrt",
];

/// Legal forms that are only at the end of a name what they look like.
const AT_THE_END: &[&str] = &[
    "ab", "ag", "as", "asa", "bhd", "ek", "eg", "ev", "kg", "lda", "nv", "oo", "oy", "pte", "ro",
    "s", "sa", "sas", "sdn", "se", "sl", "slu", "snc", "sp", "ug", "z",
];

/// Words between names that say nothing.
const BETWEEN: &[&str] = &["and", "und", "et", "the"];

/// What a name is compared by: the same for names that are alike. Empty for a name of signs only.
pub fn key(name: &str) -> String {
    let plain = plain(name);
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    let mut first = true;
    words.retain(|word| {
        let at_first = std::mem::replace(&mut first, false);
        (at_first || !FORMS.contains(word)) && !BETWEEN.contains(word)
    });
    while words.len() > 1 && words.last().is_some_and(|word| AT_THE_END.contains(word)) {
        words.pop();
    }
    words.concat().replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Letters and digits in lower case, one space for whatever stands between them. Points are left
/// out without one, so that `s.r.o.` is one word.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    if name.is_ascii() {
        name.chars().for_each(|c| push(&mut plain, c.to_ascii_lowercase()));
    } else {
        let letters = name.nfkd().filter(|c| !is_combining_mark(*c));
        letters.flat_map(char::to_lowercase).for_each(|c| push(&mut plain, c));
    }
    plain
}

fn push(plain: &mut String, c: char) {
    match lookalike(c) {
        '.' | '\'' | '’' | '"' => {}
        'ß' => plain.push_str("ss"),
        'æ' => plain.push('a'),
        'œ' => plain.push('o'),
        c if c.is_alphanumeric() => plain.push(c),
        _ => plain.push(' '),
    }
}

/// The Latin letter that a letter looks like.
fn lookalike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'ԁ' | 'đ' | 'ð' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'і' | 'ı' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ł' | '|' | '1' => 'l',
        'м' => 'm',
        'һ' | 'н' => 'h',
        'η' | 'п' => 'n',
        'о' | 'ο' | 'σ' | 'ø' | '0' => 'o',
        'р' | 'ρ' | 'þ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' => 'y',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_mean_the_same_are_alike() {
        for (one, other) in [
            ("Acme GmbH", "ACME"),
            ("Acme, Inc.", "acme inc"),
            ("Müller Söhne GmbH & Co. KG", "Mueller Soehne"),
            ("Novák s.r.o.", "Novak, spol. s r.o."),
            ("Bau-Haus  AG", "Bauhaus"),
            ("GTXPro", "GTX Pro"),
            ("Асme", "Acme"),
            ("Smith & Sons Ltd", "Smith and Sons Limited"),
            ("Łódź Okna Sp. z o.o.", "Lodz Okna"),
            ("Weiß", "WEISS"),
            ("The Window Company", "Window"),
        ] {
            assert_eq!(key(one), key(other), "{one} · {other}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (one, other) in [
            ("Acme North", "Acme South"),
            ("Brindle Homes", "Brindle Lumber, Inc."),
            ("AG Metall", "Metall"),
            ("SE", "AG"),
        ] {
            assert_ne!(key(one), key(other), "{one} · {other}");
        }
        assert_eq!(key("…"), "");
    }
}
