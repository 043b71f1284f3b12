//! Revenue from sales that were won: for each account and fiscal year that a list of opportunities
//! tells of, what all won ones of the book add up to. A revenue that came in another way, from an
//! invoice list or by hand, stays as it is; one that the rep has changed is a conflict.

use std::collections::{BTreeMap, HashMap};

use super::held::Held;
use super::judge::Judge;
use super::revenues::{Settled, Sum, known, settle};
use crate::domain::amount::Money;
use crate::domain::kinds::Opportunity;
use crate::domain::kinds::opportunity::Stage;
use crate::domain::record::{Kind, Record};
use crate::domain::{Id, fiscal};

/// An account and a fiscal year.
type Place = (Id, i64);

/// The sales of the book, as they are with the rows read so far.
#[derive(Debug, Default)]
pub struct Won {
    fiscal_start: i8,
    sales: HashMap<Id, (Place, Money)>,
    /// What the rows bear on, each with the last of their lines.
    told: BTreeMap<Place, u64>,
}

/// What becomes of the revenue of an account and year.
pub enum Outcome {
    /// The sales are told, and where the rep wrote the revenue, a conflict.
    Settled(Sum, Box<Settled>),
    /// It was recorded in another way, as this amount, and stays.
    Stays(Sum, Money),
    /// The sales of the account in the year come to more than an amount can be; by the last line
    /// that tells of them.
    Beyond(Id, i64, u64),
}

/// What keeps a won sale from being revenue.
pub fn lacks(sale: &Opportunity) -> Option<&'static str> {
    if sale.stage.0 != Stage::Won {
        return None;
    }
    match (sale.amount, sale.close_date) {
        (None, _) => Some("is won without an amount: it is in no revenue"),
        (_, None) => Some("is won without a close date: it is in no revenue"),
        _ => None,
    }
}

impl Won {
    /// The sales of the book.
    pub fn of(held: &Held<'_>) -> Self {
        let fiscal_start = held.book.settings.fiscal_start();
        let mut won = Self { fiscal_start, ..Self::default() };
        for record in held.of_kind(Opportunity::TABLE.key) {
            won.put(record);
        }
        won
    }

    fn put(&mut self, record: &dyn Record) -> [Option<Place>; 2] {
        let place = record.of::<Opportunity>().and_then(|sale| self.place(sale));
        let before = match place {
            Some(place) => self.sales.insert(record.id(), place),
            None => self.sales.remove(&record.id()),
        };
        [before.map(|(place, _)| place), place.map(|(place, _)| place)]
    }

    fn place(&self, sale: &Opportunity) -> Option<(Place, Money)> {
        let (amount, day) = (sale.amount?, sale.close_date?);
        let year = i64::from(fiscal::year_of(day, self.fiscal_start));
        (sale.stage.0 == Stage::Won).then_some(((sale.account.0.0, year), amount))
    }

    /// Takes a sale as a row leaves it.
    pub fn take(&mut self, record: &dyn Record, line: u64) {
        let places = self.put(record);
        self.told.extend(places.into_iter().flatten().map(|place| (place, line)));
    }

    /// What becomes of every revenue that the rows bear on.
    pub fn outcomes(&self, judge: &Judge<'_>) -> Vec<Outcome> {
        let mut sums: BTreeMap<Place, Option<Money>> = BTreeMap::new();
        let told = |place: &Place| self.told.contains_key(place);
        for (place, amount) in self.sales.values().filter(|(place, _)| told(place)) {
            let sum = sums.entry(*place).or_insert(Some(Money::default()));
            *sum = sum.and_then(|sum| sum.and(*amount));
        }
        let known = known(judge.held);
        let outcome = |(place, line): (&Place, &u64)| {
            let (account, year) = *place;
            let Some(amount) = sums.get(place).copied().unwrap_or(Some(Money::default())) else {
                return Outcome::Beyond(account, year, *line);
            };
            outcome(Sum { account, year, amount, line: *line }, known.get(place).copied(), judge)
        };
        self.told.iter().map(outcome).collect()
    }
}

/// The id of a revenue that won sales made: the same in every book.
fn id_of((account, year): Place) -> Id {
    Id::of_parts(&["revenue", "won", &account.to_string(), &year.to_string()])
}

fn outcome(sum: Sum, known: Option<(Id, Money)>, judge: &Judge<'_>) -> Outcome {
    let own = id_of((sum.account, sum.year));
    match known {
        Some((id, amount)) if id != own && amount != sum.amount => Outcome::Stays(sum, amount),
        Some(known) => Outcome::Settled(sum, Box::new(settle(known, sum, judge))),
        None => {
            let edit = Some(sum.record(own));
            Outcome::Settled(sum, Box::new(Settled { edit, ..Settled::default() }))
        }
    }
}
