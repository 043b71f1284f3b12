//! Values as SQL: text, days, times, words and ids as TEXT, numbers as INTEGER (money in
//! hundredths, percentages in millionths). What a row holds is never trusted.

use rusqlite::ToSql;
use rusqlite::types::{Null, ToSqlOutput, ValueRef};

use crate::domain::amount::{Money, Pct};
use crate::domain::column::Column;
use crate::domain::record::Field;
use crate::domain::score::Score;
use crate::domain::value::{Type, Value};

use super::fault::odd;

/// A value on its way into a row; unknown is NULL.
pub struct Cell<'a>(pub Option<&'a Value>);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let Some(value) = self.0 else { return Ok(ToSqlOutput::from(Null)) };
        Ok(match value {
            Value::Text(text) => ToSqlOutput::from(text.as_str()),
            Value::Choice(choice) => ToSqlOutput::from(choice.key),
            other => match other.stored_number() {
                Some(n) => ToSqlOutput::from(n),
                None => ToSqlOutput::from(other.canonical()),
            },
        })
    }
}

/// The value of a field from a row.
pub fn value(field: &Field, cell: ValueRef<'_>) -> rusqlite::Result<Option<Value>> {
    let found = match cell {
        ValueRef::Null => return Ok(None),
        ValueRef::Integer(n) => number(field.ty, n),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok().and_then(|t| words(field.ty, t)),
        ValueRef::Real(_) | ValueRef::Blob(_) => None,
    };
    let wrong = || odd(format!("`{}` in the field {}", shown(cell), field.key));
    found.map(Some).ok_or_else(wrong)
}

/// Adds the value of a field from a row to a column.
pub fn push(column: &mut Column, field: &Field, cell: ValueRef<'_>) -> rusqlite::Result<()> {
    let pushed = match cell {
        ValueRef::Null => {
            column.push(None);
            return Ok(());
        }
        ValueRef::Integer(n) => column.push_number(n),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).ok().and_then(|text| column.push_text(text))
        }
        ValueRef::Real(_) | ValueRef::Blob(_) => None,
    };
    pushed.ok_or_else(|| odd(format!("`{}` in the field {}", shown(cell), field.key)))
}

fn number(ty: Type, n: i64) -> Option<Value> {
    match ty {
        Type::Int(least, most) => (least..=most).contains(&n).then_some(Value::Int(n)),
        Type::Steps(steps) => steps.contains(&n).then_some(Value::Int(n)),
        Type::Score => u8::try_from(n).ok().and_then(Score::new).map(Value::Score),
        Type::Pct(..) => Pct::from_millionths(n).map(Value::Pct),
        Type::Money => Money::from_minor(n).map(Value::Money),
        Type::Bool => (n == 0 || n == 1).then_some(Value::Bool(n == 1)),
        _ => None,
    }
}

fn words(ty: Type, text: &str) -> Option<Value> {
    match ty {
        Type::Text | Type::Long | Type::Tags | Type::Refs(_) => Some(Value::Text(text.to_owned())),
        Type::Date => text.parse().ok().map(Value::Date),
        Type::Time => text.parse().ok().map(Value::Time),
        Type::Choice(choices) => choices.iter().find(|c| c.key == text).map(Value::Choice),
        Type::Ref(_) => text.parse().ok().map(Value::Ref),
        _ => None,
    }
}

fn shown(cell: ValueRef<'_>) -> String {
    match cell {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(x) => x.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).chars().take(40).collect(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
