//! The rejected rows of an import are written from its screen, mended and imported.

use quadbook::ui::theme::Looks;

use crate::desks::{desk, screen};
use crate::import_desk::{file, in_file, open, wait};

const LIST: &str = "Account Name,Account ID,Billing City,Engagement\n\
    Harbour Homes,001A0000001aaaaAAA,Bergen,70\n\
    Fjord Renovation,001A0000001aaabAAA,Oslo,101\n";

#[test]
fn rejected_rows_are_written_beside_the_file_and_come_in_when_they_are_mended() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &list);
    desk.keys("wr");
    let shown = desk.screen((120, 24), &Looks::default());
    assert!(shown.contains("Write the rejected rows to"), "{shown}");
    assert!(shown.contains("accounts-rejected.csv"), "{shown}");
    desk.keys("<enter>");
    let shown = desk.screen((160, 24), &Looks::default());
    assert!(shown.contains("1 row is in"), "{shown}");
    let path = folder.path().join("accounts-rejected.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Fjord Renovation,001A0000001aaabAAA,Oslo,101,3,"), "{text}");
    desk.keys("<enter><enter>");
    let mended = file(folder.path(), "accounts-rejected.csv", text.replace("101", "100"));
    open(&mut desk, &mended);
    assert!(screen(&mut desk).contains("1 new"));
    desk.keys("<enter>");
    assert_eq!(desk.book().accounts.len(), 3);
}

#[test]
fn what_is_there_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    file(folder.path(), "accounts-rejected.csv", "mine");
    let mut desk = in_file(folder.path());
    open(&mut desk, &list);
    wait(&mut desk);
    desk.keys("wr");
    assert!(desk.screen((160, 24), &Looks::default()).contains("accounts-rejected-2.csv"));
    desk.keys(&format!("<ctrl-u>{}/accounts-rejected.csv<enter>", folder.path().display()));
    wait(&mut desk);
    let shown = desk.screen((160, 24), &Looks::default());
    assert!(shown.contains("something has that name already; type another one"), "{shown}");
    let mine = folder.path().join("accounts-rejected.csv");
    assert_eq!(std::fs::read_to_string(mine).unwrap(), "mine");
    desk.keys(&format!("<ctrl-u>{}/other.csv<enter>", folder.path().display()));
    wait(&mut desk);
    assert!(folder.path().join("other.csv").exists());
    assert!(desk.screen((160, 24), &Looks::default()).contains("1 row is in"));
    desk.keys("<enter>");
    wait(&mut desk);
    assert_eq!(desk.book().accounts.len(), 1);
    desk.keys("wr");
    assert!(desk.screen((160, 24), &Looks::default()).contains("Write the rejected rows to"));
}
