//! The search language: `segment:key potential>70 no:action industry:energy text`. One parser
//! for the screen and the command line; a malformed query is refused, never taken as free text.

mod error;
mod reading;

use std::cmp::Ordering;

use super::facts::{Fact, What};
use super::score::Axis;
use super::value::{Reading, Value};

pub use error::QueryError;

pub use super::sorting::{SortKey, order, parse_sort};

/// A search: all terms must hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Clone, PartialEq, Debug)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, PartialEq, Debug)]
enum Test {
    /// The name holds this text, in any case.
    Name(String),
    /// The account has no (or, negated, some) open action.
    NoStep,
    /// The fact is unknown.
    Unknown(Fact),
    /// The fact is one of these values, or a text that holds one of them; `None` is unknown.
    Is(Fact, Vec<Option<Value>>),
    /// The fact compares so.
    Compare(Fact, Comparison, Value),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Which fact a word of a query names.
pub type Naming<'a> = &'a dyn Fn(&str) -> Option<Fact>;

/// What a query asks of one account.
pub trait Facts {
    /// Its name.
    fn name(&self) -> &str;
    /// Whether it has an open action.
    fn has_step(&self) -> bool;
    /// A fact, if known.
    fn fact(&self, fact: Fact) -> Option<Value>;
}

/// Short names that people type for facts.
const SHORT: &[(&str, &str)] = &[
    ("engagement", "engagement_score"),
    ("potential", "potential_score"),
    ("due", "next_due"),
    ("step", "next_action"),
    ("revenue", "revenue_last_year"),
    ("tag", "tags"),
];

/// Every name of a fact, the short ones too.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHORT.iter().map(|(short, _)| *short).chain(Fact::all().map(Fact::key))
}

/// The fact a word of the search language, of `--sort` or of `--columns` means. `engagement` and
/// `potential` mean the scores in force.
pub fn fact_named(word: &str) -> Option<Fact> {
    let lower = word.to_lowercase();
    let short = SHORT.iter().find(|(short, _)| *short == lower).map(|(_, key)| *key);
    Fact::named(short.unwrap_or(&lower))
}

impl Query {
    /// Reads a query. Dates may be written as in actions; `30d` in a comparison with a
    /// date means that many days from now where the fact looks ahead, else that many days ago.
    pub fn parse(text: &str, reading: &Reading<'_>) -> Result<Self, QueryError> {
        Self::parse_naming(text, reading, &fact_named)
    }

    /// Reads a query in which words name other facts than those of accounts: the fields of
    /// another kind of record.
    pub fn parse_naming(
        text: &str,
        reading: &Reading<'_>,
        named: Naming<'_>,
    ) -> Result<Self, QueryError> {
        let words = reading::words(text)?;
        let terms = words
            .iter()
            .map(|word| reading::term(word, reading, named))
            .collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// Whether every account matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Both queries in one.
    pub fn and(&self, other: &Self) -> Self {
        Self { terms: self.terms.iter().chain(&other.terms).cloned().collect() }
    }

    /// The facts it asks for, which must be in memory before it can be answered.
    pub fn facts(&self) -> Vec<Fact> {
        let of = |term: &Term| match &term.test {
            Test::Name(_) | Test::NoStep => None,
            Test::Unknown(fact) | Test::Is(fact, _) | Test::Compare(fact, _, _) => Some(*fact),
        };
        self.terms.iter().filter_map(of).collect()
    }

    /// Whether an account matches. Unknown facts match neither a value nor a comparison.
    pub fn matches(&self, facts: &impl Facts) -> bool {
        self.terms.iter().all(|term| term.test.holds(facts) != term.negated)
    }
}

impl Test {
    fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Name(text) => facts.name().to_lowercase().contains(text),
            Self::NoStep => !facts.has_step(),
            Self::Unknown(fact) => facts.fact(*fact).is_none(),
            Self::Is(fact, wanted) => {
                let value = facts.fact(*fact);
                wanted.iter().any(|wanted| match (&value, wanted) {
                    (Some(value), Some(wanted)) => same(value, wanted),
                    (value, wanted) => value.is_none() && wanted.is_none(),
                })
            }
            Self::Compare(fact, comparison, wanted) => facts
                .fact(*fact)
                .and_then(|value| value.partial_cmp(wanted))
                .is_some_and(|order| comparison.holds(order)),
        }
    }
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// Texts match when they hold the wanted one, in any case; everything else when equal.
fn same(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Text(text), Value::Text(wanted)) => text.to_lowercase().contains(wanted.as_str()),
        (Value::Time(at), Value::Date(day)) => at.date() == *day,
        _ => value == wanted,
    }
}

