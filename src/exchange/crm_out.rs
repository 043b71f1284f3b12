//! Changes on their way back to a CRM: a CSV with the CRM's own id and column names that holds
//! only what is no longer as the CRM said, ready for an upsert. An empty cell means "leave it as
//! it is", as the importers of Salesforce and HubSpot take it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::domain::Id;
use crate::domain::by_hand::ByHand;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{field, is_planning};
use crate::domain::record::{Field, Kind, Record};
use crate::domain::value::Value;

use super::csv_out::{self, Cell};
use super::import::vocabulary::{Vendor, vocabulary};

/// The CRMs that changes can be written for, by key.
pub fn systems() -> impl Iterator<Item = (&'static str, &'static Vendor)> {
    vocabulary().takers()
}

/// The fields of an account that a CRM takes back, in the order of the table; not the id.
pub fn fields(vendor: &Vendor) -> Vec<&'static Field> {
    let taken = |field: &&Field| vendor.back(field.key).is_some() && **field != *field::external_id;
    Account::TABLE.fields.iter().filter(taken).collect()
}

/// The columns of a list for a CRM, in their order: the id, and what it takes back.
pub fn columns(vendor: &Vendor) -> Vec<(&'static Field, &str)> {
    let all = std::iter::once(field::external_id).chain(fields(vendor));
    all.filter_map(|field| Some((field, vendor.back(field.key)?))).collect()
}

/// The fields that a CRM knows of an account, but does not take back from this program's list.
pub fn left_out(vendor: &Vendor) -> Vec<&'static Field> {
    let whose = [field::external_id, field::external_source, field::archived];
    let left = |field: &&Field| {
        vendor.back(field.key).is_none() && !is_planning(field) && !whose.contains(field)
    };
    Account::TABLE.fields.iter().filter(left).collect()
}

