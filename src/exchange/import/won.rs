//! Revenue from sales that were won: for each account and fiscal year that a list of opportunities
//! tells of, what all won ones of the book add up to. A revenue that came in another way, from an
//! invoice list or by hand, stays as it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::held::Held;
use crate::domain::amount::Money;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::opportunity::Stage;
use crate::domain::kinds::{Opportunity, Revenue, revenue};
use crate::domain::record::{Kind, Record};
use crate::domain::value::{AccountRef, Must, Value, Year};
use crate::domain::{Edit, Id, fiscal};

/// An account and a fiscal year.
type Place = (Id, i64);

/// The sales of the book, as they are with the rows read so far.
#[derive(Debug, Default)]
pub struct Won {
    fiscal_start: i8,
    sales: HashMap<Id, (Place, Money)>,
    told: BTreeSet<Place>,
}

/// What becomes of the revenue of an account and year.
#[derive(Debug)]
pub enum Outcome {
    /// It is as the sales say.
    Same,
    /// The edit that makes it so.
    Edit(Edit),
    /// It was recorded in another way and stays; both amounts.
    Stays(Place, Money, Money),
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
    pub fn take(&mut self, record: &dyn Record) {
        let places = self.put(record);
        self.told.extend(places.into_iter().flatten());
    }

    /// What becomes of every revenue that the rows bear on.
    pub fn outcomes(&self, held: &Held<'_>) -> Vec<Outcome> {
        let mut sums: BTreeMap<Place, Money> = BTreeMap::new();
        for (place, amount) in self.sales.values().filter(|(place, _)| self.told.contains(place)) {
            let sum = sums.entry(*place).or_default();
            *sum = sum.plus(*amount);
        }
        let known = held.of_kind(Revenue::TABLE.key).filter_map(|record| record.of::<Revenue>());
        let known: HashMap<Place, &Revenue> =
            known.map(|revenue| ((revenue.account.0.0, revenue.year.0.0), revenue)).collect();
        let outcome = |place: &Place| {
            let sum = sums.get(place).copied().unwrap_or_default();
            outcome(*place, sum, known.get(place).copied())
        };
        self.told.iter().map(outcome).collect()
    }
}

/// The id of a revenue that won sales made: the same in every book.
fn id_of((account, year): Place) -> Id {
    Id::of_parts(&["revenue", "won", &account.to_string(), &year.to_string()])
}

fn outcome(place: Place, sum: Money, known: Option<&Revenue>) -> Outcome {
    match known {
        Some(revenue) if revenue.amount.0 == sum => Outcome::Same,
        Some(revenue) if revenue.base.id != id_of(place) => {
            Outcome::Stays(place, revenue.amount.0, sum)
        }
        Some(revenue) => Outcome::Edit(Edit::Set(FieldEdit {
            kind: Revenue::TABLE,
            record: revenue.base.id,
            field: revenue::field::amount,
            before: Some(Value::Money(revenue.amount.0)),
            after: Some(Value::Money(sum)),
        })),
        None => Outcome::Edit(Edit::Create(Box::new(Revenue {
            account: Must(AccountRef(place.0)),
            year: Must(Year(place.1)),
            amount: Must(sum),
            ..Revenue::new(id_of(place))
        }))),
    }
}
