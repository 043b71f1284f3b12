//! The CRM value: what a CRM said last in a field of an account where the rep wrote something.
//! Imports keep it, so that a second one asks only about what is new, and an export sends only
//! what the CRM does not say already.

use crate::domain::id::Id;
use crate::domain::record::{Field, record};
use crate::domain::value::{AccountRef, Long, Must};

record! {
    /// What a CRM said last in one field of one account.
    CrmValue, "crm_value", "CRM value", "CRM values", by ["account", "field"] {
        account: Must<AccountRef> = "Account", "the account it is about";
        field: Must<String> = "Field", "the field of the account, such as city";
        value: Option<Long> = "Value", "what the CRM said last";
    }
}

impl CrmValue {
    /// The id of what is said about a field of a record: always the same.
    pub fn id_of(record: Id, about: &Field) -> Id {
        Id::of_parts(&["crm_value", &record.to_string(), about.key])
    }
}
