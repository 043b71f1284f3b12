//! Keeping house: the check of a book, and what is told of a damaged one.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use quadbook::domain::kinds::account::field;
use quadbook::domain::kinds::{Account, Action, Plan, Risk, Setting};
use quadbook::domain::score::Score;
use quadbook::domain::value::{AccountRef, Must, PlanRef, Value};
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::{Opening, Session, care};
use rusqlite::Connection;
use tempfile::TempDir;

use super::store_backups::{auto_backups, days};

pub fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

pub fn account(name: &str) -> Account {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    account.city = Some("Riga".into());
    account
}

/// A small book with a bit of everything, closed.
pub fn book() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    let acme = account("Acme");
    let mut call = Action::new(Id::of_parts(&["call"]));
    (call.account, call.title) = (Must(AccountRef(acme.base.id)), Must("call".into()));
    let mut plan = Plan::new(Id::of_parts(&["plan"]));
    plan.account = Must(AccountRef(acme.base.id));
    (plan.start, plan.end) = (Must(date(2026, 1, 1)), Must(date(2026, 12, 31)));
    let mut risk = Risk::new(Id::of_parts(&["risk"]));
    (risk.plan, risk.text) = (Must(PlanRef(plan.base.id)), Must("merger".into()));
    let mut line = Setting::new(Setting::id_of("threshold_potential"));
    (line.key, line.value) = (Must("threshold_potential".into()), Must("40".into()));
    let change = Change::new("add").create(acme.clone()).create(account("Bolt")).create(call);
    let change = change.create(plan).create(risk).create(line);
    session.commit(&change, &now()).unwrap();
    let change =
        Change::new("score").set(&acme, field::engagement, Score::new(60).map(Value::Score));
    session.commit(&change, &now()).unwrap();
    session.undo(&now()).unwrap();
    session.redo(&now()).unwrap();
    session.commit(&Change::new("remove").remove(Box::new(account("Bolt"))), &now()).unwrap();
    drop(session);
    (folder, file)
}

pub fn findings(file: &Path) -> Vec<String> {
    let found = care::check(file, &Opening::default(), &now()).unwrap();
    found.into_iter().map(|finding| finding.text).collect()
}

pub fn names(file: &Path) -> Vec<String> {
    let session = Session::open(file, &now()).unwrap();
    let accounts = &session.book().accounts;
    (0..accounts.len()).map(|row| accounts.name(row).to_owned()).collect()
}

pub fn add(file: &Path, name: &str) {
    let mut session = Session::open(file, &now()).unwrap();
    session.commit(&Change::new("add").create(account(name)), &now()).unwrap();
}

#[test]
fn a_whole_book_has_no_findings() {
    let (_folder, file) = book();
    assert_eq!(findings(&file), Vec::<String>::new());
}

