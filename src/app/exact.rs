//! Exact scores, typed as two numbers: `62 80`, `- 80` where engagement is unknown.

use crate::domain::score::{Score, Scores};
use crate::domain::{Book, Id};

use super::account::meant;
use super::effect::Effect;
use super::origin;
use super::prompt::{Prompt, Purpose};
use super::score::{Write, settle};
use super::standing;
use super::ui::Ui;

/// Asks for the scores of the accounts chosen.
pub fn open(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let accounts = ui.chosen();
    origin::note(ui, book, &accounts);
    let row = match accounts.as_slice() {
        [one] => book.accounts.row(*one),
        _ => None,
    };
    let scores = row.map(|row| ui.seen(book).scores(row)).unwrap_or_default();
    let typed = |score: Option<Score>| score.map_or_else(|| "-".to_owned(), |s| s.to_string());
    let text = format!("{} {}", typed(scores.engagement), typed(scores.potential));
    let text = if row.is_some() { text } else { String::new() };
    let title = format!("{}: engagement and potential", meant(ui, book, &accounts));
    Prompt::open(ui, Purpose::Scores(accounts), &title, &text);
    None
}

/// Keeps what was typed, or says what is wrong with it.
pub fn keep(ui: &mut Ui, book: &Book, of: &[Id], text: &str) -> Result<Option<Effect>, String> {
    let typed = read(text)?;
    let scores: Vec<(Id, Scores)> = of.iter().map(|id| (*id, typed)).collect();
    let before = ui.trial.clone();
    settle(ui, book, &scores, Write::Both, before)
}

/// Where the typed scores lead, in words.
pub fn preview(ui: &Ui, book: &Book, text: &str) -> Option<String> {
    let scores = read(text).ok()?;
    let lines = ui.seen(book).thresholds();
    let segment = lines.segment(scores).map_or("Unplaced", |segment| segment.label());
    let distance = standing::distance(&lines, scores);
    Some(if scores.engagement.is_some() && scores.potential.is_some() {
        format!("{segment}: {distance}")
    } else {
        "in the tray of unplaced accounts".to_owned()
    })
}

fn read(text: &str) -> Result<Scores, String> {
    let words: Vec<&str> =
        text.split([' ', '/', ',', ';', '\t']).filter(|word| !word.is_empty()).collect();
    let [engagement, potential] = words.as_slice() else {
        return Err(
            "type two numbers, engagement then potential, such as 62 80; - is unknown".into()
        );
    };
    let score = |word: &str| match word {
        "-" | "–" | "?" => Ok(None),
        word => Score::parse(word).map(Some).map_err(|reject| reject.to_string()),
    };
    Ok(Scores { engagement: score(engagement)?, potential: score(potential)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_read_and_a_dash_is_unknown() {
        let at = |e: Option<u8>, p: Option<u8>| Scores {
            engagement: e.and_then(Score::new),
            potential: p.and_then(Score::new),
        };
        assert_eq!(read("62 80"), Ok(at(Some(62), Some(80))));
        assert_eq!(read(" - 80 "), Ok(at(None, Some(80))));
        assert_eq!(read("62/80"), Ok(at(Some(62), Some(80))));
        for wrong in ["", "62", "62 101", "-3 5", "abc 5", "1 2 3"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
