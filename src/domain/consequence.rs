//! What else changes when a field of a record does, wherever it is edited: on screen, by `set`
//! or by `action done`. One rule, one place.

use jiff::civil::Date;

use super::change::Change;
use super::kinds::action::Status;
use super::kinds::{Action, Plan, action, plan};
use super::record::{Field, Record};
use super::value::{FieldValue, Value};

/// The change with another value for a field of a record, and with what follows from it:
/// a target typed as growth is no longer stored as an amount and the other way round
/// (METHOD.md 8.5); an action that is done has the day it was done.
pub fn set(
    change: Change,
    record: &dyn Record,
    field: &'static Field,
    after: Option<Value>,
    today: Date,
) -> Change {
    let known = after.is_some();
    let status = after.clone().and_then(Status::from_value);
    let change = change.set(record, field, after);
    if record.of::<Plan>().is_some() && known {
        if field == plan::field::growth {
            return change.set(record, plan::field::target, None);
        }
        if field == plan::field::target {
            return change.set(record, plan::field::growth, None);
        }
    }
    if record.of::<Action>().is_some() && field == action::field::status {
        let done = (status == Some(Status::Done)).then_some(Value::Date(today));
        return change.set(record, action::field::done_on, done);
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::amount::{Money, Pct};
    use crate::domain::change::Edit;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 21);

    fn after(record: &dyn Record, field: &'static Field, value: Option<Value>) -> Box<dyn Record> {
        let mut copy = record.copied();
        for edit in set(Change::new(""), record, field, value, TODAY).edits {
            let Edit::Set(edit) = edit else { panic!("only fields change") };
            copy.set(edit.field, edit.after).unwrap();
        }
        copy
    }

    #[test]
    fn of_a_target_only_what_was_typed_last_is_stored() {
        let mut plan = Plan::new(Id::of_parts(&["p"]));
        plan.target = Money::parse("100000").ok();
        let grown = Some(Value::Pct(Pct::parse("12").unwrap()));
        let typed = after(&plan, plan::field::growth, grown);
        let typed = typed.of::<Plan>().unwrap();
        assert_eq!((typed.target, typed.growth), (None, Pct::parse("12").ok()));
        let emptied = after(typed, plan::field::target, None);
        assert_eq!(emptied.of::<Plan>().unwrap().growth, Pct::parse("12").ok());
    }

    #[test]
    fn an_action_that_is_done_has_the_day_it_was_done() {
        let action = Action::new(Id::of_parts(&["a"]));
        let done = after(&action, action::field::status, Some(Status::Done.into_value()));
        let done = done.of::<Action>().unwrap();
        assert_eq!(done.done_on, Some(TODAY));
        let open = after(done, action::field::status, Some(Status::Open.into_value()));
        assert_eq!(open.of::<Action>().unwrap().done_on, None);
    }
}
