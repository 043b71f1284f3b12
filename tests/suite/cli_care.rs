//! `check`, `backup` and `restore` by whole output.

use std::fs;

use crate::command::Home;

#[test]
fn a_whole_book_has_nothing_to_say() {
    let home = Home::with(&["add 'Acme Homes' potential=70", "action add 'Acme Homes' call fri"]);
    insta::assert_snapshot!(home.says("check"), @"exit 0");
    assert_eq!(home.json("check --json"), serde_json::json!([]));
}

#[test]
fn a_backup_brings_the_book_back_and_the_present_one_is_kept() {
    let home = Home::with(&["add 'Acme Homes'"]);
    insta::assert_snapshot!(home.says("backup safe.db"), @r#"
    exit 0
    -- out
    ~/safe.db
    -- err
    Backup written and checked
    "#);
    home.done("add Bolt");
    let said = home.says("restore safe.db");
    assert!(
        said.starts_with("exit 0\n-- err\nRestored ~/book.db\nWhat was there is kept as ~/"),
        "{said}"
    );
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 1);
}

#[test]
fn backups_have_a_place_of_their_own() {
    let home = Home::with(&["add 'Acme Homes'"]);
    let first = home.done("backup");
    assert!(first.contains("/backups/"), "{first}");
    assert_eq!(
        home.json(&format!("list --json --book '{}'", first.trim()))[0]["name"],
        "Acme Homes"
    );
}

#[test]
fn what_is_no_backup_is_refused_and_the_book_stays() {
    let home = Home::with(&["add 'Acme Homes'", "backup safe.db"]);
    home.file(
        "text.db",
        "this is no book at all, however long the text may become in the end".repeat(9),
    );
    let mut damaged = fs::read(home.path("safe.db")).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    home.file("safe.db", damaged);
    assert_eq!(home.fails("restore text.db"), 6);
    assert_eq!(home.fails("restore safe.db"), 6);
    assert_eq!(home.fails("restore nothing.db"), 5);
    assert_eq!(home.fails("--book nothing.db check"), 5);
    assert_eq!(home.json("list --json")[0]["name"], "Acme Homes");
}
