//! Amounts and days as people write them: one style for a column, and what is written in another
//! one is told, never guessed.

use quadbook::exchange::import::{DateOrder, Decimal, Options, Report};

use super::import_book::Book;
use super::import_files::revenues;

fn rejected(report: &Report) -> Vec<(u64, &str)> {
    report.rejected.iter().map(|r| (r.line, r.value.as_str())).collect()
}

fn remarks(report: &Report) -> Vec<(u64, &str, &str)> {
    report.remarks.iter().map(|r| (r.line, r.value.as_str(), r.reason.as_str())).collect()
}

#[test]
fn a_price_with_a_dash_for_its_cents_is_not_below_zero() {
    let mut book = Book::with(&[]);
    let list = "name;company_revenue\nAcme;5.000.000,-\nBolt;250,- €\nCrux;€ 1 200,–\n\
        Dent;1.234\nEmit;1200-\n";
    let report = book.import(list);
    assert_eq!((report.new, rejected(&report)), (5, vec![]));
    let all =
        ["Acme", "Bolt", "Crux", "Dent", "Emit"].map(|name| book.fact(name, "company_revenue"));
    assert_eq!(all, ["5000000", "250", "1200", "1234", "-1200"]);
}

#[test]
fn a_column_that_proves_its_decimal_sign_rejects_the_other_one() {
    let mut book = Book::with(&[]);
    let list = "name,company_revenue\nAcme,\"1,234.5\"\nBolt,\"1,2345\"\nCrux,\"1,234\"\n";
    let report = book.import(list);
    assert_eq!((report.new, rejected(&report)), (2, vec![(3, "1,2345")]));
    assert_eq!(book.fact("Crux", "company_revenue"), "1234");
}

#[test]
fn what_the_user_says_decides_only_what_a_column_does_not() {
    let mut book = Book::with(&[]);
    let list = "name;company_revenue;Revenue 2025\nAcme;1.234;1234.5\nBolt;5.000;2.25\n";
    let options = Options { decimal: Some(Decimal::Comma), ..Options::default() };
    let report = book.import_with(list, &options);
    assert_eq!((report.new, rejected(&report)), (2, vec![]));
    assert_eq!(book.fact("Bolt", "company_revenue"), "5000");
    let brought: Vec<String> = revenues(&book.0).into_iter().map(|(_, _, amount)| amount).collect();
    assert_eq!(brought, ["1234.50", "2.25"]);
}

#[test]
fn amounts_with_both_signs_are_read_by_themselves_and_that_is_said() {
    let mut book = Book::with(&[]);
    let report = book.import("name;company_revenue\nAcme;1,5\nBolt;2.5\n");
    let said = "has another decimal sign than the cells above: each is read by itself";
    assert_eq!((report.new, remarks(&report)), (2, vec![(3, "2.5", said)]));
}

#[test]
fn a_day_that_contradicts_the_order_the_user_says_is_rejected() {
    let mut book = Book::with(&[]);
    let list = "name,customer_since\nAcme,3/4/2020\nBolt,13/2/2020\n";
    let options = Options { date_order: Some(DateOrder::MonthFirst), ..Options::default() };
    let report = book.import_with(list, &options);
    assert_eq!((report.new, rejected(&report)), (1, vec![(3, "13/2/2020")]));
    let said = "`13/2/2020` is not a date such as 2026-03-12, with the month first";
    assert_eq!(report.rejected[0].reason, said);
    assert_eq!(book.fact("Acme", "customer_since"), "2020-03-04");
}

#[test]
fn days_in_two_orders_are_read_by_themselves_and_that_is_said() {
    let mut book = Book::with(&[]);
    let report = book.import("name,customer_since\nAcme,13/2/2020\nBolt,2/14/2020\n");
    let said = "is in another order than the dates above: each is read by itself";
    assert_eq!((report.new, remarks(&report)), (2, vec![(3, "2/14/2020", said)]));
}

#[test]
fn years_of_two_digits_may_stand_first_when_the_user_says_so() {
    let mut book = Book::with(&[]);
    let options = Options { date_order: Some(DateOrder::YearFirst), ..Options::default() };
    book.import_with("name,customer_since\nAcme,20-03-04\n", &options);
    assert_eq!(book.fact("Acme", "customer_since"), "2020-03-04");
}

#[test]
fn words_for_days_are_for_people_who_type() {
    let mut book = Book::with(&[]);
    let list = "name,customer_since\nAcme,today\nBolt,fri\nCrux,in 2w\nDent,2020-01-02\n";
    let report = book.import(list);
    let words = vec![(2, "today"), (3, "fri"), (4, "in 2w")];
    assert_eq!((report.new, rejected(&report)), (1, words));
}

#[test]
fn the_first_code_says_what_the_sign_of_the_amounts_means() {
    let mut book = Book::with(&[]);
    let list = "name,company_revenue\nAcme,$100.00\nBolt,CAD 100.00\nCrux,AUD 100.00\nDent,$5.00\n";
    let report = book.import(list);
    assert_eq!((report.new, report.currency.as_deref()), (4, Some("CAD")));
    let said = "is in AUD, the other amounts are in CAD; left out";
    assert_eq!(remarks(&report), [(4, "AUD 100.00", said)]);
    let sums: Vec<_> = report.subtotals.iter().map(|s| (s.currency.as_str(), s.rows)).collect();
    assert_eq!(sums, [("CAD", 3), ("AUD", 1)]);
    assert_eq!(book.fact("Crux", "company_revenue"), "");
}

#[test]
fn what_the_sign_of_a_book_means_is_kept_for_the_next_list() {
    let mut book = Book::with(&[]);
    assert_eq!(book.import("name,company_revenue\nAcme,kr 100\n").currency.as_deref(), Some("kr"));
    let report = book.import("name,company_revenue\nBolt,NOK 100\n");
    assert_eq!((report.currency.as_deref(), report.settles.as_deref()), (Some("NOK"), Some("kr")));
    assert!(
        report
            .notes()
            .contains(&"amounts are in NOK, which is what kr means in the book".to_owned())
    );
    assert_eq!(book.0.book().settings.text("currency"), "NOK");
    let report = book.import("name,company_revenue\nCrux,SEK 100\nDent,kr. 7\n");
    assert_eq!((report.new, remarks(&report).len(), report.currency), (2, 1, None));
    assert_eq!(book.fact("Dent", "company_revenue"), "7");
}

#[test]
fn the_name_of_a_column_tells_the_currency_of_its_amounts() {
    let mut book = Book::with(&[]);
    let report = book.import("name,Annual Revenue (USD)\nAcme,100\n");
    assert_eq!((report.new, report.currency.as_deref()), (1, Some("USD")));
    let report = book.import("name,Annual Revenue (EUR)\nBolt,100\n");
    let said = "is in EUR, the other amounts are in USD; left out";
    assert_eq!((report.new, remarks(&report)), (1, vec![(2, "100", said)]));
}

#[test]
fn totals_that_failed_and_blanks_of_a_pivot_are_told_with_their_words() {
    let mut book = Book::with(&[]);
    let list = "name,city,company_revenue\nAcme,Riga,5\n(leer),,3\nTotal,,#N/A\n\n\
        Confidential Information - Do Not Distribute\n";
    let report = book.import(list);
    let ignored: Vec<_> = report.ignored.iter().map(|i| (i.line, i.words.as_str())).collect();
    let footer = "Confidential Information - Do Not Distribute";
    assert_eq!((report.new, rejected(&report)), (1, vec![]));
    assert_eq!(ignored, [(3, "(leer)"), (4, "Total"), (5, ""), (6, footer)]);
}
