//! From the text of a cell to the value of a field: what other programs write is brought into the
//! form that the field's own type reads; the type alone decides what is right.

use std::borrow::Cow;

use super::amounts::{Decimal, Figure, is_plain};
use super::dates;
use super::oddities::Odd;
use super::powers::times;
use super::style::{Style, Whole, Words};
use super::words::{choice, listed, tags, yes_no};
use crate::domain::amount::Money;
use crate::domain::fiscal;
use crate::domain::moment::Moment;
use crate::domain::record::Field;
use crate::domain::value::{FieldValue, Reading, Reject, Type, Value, Year};
use crate::exchange::formula::unguard;

/// What reading a cell needs to know besides its column.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Today, and how names become records.
    pub reading: Reading<'a>,
    /// The month in which fiscal years begin.
    pub fiscal_start: i8,
}

/// A value, and the currency that stood beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The value.
    pub value: Value,
    /// Symbol or code.
    pub currency: Option<String>,
    /// What is odd about it.
    pub odd: Option<Odd>,
}

impl From<Value> for Read {
    fn from(value: Value) -> Self {
        Self { value, currency: None, odd: None }
    }
}

/// The value in a cell; `None` where it is blank.
pub fn read(
    field: &Field,
    cell: &str,
    style: Style,
    around: &Around<'_>,
) -> Result<Option<Read>, Reject> {
    if cell.trim().is_empty() || (!is_text(field.ty) && is_dash(cell.trim())) {
        return Ok(None);
    }
    if field.ty == Type::Money {
        return money(cell, style).map(Some);
    }
    let reading = &around.reading;
    let text: Cow<'_, str> = match field.ty {
        Type::Tags if style.words == Words::Theirs => tags(unguard(cell), style).into(),
        Type::Text | Type::Long if style.words == Words::Theirs => match listed(cell) {
            Some(items) => items.join(", ").into(),
            None => unguard(cell).into(),
        },
        Type::Text | Type::Long | Type::Tags => unguard(cell).into(),
        ty if ty == <Year as FieldValue>::TYPE => fiscal_year(cell, style, around).into(),
        Type::Int(..) | Type::Steps(_) | Type::Score => whole(cell, style),
        Type::Pct(..) => return share(field, cell, style, reading),
        Type::Date => return day(cell, style).map(Some),
        Type::Time => return moment(cell, style, reading).map(Some),
        Type::Bool => yes_no(cell).into(),
        Type::Choice(_) => return choice(field, cell, style, reading),
        Type::Ref(_) | Type::Refs(_) | Type::Money => cell.into(),
    };
    Ok(field.ty.parse(&text, reading)?.map(Read::from))
}

fn is_text(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Long | Type::Tags)
}

/// What stands for nothing where a number, a day or a word is due.
fn is_dash(cell: &str) -> bool {
    const NOTHING: [&str; 7] = ["-", "–", "—", "n/a", "null", "nan", "--none--"];
    NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(cell)) || is_not_found(cell)
}

/// Whether it is what spreadsheets show where a formula looked for something and found nothing.
pub fn is_not_found(cell: &str) -> bool {
    const WORDS: [&str; 4] = ["#n/a", "#nv", "#n/d", "#n/b"];
    cell.starts_with('#') && WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

/// Whether it is what spreadsheets show for a formula that failed.
pub fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 13] = [
        "#ref!",
        "#value!",
        "#div/0!",
        "#name?",
        "#null!",
        "#num!",
        "#spill!",
        "#getting_data",
        "#bezug!",
        "#wert!",
        "#zahl!",
        "#valeur!",
        "#valor!",
    ];
    cell.starts_with('#') && ERRORS.contains(&cell.to_lowercase().as_str())
}

fn number(figure: &Figure, style: Style) -> Option<String> {
    match style.decimal {
        Some(decimal) => figure.canonical(decimal),
        None => figure.canonical_by_itself(),
    }
}

