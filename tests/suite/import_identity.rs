//! Which account a row means, and what of it a second import touches.

use jiff::ToSpan;
use quadbook::domain::Moment;
use quadbook::domain::kinds::{Touch, touch};
use quadbook::domain::record::Kind;
use quadbook::domain::value::Value;
use quadbook::exchange::import::Report;

use super::import_book::Book;
use super::import_files::now;

fn counts(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.rejected.len())
}

#[test]
fn an_account_noted_by_hand_gets_the_id_of_the_crm() {
    let mut book = Book::with(&[("Acme Homes", "Riga"), ("Acme Homes", "Oslo")]);
    let list = "Account ID,Account Name,Billing City,Phone\n001Wj00000tQWvr,acme  homes,RIGA,5\n";
    assert_eq!(counts(&book.import(list)), (0, 1, 0, 0));
    assert_eq!(book.len(), 2);
    assert_eq!(book.fact("001Wj00000tQWvrIAG", "phone"), "5");
    assert_eq!(book.fact("001Wj00000tQWvrIAG", "external_source"), "salesforce");
    assert_eq!(counts(&book.import(list)), (0, 0, 1, 0));
}

#[test]
fn short_and_long_ids_of_salesforce_mean_the_same_account() {
    let mut book = Book::with(&[]);
    book.import("Account ID,Account Name,Billing City\n001Wj00000tQWvr,Acme,Riga\n");
    let renamed = "ID,NAME,BILLINGCITY,OWNERID\n001Wj00000tQWvrIAG,Acme Group,Oslo,x\n";
    assert_eq!(counts(&book.import(renamed)), (0, 1, 0, 0));
    assert_eq!((book.len(), book.fact("Acme Group", "city").as_str()), (1, "Oslo"));
}

#[test]
fn the_same_id_in_two_systems_means_two_accounts() {
    let mut book = Book::with(&[]);
    book.import("name,city,external_id,external_source\nAcme,Riga,17,alpha\n");
    let other = "name,city,external_id,external_source\nGlobex,Oslo,17,beta\n";
    assert_eq!(counts(&book.import(other)), (1, 0, 0, 0));
}

#[test]
fn branches_of_one_name_are_told_apart_by_their_city() {
    let mut book = Book::with(&[("Acme", "Riga"), ("Acme", "Oslo")]);
    let report = book.import("name,city,phone\nAcme,oslo,1\nAcme,Rome,2\n");
    assert_eq!(counts(&report), (1, 1, 0, 0));
    let report = book.import("name,phone\nAcme,3\n");
    assert_eq!(counts(&report), (0, 0, 0, 1));
    assert!(report.rejected[0].reason.starts_with("3 accounts have this name"));
}

#[test]
fn only_what_the_file_says_is_touched_and_a_blank_says_nothing() {
    let mut book = Book::with(&[]);
    book.import("name,phone,owner,engagement\nAcme,1,Ann,40\n");
    let report = book.import("name,phone,owner\nAcme,2,\n");
    assert_eq!(counts(&report), (0, 1, 0, 0));
    assert_eq!(book.fact("Acme", "phone"), "2");
    assert_eq!(book.fact("Acme", "owner"), "Ann");
    assert_eq!(book.fact("Acme", "engagement"), "40");
}

#[test]
fn the_day_of_a_score_moves_only_with_the_score() {
    let mut book = Book::with(&[]);
    let later = Moment::noon(now().date().saturating_add(9.days()));
    book.import("name,engagement,potential\nAcme,40,60\n");
    assert_eq!(
        counts(&book.import_on("name,engagement,potential\nAcme,40,70\n", later)),
        (0, 1, 0, 0)
    );
    assert_eq!(book.fact("Acme", "engagement_on"), now().date().to_string());
    assert_eq!(book.fact("Acme", "potential_on"), later.date().to_string());
}

