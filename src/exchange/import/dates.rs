//! Days as spreadsheets and CRMs write them. Whether the day, the month or a year of two digits
//! stands first is decided for a whole column from the cells that leave no doubt (`date_order`),
//! never guessed for one cell.

use jiff::civil::{Date, Time};

use super::date_order::DateOrder;
use super::vocabulary::vocabulary;
use crate::domain::day_number::day_of;

/// A date as it is written, before anybody decided what the numbers mean.
pub enum Written {
    /// Nothing is open.
    Day(Date),
    /// Three numbers in one of several orders.
    Numbers(Numbers),
}

/// Three numbers between slashes or dashes.
#[derive(Clone, Copy)]
pub struct Numbers {
    first: i8,
    second: i8,
    third: i16,
    year: Year,
}

/// Which of the numbers can be the year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Year {
    /// The last, which has four digits.
    Last,
    /// The last, which has two digits; the first only where nothing else is a day.
    LikelyLast,
    /// The first or the last, of two digits each: `20-03-04`.
    First,
}

impl Written {
    /// The date in a cell, as it is written.
    pub fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if let Some(day) = year_first(cell) {
            return Some(Self::Day(day));
        }
        let ([first, second, third], between) = parts(cell)?;
        let year = full_year(third)?;
        if let Some(month) = vocabulary().month(second) {
            return Date::new(year, month, first.parse().ok()?).ok().map(Self::Day);
        }
        if let Some(month) = vocabulary().month(first) {
            return Date::new(year, month, second.parse().ok()?).ok().map(Self::Day);
        }
        if between == Between::Dots {
            return Date::new(year, number(second)?, number(first)?).ok().map(Self::Day);
        }
        let two_digits = first.len() == 2 && third.len() == 2;
        let year = match between {
            _ if third.len() > 2 => Year::Last,
            Between::Dashes if two_digits => Year::First,
            _ => Year::LikelyLast,
        };
        let first: i8 = first.parse().ok().filter(|_| is_short(first))?;
        Some(Self::Numbers(Numbers {
            first,
            second: number(second)?,
            third: third.parse().ok()?,
            year,
        }))
    }
}

impl Numbers {
    /// The day that they are in an order; `None` where they are none.
    pub fn day(self, order: DateOrder) -> Option<Date> {
        let last = if self.year == Year::Last { self.third } else { of_two_digits(self.third) };
        match order {
            DateOrder::DayFirst => Date::new(last, self.second, self.first).ok(),
            DateOrder::MonthFirst => Date::new(last, self.first, self.second).ok(),
            DateOrder::YearFirst if self.year == Year::Last => None,
            DateOrder::YearFirst => {
                let day = i8::try_from(self.third).ok()?;
                Date::new(of_two_digits(self.first.into()), self.second, day).ok()
            }
        }
    }

    /// The days that they can be, where nobody says in which order they are.
    pub fn days(self) -> [Option<(DateOrder, Date)>; 3] {
        let day = |order| self.day(order).map(|day| (order, day));
        let (one, other) = (day(DateOrder::DayFirst), day(DateOrder::MonthFirst));
        let likely = self.year == Year::LikelyLast && (one.is_some() || other.is_some());
        let year = day(DateOrder::YearFirst).filter(|_| !likely);
        [one, other, year]
    }

    /// The only day that they can be.
    fn alone(self) -> Option<Date> {
        let mut days = self.days().into_iter().flatten().map(|(_, day)| day);
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    }
}

/// The day in a cell. `None` where there is none, or one that no calendar has, or that is in
/// another order; without an order, where several are possible. A time of day after it is let go.
pub fn read(cell: &str, order: Option<DateOrder>) -> Option<Date> {
    match (Written::of(cell), order) {
        (Some(Written::Day(day)), _) => Some(day),
        (Some(Written::Numbers(numbers)), Some(order)) => numbers.day(order),
        (Some(Written::Numbers(numbers)), None) => numbers.alone(),
        (None, _) => spreadsheet_day(cell.trim()),
    }
}

/// Whether a cell holds a day that only another order makes one.
pub fn is_in_another_order(cell: &str, order: DateOrder) -> bool {
    match Written::of(cell) {
        Some(Written::Numbers(numbers)) => {
            numbers.day(order).is_none() && numbers.days().iter().any(Option::is_some)
        }
        _ => false,
    }
}

