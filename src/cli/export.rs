//! `export crm`: what was changed since the last import, as a list that the CRM takes in.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Subcommand};

use crate::domain::Id;
use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::Kind;
use crate::domain::value::Value;
use crate::exchange::crm_out::{self, Returning, Sent};
use crate::exchange::import::vocabulary::Vendor;
use crate::session::Session;

use super::errand::Errand;
use super::exit::Failure;
use super::words::count;

/// `export`
#[derive(Subcommand, Debug)]
pub enum Export {
    /// What was changed since the last import, as CSV with the CRM's ids and columns, for its upsert
    Crm(Crm),
}

/// `export crm`
#[derive(clap::Args, Debug)]
pub struct Crm {
    /// The CRM that takes the list in
    #[arg(long, value_name = "NAME", value_parser = Takers)]
    vendor: (&'static str, &'static Vendor),
}

fn names() -> String {
    crm_out::systems().map(|(key, _)| key).collect::<Vec<_>>().join(" or ")
}

/// The CRMs by name. Which there are is looked up only when it is asked, because the vocabulary
/// takes longer to read than most commands take.
#[derive(Clone)]
struct Takers;

impl TypedValueParser for Takers {
    type Value = (&'static str, &'static Vendor);

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        vendor.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(crm_out::systems().map(|(key, _)| PossibleValue::new(key))))
    }
}

fn vendor(text: &str) -> Result<(&'static str, &'static Vendor), String> {
    let found = crm_out::systems().find(|(key, _)| key.eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("not {}", names()))
}

impl Export {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let Self::Crm(crm) = self;
        let (system, vendor) = crm.vendor;
        let mut session = errand.open()?;
        session.need(&[Fact::Stored(field::external_id)], &errand.now)?;
        let fields = [crm_out::fields(vendor), crm_out::left_out(vendor)].concat();
        let by_hand = session.by_hand(Account::TABLE, &fields)?;
        let mut accounts = Vec::new();
        for id in by_hand.records() {
            let account = session.record(Account::TABLE, id)?;
            let account = account.as_deref();
            accounts.extend(account.and_then(|a| Returning::of(a, system, vendor, &by_hand)));
        }
        accounts.sort_by(|a, b| a.external_id.cmp(&b.external_id));
        let crm_id = |id| id_in(&session, system, id);
        let sent = crm_out::write(&mut errand.out, vendor, &accounts, crm_id)?;
        for line in said(&sent, &vendor.label, without_id(&session)) {
            errand.out.say(&line);
        }
        Ok(())
    }
}

/// The id of an account in a CRM, if it has one there.
fn id_in(session: &Session, system: &str, id: Id) -> Option<String> {
    let account = session.record(Account::TABLE, id).ok().flatten()?;
    let text = |field| account.get(field).map(|value: Value| value.canonical());
    text(field::external_source).filter(|source| source == system)?;
    text(field::external_id)
}

/// How many living accounts have no id in any CRM.
fn without_id(session: &Session) -> usize {
    let book = session.book();
    let id = |row| book.accounts.column(Fact::Stored(field::external_id))?.text(row);
    let rows = 0..book.accounts.len();
    rows.filter(|row| !book.is_archived(*row) && id(*row).is_none()).count()
}

/// What to tell of what was written.
fn said(sent: &Sent, crm: &str, without_id: usize) -> Vec<String> {
    let is_all_sent = sent.emptied + sent.strangers + sent.left_out_of == 0;
    let mut lines = vec![match sent.accounts {
        0 if !is_all_sent => format!("nothing that was changed can be sent to {crm}"),
        0 => format!("nothing has been changed since the last import from {crm}"),
        accounts => format!(
            "{} with {} for {crm}",
            count(accounts, "account"),
            count(sent.values, "changed value")
        ),
    }];
    if sent.emptied > 0 {
        lines.push(format!(
            "{} not sent: {crm} takes an empty cell for no change",
            count(sent.emptied, "emptied field")
        ));
    }
    if sent.strangers > 0 {
        lines.push(format!(
            "{} not sent: it has no id in {crm}",
            count(sent.strangers, "parent account")
        ));
    }
    if sent.left_out_of > 0 {
        let labels: Vec<&str> = sent.left_out.iter().map(|field| field.label).collect();
        lines.push(format!(
            "changed and not sent: {} of {}; the list for {crm} has no column for {}",
            in_a_row(&labels),
            count(sent.left_out_of, "account"),
            if labels.len() == 1 { "it" } else { "them" }
        ));
    }
    if without_id > 0 {
        lines.push(format!("{} without a CRM id left out", count(without_id, "account")));
    }
    lines
}

/// `Owner, Relationship and Tags`
fn in_a_row(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
