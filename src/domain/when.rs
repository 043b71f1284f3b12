//! Days as people write them: `fri`, `tomorrow`, `3/12`, `in 2w`, `2026-12-03` (UX.md, Keys).

use jiff::Span;
use jiff::civil::Date;

use super::day_words;
use super::value::Reject;

/// The day that a text means, seen from `today`. Weekdays and days without a year mean the next
/// such day, today excluded for weekdays and included for `3/12`. Month before day where both
/// orders are possible. Refuses days that do not exist.
pub fn parse_date(text: &str, today: Date) -> Result<Date, Reject> {
    let lower = text.trim().to_lowercase();
    let reject = || Reject::shape(text, "a date such as 2026-03-12, fri, 3/12 or in 2w");
    day_words::read(&lower, today)
        .or_else(|| span(&lower).and_then(|span| today.checked_add(span).ok()))
        .or_else(|| numeric(&lower, today))
        .ok_or_else(reject)
}

/// `in 2w`, `in 3 days`, `2w`, `+5d`: a number and a unit.
fn span(text: &str) -> Option<Span> {
    let text = text.strip_prefix("in ").or_else(|| text.strip_prefix('+')).unwrap_or(text).trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let n: i64 = number.parse().ok().filter(|n| *n <= 10_000)?;
    day_words::units(n, unit.trim())
}

/// `2026-03-12`, `3/12/2026`, `12.3.2026`, `3/12`, `12.3.`.
fn numeric(text: &str, today: Date) -> Option<Date> {
    let dotted = text.contains('.');
    let sep = ['-', '/', '.'].into_iter().find(|sep| text.contains(*sep))?;
    let parts: Vec<&str> = text.trim_end_matches('.').split(sep).collect();
    let n = |at: usize| -> Option<i16> {
        let part = parts.get(at)?;
        let digits =
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    match (sep, parts.len()) {
        ('-', 3) if parts.first().is_some_and(|year| year.len() == 4) => day(n(0)?, n(1)?, n(2)?),
        ('/' | '.', 3) if parts.get(2).is_some_and(|year| year.len() == 4) => {
            if dotted {
                day(n(2)?, n(1)?, n(0)?)
            } else {
                slashed(n(2)?, n(0)?, n(1)?)
            }
        }
        ('/' | '.', 2) => {
            let of_year =
                |year| if dotted { day(year, n(1)?, n(0)?) } else { slashed(year, n(0)?, n(1)?) };
            // A day that only leap years have is looked for until the next leap year.
            (0..=8).filter_map(|ahead| of_year(today.year() + ahead)).find(|found| *found >= today)
        }
        _ => None,
    }
}

/// Month before day; a first number that can be no month is the day.
fn slashed(year: i16, first: i16, second: i16) -> Option<Date> {
    day(year, first, second).or_else(|| if first > 12 { day(year, second, first) } else { None })
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day for tight places on screen: `Fri 27 Nov`, with the year where it is not the year of today.
pub fn short(day: Date, today: Date) -> String {
    let pattern = if day.year() == today.year() { "%a %-d %b" } else { "%-d %b %Y" };
    day.strftime(pattern).to_string()
}

/// A day as people say it: `today`, `tomorrow`, `yesterday`, else as [`short`] writes it.
pub fn spoken(day: Date, today: Date) -> String {
    match days_until(day, today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        _ => short(day, today),
    }
}

/// Whole days from today until a day; negative for days past.
pub fn days_until(day: Date, today: Date) -> i64 {
    today.duration_until(day).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_write_them() {
        let saturday = date(2026, 11, 21);
        for (text, wanted) in [
            ("fri", date(2026, 11, 27)),
            ("sat", date(2026, 11, 28)),
            ("Friday", date(2026, 11, 27)),
            ("next mon", date(2026, 11, 23)),
            ("today", saturday),
            ("tomorrow", date(2026, 11, 22)),
            ("3/12", date(2027, 3, 12)),
            ("11/21", saturday),
            ("31/12", date(2026, 12, 31)),
            ("12.3.", date(2027, 3, 12)),
            ("12.3.2027", date(2027, 3, 12)),
            ("in 2w", date(2026, 12, 5)),
            ("2w", date(2026, 12, 5)),
            ("in 3 days", date(2026, 11, 24)),
            ("+1m", date(2026, 12, 21)),
            ("2/29", date(2028, 2, 29)),
            ("2026-02-28", date(2026, 2, 28)),
        ] {
            assert_eq!(parse_date(text, saturday).unwrap(), wanted, "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-30",
            "30.2.2026",
            "13/13",
            "0/5",
            "2026-13-01",
            "f",
            "in w",
            "12",
            "2026-2",
            "99d9",
        ] {
            assert!(parse_date(text, date(2026, 11, 21)).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_said_shortly() {
        let saturday = date(2026, 11, 21);
        assert_eq!(short(date(2026, 11, 27), saturday), "Fri 27 Nov");
        assert_eq!(short(date(2027, 1, 5), saturday), "5 Jan 2027");
        assert_eq!(spoken(date(2026, 11, 22), saturday), "tomorrow");
        assert_eq!(spoken(date(2026, 11, 1), saturday), "Sun 1 Nov");
        assert_eq!(days_until(date(2026, 11, 18), saturday), -3);
    }
}
