//! Tests of a session, most of them on a book in memory.

mod following;
mod many;
mod refusals;
mod steps;
mod telling;

use jiff::civil::date;

use super::bulk::Layout;
use super::*;
use crate::domain::change::FieldEdit;
use crate::domain::change::Origin;
use crate::domain::facts::What;
use crate::domain::history::State;
use crate::domain::kinds::account::{Relationship, field};
use crate::domain::kinds::{Account, Action, Plan, Revenue, Risk, Setting, action, risk};
use crate::domain::record::Kind;
use crate::domain::score::{Score, Segment};
use crate::domain::value::{AccountRef, Must, PlanRef, Value, Year};

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn session() -> Session {
    Session::in_memory(&now()).unwrap()
}

fn account(name: &str) -> Account {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    account
}

fn keep(session: &mut Session, change: &Change) {
    assert!(session.commit(change, &now()).unwrap().is_some());
}

fn with(names: &[&str]) -> Session {
    let mut session = session();
    let change = names.iter().fold(Change::new("add"), |c, name| c.create(account(name)));
    keep(&mut session, &change);
    session
}

fn stored(session: &Session, name: &str) -> Account {
    let found = session.record(Account::TABLE, Id::of_parts(&[name])).unwrap().unwrap();
    found.of::<Account>().unwrap().clone()
}

fn set(
    session: &Session,
    name: &str,
    field: &'static crate::domain::record::Field,
    value: Option<Value>,
) -> Change {
    Change::new("set").set(&stored(session, name), field, value)
}

fn score(n: u8) -> Option<Value> {
    Score::new(n).map(Value::Score)
}
