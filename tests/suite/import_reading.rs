//! Everything that was told from a file is shown on the import screen and can be changed there.

use quadbook::domain::facts::Fact;
use quadbook::ui::theme::Looks;

use crate::desks::{desk, screen};
use crate::import_desk::{file, open};

const REPORT: &str = "\"Accounts of the north\"\n\n\
    \"Account Owner\",\"Account Name\",\"Billing City\",\"Account ID\",\"Annual Revenue\"\n\
    \"Ann\",\"Harbour Homes\",\"Bergen\",\"001A0000001aaaa\",\"1,250,000.50\"\n\
    \"Account Owner\",\"Account Name\",\"Billing City\",\"Account ID\",\"Annual Revenue\"\n\
    \"Bob\",\"Old Mill\",\"Riga\",\"001A0000001aaac\",\"\"\n\n\
    \"Grand Totals (2 records)\"\n\n\"Copyright (c) 2000-2026 salesforce.com, inc.\"\n";

#[test]
fn everything_told_from_the_file_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &file(folder.path(), "report.csv", REPORT));
    let shown = screen(&mut desk);
    let told = "7 rows ignored: 3 blank lines, 2 totals or footers, 1 line above the header,";
    assert!(shown.contains(told), "{shown}");
    desk.keys("<tab>");
    for (name, size) in [("80x24", (80, 24)), ("120x36", (120, 36)), ("60x16", (60, 16))] {
        let shown = desk.screen(size, &Looks::default());
        let shown = shown.replace(&*folder.path().display().to_string(), "FOLDER");
        insta::assert_snapshot!(format!("reading_{name}"), shown);
    }
    desk.keys("<shift-tab><shift-tab>");
    let shown = screen(&mut desk);
    assert!(shown.contains("[Ignored 7]") && shown.contains("the header again"), "{shown}");
}

#[test]
fn the_line_that_names_the_columns_and_the_crm_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &file(folder.path(), "report.csv", REPORT));
    desk.keys("<tab><down><down>e");
    let shown = screen(&mut desk);
    assert!(shown.contains("line 4: Ann · Harbour Homes · Bergen"), "{shown}");
    desk.keys("<down><enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("line 4") && shown.contains("you said so"), "{shown}");
    desk.keys("oas the file says named in<enter>");
    assert!(screen(&mut desk).contains("2 new"), "{}", screen(&mut desk));
    desk.keys("ofrom hubspot<enter>");
    assert!(screen(&mut desk).contains("HubSpot"));
    desk.keys("<enter>");
    let session = desk.session();
    let id = session.find_account("Old Mill").unwrap();
    let fact = Fact::named("external_source").unwrap();
    session.need(&[fact], &quadbook::domain::Moment::noon(crate::desks::TODAY)).unwrap();
    let row = session.book().accounts.row(id).unwrap();
    let source = session.book().seen().fact(row, fact).map(|value| value.canonical());
    assert_eq!(source.as_deref(), Some("hubspot"));
}

#[test]
fn what_cannot_be_read_so_is_read_as_before_and_nothing_decided_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Firma;Ort;Umsatz\nMüller;Köln;1.250,50\n";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &file(folder.path(), "liste.csv", bytes));
    desk.keys("<tab><tab><down>x<shift-tab>");
    let before = screen(&mut desk);
    assert!(before.contains("windows-1252") && before.contains("1 new"), "{before}");
    desk.keys("oencoding utf-8<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("it is read as before") && shown.contains("windows-1252"), "{shown}");
    desk.keys("<tab>");
    assert!(screen(&mut desk).contains("[Columns 3]"));
    desk.keys("<enter>");
    assert!(desk.session().find_account("Müller").is_ok());
}

#[test]
fn won_sales_make_revenue_when_the_user_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Opportunity Name,Account Name,Stage,Amount,Close Date\n\
        Windows,Acme,Closed Won,12000,2026-10-02\n";
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &file(folder.path(), "deals.csv", text));
    let shown = screen(&mut desk);
    assert!(shown.contains("Won sales: make no revenue"), "{shown}");
    assert!(!shown.contains("1 revenue"), "{shown}");
    desk.keys("owon sales make the<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("1 revenue from won opportunities"), "{shown}");
    desk.keys("<enter>");
    let revenue = quadbook::domain::kinds::kind("revenue").unwrap();
    assert_eq!(desk.session().records(revenue, None).unwrap().len(), 1);
}

#[test]
fn amounts_without_a_currency_are_in_the_one_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    let text = "Account,Year,Amount\nAcme,2025,1200\n";
    open(&mut desk, &file(folder.path(), "revenue.csv", text));
    desk.keys("oamounts in chf<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("Amounts in: CHF"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(desk.book().settings.text("currency"), "CHF");
}

#[test]
fn the_first_import_ends_the_welcome() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&[]);
    let list = file(folder.path(), "report.csv", REPORT);
    desk.keys(&format!("i{list}<enter><enter><esc>"));
    let shown = screen(&mut desk);
    assert!(!shown.contains("no accounts yet"), "{shown}");
}
