//! Days as spreadsheets and CRMs write them. Whether the day or the month stands first is decided
//! for a whole column from the cells that leave no doubt, never guessed for one cell.

use jiff::civil::{Date, Time};

use super::vocabulary::vocabulary;
use crate::domain::day_number::day_of;
use crate::domain::when;

/// The order of day and month in dates such as `3/4/2026`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl DateOrder {
    /// The answers to `--date-order`.
    pub const KEYS: [(&'static str, Self); 2] =
        [("dmy", Self::DayFirst), ("mdy", Self::MonthFirst)];

    /// The order with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = key.to_ascii_lowercase();
        Self::KEYS.iter().find(|(name, _)| *name == key).map(|(_, order)| *order)
    }
}

/// What the cells of a column say about the order of its dates.
#[derive(Clone, Debug, Default)]
pub struct DateEvidence {
    day_first: bool,
    month_first: bool,
    open: Option<String>,
}

impl DateEvidence {
    /// Takes a cell into account.
    pub fn observe(&mut self, cell: &str) {
        let Some(Written::Slashed(first, second, _)) = Written::of(cell) else { return };
        match (first > 12, second > 12) {
            (true, false) => self.day_first = true,
            (false, true) => self.month_first = true,
            (false, false) if first != second && self.open.is_none() => {
                self.open = Some(cell.to_owned());
            }
            _ => {}
        }
    }

    /// The order that cells speak for, when they speak for one.
    pub fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The order of the column; the first cell in doubt when nothing decides.
    pub fn decide(&self, wished: Option<DateOrder>) -> Result<DateOrder, &str> {
        match (wished, self.day_first, self.month_first, &self.open) {
            (Some(order), ..) => Ok(order),
            (None, true, false, _) => Ok(DateOrder::DayFirst),
            (None, false, true, _) | (None, _, _, None) => Ok(DateOrder::MonthFirst),
            (None, _, _, Some(cell)) => Err(cell),
        }
    }
}

/// A date as it is written, before anybody decided what the numbers mean.
enum Written {
    /// Nothing is open.
    Day(Date),
    /// Two numbers in either order, and the year.
    Slashed(i8, i8, i16),
}

impl Written {
    fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if let Some(day) = year_first(cell) {
            return Some(Self::Day(day));
        }
        let (parts, dotted) = parts(cell)?;
        let [first, second, year] = parts;
        let year = full_year(year)?;
        if let Some(month) = vocabulary().month(second) {
            return Date::new(year, month, first.parse().ok()?).ok().map(Self::Day);
        }
        if let Some(month) = vocabulary().month(first) {
            return Date::new(year, month, second.parse().ok()?).ok().map(Self::Day);
        }
        let (first, second) = (number(first)?, number(second)?);
        if dotted {
            return Date::new(year, second, first).ok().map(Self::Day);
        }
        Some(Self::Slashed(first, second, year))
    }
}

/// The day in a cell. `None` where there is none, or one that no calendar has. A time of day
/// after it is let go; days written as words (`today`, `fri`) are understood too.
pub fn read(cell: &str, order: DateOrder, today: Date) -> Option<Date> {
    let cell = cell.trim();
    match Written::of(cell) {
        Some(Written::Day(day)) => Some(day),
        Some(Written::Slashed(first, second, year)) => {
            let day_first = || Date::new(year, second, first).ok();
            let month_first = || Date::new(year, first, second).ok();
            // Beyond 12 it can only be the day, whatever the others are.
            match order {
                DateOrder::DayFirst => day_first().or_else(month_first),
                DateOrder::MonthFirst => month_first().or_else(day_first),
            }
        }
        None => spreadsheet_day(cell).or_else(|| {
            let words = cell.starts_with(|c: char| c.is_alphabetic() || c == '+');
            words.then(|| when::parse_date(cell, today).ok()).flatten()
        }),
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

/// The three parts of a date with the year last, and whether dots stand between them.
fn parts(cell: &str) -> Option<([&str; 3], bool)> {
    let sep = |c: char| matches!(c, '/' | '.' | '-' | ',' | ' ');
    let mut rest = cell;
    let mut found = [""; 3];
    let mut dots = 0;
    for (at, part) in found.iter_mut().enumerate() {
        let end = rest.find(sep).unwrap_or(rest.len());
        let after = rest.get(end..)?;
        *part = rest.get(..end).filter(|part| !part.is_empty())?;
        dots += usize::from(at < 2 && after.starts_with('.'));
        rest = if at < 2 { after.trim_start_matches(sep) } else { after };
    }
    is_time(rest).then_some((found, dots == 2))
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

/// Two digits mean a year from 1950 to 2049.
fn full_year(part: &str) -> Option<i16> {
    let digits = part.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = part.parse().ok().filter(|_| digits)?;
    match part.len() {
        4 => Some(year),
        2 if year < 50 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
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

    const TODAY: Date = date(2026, 11, 21);

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
            ("today", TODAY),
        ] {
            assert_eq!(read(cell, DateOrder::MonthFirst, TODAY), Some(wanted), "{cell}");
        }
        assert_eq!(read("3/4/2026", DateOrder::DayFirst, TODAY), Some(date(2026, 4, 3)));
        assert_eq!(read("3/14/2026", DateOrder::DayFirst, TODAY), Some(date(2026, 3, 14)));
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
        ] {
            assert_eq!(read(cell, DateOrder::MonthFirst, TODAY), None, "{cell}");
        }
    }

    #[test]
    fn one_clear_cell_decides_the_order() {
        let decide = |cells: &[&str]| {
            let mut evidence = DateEvidence::default();
            for cell in cells {
                evidence.observe(cell);
            }
            evidence.decide(None).map_err(ToOwned::to_owned)
        };
        assert_eq!(decide(&["3/4/2026", "29/9/2024"]), Ok(DateOrder::DayFirst));
        assert_eq!(decide(&["3/4/2026", "1/29/2026"]), Ok(DateOrder::MonthFirst));
        assert_eq!(decide(&["4/4/2026", "2026-01-02"]), Ok(DateOrder::MonthFirst));
        assert_eq!(decide(&["4/4/2026", "03/04/2026"]), Err("03/04/2026".to_owned()));
    }
}
