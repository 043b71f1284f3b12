//! Rows without a name go by what the CRM shows in its place, and it is said.

use quadbook::domain::kinds::Contact;
use quadbook::domain::record::Kind;
use quadbook::exchange::import::Report;

use super::import_book::Book;

fn counts(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.rejected.len())
}

const COMPANIES: &str = "Record ID,Company name,Company Domain Name,Website URL,City,Phone Number\n\
    1,Acme,acme.example,https://www.acme.example/en,Riga,1\n\
    2,,bolt.example,https://www.bolt-group.example/en,Riga,2\n\
    3,,,https://www.Crux.example/start,Oslo,3\n\
    4,,,,Oslo,4\n";

#[test]
fn a_company_without_a_name_is_called_by_its_domain() {
    let mut book = Book::with(&[]);
    let report = book.import(COMPANIES);
    assert_eq!(counts(&report), (3, 0, 0, 1));
    let [remark] = report.remarks.as_slice() else { panic!("{:?}", report.remarks) };
    assert_eq!((remark.line, remark.column.as_str()), (3, "Company name"));
    assert_eq!(remark.value, "bolt.example");
    let said = "is the domain, taken for the name that is missing; 1 more: line 4 `crux.example`";
    assert_eq!(remark.reason, said);
    assert_eq!(book.fact("bolt.example", "website"), "https://www.bolt-group.example/en");
    let again = book.import(COMPANIES);
    assert_eq!(counts(&again), (0, 0, 3, 1));
    assert!(again.remarks.is_empty(), "nothing is taken for a name any more: {:?}", again.remarks);
}

#[test]
fn a_name_that_comes_later_is_taken_and_one_that_the_rep_gave_stays() {
    let mut book = Book::with(&[]);
    book.import(COMPANIES);
    book.write("bolt.example", "name", "Bolt Works");
    assert_eq!(counts(&book.import(COMPANIES)), (0, 0, 3, 1));
    let named = COMPANIES.replace("\n3,,", "\n3,Crux AG,").replace("\n2,,", "\n2,Bolt Inc,");
    let report = book.import(&named);
    assert_eq!((counts(&report), report.conflicts.len()), ((0, 1, 2, 1), 1));
    assert_eq!(book.fact("Crux AG", "city"), "Oslo");
    assert_eq!(book.fact("Bolt Works", "phone"), "2");
}

#[test]
fn a_name_that_the_crm_has_no_more_is_not_replaced_by_a_domain() {
    let mut book = Book::with(&[]);
    book.import(COMPANIES);
    let blank = COMPANIES.replace("\n1,Acme,", "\n1,,");
    assert_eq!(counts(&book.import(&blank)), (0, 0, 3, 1));
    assert_eq!(book.fact("Acme", "phone"), "1");
}

#[test]
fn without_ids_the_domain_finds_the_account_again() {
    let mut book = Book::with(&[]);
    let list = "name,website,city\n,www.acme.example,Riga\n,,Oslo\nBolt,bolt.example,Riga\n";
    assert_eq!(counts(&book.import(list)), (2, 0, 0, 1));
    assert_eq!(counts(&book.import(list)), (0, 0, 2, 1));
}

#[test]
fn many_nameless_rows_are_told_in_one_remark() {
    let mut book = Book::with(&[]);
    let rows: Vec<String> = (1..=20).map(|at| format!(",w{at}.example")).collect();
    let report = book.import(&format!("name,website\n{}\n", rows.join("\n")));
    assert_eq!((report.new, report.remarks.len()), (20, 1));
    let said = "; 19 more: line 3 `w2.example`, line 4 `w3.example`, line 5 `w4.example`, \
        line 6 `w5.example`, …";
    assert!(report.remarks[0].reason.ends_with(said), "{}", report.remarks[0].reason);
}

#[test]
fn a_person_without_a_name_is_called_by_the_address() {
    let mut book = Book::with(&[("Acme", "Riga")]);
    let list = "Record ID,First Name,Last Name,Email,Company Name,Contact owner,Lead Status\n\
        1,,,Ann.Lee@acme.example,Acme,,\n2,,Bo,bo@acme.example,Acme,,\n3,,,,Acme,,\n";
    let report = book.import(list);
    assert_eq!((report.kind, counts(&report)), ("contact", (2, 0, 0, 1)));
    let remark = &report.remarks[0];
    assert_eq!((remark.line, remark.value.as_str()), (2, "ann.lee@acme.example"));
    assert_eq!(remark.reason, "is the e-mail address, taken for the name that is missing");
    assert_eq!(counts(&book.import(list)), (0, 0, 2, 1));
    let named = list.replace("1,,,", "1,Ann,Lee,");
    assert_eq!(counts(&book.import(&named)), (0, 1, 1, 1));
    let contacts = book.0.records(Contact::TABLE, None).unwrap();
    let mut titles: Vec<String> = contacts.iter().map(|contact| contact.title()).collect();
    titles.sort();
    assert_eq!(titles, ["Ann Lee", "Bo"]);
}
