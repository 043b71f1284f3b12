//! Money in minor units and percentages in millionths: exact, never a float sum.

use std::fmt;

use super::value::Reject;

/// An amount in the book's currency, in hundredths. Sums are exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Money(i64);

/// The largest amount a field takes: ten thousand billions, far from overflow in any sum.
const MOST: i64 = 1_000_000_000_000_000;

impl Money {
    /// From hundredths; `None` beyond ±10 000 000 000 000.00.
    pub fn from_minor(minor: i64) -> Option<Self> {
        (-MOST..=MOST).contains(&minor).then_some(Self(minor))
    }

    /// In hundredths.
    pub fn minor(self) -> i64 {
        self.0
    }

    /// The exact sum; stays at the largest number rather than wrap.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The exact sum; `None` beyond what an amount can be.
    pub fn and(self, other: Self) -> Option<Self> {
        Self::from_minor(self.plus(other).minor())
    }

    /// The exact difference; stays at the largest number rather than wrap.
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// As a number of whole units, for ratios and for JSON.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 hundredths")]
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The amount of that many units, rounded half up to hundredths once.
    pub fn from_units(units: f64) -> Option<Self> {
        to_scaled(units, 100.0).and_then(Self::from_minor)
    }

    /// Reads `1234`, `1234.5`, `-12.30`, `84k`, `1.2m`: a dot for decimals, no separators.
    pub fn parse(text: &str) -> Result<Self, Reject> {
        let reject = || Reject::shape(text, "an amount such as 84000, 84k or 1234.50");
        let (digits, scale) = match text.char_indices().next_back() {
            Some((at, 'k' | 'K')) => (&text[..at], 3),
            Some((at, 'm' | 'M')) => (&text[..at], 6),
            _ => (text, 0),
        };
        let minor = decimal(digits.trim_end(), 2 + scale).ok_or_else(reject)?;
        Self::from_minor(minor).ok_or_else(|| Reject::shape(text, Self::TOO_LARGE))
    }

    /// What is said of an amount beyond the largest one: what it is not.
    pub const TOO_LARGE: &str = "an amount of at most 10 000 000 000 000: it is too large";

    /// The amount nearest to what [`Money::parse`] reads, where that has more decimals than
    /// hundredths: halves go away from zero, and no float is asked.
    pub fn nearest(text: &str) -> Option<Self> {
        let (digits, scale) = match text.char_indices().next_back() {
            Some((at, 'k' | 'K')) => (&text[..at], 3),
            Some((at, 'm' | 'M')) => (&text[..at], 6),
            _ => (text, 0),
        };
        let (sign, scaled, cut) = scaled(digits.trim_end(), 2 + scale)?;
        let up = cut.bytes().next().is_some_and(|digit| digit >= b'5');
        Self::from_minor(sign * scaled.checked_add(i64::from(up))?)
    }

    /// With a suffix for tight places: `84k`, `1.2m`, `950`.
    pub fn short(self) -> String {
        let whole = self.0 / 100;
        let (sign, n) =
            if self.0 < 0 { ("-", whole.unsigned_abs()) } else { ("", whole.unsigned_abs()) };
        match n {
            0..10_000 => format!("{sign}{n}"),
            10_000..1_000_000 => format!("{sign}{}k", (n + 500) / 1000),
            1_000_000..10_000_000 => {
                format!("{sign}{}.{}m", n / 1_000_000, n / 100_000 % 10)
            }
            _ => format!("{sign}{}m", (n + 500_000) / 1_000_000),
        }
    }
}

impl fmt::Display for Money {
    /// `1234.50`, and `1234` where there are no hundredths.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, self.0, 2)
    }
}

/// A percentage: `12.5` means 12.5 %. Kept in millionths of a percent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Pct(i64);

impl Pct {
    /// From millionths of a percent; `None` beyond ±1 000 000 %.
    pub fn from_millionths(millionths: i64) -> Option<Self> {
        (-1_000_000_000_000..=1_000_000_000_000).contains(&millionths).then_some(Self(millionths))
    }

