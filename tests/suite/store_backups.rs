//! Backups that can be trusted, by hand and by themselves, and the way back.

use std::fs;
use std::path::{Path, PathBuf};

use quadbook::domain::change::Origin;
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::{Opening, Session, care};
use rusqlite::Connection;

use super::store_care::{account, add, book, findings, names, now};

#[test]
fn a_backup_is_checked_and_opens_as_the_book_was() {
    let (folder, file) = book();
    let session = Session::open(&file, &now()).unwrap();
    let copy = session.backup(None, &now()).unwrap();
    assert!(copy.starts_with(folder.path().canonicalize().unwrap().join("backups")), "{copy:?}");
    assert_eq!(names(&copy), ["Acme"]);
    assert_eq!(findings(&copy), Vec::<String>::new());
    let hash = fs::read_to_string(copy.with_extension("db.sha256")).unwrap();
    assert_eq!(hash.split("  ").count(), 2, "{hash}");
    let another = session.backup(None, &now()).unwrap();
    assert_ne!(copy, another);
    let left = fs::read_dir(copy.parent().unwrap()).unwrap().count();
    assert_eq!(left, 4, "two copies, two hashes, nothing else");
}

#[test]
fn a_backup_replaces_only_an_older_backup() {
    let (folder, file) = book();
    let session = Session::open(&file, &now()).unwrap();
    let target = folder.path().join("mine.db");
    session.backup(Some(&target), &now()).unwrap();
    session.backup(Some(&target), &now()).unwrap();
    fs::write(&target, "something else").unwrap();
    assert_eq!(session.backup(Some(&target), &now()).unwrap_err().exit_code(), 5);
    assert_eq!(fs::read(&target).unwrap(), b"something else");
    assert_eq!(session.backup(Some(&file), &now()).unwrap_err().exit_code(), 5);
    assert_eq!(session.backup(Some(folder.path()), &now()).unwrap_err().exit_code(), 5);
    drop(session);
    assert_eq!(names(&file), ["Acme"]);
}

#[test]
fn restoring_puts_the_present_file_aside_and_keeps_both() {
    let (_folder, file) = book();
    let copy = Session::open(&file, &now()).unwrap().backup(None, &now()).unwrap();
    add(&file, "Later");
    let aside = care::restore(&file, &copy, &now()).unwrap().unwrap();
    assert_eq!(names(&file), ["Acme"]);
    assert_eq!(names(&aside).len(), 2);
    add(&file, "Other");
    let second = care::restore(&file, &copy, &now()).unwrap().unwrap();
    assert_ne!(aside, second);
    let mut session = Session::open(&file, &now()).unwrap();
    assert_eq!(session.undo(&now()).unwrap().as_deref(), Some("remove"));
}

#[test]
fn restoring_to_a_place_without_a_book_makes_it() {
    let (folder, file) = book();
    let copy = Session::open(&file, &now()).unwrap().backup(None, &now()).unwrap();
    let fresh = folder.path().join("fresh/book.db");
    assert_eq!(care::restore(&fresh, &copy, &now()).unwrap(), None);
    assert_eq!(names(&fresh), ["Acme"]);
}

#[test]
fn a_damaged_backup_is_refused_and_the_book_stays() {
    let (folder, file) = book();
    let copy = Session::open(&file, &now()).unwrap().backup(None, &now()).unwrap();
    let whole = fs::read(&copy).unwrap();
    let length = whole.len();
    for at in [110, length / 5, length / 3, length / 2, length - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&copy, &damaged).unwrap();
        let said = care::restore(&file, &copy, &now()).unwrap_err();
        assert_eq!(said.exit_code(), 6, "{at}: {said}");
    }
    let other = folder.path().join("text.db");
    fs::write(&other, "no book").unwrap();
    assert_eq!(care::restore(&file, &other, &now()).unwrap_err().exit_code(), 6);
    let none = folder.path().join("none.db");
    assert_eq!(care::restore(&file, &none, &now()).unwrap_err().exit_code(), 5);
    assert_eq!(names(&file), ["Acme"]);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 3, "book, backups and the text, no temporary files");
}

#[test]
fn a_book_that_is_open_is_not_replaced() {
    let (_folder, file) = book();
    let session = Session::open(&file, &now()).unwrap();
    let copy = session.backup(None, &now()).unwrap();
    let said = care::restore(&file, &copy, &now()).unwrap_err();
    assert_eq!(said.exit_code(), 4, "{said}");
    assert_eq!(session.book().accounts.len(), 1);
}

