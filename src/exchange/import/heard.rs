//! What a list says where the rep wrote something else, to be remembered: the next list is compared
//! with this one, so that a conflict is asked about once.

use super::judge::{Judge, Origin};
use crate::domain::change::FieldEdit;
use crate::domain::kinds::{Account, CrmValue, crm_value};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::value::{AccountRef, Long, Must, Value};
use crate::domain::{Edit, Id};

/// Whose field it is.
#[derive(Clone, Copy)]
pub struct About {
    /// The kind of the record.
    pub kind: &'static Table,
    /// The record.
    pub record: Id,
    /// The account that it is of.
    pub account: Id,
}

impl About {
    /// An account.
    pub fn account(id: Id) -> Self {
        Self { kind: Account::TABLE, record: id, account: id }
    }

    /// A record of an account; `None` for one that is of none.
    pub fn record(record: &dyn Record) -> Option<Self> {
        let kind = record.table();
        match record.get(kind.field("account")?) {
            Some(Value::Ref(account)) => Some(Self { kind, record: record.id(), account }),
            _ => None,
        }
    }

    /// The name under which it is kept.
    fn key(self, field: &Field) -> String {
        if self.kind == Account::TABLE {
            field.key.to_owned()
        } else {
            format!("{} {} {}", self.kind.key, self.record, field.key)
        }
    }
}

/// How a list differs from the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Differs {
    /// It says the same.
    Not,
    /// It says something else, and the rep's stays.
    Yes,
}

/// Remembers what a list says in a field that the rep wrote, unless it has said so before; a list
/// that says what the rep wrote has taken it over only where it is a CRM's.
pub fn heard(
    judge: &Judge<'_>,
    about: About,
    of: &'static Field,
    said: Option<&Value>,
    differs: Differs,
) -> Option<Edit> {
    use crm_value::field;
    let counts = match judge.origin {
        Origin::Crm => true,
        Origin::Own => differs == Differs::Yes,
        Origin::Ours => false,
    };
    let brought = judge.held.by_hand.brought(about.record, of).filter(|_| counts)?;
    let said = said.map(Value::canonical);
    if brought == said.as_deref() {
        return None;
    }
    let id = CrmValue::id_of(about.record, of);
    let known = judge.held.of_kind(CrmValue::TABLE.key).find(|record| record.id() == id);
    let Some(known) = known else {
        let mut made = CrmValue::new(id);
        (made.account, made.field) = (Must(AccountRef(about.account)), Must(about.key(of)));
        made.value = said.map(Long);
        return Some(Edit::Create(Box::new(made)));
    };
    let (kind, before) = (CrmValue::TABLE, known.get(field::value));
    let (field, after) = (field::value, said.map(Value::Text));
    // Said once more after the rep's list or an undo, it must stand in the log again.
    (before != after).then_some(Edit::Set(FieldEdit { kind, record: id, field, before, after }))
}
