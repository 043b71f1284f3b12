//! Times as people write them: `2026-03-12 14:30`, `yesterday 9:05`, `fri`.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::moment::Moment;
use super::value::Reject;
use super::when::parse_date;

/// The moment that a text means: one with its offset, a day and a time of day at the offset
/// given, or a day alone, which is noon at that offset.
pub fn parse_moment(text: &str, today: Date, offset: Offset) -> Result<Moment, Reject> {
    if let Ok(exact) = text.trim().parse() {
        return Ok(exact);
    }
    let reject = || Reject::shape(text, "a time such as 2026-03-12 14:30, or a day");
    let split = text.trim().rsplit_once(['T', ' ']);
    let timed = split.and_then(|(day, time)| Some((day, time_of_day(time)?)));
    let (day, time) = timed.unwrap_or((text, jiff::civil::time(12, 0, 0, 0)));
    let day = parse_date(day, today).map_err(|_| reject())?;
    Ok(Moment::new(day.to_datetime(time), offset))
}

/// `14:30`, `14:30:05`.
fn time_of_day(text: &str) -> Option<Time> {
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split(':');
    let mut next = || parts.next().filter(|part| digits(part))?.parse::<i8>().ok();
    let (hour, minute) = (next()?, next()?);
    let second = next().unwrap_or(0);
    parts.next().is_none().then(|| Time::new(hour, minute, second, 0).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_time_needs_no_offset_and_a_day_is_noon() {
        let today = date(2026, 11, 21);
        let read = |text: &str| {
            parse_moment(text, today, Offset::constant(1)).map(|at| at.to_string()).ok()
        };
        for (text, wanted) in [
            ("2026-03-12T14:30:00-03:30", Some("2026-03-12T14:30:00-03:30")),
            ("2026-03-12 14:30", Some("2026-03-12T14:30:00+01:00")),
            ("yesterday 9:05", Some("2026-11-20T09:05:00+01:00")),
            ("2026-03-12", Some("2026-03-12T12:00:00+01:00")),
            ("2026-03-12 25:00", None),
            ("soon", None),
        ] {
            assert_eq!(read(text).as_deref(), wanted, "{text}");
        }
    }
}
