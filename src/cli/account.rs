//! `add`, `set`, `archive` and `move`: edits of accounts. Several fields are one change.

use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{self, Kind};
use crate::domain::value::Value;
use crate::domain::{Change, Edit, Id};
use crate::session::Session;

use super::errand::Errand;
use super::exit::Failure;
use super::{lookup, words};

/// `add`
#[derive(clap::Args, Debug)]
#[command(after_help = words::fields_help(Account::TABLE))]
pub struct Add {
    /// The name of the account
    name: String,
    /// Fields with their values, such as industry=energy potential=70
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
}

impl Add {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut fields = self.fields;
        fields.insert(0, format!("{}={}", field::name.key, self.name));
        let given = words::split(Account::TABLE, &fields)?;
        let mut session = errand.open()?;
        let now = errand.now;
        let values = words::read(given, &session, None, &now)?;
        let values = words::date_scores(values, &now);
        let id = Id::fresh(&now);
        let account = record::build(Account::TABLE, id, values).map_err(words::refused)?;
        let mut change = Change::new(format!("New account {}", account.title()));
        change.edits.push(Edit::Create(account));
        session.commit(&change, &now)?;
        errand.out.line(&id.to_string())?;
        errand.out.say(&format!("Saved: {}", change.label));
        note_namesakes(&session, id, &self.name, errand);
        note_doubles(&session, &change, errand)
    }
}

/// Says when other accounts have the name of a new one.
fn note_namesakes(session: &Session, new: Id, name: &str, errand: &mut Errand) {
    let accounts = &session.book().accounts;
    let wanted = name.trim().to_lowercase();
    let same = |row: &usize| accounts.name(*row).trim().to_lowercase() == wanted;
    let others = (0..accounts.len()).filter(same).filter(|row| accounts.id(*row) != Some(new));
    let said = match others.count() {
        0 => return,
        1 => "another account has this name".to_owned(),
        n => format!("{n} other accounts have this name"),
    };
    errand.out.say(&format!("note: {said}; `quadbook set {new} city=…` tells them apart"));
}

/// `set`
#[derive(clap::Args, Debug)]
#[command(after_help = words::fields_help(Account::TABLE))]
pub struct Set {
    /// Id, beginning of an id, CRM id or unique name
    account: String,
    /// Fields with their values, such as potential=70; nothing after = empties a field
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
}

impl Set {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let given = words::split(Account::TABLE, &self.fields)?;
        let mut session = errand.open()?;
        let id = lookup::account(&session, &self.account)?;
        let account = lookup::account_record(&session, id)?;
        let values = words::read(given, &session, None, &errand.now)?;
        let values = words::date_scores(values, &errand.now);
        let change = words::change(&*account, &account.title(), values, errand.today());
        errand.commit(&mut session, &change)?;
        note_doubles(&session, &change, errand)
    }
}

/// Says which accounts had the CRM id before that a change gave to one.
fn note_doubles(session: &Session, change: &Change, errand: &mut Errand) -> Result<(), Failure> {
    for (other, name) in session.doubles_after(change)? {
        errand.out.say(&format!("note: {name} ({other}) has the same CRM id"));
    }
    Ok(())
}

/// `archive`
#[derive(clap::Args, Debug)]
pub struct Archive {
    /// Id, beginning of an id, CRM id or unique name
    account: String,
}

impl Archive {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let id = lookup::account(&session, &self.account)?;
        let account = lookup::account_record(&session, id)?;
        let mut change = Change::new(format!("Archived {}", account.title()));
        if account.get(field::archived).is_none() {
            change = change.set(&*account, field::archived, Some(Value::Time(errand.now)));
        }
        errand.commit(&mut session, &change)
    }
}

/// `move`
#[derive(clap::Args, Debug)]
pub struct Move {
    /// Id, beginning of an id, CRM id or unique name
    account: String,
    /// The account it becomes a branch of; empty for none
    #[arg(long, value_name = "ACCOUNT")]
    parent: String,
}

impl Move {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let id = lookup::account(&session, &self.account)?;
        let account = lookup::account_record(&session, id)?;
        let (parent, label) = if self.parent.trim().is_empty() {
            (None, format!("{} stands by itself", account.title()))
        } else {
            let parent = lookup::account(&session, &self.parent)?;
            let name = lookup::account_record(&session, parent)?.title();
            (Some(Value::Ref(parent)), format!("{} belongs to {name}", account.title()))
        };
        let change = Change::new(label).set(&*account, field::parent, parent);
        errand.commit(&mut session, &change)
    }
}
