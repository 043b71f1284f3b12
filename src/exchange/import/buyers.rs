//! Prospects that turn out to have bought: a list brings revenue of an account that nobody has
//! called a prospect by hand, so that it becomes a customer (RECORDS.md: customer where revenue is
//! known). It stays one, whatever the CRM goes on saying.

use std::collections::HashSet;

use super::held::Held;
use crate::domain::amount::Money;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{Relationship, field};
use crate::domain::record::{Field, Kind};
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

/// Whether a CRM calls an account a prospect that is a customer and has bought.
pub fn is_behind(held: &Held<'_>, (row, id): (usize, Id), of: &Field, said: &Value) -> bool {
    let is = |value: &Value, what: Relationship| *value == what.into_value();
    *of == *field::relationship
        && is(said, Relationship::Prospect)
        && held
            .book
            .accounts
            .value(row, field::relationship)
            .is_some_and(|known| is(&known, Relationship::Customer))
        && held.has_bought(id)
}
