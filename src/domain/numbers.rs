//! Numbers as the people of a book type them: amounts, percentages and counts, with thousands apart
//! and with the book's currency. Where a number can be read in two ways the book's way of writing
//! decides; one that has no sense that way is refused, never guessed.

use super::amount::{Money, Pct};
use super::locale::Locale;
use super::settings::Settings;
use super::value::Reject;

/// How numbers are typed in a book.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    locale: Locale,
    currency: String,
}

/// Signs and codes of one currency each.
const SAME: &[&[&str]] = &[
    &["$", "US$", "USD"],
    &["€", "EUR"],
    &["£", "GBP"],
    &["¥", "JPY"],
    &["Fr.", "CHF"],
    &["zł", "PLN"],
    &["Kč", "CZK"],
];

/// What may stand between thousands besides `.` and `,`.
const GAPS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '\u{2019}'];

/// A typed number with its separators sorted out.
struct Figure {
    /// Its digits with a dot before decimals.
    plain: String,
    /// Its separator could stand before decimals or between thousands.
    open: bool,
}

impl Numbers {
    /// Those of a book.
    pub fn of(settings: &Settings) -> Self {
        Self { locale: Locale::of(settings), currency: settings.text("currency") }
    }

    /// An amount: `390.000 $`, `$1,234.50`, `84k`.
    pub fn money(&self, text: &str) -> Result<Money, Reject> {
        let wanted = || Reject::shape(text, self.wanted());
        let (negative, bare) = self.bare(text)?;
        let (digits, scale) = match bare.char_indices().next_back() {
            Some((at, sign @ ('k' | 'K' | 'm' | 'M'))) => {
                (bare.get(..at).unwrap_or_default().trim_end(), Some(sign))
            }
            _ => (bare.as_str(), None),
        };
        let figure = self.figure(digits).ok_or_else(wanted)?;
        if figure.open && scale.is_none() && figure.plain.contains('.') {
            return Err(self.unclear(text, &figure.plain));
        }
        let sign = if negative { "-" } else { "" };
        let scale = scale.map(String::from).unwrap_or_default();
        Money::parse(&format!("{sign}{}{scale}", figure.plain)).map_err(|reject| match reject {
            Reject::Shape { wanted: said, .. } if said.contains("below") => {
                Reject::shape(text, said)
            }
            _ => wanted(),
        })
    }

    /// A percentage: `15,5`, `15.5 %`.
    pub fn pct(&self, text: &str) -> Result<Pct, Reject> {
        let wanted = || Reject::shape(text, "a percentage such as 12.5");
        let digits = text.strip_suffix('%').unwrap_or(text).trim();
        let (negative, digits) = signed(digits);
        let figure = self.figure(digits).ok_or_else(wanted)?;
        let sign = if negative { "-" } else { "" };
        Pct::parse(&format!("{sign}{}", figure.plain)).map_err(|_| wanted())
    }

    /// A whole number with its thousands together; `None` where it is no such number.
    pub fn whole(&self, text: &str) -> Option<String> {
        let (negative, digits) = signed(text.trim());
        let figure = self.figure(digits).filter(|figure| !figure.plain.contains('.'))?;
        let sign = if negative { "-" } else { "" };
        Some(format!("{sign}{}", figure.plain))
    }

    /// Whether a text is one number the way the book writes numbers, whatever its commas.
    pub fn is_one(&self, text: &str) -> bool {
        let is_digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let (_, bare) = self.bare(text).unwrap_or_default();
        let bare = bare.trim_end_matches(['k', 'K', 'm', 'M', '%']).trim_end();
        is_digits(bare) && read_with(bare, self.locale.point()).is_some()
    }

    /// What an amount looks like in this book.
    pub fn wanted(&self) -> String {
        let example = Money::from_minor(123_450).unwrap_or_default();
        format!("an amount such as 84000, 84k or {}", self.locale.money(example))
    }

    /// That a number could be read in two ways, and how to write the larger one.
    fn unclear(&self, text: &str, plain: &str) -> Reject {
        let whole = Money::parse(&plain.replace('.', "")).unwrap_or_default();
        let example = Money::from_minor(123_450).unwrap_or_default();
        let (larger, style) = (self.locale.money(whole), self.locale.money(example));
        Reject::Unclear(format!(
            "`{}` is not clear where amounts are written {style}: write {larger} if you mean {whole}",
            text.trim()
        ))
    }

