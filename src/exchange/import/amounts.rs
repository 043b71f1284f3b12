//! Numbers as spreadsheets and CRMs write them: a number is taken out of its cell, and read once it
//! is known which of `.` and `,` stands before decimals.

use super::currencies::is_currency;
use super::powers::{WrittenOut, times, written_out};

/// Stands for the space or the apostrophe between thousands.
const GAP: char = '_';

/// Which sign stands before the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decimal {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl Decimal {
    /// The answers to `--decimal`.
    pub const KEYS: [(&'static str, Self); 2] = [("point", Self::Point), ("comma", Self::Comma)];

    /// The decimal sign with this name, or the sign itself.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "point" | "dot" | "." => Some(Self::Point),
            "comma" | "," => Some(Self::Comma),
            _ => None,
        }
    }

    fn signs(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }
}

/// Whether a cell holds digits and nothing else: then there is nothing to tell about it.
pub fn is_plain(cell: &str) -> bool {
    (1..=12).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the separators of one number say.
pub enum Sign {
    /// No sign between digits.
    None,
    /// This one can only be the decimal sign.
    Decimal(Decimal),
    /// Thousands or decimals, nobody knows.
    Open,
}

/// What the separators of one number say.
pub fn sign_of(digits: &str) -> Sign {
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    match (points, commas) {
        (0, 0) => Sign::None,
        (1, 0) => one_sign(digits, '.', Decimal::Point),
        (0, 1) => one_sign(digits, ',', Decimal::Comma),
        (_, 0) => Sign::Decimal(Decimal::Comma),
        (0, _) => Sign::Decimal(Decimal::Point),
        _ if digits.rfind('.') > digits.rfind(',') => Sign::Decimal(Decimal::Point),
        _ => Sign::Decimal(Decimal::Comma),
    }
}

fn one_sign(digits: &str, sign: char, decimal: Decimal) -> Sign {
    let (whole, rest) = digits.split_once(sign).unwrap_or((digits, ""));
    let like_thousands =
        rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if like_thousands { Sign::Open } else { Sign::Decimal(decimal) }
}

/// A number taken out of its cell: sign, digits with separators, and what stood around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    negative: bool,
    /// Its digits with what stands between them.
    pub digits: String,
    /// `k`, `m` or `b` for thousands, millions and billions; a percent sign.
    suffix: Option<char>,
    /// The currency's symbol or code.
    pub currency: Option<String>,
    /// Whether a spreadsheet shows it in powers of ten, `1.5E+06`: digits may be cut off.
    pub in_powers: bool,
}

