//! From what was typed to the record that is meant: an id, the beginning of one, or a name. What
//! is not clear is answered with what could have been meant, never with a guess.

use std::cell::{Cell, RefCell};

use crate::domain::kinds::{self, Account, Plan};
use crate::domain::numbers::Numbers;
use crate::domain::record::{Kind, Record, Table};
use crate::domain::score::Segment;
use crate::domain::value::{Reading, Reject, Type, Value};
use crate::domain::{Book, Id, Moment};
use crate::session::{FindError, Session, StoreError};

use super::exit::{Exit, Failure};

/// The shortest beginning of an id that counts as one.
const BEGINNING: usize = 4;
/// The most candidates that are listed.
const CANDIDATES: usize = 20;

/// The account that is meant.
pub fn account(session: &Session, text: &str) -> Result<Id, Failure> {
    session.find_account(text).map_err(|error| match error {
        FindError::Store(error) => error.into(),
        FindError::Several { ref candidates, .. } => {
            let lines = candidates.iter().map(|(id, name)| apart(session, *id, name)).collect();
            Failure::new(Exit::Findings, error.to_string())
                .hint("name it by one of these ids")
                .candidates(lines)
        }
        FindError::Nothing(ref text) => {
            let failure = Failure::new(Exit::Findings, error.to_string());
            let alike = alike(session.book(), text);
            if alike.is_empty() {
                failure.hint("`quadbook list` shows every account")
            } else {
                failure.hint("there are these").candidates(alike)
            }
        }
    })
}

/// An account among others of its name: what tells it from them.
fn apart(session: &Session, id: Id, name: &str) -> String {
    let book = session.book();
    let Some(row) = book.accounts.row(id) else { return format!("{id}  {name}") };
    let segment = book.seen().segment(row).map_or("Unplaced", Segment::label);
    let away = if book.is_archived(row) { ", put away" } else { "" };
    format!("{id}  {name}, {segment}{away}")
}

/// The whole account record with this id.
pub fn account_record(session: &Session, id: Id) -> Result<Box<dyn Record>, Failure> {
    let gone = || Failure::new(Exit::Findings, format!("there is no account `{id}`"));
    session.record(Account::TABLE, id)?.ok_or_else(gone)
}

/// The record of a kind that is meant.
pub fn record(
    session: &Session,
    table: &'static Table,
    text: &str,
) -> Result<Box<dyn Record>, Failure> {
    if let Ok(id) = text.parse::<Id>() {
        let label = table.label.to_lowercase();
        let none = || Failure::new(Exit::Findings, format!("there is no {label} `{text}`"));
        return session.record(table, id)?.ok_or_else(none);
    }
    let mut found = matching(session, table, text)?;
    if found.len() == 1
        && let Some(only) = found.pop()
    {
        return Ok(only);
    }
    Err(unclear(session, table, text, &found)?)
}

/// That a text names none or several of these records.
fn unclear(
    session: &Session,
    table: &'static Table,
    text: &str,
    found: &[Box<dyn Record>],
) -> Result<Failure, StoreError> {
    if found.is_empty() {
        let said = format!("there is no {} `{text}`", table.label.to_lowercase());
        let hint = format!("`quadbook {} list` shows every one with its id", table.key);
        return Ok(Failure::new(Exit::Findings, said).hint(hint));
    }
    let said = format!("`{text}` could be {} {}", found.len(), table.plural.to_lowercase());
    let line = |r: &dyn Record| Ok(format!("{}  {}", r.id(), told(session, r)?));
    let some = found.iter().take(CANDIDATES);
    let lines: Result<Vec<String>, StoreError> = some.map(|r| line(&**r)).collect();
    let failure = Failure::new(Exit::Findings, said);
    Ok(failure.hint("name it by one of these ids").candidates(lines?))
}

/// A record as a candidate: a plan with its period.
fn told(session: &Session, record: &dyn Record) -> Result<String, StoreError> {
    let said = said(session, record)?;
    let plan = record.of::<Plan>();
    Ok(plan.map_or(said.clone(), |plan| format!("{said}, {} to {}", plan.start.0, plan.end.0)))
}

/// The records whose id begins so, else those with this title.
fn matching(
    session: &Session,
    table: &'static Table,
    text: &str,
) -> Result<Vec<Box<dyn Record>>, StoreError> {
    let beginning = text.to_lowercase();
    let mut all = session.records(table, None)?;
    let by_id = |r: &dyn Record| r.id().to_string().starts_with(&beginning);
    if beginning.len() >= BEGINNING && all.iter().any(|r| by_id(&**r)) {
        all.retain(|r| by_id(&**r));
    } else {
        all.retain(|r| r.title().to_lowercase() == beginning);
    }
    Ok(all)
}

/// A record in a few words: its title and whose it is.
pub fn said(session: &Session, record: &dyn Record) -> Result<String, StoreError> {
    Ok(match whose(session, record)? {
        Some(owner) => format!("{} ({owner})", record.title()),
        None => record.title(),
    })
}

