//! Counts that a CRM keeps as ranges: `11-50`, `51 to 200`, `1000+`. They are no number, and none is
//! made of them.

use super::amounts::{Decimal, Figure};

/// Whether a cell holds a range of whole numbers, or a number and whatever is above it.
pub fn is_range(cell: &str) -> bool {
    const BETWEEN: [&str; 6] = ["-", "–", "—", " to ", " bis ", " à "];
    let cell = cell.trim();
    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if let Some(least) = cell.strip_suffix('+') {
        return whole(least).is_some();
    }
    let mut halves = BETWEEN.iter().filter_map(|between| cell.split_once(between));
    halves.any(|(least, most)| whole(least).zip(whole(most)).is_some_and(|(a, b)| a < b))
}

/// A whole number with what stands between its thousands.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    let bare = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit());
    let figure = Figure::of(text).filter(|figure| bare && figure.currency.is_none())?;
    figure.whole(Decimal::Point)?;
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_known_as_crms_write_them() {
        for range in [
            "11-50",
            "51 to 200",
            "1000+",
            "10,000+",
            "1.000–5.000",
            "9.500 – 10.000",
            "10 001 +",
            "1'001-5'000",
            "51 bis 200",
        ] {
            assert!(is_range(range), "{range}");
        }
    }

    #[test]
    fn nothing_else_is_a_range() {
        for other in [
            "",
            "120",
            "1,200",
            "-5",
            "+",
            "50-11",
            "11-",
            "-",
            "about 50",
            "11-50 people",
            "1-2-3",
            "2026-01-05",
            "$1-$5",
            "75.5+",
            "many+",
            "11–",
        ] {
            assert!(!is_range(other), "{other}");
        }
    }
}
