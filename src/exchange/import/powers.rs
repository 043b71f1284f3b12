//! Numbers written in powers of ten: `1.5E6`, `1E+06`, `1,5e-3`. Data Loader writes large amounts
//! so, with all the digits they have; spreadsheets do with columns that are too narrow, and may
//! have cut digits off.

/// A number whose digits are written out.
#[derive(Debug, PartialEq, Eq)]
pub struct WrittenOut {
    /// The digits, with the decimal sign it had.
    pub digits: String,
    /// Whether it looks as spreadsheets show it, `1.5E+06`.
    pub shown: bool,
}

/// The largest power that is written out; what is larger is no amount of anything.
const POWER_MOST: i32 = 40;

/// The digits of a number in powers of ten; `None` where it is none.
pub fn written_out(number: &str) -> Option<WrittenOut> {
    let (number, exponent) = number.split_once(['E', 'e'])?;
    let shown = exponent.starts_with('+');
    let power = exponent.strip_prefix('+').unwrap_or(exponent);
    let bare = power.strip_prefix('-').filter(|_| !shown).unwrap_or(power);
    if !are_digits(bare) {
        return None;
    }
    let power: i32 = power.parse().ok().filter(|n: &i32| n.abs() <= POWER_MOST)?;
    let sign = number.find(['.', ',']).and_then(|at| number.get(at..)?.chars().next());
    let (whole, rest) = match sign {
        Some(sign) => number.split_once(sign).filter(|(_, rest)| are_digits(rest))?,
        None => (number, ""),
    };
    let digits = are_digits(whole).then(|| moved(whole, rest, power, sign.unwrap_or('.')))?;
    Some(WrittenOut { digits, shown })
}

/// A number times a power of ten: its decimal sign goes so many places to the right.
pub fn times(number: &str, power: i32) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("-", number));
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    format!("{sign}{}", moved(whole, rest, power, '.'))
}

fn moved(whole: &str, rest: &str, power: i32, sign: char) -> String {
    let rest = rest.trim_end_matches('0');
    let digits = format!("{whole}{rest}");
    let zeros = |count: usize| "0".repeat(count);
    let power = isize::try_from(power).unwrap_or_default();
    match whole.len().checked_add_signed(power) {
        Some(at) if at >= digits.len() => format!("{digits}{}", zeros(at - digits.len())),
        Some(at) if at > 0 => {
            let (whole, rest) = digits.split_at_checked(at).unwrap_or((&digits, ""));
            // Three digits behind it would look like thousands.
            let more = if rest.len() == 3 { "0" } else { "" };
            format!("{whole}{sign}{rest}{more}")
        }
        _ => {
            let missing = power.unsigned_abs().saturating_sub(whole.len());
            format!("0{sign}{}{digits}", zeros(missing))
        }
    }
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_written_out() {
        for (number, wanted) in [
            ("1.5E7", "15000000"),
            ("1.5E6", "1500000"),
            ("1E+06", "1000000"),
            ("1.5E+06", "1500000"),
            ("1,5e+06", "1500000"),
            ("1e5", "100000"),
            ("1.50000000E7", "15000000"),
            ("1.23456789E7", "12345678.9"),
            ("1,2345E3", "1234,5"),
            ("1.23456E2", "123.4560"),
            ("15.0E7", "150000000"),
            ("0.5E1", "05"),
            ("5E-1", "0.5"),
            ("1.5E-3", "0.0015"),
            ("12.5E-1", "1.25"),
        ] {
            assert_eq!(written_out(number).unwrap().digits, wanted, "{number}");
        }
        for number in ["1E", "E5", "1.E7", "1.5E99", "1.2.3E4", "1,234.5E2", "1E+-5", "1E5.5", "15"]
        {
            assert_eq!(written_out(number), None, "{number}");
        }
        assert!(written_out("1E+06").unwrap().shown && !written_out("1.5E7").unwrap().shown);
    }

    #[test]
    fn the_decimal_sign_moves() {
        for (number, power, wanted) in
            [("0.4", 2, "040"), ("-0.375", 2, "-037.5"), ("1.5", 3, "1500"), ("2", 3, "2000")]
        {
            assert_eq!(times(number, power), wanted, "{number}");
        }
    }
}