    /// In millionths of a percent.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// As a number of percent, for ratios and for JSON.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 millionths")]
    pub fn percent(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// That many percent, rounded half up to millionths once.
    pub fn from_percent(percent: f64) -> Option<Self> {
        to_scaled(percent, 1e6).and_then(Self::from_millionths)
    }

    /// Reads `12.5`, `12.5%`, `-3 %`.
    pub fn parse(text: &str) -> Result<Self, Reject> {
        let digits = text.strip_suffix('%').unwrap_or(text).trim_end();
        decimal(digits, 6)
            .and_then(Self::from_millionths)
            .ok_or_else(|| Reject::shape(text, "a percentage such as 12.5"))
    }
}

impl fmt::Display for Pct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}", PctDigits(self.0));
        let short = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        };
        f.write_str(short)
    }
}

struct PctDigits(i64);

impl fmt::Display for PctDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, self.0, 6)
    }
}

fn write_decimal(f: &mut fmt::Formatter<'_>, scaled: i64, places: u32) -> fmt::Result {
    let one = 10_u64.pow(places);
    let (n, sign) = (scaled.unsigned_abs(), if scaled < 0 { "-" } else { "" });
    if n.is_multiple_of(one) {
        write!(f, "{sign}{}", n / one)
    } else {
        write!(f, "{sign}{}.{:0width$}", n / one, n % one, width = places as usize)
    }
}

/// Reads digits with at most one dot as a whole number of 10^-places.
/// More places than that are refused unless they are zeros: nothing is rounded on reading.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (sign, scaled, cut) = scaled(text, places)?;
    cut.bytes().all(|digit| digit == b'0').then_some(sign * scaled)
}

/// The sign of digits with at most one dot, their whole number of 10^-places, and what is beyond.
fn scaled(text: &str, places: usize) -> Option<(i64, i64, &str)> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + rest.len() == 0 || !all_digits(whole) || !all_digits(rest) {
        return None;
    }
    let (kept, cut) = rest.split_at_checked(places).unwrap_or((rest, ""));
    if whole.len() > 18 {
        return None;
    }
    let scaled = format!("{whole}{kept}{}", "0".repeat(places - kept.len()));
    scaled.parse::<i64>().ok().map(|n| (sign, n, cut))
}

#[expect(clippy::cast_possible_truncation, reason = "checked to be in range before")]
fn to_scaled(number: f64, scale: f64) -> Option<i64> {
    let scaled = (round_nine(number) * scale + 0.5).floor();
    (scaled.is_finite() && scaled.abs() < 9e15).then_some(scaled as i64)
}

/// Rounded to nine decimals, the first half of METHOD.md's rounding rule (2).
pub fn round_nine(number: f64) -> f64 {
    let scaled = number * 1e9;
    if scaled.abs() < 9e15 { scaled.round() / 1e9 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back_as_they_are_written() {
        for text in ["0", "84000", "1234.50", "-12.30", "0.05", "-0.01"] {
            assert_eq!(Money::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Money::parse("84k").unwrap().to_string(), "84000");
        assert_eq!(Money::parse("1.25m").unwrap().to_string(), "1250000");
    }

    #[test]
    fn the_nearest_amount_is_found_without_floats() {
        for (text, nearest) in [
            ("1.005", "1.01"),
            ("-1.005", "-1.01"),
            ("0.125", "0.13"),
            ("1.0049999", "1"),
            ("2.675", "2.68"),
            ("1.2345678k", "1234.57"),
            ("84k", "84000"),
            ("9999999999999.995", "10000000000000"),
        ] {
            assert_eq!(Money::nearest(text).unwrap().to_string(), nearest, "{text}");
        }
        for text in ["", "abc", "1.2.3", "99999999999999", "10000000000000.005"] {
            assert_eq!(Money::nearest(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_that_would_be_guessed_are_refused() {
        for text in ["", ".", "1,234", "1.234,5", "12.345", "abc", "k", "1e5", "--1"] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn percentages_keep_what_was_typed() {
        for text in ["12.5", "-3", "0.000001", "33.333333"] {
            assert_eq!(Pct::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Pct::parse("8 %").unwrap().to_string(), "8");
    }

    #[test]
    fn short_amounts_fit_tight_places() {
        let short = |t: &str| Money::parse(t).unwrap().short();
        assert_eq!(short("84000"), "84k");
        assert_eq!(short("950"), "950");
        assert_eq!(short("1250000"), "1.2m");
        assert_eq!(short("-84000"), "-84k");
        assert_eq!(short("999999"), "1000k");
    }
}