impl Figure {
    /// The number in a cell; `None` when there is something else.
    pub fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        let bare: String;
        let inner = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let around = cell.split_once('(').zip(cell.rsplit_once(')'));
        let text = match (inner, around) {
            (Some(inner), _) => inner.trim(),
            // `USD (1,200.00)`, `(1,200.00) EUR`
            (None, Some(((before, _), (_, after))))
                if !has_digits(before) && !has_digits(after) =>
            {
                bare = cell.replacen('(', " ", 1).replacen(')', " ", 1);
                bare.trim()
            }
            _ => cell,
        };
        let negative = inner.is_some() || text != cell;
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        // `.5` is a number too; in `Rs.5` the dot is one of the word before it.
        let signed = text.get(..first)?.strip_suffix(['.', ',']);
        let first =
            signed.filter(|word| !word.ends_with(char::is_alphabetic)).map_or(first, str::len);
        let (before, body, after) = (text.get(..first)?, text.get(first..last)?, text.get(last..)?);
        let (digits, in_powers) = match written_out(body) {
            Some(WrittenOut { digits, shown }) => (digits, shown),
            None => (body.chars().map(between_digits).collect::<Option<_>>()?, false),
        };
        let mut figure = Self { negative, digits, suffix: None, currency: None, in_powers };
        figure.take_words(before)?;
        let after = figure.take_dash(after);
        figure.take_words(after)?;
        Some(figure)
    }

    /// Takes a dash for the cents that are none, as in `250,-` and `5.--`: it is behind the decimal
    /// sign, which it shows, and says nothing of less than zero. Gives what is left.
    fn take_dash<'t>(&mut self, after: &'t str) -> &'t str {
        let Some(sign) = after.chars().next().filter(|sign| matches!(sign, ',' | '.')) else {
            return after;
        };
        let rest = after.strip_prefix(sign).unwrap_or(after);
        let bare = rest.trim_start();
        let left = bare.trim_start_matches(['-', '\u{2013}', '\u{2014}', '\u{2212}']);
        if left.len() == bare.len() {
            return rest;
        }
        self.digits.push(sign);
        left
    }

    /// Takes what stands before or after the digits: sign, currency, suffix.
    fn take_words(&mut self, around: &str) -> Option<()> {
        for word in around.split_whitespace() {
            let word = word.strip_prefix(['-', '\u{2212}', '+']).map_or(word, |rest| {
                self.negative |= !word.starts_with('+');
                rest
            });
            let word = word.strip_suffix(['-', '\u{2212}']).map_or(word, |rest| {
                self.negative = true;
                rest
            });
            if !word.is_empty() {
                self.take_word(word)?;
            }
        }
        Some(())
    }

    /// `%`, `Mio`, `EUR`, or a scale and a currency in one as in `k€` and `TEUR`.
    fn take_word(&mut self, word: &str) -> Option<()> {
        if word == "%" || scale(word).is_some() {
            let suffix = if word == "%" { '%' } else { scale(word)? };
            return self.suffix.replace(suffix).is_none().then_some(());
        }
        if is_currency(word) {
            return self.currency.replace(word.to_owned()).is_none().then_some(());
        }
        let at = word.char_indices().map(|(at, _)| at).skip(1);
        let (scaled, currency) = at.map(|at| word.split_at(at)).find(|(scaled, currency)| {
            (scale(scaled).is_some() || scaled.eq_ignore_ascii_case("t")) && is_currency(currency)
        })?;
        self.currency = Some(currency.to_owned());
        self.suffix.replace(scale(scaled).unwrap_or('k')).is_none().then_some(())
    }

    /// The number as our own fields read it: a dot before decimals, no separators; `None` when the
    /// separators are not where thousands end.
    pub fn canonical(&self, decimal: Decimal) -> Option<String> {
        let (point, thousands) = decimal.signs();
        let (whole, rest) = self.digits.split_once(point).unwrap_or((&self.digits, ""));
        let between = if whole.contains(GAP) { GAP } else { thousands };
        if rest.contains([point, thousands, GAP]) || !grouped(whole, between) {
            return None;
        }
        let whole: String = whole.chars().filter(|c| *c != between).collect();
        let sign = if self.negative { "-" } else { "" };
        let point = if rest.is_empty() { "" } else { "." };
        let number = format!("{sign}{whole}{point}{rest}");
        Some(match self.suffix {
            Some('b') => format!("{}m", times(&number, 3)),
            suffix => number + &suffix.map(String::from).unwrap_or_default(),
        })
    }

    /// The same where a cell speaks for itself.
    pub fn canonical_by_itself(&self) -> Option<String> {
        match sign_of(&self.digits) {
            Sign::Decimal(decimal) => self.canonical(decimal),
            Sign::None => self.canonical(Decimal::Point),
            Sign::Open => None,
        }
    }

    /// A whole number: decimals only if they are zeros, one separator ends thousands.
    pub fn whole(&self, decimal: Decimal) -> Option<String> {
        let by_column = self.canonical(decimal).map(|text| without_zero_decimals(&text).to_owned());
        let whole = by_column.filter(|text| !text.contains('.'));
        whole.or_else(|| {
            let other = if decimal == Decimal::Point { Decimal::Comma } else { Decimal::Point };
            let text = self.canonical(other)?;
            let text = without_zero_decimals(&text);
            (!text.contains('.')).then(|| text.to_owned())
        })
    }
}

fn has_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A sign that may stand between the digits of a number.
fn between_digits(c: char) -> Option<char> {
    match c {
        '0'..='9' | '.' | ',' => Some(c),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' => Some(GAP),
        _ => None,
    }
}

/// `75.0` as `75`.
fn without_zero_decimals(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

/// Groups of three from the right; of two before them, as in India.
fn grouped(whole: &str, thousands: char) -> bool {
    let mut groups = whole.split(thousands);
    let Some(first) = groups.next() else { return true };
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return true };
    let of_two = middle.iter().all(|g| g.len() == 2) && first.len() <= 2;
    let of_three = middle.iter().all(|g| g.len() == 3) && first.len() <= 3;
    last.len() == 3 && !first.is_empty() && !first.starts_with('0') && (of_two || of_three)
}