/// A percentage; where it is a share of one, times a hundred.
fn share(
    field: &Field,
    cell: &str,
    style: Style,
    reading: &Reading<'_>,
) -> Result<Option<Read>, Reject> {
    let text = Figure::of(cell).and_then(|figure| number(&figure, style));
    let of_one = |text: &String| text.parse::<f64>().is_ok_and(|n| n.abs() <= 1.0);
    let text = match text {
        Some(text) if style.whole != Whole::Hundred && of_one(&text) => {
            let value = field.ty.parse(&times(&text, 2), reading)?;
            let looks = style.whole == Whole::LooksLikeOne;
            let odd = looks.then_some(Odd::ShareOfOne);
            return Ok(value.map(|value| Read { odd, ..value.into() }));
        }
        text => text.map_or(Cow::Borrowed(cell), Cow::Owned),
    };
    Ok(field.ty.parse(&text, reading)?.map(Read::from))
}

fn money(cell: &str, style: Style) -> Result<Read, Reject> {
    if is_plain(cell) {
        return Money::parse(cell).map(|money| Value::Money(money).into());
    }
    let figure = Figure::of(cell);
    let text = figure.as_ref().and_then(|figure| number(figure, style));
    let text = text.filter(|text| !text.ends_with('%'));
    let text = text.ok_or_else(|| Reject::shape(cell.trim(), Type::Money.wanted()))?;
    let exact = Money::parse(&text).ok();
    let money = exact.or_else(|| Money::nearest(&text));
    let money = money.ok_or_else(|| Reject::shape(cell.trim(), Money::TOO_LARGE))?;
    let in_powers = figure.as_ref().is_some_and(|figure| figure.in_powers);
    let odd = match exact {
        _ if in_powers => Some(Odd::InPowers),
        None => Some(Odd::Rounded),
        Some(_) => None,
    };
    Ok(Read { value: Value::Money(money), currency: figure.and_then(|f| f.currency), odd })
}

/// The text of a whole number, or the cell as it is, for the type to refuse.
fn whole(cell: &str, style: Style) -> Cow<'_, str> {
    let trimmed = cell.trim();
    if trimmed.bytes().all(|b| b.is_ascii_digit()) {
        return trimmed.into();
    }
    let bare = trimmed.strip_suffix('%').unwrap_or(trimmed);
    let figure = Figure::of(bare).filter(|figure| figure.currency.is_none());
    let whole = figure.and_then(|figure| figure.whole(style.decimal.unwrap_or(Decimal::Point)));
    whole.map_or(trimmed.into(), Cow::Owned)
}

/// A fiscal year by its number, as `FY25`, or by a day in it.
fn fiscal_year(cell: &str, style: Style, around: &Around<'_>) -> String {
    let upper = cell.trim().to_uppercase();
    let bare = upper.strip_prefix("FY").map_or(upper.as_str(), |rest| rest.trim_start());
    if upper.starts_with("FY") && bare.len() == 2 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return format!("20{bare}");
    }
    if bare.len() == 4 {
        return bare.to_owned();
    }
    match dates::read(cell, style.order) {
        Some(day) => fiscal::year_of(day, around.fiscal_start).to_string(),
        None => whole(cell, style).into_owned(),
    }
}

/// What a day is asked to be. Words such as `fri` are for people who type.
const DAY: &str = "a date such as 2026-03-12";

fn day(cell: &str, style: Style) -> Result<Read, Reject> {
    let day = dates::read(cell, style.order);
    day.map(|day| Value::Date(day).into()).ok_or_else(|| no_day(cell, style))
}

/// Why a cell is no day: the column writes its days in another order, or it is none at all.
fn no_day(cell: &str, style: Style) -> Reject {
    let order = style.order.filter(|order| dates::is_in_another_order(cell, *order));
    let wanted = order.map(|order| format!("{DAY}, with the {}", order.words()));
    Reject::shape(cell.trim(), wanted.unwrap_or_else(|| DAY.to_owned()))
}

fn moment(cell: &str, style: Style, reading: &Reading<'_>) -> Result<Read, Reject> {
    let exact = cell.trim().parse::<Moment>().ok();
    let local = || {
        let day = dates::read(cell, style.order)?;
        let at = |time| Moment::new(day.to_datetime(time), reading.offset);
        Some(dates::time(cell).map_or(Moment::noon(day), at))
    };
    let moment = exact.or_else(local).ok_or_else(|| no_day(cell, style))?;
    Ok(Value::Time(moment).into())
}

