//! What is found is what scoring every name finds.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use proptest::prelude::*;

use super::*;
use crate::domain::Id;
use crate::domain::accounts::Accounts;
use crate::domain::kinds::Account;
use crate::domain::value::Must;

fn book(names: &[String]) -> Book {
    let mut book = Book { accounts: Accounts::with_hot_columns(), ..Book::default() };
    for (place, name) in names.iter().enumerate() {
        let mut account = Account::new(Id::of_parts(&[&place.to_string()]));
        account.name = Must(name.clone());
        book.accounts.put(&account);
    }
    book
}

/// The same without any of the ways around the scorer.
fn scored(rows: &[u32], text: &str, most: usize, book: &Book) -> Found {
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
    let mut score = |row: &u32| {
        let name = Utf32Str::new(book.accounts.name(*row as usize), &mut buffer);
        pattern.score(name, &mut matcher).map(|score| (Reverse(score), *row))
    };
    let mut all: Vec<_> = rows.iter().filter_map(&mut score).collect();
    all.sort_unstable();
    let best = all.iter().take(most).map(|(_, row)| *row).collect();
    Found { best, matches: all.len() }
}

/// Names in which letters, signs, capitals, figures and other alphabets meet, some of them twice.
fn names() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        8 => "[abcAB1é]{1,6}",
        4 => "[a-eA-E]{1,9}",
        2 => "[abAB12&,.:/|_ -]{0,8}",
        2 => "[aäáÀßøŁœǆſıİ²ªºμ·«»a]{1,4}",
        1 => "[абвАБЁ αβΣς]{1,6}",
        1 => "[a\\u{301}\\u{600}漢가\\u{1f468}\\u{200d}\\r\\n\\t\\u{a0}\\u{2003}b]{0,5}",
        1 => "\\PC{0,5}",
        1 => "[ab ]{40,80}",
    ];
    let name = prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "));
    prop::collection::vec((name, 0..3_usize), 0..90)
        .prop_map(|names| names.into_iter().flat_map(|(name, more)| vec![name; more + 1]).collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[abc1]{1,4}",
        2 => "[abc]{1,3} [ab1é]{1,3}",
        2 => "[abé&.ßøàœаё2]{1,4}",
        1 => "[!^'$\\\\abé ]{1,5}",
        1 => "[ab]{20,30}",
        1 => "\\PC{1,4}",
    ]
}

fn plainly<const ROOM: usize>(wish: &Wish, name: &str, room: &str, least: u32) -> Option<Judged> {
    let room = room.as_bytes().first_chunk::<ROOM>().filter(|_| name.len() <= ROOM)?;
    let letters = Letters::of(room, name.len())?;
    Some(wish.of_plain(&letters, least, &mut Places::default()))
}

proptest! {
    #[test]
    fn what_is_said_of_a_name_at_once_is_what_the_scorer_says(names in names(), text in text()) {
        let wish = Wish::of(&text);
        let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
        for name in &names {
            let score = wish.pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher);
            let mut said = vec![wish.of_any(name)];
            // What follows in memory makes no difference, and only scores from the least on matter.
            let room = format!("{name}{}", "abc".repeat(LONGEST));
            for least in [0, score.unwrap_or(0), wish.best()] {
                said.extend(plainly::<SHORT>(&wish, name, &room, least));
                said.extend(plainly::<LONGEST>(&wish, name, &room, least));
            }
            for said in said {
                let holds = match said {
                    Judged::Not => score.is_none(),
                    Judged::Best => score == Some(wish.best()),
                    Judged::AtMost(most) => score.is_some_and(|score| score <= most),
                    Judged::Unsure => true,
                };
                prop_assert!(holds, "`{}` in `{}`: {:?}, not {:?}", text, name, score, said);
            }
        }
    }

    #[test]
    fn letter_by_letter_finds_what_scoring_every_name_finds(
        names in names(), text in text(), most in prop_oneof![1..9_usize, Just(100)], left_out in 0..4_u32
    ) {
        let mut book = book(&names);
        // In an order of its own, and not all of them.
        let rows: Vec<u32> =
            (0..).take(names.len()).filter(|row| row % 4 != left_out).collect::<Vec<_>>().into_iter().rev().collect();
        let mut named = Named::among(&rows, &book);
        prop_assert!(named.is_of(&book));
        for (at, letter) in text.char_indices() {
            let typed = text[..at + letter.len_utf8()].trim().to_lowercase();
            if !typed.is_empty() {
                prop_assert_eq!(named.find(&typed, most, &book), scored(&rows, &typed, most, &book), "{}", typed);
            }
        }
        book.version += 1;
        prop_assert!(!named.is_of(&book));
    }

    #[test]
    fn several_threads_find_what_one_finds(names in names(), text in text(), threads in 1..5_usize) {
        let book = book(&names);
        let rows: Vec<u32> = (0..).take(names.len()).collect();
        let asked = Asked::of(&rows, &book);
        let (all, wish) = (book.accounts.names().unwrap(), Wish::of(&text));
        let look = Look { names: all, asked: &asked, wish: &wish, most: 5 };
        let (mut one, mut several) = (look.through(None, 1), look.through(None, threads));
        prop_assert_eq!((one.count, look.rows(&mut one)), (several.count, look.rows(&mut several)));
        prop_assert_eq!(one.matched.words(), several.matched.words());
    }
}

#[test]
fn what_was_typed_before_narrows_only_what_goes_on_from_it() {
    let all = ["Acme", "Acre Energy", "Éclair", "acm !e", "Bolt", "A C M E"];
    let book = book(&all.map(str::to_owned));
    let rows: Vec<u32> = (0..).take(all.len()).collect();
    let mut named = Named::among(&rows, &book);
    for text in [
        "ac", "acm", "ac", "b", "bo", "a", "a !e", "a !er", "^ac", "^acm", "e$", "e$ a", "'ac",
        "é", "e",
    ] {
        assert_eq!(named.find(text, 100, &book), scored(&rows, text, 100, &book), "{text}");
    }
}
