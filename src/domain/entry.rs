//! Natural entry of an action: `call CFO fri` is what to do and by when (UX.md, Keys).

use jiff::civil::Date;

use super::day_words;
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

/// The most words that say a day: `the end of next month`.
const WORDS_MOST: usize = 5;

/// Splits a line: the longest run of words at its end that is a day is the due date, the rest what
/// to do. A line that is nothing but a day is what to do. A time of day stays with what to do,
/// because days are all that an action is due by. A line that ends with a day that does not exist
/// is refused: nobody means it as a word.
pub fn split(line: &str, today: Date) -> Result<Entry, Reject> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let [title @ .., last] = words.as_slice()
        && let Some(day) = last.strip_prefix("due=").or_else(|| last.strip_prefix("due:"))
        && !title.is_empty()
    {
        return Ok(Entry { title: title.join(" "), due: Some(parse_date(day, today)?) });
    }
    let (before, time) = words.split_at(words.len() - time_words(&words));
    if let Some((title, due)) = ending_day(before, today) {
        return Ok(Entry { title: [title, time].concat().join(" "), due: Some(due) });
    }
    let far = |day: &[&str]| Err(Reject::shape(&day.join(" "), "a day within reach"));
    let nameless = |day: &[&str]| Err(Reject::shape(&day.join(" "), "a day that exists"));
    match before {
        [_, .., month, day] if day_words::is_month_and_day(month, day) => nameless(&[month, day]),
        [_, .., last] if is_shaped_as_day(last) => nameless(&[last]),
        [_, .., number, unit] if is_span(&format!("{number}{unit}")) => far(&[number, unit]),
        [_, .., last] if is_span(last) => far(&[last]),
        _ => Ok(Entry { title: words.join(" "), due: None }),
    }
}

/// What stands before the day at the end, and the day.
fn ending_day<'a, 'w>(words: &'a [&'w str], today: Date) -> Option<(&'a [&'w str], Date)> {
    for taken in (1..=WORDS_MOST.min(words.len().saturating_sub(1))).rev() {
        let (title, day) = words.split_at(words.len() - taken);
        if let Ok(due) = parse_date(&day.join(" "), today) {
            let title = match title.split_last() {
                Some((&("by" | "on" | "until"), rest)) if !rest.is_empty() => rest,
                _ => title,
            };
            return Some((title, due));
        }
    }
    None
}

/// How many words at the end are a time of day: `3pm`, `at 15:00`, `3 pm`.
fn time_words(words: &[&str]) -> usize {
    let lower: Vec<String> = words.iter().rev().take(3).map(|word| word.to_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let time = match words.as_slice() {
        [half @ ("am" | "pm"), hour, ..] if is_time(&format!("{hour}{half}")) => 2,
        [time, ..] if is_time(time) => 1,
        _ => return 0,
    };
    if words.get(time) == Some(&"at") { time + 1 } else { time }
}

/// `3pm`, `3:30pm`, `15:00`, `noon`.
fn is_time(word: &str) -> bool {
    let half = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    let (hour, minute) = half.unwrap_or(word).split_once(':').unwrap_or((half.unwrap_or(word), ""));
    let below = |text: &str, most: u8| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits && text.parse::<u8>().is_ok_and(|n| n < most)
    };
    let minutes = minute.len() == 2 && below(minute, 60);
    match half {
        Some(_) => below(hour, 13) && (minute.is_empty() || minutes),
        None => word == "noon" || below(hour, 24) && minutes,
    }
}

/// A number and a unit of days: `99999w`. Those within reach were read as a day before.
fn is_span(word: &str) -> bool {
    let word = word.trim_start_matches('+');
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let unit = word.get(digits..).unwrap_or_default().to_lowercase();
    digits > 0 && day_words::units(1, &unit).is_some()
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
            ("call Kim Dec 3", "call Kim", Some(date(2026, 12, 3))),
            ("send offer by the end of the month", "send offer", Some(date(2026, 11, 30))),
            ("demo next week", "demo", Some(date(2026, 11, 23))),
            ("visit Fri 27 Nov", "visit", Some(date(2026, 11, 27))),
            ("call CFO fri 3pm", "call CFO 3pm", Some(date(2026, 11, 27))),
            ("call CFO tomorrow at 9:30", "call CFO at 9:30", Some(date(2026, 11, 22))),
            ("call CFO today 3 PM", "call CFO 3 PM", Some(today)),
            ("call CFO 3pm", "call CFO 3pm", None),
            ("call CFO at noon", "call CFO at noon", None),
            ("report twice a week", "report twice a week", None),
            ("order of march", "order of march", None),
            ("visit due=tomorrow", "visit", Some(date(2026, 11, 22))),
            ("due=tomorrow", "due=tomorrow", None),
            ("  ", "", None),
        ] {
            assert_eq!(split(line, today), Ok(Entry { title: title.to_owned(), due }), "{line}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_and_other_numbers_are_words() {
        let today = date(2026, 11, 21);
        for line in [
            "call 2026-02-30",
            "demo 13/45",
            "call 2/30",
            "call 31.2.",
            "x 30.2.2027",
            "call Kim feb 30",
            "call 31 nov 3pm",
        ] {
            let said = split(line, today).unwrap_err().to_string();
            assert!(said.ends_with("is not a day that exists"), "{line}: {said}");
        }
        for line in ["call in 99999w", "call in 99999 weeks", "call 99999d"] {
            let said = split(line, today).unwrap_err().to_string();
            assert!(said.ends_with("is not a day within reach"), "{line}: {said}");
        }
        assert!(split("visit due=soon", today).is_err());
        for line in ["call 555-1234", "buy at 15.99", "offer 12", "13/45"] {
            assert_eq!(split(line, today).map(|entry| entry.due), Ok(None), "{line}");
        }
    }
}
