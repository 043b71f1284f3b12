//! Names that look alike, parents that nobody has, and circles of parents.

use quadbook::exchange::import::{Alike, Decisions, Report};

use super::import_book::Book;

fn counts(report: &Report) -> (u64, u64, u64, usize) {
    (report.new, report.changed, report.same, report.rejected.len())
}

/// What looked alike: the line, the other, and whether they were taken for one.
fn pairs(report: &Report) -> Vec<(u64, &str, bool)> {
    report.look_alikes.iter().map(|l| (l.line, &*l.other.name, l.same)).collect()
}

#[test]
fn names_that_look_alike_are_kept_apart_and_shown() {
    let mut book =
        Book::with(&[("Müller Fenster GmbH", "Riga"), ("Acme", ""), ("Bolt Inc", "Oslo")]);
    let list =
        "name,city,phone\nMueller Fenster,Riga,1\nACME Ltd.,Rome,2\nBolt,Bergen,3\nАсme,Paris,4\n";
    let report = book.import(list);
    assert_eq!(counts(&report), (4, 0, 0, 0));
    let found = [(2, "Müller Fenster GmbH", false), (3, "Acme", false), (5, "Acme", false)];
    assert_eq!(pairs(&report), found, "a branch in another city looks like nothing");
    let again = book.import(list);
    assert_eq!((counts(&again), again.look_alikes.len()), ((0, 0, 4, 0), 0));
}

#[test]
fn what_the_user_calls_the_same_is_one_account_from_then_on() {
    let list = "name,city,phone\nMueller Fenster,Riga,1\nACME Ltd.,Rome,2\n";
    let accounts = [("Müller Fenster GmbH", "Riga"), ("Acme", "")];
    let mut book = Book::with(&accounts);
    let all = Decisions { alike: Alike::Same, ..Decisions::default() };
    assert_eq!(counts(&book.decided(list, &all)), (0, 2, 0, 0));
    assert_eq!((book.len(), book.fact("Mueller Fenster", "phone")), (2, "1".into()));
    assert_eq!(counts(&book.import(list)), (0, 0, 2, 0));
    let mut book = Book::with(&accounts);
    let one = Decisions { same: vec![("acme ltd.".into(), "Acme".into())], ..Decisions::default() };
    assert_eq!(counts(&book.decided(list, &one)), (1, 1, 0, 0));
    let mut book = Book::with(&accounts);
    let mut by_line = Decisions::default();
    by_line.rows.insert(2, Alike::Same);
    assert_eq!(counts(&book.decided(list, &by_line)), (1, 1, 0, 0));
    assert_eq!(book.fact("Mueller Fenster", "city"), "Riga");
}

#[test]
fn rows_of_one_file_may_look_alike_too() {
    let list = "name,city\nBau Haus AG,Riga\nBauhaus,Riga\nBAUHAUS,Oslo\n";
    let mut book = Book::with(&[]);
    let report = book.import(list);
    assert_eq!((counts(&report), pairs(&report)), ((3, 0, 0, 0), vec![(3, "Bau Haus AG", false)]));
    assert_eq!(report.look_alikes[0].other.line, Some(2));
    let mut book = Book::with(&[]);
    let all = Decisions { alike: Alike::Same, ..Decisions::default() };
    let report = book.decided(list, &all);
    assert_eq!(counts(&report), (2, 0, 0, 1));
    assert_eq!(report.rejected[0].reason, "is the same account as line 2");
}

#[test]
fn an_account_noted_by_hand_that_looks_alike_gets_the_id_of_the_crm_when_they_are_one() {
    let list = "Account ID,Account Name,Billing City\n001Wj00000tQWvr,Acme GmbH,Riga\n";
    let mut book = Book::with(&[("ACME", "Riga")]);
    let all = Decisions { alike: Alike::Same, ..Decisions::default() };
    let report = book.decided(list, &all);
    assert_eq!((counts(&report), report.conflicts.len()), ((0, 1, 0, 0), 0));
    assert_eq!(book.fact("ACME", "external_id"), "001Wj00000tQWvrIAG");
    assert_eq!(counts(&book.import(list)), (0, 0, 1, 0));
}

#[test]
fn a_parent_that_nobody_has_gets_an_account_until_its_row_comes() {
    let mut book = Book::with(&[]);
    let list = "name,city,parent\nBranch,Riga,Head Office\nOther,Oslo,Head Office\n";
    let report = book.import(list);
    assert_eq!((counts(&report), report.remarks.len()), ((2, 0, 0, 0), 0));
    assert_eq!((report.placeholders.len(), report.placeholders[0].line), (1, 2));
    assert_eq!((book.len(), book.parent("Branch")), (3, "Head Office".into()));
    assert_eq!(book.fact("Head Office", "tags"), "placeholder");
    let again = book.import(list);
    assert_eq!((counts(&again), again.placeholders.len()), ((0, 0, 2, 0), 0));
    let head = book.import("name,city,phone\nHead Office,Bern,5\n");
    assert_eq!((counts(&head), book.len()), ((0, 1, 0, 0), 3));
    assert_eq!(
        (book.fact("Head Office", "tags"), book.fact("Head Office", "city")),
        (String::new(), "Bern".into())
    );
    assert_eq!(book.parent("Other"), "Head Office");
}

