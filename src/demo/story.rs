//! How the demo book came about: laid out a year and a quarter ago, judged in six quarterly
//! reviews, with actions around today. Each step is one change at its own day, so that trails,
//! crossings and history have something to tell.

use jiff::ToSpan;
use jiff::civil::Date;

use super::territory::{self, Place, id_of};
use crate::domain::change::Origin;
use crate::domain::fiscal;
use crate::domain::kinds::account::axis_fields;
use crate::domain::kinds::action::Status;
use crate::domain::kinds::{Account, Action, Revenue, Setting};
use crate::domain::record::Record;
use crate::domain::score::{Axis, Scores};
use crate::domain::value::{AccountRef, Must, PlanRef, Reject, Value, Year};
use crate::domain::{Change, Id, Moment};

/// Days before today of the quarterly reviews, the oldest first.
const REVIEWS: [i64; 6] = [464, 373, 282, 191, 100, 9];

/// The changes that make the demo book, in the order of their times, to be committed one after
/// another each at its time. The same day gives the same changes.
pub fn changes(today: Date) -> Vec<(Moment, Change)> {
    // The tables are part of the program; a test reads them whole.
    let mut changes = told(today).unwrap_or_default();
    changes.sort_by_key(|(at, _)| at.millis());
    changes
}

fn told(today: Date) -> Result<Vec<(Moment, Change)>, Reject> {
    let mut places = territory::places()?;
    let mut changes = vec![(before(today, 470), laid_out(&places))];
    for (review, days) in REVIEWS.iter().enumerate() {
        let at = before(today, *days);
        changes.push((at, reviewed(&mut places, review, at.date())?));
    }
    changes.push((before(today, 30), steps(today, &places, |day| day < 0)?));
    changes.push((before(today, 25), revenues(today, &places)));
    changes.push((before(today, 21), plans(today)?));
    changes.push((before(today, 2), steps(today, &places, |day| day >= 0)?));
    Ok(changes)
}

fn before(today: Date, days: i64) -> Moment {
    Moment::noon(today.saturating_sub(days.days()))
}

fn change(label: impl Into<String>) -> Change {
    Change { origin: Origin::Demo, ..Change::new(label) }
}

fn laid_out(places: &[Place]) -> Change {
    let mut currency = Setting::new(Setting::id_of("currency"));
    (currency.key, currency.value) = (Must("currency".to_owned()), Must("$".to_owned()));
    let laid_out = change("lay out the territory").create(currency);
    places.iter().fold(laid_out, |change, place| change.create(place.account.clone()))
}

fn reviewed(places: &mut [Place], review: usize, on: Date) -> Result<Change, Reject> {
    let mut change = change(format!("review of {}", on.strftime("%B %Y")));
    for place in places {
        if let Some(scores) = place.reviews.get(review).copied().flatten() {
            change = judged(change, &mut place.account, scores, on)?;
        }
    }
    Ok(change)
}

/// Both scores with their day, as somebody would type them.
fn judged(
    mut change: Change,
    account: &mut Account,
    scores: Scores,
    on: Date,
) -> Result<Change, Reject> {
    for axis in Axis::ALL {
        let Some(score) = scores.of(*axis) else { continue };
        let fields = axis_fields(*axis);
        for (field, value) in [(fields.judged, Value::Score(score)), (fields.on, Value::Date(on))] {
            change = change.set(account, field, Some(value.clone()));
            account.write(field.index, Some(value))?;
        }
    }
    Ok(change)
}

fn steps(today: Date, places: &[Place], which: impl Fn(i64) -> bool) -> Result<Change, Reject> {
    let mut change = change(if which(-1) { "what is open" } else { "next steps" });
    for step in territory::steps()?.iter().filter(|step| which(step.day)) {
        let account = id_of(&step.account);
        let owner = places.iter().find(|place| place.account.base.id == account);
        let due = today.saturating_add(step.day.days());
        let done = step.status() != Status::Open;
        change = change.create(Action {
            account: Must(AccountRef(account)),
            title: Must(step.what.clone()),
            owner: owner.and_then(|place| place.account.owner.clone()),
            due: Some(due),
            status: Must(step.status()),
            done_on: done.then_some(due),
            ..Action::new(Id::of_parts(&["demo", "action", &step.account, &step.what]))
        });
    }
    Ok(change)
}

fn revenues(today: Date, places: &[Place]) -> Change {
    let last = i64::from(fiscal::year_of(today, 1)) - 1;
    let mut change = change("revenue of the last three years");
    for place in places {
        for (year, amount) in (last - 2..=last).zip(place.revenue) {
            let Some(amount) = amount else { continue };
            let account = place.account.base.id;
            let id = Id::of_parts(&["demo", "revenue", &account.to_string(), &year.to_string()]);
            change = change.create(Revenue {
                account: Must(AccountRef(account)),
                year: Must(Year(year)),
                amount: Must(amount),
                ..Revenue::new(id)
            });
        }
    }
    change
}

fn plans(today: Date) -> Result<Change, Reject> {
    let year = fiscal::year_of(today, 1);
    let (first, last) = fiscal::span(year, 1).unwrap_or((today, today));
    let mut change = change(format!("plans for {year}"));
    for (mut plan, risks) in territory::plans()? {
        (plan.start, plan.end) = (Must(first), Must(last));
        let id = plan.base.id;
        change = change.create(plan);
        for mut risk in risks {
            risk.base.id = Id::of_parts(&["demo", "risk", &id.to_string(), &risk.text.0]);
            risk.plan = Must(PlanRef(id));
            change = change.create(risk);
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_day_gives_the_same_changes() {
        let today = date(2026, 11, 21);
        assert_eq!(changes(today), changes(today));
        assert_ne!(changes(today), changes(date(2026, 11, 22)));
    }

    #[test]
    fn changes_come_in_the_order_of_their_days_and_none_is_empty() {
        let changes = changes(date(2028, 2, 29));
        assert!(changes.is_sorted_by_key(|(at, _)| at.millis()));
        assert!(changes.iter().all(|(_, change)| !change.is_empty()));
        assert_eq!(changes.len(), 11);
    }
}