#[test]
fn every_planted_damage_is_found_and_named_with_its_id() {
    let id = |name: &str| Id::of_parts(&[name]).to_string();
    let (acme, call, risk) = (id("Acme"), id("call"), id("risk"));
    let line = Setting::id_of("threshold_potential").to_string();
    let planted: Vec<(String, &str, &str)> = vec![
        ("UPDATE account SET engagement = 300 WHERE name = 'Acme'".into(), &acme, "`300`"),
        ("UPDATE account SET engagement = -1 WHERE name = 'Acme'".into(), &acme, "`-1`"),
        ("UPDATE account SET engagement = 61 WHERE name = 'Acme'".into(), &acme, "the log says `60`"),
        ("UPDATE account SET city = NULL WHERE name = 'Acme'".into(), &acme, "city is unknown"),
        ("UPDATE account SET city = '' WHERE name = 'Acme'".into(), &acme, "city: must not be empty"),
        ("UPDATE account SET relationship = 'friend' WHERE name = 'Acme'".into(), &acme, "`friend`"),
        ("UPDATE account SET customer_since = '2026-02-30' WHERE name = 'Acme'".into(), &acme, "2026-02-30"),
        ("UPDATE account SET engagement_on = '2090-01-01' WHERE name = 'Acme'".into(), &acme, "yet to come"),
        ("UPDATE account SET archived = 'once' WHERE name = 'Acme'".into(), &acme, "`once`"),
        (format!("UPDATE account SET parent = '{acme}' WHERE name = 'Acme'"), &acme, "branch of itself"),
        (format!("UPDATE account SET parent = '{call}' WHERE name = 'Acme'"), &acme, "not there"),
        (format!("UPDATE account SET deleted = (SELECT hlc FROM change) WHERE id = '{acme}'"), &call, "not there"),
        ("UPDATE account SET deleted = NULL WHERE name = 'Bolt'".into(), "", "the log does not tell"),
        (format!("DELETE FROM action WHERE id = '{call}'"), &call, "the log tells of it"),
        (format!("UPDATE action SET account = '{risk}'"), &call, "not there"),
        ("UPDATE plan SET \"end\" = '2020-01-01'".into(), "", "before the start"),
        ("DELETE FROM plan".into(), &risk, "not there"),
        ("UPDATE setting SET value = '101'".into(), &line, "101"),
        ("UPDATE setting SET key = 'weather'".into(), &line, "weather"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM change WHERE n = 2".into(), "", "gap"),
        ("DELETE FROM edit WHERE field <> ''".into(), "", "has 0 edits of 1"),
        ("UPDATE change SET hlc = '0' || substr(hlc, 2) WHERE n = 3; UPDATE change SET hlc = 'f' || substr(hlc, 2) WHERE n = 2".into(), "", "runs backwards"),
        ("UPDATE edit SET after = '{' WHERE kind = 'risk'".into(), &risk, "the log about"),
        ("UPDATE edit SET n = n + 100000 * 4294967296 WHERE n % 4294967296 = 5".into(), "", "no change"),
    ];
    for (sql, about, said) in planted {
        let (_folder, file) = book();
        let db = Connection::open(&file).unwrap();
        db.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
        db.execute_batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        drop(db);
        let found = findings(&file);
        let named = found.iter().any(|line| line.contains(said) && line.contains(about));
        assert!(named, "{sql}: {found:?}");
    }
}

#[test]
fn accounts_with_the_same_external_id_are_named_in_pairs() {
    let (_folder, file) = book();
    let mut session = Session::open(&file, &now()).unwrap();
    let mut change = Change::new("add");
    let with = |name: &str, id: &str, system: Option<&str>| {
        let mut made = account(name);
        made.external_id = Some(id.to_owned());
        made.external_source = system.map(str::to_owned);
        made
    };
    for (name, id, system) in [
        ("Short", "001x0000002xLCV", Some("salesforce")),
        ("Long", "001x0000002xLCVAA2", Some("salesforce")),
        ("Neighbour", "001x0000002xLCWAA2", Some("salesforce")),
        ("Elsewhere", "001x0000002xLCV", Some("hubspot")),
        ("Bare", "001x0000002xLCV", None),
        ("First", "17", None),
        ("Second", "17", None),
    ] {
        change = change.create(with(name, id, system));
    }
    session.commit(&change, &now()).unwrap();
    drop(session);
    let id = |name: &str| Id::of_parts(&[name]);
    let pair = |one: &str, key_one: &str, other: &str, key_other: &str| {
        let ((first, _), (second, key)) = if id(one) < id(other) {
            ((one, key_one), (other, key_other))
        } else {
            ((other, key_other), (one, key_one))
        };
        let (first, id) = (id(first), id(second));
        format!("account {first}: its CRM id `{key}` is also that of {id} ({second})")
    };
    let mut wanted = [
        pair("Short", "001x0000002xLCV", "Long", "001x0000002xLCVAA2"),
        pair("First", "17", "Second", "17"),
    ];
    let mut found = findings(&file);
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

#[test]
fn a_damaged_file_is_told_by_whoever_tends_it_and_no_backup_is_made_of_it() {
    let (folder, file) = book();
    let file = file.canonicalize().unwrap();
    let whole = fs::read(&file).unwrap();
    let mut told = 0;
    for page in 3..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..page * 4096 + 64].fill(0x5a);
        fs::write(&file, &damaged).unwrap();
        let Ok(session) = Session::open_unloaded(&file, Opening::default(), &days(1)) else {
            continue;
        };
        let said = care::tend(&file, session.opening(), &days(1));
        if said.iter().any(|line| line.starts_with("the book is damaged (")) {
            told += 1;
            assert_eq!(auto_backups(folder.path()).len(), 0, "{said:?}");
        }
        drop(session);
        let _ = fs::remove_dir_all(folder.path().join("backups"));
    }
    assert!(told > 3, "{told}");
}
