//! Fiscal years (METHOD.md 7): a year bears the number of the calendar year in which it ends.

use jiff::ToSpan;
use jiff::civil::Date;

/// The fiscal year that a day belongs to, when fiscal years begin in month `start` (1 to 12).
pub fn year_of(day: Date, start: i8) -> i16 {
    if start > 1 && day.month() >= start { day.year() + 1 } else { day.year() }
}

/// The first and the last day of a fiscal year; `None` for years no calendar has.
pub fn span(year: i16, start: i8) -> Option<(Date, Date)> {
    let calendar = if start > 1 { year.checked_sub(1)? } else { year };
    let first = Date::new(calendar, start, 1).ok()?;
    let last = first.checked_add(1.year()).ok()?.yesterday().ok()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fiscal_year_bears_the_number_of_the_year_in_which_it_ends() {
        assert_eq!(year_of(date(2026, 3, 31), 4), 2026);
        assert_eq!(year_of(date(2026, 4, 1), 4), 2027);
        assert_eq!(year_of(date(2026, 12, 31), 1), 2026);
        assert_eq!(span(2027, 4), Some((date(2026, 4, 1), date(2027, 3, 31))));
        assert_eq!(span(2026, 1), Some((date(2026, 1, 1), date(2026, 12, 31))));
    }
}
