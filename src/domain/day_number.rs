//! Days as numbers: how columns keep them, and how far days lie apart.

use jiff::SignedDuration;
use jiff::civil::Date;

/// The number of no day.
pub const NO_DAY: i32 = i32::MIN;

/// The day that numbers count from.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub fn days_since_epoch(day: Date) -> i32 {
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    // Years that begin in March end with their leap day; 400 of them have always as many days.
    let year = if month <= 2 { year - 1 } else { year };
    let (centuries, year) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day()) - 1;
    centuries * 146_097 + year * 365 + year / 4 - year / 100 + of_year - 719_468
}

/// The day that many days after 1970-01-01; `None` where no calendar has it.
pub fn day_of(days: i32) -> Option<Date> {
    if days == NO_DAY {
        return None;
    }
    EPOCH.checked_add(SignedDuration::from_hours(i64::from(days) * 24)).ok()
}

/// The number of the day that a text such as `2026-03-12` names, without any detour.
pub fn day_number_of(text: &str) -> Option<i32> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let number = |digits: &[u8]| {
        let fine = digits.iter().all(u8::is_ascii_digit);
        fine.then(|| digits.iter().fold(0_i16, |n, digit| n * 10 + i16::from(digit - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(days_since_epoch(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_day_has_the_number_that_follows_the_one_before() {
        let mut day = date(-9999, 1, 1);
        assert_eq!(days_since_epoch(EPOCH), 0);
        while let Ok(next) = day.tomorrow() {
            assert_eq!(days_since_epoch(next), days_since_epoch(day) + 1, "{next}");
            day = next;
        }
    }

    #[test]
    fn days_are_counted_alike_from_text_and_date() {
        for day in [date(1970, 1, 1), date(2024, 2, 29), date(1899, 12, 31), date(9999, 12, 31)] {
            assert_eq!(day_number_of(&day.to_string()), Some(days_since_epoch(day)));
        }
    }
}
