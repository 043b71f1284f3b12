//! How far a sale is, whatever its stage is called: one rule for every list.

use quadbook::domain::kinds::Opportunity;
use quadbook::domain::record::Kind;
use quadbook::exchange::import::Report;

use super::import_book::Book;

/// The stages of the sales of a list, by their names.
fn stages(list: &str) -> (Vec<String>, Report) {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let report = book.import(list);
    assert_eq!((report.kind, report.rejected.as_slice()), ("opportunity", &[][..]), "{list}");
    let records = book.0.records(Opportunity::TABLE, None).unwrap();
    let one = |sale: &Opportunity| format!("{} {}", sale.name.0, sale.stage.0.key());
    let mut stages: Vec<String> = records.iter().filter_map(|r| r.of().map(one)).collect();
    stages.sort();
    (stages, report)
}

fn said(report: &Report) -> Vec<String> {
    let one =
        |r: &quadbook::exchange::import::Remark| format!("{} {} {}", r.line, r.value, r.reason);
    report.remarks.iter().map(one).collect()
}

#[test]
fn a_word_that_nobody_knows_is_open_with_and_without_a_known_crm() {
    let rows = "Acme,A,Blue sky,2027-01-31\nAcme,B,Closed Won,2027-01-31\n\
        Acme,C,Blue sky,2027-01-31\nAcme,D,Green,2027-01-31\nAcme,E,Blue sky,2027-01-31\n";
    for (crm, head) in [
        (None, "account,name,stage,close_date\n"),
        (None, "Company,Deal,Phase,Close\n"),
        (Some("salesforce"), "Account Name,Opportunity Name,StageName,CloseDate\n"),
    ] {
        let (stages, report) = stages(&format!("{head}{rows}"));
        assert_eq!(report.vendor.as_deref(), crm);
        assert_eq!(stages, ["A open", "B won", "C open", "D open", "E open"]);
        assert_eq!(
            said(&report),
            [
                "2 Blue sky is no known stage: taken as open; 2 more: line 4, line 6",
                "5 Green is no known stage: taken as open",
            ]
        );
    }
}

#[test]
fn what_the_list_says_besides_decides_about_such_a_word() {
    let (found, report) = stages(
        "account,name,stage,Status,probability,close_date\n\
         Acme,A,Blue,Won,,2027-01-31\n\
         Acme,B,Blue,Lost,50,2027-01-31\n\
         Acme,C,Blue,Whatever,100,2027-01-31\n\
         Acme,D,Blue,,0,2026-01-31\n\
         Acme,E,Blue,,0,2027-01-31\n\
         Acme,F,Closed Lost,Won,100,2027-01-31\n\
         Acme,G,,Won,,2027-01-31\n",
    );
    assert_eq!(found, ["A won", "B lost", "C won", "D lost", "E open", "F lost", "G won"]);
    assert_eq!(
        said(&report),
        [
            "2 Blue is no known stage: taken as won; 1 more: line 4",
            "3 Blue is no known stage: taken as lost; 1 more: line 5",
            "6 Blue is no known stage: taken as open",
        ]
    );
}

#[test]
fn yes_and_no_count_for_more_than_any_word() {
    let (found, report) = stages(
        "Account Name,Opportunity Name,StageName,IsWon,IsClosed,CloseDate\n\
         Acme,A,Blue,TRUE,TRUE,2026-01-31\nAcme,B,Closed Won,FALSE,TRUE,2026-01-31\n\
         Acme,C,Closed Won,FALSE,FALSE,2027-01-31\n",
    );
    assert_eq!(
        (found, said(&report)),
        (vec!["A won".into(), "B lost".into(), "C open".into()], vec![])
    );
}

#[test]
fn a_hundred_words_are_named_and_the_others_counted() {
    let rows: Vec<String> =
        (0..130).map(|at| format!("Acme,Deal {at},Word {at},2027-01-31")).collect();
    let (_, report) = stages(&format!("account,name,stage,close_date\n{}\n", rows.join("\n")));
    assert_eq!(report.remarks.len(), 101);
    let last = &report.remarks[100];
    assert_eq!((last.line, last.value.as_str()), (102, "Word 100"));
    assert!(last.reason.contains("29 more: line 103 `Word 101`"), "{}", last.reason);
}
