//! The hybrid logical clock of a change (TEAM.md 3): text whose byte order is causal order,
//! `<48 bits of milliseconds><16-bit counter>-<site>` in hexadecimal. A machine's clock that runs
//! backwards never reorders changes.

use crate::domain::Moment;

/// The largest number of milliseconds that 48 bits hold.
const MOST: u64 = (1 << 48) - 1;

/// The clock of the change after the latest one known.
pub fn next(latest: Option<&str>, now: &Moment, site: &str) -> String {
    let wall = u64::try_from(now.millis()).unwrap_or(0).min(MOST);
    let (millis, counter) = match latest.and_then(parts) {
        Some((then, count)) if then >= wall => match count.checked_add(1) {
            Some(count) => (then, count),
            None => (then.saturating_add(1).min(MOST), 0),
        },
        _ => (wall, 0),
    };
    format!("{millis:012x}{counter:04x}-{site}")
}

/// Milliseconds and counter of a clock; `None` for what is no clock.
pub fn parts(hlc: &str) -> Option<(u64, u16)> {
    let (time, _site) = hlc.split_once('-')?;
    let (millis, counter) = time.split_at_checked(12)?;
    Some((u64::from_str_radix(millis, 16).ok()?, u16::from_str_radix(counter, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const SITE: &str = "01890000-0000-7000-8000-000000000000";

    #[test]
    fn a_clock_running_backwards_never_reorders() {
        let today = Moment::noon(date(2026, 5, 4));
        let first = next(None, &today, SITE);
        let second = next(Some(&first), &today.plus_millis(-86_400_000), SITE);
        let third = next(Some(&second), &today.plus_millis(5), SITE);
        assert_eq!(first.len(), 53);
        assert!(first < second && second < third, "{first} {second} {third}");
    }

    #[test]
    fn a_full_counter_goes_on_in_the_next_millisecond() {
        let full = format!("{:012x}ffff-{SITE}", 1000);
        let after = next(Some(&full), &Moment::noon(date(1969, 1, 1)), SITE);
        assert_eq!(parts(&after), Some((1001, 0)));
    }
}
