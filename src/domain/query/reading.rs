//! How the words of a query become terms. A word that cannot be one is refused, never taken as
//! free text.

use jiff::civil::Date;

use super::error::{QueryError, SIGNS};
use super::{Comparison, Naming, Term, Test};
use crate::domain::facts::{Fact, What};
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

pub(super) fn term(word: &str, today: Date, named: Naming<'_>) -> Result<Term, QueryError> {
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
        (_, rest) => compare(word, name, rest, today, named)?,
    };
    Ok(Term { negated, test })
}

fn unknown(word: &str, name: &str, named: Naming<'_>) -> Result<Test, QueryError> {
    match name {
        "" => Err(QueryError::NoValue(word.to_owned())),
        "action" | "step" | "next_action" => Ok(Test::NoStep),
        _ => named(name).map(Test::Unknown).ok_or_else(|| QueryError::UnknownFact(name.to_owned())),
    }
}

fn compare(
    word: &str,
    name: &str,
    rest: &str,
    today: Date,
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
    let fact = named(name).ok_or_else(|| QueryError::UnknownFact(name.to_owned()))?;
    if text.is_empty() {
        return Err(QueryError::NoValue(word.to_owned()));
    }
    let refuse = |reason: String| QueryError::Value { term: word.to_owned(), reason };
    match how {
        None => {
            let one = |text| {
                if unplaced(fact, text) { Ok(None) } else { value(fact, text, today).map(Some) }
            };
            let values = text.split(',').map(|text| one(text).map_err(refuse));
            Ok(Test::Is(fact, values.collect::<Result<_, _>>()?))
        }
        Some(_) if !fact.ty().is_ordered() => {
            Err(refuse(format!("{} has no order; use `:`", fact.label().to_lowercase())))
        }
        Some(how) => Ok(compared(fact, how, text, today).map_err(refuse)?),
    }
}

/// `last_touch>30d` means more than 30 days ago, so on days the sign turns round.
fn compared(fact: Fact, how: Comparison, text: &str, today: Date) -> Result<Test, String> {
    let ago = (fact.ty() == Type::Date).then(|| text.strip_suffix('d')).flatten();
    let Some(days) = ago.and_then(|n| n.parse::<u32>().ok()) else {
        return value(fact, text, today).map(|wanted| Test::Compare(fact, how, wanted));
    };
    let day = today.checked_sub(jiff::Span::new().days(days.min(40_000))).unwrap_or(Date::MIN);
    let turned = match how {
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
    };
    Ok(Test::Compare(fact, turned, Value::Date(day)))
}

fn unplaced(fact: Fact, text: &str) -> bool {
    Fact::derived(What::Segment) == Some(fact) && text.eq_ignore_ascii_case("unplaced")
}

fn value(fact: Fact, text: &str, today: Date) -> Result<Value, String> {
    let ty = match fact.ty() {
        Type::Long | Type::Tags | Type::Text | Type::Ref(_) | Type::Refs(_) => Type::Text,
        Type::Time => Type::Date,
        ty => ty,
    };
    match ty.parse(text, &Reading::plain(today)) {
        Ok(Some(Value::Text(text))) => Ok(Value::Text(text.to_lowercase())),
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err("needs a value".to_owned()),
        Err(reject) => Err(reject.to_string()),
    }
}
