//! Natural entry of an action: `call CFO fri` is what to do and by when (UX.md, Keys).

use jiff::civil::Date;

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
/// date, the rest what to do. A line that is nothing but a day is what to do.
pub fn split(line: &str, today: Date) -> Entry {
    let words: Vec<&str> = line.split_whitespace().collect();
    for taken in (1..=3.min(words.len().saturating_sub(1))).rev() {
        let (title, day) = words.split_at(words.len() - taken);
        if let Ok(due) = parse_date(&day.join(" "), today) {
            let title = match title.split_last() {
                Some((&("by" | "on" | "until"), rest)) if !rest.is_empty() => rest,
                _ => title,
            };
            return Entry { title: title.join(" "), due: Some(due) };
        }
    }
    Entry { title: words.join(" "), due: None }
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
            assert_eq!(split(line, today), Entry { title: title.to_owned(), due }, "{line}");
        }
    }
}
