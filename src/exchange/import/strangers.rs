//! Accounts that more than one system knows: one keeps the id of the system that it came from, and
//! beside it those under which others list it, once somebody has said that they are one.

use std::collections::{HashMap, HashSet};

use super::draft::Draft;
use super::held::Held;
use crate::domain::external::external;
use crate::domain::kinds::account::field;
use crate::domain::kinds::{CrmValue, crm_value};
use crate::domain::record::Kind;
use crate::domain::value::{AccountRef, Long, Must, Value};
use crate::domain::{Edit, Id};

/// What stands before the system where such an id is kept.
const KEPT: &str = "external_id of ";

/// The ids under which other systems list accounts.
#[derive(Debug, Default)]
pub struct Strangers {
    /// The systems that accounts of the book come from; with none where any has no id.
    sources: HashSet<String>,
    /// Rows by system and id.
    also: HashMap<(String, String), usize>,
}

impl Strangers {
    /// Of a book.
    pub fn of(held: &Held<'_>) -> Self {
        let mut strangers = Self::default();
        for row in 0..held.book.accounts.len() {
            let source = match held.text(row, field::external_id) {
                Some(_) => held.text(row, field::external_source).unwrap_or("?"),
                None => "",
            };
            if !strangers.sources.contains(source) {
                strangers.sources.insert(source.to_owned());
            }
        }
        for said in held.of_kind(CrmValue::TABLE.key).filter_map(|it| it.of::<CrmValue>()) {
            let row = held.book.accounts.row(said.account.0.0);
            let system = said.field.0.strip_prefix(KEPT);
            if let (Some(system), Some(row), Some(id)) = (system, row, &said.value) {
                strangers.also.insert((system.to_owned(), id.0.clone()), row);
            }
        }
        strangers
    }
}

impl Held<'_> {
    /// Whether any account has no id in a CRM, or one of another system.
    pub fn has_strangers(&self, system: Option<&str>) -> bool {
        self.strangers().sources.iter().any(|source| Some(source.as_str()) != system)
    }

    /// Whether an account comes from another system than this one.
    pub fn is_of_another(&self, row: usize, system: Option<&str>) -> bool {
        let source = self.text(row, field::external_id).and(self.text(row, field::external_source));
        source.is_some_and(|source| system.is_some_and(|system| source != system))
    }

    /// The account that another system lists under this id.
    pub fn listed_elsewhere(&self, id: &str, system: Option<&str>) -> Option<usize> {
        let also = &self.strangers().also;
        if also.is_empty() {
            return None;
        }
        let id = external(id);
        match system {
            Some(system) => also.get(&(system.to_owned(), id.into_owned())).copied(),
            None => also.iter().find(|((_, known), _)| *known == id).map(|(_, row)| *row),
        }
    }
}

/// What keeps the id under which another system lists an account; `None` where it is kept.
pub fn listed(
    held: &Held<'_>,
    draft: &Draft,
    (row, account): (usize, Id),
    system: &str,
) -> Option<Edit> {
    let said = draft.external.as_deref()?;
    if held.listed_elsewhere(said, Some(system)) == Some(row) {
        return None;
    }
    let id = Id::of_parts(&["crm_value", &account.to_string(), "external_id", system]);
    let known = held.of_kind(CrmValue::TABLE.key).find(|record| record.id() == id);
    if let Some(known) = known {
        let (kind, field) = (CrmValue::TABLE, crm_value::field::value);
        let (before, after) = (known.get(field), Some(Value::Text(said.to_owned())));
        let edit = crate::domain::change::FieldEdit { kind, record: id, field, before, after };
        return Some(Edit::Set(edit));
    }
    let mut made = CrmValue::new(id);
    made.account = Must(AccountRef(account));
    made.field = Must(format!("{KEPT}{system}"));
    made.value = Some(Long(said.to_owned()));
    Some(Edit::Create(Box::new(made)))
}
