//! What a record that is added holds without being told: the period of a plan, the time of a
//! touch, the day of an answer, the kind of a sale. Nothing else is ever guessed.

use crate::domain::kinds::account::Relationship;
use crate::domain::kinds::{Account, Opportunity, Plan, opportunity, plan};
use crate::domain::record::{Field, Kind, Table};
use crate::domain::value::{FieldValue, Type, Value};
use crate::domain::{Id, Moment};
use crate::session::{Session, StoreError};

use super::words::Values;

/// The values given with what follows where nothing was given.
pub fn with_unstated(
    table: &'static Table,
    values: Values,
    session: &Session,
    now: &Moment,
) -> Result<Values, StoreError> {
    let mut all = values;
    if table == Plan::TABLE && !has(&all, plan::field::start) && !has(&all, plan::field::end) {
        let start = session.book().settings.fiscal_start();
        let year = Plan::of_year(Id::NIL, now.date(), start);
        all.push((plan::field::start, Some(Value::Date(year.start.0))));
        all.push((plan::field::end, Some(Value::Date(year.end.0))));
    }
    if table == Opportunity::TABLE && !has(&all, opportunity::field::kind) {
        let kind = opportunity::kind_for(relationship(&all, session)?);
        all.push((opportunity::field::kind, Some(kind.into_value())));
    }
    for field in table.fields.iter().filter(|field| field.required) {
        let value = match field.ty {
            Type::Time => Value::Time(*now),
            Type::Date if field.key == "on" => Value::Date(now.date()),
            _ => continue,
        };
        if !has(&all, field) {
            all.push((field, Some(value.as_written())));
        }
    }
    Ok(all)
}

fn has(values: &Values, field: &Field) -> bool {
    values.iter().any(|(given, _)| *given == field)
}

/// How the account that a sale is for stands to us.
fn relationship(values: &Values, session: &Session) -> Result<Relationship, StoreError> {
    let of = values.iter().find(|(field, _)| *field == opportunity::field::account);
    let Some((_, Some(Value::Ref(id)))) = of else { return Ok(Relationship::default()) };
    let account = session.record(Account::TABLE, *id)?;
    let account = account.as_ref().and_then(|record| record.of::<Account>());
    Ok(account.map(|account| account.relationship.0).unwrap_or_default())
}
