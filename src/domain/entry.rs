//! Natural entry of an action: `call CFO fri` is what to do and by when (UX.md, Keys).

use jiff::civil::Date;

use super::value::Reject;
use super::when::parse_date;

/// What to do and by when, split from one line.
#[derive(PartialEq, Eq, Debug)]
pub struct Entry {
    /// What to do.
    pub title: String,
    /// By which day, if the line ended with one.
    pub due: Option<Date>,
}

/// Splits a line: the longest run of at most three words at its end that is a day is the due
/// date, the rest what to do. A line that is nothing but a day is what to do. A line that ends
/// with a day that does not exist is refused: nobody means it as a word.
pub fn split(line: &str, today: Date) -> Result<Entry, Reject> {
    let words: Vec<&str> = line.split_whitespace().collect();
    for taken in (1..=3.min(words.len().saturating_sub(1))).rev() {
        let (title, day) = words.split_at(words.len() - taken);
        if let Ok(due) = parse_date(&day.join(" "), today) {
            let title = match title.split_last() {
                Some((&("by" | "on" | "until"), rest)) if !rest.is_empty() => rest,
                _ => title,
            };
            return Ok(Entry { title: title.join(" "), due: Some(due) });
        }
    }
    match words.last() {
        Some(last) if words.len() > 1 && is_shaped_as_day(last) => {
            Err(Reject::shape(last, "a day that exists"))
        }
        _ => Ok(Entry { title: words.join(" "), due: None }),
    }
}

/// Whether a word is written as a day, existing or not: `2026-02-30`, `13/45`, `31.2.`.
fn is_shaped_as_day(word: &str) -> bool {
    let parts = |sep: char| -> usize {
        let parts: Vec<&str> = word.trim_end_matches('.').split(sep).collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if parts.iter().all(digits) { parts.len() } else { 0 }
    };
    parts('-') == 3
        || matches!(parts('/'), 2 | 3)
        || parts('.') == 3
        || (parts('.') == 2 && word.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_at_the_end_of_the_line_is_the_due_date() {
        let today = date(2026, 11, 21);
        for (line, title, due) in [
            ("call CFO fri", "call CFO", Some(date(2026, 11, 27))),
            ("demo 3/12", "demo", Some(date(2027, 3, 12))),
            ("email in 2w", "email", Some(date(2026, 12, 5))),
            ("send offer by next tue", "send offer", Some(date(2026, 11, 24))),
            ("visit in 3 days", "visit", Some(date(2026, 11, 24))),
            ("call CFO", "call CFO", None),
            ("friday", "friday", None),
            ("  ", "", None),
        ] {
            assert_eq!(split(line, today), Ok(Entry { title: title.to_owned(), due }), "{line}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_and_other_numbers_are_words() {
        let today = date(2026, 11, 21);
        for line in ["call 2026-02-30", "demo 13/45", "call 2/30", "call 31.2.", "x 30.2.2027"] {
            let said = split(line, today).unwrap_err().to_string();
            assert!(said.ends_with("is not a day that exists"), "{line}: {said}");
        }
        for line in ["call 555-1234", "buy at 15.99", "offer 12", "13/45"] {
            assert_eq!(split(line, today).map(|entry| entry.due), Ok(None), "{line}");
        }
    }
}