#[test]
fn a_restored_or_copied_book_is_another_site_in_the_log() {
    let (folder, file) = book();
    let sites = |file: &Path| -> i64 {
        let db = Connection::open(file).unwrap();
        db.query_row("SELECT count(DISTINCT site) FROM change", [], |row| row.get(0)).unwrap()
    };
    add(&file, "Same");
    assert_eq!(sites(&file), 1);
    let copy = folder.path().join("copy.db");
    fs::copy(&file, &copy).unwrap();
    add(&copy, "Copied");
    assert_eq!((sites(&file), sites(&copy)), (1, 2));
    let moved = folder.path().join("moved.db");
    fs::rename(&file, &moved).unwrap();
    add(&moved, "Moved");
    assert_eq!(sites(&moved), 2);
}

#[test]
fn an_import_into_a_book_in_use_is_preceded_by_a_backup() {
    let (folder, file) = book();
    let mut session = Session::open(&file, &now()).unwrap();
    let count = || fs::read_dir(folder.path().join("backups")).map_or(0, Iterator::count);
    for _ in 0..3 {
        drop(session.bulk("import", Origin::Import, 10, &now()).unwrap());
        assert_eq!(count(), 2, "one copy with its hash, not one for each import");
    }
    let later = now().plus_millis(31 * 60_000);
    drop(session.bulk("import", Origin::Import, 10, &later).unwrap());
    assert_eq!(count(), 4);
}

pub fn auto_backups(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder.join("backups")).into_iter().flatten().flatten();
    let copies =
        files.map(|entry| entry.path()).filter(|path| path.extension() == Some("db".as_ref()));
    let mut copies: Vec<_> = copies.collect();
    copies.sort();
    copies
}

pub fn days(n: i64) -> Moment {
    now().plus_millis(n * 24 * 3_600_000)
}

#[test]
fn the_first_change_of_a_day_is_preceded_by_a_backup() {
    let (folder, file) = book();
    let put = |name: &str, now: &Moment| {
        let mut session = Session::open(&file, now).unwrap();
        session.commit(&Change::new("add").create(account(name)), now).unwrap();
    };
    put("Same day", &now());
    assert_eq!(auto_backups(folder.path()).len(), 0);
    put("Next day", &days(1));
    put("Next day too", &days(1));
    let copies = auto_backups(folder.path());
    assert_eq!(copies.len(), 1);
    assert_eq!(names(&copies[0]), ["Acme", "Same day"]);
    let mut session = Session::open(&file, &days(2)).unwrap();
    assert_eq!(auto_backups(folder.path()).len(), 1, "looking makes none");
    session.undo(&days(2)).unwrap();
    assert_eq!(auto_backups(folder.path()).len(), 2);
    for n in 3..12 {
        put(&format!("Day {n}"), &days(n));
    }
    assert!(auto_backups(folder.path()).len() >= 7);
}

#[test]
fn tending_a_book_makes_the_backup_of_the_day_and_clears_what_was_left_half_written() {
    let (folder, file) = book();
    let file = file.canonicalize().unwrap();
    let left = folder.path().join(format!("book.db.new-{}", Id::fresh(&now())));
    fs::write(&left, "half").unwrap();
    let session = Session::open_unloaded(&file, Opening::default(), &days(1)).unwrap();
    assert_eq!(care::tend(&file, session.opening(), &days(1)), Vec::<String>::new());
    assert_eq!(auto_backups(folder.path()).len(), 1);
    assert!(!left.exists());
    care::tend(&file, session.opening(), &days(2));
    assert_eq!(auto_backups(folder.path()).len(), 1, "it holds the latest change");
}

#[cfg(target_os = "linux")]
#[test]
fn a_backup_may_have_a_name_that_is_no_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let (folder, file) = book();
    let session = Session::open(&file, &now()).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"b\xffck.db");
    let copy = session.backup(Some(&folder.path().join(name)), &now()).unwrap();
    assert_eq!(copy.file_name(), Some(name));
    assert_eq!(names(&copy), ["Acme"]);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert!(left <= 5, "the book, its parts, the copy and its hash: {left}");
}

#[test]
fn a_backup_shortly_before_midnight_does_not_stand_for_the_next_day() {
    let (folder, file) = book();
    let minutes = |n: i64| days(1).plus_millis((11 * 60 + 45 + n) * 60_000);
    let put = |name: &str, now: &Moment| {
        let mut session = Session::open(&file, now).unwrap();
        session.commit(&Change::new("add").create(account(name)), now).unwrap();
    };
    put("At a quarter to twelve", &minutes(0));
    put("At five to twelve", &minutes(10));
    assert_eq!(auto_backups(folder.path()).len(), 1);
    put("At five past twelve", &minutes(20));
    let copies = auto_backups(folder.path());
    assert_eq!(copies.len(), 2);
    assert_eq!(names(&copies[1]).len(), 3, "{:?}", names(&copies[1]));
}