/// The name of the account that a record belongs to, through its plan where it has one.
pub fn whose(session: &Session, record: &dyn Record) -> Result<Option<String>, StoreError> {
    let account = account_of(session, record)?;
    let account = account.map(|id| session.record(Account::TABLE, id)).transpose()?.flatten();
    Ok(account.map(|account| account.title()))
}

/// The account that a record belongs to, through its plan or its contact where it has one.
pub fn account_of(session: &Session, record: &dyn Record) -> Result<Option<Id>, StoreError> {
    let Some(owner) = record.table().owner() else { return Ok(None) };
    let (Type::Ref(kind), Some(Value::Ref(id))) = (owner.ty, record.get(owner)) else {
        return Ok(None);
    };
    if kind == Account::TABLE.key {
        return Ok(Some(id));
    }
    let above = kinds::kind(kind).map(|table| session.record(table, id)).transpose()?.flatten();
    above.map_or(Ok(None), |above| account_of(session, &*above))
}

/// Reading of typed values in which names stand for records.
pub struct Names<'a> {
    session: &'a Session,
    now: &'a Moment,
    /// The account whose contacts, plans and the like are meant before any other's.
    of: Cell<Option<Id>>,
    /// How the command ends because a name was not clear, not there, or could not be looked up.
    failed: RefCell<Option<Failure>>,
}

impl<'a> Names<'a> {
    /// The names of a book.
    pub fn new(session: &'a Session, now: &'a Moment) -> Self {
        Self { session, now, of: Cell::new(None), failed: RefCell::new(None) }
    }

    /// Names mean records of this account first.
    pub fn within(&self, account: Option<Id>) {
        self.of.set(account);
    }

    /// Reads the value of a field.
    pub fn read(&self, ty: Type, text: &str) -> Result<Result<Option<Value>, Reject>, Failure> {
        let find = |kind: &str, text: &str| self.find(kind, text);
        let numbers = Numbers::of(&self.session.book().settings);
        let read = ty.parse(text, &Reading::at(self.now, &find).typed(&numbers));
        match self.failed.take() {
            Some(failure) => Err(failure),
            None => Ok(read),
        }
    }

    fn find(&self, kind: &str, text: &str) -> Result<Id, Reject> {
        self.found(kind, text).map_err(|failure| {
            let said = failure.to_string();
            self.failed.replace(Some(failure));
            Reject::Reference(said)
        })
    }

    fn found(&self, kind: &str, text: &str) -> Result<Id, Failure> {
        if kind == Account::TABLE.key {
            return account(self.session, text);
        }
        let none = || Failure::new(Exit::Findings, format!("there is no {kind} `{text}`"));
        let table = kinds::kind(kind).ok_or_else(none)?;
        let mut found = matching(self.session, table, text)?;
        if found.len() > 1 && self.of.get().is_some() {
            self.keep_own(&mut found)?;
        }
        match found.as_slice() {
            [only] => Ok(only.id()),
            [] if table == Plan::TABLE => self.plan_of(text),
            several => Err(unclear(self.session, table, text, several)?),
        }
    }

    /// Of records with the same name keeps those of the account at hand, if there are any.
    fn keep_own(&self, found: &mut Vec<Box<dyn Record>>) -> Result<(), StoreError> {
        let mut own = Vec::new();
        for record in found.iter() {
            let of = account_of(self.session, &**record)?;
            own.push(of == self.of.get());
        }
        if own.contains(&true) {
            let mut own = own.into_iter();
            found.retain(|_| own.next().unwrap_or(false));
        }
        Ok(())
    }

    /// The plan of the account that is named: the one that today falls into, else the only one.
    fn plan_of(&self, text: &str) -> Result<Id, Failure> {
        let account = account(self.session, text)?;
        let plans = self.session.records(Plan::TABLE, Some(account))?;
        let current = plans
            .iter()
            .filter_map(|r| r.of::<Plan>())
            .find(|plan| plan.start.0 <= self.now.date() && self.now.date() <= plan.end.0);
        match (current, plans.as_slice()) {
            (Some(plan), _) => Ok(plan.base.id),
            (None, [only]) => Ok(only.id()),
            (None, several) => Err(unclear(self.session, Plan::TABLE, text, several)?),
        }
    }
}

/// Names that look like what was typed, with their ids, the nearest first.
fn alike(book: &Book, text: &str) -> Vec<String> {
    let wanted = pairs(text);
    let mut near: Vec<(usize, usize)> = (0..book.accounts.len())
        .filter(|row| !book.is_archived(*row))
        .filter_map(|row| {
            let pairs = pairs(book.accounts.name(row));
            let shared = wanted.iter().filter(|pair| pairs.contains(pair)).count();
            let likeness = 200 * shared / (wanted.len() + pairs.len()).max(1);
            (likeness >= 50).then_some((likeness, row))
        })
        .collect();
    near.sort_by_key(|(likeness, row)| (std::cmp::Reverse(*likeness), *row));
    near.into_iter()
        .take(5)
        .filter_map(|(_, row)| {
            Some(format!("{}  {}", book.accounts.id(row)?, book.accounts.name(row)))
        })
        .collect()
}

/// Every two letters that stand together.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    letters.iter().copied().zip(letters.iter().copied().skip(1)).collect()
}
