//! Days in words, as people say them: `next fri`, `Dec 3`, `end of month` (UX.md, Keys). Days in
//! numbers are read by [`super::when`].

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The day that words in lower case mean, seen from `today`.
pub fn read(text: &str, today: Date) -> Option<Date> {
    let bare = text.replace(',', " ");
    let words: Vec<&str> = bare.split_whitespace().filter(|word| *word != "the").collect();
    match words.as_slice() {
        ["today" | "tonight" | "eod"] | ["end", "of", "day"] => Some(today),
        ["tomorrow" | "tom" | "tmr" | "tmrw"] => today.tomorrow().ok(),
        ["yesterday"] => today.yesterday().ok(),
        ["day", "after", "tomorrow"] => today.checked_add(2.days()).ok(),
        ["in", "a" | "an" | "one", unit] => ahead(today, 1, unit),
        ["in", "two", unit] => ahead(today, 2, unit),
        ["next", "week"] => week_after(today),
        ["next", "month"] => today.checked_add(1.month()).ok().map(Date::first_of_month),
        ["next", day] => Some(in_week_of(week_after(today)?, weekday(day)?)),
        ["this", day] | [day] if weekday(day).is_some() => Some(next(today, weekday(day)?)),
        ["on" | "by" | "until", rest @ ..] if !rest.is_empty() => read(&rest.join(" "), today),
        ["eow"] | ["end", "of", "week"] | ["end", "of", "this", "week"] => Some(end_of_week(today)),
        ["end", "of", "next", "week"] => Some(in_week_of(week_after(today)?, Weekday::Friday)),
        ["eom"] | ["month", "end"] | ["end", "of", "month"] | ["end", "of", "this", "month"] => {
            Some(today.last_of_month())
        }
        ["end", "of", "next", "month"] => {
            today.checked_add(1.month()).ok().map(Date::last_of_month)
        }
        ["eoq"]
        | ["quarter", "end"]
        | ["end", "of", "quarter"]
        | ["end", "of", "this", "quarter"] => end_of_quarter(today),
        ["eoy"] | ["year", "end"] | ["end", "of", "year"] | ["end", "of", "this", "year"] => {
            Some(today.last_of_year())
        }
        ["end", "of", name] => {
            let month = month(name)?;
            coming(today, |year| Date::new(year, month, 1).ok().map(Date::last_of_month))
        }
        [one] => on_the(one, today),
        [day, rest @ ..] if weekday(day).is_some() => {
            // `Fri 27 Nov`: the weekday must be that of the date.
            let said = super::when::parse_date(&rest.join(" "), today).ok()?;
            (Some(said.weekday()) == weekday(day)).then_some(said)
        }
        [one, other] => {
            let (month, day) = month_and_day(one, other)?;
            coming(today, |year| Date::new(year, month, day).ok())
        }
        [one, other, year] => {
            let (month, day) = month_and_day(one, other)?;
            let year = year.parse().ok().filter(|_| year.len() == 4)?;
            Date::new(year, month, day).ok()
        }
        _ => None,
    }
}

/// Whether these two words are a month and a day of it, existing or not: `feb 30`.
pub fn is_month_and_day(one: &str, other: &str) -> bool {
    month_and_day(&one.to_lowercase(), &other.to_lowercase()).is_some()
}

/// So many units ahead.
fn ahead(today: Date, n: i64, unit: &str) -> Option<Date> {
    today.checked_add(units(n, unit)?).ok()
}

/// A number of days, weeks, months or years.
pub fn units(n: i64, unit: &str) -> Option<Span> {
    match unit {
        "d" | "day" | "days" => Some(n.days()),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(n.weeks()),
        "m" | "mo" | "mos" | "month" | "months" => Some(n.months()),
        "y" | "yr" | "yrs" | "year" | "years" => Some(n.years()),
        _ => None,
    }
}

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn weekday(text: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| is_short_for(text, name)).map(|(_, day)| *day)
}

pub(super) fn month(text: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|name| is_short_for(text, name))?;
    i8::try_from(place + 1).ok()
}

/// Three or four letters, with or without a full stop, or the whole name.
fn is_short_for(text: &str, name: &str) -> bool {
    let bare = text.strip_suffix('.').unwrap_or(text);
    (bare.len() == 3 || bare.len() == 4 || bare == name) && name.starts_with(bare)
}

/// `dec 3`, `3 dec`, `3rd december`.
fn month_and_day(one: &str, other: &str) -> Option<(i8, i8)> {
    let named = |name, number| Some((month(name)?, day_number(number)?));
    named(one, other).or_else(|| named(other, one))
}