#[test]
fn a_parent_known_by_its_id_is_found_again_by_it() {
    let mut book = Book::with(&[]);
    let list = "ID,NAME,PARENTID,OWNERID\n001Wj00000tQWvrIAG,Branch,001Wj00000tQWvsIAG,x\n";
    let report = book.import(list);
    assert_eq!(report.placeholders[0].name, "001Wj00000tQWvsIAG");
    let head = book.import("ID,NAME,PARENTID,OWNERID\n001Wj00000tQWvsIAG,Head,,x\n");
    assert_eq!((counts(&head), book.len()), ((0, 1, 0, 0), 2));
    assert_eq!((book.parent("Branch"), book.fact("Head", "tags")), ("Head".into(), String::new()));
}

#[test]
fn every_row_of_a_circle_of_parents_is_named_and_left_open() {
    let mut book = Book::with(&[]);
    let report =
        book.import("name,parent\nAcme,Bolt\nBolt,Cedar\nCedar,Acme\nDune,Dune\nElm,Acme\n");
    let said: Vec<_> = report.remarks.iter().map(|r| (r.line, &*r.reason)).collect();
    assert_eq!(
        said,
        [
            (2, "would make a circle of parents: Acme → Bolt → Cedar → Acme; left open"),
            (3, "would make a circle of parents: Bolt → Cedar → Acme → Bolt; left open"),
            (4, "would make a circle of parents: Cedar → Acme → Bolt → Cedar; left open"),
            (5, "`Dune` is named as its own parent; left open"),
        ]
    );
    assert_eq!((counts(&report), book.parent("Elm")), ((5, 0, 0, 0), "Acme".into()));
    assert_eq!(book.parent("Acme"), "");
}

#[test]
fn a_row_that_is_not_taken_looks_like_nobody() {
    let mut book = Book::with(&[]);
    let report =
        book.import("name,city,phone\nDup Name,Kiel,1\nDup Name ,kiel,2\ndup name,Kiel,3\n");
    assert_eq!((report.new, report.rejected.len()), (1, 2));
    assert_eq!(report.look_alikes.len(), 0, "{:?}", report.look_alikes);
}

#[test]
fn one_company_in_two_crms_looks_alike_and_keeps_both_ids_when_it_is_one() {
    let hubspot = "Record ID,Company name,Company Domain Name,City,Phone Number\n\
        200000000001,Acme,acme.example,Rome,1\n200000000002,Bolt,bolt.example,Oslo,2\n";
    let salesforce = "Account ID,Account Name,Billing City,Phone\n\
        001A0000001aaaaAAA,ACME GmbH,Rome,\n001A0000001aaabAAA,Bolt,Bergen,\n";
    let mut book = Book::with(&[]);
    book.import(hubspot);
    let report = book.import(salesforce);
    assert_eq!((counts(&report), pairs(&report)), ((2, 0, 0, 0), vec![(2, "Acme", false)]));
    let mut book = Book::with(&[]);
    book.import(hubspot);
    let all = Decisions { alike: Alike::Same, ..Decisions::default() };
    assert_eq!(counts(&book.decided(salesforce, &all)), (1, 1, 0, 0));
    assert_eq!(book.len(), 3);
    for list in [hubspot, salesforce, hubspot, salesforce] {
        assert_eq!(counts(&book.import(list)), (0, 0, 2, 0), "{list}");
    }
    let contacts = "Contact ID,First Name,Last Name,Account ID,Email\n\
        003A000001abcdeIAA,Ann,Lee,001A0000001aaaaAAA,a@x.example\n";
    assert_eq!(counts(&book.import(contacts)), (1, 0, 0, 0));
}

#[test]
fn a_parent_in_a_city_is_found_within_the_file() {
    for parent in ["\"Hold, Y\"", "Hold – Y", "Hold - Y"] {
        let list = format!("Company,City,Parent Account\nKid,Z,{parent}\nHold,X,\nHold,Y,\n");
        let mut book = Book::with(&[]);
        let report = book.import(&list);
        assert_eq!((counts(&report), report.placeholders.len()), ((3, 0, 0, 0), 0), "{parent}");
        let id = book.fact("Kid", "parent").parse().unwrap();
        let row = book.0.book().accounts.row(id).unwrap();
        let city = quadbook::domain::facts::Fact::named("city").unwrap();
        book.0.need(&[city], &super::import_files::now()).unwrap();
        let city = book.0.book().seen().fact(row, city).unwrap();
        assert_eq!(city.canonical(), "Y", "{parent}");
    }
}
