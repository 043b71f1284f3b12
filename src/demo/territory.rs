//! The invented territory as it stands in `assets/demo`: read from the tables there, nothing
//! decided here. A column named like a field of the account feeds that field.

use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::Id;
use crate::domain::amount::Money;
use crate::domain::kinds::action::Status;
use crate::domain::kinds::{Account, Plan, Risk};
use crate::domain::record::{Kind, Record, Table};
use crate::domain::score::{Score, Scores};
use crate::domain::value::{AccountRef, Reading, Reject};

const ACCOUNTS: &str = include_str!("../../assets/demo/accounts.csv");
const ACTIONS: &str = include_str!("../../assets/demo/actions.csv");
const PLANS: &str = include_str!("../../assets/demo/plans.toml");

/// One account and what happened to it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The account, without scores.
    pub account: Account,
    /// What it bought in the last three fiscal years, the oldest first.
    pub revenue: [Option<Money>; 3],
    /// What each quarterly review said of it, the oldest first; `None`: nothing.
    pub reviews: Vec<Option<Scores>>,
}

/// A next step, by days from today.
#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    /// The account by name and city.
    pub account: String,
    /// What to do.
    pub what: String,
    /// Days from today.
    pub day: i64,
    status: String,
}

impl Step {
    /// How far it is.
    pub fn status(&self) -> Status {
        Status::from_key(&self.status).unwrap_or_default()
    }
}

/// The id of an account of the demo book by name and city.
pub fn id_of(name_and_city: &str) -> Id {
    Id::of_parts(&["demo", "account", name_and_city])
}

fn malformed(error: impl std::fmt::Display) -> Reject {
    Reject::Together(error.to_string())
}

/// Every account of the territory.
pub fn places() -> Result<Vec<Place>, Reject> {
    let mut reader = csv::Reader::from_reader(ACCOUNTS.as_bytes());
    let headers = reader.headers().map_err(malformed)?.clone();
    let mut places = Vec::new();
    for row in reader.records() {
        let row = row.map_err(malformed)?;
        let cells = headers.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
        places.push(place(cells)?);
    }
    Ok(places)
}

fn place<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Place, Reject> {
    let mut found = Place { account: Account::default(), revenue: [None; 3], reviews: Vec::new() };
    for (column, cell) in cells {
        match column {
            "parent" => found.account.parent = Some(AccountRef(id_of(cell))),
            "revenue" => found.revenue = revenue(cell)?,
            "trail" => found.reviews = cell.split(' ').map(review).collect::<Result<_, _>>()?,
            _ => set(&mut found.account, Account::TABLE, column, cell)?,
        }
    }
    let city = found.account.city.clone().unwrap_or_default();
    found.account.base.id = id_of(&format!("{}, {city}", found.account.name.0));
    let region = if city == "Rockford" { "Illinois" } else { "Wisconsin" };
    found.account.region = Some(region.to_owned());
    found.account.country = Some("United States".to_owned());
    Ok(found)
}

fn set(
    record: &mut dyn Record,
    table: &'static Table,
    key: &str,
    text: &str,
) -> Result<(), Reject> {
    let field = table.field(key).ok_or_else(|| Reject::shape(key, "a field"))?;
    let value = field.ty.parse(text, &Reading::plain(Date::ZERO))?;
    record.write(field.index, value)
}

/// `212k 238k ?`: three amounts, unknown ones as `?`.
fn revenue(cell: &str) -> Result<[Option<Money>; 3], Reject> {
    let mut years = [None; 3];
    for (year, text) in years.iter_mut().zip(cell.split(' ')) {
        *year = if text == "?" { None } else { Some(Money::parse(text)?) };
    }
    Ok(years)
}

/// `48/61`: engagement and potential, `?` for one nobody judged; `-` and `=`: not looked at.
fn review(text: &str) -> Result<Option<Scores>, Reject> {
    let Some((engagement, potential)) = text.split_once('/') else { return Ok(None) };
    let score = |text: &str| if text == "?" { Ok(None) } else { Score::parse(text).map(Some) };
    Ok(Some(Scores { engagement: score(engagement)?, potential: score(potential)? }))
}

/// Every next step, done ones included.
pub fn steps() -> Result<Vec<Step>, Reject> {
    let mut reader = csv::Reader::from_reader(ACTIONS.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(malformed)
}

#[derive(Deserialize)]
struct Plans {
    plan: Vec<toml::Table>,
}

/// Every plan without its period, each with its risks.
pub fn plans() -> Result<Vec<(Plan, Vec<Risk>)>, Reject> {
    let plans: Plans = toml::from_str(PLANS).map_err(malformed)?;
    plans.plan.into_iter().map(plan).collect()
}

fn plan(table: toml::Table) -> Result<(Plan, Vec<Risk>), Reject> {
    let mut plan = Plan::default();
    let mut risks = Vec::new();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("account", toml::Value::String(account)) => {
                plan.account.0 = AccountRef(id_of(&account));
            }
            ("risk", toml::Value::Array(of)) => {
                for value in of {
                    risks.push(risk(value)?);
                }
            }
            (_, toml::Value::String(text)) => set(&mut plan, Plan::TABLE, &key, text.trim())?,
            (_, toml::Value::Integer(number)) => {
                set(&mut plan, Plan::TABLE, &key, &number.to_string())?;
            }
            (_, toml::Value::Datetime(day)) => {
                set(&mut plan, Plan::TABLE, &key, &day.to_string())?;
            }
            (_, other) => return Err(Reject::shape(other.type_str(), "text, a number or a day")),
        }
    }
    plan.base.id = Id::of_parts(&["demo", "plan", &plan.account.0.0.to_string()]);
    Ok((plan, risks))
}

fn risk(value: toml::Value) -> Result<Risk, Reject> {
    let table: toml::Table = value.try_into().map_err(malformed)?;
    let mut risk = Risk::default();
    for (key, value) in &table {
        let text = value.as_str().ok_or_else(|| Reject::shape(key, "a text"))?;
        set(&mut risk, Risk::TABLE, key, text)?;
    }
    Ok(risk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_tables_of_the_territory_fit_together() {
        let places = places().unwrap();
        let ids: BTreeSet<Id> = places.iter().map(|place| place.account.base.id).collect();
        assert_eq!(ids.len(), 60);
        for place in &places {
            assert!(place.account.parent.as_ref().is_none_or(|p| ids.contains(&p.0)));
            assert_eq!(place.reviews.len(), 6, "{}", place.account.name.0);
        }
        for step in steps().unwrap() {
            assert!(ids.contains(&id_of(&step.account)), "{}", step.account);
            assert_eq!(step.status().key(), step.status);
        }
        let plans = plans().unwrap();
        assert!(plans.len() >= 12);
        for (plan, risks) in plans {
            assert!(ids.contains(&plan.account.0.0));
            assert!(plan.growth.is_some() != plan.target.is_some());
            assert!(risks.iter().all(|risk| risk.likelihood.is_some() && risk.impact.is_some()));
        }
    }
}
