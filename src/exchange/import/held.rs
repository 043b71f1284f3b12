//! What the book holds, in the order in which an import looks for it: accounts by external id and
//! by name, other records by kind. Borrows the book; holds no copy of it.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::former::{Former, with_city};
use super::identity::{external, folded};
use super::named::Named;
use super::strangers::Strangers;
use crate::domain::alike;
use crate::domain::by_hand::ByHand;
use crate::domain::digest::Digests;
use crate::domain::given::Given;
use crate::domain::kinds::account::field;
use crate::domain::kinds::{self, Revenue};
use crate::domain::record::{Field, Kind, Record};
use crate::domain::value::{Reject, Value};
use crate::domain::{Book, Id};

/// A book as an import compares with it.
pub struct Held<'a> {
    /// The book, with the facts in memory that [`Needs`](super::Needs) names.
    pub book: &'a Book,
    /// What people wrote since the last import.
    pub by_hand: ByHand,
    /// Which lists gave the values of the records of the kind.
    pub given: Given,
    /// What records keep besides their fields, as JSON text.
    pub extras: BTreeMap<Id, String>,
    /// What accounts say in the fields that the file has, where that is known.
    pub digests: Option<Digests>,
    records: Vec<Box<dyn Record>>,
    by_name: OnceCell<Index>,
    by_likeness: OnceCell<Index>,
    strangers: OnceCell<Strangers>,
    by_external: OnceCell<Index>,
    ids: OnceCell<HashSet<Id>>,
    former: OnceCell<Former>,
    buyers: OnceCell<HashSet<Id>>,
    others: OnceCell<Named>,
    /// The account of the row at hand: contacts and plans named there are its own.
    pub(super) at_hand: Cell<Option<Id>>,
}

/// Rows by the hash of a text, in the order of the hashes.
struct Index(Vec<(u64, u32)>);

impl Index {
    fn of<T: Hash>(rows: impl Iterator<Item = (u32, T)>) -> Self {
        let mut pairs: Vec<(u64, u32)> = rows.map(|(row, key)| (hash(key), row)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn rows<T: Hash>(&self, key: T) -> impl Iterator<Item = usize> {
        let wanted = hash(key);
        let from = self.0.partition_point(|(found, _)| *found < wanted);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.iter().take_while(move |(found, _)| *found == wanted).map(|(_, row)| *row as usize)
    }
}

fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl<'a> Held<'a> {
    /// The book, and all living records of the kinds that the import needs.
    pub fn new(book: &'a Book, records: Vec<Box<dyn Record>>) -> Self {
        Self {
            book,
            by_hand: ByHand::default(),
            given: Given::default(),
            extras: BTreeMap::new(),
            digests: None,
            records,
            by_name: OnceCell::new(),
            by_likeness: OnceCell::new(),
            strangers: OnceCell::new(),
            by_external: OnceCell::new(),
            ids: OnceCell::new(),
            former: OnceCell::new(),
            buyers: OnceCell::new(),
            others: OnceCell::new(),
            at_hand: Cell::new(None),
        }
    }

    /// The same, knowing what people wrote since the last import.
    pub fn with_by_hand(mut self, by_hand: ByHand) -> Self {
        self.by_hand = by_hand;
        self
    }

    /// The same, knowing which lists gave the values.
    pub fn with_given(mut self, given: Given) -> Self {
        self.given = given;
        self
    }

    /// The same, knowing what records keep besides their fields.
    pub fn with_extras(mut self, extras: BTreeMap<Id, String>) -> Self {
        self.extras = extras;
        self
    }

    /// The same, knowing what accounts say in the fields that the file has.
    pub fn with_digests(mut self, digests: Option<Digests>) -> Self {
        self.digests = digests;
        self
    }

    /// The records of a kind.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &dyn Record> {
        let records = self.records.iter().map(AsRef::as_ref);
        records.filter(move |record| record.table().key == kind)
    }

    /// Whether the revenue of an account is known, in any year.
    pub fn has_bought(&self, account: Id) -> bool {
        let bought = || {
            let revenues = self.of_kind(Revenue::TABLE.key).filter_map(<dyn Record>::of::<Revenue>);
            revenues.filter(|it| it.amount.0.minor() > 0).map(|it| it.account.0.0).collect()
        };
        self.buyers.get_or_init(bought).contains(&account)
    }

    /// Whether there is a record other than an account with this id.
    pub fn has(&self, id: Id) -> bool {
        self.ids.get_or_init(|| self.records.iter().map(|r| r.id()).collect()).contains(&id)
    }

    /// Whether there is a record of a kind with this id.
    pub fn holds(&self, kind: &str, id: Id) -> bool {
        if kind == "account" { self.book.accounts.row(id).is_some() } else { self.has(id) }
    }

    /// Rows of the accounts with a name, in any case.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let accounts = &self.book.accounts;
        let index = self.by_name.get_or_init(|| {
            Index::of((0..accounts.len()).filter_map(|row| {
                Some((u32::try_from(row).ok()?, folded(accounts.name(row)).into_owned()))
            }))
        });
        let wanted = folded(name);
        let rows = index.rows(wanted.as_ref());
        rows.filter(|row| folded(accounts.name(*row)) == wanted).collect()
    }

