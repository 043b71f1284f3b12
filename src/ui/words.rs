//! Values as they stand in tight places: short amounts, short days, `–` for what is unknown.

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::Book;
use crate::domain::facts::{Fact, What};
use crate::domain::value::Value;
use crate::domain::when::short;
use crate::text;

/// What stands where a value is unknown.
pub const UNKNOWN: &str = "–";

/// A value of a fact in a cell.
pub fn cell(book: &Book, fact: Fact, value: Option<&Value>, today: Date) -> String {
    let to_line = matches!(
        fact,
        Fact::Derived(d) if matches!(d.what, What::EngagementToLine | What::PotentialToLine)
    );
    match value {
        None => UNKNOWN.to_owned(),
        Some(Value::Money(money)) => money.short(),
        Some(Value::Date(day)) => short(*day, today),
        Some(Value::Time(at)) => short(at.date(), today),
        Some(Value::Int(n)) if to_line => format!("{n:+}"),
        Some(value) => crate::app::account::shown(book, value),
    }
}

/// At most so many lines of at most so many columns, broken between words.
pub fn wrapped(words: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in words.lines() {
        let mut line = String::new();
        for word in paragraph.split_word_bounds() {
            if lines.len() >= most {
                return lines;
            }
            if text::width(&line) + text::width(word) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            if !(line.is_empty() && word.trim().is_empty()) {
                line.push_str(word);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.truncate(most);
    lines
}

/// A span of time as people say it: `40 s`, `6 min 12 s`, `1 h 5 min`.
pub fn span(millis: i64) -> String {
    let seconds = (millis.max(0) + 500) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 if seconds % 60 == 0 => format!("{} min", seconds / 60),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// A span of time that need not be exact: `under a minute`, `about 4 min`.
pub fn about(millis: i64) -> String {
    match (millis.max(0) + 30_000) / 60_000 {
        0 => "under a minute".to_owned(),
        minutes @ 1..90 => format!("about {minutes} min"),
        minutes => format!("about {} h", (minutes + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_shortly() {
        assert_eq!(span(6_400), "6 s");
        assert_eq!(span(372_000), "6 min 12 s");
        assert_eq!(span(3_900_000), "1 h 5 min");
        assert_eq!(about(20_000), "under a minute");
        assert_eq!(about(230_000), "about 4 min");
        assert_eq!(about(6_000_000), "about 2 h");
    }
}