/// An account on its way back.
#[derive(Clone, Debug, PartialEq)]
pub struct Returning {
    /// Its id in the CRM.
    pub external_id: String,
    /// What the book holds in the fields that are not as the CRM said.
    pub values: Vec<(&'static Field, Option<Value>)>,
    /// What else was changed, and the CRM's list has no column for.
    pub left_out: Vec<&'static Field>,
}

impl Returning {
    /// What of a living account of a CRM was written by hand since the CRM's list was imported;
    /// `None` for any other.
    pub fn of(
        account: &dyn Record,
        system: &str,
        vendor: &Vendor,
        by_hand: &ByHand,
    ) -> Option<Self> {
        let text = |field| account.get(field).map(|value| value.canonical());
        let living = account.get(field::archived).is_none();
        let theirs = text(field::external_source).is_some_and(|source| source == system);
        let external_id = text(field::external_id).filter(|_| living && theirs)?;
        let changed = |field: &&'static Field| by_hand.brought(account.id(), field).is_some();
        let fields = fields(vendor).into_iter().filter(changed);
        let values: Vec<_> = fields.map(|field| (field, account.get(field))).collect();
        // What no import ever brought and is as in a new account was taken back.
        let blank: &dyn Record = &Account::new(account.id());
        let is_back = |field: &&'static Field| {
            by_hand.brought(account.id(), field) == Some(None)
                && account.get(field) == blank.get(field)
        };
        let left_out = left_out(vendor).into_iter().filter(changed).filter(|f| !is_back(f));
        let left_out: Vec<_> = left_out.collect();
        let is_changed = !values.is_empty() || !left_out.is_empty();
        is_changed.then_some(Self { external_id, values, left_out })
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sent {
    /// Rows.
    pub accounts: usize,
    /// Cells with a value.
    pub values: usize,
    /// Fields that the book holds empty: an empty cell tells the CRM nothing.
    pub emptied: usize,
    /// Parents that have no id in this CRM, and so no cell.
    pub strangers: usize,
    /// Fields that were changed and have no column in the CRM's list, in the order of the table.
    pub left_out: Vec<&'static Field>,
    /// How many accounts they are of.
    pub left_out_of: usize,
}

/// Writes the accounts with the columns that at least one of them needs. `crm_id` gives the id in
/// the same CRM of the account that a parent is.
pub fn write(
    out: &mut impl Write,
    vendor: &Vendor,
    accounts: &[Returning],
    crm_id: impl Fn(Id) -> Option<String>,
) -> io::Result<Sent> {
    let mut sent = Sent::default();
    let mut rows: Vec<(&str, BTreeMap<usize, Value>)> = Vec::new();
    let mut left_out = BTreeMap::new();
    for account in accounts {
        sent.left_out_of += usize::from(!account.left_out.is_empty());
        left_out.extend(account.left_out.iter().map(|field| (field.index, *field)));
        let mut cells = BTreeMap::new();
        for (field, value) in &account.values {
            match value {
                None => sent.emptied += 1,
                Some(Value::Ref(id)) => match crm_id(*id) {
                    Some(id) => drop(cells.insert(field.index, Value::Text(id))),
                    None => sent.strangers += 1,
                },
                Some(value) => drop(cells.insert(field.index, value.clone())),
            }
        }
        if !cells.is_empty() {
            sent.accounts += 1;
            sent.values += cells.len();
            rows.push((&account.external_id, cells));
        }
    }
    sent.left_out = left_out.into_values().collect();
    let needed = |field: &&&Field| rows.iter().any(|(_, cells)| cells.contains_key(&field.index));
    let fields = fields(vendor);
    let columns: Vec<&&Field> = fields.iter().filter(needed).collect();
    let names = std::iter::once(field::external_id.key).chain(columns.iter().map(|f| f.key));
    csv_out::headers(out, names.filter_map(|key| vendor.back(key)))?;
    for (id, mut cells) in rows {
        let id = std::iter::once(Some(Value::Text(id.to_owned())));
        let values = id.chain(columns.iter().map(|field| cells.remove(&field.index)));
        csv_out::line(out, values.map(cell))?;
    }
    Ok(sent)
}

/// The cell of a value. A CRM would keep the apostrophe that defends a text against spreadsheets,
/// so what is plainly a phone number goes without: it holds no name that a formula could call.
fn cell(value: Option<Value>) -> Cell<'static> {
    match value {
        Some(Value::Text(text)) if is_phone_number(&text) => Cell::text(text),
        value => Cell::of(value),
    }
}

fn is_phone_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == ' ')
        && digits.chars().all(|c| c.is_ascii_digit() || " ()./-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amount::Money;

    fn account(id: &str, values: &[(&'static Field, Option<Value>)]) -> Returning {
        Returning { external_id: id.to_owned(), values: values.to_vec(), left_out: Vec::new() }
    }

    fn text(text: &str) -> Option<Value> {
        Some(Value::Text(text.to_owned()))
    }

    fn salesforce() -> &'static Vendor {
        systems().find(|(key, _)| *key == "salesforce").unwrap().1
    }

    fn written(accounts: &[Returning]) -> (String, Sent) {
        let mut out = Vec::new();
        let parent = Id::of_parts(&["parent"]);
        let crm_id = |id| (id == parent).then(|| "001A000001abcdeIAA".to_owned());
        let sent = write(&mut out, salesforce(), accounts, crm_id).unwrap();
        (String::from_utf8(out).unwrap(), sent)
    }

    #[test]
    fn only_columns_with_a_changed_value_are_written() {
        let revenue = Some(Value::Money(Money::parse("1234.5").unwrap()));
        let accounts = [
            account("001A000001abcdfIAA", &[(field::city, text("Riga")), (field::phone, None)]),
            account("001A000001abcdgIAA", &[(field::company_revenue, revenue)]),
            account("001A000001abcdhIAA", &[(field::phone, None)]),
        ];
        let (csv, sent) = written(&accounts);
        assert_eq!(
            csv,
            "Id,BillingCity,AnnualRevenue\n001A000001abcdfIAA,Riga,\n001A000001abcdgIAA,,1234.50\n"
        );
        assert_eq!(sent, Sent { accounts: 2, values: 2, emptied: 2, ..Sent::default() });
    }

    #[test]
    fn what_has_no_column_is_counted_and_makes_no_row() {
        let mut accounts = [account("1", &[(field::city, text("Riga"))]), account("2", &[])];
        accounts[0].left_out = vec![field::relationship];
        accounts[1].left_out = vec![field::owner, field::relationship];
        let (csv, sent) = written(&accounts);
        assert_eq!(csv, "Id,BillingCity\n\"1\",Riga\n");
        assert_eq!((sent.accounts, sent.left_out_of), (1, 2));
        assert_eq!(sent.left_out, [field::owner, field::relationship]);
    }

    #[test]
    fn plans_are_not_the_crms_to_miss() {
        let left = left_out(salesforce());
        assert!(left.contains(&field::owner) && left.contains(&field::relationship));
        assert!(!left.contains(&field::note) && !left.contains(&field::engagement));
        assert!(!left.contains(&field::city) && !left.contains(&field::external_source));
    }

    #[test]
    fn a_parent_goes_back_by_its_id_in_the_crm() {
        let parent = |name| Some(Value::Ref(Id::of_parts(&[name])));
        let accounts = [
            account("1", &[(field::parent, parent("parent"))]),
            account("2", &[(field::parent, parent("stranger"))]),
        ];
        let (csv, sent) = written(&accounts);
        assert_eq!(csv, "Id,ParentId\n\"1\",001A000001abcdeIAA\n");
        assert_eq!((sent.accounts, sent.strangers), (1, 1));
    }

    #[test]
    fn what_a_spreadsheet_would_run_goes_back_as_text() {
        let formulas = [(field::name, text("=1+1")), (field::phone, text("+1+cmd|' /C calc'!A0"))];
        let (csv, _) = written(&[account("1", &formulas)]);
        assert_eq!(csv, "Id,Name,Phone\n\"1\",'=1+1,\"'+1+cmd|' /C calc'!A0\"\n");
    }

    #[test]
    fn a_phone_number_goes_back_as_it_is_dialled() {
        let (csv, _) = written(&[account("1", &[(field::phone, text("+49 (0)30 12-34"))])]);
        assert_eq!(csv, "Id,Phone\n\"1\",+49 (0)30 12-34\n");
    }

    #[test]
    fn every_crm_names_its_id_and_only_fields_of_accounts() {
        for (key, vendor) in systems() {
            assert!(vendor.back(field::external_id.key).is_some(), "{key}");
            assert!(!fields(vendor).is_empty(), "{key}");
        }
    }
}
