//! `export crm`: what was changed since the last import, as a list that the CRM takes in.

use clap::Subcommand;

use crate::domain::Id;
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
    #[arg(long, value_name = "NAME", value_parser = vendor, help = help())]
    vendor: (&'static str, &'static Vendor),
}

fn names() -> String {
    crm_out::systems().map(|(key, _)| key).collect::<Vec<_>>().join(" or ")
}

fn help() -> String {
    format!("The CRM that takes the list in: {}", names())
}

fn vendor(text: &str) -> Result<(&'static str, &'static Vendor), String> {
    let found = crm_out::systems().find(|(key, _)| key.eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("not {}", names()))
}

impl Export {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let Self::Crm(crm) = self;
        let (system, vendor) = crm.vendor;
        let session = errand.open()?;
        let differing = session.differing(system, &crm_out::fields(vendor))?;
        let accounts: Vec<Returning> = differing
            .into_iter()
            .map(|account| Returning {
                external_id: account.external_id,
                values: account.edits.into_iter().map(|edit| (edit.field, edit.after)).collect(),
            })
            .collect();
        let crm_id = |id| id_in(&session, system, id);
        let sent = crm_out::write(&mut errand.out, vendor, &accounts, crm_id)?;
        for line in said(sent, &vendor.label, session.without_crm_id()?) {
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

/// What to tell of what was written.
fn said(sent: Sent, crm: &str, without_id: u64) -> Vec<String> {
    let mut lines = vec![match sent.accounts {
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
    if let Some(without) = usize::try_from(without_id).ok().filter(|n| *n > 0) {
        lines.push(format!("{} without a CRM id left out", count(without, "account")));
    }
    lines
}