    /// The number without the currency around it and without its sign.
    fn bare(&self, text: &str) -> Result<(bool, String), Reject> {
        let (mut rest, mut negative, mut is_signed) = (text.trim(), false, false);
        let names = self.names();
        let mut is_named = false;
        loop {
            rest = rest.trim_matches(|c: char| c.is_whitespace());
            if !is_signed && rest.starts_with(['-', '\u{2212}', '+']) {
                (negative, rest) = signed(rest);
                is_signed = true;
            } else if let Some(left) =
                names.iter().filter(|_| !is_named).find_map(|name| without(rest, name))
            {
                (rest, is_named) = (left, true);
            } else {
                break;
            }
        }
        match foreign(rest) {
            Some(word) if self.currency.is_empty() => Err(Reject::Unclear(format!(
                "`{}` names a currency and this book has none yet: leave `{word}` out, or choose the currency in the settings",
                text.trim()
            ))),
            Some(word) => Err(Reject::Unclear(format!(
                "`{}` is not in the currency of this book: `{word}` is not {}",
                text.trim(),
                self.currency
            ))),
            None => Ok((negative, rest.to_owned())),
        }
    }

    /// How the book's currency may be written, long before short.
    fn names(&self) -> Vec<&str> {
        let own = self.currency.as_str();
        let is_own = |name: &&str| name.eq_ignore_ascii_case(own);
        let same = SAME.iter().find(|names| names.iter().any(is_own));
        let mut names: Vec<&str> = same.map(|names| names.to_vec()).unwrap_or_default();
        names.push(own);
        names.retain(|name| !name.is_empty());
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    /// What the separators of a number mean.
    fn figure(&self, digits: &str) -> Option<Figure> {
        let count = |sign| digits.matches(sign).count();
        let (point, open) = match (count('.'), count(',')) {
            (0, 0) => (self.locale.point(), false),
            (1, 0) => self.one_sign(digits, '.'),
            (0, 1) => self.one_sign(digits, ','),
            (_, 0) => (',', false),
            (0, _) => ('.', false),
            _ if digits.rfind('.') > digits.rfind(',') => ('.', false),
            _ => (',', false),
        };
        read_with(digits, point).map(|plain| Figure { plain, open })
    }

    /// The decimal sign of a number with one separator, and whether that was a question.
    fn one_sign(&self, digits: &str, sign: char) -> (char, bool) {
        let (whole, rest) = digits.split_once(sign).unwrap_or((digits, ""));
        let like_thousands =
            rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        if !like_thousands {
            return (sign, false);
        }
        (self.locale.point(), true)
    }
}

/// The digits of a number with this sign before its decimals, a dot in its place; `None` where the
/// other separators do not stand between thousands.
fn read_with(digits: &str, point: char) -> Option<String> {
    let (whole, rest) = digits.split_once(point).unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let between = whole.chars().find(|c| !c.is_ascii_digit());
    let fits = between.is_none_or(|sign| {
        (GAPS.contains(&sign) || ['.', ','].contains(&sign)) && grouped(whole, sign)
    });
    let whole: String = whole.chars().filter(|c| Some(*c) != between).collect();
    if !fits || !all_digits(&whole) || !all_digits(rest) || whole.len() + rest.len() == 0 {
        return None;
    }
    let point = if rest.is_empty() { "" } else { "." };
    Some(format!("{whole}{point}{rest}"))
}

/// Groups of three from the right.
fn grouped(whole: &str, sign: char) -> bool {
    let mut groups = whole.split(sign);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Whether a number is below zero, and the number without its sign.
fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

/// The text without this name before or after it, in any case.
fn without<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let before = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
    if before.is_some() {
        return text.get(name.len()..);
    }
    let at = text.len().checked_sub(name.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(name))?;
    text.get(..at)
}

/// A currency beside a number: a sign or a code.
fn foreign(text: &str) -> Option<&str> {
    let outside = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || GAPS.contains(&c);
    let scaled = text.trim_end_matches(['k', 'K', 'm', 'M']);
    let scaled = if scaled.ends_with(|c: char| c.is_ascii_digit()) { scaled } else { text };
    let word = scaled.trim_matches(outside);
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_sign = SAME.iter().flat_map(|names| names.iter()).any(|name| *name == word);
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    (has_digits && (is_code || is_sign)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Value;

    fn numbers(locale: Locale) -> Numbers {
        Numbers { locale, currency: "$".to_owned() }
    }

    fn amount(locale: Locale, text: &str) -> String {
        match numbers(locale).money(text) {
            Ok(money) => money.to_string(),
            Err(reject) => reject.to_string(),
        }
    }

    #[test]
    fn amounts_are_read_as_the_screen_writes_them() {
        for (locale, text, wanted) in [
            (Locale::German, "390.000", "390000"),
            (Locale::German, "130.000 $", "130000"),
            (Locale::German, "1.234,50", "1234.50"),
            (Locale::German, "1,234.50", "1234.50"),
            (Locale::German, "1234.5", "1234.50"),
            (Locale::German, "1.234.567", "1234567"),
            (Locale::German, "1,5m", "1500000"),
            (Locale::English, "$155,680", "155680"),
            (Locale::English, "1,234.50", "1234.50"),
            (Locale::English, "1.234,50", "1234.50"),
            (Locale::English, "1,234", "1234"),
            (Locale::English, "390,000", "390000"),
            (Locale::English, "$84k", "84000"),
            (Locale::English, "-$14,000", "-14000"),
            (Locale::English, "$-14,000", "-14000"),
            (Locale::English, "USD 84 k", "84000"),
            (Locale::English, "1.234k", "1234"),
            (Locale::English, "84000usd", "84000"),
            (Locale::English, "12,5", "12.50"),
            (Locale::French, "1 234,50 $", "1234.50"),
            (Locale::French, "1\u{202f}234", "1234"),
            (Locale::French, "1.234", "1234"),
            (Locale::Swiss, "1'234.50", "1234.50"),
            (Locale::Swiss, "1,234", "1234"),
        ] {
            assert_eq!(amount(locale, text), wanted, "{locale:?} {text}");
        }
    }

    #[test]
    fn an_amount_that_could_be_another_is_refused() {
        assert_eq!(
            amount(Locale::English, "1.234"),
            "`1.234` is not clear where amounts are written 1,234.50: write 1,234 if you mean 1234"
        );
        assert_eq!(
            amount(Locale::German, "390,000 $"),
            "`390,000 $` is not clear where amounts are written 1.234,50: write 390.000 if you mean 390000"
        );
        assert_eq!(
            amount(Locale::English, "€ 500"),
            "`€ 500` is not in the currency of this book: `€` is not $"
        );
        for text in ["", ".", "12.345,6,7", "1,23,4", "12.3456", "abc", "k", "1e5", "--1", "1 23"] {
            assert!(numbers(Locale::English).money(text).is_err(), "{text}");
            assert!(numbers(Locale::German).money(text).is_err(), "{text}");
        }
        let none = Numbers::default().money("$84k").unwrap_err().to_string();
        assert!(none.starts_with("`$84k` names a currency and this book has none yet"), "{none}");
    }

    #[test]
    fn percentages_and_counts_follow_the_book_too() {
        let pct = |locale, text| numbers(locale).pct(text).map(|pct| pct.to_string());
        assert_eq!(pct(Locale::German, "15,5"), Ok("15.5".to_owned()));
        assert_eq!(pct(Locale::English, "15,5 %"), Ok("15.5".to_owned()));
        assert_eq!(pct(Locale::English, "12.345"), Ok("12.345".to_owned()));
        assert_eq!(pct(Locale::German, "12,345"), Ok("12.345".to_owned()));
        assert!(pct(Locale::German, "abc").is_err());
        let whole = |locale, text| numbers(locale).whole(text);
        assert_eq!(whole(Locale::German, "1.200").as_deref(), Some("1200"));
        assert_eq!(whole(Locale::English, "1,200").as_deref(), Some("1200"));
        assert_eq!(whole(Locale::English, "1.200"), None);
        assert_eq!(whole(Locale::English, "-7").as_deref(), Some("-7"));
    }

    #[test]
    fn what_is_written_for_editing_reads_back_the_same() {
        for locale in [Locale::English, Locale::German, Locale::French, Locale::Swiss] {
            for minor in [0, 5, -1_230, 123_400, 123_456_789, -100_000_000] {
                let money = Money::from_minor(minor).unwrap();
                let text = locale.typed(&Value::Money(money));
                assert_eq!(numbers(locale).money(&text), Ok(money), "{text}");
                let priced = locale.price(money, "$");
                assert_eq!(numbers(locale).money(&priced), Ok(money), "{priced}");
            }
            for millionths in [0, 12_500_000, -2_345_000, 33_333_333, 1_234_000] {
                let pct = Pct::from_millionths(millionths).unwrap();
                let text = locale.typed(&Value::Pct(pct));
                assert_eq!(numbers(locale).pct(&text), Ok(pct), "{text}");
            }
        }
    }
}