    /// The accounts that other systems know.
    pub(super) fn strangers(&self) -> &Strangers {
        self.strangers.get_or_init(|| Strangers::of(self))
    }

    /// Rows of the accounts whose names are alike to one with this key of likeness.
    pub fn alike(&self, key: &str) -> Vec<usize> {
        let accounts = &self.book.accounts;
        let index =
            self.by_likeness.get_or_init(|| {
                Index::of((0..accounts.len()).filter_map(|row| {
                    Some((u32::try_from(row).ok()?, alike::key(accounts.name(row))))
                }))
            });
        index.rows(key).filter(|row| alike::key(accounts.name(*row)) == key).collect()
    }

    /// Rows of the accounts with an external id, of a system when one is named.
    pub fn with_external(&self, id: &str, system: Option<&str>) -> Vec<usize> {
        let index = self.by_external.get_or_init(|| {
            Index::of((0..self.book.accounts.len()).filter_map(|row| {
                let id = self.text(row, field::external_id)?;
                Some((u32::try_from(row).ok()?, external(id).into_owned()))
            }))
        });
        let wanted = external(id);
        let of_system = |row: &usize| match (system, self.text(*row, field::external_source)) {
            (Some(wanted), Some(found)) => wanted == found,
            _ => true,
        };
        let same = |row: &usize| {
            self.text(*row, field::external_id).is_some_and(|found| external(found) == wanted)
        };
        let mut rows: Vec<usize> =
            index.rows(wanted.as_ref()).filter(same).filter(of_system).collect();
        let elsewhere = self.listed_elsewhere(id, system);
        rows.extend(elsewhere.filter(|row| !rows.contains(row)));
        rows
    }

    /// Whether an account of the book has an id in a CRM.
    pub fn has_number(&self, account: Id) -> bool {
        let row = self.book.accounts.row(account);
        row.is_some_and(|row| self.text(row, field::external_id).is_some())
    }

    /// Whether a field of an account holds a value already.
    pub fn is(&self, row: usize, field: &'static Field, value: &Value) -> bool {
        match (self.text(row, field), value) {
            (Some(text), Value::Text(same)) => text == same,
            (Some(_), _) => false,
            (None, _) => self.book.accounts.value(row, field).as_ref() == Some(value),
        }
    }

    /// A text of an account, without copying it.
    pub fn text(&self, row: usize, field: &'static Field) -> Option<&str> {
        self.book.accounts.column(crate::domain::facts::Fact::Stored(field))?.text(row)
    }

    /// The city of an account as it is compared.
    pub fn city(&self, row: usize) -> String {
        self.text(row, field::city).map(|city| folded(city).into_owned()).unwrap_or_default()
    }

    /// The record that a text refers to: an account by external id, name, or name and city
    /// (`Acme, Riga`); another record by the account it is the only one of, or by its title.
    pub fn find(&self, kind: &str, text: &str) -> Result<Id, Reject> {
        if kind != "account" {
            return self.find_other(kind, text);
        }
        self.find_account(text)
    }

    /// The account that a text names.
    pub fn find_account(&self, text: &str) -> Result<Id, Reject> {
        let rows = self.accounts_called(text);
        let living = rows.iter().copied().filter(|row| !self.book.is_archived(*row));
        let living: Vec<usize> = living.collect();
        match (rows.as_slice(), living.as_slice()) {
            (_, [row]) | ([row], _) => Ok(self.book.accounts.id(*row).unwrap_or_default()),
            ([], _) => Err(Reject::Absent(format!("there is no account `{text}`"))),
            (several, _) => Err(Reject::Reference(format!(
                "`{text}` could be {} accounts; give the id or the city after a comma",
                several.len()
            ))),
        }
    }

    /// The rows of all accounts that a text may name.
    pub fn accounts_called(&self, text: &str) -> Vec<usize> {
        let by_id = self.with_external(text, None);
        let mut rows = if by_id.is_empty() { self.named(text) } else { by_id };
        if rows.is_empty() {
            rows = self.former().called(&folded(text)).to_vec();
        }
        if rows.is_empty() {
            let all = with_city(text).map(|(name, city)| self.meant(name, Some(&folded(city))));
            rows = all.into_iter().find(|rows| !rows.is_empty()).unwrap_or_default();
        }
        rows
    }

    /// What lists called accounts that the rep has renamed or moved since.
    pub(super) fn former(&self) -> &Former {
        self.former.get_or_init(|| Former::of(self))
    }

    fn find_other(&self, kind: &str, text: &str) -> Result<Id, Reject> {
        let none = || Reject::Absent(format!("there is no {kind} `{text}`"));
        let key = kinds::kind(kind).ok_or_else(none)?.key;
        let mut found = self.others().find(key, text, self.at_hand.get());
        if found.is_empty()
            && let Ok(account) = self.find_account(text)
        {
            found = self.others().owned(key, account);
        }
        match found.as_slice() {
            [id] => Ok(*id),
            [] => Err(none()),
            _ => Err(Reject::Reference(format!("`{text}` could be {} of them", found.len()))),
        }
    }

    fn others(&self) -> &Named {
        self.others.get_or_init(|| Named::of(self.records.iter().map(AsRef::as_ref), &self.by_hand))
    }
}