#[cfg(test)]
mod tests {
    use super::super::date_order::DateOrder;
    use super::*;
    use crate::domain::kinds::{Account, Revenue};
    use crate::domain::record::Kind;
    use jiff::civil::date;

    const STYLE: Style = Style {
        decimal: Some(Decimal::Comma),
        order: Some(DateOrder::DayFirst),
        words: Words::Theirs,
        list: None,
        whole: Whole::Hundred,
    };

    fn value(field: &str, cell: &str) -> Result<Option<String>, String> {
        let table = if field == "year" { Revenue::TABLE } else { Account::TABLE };
        let reading = Reading::plain(date(2026, 11, 21));
        let around = Around { reading, fiscal_start: 4 };
        let read = read(table.field(field).unwrap(), cell, STYLE, &around);
        read.map(|read| read.map(|r| r.value.canonical())).map_err(|e| e.to_string())
    }

    fn good(field: &str, cell: &str) -> String {
        value(field, cell).unwrap().unwrap_or_default()
    }

    #[test]
    fn cells_become_values_of_their_fields() {
        assert_eq!(good("company_revenue", "1.234.567,50 €"), "1234567.50");
        assert_eq!(good("employees", "1.200"), "1200");
        assert_eq!(good("engagement", "75,0"), "75");
        assert_eq!(good("planned_growth", "12,5 %"), "12.5");
        assert_eq!(good("customer_since", "03.05.2019"), "2019-05-03");
        assert_eq!(good("urgent_problem", "ja"), "yes");
        assert_eq!(good("tags", "lake; premium"), "lake, premium");
        assert_eq!(good("tags", "[\"lake\", \"premium\"]"), "lake, premium");
        assert_eq!(good("website", "[{\"url\":\"https://a.example\"}]"), "https://a.example");
        assert_eq!(good("website", "[a]"), "[a]");
        assert_eq!(good("postal_code", "01067"), "01067");
        assert_eq!(good("company_revenue", "1.234,5678"), "1234.57");
        assert_eq!(good("company_revenue", "1,005"), "1.01");
        assert_eq!(good("company_revenue", "0,125"), "0.13");
        assert_eq!(good("company_revenue", "1'200,-"), "1200");
        assert_eq!(good("company_revenue", "1E+06"), "1000000");
        assert_eq!(good("company_revenue", "2 Mrd €"), "2000000000");
        assert!(is_error("#REF!") && is_error("#Bezug!") && !is_error("#N/A") && !is_error("#1"));
        assert!(is_not_found("#N/A") && is_not_found("#NV") && !is_not_found("#1"));
        assert_eq!(good("year", "31.03.2026"), "2026");
        assert_eq!(good("year", "FY25"), "2025");
    }

    #[test]
    fn a_score_out_of_range_keeps_the_words_of_the_field() {
        for text in ["101", "-3", "abc", "4,5"] {
            let said = value("engagement", text).unwrap_err();
            assert_eq!(said, format!("`{text}` is not a score, a whole number from 0 to 100"));
        }
    }

    #[test]
    fn an_amount_that_is_too_large_is_told_to_be_so() {
        for text in ["99999999999999", "999999999999999999999999", "9,9E+15", "10001 Mrd"] {
            let said = value("company_revenue", text).unwrap_err();
            assert!(said.ends_with("at most 10 000 000 000 000: it is too large"), "{said}");
        }
    }

    #[test]
    fn a_day_in_another_order_than_its_column_is_none() {
        for (text, said) in [
            ("3/13/2020", "a date such as 2026-03-12, with the day first"),
            ("31/2/2020", "a date such as 2026-03-12"),
            ("fri", "a date such as 2026-03-12"),
        ] {
            let told = value("customer_since", text).unwrap_err();
            assert_eq!(told, format!("`{text}` is not {said}"));
        }
    }

    #[test]
    fn words_of_other_systems_are_understood_or_left_out() {
        assert_eq!(good("relationship", "Customer - Direct"), "customer");
        assert_eq!(good("relationship", "Lead"), "prospect");
        assert_eq!(good("relationship", "Analyst"), "");
        assert_eq!(good("company_revenue", "n/a"), "");
        assert_eq!(good("competitor", "-"), "-");
    }
}