#[test]
fn accounts_of_one_name_and_city_in_one_file_are_one_account_once() {
    let mut book = Book::with(&[]);
    let report = book.import("name,city\nAcme,Riga\nACME,riga\nAcme,\n");
    assert_eq!(counts(&report), (2, 0, 0, 1));
    assert_eq!(report.rejected[0].reason, "is the same account as line 2");
    assert_eq!(counts(&book.import("name,city\nAcme,Riga\nAcme,\n")), (0, 0, 2, 0));
}

#[test]
fn a_parent_may_stand_later_in_the_file_and_a_circle_through_the_book_is_left_open() {
    let mut book = Book::with(&[]);
    let report = book.import("name,parent\nBranch,Head\nHead,\n");
    assert_eq!(counts(&report), (2, 0, 0, 0));
    let head = book.0.find_account("Head").unwrap().to_string();
    assert_eq!(book.fact("Branch", "parent"), head);
    let report = book.import("name,parent\nHead,Branch\n");
    assert_eq!((counts(&report), report.remarks.len()), ((0, 0, 1, 0), 1));
    assert_eq!(book.fact("Head", "parent"), "");
}

#[test]
fn amounts_in_another_currency_are_never_mixed_in() {
    let mut book = Book::with(&[]);
    let report =
        book.import("name,company_revenue\nAcme,\"$1,200.00\"\nGlobex,USD 5.00\nHooli,EUR 7.50\n");
    assert_eq!(counts(&report), (3, 0, 0, 0));
    assert_eq!(report.remarks[0].reason, "is in EUR, the other amounts are in USD; left out");
    let sums: Vec<_> = report.subtotals.iter().map(|s| (&*s.currency, s.rows, s.amount)).collect();
    let money = |text| quadbook::domain::amount::Money::parse(text).unwrap();
    assert_eq!(sums, [("USD", 2, money("1205")), ("EUR", 1, money("7.50"))]);
    assert_eq!(
        report.notes()[1..],
        [
            "amounts are in USD, which becomes the currency of the book",
            "company_revenue holds USD 1205 (2 rows) and EUR 7.50 (1 row), which are not added up",
        ]
    );
    assert_eq!(book.0.book().settings.text("currency"), "USD");
    let report = book.import("name,company_revenue\nHooli,€7.50\n");
    assert_eq!((counts(&report), report.remarks.len()), ((0, 0, 1, 0), 1));
    let report = book.import("account,year,amount\nHooli,2025,€7.50\n");
    assert_eq!(counts(&report), (0, 0, 0, 1));
    assert_eq!(report.rejected[0].reason, "is in €, the other amounts are in USD");
}

#[test]
fn other_kinds_find_their_accounts_by_id_name_or_crm_id() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    book.import("name,external_id,external_source\nGlobex,77,crm\n");
    let acme = book.0.find_account("Acme").unwrap();
    let list = format!(
        "account,title,due\n{acme},call,2026-12-01\n77,visit,\nacme,call,2026-12-01\nAcme,call,2026-12-01\n"
    );
    let report = book.import(&list);
    assert_eq!((report.kind, counts(&report)), ("action", (4, 0, 0, 0)));
    assert_eq!(counts(&book.import(&list)), (0, 0, 4, 0));
    let plans = "account,start,end,strategy\nAcme,2026-01-01,2026-12-31,Win it\nAcme,2027-01-01,2026-01-01,Bad\n";
    let report = book.import(plans);
    assert_eq!((report.kind, counts(&report)), ("plan", (1, 0, 0, 1)));
    let report = book.import("plan,text,likelihood\nAcme,They leave,high\nGlobex,None,low\n");
    assert_eq!((report.kind, counts(&report)), ("risk", (1, 0, 0, 1)));
    assert_eq!(report.rejected[0].reason, "there is no plan `Globex`");
}

