//! What a list no longer says: cells that are blank now where the same list gave a value before.

use quadbook::exchange::import::{Conflicts, Decisions, Report, Side};

use super::import_book::Book;

const FIRST: &str = "Id,Name,ParentId,Industry,Phone,BillingCity\n\
    001A000001abcdeIAA,Acme,,Food,1,Riga\n\
    001A000001abcdfIAA,Bolt,001A000001abcdeIAA,Glass,2,Oslo\n\
    001A000001abcdgIAA,Cedar,,Wood,3,Rome\n";

fn counts(report: &Report) -> (u64, u64, u64) {
    (report.new, report.changed, report.same)
}

fn told(report: &Report) -> Vec<String> {
    let one = |c: &quadbook::exchange::import::Changed| {
        format!("{}: {} {} → {}", c.name, c.field, c.before, c.after)
    };
    report.changes.iter().map(one).collect()
}

#[test]
fn what_the_crm_has_emptied_is_emptied_and_told_and_can_be_taken_back() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    let newer = FIRST.replace("Bolt,001A000001abcdeIAA,Glass,2,Oslo", "Bolt,,,,");
    // Parents are named nowhere else in the list: the whole column is blank.
    let report = book.import(&newer.replace("Cedar,,", "Cedar,001A000001abcdeIAA,"));
    assert_eq!(counts(&report), (0, 2, 1));
    let wanted = [
        "Bolt: parent Acme → ",
        "Bolt: industry Glass → ",
        "Bolt: phone 2 → ",
        "Bolt: city Oslo → ",
        "Cedar: parent  → Acme",
    ];
    let mut found = told(&report);
    found.sort();
    let mut wanted = wanted.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!((found, book.parent("Bolt")), (wanted, String::new()));
    book.0.undo(&super::import_files::now()).unwrap();
    assert_eq!((book.fact("Bolt", "phone"), book.parent("Bolt")), ("2".into(), "Acme".into()));
}

#[test]
fn the_same_list_again_changes_nothing_and_a_column_without_data_empties_nothing() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    let newer = FIRST.replace("Cedar,,Wood,3,", "Cedar,,,,");
    assert_eq!(counts(&book.import(&newer)), (0, 1, 2));
    assert_eq!(counts(&book.import(&newer)), (0, 0, 3));
    let blank = "Id,Name,Industry,Phone,BillingCity\n001A000001abcdeIAA,Acme,Food,,Riga\n\
        001A000001abcdfIAA,Bolt,Glass,,Oslo\n001A000001abcdgIAA,Cedar,,,Rome\n";
    let report = book.import(blank);
    assert_eq!(counts(&report), (0, 0, 3));
    let said: Vec<String> =
        report.remarks.iter().map(quadbook::exchange::import::Remark::words).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("Phone") && said[0].contains("is blank in every row"), "{said:?}");
    assert_eq!(book.fact("Acme", "phone"), "1");
}

#[test]
fn what_the_rep_wrote_is_a_conflict_and_what_another_list_gave_stays() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.write("Acme", "phone", "99");
    book.write("Acme", "engagement", "40");
    let newer = FIRST.replace("Acme,,Food,1,Riga", "Acme,,Food,,Riga");
    let report = book.import(&newer);
    let conflicts: Vec<_> =
        report.conflicts.iter().map(|c| (c.field, &*c.mine, &*c.theirs)).collect();
    assert_eq!((counts(&report), conflicts), ((0, 0, 3), vec![("phone", "99", "")]));
    let again = book.import(&newer);
    assert_eq!((counts(&again), again.conflicts.len()), ((0, 0, 3), 0), "it is asked once");
    let take = Decisions { conflicts: Conflicts::Stand(Side::Theirs), ..Decisions::default() };
    assert_eq!(counts(&book.decided(&newer, &take)), (0, 1, 2));
    assert_eq!(
        (book.fact("Acme", "phone"), book.fact("Acme", "engagement")),
        (String::new(), "40".into())
    );
    // The rep's own note, and another list's.
    book.write("Acme", "website", "acme.example");
    book.import("Company,City,Postal Code\nAcme,Riga,1010\nBolt,Oslo,\n");
    let wide = newer.replace("BillingCity", "BillingCity,Website,BillingPostalCode");
    let wide = wide.replace("Riga\n", "Riga,,\n").replace("Oslo\n", "Oslo,b.example,0150\n");
    let wide = wide.replace("Rome\n", "Rome,c.example,00100\n");
    assert_eq!(counts(&book.import(&wide)), (0, 2, 1));
    assert_eq!(book.fact("Acme", "website"), "acme.example");
    assert_eq!(book.fact("Acme", "postal_code"), "1010");
}

#[test]
fn what_contacts_no_longer_say_goes_too() {
    let mut book = Book::with(&[("Acme", "")]);
    let list = "First Name,Last Name,Account Name,Email,Phone\nAnn,Lee,Acme,a@x.example,1\n\
        Bo,Berg,Acme,b@x.example,2\n";
    book.import(list);
    let report = book.import(&list.replace("a@x.example,1", "a@x.example,"));
    assert_eq!(
        (counts(&report), told(&report)),
        ((0, 1, 1), vec!["Ann Lee, Acme: phone 1 → ".into()])
    );
}
