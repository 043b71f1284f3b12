//! `FIELD=VALUE` on the command line, read by the field tables.

use jiff::civil::Date;

use crate::domain::facts::Fact;
use crate::domain::kinds::account::axis_fields;
use crate::domain::kinds::{Account, Plan, plan};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::score::Axis;
use crate::domain::value::{Reject, Type, Value};
use crate::domain::{Change, Edit, Id, Moment, consequence, wording};
use crate::session::Session;

use super::exit::Failure;
use super::lookup::Names;

/// Fields with the values given for them.
pub type Values = Vec<(&'static Field, Option<Value>)>;

/// Whether a word is `FIELD=VALUE` with a field of this kind.
pub fn is_field_value(table: &'static Table, word: &str) -> bool {
    word.split_once('=').is_some_and(|(key, _)| table.field(key).is_some())
}

/// The fields that the words name, each with its text. What names no field is a usage error.
pub fn split<'a>(
    table: &'static Table,
    words: &'a [String],
) -> Result<Vec<(&'static Field, &'a str)>, Failure> {
    let mut given: Vec<(&'static Field, &str)> = Vec::new();
    for word in words {
        let (key, text) = word.split_once('=').ok_or_else(|| {
            Failure::usage(format!("`{word}` is not FIELD=VALUE")).hint(fields_hint(table))
        })?;
        let field = table.field(key).ok_or_else(|| unknown(table, key))?;
        if given.iter().any(|(other, _)| *other == field) {
            return Err(Failure::usage(format!("`{key}` is given twice")));
        }
        given.push((field, text));
    }
    Ok(given)
}

/// The values that the texts mean. What does not fit its field is refused.
/// Contacts and the like are those of the account `of`, where none is given.
pub fn read(
    mut given: Vec<(&'static Field, &str)>,
    session: &Session,
    of: Option<Id>,
    now: &Moment,
) -> Result<Values, Failure> {
    let names = Names::new(session, now);
    names.within(of);
    let mut values: Values = Vec::new();
    // Whose contacts and plans are meant tells the account.
    let is_whose = |field: &Field| field.key == Account::TABLE.key;
    given.sort_by_key(|(field, _)| !is_whose(field));
    for (field, text) in given {
        let value = names.read(field.ty, text)?;
        if let (true, Ok(Some(Value::Ref(account)))) = (is_whose(field), &value) {
            names.within(Some(*account));
        }
        let value = value.map_err(|reject| refused((field, reject)))?;
        if value.is_none() && field.required {
            return Err(refused((field, Reject::Required)));
        }
        values.push((field, value));
    }
    Ok(values)
}

fn unknown(table: &'static Table, key: &str) -> Failure {
    let derived = matches!(Fact::named(key), Some(Fact::Derived(_)));
    if table.key == Account::TABLE.key && derived {
        return Failure::usage(format!("`{key}` is computed and cannot be set"));
    }
    Failure::usage(format!("`{key}` is no field of {}", with_article(table)))
        .hint(fields_hint(table))
}

/// `1 account`, `2 accounts`.
pub fn count(n: usize, word: &str) -> String {
    let many = if n == 1 { "" } else { "s" };
    format!("{n} {word}{many}")
}

/// `an account`, `a plan`.
pub fn with_article(table: &Table) -> String {
    let label = table.label.to_lowercase();
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {label}")
}

fn fields_hint(table: &'static Table) -> String {
    let keys: Vec<&str> = table.fields.iter().map(|field| field.key).collect();
    if keys.len() > 12 {
        return format!("`quadbook {} --help` lists the fields", verb(table));
    }
    format!("the fields are {}", keys.join(", "))
}

fn verb(table: &Table) -> String {
    if table.key == Account::TABLE.key { "set".to_owned() } else { format!("{} set", table.key) }
}

/// A score that comes without its date is of today; one that is emptied has no date.
pub fn date_scores(mut values: Values, now: &Moment) -> Values {
    for fields in Axis::ALL.iter().map(|axis| axis_fields(*axis)) {
        let judged = values.iter().find(|(field, _)| *field == fields.judged);
        let dated = values.iter().any(|(field, _)| *field == fields.on);
        if let Some((_, score)) = judged.filter(|_| !dated) {
            let on = score.as_ref().map(|_| Value::Date(now.date()));
            values.push((fields.on, on));
        }
    }
    values
}

/// The change that gives a record these values and what follows from them, said as a rep would.
/// Of values that exclude each other the last one holds; what is given follows from nothing.
pub fn change(record: &dyn Record, title: &str, mut values: Values, today: Date) -> Change {
    values.sort_by_key(|(field, _)| !matches!(field.ty, Type::Choice(_)));
    let mut after = record.copied();
    for (field, value) in values {
        let step = consequence::set(Change::new(""), &*after, field, value, today);
        for edit in step.edits {
            if let Edit::Set(edit) = edit {
                // A value that its own field does not take is met by the commit.
                let _ = after.set(edit.field, edit.after);
            }
        }
    }
    let mut change = Change::new("");
    for field in record.table().fields {
        change = change.set(record, field, after.get(field));
    }
    change.label = wording::of_fields(title, &change.edits);
    change
}

/// Of the values for a new record that exclude each other, only the one given last: a target is an
/// amount or a growth (METHOD.md 8.5).
pub fn last_of_excluding(table: &'static Table, mut values: Values) -> Values {
    let figures = [plan::field::growth, plan::field::target];
    let given = |(field, value): &(&'static Field, Option<Value>)| {
        table == Plan::TABLE && value.is_some() && figures.contains(field)
    };
    let last = values.iter().rposition(given);
    let mut at = 0..;
    values.retain(|one| at.next() == last || !given(one));
    values
}

/// A record that its values do not make.
pub fn refused((field, reject): (&'static Field, Reject)) -> Failure {
    Failure::refused(format!("{}: {reject}", field.key))
}

/// The fields of a kind for `--help`.
pub fn fields_help(table: &'static Table) -> String {
    let wide = table.fields.iter().map(|field| field.key.len()).max().unwrap_or(0);
    let line = |f: &Field| format!("  {:<wide$}  {}", f.key, f.hint);
    let lines: Vec<String> = table.fields.iter().map(line).collect();
    format!("Fields:\n{}", lines.join("\n"))
}