#[test]
fn an_id_that_nobody_has_gives_way_to_the_name_beside_it() {
    let mut book = Book::with(&[("Globex", "Oslo")]);
    book.import("Account ID,Account Name,Billing City\n001Wj00000tQWvr,Acme,Riga\n");
    let deals = "Opportunity ID,Account ID,Account Name,Opportunity Name,Stage,Close Date\n\
        1,001Wj00000tQWvr,Globex,by id,Prospecting,2027-01-05\n\
        2,,Acme,by name,Prospecting,2027-01-05\n\
        3,001Wj00000tQXXX,Globex,noted by hand,Prospecting,2027-01-05\n\
        4,001Wj00000tQXXX,Acme,another Acme,Prospecting,2027-01-05\n\
        5,,Nobody,none,Prospecting,2027-01-05\n";
    let report = book.import(deals);
    assert_eq!(counts(&report), (3, 0, 0, 2));
    assert_eq!(report.remarks.len(), 1, "{:?}", report.remarks);
    assert!(report.remarks[0].reason.ends_with("taken by its name"), "{:?}", report.remarks);
    let reasons: Vec<_> = report.rejected.iter().map(|r| (r.line, r.value.as_str())).collect();
    assert_eq!(reasons, [(5, "001Wj00000tQXXX"), (6, "Nobody")]);
}

#[test]
fn a_parent_that_is_in_no_list_stands_under_its_name() {
    let mut book = Book::with(&[("Globex", "Oslo")]);
    let list = "Account ID,Account Name,Billing City,Parent Account ID,Parent Account\n\
        001Wj00000tQWv1,Acme Riga,Riga,001Wj00000tQWvp,Acme Holding\n\
        001Wj00000tQWv2,Acme Oslo,Oslo,001Wj00000tQWvp,Acme Holding\n\
        001Wj00000tQWv3,Globex Oslo,Oslo,001Wj00000tQWvg,Globex\n\
        001Wj00000tQWv4,Acme Kiel,Kiel,,Acme Riga\n";
    let report = book.import(list);
    assert_eq!((report.new, report.placeholders.len()), (4, 1), "{:?}", report.placeholders);
    assert_eq!(book.fact("Acme Holding", "external_id"), "001Wj00000tQWvpIAG");
    assert_eq!(book.parent("Acme Oslo"), "Acme Holding");
    assert_eq!(book.parent("Globex Oslo"), "Globex");
    assert_eq!(book.parent("Acme Kiel"), "Acme Riga");
    assert_eq!(counts(&book.import(list)), (0, 0, 4, 0));
}

#[test]
fn the_subject_of_a_touch_stands_before_its_description() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let list = "Subject,Type,Date,Account Name,Description\nIntro,Call,2026-11-02,Acme,went well\n";
    assert_eq!(counts(&book.import(list)), (1, 0, 0, 0));
    assert_eq!(counts(&book.import(list)), (0, 0, 1, 0));
    let touches = book.0.records(Touch::TABLE, None).unwrap();
    let note = touches.iter().find_map(|touch| touch.get(touch::field::note));
    assert_eq!(note, Some(Value::Text("Intro\nwent well".into())));
}

#[test]
fn what_was_deleted_in_the_crm_stays_out_and_large_amounts_come_in_whole() {
    let mut book = Book::with(&[]);
    let list = "\"ID\",\"ISDELETED\",\"NAME\",\"BILLINGCITY\",\"ANNUALREVENUE\"\n\
        \"001Wj00000tQWv1\",\"false\",\"Acme\",\"Riga\",\"1.23456789E7\"\n\
        \"001Wj00000tQWv2\",\"true\",\"Globex\",\"Oslo\",\"500000.0\"\n";
    let report = book.import(list);
    assert_eq!(counts(&report), (1, 0, 0, 0));
    assert_eq!(
        (report.ignored[0].line, report.ignored[0].what.reason()),
        (3, "deleted in the CRM")
    );
    assert_eq!(book.fact("Acme", "company_revenue"), "12345678.90");
}
