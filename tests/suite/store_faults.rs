//! What a start makes of files that are no book it can open: one clear line, the documented exit
//! code, and not a byte of them altered.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use quadbook::domain::Moment;
use quadbook::session::{Network, Opening, Session, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn book() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    (folder, file)
}

fn refused(file: &Path) -> StoreError {
    let before = fs::read(file).ok();
    let error = Session::open(file, &now()).map(drop).unwrap_err();
    assert_eq!(fs::read(file).ok(), before, "the file is as it was");
    let text = error.to_string();
    assert!(text.contains("book.db"), "{text}");
    assert!(!text.contains('\n') && !text.ends_with('.'), "{text}");
    assert!(text.len() < 200 + file.as_os_str().len(), "{text}");
    error
}

fn altered(file: &Path, sql: &str) {
    drop(Session::open(file, &now()).unwrap());
    Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn files_that_are_no_book_are_refused_with_code_6() {
    for content in [&b""[..], b"name,city\nAcme,Riga\n", &[0; 4096], b"SQLite format 3\0 and more"]
    {
        let (_folder, file) = book();
        fs::write(&file, content).unwrap();
        assert_eq!(refused(&file).exit_code(), 6);
    }
}

#[test]
fn the_file_of_another_program_is_refused_with_code_6() {
    let (_folder, file) = book();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let said = refused(&file);
    assert_eq!((said.exit_code(), said.to_string().contains("another program")), (6, true));
}

#[test]
fn a_newer_schema_is_refused_with_code_7() {
    let (_folder, file) = book();
    altered(&file, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 999");
    let said = refused(&file);
    assert_eq!(said.exit_code(), 7);
    assert!(said.to_string().contains("schema 999"), "{said}");
    assert!(said.hint().is_some());
}

#[test]
fn a_book_with_planted_triggers_views_or_tables_is_refused_with_code_6() {
    let planted = [
        "CREATE TRIGGER t AFTER INSERT ON account BEGIN DELETE FROM change; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (a)",
        "DROP INDEX edit_record",
        "ALTER TABLE account ADD COLUMN more TEXT",
    ];
    for sql in planted {
        let (_folder, file) = book();
        altered(&file, sql);
        assert_eq!(Session::open(&file, &now()).map(drop).unwrap_err().exit_code(), 6, "{sql}");
    }
}

#[test]
fn folders_links_and_devices_are_refused_at_once_with_code_5() {
    let (_folder, file) = book();
    fs::create_dir(&file).unwrap();
    assert_eq!(refused(&file).exit_code(), 5);
    #[cfg(unix)]
    {
        let (folder, file) = book();
        let target = folder.path().join("other.db");
        drop(Session::open(&target, &now()).unwrap());
        std::os::unix::fs::symlink(&target, &file).unwrap();
        assert_eq!(refused(&file).exit_code(), 5);
        let (_folder, file) = book();
        std::os::unix::fs::symlink("/nowhere/at/all", &file).unwrap();
        assert_eq!(refused(&file).exit_code(), 5);
        let full = Session::open(Path::new("/dev/full"), &now()).map(drop).unwrap_err();
        assert_eq!(full.exit_code(), 5);
    }
}

#[test]
fn a_folder_that_is_a_file_is_refused_with_code_5() {
    let (folder, _) = book();
    fs::write(folder.path().join("x"), "x").unwrap();
    let said = Session::open(&folder.path().join("x/book.db"), &now()).map(drop).unwrap_err();
    assert_eq!(said.exit_code(), 5, "{said}");
}

#[test]
fn a_damaged_book_is_refused_with_code_6_or_opens_but_never_panics() {
    let (_folder, file) = book();
    drop(Session::open(&file, &now()).unwrap());
    let whole = fs::read(&file).unwrap();
    for step in 0..60 {
        let mut damaged = whole.clone();
        let at = 100 + step * (whole.len() - 200) / 60;
        for byte in damaged.iter_mut().skip(at).take(40) {
            *byte ^= 0x5a;
        }
        fs::write(&file, &damaged).unwrap();
        if let Err(error) = Session::open(&file, &now()) {
            assert_eq!(error.exit_code(), 6, "{step}: {error}");
        }
    }
    for length in [100, 4_096, 5_000, whole.len() - 4_096] {
        fs::write(&file, &whole[..length]).unwrap();
        let said = Session::open(&file, &now()).map(drop);
        assert!(said.is_ok() || said.is_err_and(|error| error.exit_code() == 6), "{length}");
    }
}

#[test]
fn a_network_folder_is_refused_with_code_5_unless_it_is_allowed() {
    let (_folder, file) = book();
    let opening = |network| Opening {
        machine: "desk".into(),
        login: "kim".into(),
        network_kind: Some("NFS".into()),
        network,
        ..Opening::default()
    };
    let said = Session::open_as(&file, opening(Network::Refused), &now()).map(drop).unwrap_err();
    assert_eq!((said.exit_code(), said.to_string().contains("NFS")), (5, true));
    assert!(!file.exists());
    drop(Session::open_as(&file, opening(Network::Allowed), &now()).unwrap());
    assert!(file.exists());
}

#[test]
fn a_book_in_a_synchronised_folder_is_whole_after_every_change_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Dropbox (Work)").join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    session.remember("a", Some("b")).unwrap();
    assert!(session.notices()[0].contains("Dropbox"));
    assert!(!file.with_file_name("book.db-wal").exists());
    let copy = folder.path().join("copy.db");
    fs::copy(&file, &copy).unwrap();
    let copied = Session::open(&copy, &now()).unwrap();
    assert_eq!(copied.remembered("a").unwrap().as_deref(), Some("b"));
}

#[cfg(unix)]
#[test]
fn a_book_that_others_can_read_is_made_private() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, file) = book();
    drop(Session::open(&file, &now()).unwrap());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let session = Session::open(&file, &now()).unwrap();
    assert_eq!(session.notices().len(), 1);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn copies_of_two_machines_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Dropbox/book.db");
    drop(Session::open(&file, &now()).unwrap());
    let copy = "book (Kim's conflicted copy 2026-11-20).db";
    fs::write(file.with_file_name(copy), "x").unwrap();
    let session = Session::open(&file, &now()).unwrap();
    assert!(session.notices()[1].contains(copy), "{:?}", session.notices());
}

#[test]
fn a_book_held_by_another_program_is_busy_with_code_4() {
    let (_folder, file) = book();
    let mut session = Session::open(&file, &now()).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let said = session.remember("a", Some("b")).unwrap_err();
    assert_eq!(said.exit_code(), 4, "{said}");
    other.execute_batch("ROLLBACK").unwrap();
    session.remember("a", Some("b")).unwrap();
}

#[test]
fn a_file_that_was_replaced_or_removed_under_the_program_is_noticed() {
    let (folder, file) = book();
    let mut session = Session::open(&file, &now()).unwrap();
    fs::rename(&file, folder.path().join("moved.db")).unwrap();
    assert_eq!(session.refresh(&now()).unwrap_err().exit_code(), 5);
    fs::write(&file, "something else").unwrap();
    let said = session.refresh(&now()).unwrap_err();
    assert!(said.to_string().contains("replaced"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_new_book_and_its_folder_are_for_their_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/book.db");
    let _session = Session::open(&file, &now()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[test]
fn many_first_starts_at_once_make_one_book() {
    let (_folder, file) = book();
    std::thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| Session::open(&file, &now()).unwrap());
        }
    });
    let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
