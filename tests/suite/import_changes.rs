//! What a second import changes is told value by value.

use quadbook::exchange::import::Report;

use super::command::Home;
use super::import_book::Book;

fn told(report: &Report) -> Vec<String> {
    let one = |c: &quadbook::exchange::import::Changed| {
        format!("{}: {} {} → {}", c.name, c.field, c.before, c.after)
    };
    report.changes.iter().map(one).collect()
}

#[test]
fn every_value_that_changes_is_told_with_what_it_was() {
    let mut book = Book::with(&[]);
    let first = book.import("name,phone,parent,revenue_2025\nAcme,1,,\nBolt,2,,100\nHead,,,\n");
    assert!(first.changes.is_empty(), "nothing of the book was changed");
    let report =
        book.import("name,phone,parent,revenue_2025\nAcme,1,Head,50\nBolt,3,,120\nCrux,9,,\n");
    let wanted = [
        "Acme: parent  → Head",
        "Acme: revenue_2025  → 50",
        "Acme: relationship prospect → customer",
        "Bolt: phone 2 → 3",
        "Bolt: revenue_2025 100 → 120",
    ];
    assert_eq!((report.changed, told(&report)), (2, wanted.map(str::to_owned).to_vec()));
    let acme = book.0.find_account("Acme").unwrap();
    assert!(report.changes[..3].iter().all(|change| change.record == acme));
}

#[test]
fn changes_of_other_kinds_are_told_too() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let deals = "account,name,stage,amount,close_date\nAcme,First,open,100,2027-01-31\n";
    book.import(deals);
    let report = book.import(&deals.replace("open,100", "won,120"));
    assert_eq!(told(&report), ["First, Acme: stage open → won", "First, Acme: amount 100 → 120"]);
    book.import("account,year,amount\nAcme,2025,10\n");
    let report = book.import("account,year,amount\nAcme,2025,30\n");
    assert_eq!(told(&report), ["Acme, 2025: amount 10 → 30"]);
}

#[test]
fn a_thousand_changes_are_told_and_the_others_counted() {
    let mut book = Book::with(&[]);
    let list = |phone: &str| {
        let rows: Vec<String> = (0..1005).map(|at| format!("Account {at},{phone}")).collect();
        format!("name,phone\n{}\n", rows.join("\n"))
    };
    book.import(&list("1"));
    let report = book.import(&list("2"));
    assert_eq!((report.changed, report.changes.len(), report.changes_left_out), (1005, 1000, 5));
}

#[test]
fn the_command_line_tells_the_first_ten_beside_the_counts_and_json_tells_all() {
    let home = Home::new();
    let list = |phone: &str| {
        let rows: Vec<String> = (1..=12).map(|at| format!("Account {at:02},{phone}")).collect();
        format!("name,phone\n{}\n", rows.join("\n"))
    };
    home.file("list.csv", list("1"));
    home.done("import list.csv");
    home.file("list.csv", list("2\t3").replace("Account 01,2\t3", "Account 01,"));
    for line in ["import list.csv --dry-run", "import list.csv"] {
        let output = home.command(line).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 11, "{said}");
        assert_eq!((lines[0], lines[10]), ("Account 02: phone 1 → 2 3", "and 1 more"));
    }
    home.file("list.csv", list("4"));
    let report = home.json("import list.csv --dry-run --json");
    let changes = report["changes"].as_array().unwrap();
    assert_eq!((changes.len(), &report["changes_left_out"]), (12, &0.into()));
    assert_eq!(changes[1]["name"], "Account 02");
    assert_eq!((&changes[1]["field"], &changes[1]["after"]), (&"phone".into(), &"4".into()));
    assert_eq!(changes[1]["record"].as_str().unwrap().len(), 36);
}
