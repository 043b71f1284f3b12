//! The lists of an archive come one after the other on the import screen.

use std::path::Path;

use quadbook::app::Screen;
use quadbook::domain::kinds::kind;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

use crate::desks::{desk, screen};
use crate::import_desk::{file, in_file, open, wait};
use crate::import_hostile::packed;

const COMPANIES: &str = "Record ID,Company name,Company owner,Create Date,City\n\
    201,Example Publishing,,2020-01-10 10:00,Riga\n202,Northwind Books,,2020-01-10 10:00,Oslo\n";
const CONTACTS: &str = "Record ID,First Name,Last Name,Email,Company Name\n\
    401,Ann,Lee,ann@example.com,Example Publishing\n402,Bob,Ray,,Northwind Books\n";
const DEALS: &str = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company\n\
    301,Windows,Closed won,12000,2026-10-02 10:00,Example Publishing\n\
    302,Doors,Closed lost,500,2026-09-02 10:00,Nobody Inc\n";

/// An archive as HubSpot makes them, the lists in the order of their names.
fn archive(folder: &Path) -> String {
    let parts = [("a-deals.csv", DEALS), ("b-contacts.csv", CONTACTS), ("c.csv", COMPANIES)];
    zipped(folder, &parts)
}

fn zipped(folder: &Path, parts: &[(&str, &str)]) -> String {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, text)| (*n, text.as_bytes())).collect();
    file(folder, "hubspot.zip", packed(&parts))
}

fn count(desk: &mut Desk, key: &str) -> usize {
    desk.session().records(kind(key).unwrap(), None).unwrap().len()
}

#[test]
fn the_lists_come_in_the_order_in_which_they_refer_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &archive(folder.path()));
    let shown = screen(&mut desk);
    assert!(shown.contains("List 1 of 3: accounts; then contacts, opportunities"), "{shown}");
    assert!(shown.contains("2 new"), "{shown}");
    for (name, size) in [("80x24", (80, 24)), ("120x36", (120, 36)), ("60x16", (60, 16))] {
        let shown = desk.screen(size, &Looks::default());
        let shown = shown.replace(&*folder.path().display().to_string(), "FOLDER");
        insta::assert_snapshot!(format!("lists_{name}"), shown);
    }
    desk.keys("<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("List 2 of 3: contacts") && shown.contains("2 new"), "{shown}");
    desk.keys("<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("List 3 of 3: opportunities"), "{shown}");
    assert!(shown.contains("1 new") && shown.contains("1 rejected"), "{shown}");
    desk.keys("<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("3 of 3 lists were imported"), "{shown}");
    assert!(shown.contains("import a-deals.csv: 1 new, 1 rejected"), "{shown}");
    assert_eq!((count(&mut desk, "contact"), count(&mut desk, "opportunity")), (2, 1));
    assert_eq!(desk.book().accounts.len(), 3);
    desk.keys("<enter>");
    assert_eq!(desk.ui.screen, Screen::Map);
    desk.keys("uu");
    assert_eq!((count(&mut desk, "contact"), desk.book().accounts.len()), (0, 3));
}

#[test]
fn a_list_is_skipped_and_esc_leaves_with_what_was_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    let zip = archive(folder.path());
    open(&mut desk, &zip);
    desk.keys("<enter>s");
    assert!(screen(&mut desk).contains("List 3 of 3"));
    desk.keys("<esc>");
    let shown = screen(&mut desk);
    assert!(shown.contains("1 of 3 lists was imported; u takes it back"), "{shown}");
    assert_eq!((count(&mut desk, "contact"), desk.book().accounts.len()), (0, 3));
    open(&mut desk, &zip);
    desk.keys("sss");
    let shown = screen(&mut desk);
    assert!(shown.contains("none of 3 lists was imported"), "{shown}");
    assert!(shown.contains("c.csv: skipped"), "{shown}");
}

#[test]
fn a_list_that_cannot_be_read_stands_last_and_holds_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let list = zipped(folder.path(), &[("a.csv", "name\n\"open"), ("b.csv", COMPANIES)]);
    let mut desk = in_file(folder.path());
    open(&mut desk, &list);
    wait(&mut desk);
    assert!(screen(&mut desk).contains("List 1 of 2: accounts; then a.csv"));
    desk.keys("<enter>");
    wait(&mut desk);
    let shown = screen(&mut desk);
    assert!(
        shown.contains("List 2 of 2") && shown.contains("a quote that opens on line 2"),
        "{shown}"
    );
    desk.keys("s");
    assert!(screen(&mut desk).contains("1 of 2 lists was imported"), "{}", screen(&mut desk));
    assert_eq!(desk.book().accounts.len(), 2);
}
