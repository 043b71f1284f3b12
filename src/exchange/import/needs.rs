//! What of a book a comparison with a file needs.

use super::former;
use super::inspection::Inspection;
use super::named;
use super::target::Target;
use crate::domain::accounts::HOT;
use crate::domain::facts::Fact;
use crate::domain::kinds::{
    Account, CrmValue, Opportunity, Product, Revenue, account, kind, revenue,
};
use crate::domain::record::{Field, Kind, Table};

/// What of a book must be in memory before a file can be compared with it.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Facts of the accounts.
    pub facts: Vec<Fact>,
    /// Kinds of which all records are needed.
    pub kinds: Vec<&'static Table>,
    /// Fields of a kind of which it is asked who wrote them last.
    pub by_hand: Vec<(&'static Table, Vec<&'static Field>)>,
}

impl Inspection {
    /// The fields that the file has columns for, and those that follow from them.
    pub fn fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> =
            self.fed().filter_map(|(_, target)| target.field()).collect();
        if self.kind == Account::TABLE {
            let besides = [
                account::field::external_source,
                account::field::archived,
                account::field::relationship,
            ];
            fields.retain(|field| !besides.contains(field));
            fields.extend(besides);
            let names = former::fields().into_iter().filter(|name| !fields.contains(name));
            fields.extend(names.collect::<Vec<_>>());
        }
        fields
    }

    /// The kinds with which the rows themselves are compared.
    fn kinds_compared(&self) -> impl Iterator<Item = &'static Table> {
        let all = [CrmValue::TABLE, self.kind].into_iter();
        all.filter(|kind| *kind != Account::TABLE)
    }

    /// What of the book the comparison needs.
    pub fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        let refers = |field: &Field| field.ty.refers_to().is_some();
        let refs = self.fed().any(|(_, target)| target.field().is_some_and(refers));
        if self.kind == Account::TABLE || refs {
            needs.facts.extend(
                [
                    account::field::external_id,
                    account::field::external_source,
                    account::field::city,
                ]
                .map(Fact::Stored),
            );
        }
        if self.kind == Account::TABLE {
            // Whether an account only stands for a parent so far.
            needs.facts.push(Fact::Stored(account::field::tags));
        }
        for (_, target) in self.fed() {
            match target {
                Target::Field(field) if self.kind == Account::TABLE => {
                    needs.facts.push(Fact::Stored(field));
                    if field == account::field::relationship && self.vendor.is_some() {
                        // Who has bought is a customer, whatever the CRM goes on saying.
                        needs.kinds.push(Revenue::TABLE);
                    }
                }
                Target::Field(field) => {
                    let other = field.ty.refers_to().filter(|other| *other != Account::TABLE.key);
                    if let Some(other) = other.and_then(kind) {
                        needs.by_hand.extend(other.title().map(|title| (other, vec![title])));
                        needs.kinds.push(other);
                        needs.kinds.extend(named::between(other));
                    }
                }
                Target::Revenue(_) => {
                    needs.kinds.push(Revenue::TABLE);
                }
                _ => {}
            }
        }
        needs.kinds.extend(self.kinds_compared());
        if self.kind == Opportunity::TABLE {
            // What a sale is of whom, and what it brought.
            needs.kinds.extend([Product::TABLE, Revenue::TABLE]);
        }
        needs.by_hand.push((self.kind, self.fields()));
        if refs && self.kind != Account::TABLE {
            needs.by_hand.push((Account::TABLE, former::fields()));
        }
        if needs.kinds.contains(&Revenue::TABLE) {
            // Who has bought is no prospect, unless somebody said so.
            let (relationship, amount) = (account::field::relationship, revenue::field::amount);
            needs.facts.push(Fact::Stored(relationship));
            let asked = [(Account::TABLE, relationship), (Revenue::TABLE, amount)].into_iter();
            let asked = asked.filter(|(kind, _)| *kind != self.kind);
            needs.by_hand.extend(asked.map(|(kind, field)| (kind, vec![field])));
        }
        needs.kinds.sort_by_key(|kind| kind.key);
        needs.kinds.dedup();
        let hot = |fact: &Fact| matches!(fact, Fact::Stored(field) if HOT.contains(field));
        needs.facts.retain(|fact| !hot(fact));
        needs.facts.sort_by_key(|fact| fact.key());
        needs.facts.dedup();
        needs
    }
}
