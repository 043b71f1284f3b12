//! What must hold within one record besides the limits of its single fields. Every way into a
//! book asks here before a record is kept.

use super::amount::Money;
use super::kinds::{Goal, Plan, Promise, Scenario, Setting, TimeShare};
use super::record::{Field, Record, Table};
use super::settings;
use super::value::{LONG_MOST, Reject, TEXT_MOST, Type, Value};

/// Why a record cannot be kept as it is: the field, and what is wrong with it.
pub fn sound(record: &dyn Record) -> Result<(), (&'static Field, Reject)> {
    for field in record.table().fields {
        match record.get(field) {
            Some(value) => fits(field.ty, &value).map_err(|reject| (field, reject))?,
            None if field.required => return Err((field, Reject::Required)),
            None => {}
        }
    }
    together(record)
}

/// Whether a field holds the day of something that has happened, so that a day to come is wrong.
pub fn is_past(table: &Table, field: &Field) -> bool {
    match field.key {
        "engagement_on" | "potential_on" | "done_on" | "told_on" | "said_on" | "received"
        | "answered" => true,
        // A touch may be one that is planned, a fact a fair to come.
        "on" => matches!(table.key, "satisfaction" | "rating" | "review"),
        _ => false,
    }
}

/// Whether there is one record of a kind for what its identity names (RECORDS.md): one revenue of
/// an account for a year, one plan for a period. Names may come twice.
pub fn is_single(table: &Table) -> bool {
    ["revenue", "promise", "satisfaction", "cell", "plan"].contains(&table.key)
}

/// Whether [`together`] has anything to say about records of a kind: of accounts it has not, and
/// they come by the million.
pub fn binds(table: &Table) -> bool {
    table.key != "account"
}

/// Whether the values of a record fit each other.
pub fn together(record: &dyn Record) -> Result<(), (&'static Field, Reject)> {
    if !binds(record.table()) {
        return Ok(());
    }
    if let Some(plan) = record.of::<Plan>()
        && plan.end.0 < plan.start.0
    {
        let said = format!("{} is before the start {}", plan.end.0, plan.start.0);
        return Err((super::kinds::plan::field::end, Reject::Together(said)));
    }
    if let Some(setting) = record.of::<Setting>() {
        return setting_fits(setting);
    }
    if let Some(promise) = record.of::<Promise>() {
        return promise.fits();
    }
    if let Some(goal) = record.of::<Goal>() {
        return goal.fits();
    }
    if let Some(share) = record.of::<TimeShare>() {
        return share.fits();
    }
    record.of::<Scenario>().map_or(Ok(()), Scenario::fits)
}

fn setting_fits(setting: &Setting) -> Result<(), (&'static Field, Reject)> {
    use super::kinds::setting::field::{key, value};
    let Some(spec) = settings::spec(&setting.key.0) else {
        return Err((key, Reject::shape(&setting.key.0, "a setting")));
    };
    if setting.base.id != Setting::id_of(spec.key) {
        return Err((key, Reject::shape(&setting.base.id.to_string(), "the id of the setting")));
    }
    let held = spec.ty.restore(&setting.value.0).and_then(|held| fits(spec.ty, &held));
    held.map_err(|reject| (value, reject))
}

/// Whether a value is of a type and within its limits.
pub fn fits(ty: Type, value: &Value) -> Result<(), Reject> {
    match (ty, value) {
        (Type::Text | Type::Tags, Value::Text(text)) => text_fits(text, TEXT_MOST),
        (Type::Long, Value::Text(text)) => text_fits(text, LONG_MOST),
        (Type::Money, Value::Money(money)) if Money::from_minor(money.minor()).is_some() => Ok(()),
        (Type::Score, Value::Score(_))
        | (Type::Bool, Value::Bool(_))
        | (Type::Ref(_), Value::Ref(_)) => Ok(()),
        (Type::Int(least, most), Value::Int(n)) if (least..=most).contains(n) => Ok(()),
        (Type::Choice(choices), Value::Choice(choice)) if choices.contains(choice) => Ok(()),
        (Type::Date, Value::Date(day)) if (1000..=9999).contains(&day.year()) => Ok(()),
        _ => match ty.restore(&value.canonical()) {
            Ok(same) if same == *value => Ok(()),
            Ok(_) => Err(Reject::shape(&value.canonical(), ty.wanted())),
            Err(reject) => Err(reject),
        },
    }
}

fn text_fits(text: &str, most: usize) -> Result<(), Reject> {
    if text.is_empty() {
        return Err(Reject::Required);
    }
    if text.as_bytes().contains(&0) {
        return Err(Reject::shape(text, "a text: it holds a zero byte"));
    }
    if text.len() > most && text.chars().count() > most {
        return Err(Reject::Long { most });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::value::Must;
    use jiff::civil::date;

    #[test]
    fn an_amount_beyond_what_a_field_takes_is_refused() {
        let most = Money::from_minor(1_000_000_000_000_000).unwrap_or_default();
        assert!(fits(Type::Money, &Value::Money(most)).is_ok());
        assert!(fits(Type::Money, &Value::Money(most.plus(most))).is_err());
        assert_eq!((most.and(most), most.and(most.minus(most))), (None, Some(most)));
    }

    #[test]
    fn a_plan_that_ends_before_it_starts_is_refused() {
        let mut plan = Plan::new(Id::of_parts(&["p"]));
        plan.account.0.0 = Id::of_parts(&["a"]);
        plan.start = Must(date(2026, 2, 1));
        plan.end = Must(date(2026, 1, 31));
        let (field, why) = sound(&plan).unwrap_err();
        assert_eq!(
            (field.key, why.to_string().as_str()),
            ("end", "2026-01-31 is before the start 2026-02-01")
        );
        plan.end = Must(date(2026, 2, 1));
        assert_eq!(sound(&plan), Ok(()));
    }

    #[test]
    fn a_setting_out_of_range_is_refused() {
        let mut setting = Setting::new(Setting::id_of("threshold_engagement"));
        setting.key = Must("threshold_engagement".into());
        for (value, fine) in [("60", true), ("101", false), ("-3", false), ("abc", false)] {
            setting.value = Must(value.into());
            assert_eq!(sound(&setting).is_ok(), fine, "{value}");
        }
        setting.key = Must("weather".into());
        assert!(sound(&setting).is_err());
    }

    #[test]
    fn texts_are_kept_within_their_limits() {
        let text = |n: usize| Value::Text("é".repeat(n));
        assert!(fits(Type::Text, &text(500)).is_ok());
        assert!(fits(Type::Text, &text(501)).is_err());
        assert!(fits(Type::Long, &text(501)).is_ok());
        assert!(fits(Type::Text, &Value::Text("a\0b".into())).is_err());
        assert!(fits(Type::Text, &Value::Int(3)).is_err());
    }
}
