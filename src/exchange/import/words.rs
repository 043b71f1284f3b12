//! Words in cells: yes and no, choices, lists of several, as other systems write them.

use super::cells::Read;
use super::style::{Style, Words};
use super::vocabulary::vocabulary;
use crate::domain::kinds::account::Relationship;
use crate::domain::kinds::opportunity::{DealKind, Stage};
use crate::domain::kinds::touch::TouchKind;
use crate::domain::record::Field;
use crate::domain::value::{FieldValue, Reading, Reject, Type, Value};

/// The texts of a JSON list such as `["Lake","Premium"]`; of an object in it the first text.
pub fn listed(cell: &str) -> Option<Vec<String>> {
    use serde_json::Value as Json;
    let text = cell.trim();
    if !text.starts_with('[') || !text.ends_with(']') {
        return None;
    }
    let items: Vec<Json> = serde_json::from_str(text).ok()?;
    let texts = items.into_iter().map(|item| match item {
        Json::String(text) => Some(text),
        Json::Object(fields) => fields.values().find_map(Json::as_str).map(ToOwned::to_owned),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    });
    texts.collect()
}

/// Several words in a cell as our own tags are written; a comma inside a word goes.
pub fn tags(cell: &str, style: Style) -> String {
    let items = listed(cell).unwrap_or_else(|| {
        let guess = if cell.contains(',') { ',' } else { ';' };
        cell.split(style.list.unwrap_or(guess)).map(|item| item.trim().to_owned()).collect()
    });
    let items: Vec<String> = items.iter().map(|item| item.replace(',', " ")).collect();
    items.join(", ")
}

/// Yes or no; `None` for any other word.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    match Type::Bool.restore(yes_no(cell).trim()) {
        Ok(Value::Bool(yes)) => Some(yes),
        _ => None,
    }
}

/// The word for yes or no that the type of a field reads, or the cell as it is.
pub fn yes_no(cell: &str) -> &str {
    match cell.trim().to_lowercase().as_str() {
        "x" | "✓" | "✔" | "ja" | "j" | "oui" | "si" | "sí" | "t" | "checked" => "yes",
        "nein" | "non" | "f" | "unchecked" => "no",
        _ => cell,
    }
}

/// The choice that a word means; `None` where another system's word means none.
pub fn choice(
    field: &Field,
    cell: &str,
    style: Style,
    reading: &Reading<'_>,
) -> Result<Option<Read>, Reject> {
    let own = field.ty.parse(cell, reading);
    if own.is_ok() {
        return own.map(|value| value.map(Read::from));
    }
    if field.ty == <Relationship as FieldValue>::TYPE
        && let Some(relationship) = vocabulary().relationship(cell)
    {
        return Ok(Some(relationship.into_value().into()));
    }
    if let (Some(table), Type::Choice(choices)) = (words_of(field.ty), field.ty)
        && let Some(key) = vocabulary().word(table, cell)
    {
        let meant = choices.iter().find(|choice| choice.key == key);
        return Ok(meant.map(|choice| Value::Choice(choice).into()));
    }
    // A stage that nobody knows keeps no sale out.
    let may_be_odd = style.words == Words::Theirs || field.ty == <Stage as FieldValue>::TYPE;
    if may_be_odd { Ok(None) } else { own.map(|value| value.map(Read::from)) }
}

/// The table of the words that other systems have for a choice.
fn words_of(ty: Type) -> Option<&'static str> {
    if ty == <Stage as FieldValue>::TYPE {
        Some("stage")
    } else if ty == <DealKind as FieldValue>::TYPE {
        Some("kind")
    } else if ty == <TouchKind as FieldValue>::TYPE {
        Some("touch")
    } else {
        None
    }
}
