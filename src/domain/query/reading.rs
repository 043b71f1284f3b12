//! How the words of a query become terms. A word that cannot be one is refused, never taken as
//! free text.

use jiff::Span;
use jiff::civil::Date;

use super::error::{QueryError, SIGNS};
use super::{Comparison, Naming, Term, Test, names};
use crate::domain::day_words;
use crate::domain::facts::{Fact, What};
use crate::domain::kinds::KINDS;
use crate::domain::value::{Reading, Type, Value};

/// Splits at white space outside quotation marks.
pub(super) fn words(text: &str) -> Result<Vec<String>, QueryError> {
    let (mut words, mut word, mut quoted, mut seen) = (Vec::new(), String::new(), false, false);
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                seen = true;
            }
            c if c.is_whitespace() && !quoted => {
                if seen {
                    words.push(std::mem::take(&mut word));
                }
                seen = false;
            }
            c => {
                word.push(c);
                seen = true;
            }
        }
    }
    if quoted {
        return Err(QueryError::OpenQuote);
    }
    if seen {
        words.push(word);
    }
    Ok(words)
}

pub(super) fn term(
    word: &str,
    reading: &Reading<'_>,
    named: Naming<'_>,
) -> Result<Term, QueryError> {
    if word == "-" {
        return Err(QueryError::Alone);
    }
    let (negated, body) = match word.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    };
    let Some(at) = body.find(SIGNS) else {
        return Ok(Term { negated, test: Test::Name(body.to_lowercase()) });
    };
    let (name, rest) = body.split_at(at);
    let test = match (name.to_lowercase().as_str(), rest) {
        ("no" | "has", rest) if rest.starts_with(':') => {
            let negated = negated != name.eq_ignore_ascii_case("has");
            return Ok(Term { negated, test: unknown(word, rest.get(1..).unwrap_or(""), named)? });
        }
        (_, rest) => compare(word, name, rest, reading, named)?,
    };
    Ok(Term { negated, test })
}

fn unknown(word: &str, name: &str, named: Naming<'_>) -> Result<Test, QueryError> {
    match name {
        "" => Err(QueryError::NoValue(word.to_owned())),
        "action" | "step" | "next_action" => Ok(Test::NoStep),
        _ => named(name).map(Test::Unknown).ok_or_else(|| unknown_fact(name, named)),
    }
}

/// That nothing has this name, with the nearest of all names of fields that would do.
fn unknown_fact(name: &str, named: Naming<'_>) -> QueryError {
    let fields = KINDS.iter().flat_map(|table| table.fields.iter().map(|field| field.key));
    let all = names().chain(fields).filter(|key| named(key).is_some());
    QueryError::unknown(name, "search", all)
}

fn compare(
    word: &str,
    name: &str,
    rest: &str,
    reading: &Reading<'_>,
    named: Naming<'_>,
) -> Result<Test, QueryError> {
    let signs = [
        (">=", Some(Comparison::AtLeast)),
        ("<=", Some(Comparison::AtMost)),
        (">", Some(Comparison::More)),
        ("<", Some(Comparison::Less)),
        (":", None),
        ("=", None),
    ];
    let found =
        signs.iter().find_map(|(sign, how)| rest.strip_prefix(sign).map(|text| (*how, text)));
    let (how, text) = found.unwrap_or((None, ""));
    if name.is_empty() {
        return Err(QueryError::NoFact(word.to_owned()));
    }
    let fact = named(name).ok_or_else(|| unknown_fact(name, named))?;
    if text.is_empty() {
        return Err(QueryError::NoValue(word.to_owned()));
    }
    let refuse = |reason: String| QueryError::Value {
        term: word.to_owned(),
        // The tray is no segment, but it can be asked for.
        reason: if is_segment(fact) { format!("{reason}, unplaced") } else { reason },
    };
    match how {
        None => {
            let one = |text| {
                if unplaced(fact, text) { Ok(None) } else { value(fact, text, reading).map(Some) }
            };
            let values = if is_one_number(fact, text, reading) {
                Ok(vec![one(text).map_err(refuse)?])
            } else {
                text.split(',').map(|text| one(text).map_err(refuse)).collect()
            };
            Ok(Test::Is(fact, values?))
        }
        Some(_) if !fact.ty().is_ordered() => {
            Err(refuse(format!("{} has no order; use `:`", fact.label().to_lowercase())))
        }
        Some(how) => Ok(compared(fact, how, text, reading).map_err(refuse)?),
    }
}

/// `last_touch>30d` means longer ago than 30 days, so on days that lie behind the sign turns round.
/// Where a fact looks ahead `next_due<7d` means due within 7 days, what is overdue included.
fn compared(
    fact: Fact,
    how: Comparison,
    text: &str,
    reading: &Reading<'_>,
) -> Result<Test, String> {
    let Some(span) = day_span(fact, text) else {
        return value(fact, text, reading).map(|wanted| Test::Compare(fact, how, wanted));
    };
    if looks_ahead(fact) {
        let day = reading.today.checked_add(span).unwrap_or(Date::MAX);
        let how = if how == Comparison::Less { Comparison::AtMost } else { how };
        return Ok(Test::Compare(fact, how, Value::Date(day)));
    }
    let day = reading.today.checked_sub(span).unwrap_or(Date::MIN);
    let turned = match how {
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
    };
    Ok(Test::Compare(fact, turned, Value::Date(day)))
}

/// How long from today `30d`, `2w` or `3m` is, where a day is asked for.
fn day_span(fact: Fact, text: &str) -> Option<Span> {
    if !matches!(fact.ty(), Type::Date | Type::Time) {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    day_words::units(number.parse::<u32>().ok()?.min(9_999).into(), unit)
}

/// Whether the days of a fact lie ahead, as due dates do.
fn looks_ahead(fact: Fact) -> bool {
    ["next_due", "due", "touch_due", "close_date", "contract_end", "end", "until"]
        .contains(&fact.key())
}

/// Whether the commas of a text belong to a number, the way the book writes numbers.
fn is_one_number(fact: Fact, text: &str, reading: &Reading<'_>) -> bool {
    let has_fractions = matches!(fact.ty(), Type::Money | Type::Pct(..));
    has_fractions && text.contains(',') && reading.numbers.is_some_and(|n| n.is_one(text))
}

fn is_segment(fact: Fact) -> bool {
    Fact::derived(What::Segment) == Some(fact)
}

fn unplaced(fact: Fact, text: &str) -> bool {
    is_segment(fact) && text.eq_ignore_ascii_case("unplaced")
}

fn value(fact: Fact, text: &str, reading: &Reading<'_>) -> Result<Value, String> {
    let ty = match fact.ty() {
        Type::Long | Type::Tags | Type::Text | Type::Ref(_) | Type::Refs(_) => Type::Text,
        Type::Time => Type::Date,
        ty => ty,
    };
    match ty.parse(text, reading) {
        Ok(Some(Value::Text(text))) => Ok(Value::Text(text.to_lowercase())),
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err("needs a value".to_owned()),
        Err(reject) => Err(reject.to_string()),
    }
}
