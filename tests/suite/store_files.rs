//! A book as a file: what a start makes of whatever lies at its path, and two programs at once.

use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use quadbook::domain::kinds::Account;
use quadbook::domain::kinds::account::field;
use quadbook::domain::record::Kind;
use quadbook::domain::score::Score;
use quadbook::domain::value::{Must, Value};
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::{CommitError, Session};
use tempfile::TempDir;

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made").join("book.db");
    (folder, file)
}

fn account(name: &str) -> Account {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    account
}

fn scored(session: &Session, name: &str, n: u8) -> Change {
    let found = session.record(Account::TABLE, Id::of_parts(&[name])).unwrap().unwrap();
    Change::new("score").set(&*found, field::engagement, Score::new(n).map(Value::Score))
}

#[test]
fn a_book_is_made_kept_and_opened_again_with_its_steps() {
    let (_folder, file) = place();
    let mut session = Session::open(&file, &now()).unwrap();
    session.commit(&Change::new("add").create(account("Acme")), &now()).unwrap();
    let change = scored(&session, "Acme", 70);
    session.commit(&change, &now()).unwrap();
    drop(session);
    let names: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "one file is left: {names:?}");
    let mut session = Session::open(&file, &now()).unwrap();
    assert_eq!(session.book().accounts.name(0), "Acme");
    assert_eq!(session.undo(&now()).unwrap().as_deref(), Some("score"));
    drop(session);
    let mut session = Session::open(&file, &now()).unwrap();
    assert_eq!(session.book().accounts.scores(0).engagement, None);
    assert_eq!(session.redo(&now()).unwrap().as_deref(), Some("score"));
    assert_eq!(session.book().accounts.scores(0).engagement, Score::new(70));
}

#[test]
fn two_programs_on_one_file_see_each_other_and_keep_both() {
    let (_folder, file) = place();
    let mut one = Session::open(&file, &now()).unwrap();
    one.commit(&Change::new("add").create(account("Acme")), &now()).unwrap();
    let mut two = Session::open(&file, &now()).unwrap();
    assert!(!two.refresh(&now()).unwrap());
    let old = scored(&two, "Acme", 10);
    let change = scored(&one, "Acme", 70);
    one.commit(&change, &now()).unwrap();
    let said = two.commit(&old, &now());
    assert!(matches!(said, Err(CommitError::Conflict { ref now, .. }) if now == "70"), "{said:?}");
    assert!(two.refresh(&now()).unwrap());
    assert_eq!(two.book().accounts.scores(0).engagement, Score::new(70));
    assert_eq!(two.undo(&now()).unwrap().as_deref(), Some("score"));
    assert!(one.refresh(&now()).unwrap());
    assert_eq!(one.book().accounts.scores(0).engagement, None);
    assert_eq!(one.undo_label(), Some("add"));
}
