//! Judging: a score that somebody types on the screen writes the judged number, the day and the
//! source together (METHOD.md 2); agreeing renews the day alone.

use jiff::civil::Date;

use super::accounts::Accounts;
use super::change::FieldEdit;
use super::id::Id;
use super::kinds::Account;
use super::kinds::account::{Source, axis_fields};
use super::record::{Field, Kind};
use super::score::{Axis, Score};
use super::value::{FieldValue, Value};

/// The edits that judge an account on an axis: the number, its day and the source. Without a
/// score the judgement is taken away, and its day with it. Only what changes is among them.
pub fn judge(
    accounts: &Accounts,
    id: Id,
    axis: Axis,
    score: Option<Score>,
    today: Date,
) -> Vec<FieldEdit> {
    let fields = axis_fields(axis);
    let edits = [
        edit(accounts, id, fields.judged, score.map(Value::Score)),
        edit(accounts, id, fields.on, score.map(|_| Value::Date(today))),
        edit(accounts, id, fields.source, Some(Source::Judged.into_value())),
    ];
    edits.into_iter().flatten().filter(|edit| edit.before != edit.after).collect()
}

/// The edit that agrees with the judged number of an axis today; `None` where evidence is in
/// force, nothing was judged, or it was judged today.
pub fn agree(accounts: &Accounts, id: Id, axis: Axis, today: Date) -> Option<FieldEdit> {
    let fields = axis_fields(axis);
    let row = accounts.row(id)?;
    accounts.scores(row).of(axis)?;
    let edit = edit(accounts, id, fields.on, Some(Value::Date(today)))?;
    (is_judged(accounts, row, axis) && edit.before != edit.after).then_some(edit)
}

/// Whether the judged number is in force on an axis.
pub fn is_judged(accounts: &Accounts, row: usize, axis: Axis) -> bool {
    let source = accounts.value(row, axis_fields(axis).source).and_then(Source::from_value);
    source.unwrap_or_default() == Source::Judged
}

/// The day an axis was judged, if known.
pub fn judged_on(accounts: &Accounts, row: usize, axis: Axis) -> Option<Date> {
    match accounts.value(row, axis_fields(axis).on) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    }
}

fn edit(
    accounts: &Accounts,
    id: Id,
    field: &'static Field,
    after: Option<Value>,
) -> Option<FieldEdit> {
    let before = accounts.value(accounts.row(id)?, field);
    Some(FieldEdit { kind: Account::TABLE, record: id, field, before, after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Slot;
    use jiff::civil::date;

    fn accounts(account: &Account) -> Accounts {
        let mut accounts = Accounts::with_hot_columns();
        accounts.put(account);
        accounts
    }

    #[test]
    fn typing_a_score_over_evidence_makes_it_judged() {
        let mut account = Account::new(Id::of_parts(&["a"]));
        account.potential_source.0 = Source::Evidence;
        let today = date(2026, 11, 21);
        let edits =
            judge(&accounts(&account), account.base.id, Axis::Potential, Score::new(75), today);
        let keys: Vec<_> = edits.iter().map(|edit| edit.field.key).collect();
        assert_eq!(keys, ["potential", "potential_on", "potential_source"]);
        assert_eq!(edits[2].before, Slot::read(&account.potential_source));
    }

    #[test]
    fn agreeing_renews_the_day_and_nothing_else() {
        let mut account = Account::new(Id::of_parts(&["a"]));
        account.engagement = Score::new(35);
        account.engagement_on = Some(date(2026, 3, 1));
        let (book, today) = (accounts(&account), date(2026, 11, 21));
        let edit = agree(&book, account.base.id, Axis::Engagement, today).unwrap();
        assert_eq!((edit.field.key, edit.after), ("engagement_on", Some(Value::Date(today))));
        assert_eq!(agree(&book, account.base.id, Axis::Potential, today), None);
        assert_eq!(agree(&book, account.base.id, Axis::Engagement, date(2026, 3, 1)), None);
    }
}