/// The fact of the score in force on an axis.
pub fn score_fact(axis: Axis) -> Option<Fact> {
    Fact::derived(match axis {
        Axis::Engagement => What::EngagementScore,
        Axis::Potential => What::PotentialScore,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 11, 21);

    struct One(Vec<(&'static str, Value)>);

    impl Facts for One {
        fn name(&self) -> &'static str {
            "Acme Homes"
        }
        fn has_step(&self) -> bool {
            false
        }
        fn fact(&self, fact: Fact) -> Option<Value> {
            self.0.iter().find(|(key, _)| *key == fact.key()).map(|(_, value)| value.clone())
        }
    }

    fn holds(query: &str) -> bool {
        let segment = Fact::named("segment").unwrap().choices().first().unwrap();
        let account = One(vec![
            ("segment", Value::Choice(segment)),
            ("potential_score", Value::Score(crate::domain::score::Score::clamped(71))),
            ("industry", Value::Text("Energy & Utilities".into())),
            ("next_due", Value::Date(date(2026, 10, 1))),
        ]);
        Query::parse(query, &Reading::plain(TODAY)).unwrap().matches(&account)
    }

    #[test]
    fn terms_all_have_to_hold() {
        for query in [
            "",
            "segment:key",
            "segment:service,key",
            "segment:unplaced,key",
            "potential>70 potential>=71 potential<72 potential<=71",
            "no:action",
            "industry:energy",
            "industry:\"energy & util\"",
            "ACME",
            "\"acme homes\"",
            "-segment:service",
            "no:city -has:city",
            "due<30d",
            "due<2026-10-02",
        ] {
            assert!(holds(query), "{query}");
        }
        for query in [
            "segment:service",
            "segment:unplaced",
            "potential>71",
            "has:action",
            "city:riga",
            "-acme",
            "due>30d",
            "employees>3",
        ] {
            assert!(!holds(query), "{query}");
        }
    }

    #[test]
    fn a_malformed_query_is_refused() {
        let said = |q: &str| Query::parse(q, &Reading::plain(TODAY)).unwrap_err().to_string();
        assert_eq!(said("colour:red"), "`colour` is not something to search by");
        assert_eq!(
            said("potential>abc"),
            "`potential>abc`: `abc` is not a score, a whole number from 0 to 100"
        );
        assert_eq!(
            said("segment:gold"),
            "`segment:gold`: `gold` is not one of key, growth_potential, maintenance, service, unplaced"
        );
        assert_eq!(
            said("potentail>5"),
            "`potentail` is not something to search by; did you mean `potential`?"
        );
        assert_eq!(said(">5"), "`>5` needs a field before it, such as potential>70");
        assert_eq!(said(":"), "`:` needs a field before it, such as potential>70");
        assert_eq!(said("acme -"), "`-` needs a word after it, such as -segment:key");
        assert_eq!(said("name>b"), "`name>b`: name has no order; use `:`");
        assert_eq!(said("\"open"), "a quotation mark is not closed");
        assert_eq!(said("segment:"), "`segment:` needs a value after it");
    }

    #[test]
    fn days_ahead_count_from_today_and_days_behind_back_from_it() {
        let matches = |query: &str, key, day| {
            let account = One(vec![(key, Value::Date(day))]);
            Query::parse(query, &Reading::plain(TODAY)).unwrap().matches(&account)
        };
        for (query, due, wanted) in [
            ("next_due<7d", date(2026, 11, 28), true),
            ("next_due<7d", date(2026, 11, 29), false),
            ("due<7d", date(2026, 10, 1), true),
            ("due>7d", date(2026, 11, 28), false),
            ("due>7d", date(2026, 11, 29), true),
            ("due<1w", date(2026, 11, 28), true),
        ] {
            assert_eq!(matches(query, "next_due", due), wanted, "{query} {due}");
        }
        for (query, on, wanted) in [
            ("engagement_on>30d", date(2026, 10, 21), true),
            ("engagement_on>30d", date(2026, 10, 22), false),
            ("engagement_on<4w", date(2026, 11, 1), true),
        ] {
            assert_eq!(matches(query, "engagement_on", on), wanted, "{query} {on}");
        }
    }

    #[test]
    fn unknown_values_come_last_in_either_order() {
        let one = Value::Int(1);
        assert_eq!(order(None, Some(&one), false), Ordering::Greater);
        assert_eq!(order(None, Some(&one), true), Ordering::Greater);
    }
}
