//! Sales of one name at one account in a list without ids: each comes in, and each is found again.

use quadbook::domain::Change;
use quadbook::domain::kinds::{Opportunity, opportunity};
use quadbook::domain::record::Kind;
use quadbook::domain::value::Reading;
use quadbook::exchange::import::Report;

use super::import_book::Book;
use super::import_files::now;

fn counts(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.rejected.len())
}

const HEAD: &str = "Account Name,Opportunity Name,Stage,Close Date,Amount,Probability\n";
const ROWS: [&str; 4] = [
    "Acme,Renewal,Closed Won,2025-01-31,100,100\n",
    "Acme,Renewal,Prospecting,2026-01-31,100,40\n",
    "Acme,Renewal,Prospecting,2027-01-31,120,20\n",
    "Bolt,Renewal,Prospecting,2026-01-31,100,10\n",
];

fn list(rows: &[&str]) -> String {
    format!("{HEAD}{}", rows.concat())
}

/// The sales of the book: close date, amount, probability and stage.
fn sales(book: &Book) -> Vec<String> {
    let records = book.0.records(Opportunity::TABLE, None).unwrap();
    let mut all: Vec<String> = records
        .iter()
        .map(|record| {
            let sale: &Opportunity = record.of().unwrap();
            let say = |field| record.get(field).map(|v| v.canonical()).unwrap_or_default();
            let (day, amount) =
                (say(opportunity::field::close_date), say(opportunity::field::amount));
            let share = say(opportunity::field::probability);
            format!("{day} {amount} {share} {}", sale.stage.0.key())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_renewals_of_every_year_come_in_and_are_found_again_in_any_order() {
    let mut book = Book::with(&[("Acme", "Riga"), ("Bolt", "Oslo")]);
    assert_eq!(counts(&book.import(&list(&ROWS))), (4, 0, 0, 0));
    let [a, b, c, d] = ROWS;
    for rows in [vec![a, b, c, d], vec![d, c, b, a], vec![c], vec![b, d], vec![c, a]] {
        let report = book.import(&list(&rows));
        assert_eq!(counts(&report), (0, 0, rows.len() as u64, 0), "{rows:?}");
        assert!(report.remarks.is_empty(), "{:?}", report.remarks);
    }
}

#[test]
fn a_change_reaches_the_sale_that_it_is_about() {
    let mut book = Book::with(&[("Acme", "Riga"), ("Bolt", "Oslo")]);
    book.import(&list(&ROWS));
    let moved = [
        "Acme,Renewal,Prospecting,2027-01-31,150,30\n",
        "Acme,Renewal,Closed Won,2026-02-15,100,100\n",
        "Acme,Renewal,Closed Won,2025-01-31,100,100\n",
        "Bolt,Renewal,Prospecting,2026-01-31,100,15\n",
    ];
    assert_eq!(counts(&book.import(&list(&moved))), (0, 3, 1, 0));
    let wanted = [
        "2025-01-31 100 100 won",
        "2026-01-31 100 15 open",
        "2026-02-15 100 100 won",
        "2027-01-31 150 30 open",
    ];
    assert_eq!(sales(&book), wanted);
    assert_eq!(counts(&book.import(&list(&moved))), (0, 0, 4, 0));
}

#[test]
fn a_new_year_writes_over_no_decided_sale() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    assert_eq!(counts(&book.import(&list(&ROWS[..1]))), (1, 0, 0, 0));
    let report = book.import(&list(&ROWS[1..2]));
    assert_eq!(counts(&report), (1, 0, 0, 0));
    assert_eq!(report.remarks[0].reason, "is taken for a new one; 1 other of this name stays");
    assert_eq!(
        (report.remarks[0].line, report.remarks[0].column.as_str()),
        (2, "Opportunity Name")
    );
    assert_eq!(counts(&book.import(&list(&ROWS[2..3]))), (1, 0, 0, 0));
    assert_eq!(counts(&book.import(&list(&ROWS[..3]))), (0, 0, 3, 0));
}

#[test]
fn a_row_that_is_there_twice_is_rejected_with_the_first_line() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let [a, b, ..] = ROWS;
    let report = book.import(&list(&[a, b, a, "acme,RENEWAL,Prospecting,2026-01-31,100,40\n"]));
    assert_eq!(counts(&report), (2, 0, 0, 2));
    let said: Vec<_> = report.rejected.iter().map(|r| (r.line, r.reason.as_str())).collect();
    let same = "is the same opportunity as line";
    assert_eq!(said, [(4, &*format!("{same} 2")), (5, &*format!("{same} 3"))]);
}

#[test]
fn a_row_that_does_not_tell_which_of_them_it_is_is_rejected() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    book.import(&list(&ROWS[..3]));
    let report = book.import("account,name,stage\nAcme,Renewal,won\n");
    assert_eq!(counts(&report), (0, 0, 0, 1));
    let said = "3 opportunities of the account have this name; a close date, an amount or the id \
        tells which";
    assert_eq!(report.rejected[0].reason, said);
}

#[test]
fn what_the_rep_moved_is_still_found_and_stays() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    book.import(&list(&ROWS[..3]));
    let records = book.0.records(Opportunity::TABLE, None).unwrap();
    let day = |text: &str| {
        let of = opportunity::field::close_date;
        of.ty.parse(text, &Reading::plain(now().date())).unwrap()
    };
    let is = |text: &str| {
        let (of, day) = (opportunity::field::close_date, day(text));
        records.iter().find(move |record| record.get(of) == day).unwrap()
    };
    let change = Change::new("by hand").set(
        is("2027-01-31").as_ref(),
        opportunity::field::close_date,
        day("2026-01-31"),
    );
    book.0.commit(&change, &now()).unwrap();
    let report = book.import(&list(&ROWS[..3]));
    assert_eq!(counts(&report), (0, 0, 3, 0));
    let wanted = ["2025-01-31 100 100 won", "2026-01-31 100 40 open", "2026-01-31 120 20 open"];
    assert_eq!(sales(&book), wanted);
}

#[test]
fn sales_without_ids_get_those_of_the_crm_each_its_own() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    book.import(&list(&ROWS[..3]));
    let with_ids = "Opportunity ID,Account Name,Opportunity Name,Stage,Close Date,Amount\n\
        7,Acme,Renewal,Prospecting,2027-01-31,120\n\
        8,Acme,Renewal,Closed Won,2025-01-31,100\n\
        9,Acme,Renewal,Prospecting,2028-01-31,140\n";
    assert_eq!(counts(&book.import(with_ids)), (1, 2, 0, 0));
    assert_eq!(counts(&book.import(with_ids)), (0, 0, 3, 0));
    assert_eq!(counts(&book.import(&list(&ROWS[..3]))), (0, 0, 3, 0));
}

#[test]
fn a_thousand_sales_of_one_name_are_told_apart_at_once() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let row = |at: usize| format!("Acme,Deal,Prospecting,2026-01-31,{at},40\n");
    let rows: Vec<String> = (1..=3000).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(counts(&book.import(&list(&rows))), (3000, 0, 0, 0));
    assert_eq!(counts(&book.import(&list(&rows))), (0, 0, 3000, 0));
}
