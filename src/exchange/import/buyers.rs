//! Prospects that turn out to have bought: a list brings revenue of an account whose relationship
//! nobody has stated, so that it becomes a customer (RECORDS.md: customer where revenue is known).

use std::collections::HashSet;

use super::held::Held;
use crate::domain::amount::Money;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{Relationship, field};
use crate::domain::record::Kind;
use crate::domain::value::{FieldValue, Value};
use crate::domain::{Edit, Id};

/// The prospects of the book that become customers by one list.
#[derive(Debug, Default)]
pub struct Buyers {
    met: HashSet<Id>,
}

impl Buyers {
    /// The edit that makes an account a customer which has bought for an amount; `None` where it
    /// is none that becomes one. What a person said about the account stays.
    pub fn meet(&mut self, held: &Held<'_>, account: Id, bought: Money) -> Option<Edit> {
        let before =
            held.book.accounts.value(held.book.accounts.row(account)?, field::relationship);
        let prospect = before == Some(Relationship::Prospect.into_value());
        let stated = held.by_hand.brought(account, field::relationship).is_some();
        if !prospect || stated || bought.minor() <= 0 || !self.met.insert(account) {
            return None;
        }
        let after: Option<Value> = Some(Relationship::Customer.into_value());
        let (kind, field) = (Account::TABLE, field::relationship);
        Some(Edit::Set(FieldEdit { kind, record: account, field, before, after }))
    }
}
