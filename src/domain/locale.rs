//! How the people of a book write amounts and percentages, on screen and in fields being typed
//! (`numbers` reads them back). Files keep the exact form without separators.

use super::amount::{Money, Pct};
use super::choice::choices;
use super::settings::Settings;
use super::value::Value;

choices! {
    /// A way of writing amounts.
    Locale {
        /// As in English.
        English = "en", "1,234.50";
        /// As in German.
        German = "de", "1.234,50";
        /// As in French.
        French = "fr", "1 234,50";
        /// As in Switzerland.
        Swiss = "ch", "1'234.50";
    }
}

#[expect(clippy::derivable_impls, reason = "the choices are declared by a macro")]
impl Default for Locale {
    fn default() -> Self {
        Self::English
    }
}

impl Locale {
    /// The one of a book.
    pub fn of(settings: &Settings) -> Self {
        Self::from_key(&settings.text("locale")).unwrap_or(Self::English)
    }

    /// What stands between thousands, and before hundredths.
    const fn signs(self) -> (char, char) {
        match self {
            Self::English => (',', '.'),
            Self::German => ('.', ','),
            // A space at which no line is broken.
            Self::French => ('\u{a0}', ','),
            Self::Swiss => ('\'', '.'),
        }
    }

    /// What stands before decimals.
    pub const fn point(self) -> char {
        self.signs().1
    }

    /// A value as it is written for editing: an amount without its currency, a percentage without
    /// its sign, anything else exactly.
    pub fn typed(self, value: &Value) -> String {
        match value {
            Value::Money(amount) => self.money(*amount),
            Value::Pct(pct) => self.pct(*pct),
            value => value.canonical(),
        }
    }

    /// A percentage without its sign.
    pub fn pct(self, pct: Pct) -> String {
        pct.to_string().replace('.', self.point().encode_utf8(&mut [0; 4]))
    }

    /// An amount with its thousands apart.
    pub fn money(self, amount: Money) -> String {
        let (apart, point) = self.signs();
        let exact = amount.to_string();
        let (whole, rest) = exact.split_once('.').unwrap_or((&exact, ""));
        let digits = whole.trim_start_matches('-');
        let mut text = String::from(if digits.len() < whole.len() { "-" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                text.push(apart);
            }
            text.push(digit);
        }
        if !rest.is_empty() {
            text.push(point);
            text.push_str(rest);
        }
        text
    }

    /// An amount with its currency: `$14,000` in English, `14.000 €` elsewhere, and after the
    /// amount wherever the currency is a code.
    pub fn price(self, amount: Money, currency: &str) -> String {
        let written = self.money(amount);
        let is_sign = currency.chars().last().is_some_and(|c| !c.is_alphanumeric());
        match (self, written.strip_prefix('-')) {
            (Self::English, None) if is_sign => format!("{currency}{written}"),
            (Self::English, Some(debt)) if is_sign => format!("-{currency}{debt}"),
            _ => format!("{written} {currency}").trim_end().to_owned(),
        }
    }
}

/// A value as people of the book read it: amounts and percentages with their unit, choices by
/// their words.
pub fn said(value: &Value, settings: &Settings) -> String {
    let locale = Locale::of(settings);
    match value {
        Value::Money(amount) => locale.price(*amount, &settings.text("currency")),
        Value::Pct(pct) => format!("{} %", locale.pct(*pct)),
        value => value.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_as_the_people_of_the_book_write_them() {
        let written = |locale: Locale, minor| locale.money(Money::from_minor(minor).unwrap());
        assert_eq!(written(Locale::English, 123_456_750), "1,234,567.50");
        assert_eq!(written(Locale::German, 123_456_700), "1.234.567");
        assert_eq!(written(Locale::French, -4_900_005), "-49\u{a0}000,05");
        assert_eq!(written(Locale::Swiss, 99_900), "999");
        assert_eq!(written(Locale::English, -99_900), "-999");
        assert_eq!(written(Locale::English, 0), "0");
    }

    #[test]
    fn the_sign_of_the_currency_stands_where_its_people_write_it() {
        let priced = |locale: Locale, currency| {
            locale.price(Money::from_minor(-1_400_000).unwrap(), currency)
        };
        assert_eq!(priced(Locale::English, "$"), "-$14,000");
        assert_eq!(priced(Locale::English, "US$"), "-US$14,000");
        assert_eq!(priced(Locale::English, "EUR"), "-14,000 EUR");
        assert_eq!(priced(Locale::English, ""), "-14,000");
        assert_eq!(priced(Locale::German, "€"), "-14.000 €");
    }
}
