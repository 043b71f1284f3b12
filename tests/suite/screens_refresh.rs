//! What the screen says of the file under it: what others changed, a new day, a file that is gone.

use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use quadbook::domain::kinds::Account;
use quadbook::domain::value::Must;
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;
use tempfile::TempDir;

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn add(session: &mut Session, name: &str) {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    session.commit(&Change::new("add").create(account), &now()).unwrap();
}

fn desk() -> (TempDir, PathBuf, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    add(&mut session, "Acme");
    let desk = Desk::new(session, PathBuf::from("none"), now(), (80, 24));
    (folder, file, desk)
}

fn says(desk: &mut Desk, words: &str) -> bool {
    desk.screen((80, 24), &Looks::default()).contains(words)
}

#[test]
fn a_change_of_another_window_is_named_and_a_new_day_is_not() {
    let (_folder, file, mut desk) = desk();
    assert!(!desk.refresh(now()));
    assert!(desk.refresh(Moment::noon(date(2026, 11, 22))));
    assert!(!says(&mut desk, "another window"));
    add(&mut Session::open(&file, &now()).unwrap(), "Bolt");
    assert!(desk.refresh(Moment::noon(date(2026, 11, 22))));
    assert!(says(&mut desk, "another window changed this book"));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_gone_is_said_all_the_time_and_holds_no_key_back() {
    let (folder, file, mut desk) = desk();
    let elsewhere = folder.path().join("elsewhere.db");
    fs::rename(&file, &elsewhere).unwrap();
    assert!(desk.refresh(now()));
    assert!(says(&mut desk, "is no longer there"));
    assert!(!desk.refresh(now()), "it is said once");
    desk.keys("gl");
    assert!(says(&mut desk, "Acme") && says(&mut desk, "is no longer there"));
    assert_eq!(desk.ui.screen, quadbook::app::Screen::List);
    fs::rename(&elsewhere, &file).unwrap();
    assert!(desk.refresh(now()));
    assert!(!says(&mut desk, "is no longer there"));
}
