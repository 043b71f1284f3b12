//! A book on a read-only medium or in somebody else's folder: it opens, everything can be read
//! and exported, and no change is taken.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use quadbook::domain::change::Origin;
use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::domain::value::Must;
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::{Access, CommitError, Opening, Session, care};
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;
use tempfile::TempDir;

use crate::command::{Home, files};

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn account(name: &str) -> Account {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    account
}

fn book() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    session.commit(&Change::new("add").create(account("Acme")), &now()).unwrap();
    drop(session);
    (folder, file)
}

fn read_only() -> Opening {
    Opening { access: Access::ReadOnly, ..Opening::default() }
}

fn sealed(file: &Path) -> Session {
    Session::open_as(file, read_only(), &now()).unwrap()
}

fn refusal<T: std::fmt::Debug>(said: Result<T, CommitError>) -> String {
    let error = said.unwrap_err();
    assert_eq!(error.exit_code(), 5);
    assert!(error.hint().is_some());
    error.to_string()
}

#[test]
fn a_book_that_cannot_be_written_is_read_and_left_as_it_is() {
    let (folder, file) = book();
    let before = files(folder.path());
    let mut session = sealed(&file);
    assert_eq!(session.book().accounts.name(0), "Acme");
    assert!(session.record(Account::TABLE, Id::of_parts(&["Acme"])).unwrap().is_some());
    assert_eq!(session.history(None, 9).unwrap().len(), 1);
    session.look_at(&[Id::of_parts(&["Acme"])], &now()).unwrap();
    assert!(!session.refresh(&now()).unwrap());
    session.remember("view", Some("list")).unwrap();
    assert_eq!(care::check(&file, &read_only(), &now()).unwrap(), []);
    drop(session);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn no_change_is_taken_and_one_line_says_why() {
    let (folder, file) = book();
    let before = files(folder.path());
    let mut session = sealed(&file);
    let wanted = format!("{} is read only: changes cannot be kept", file.display());
    let change = Change::new("add").create(account("Bolt"));
    assert_eq!(refusal(session.commit(&change, &now())), wanted);
    assert_eq!(refusal(session.undo(&now())), wanted);
    assert_eq!(refusal(session.redo(&now())), wanted);
    let import = session.bulk("import", Origin::Import, 10, &now()).map(drop).unwrap_err();
    assert_eq!((import.exit_code(), import.to_string()), (5, wanted));
    drop(session);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_backup_goes_from_there_to_another_place() {
    let (_folder, file) = book();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = sealed(&file).backup(Some(&elsewhere.path().join("copy.db")), &now()).unwrap();
    assert_eq!(Session::open(&copy, &now()).unwrap().book().accounts.name(0), "Acme");
}

#[test]
fn what_a_stopped_program_left_beside_it_is_read_too() {
    let (_folder, file) = book();
    let mut session = Session::open(&file, &now()).unwrap();
    session.commit(&Change::new("add").create(account("Bolt")), &now()).unwrap();
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("book.db");
    for end in ["", "-wal"] {
        let part = |file: &Path| PathBuf::from(format!("{}{end}", file.display()));
        fs::copy(part(&file), part(&copy)).unwrap();
    }
    assert_eq!(sealed(&copy).book().accounts.len(), 2);
}

fn add(session: &mut Session, name: &str) {
    session.commit(&Change::new("add").create(account(name)), &now()).unwrap();
}

#[test]
fn what_another_program_writes_meanwhile_is_seen() {
    let (_folder, file) = book();
    let mut reader = sealed(&file);
    let mut writer = Session::open(&file, &now()).unwrap();
    add(&mut writer, "Bolt");
    assert!(reader.refresh(&now()).unwrap());
    assert_eq!(reader.book().accounts.len(), 2);
    add(&mut writer, "Cove");
    drop(writer);
    assert!(reader.refresh(&now()).unwrap());
    assert_eq!(reader.book().accounts.len(), 3);
    assert!(!reader.refresh(&now()).unwrap());
    assert!(reader.sealed().is_some());
}

#[test]
fn nothing_is_believed_that_was_written_into_while_it_was_read() {
    let (_folder, file) = book();
    let mut reader = sealed(&file);
    let mut writer = Session::open(&file, &now()).unwrap();
    add(&mut writer, "Bolt");
    drop(writer);
    let bolt = Id::of_parts(&["Bolt"]);
    let said = reader.record(Account::TABLE, bolt).map(drop).unwrap_err();
    assert_eq!((said.exit_code(), said.hint()), (4, Some("try again in a moment")));
    assert!(reader.refresh(&now()).unwrap());
    assert!(reader.record(Account::TABLE, bolt).unwrap().is_some());
}

#[test]
fn the_screen_opens_and_says_all_the_time_that_nothing_is_kept() {
    let (_folder, file) = book();
    let mut desk = Desk::new(sealed(&file), PathBuf::from("none"), now(), (80, 24));
    let screen = |desk: &mut Desk| desk.screen((80, 24), &Looks::default());
    assert!(screen(&mut desk).contains("is read only: changes cannot be kept"));
    desk.keys("s68");
    assert!(screen(&mut desk).contains("is read only: changes cannot be kept"));
    desk.keys("<esc>gl");
    assert!(screen(&mut desk).contains("read only · 1 account"));
    assert_eq!(desk.book().accounts.scores(0).engagement, None);
}

#[cfg(unix)]
#[test]
fn commands_read_a_book_whose_file_is_write_protected() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with(&["add 'Acme Homes' engagement=55"]);
    let file = home.path("book.db");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().append(true).open(&file).is_ok() {
        // Whoever may write everything is not held back by this.
        return;
    }
    home.done("list");
    home.done("show 'Acme Homes'");
    home.done("plan export --all --dir plans");
    assert_eq!(home.fails("set 'Acme Homes' city=Riga"), 5);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o400);
}