/// The time of day behind the date in a cell: `10:00`, `3:45 PM`, `T03:23:15.000Z`.
pub fn time(cell: &str) -> Option<Time> {
    let colon = cell.find(':')?;
    let start = cell.get(..colon)?.rfind(|c: char| !c.is_ascii_digit())? + 1;
    let rest = cell.get(start..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
    let mut parts = rest.get(..end)?.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let half = rest.get(end..)?.trim().to_lowercase();
    let hour = match hour {
        12 if half.starts_with("am") => 0,
        1..=11 if half.starts_with("pm") => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// `2026-03-05`, also with `/` or `.`, without zeros in front, or without signs between, and
/// perhaps followed by a time.
fn year_first(cell: &str) -> Option<Date> {
    let whole = cell.len() == 8 && cell.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = cell.split_at_checked(4)?;
    let (month, day) = if whole {
        rest.split_at_checked(2)?
    } else {
        let sep = rest.chars().next().filter(|sep| matches!(sep, '-' | '/' | '.'))?;
        let (month, rest) = rest.get(1..)?.split_once(sep)?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (day, time) = rest.split_at_checked(end)?;
        (month.trim_start(), is_time(time).then_some(day)?)
    };
    let year: i16 = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
    Date::new(year, number(month)?, number(day)?).ok()
}

/// What stands between the parts of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Dots,
    Dashes,
    Others,
}

/// The three parts of a date, and what stands between them.
fn parts(cell: &str) -> Option<([&str; 3], Between)> {
    let sep = |c: char| matches!(c, '/' | '.' | '-' | ',' | ' ');
    let mut rest = cell;
    let mut found = [""; 3];
    let (mut dots, mut dashes) = (0, 0);
    for (at, part) in found.iter_mut().enumerate() {
        let end = rest.find(sep).unwrap_or(rest.len());
        let after = rest.get(end..)?;
        *part = rest.get(..end).filter(|part| !part.is_empty())?;
        dots += usize::from(at < 2 && after.starts_with('.'));
        dashes += usize::from(at < 2 && after.starts_with('-'));
        rest = if at < 2 { after.trim_start_matches(sep) } else { after };
    }
    let between = match (dots, dashes) {
        (2, _) => Between::Dots,
        (_, 2) => Between::Dashes,
        _ => Between::Others,
    };
    is_time(rest).then_some((found, between))
}

/// Nothing, or a time of day with what may follow it.
fn is_time(rest: &str) -> bool {
    let rest = rest.strip_prefix(['T', ',']).unwrap_or(rest).trim();
    rest.is_empty()
        || (rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.contains(':')
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || ":.+- ".contains(c)))
}

fn number(part: &str) -> Option<i8> {
    part.parse().ok().filter(|n| (1..=31).contains(n) && part.len() <= 2)
}

fn is_short(part: &str) -> bool {
    part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn full_year(part: &str) -> Option<i16> {
    let digits = part.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = part.parse().ok().filter(|_| digits)?;
    match part.len() {
        4 => Some(year),
        2 => Some(of_two_digits(year)),
        _ => None,
    }
}

/// Two digits mean a year from 1950 to 2049.
fn of_two_digits(year: i16) -> i16 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// Days since 1899-12-30, as spreadsheets count: 45631 is 2024-12-05.
fn spreadsheet_day(cell: &str) -> Option<Date> {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    let days: i32 = whole.parse().ok().filter(|days| (20_000..80_000).contains(days))?;
    day_of(days - 25_569)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_other_programs_write_them() {
        for (cell, wanted) in [
            ("2026-03-05", date(2026, 3, 5)),
            ("2006-04-15T03:23:15.000Z", date(2006, 4, 15)),
            ("2020-01-10 10:00", date(2020, 1, 10)),
            ("2026-03-05T10:00:00+01:00", date(2026, 3, 5)),
            ("03.05.2026", date(2026, 5, 3)),
            ("31.12.25", date(2025, 12, 31)),
            ("05-Mar-2026", date(2026, 3, 5)),
            ("Sep 12, 2026", date(2026, 9, 12)),
            ("12. März 2026", date(2026, 3, 12)),
            ("1/12/2026 3:45 PM", date(2026, 1, 12)),
            ("45631", date(2024, 12, 5)),
            ("45631.5", date(2024, 12, 5)),
            ("2026/3/5 9:05", date(2026, 3, 5)),
            ("20260305", date(2026, 3, 5)),
            ("3. 5. 2026", date(2026, 5, 3)),
            ("12. září 2026", date(2026, 9, 12)),
            ("12 févr. 2026", date(2026, 2, 12)),
            ("1 juin 2026", date(2026, 6, 1)),
            ("10/31/25", date(2025, 10, 31)),
            ("99-03-04", date(1999, 3, 4)),
            ("99/12/31", date(1999, 12, 31)),
        ] {
            let order = if cell.starts_with("99") { None } else { Some(DateOrder::MonthFirst) };
            assert_eq!(read(cell, order), Some(wanted), "{cell}");
        }
        let (dmy, mdy) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
        let ymd = Some(DateOrder::YearFirst);
        assert_eq!(read("3/4/2026", dmy), Some(date(2026, 4, 3)));
        assert_eq!(read("20-03-04", dmy), Some(date(2004, 3, 20)));
        assert_eq!(read("20-03-04", ymd), Some(date(2020, 3, 4)));
        assert_eq!(read("20/03/04", ymd), Some(date(2020, 3, 4)));
        for (cell, order) in [
            ("3/14/2026", dmy),
            ("13/2/2020", mdy),
            ("20-03-04", mdy),
            ("20-03-04", None),
            ("3/4/2026", None),
            ("3/4/2026", ymd),
        ] {
            assert_eq!(read(cell, order), None, "{cell}");
        }
    }

    #[test]
    fn the_time_of_day_stands_behind_the_date() {
        for (cell, wanted) in [
            ("2020-01-10 10:00", Some((10, 0, 0))),
            ("1/12/2026 3:45 PM", Some((15, 45, 0))),
            ("1/12/2026 12:05:09 am", Some((0, 5, 9))),
            ("2006-04-15T03:23:15.000Z", Some((3, 23, 15))),
            ("2020-01-10", None),
            ("2020-01-10 25:00", None),
        ] {
            let wanted = wanted.map(|(h, m, s)| jiff::civil::time(h, m, s, 0));
            assert_eq!(time(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for cell in [
            "2026-02-30",
            "20260230",
            "juil 4, 2026 x",
            "31/02/2026",
            "13/13/2026",
            "abc",
            "12",
            "2026",
            "1.2",
            "",
            "today",
            "fri",
            "in 2w",
            "+5d",
        ] {
            assert_eq!(read(cell, Some(DateOrder::MonthFirst)), None, "{cell}");
        }
    }
}