/// What a word multiplies an amount by: `k` a thousand, `m` a million, `b` a billion.
fn scale(word: &str) -> Option<char> {
    const SCALES: [(char, &[&str]); 3] = [
        ('k', &["k", "tsd", "tsd.", "tausend", "thousand", "tis."]),
        ('m', &["m", "mm", "mio", "mio.", "mln", "mln.", "mill.", "million", "millions"]),
        (
            'b',
            &[
                "b",
                "bn",
                "bn.",
                "bln",
                "bln.",
                "billion",
                "billions",
                "mrd",
                "mrd.",
                "mld",
                "mld.",
                "mia",
                "mia.",
                "milliarde",
                "milliarden",
                "milliard",
                "milliards",
            ],
        ),
    ];
    let word = word.to_lowercase();
    SCALES.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(scale, _)| *scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, decimal, wanted) in [
            ("1,234.56", Decimal::Point, "1234.56"),
            ("1.234,56", Decimal::Comma, "1234.56"),
            ("1\u{a0}234,56", Decimal::Comma, "1234.56"),
            ("1'234.56", Decimal::Point, "1234.56"),
            ("$12,400.00", Decimal::Point, "12400.00"),
            ("EUR 1.234,56", Decimal::Comma, "1234.56"),
            ("120 000,CZK", Decimal::Comma, "120000"),
            ("(1,200)", Decimal::Point, "-1200"),
            ("USD (1,200.00)", Decimal::Point, "-1200.00"),
            ("$(1,200.00)", Decimal::Point, "-1200.00"),
            ("(1.200,00) €", Decimal::Comma, "-1200.00"),
            ("-$5.50", Decimal::Point, "-5.50"),
            ("1.200,00-", Decimal::Comma, "-1200.00"),
            ("45k", Decimal::Point, "45k"),
            ("1,5 Mio. €", Decimal::Comma, "1.5m"),
            ("120 TEUR", Decimal::Comma, "120k"),
            ("k€ 7,5", Decimal::Comma, "7.5k"),
            ("$1.2M", Decimal::Point, "1.2m"),
            ("1\u{202f}234", Decimal::Point, "1234"),
            ("12.5 %", Decimal::Point, "12.5%"),
            (".5", Decimal::Point, ".5"),
            ("1,00,000", Decimal::Point, "100000"),
            ("1.5E7", Decimal::Point, "15000000"),
            ("-1.23456789E7", Decimal::Point, "-12345678.9"),
            ("1.0E7", Decimal::Comma, "10000000"),
            ("1.5E6", Decimal::Point, "1500000"),
            ("1E+06", Decimal::Point, "1000000"),
            ("EUR 1,5e+06", Decimal::Comma, "1500000"),
            ("1'200.-", Decimal::Point, "1200"),
            ("CHF 1’200.—", Decimal::Point, "1200"),
            ("250,-", Decimal::Comma, "250"),
            ("5.--", Decimal::Point, "5"),
            ("500,- Kč", Decimal::Comma, "500"),
            ("kr. 500,-", Decimal::Comma, "500"),
            ("kr.500,-", Decimal::Comma, "500"),
            ("5.000.000,-", Decimal::Comma, "5000000"),
            ("1 200,–", Decimal::Comma, "1200"),
            ("100,—", Decimal::Comma, "100"),
            ("1,200.-", Decimal::Point, "1200"),
            ("-250,-", Decimal::Comma, "-250"),
            ("500, -", Decimal::Comma, "500"),
            ("1200-", Decimal::Point, "-1200"),
            ("Rs.500", Decimal::Point, "500"),
            ("$.50", Decimal::Point, ".50"),
            ("3 bn", Decimal::Point, "3000m"),
            ("$1.25B", Decimal::Point, "1250m"),
            ("1,5 Mrd. €", Decimal::Comma, "1500m"),
            ("-2.5 billion", Decimal::Point, "-2500m"),
        ] {
            let read = Figure::of(cell).and_then(|figure| figure.canonical(decimal));
            assert_eq!(read.as_deref(), Some(wanted), "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_made_one() {
        for cell in [
            "abc",
            "",
            "12 apples",
            "EUR )5(",
            "1.E7",
            "1.5E99",
            "1/2",
            "12,34,5",
            "1.2.3",
            "12 34",
            "5 pcs",
            "1 234,567",
            "3 m m",
            "5 € $",
            "5.000.-",
            "1,2.-",
            "3 billion m",
            "12E5 apples",
        ] {
            let read = Figure::of(cell).and_then(|figure| figure.canonical(Decimal::Point));
            assert_eq!(read, None, "{cell}");
        }
    }

    #[test]
    fn a_whole_number_has_no_decimals_but_zeros() {
        let whole = |cell: &str| Figure::of(cell).and_then(|f| f.whole(Decimal::Point));
        assert_eq!(whole("1,200").as_deref(), Some("1200"));
        assert_eq!(whole("1.200").as_deref(), Some("1200"));
        assert_eq!(whole("75.0").as_deref(), Some("75"));
        assert_eq!(whole("4.5"), None);
    }
}
