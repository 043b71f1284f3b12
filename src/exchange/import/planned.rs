//! What an import will do, as the reading hands it on: a new account stays the values that its row
//! gave, so that whoever writes thousands need not make a record of each.

use serde_json::{Map, Value as Json};

use crate::domain::kinds::Account;
use crate::domain::record::{Field, Record};
use crate::domain::value::Value;
use crate::domain::{Edit, Id};

/// One step of an import.
#[derive(Clone, Debug)]
pub enum Planned {
    /// A new account.
    Account(Fresh),
    /// Anything else.
    Edit(Edit),
}

/// A new account: every value is of its field's type, and none is missing that must be known.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Its id.
    pub id: Id,
    /// What is known of it.
    pub values: Vec<(&'static Field, Value)>,
    /// What it keeps besides.
    pub extra: Map<String, Json>,
}

impl From<Planned> for Edit {
    fn from(planned: Planned) -> Self {
        match planned {
            Planned::Account(fresh) => Self::Create(fresh.record()),
            Planned::Edit(edit) => edit,
        }
    }
}

impl Fresh {
    /// The record.
    pub fn record(self) -> Box<dyn Record> {
        let mut record: Box<dyn Record> = Box::new(Account::new(self.id));
        for (field, value) in self.values {
            // Its own field's type has read it.
            let _ = record.set(field, Some(value));
        }
        record.base_mut().extra = self.extra;
        record
    }
}
