//! Records other than accounts as references name them: by title, by the id in the CRM, or by the
//! account that has only one.

use std::collections::HashMap;

use super::identity::{external, folded};
use crate::domain::Id;
use crate::domain::by_hand::ByHand;
use crate::domain::kinds::{self, Account};
use crate::domain::record::{Kind, Record, Table};
use crate::domain::value::Value;

/// Who is called what.
#[derive(Debug, Default)]
pub struct Named {
    titles: HashMap<(&'static str, String), Vec<Id>>,
    externals: HashMap<(&'static str, String), Vec<Id>>,
    /// What the last list called those that the rep calls otherwise.
    formers: HashMap<(&'static str, String), Vec<Id>>,
    owned: HashMap<(&'static str, Id), Vec<Id>>,
    owners: HashMap<Id, Id>,
}

impl Named {
    /// Among these records.
    pub fn of<'r>(records: impl Iterator<Item = &'r dyn Record>, by_hand: &ByHand) -> Self {
        let mut named = Self::default();
        for record in records {
            let (kind, id) = (record.table().key, record.id());
            let title = folded(&record.title()).into_owned();
            named.titles.entry((kind, title)).or_default().push(id);
            let brought = record.table().title().and_then(|of| by_hand.brought(id, of)).flatten();
            if let Some(brought) = brought {
                let title = folded(brought).into_owned();
                named.formers.entry((kind, title)).or_default().push(id);
            }
            let outside = record.table().field("external_id").and_then(|field| record.get(field));
            if let Some(Value::Text(text)) = outside {
                named.externals.entry((kind, external(&text).into_owned())).or_default().push(id);
            }
            let owner = record.table().owner().and_then(|field| record.get(field));
            if let Some(Value::Ref(owner)) = owner {
                named.owned.entry((kind, owner)).or_default().push(id);
                named.owners.insert(id, owner);
            }
        }
        named
    }

    /// The records of a kind that a text names; of several those of the account at hand.
    pub fn find(&self, kind: &'static str, text: &str, at_hand: Option<Id>) -> Vec<Id> {
        let by_title = self.titles.get(&(kind, folded(text).into_owned()));
        let by_id = || self.externals.get(&(kind, external(text).into_owned()));
        let by_former = || self.formers.get(&(kind, folded(text).into_owned()));
        let found = by_title.or_else(by_id).or_else(by_former).cloned().unwrap_or_default();
        let own: Vec<Id> = found
            .iter()
            .copied()
            .filter(|id| at_hand.is_some_and(|of| self.is_of(*id, of)))
            .collect();
        if found.len() > 1 && !own.is_empty() { own } else { found }
    }

    /// The records of a kind that belong to an account.
    pub fn owned(&self, kind: &'static str, account: Id) -> Vec<Id> {
        self.owned.get(&(kind, account)).cloned().unwrap_or_default()
    }

    /// Whether a record belongs to an account, by itself or through its plan.
    fn is_of(&self, record: Id, account: Id) -> bool {
        let owner = self.owners.get(&record).copied();
        owner.is_some_and(|owner| owner == account || self.owners.get(&owner) == Some(&account))
    }
}

/// The kind that stands between records of a kind and their account, if one does.
pub fn between(kind: &'static Table) -> Option<&'static Table> {
    let owner = kind.owner()?.ty.refers_to()?;
    kinds::kind(owner).filter(|owner| *owner != Account::TABLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::Contact;
    use crate::domain::value::AccountRef;

    #[test]
    fn of_two_contacts_of_one_name_the_accounts_own_is_meant() {
        let id = |text: &str| Id::of_parts(&[text]);
        let contact = |at: &str, account: &str, name: &str, external: Option<&str>| {
            let mut contact = Contact::new(id(at));
            contact.account.0 = AccountRef(id(account));
            contact.name.0 = name.to_owned();
            contact.external_id = external.map(ToOwned::to_owned);
            contact
        };
        let all = [
            contact("1", "acme", "Ann Lee", Some("003x")),
            contact("2", "bolt", "ANN LEE", None),
            contact("3", "bolt", "Bo", None),
        ];
        let named = Named::of(all.iter().map(|c| c as &dyn Record), &ByHand::default());
        assert_eq!(named.find("contact", "ann lee", Some(id("bolt"))), [id("2")]);
        assert_eq!(named.find("contact", "ann lee", None).len(), 2);
        assert_eq!(named.find("contact", "003x", None), [id("1")]);
        assert_eq!(named.find("contact", "Bo", Some(id("acme"))), [id("3")]);
        assert_eq!(named.owned("contact", id("bolt")).len(), 2);
    }
}
