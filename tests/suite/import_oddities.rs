//! Cells that are taken otherwise than they stand there: it is said once for a column, with how
//! many they are.

use quadbook::exchange::import::Report;

use super::import_book::Book;

fn counts(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.rejected.len())
}

fn remarks(report: &Report) -> Vec<(u64, &str, &str, &str)> {
    let all = report.remarks.iter();
    all.map(|r| (r.line, r.column.as_str(), r.value.as_str(), r.reason.as_str())).collect()
}

#[test]
fn a_range_of_employees_is_left_out_and_the_account_is_taken() {
    let mut book = Book::with(&[]);
    let list = "name,employees,engagement\nAcme,11-50,40\nBolt,1000+,\nCrux,120,\n\
        Dent,1.000–5.000,\nEmit,about 50,\nFlux,,101\nGlow,5,11-50\n";
    let report = book.import(list);
    assert_eq!(counts(&report), (4, 0, 0, 3));
    let reason = "is a range and no number: left out; 2 more: line 3 `1000+`, line 5 `1.000–5.000`";
    assert_eq!(remarks(&report), [(2, "employees", "11-50", reason)]);
    let rejected: Vec<_> = report.rejected.iter().map(|r| (r.line, r.value.as_str())).collect();
    assert_eq!(rejected, [(6, "about 50"), (7, "101"), (8, "11-50")]);
    assert_eq!(
        (book.fact("Acme", "employees"), book.fact("Crux", "employees").as_str()),
        (String::new(), "120")
    );
    let again = book.import(list);
    assert_eq!((counts(&again), remarks(&again).len()), ((0, 0, 4, 3), 1));
}

#[test]
fn a_range_does_not_take_away_the_number_that_is_known() {
    let mut book = Book::with(&[]);
    book.import("Account ID,Account Name,Employees\n001Wj00000tQWvr,Acme,120\n");
    let report = book.import("Account ID,Account Name,Employees\n001Wj00000tQWvr,Acme,51 to 200\n");
    assert_eq!((counts(&report), report.remarks.len()), ((0, 0, 1, 0), 1));
    assert_eq!(book.fact("Acme", "employees"), "120");
}

#[test]
fn amounts_of_more_than_two_decimals_are_rounded_and_that_is_said() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let list = "name,company_revenue\nAcme,\"1,234.567\"\nBolt,\"2,000.500\"\nCrux,\"9,000.001\"\n";
    let report = book.import(list);
    assert_eq!(counts(&report), (2, 1, 0, 0));
    let reason = "is rounded to hundredths; 1 more: line 4 `9,000.001`";
    assert_eq!(remarks(&report), [(2, "company_revenue", "1,234.567", reason)]);
    assert_eq!(book.fact("Acme", "company_revenue"), "1234.57");
    let report = book.import("account,year,amount\nAcme,2025,10.005\nAcme,2025,1.50\n");
    assert_eq!(remarks(&report), [(2, "amount", "10.005", "is rounded to hundredths")]);
}

#[test]
fn what_a_spreadsheet_did_not_find_is_empty_and_that_is_said() {
    let mut book = Book::with(&[]);
    let list = "name,city,company_revenue,phone\nAcme,#N/A,#NV,1\nBolt,#N/A,5,#REF!\n#N/A,Riga,,\n";
    let report = book.import(list);
    assert_eq!(counts(&report), (1, 0, 0, 2));
    let reason = "is what a spreadsheet shows where it found nothing: read as empty";
    assert_eq!(
        remarks(&report),
        [(2, "city", "#N/A", reason), (2, "company_revenue", "#NV", reason)]
    );
    assert_eq!(book.fact("Acme", "city"), "");
    let rejected: Vec<_> = report.rejected.iter().map(|r| (r.line, r.value.as_str())).collect();
    assert_eq!(rejected, [(3, "#REF!"), (4, "")]);
}
