//! `KIND add`, `KIND set`, `KIND list` and `KIND remove` for every kind of record but accounts and
//! settings. The kinds and their fields come from the field tables; nothing here lists them.

use clap::error::ErrorKind;
use clap::{ArgMatches, FromArgMatches, Subcommand};

use crate::domain::kinds::{Account, Action, KINDS, Plan, Setting};
use crate::domain::record::{self, Kind, Record, Table};
use crate::domain::rules;
use crate::domain::value::Type;
use crate::domain::{Change, Edit, Id};
use crate::session::{CommitError, Session, StoreError};

use super::errand::Errand;
use super::exit::Failure;
use super::kind_list::List;
use super::{action, lookup, plan, unstated, words};

/// A command about a kind of record.
#[derive(Debug)]
pub struct Kinds {
    table: &'static Table,
    verb: Verb,
}

#[derive(Debug)]
enum Verb {
    Any(Any),
    Action(action::Verb),
    Plan(plan::Verb),
}

/// What every kind can do.
#[derive(Subcommand, Debug)]
pub enum Any {
    /// Add one
    Add(Add),
    /// Change fields of one
    Set(Set),
    /// List them
    List(List),
    /// Remove one; undo brings it back
    Remove(Remove),
}

/// `KIND add`
#[derive(clap::Args, Debug)]
pub struct Add {
    /// Fields with their values
    #[arg(value_name = "FIELD=VALUE", required = true)]
    words: Vec<String>,
}

/// `KIND set`
#[derive(clap::Args, Debug)]
pub struct Set {
    /// Id, beginning of an id, or unique title
    id: String,
    /// Fields with their values; nothing after = empties a field
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
}

/// `KIND remove`
#[derive(clap::Args, Debug)]
pub struct Remove {
    /// Id, beginning of an id, or unique title
    id: String,
}

/// The kinds that have commands of this pattern.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    let others = |table: &&Table| ![Account::TABLE.key, Setting::TABLE.key].contains(&table.key);
    KINDS.iter().copied().filter(others)
}

impl Subcommand for Kinds {
    fn augment_subcommands(cmd: clap::Command) -> clap::Command {
        tables().fold(cmd, |cmd, table| cmd.subcommand(command(table)))
    }
    fn augment_subcommands_for_update(cmd: clap::Command) -> clap::Command {
        Self::augment_subcommands(cmd)
    }
    fn has_subcommand(name: &str) -> bool {
        tables().any(|table| table.key == name)
    }
}

fn command(table: &'static Table) -> clap::Command {
    let plural = table.plural.to_lowercase();
    let about = format!("Add, change, list and remove {plural}");
    let cmd = clap::Command::new(table.key).subcommand_required(true);
    let cmd = Any::augment_subcommands(cmd);
    let cmd = cmd.mut_subcommands(|verb| match verb.get_name() {
        "add" | "set" => verb.after_help(words::fields_help(table)),
        _ => verb,
    });
    let cmd = match table.key {
        key if key == Action::TABLE.key => action::Verb::augment_subcommands(cmd),
        key if key == Plan::TABLE.key => plan::Verb::augment_subcommands(cmd),
        _ => cmd,
    };
    cmd.about(about)
}

impl FromArgMatches for Kinds {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let none = || clap::Error::new(ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(none)?;
        let table = tables().find(|table| table.key == name).ok_or_else(none)?;
        let verb = matches.subcommand_name().ok_or_else(none)?;
        let verb = match table.key {
            key if key == Action::TABLE.key && action::Verb::has_subcommand(verb) => {
                Verb::Action(action::Verb::from_arg_matches(matches)?)
            }
            key if key == Plan::TABLE.key && plan::Verb::has_subcommand(verb) => {
                Verb::Plan(plan::Verb::from_arg_matches(matches)?)
            }
            _ => Verb::Any(Any::from_arg_matches(matches)?),
        };
        Ok(Self { table, verb })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Kinds {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        match self.verb {
            Verb::Any(Any::Add(it)) => it.run(self.table, errand),
            Verb::Any(Any::Set(it)) => it.run(self.table, errand),
            Verb::Any(Any::List(it)) => it.run(self.table, errand),
            Verb::Any(Any::Remove(it)) => it.run(self.table, errand),
            Verb::Action(it) => it.run(errand),
            Verb::Plan(it) => it.run(errand),
        }
    }
}

impl Add {
    fn run(self, table: &'static Table, errand: &mut Errand) -> Result<(), Failure> {
        let is_action = table.key == Action::TABLE.key;
        let fields = |words: &[String]| words.iter().all(|word| words::is_field_value(table, word));
        let of_account = match self.words.split_first() {
            Some((account, rest)) if is_action && !rest.is_empty() && fields(rest) => {
                (!looks_like_field(account)).then(|| format!("account={account}"))
            }
            _ => None,
        };
        let general = self.words.iter().all(|word| looks_like_field(word)) || of_account.is_some();
        if is_action && !general {
            return action::add(&self.words, errand);
        }
        let known = self.words.iter().skip(usize::from(of_account.is_some())).cloned();
        let all: Vec<String> = of_account.into_iter().chain(known).collect();
        let given = words::split(table, &all)?;
        let mut session = errand.open()?;
        let values = words::read(given, &session, None, &errand.now)?;
        let values = unstated::with_unstated(table, values, &session, &errand.now)?;
        let id = Id::fresh(&errand.now);
        let values = words::last_of_excluding(table, values);
        let record = record::build(table, id, values).map_err(words::refused)?;
        let change = creation(&session, record)?;
        let made = session.commit(&change, &errand.now);
        made.map_err(|error| match error {
            CommitError::Refused(_) if rules::is_single(table) => Failure::from(error)
                .hint(format!("`quadbook {} set ID FIELD=VALUE` changes one", table.key)),
            error => error.into(),
        })?;
        errand.out.line(&id.to_string())?;
        errand.out.say(&format!("Saved: {}", change.label));
        Ok(())
    }
}

/// Whether a word is written as FIELD=VALUE, whatever the field.
fn looks_like_field(word: &str) -> bool {
    let key = word.split_once('=').map_or("", |(key, _)| key);
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// The change that makes a record.
pub fn creation(session: &Session, record: Box<dyn Record>) -> Result<Change, StoreError> {
    let (label, title) = (record.table().label, record.title());
    let mut change = Change::new(match lookup::whose(session, &*record)? {
        Some(owner) => format!("{label} for {owner}: {title}"),
        None => format!("{label}: {title}"),
    });
    change.edits.push(Edit::Create(record));
    Ok(change)
}

impl Set {
    fn run(self, table: &'static Table, errand: &mut Errand) -> Result<(), Failure> {
        let given = words::split(table, &self.fields)?;
        let mut session = errand.open()?;
        let record = lookup::record(&session, table, &self.id)?;
        let of = lookup::account_of(&session, &*record)?;
        let values = words::read(given, &session, of, &errand.now)?;
        let title = lookup::said(&session, &*record)?;
        let change = words::change(&*record, &title, values, errand.today());
        errand.commit(&mut session, &change)
    }
}

impl Remove {
    fn run(self, table: &'static Table, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let record = lookup::record(&session, table, &self.id)?;
        let label = table.label.to_lowercase();
        let mut change =
            Change::new(format!("Removed {label} {}", lookup::said(&session, &*record)?));
        for kind in tables() {
            if kind.owner().is_some_and(|owner| owner.ty == Type::Ref(table.key)) {
                for owned in session.records(kind, Some(record.id()))? {
                    change = change.remove(owned);
                }
            }
        }
        errand.commit(&mut session, &change.remove(record))
    }
}