/// `3`, `3.`, `3rd`.
fn day_number(text: &str) -> Option<i8> {
    let bare = ["st", "nd", "rd", "th", "."].iter().find_map(|end| text.strip_suffix(end));
    let bare = bare.unwrap_or(text);
    let digits = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| bare.parse().ok()).flatten()
}

/// `15th`: the next day of that number, in a month that has it.
fn on_the(text: &str, today: Date) -> Option<Date> {
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| text.ends_with(end));
    let day = day_number(text).filter(|_| ordinal)?;
    let first = today.first_of_month();
    let months = (0..12).filter_map(|n: i64| first.checked_add(n.months()).ok());
    let days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    days.into_iter().find(|found| *found >= today)
}

/// The first such day from today on. One that only leap years have is looked for until the next.
fn coming(today: Date, of_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    (0..=8).filter_map(|ahead| of_year(today.year() + ahead)).find(|found| *found >= today)
}

fn next(today: Date, day: Weekday) -> Date {
    today.nth_weekday(1, day).unwrap_or(today)
}

/// Monday of the week after this one.
fn week_after(today: Date) -> Option<Date> {
    today.nth_weekday(1, Weekday::Monday).ok()
}

/// A weekday of the week that begins on a Monday.
fn in_week_of(monday: Date, day: Weekday) -> Date {
    if day == Weekday::Monday { monday } else { next(monday, day) }
}

/// Friday of this week, or the next one at the weekend.
fn end_of_week(today: Date) -> Date {
    if today.weekday() == Weekday::Friday { today } else { next(today, Weekday::Friday) }
}

fn end_of_quarter(today: Date) -> Option<Date> {
    let last = (today.month() + 2) / 3 * 3;
    Date::new(today.year(), last, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::parse_date;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_say_them() {
        let monday = date(2026, 11, 23);
        for (text, wanted) in [
            ("Dec 3", date(2026, 12, 3)),
            ("3 dec", date(2026, 12, 3)),
            ("3. Dezember", Date::ZERO),
            ("3rd december", date(2026, 12, 3)),
            ("Dec. 3, 2027", date(2027, 12, 3)),
            ("nov 22", date(2027, 11, 22)),
            ("sept 1", date(2027, 9, 1)),
            ("feb 29", date(2028, 2, 29)),
            ("fri", date(2026, 11, 27)),
            ("this fri", date(2026, 11, 27)),
            ("next fri", date(2026, 12, 4)),
            ("next monday", date(2026, 11, 30)),
            ("next week", date(2026, 11, 30)),
            ("next month", date(2026, 12, 1)),
            ("Fri 27 Nov", date(2026, 11, 27)),
            ("friday 12/4", date(2026, 12, 4)),
            ("thu 27 nov", Date::ZERO),
            ("end of month", date(2026, 11, 30)),
            ("by the end of the month", date(2026, 11, 30)),
            ("eom", date(2026, 11, 30)),
            ("end of next month", date(2026, 12, 31)),
            ("end of february", date(2027, 2, 28)),
            ("end of week", date(2026, 11, 27)),
            ("end of next week", date(2026, 12, 4)),
            ("end of quarter", date(2026, 12, 31)),
            ("eoy", date(2026, 12, 31)),
            ("the 15th", date(2026, 12, 15)),
            ("23rd", monday),
            ("31st", date(2026, 12, 31)),
            ("day after tomorrow", date(2026, 11, 25)),
            ("in a week", date(2026, 11, 30)),
            ("in two months", date(2027, 1, 23)),
            ("in 3 wks", date(2026, 12, 14)),
            ("tonight", monday),
        ] {
            let read = parse_date(text, monday);
            assert_eq!(read.unwrap_or(Date::ZERO), wanted, "{text}");
        }
    }

    #[test]
    fn at_the_weekend_the_next_week_is_the_one_that_begins_on_monday() {
        for today in [date(2026, 11, 21), date(2026, 11, 22)] {
            assert_eq!(read("next fri", today), Some(date(2026, 11, 27)));
            assert_eq!(read("next week", today), Some(date(2026, 11, 23)));
            assert_eq!(read("eow", today), Some(date(2026, 11, 27)));
        }
    }

    #[test]
    fn words_that_are_no_days_stay_words() {
        for text in
            ["march", "a week", "week", "next", "next step", "month", "12", "dec", "feb 30", "99th"]
        {
            assert_eq!(read(text, date(2026, 11, 21)), None, "{text}");
        }
    }
}
