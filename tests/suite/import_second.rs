//! A newer export of the same list: what the rep wrote meanwhile, what the file no longer has, and
//! what a CRM never touches.

use quadbook::domain::kinds::Account;
use quadbook::domain::{Change, Id};
use quadbook::exchange::import::{Absent, Conflicts, Decisions, Report, Side};
use quadbook::terminal::importing::Failure;

use super::import_book::Book;
use super::import_files::now;

const FIRST: &str = "Account ID,Account Name,Billing City,Phone,Engagement\n\
    001A0000001aaaaAAA,Acme,Riga,1,40\n\
    001A0000001aaabAAA,Bolt,Oslo,2,50\n\
    001A0000001aaacAAA,Cedar,Rome,3,\n";

fn counts(report: &Report) -> (u64, u64, u64) {
    (report.new, report.changed, report.same)
}

fn conflicts(report: &Report) -> Vec<(&str, &str, &str, &str)> {
    let of = &report.conflicts;
    of.iter().map(|c| (&*c.name, c.field, &*c.mine, &*c.theirs)).collect()
}

#[test]
fn what_the_rep_wrote_stays_and_is_reported_where_the_file_says_something_new() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.write("Acme", "phone", "99");
    book.write("Bolt", "phone", "88");
    let newer = FIRST.replace("Riga,1", "Bergen,11");
    let report = book.import(&newer);
    assert_eq!(counts(&report), (0, 1, 2));
    assert_eq!(conflicts(&report), [("Acme", "phone", "99", "11")]);
    assert_eq!(
        (book.fact("Acme", "phone"), book.fact("Acme", "city")),
        ("99".into(), "Bergen".into())
    );
    // Where the file still says what the last import brought, nobody is asked.
    assert_eq!(book.fact("Bolt", "phone"), "88");
    assert_eq!(report.conflicts[0].stands, Side::Mine);
}

#[test]
fn theirs_are_taken_for_all_or_for_one_field_when_the_user_says_so() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    for name in ["Acme", "Bolt"] {
        book.write(name, "phone", "99");
    }
    let newer = FIRST.replace("Riga,1", "Riga,11").replace("Oslo,2", "Oslo,22");
    let acme = book.0.find_account("Acme").unwrap();
    let mut one = Decisions::default();
    one.sides.insert((acme, "phone".to_owned()), Side::Theirs);
    let report = book.try_import(&newer, &one).unwrap();
    assert_eq!((counts(&report), report.conflicts.len()), ((0, 1, 2), 2));
    assert_eq!(
        (book.fact("Acme", "phone"), book.fact("Bolt", "phone")),
        ("11".into(), "99".into())
    );
    let all = Decisions { conflicts: Conflicts::Stand(Side::Theirs), ..Decisions::default() };
    let report = book.try_import(&newer, &all).unwrap();
    assert_eq!(conflicts(&report), [("Bolt", "phone", "99", "22")]);
    assert_eq!(book.fact("Bolt", "phone"), "22");
    assert_eq!(counts(&book.import(&newer)), (0, 0, 3));
}

#[test]
fn a_file_in_conflict_is_refused_whole_when_the_user_wants_no_conflicts() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.write("Acme", "phone", "99");
    let newer = FIRST.replace("Riga,1", "Riga,11").replace("Rome", "Milan");
    let refuse = Decisions { conflicts: Conflicts::Refuse, ..Decisions::default() };
    let said = book.try_import(&newer, &refuse).unwrap_err();
    assert!(said.to_string().contains("phone of Acme: `99` here, `11` there"), "{said}");
    assert!(matches!(said, Failure::Refused(_)), "{said}");
    assert_eq!(book.fact("Cedar", "city"), "Rome");
    assert!(book.try_import(FIRST, &refuse).is_ok());
}

#[test]
fn what_was_taken_back_is_not_the_reps_any_more() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.write("Acme", "phone", "99");
    book.0.undo(&now()).unwrap();
    let report = book.import(&FIRST.replace("Riga,1", "Riga,11"));
    assert_eq!((counts(&report), report.conflicts.len()), ((0, 1, 2), 0));
    book.write("Acme", "phone", "99");
    book.write("Acme", "phone", "11");
    let report = book.import(&FIRST.replace("Riga,1", "Riga,12"));
    assert_eq!((counts(&report), report.conflicts.len()), ((0, 1, 2), 0));
    book.0.undo(&now()).unwrap();
    assert_eq!(book.fact("Acme", "phone"), "11");
}

#[test]
fn what_was_noted_by_hand_or_cleared_is_the_reps_too() {
    let mut book = Book::with(&[]);
    let mut account = Account::new(Id::fresh(&now()));
    account.name.0 = "Acme".to_owned();
    account.phone = Some("99".to_owned());
    book.0.commit(&Change::new("noted").create(account), &now()).unwrap();
    let report = book.import(FIRST);
    assert_eq!(counts(&report), (3, 0, 0), "another city");
    let by_name = "Account ID,Account Name,Account Owner,Phone,Type\n001A0000001aaadAAA,Dune,Ann,5,Customer\n";
    let mut account = Account::new(Id::fresh(&now()));
    account.name.0 = "Dune".to_owned();
    account.phone = Some("77".to_owned());
    book.0.commit(&Change::new("noted").create(account), &now()).unwrap();
    let report = book.import(by_name);
    assert_eq!(
        (counts(&report), conflicts(&report)),
        ((0, 1, 0), vec![("Dune", "phone", "77", "5")])
    );
    assert_eq!(book.fact("Dune", "relationship"), "customer");
    book.write("Bolt", "phone", "");
    let report = book.import(&FIRST.replace("Oslo,2", "Oslo,22"));
    assert_eq!(conflicts(&report), [("Bolt", "phone", "", "22")]);
}

#[test]
fn a_crm_never_writes_over_the_plan_but_a_list_of_ones_own_may() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.write("Cedar", "engagement", "77");
    let newer = FIRST.replace("1,40", "1,45").replace("Rome,3,", "Rome,3,10");
    let take = Decisions { conflicts: Conflicts::Stand(Side::Theirs), ..Decisions::default() };
    let report = book.try_import(&newer, &take).unwrap();
    assert_eq!((counts(&report), report.plan_kept, report.conflicts.len()), ((0, 0, 3), 2, 0));
    assert_eq!(book.fact("Acme", "engagement"), "40");
    assert_eq!(book.fact("Cedar", "engagement"), "77");
    let report = book.import("name,engagement\nAcme,45\nCedar,10\n");
    assert_eq!((counts(&report), report.plan_kept), ((0, 1, 1), 0));
    assert_eq!(conflicts(&report), [("Cedar", "engagement", "77", "10")]);
    assert_eq!(book.fact("Acme", "engagement"), "45");
}

#[test]
fn accounts_that_the_file_no_longer_has_are_named_and_left_alone() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    book.import("name,city\nBy list,Riga\n");
    let first_line = FIRST.lines().next().unwrap();
    let one = format!(
        "{first_line}\n001A0000001aaaaAAA,Acme,Riga,1,40\n001A0000001aaabAAA,Bolt,Oslo,2,500\n"
    );
    let report = book.import(&one);
    let missing: Vec<_> = report.missing.iter().map(|m| (&*m.name, &*m.external_id)).collect();
    assert_eq!(missing, [("Cedar", "001A0000001aaacAAA")], "a rejected row is in the file");
    assert_eq!((report.rejected.len(), book.living()), (1, 4));
    assert_eq!(book.import(FIRST).missing, []);
}

#[test]
fn most_accounts_are_never_put_away_by_one_word() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    let header = FIRST.lines().next().unwrap();
    let one = format!("{header}\n001A0000001aaaaAAA,Acme,Riga,1,40\n");
    let archive = |absent| Decisions { absent, ..Decisions::default() };
    let said = book.try_import(&one, &archive(Absent::Archive)).unwrap_err();
    assert!(said.to_string().contains("2 of 3 accounts are missing from the file"), "{said}");
    assert!(matches!(said, Failure::Refused(_)), "{said}");
    assert_eq!(book.living(), 3);
    let two = format!("{one}001A0000001aaabAAA,Bolt,Oslo,2,50\n");
    let report = book.try_import(&two, &archive(Absent::Archive)).unwrap();
    assert_eq!((report.archived, book.living()), (1, 2));
    let report = book.try_import(&one, &archive(Absent::ArchiveAll)).unwrap();
    assert_eq!((report.archived, book.living()), (1, 1));
    book.0.undo(&now()).unwrap();
    assert_eq!(book.living(), 2);
}

#[test]
fn what_an_import_put_away_comes_back_and_what_the_rep_put_away_does_not() {
    let mut book = Book::with(&[]);
    book.import(FIRST);
    let header = FIRST.lines().next().unwrap();
    let two =
        format!("{header}\n001A0000001aaaaAAA,Acme,Riga,1,40\n001A0000001aaabAAA,Bolt,Oslo,2,50\n");
    let archive = Decisions { absent: Absent::Archive, ..Decisions::default() };
    book.try_import(&two, &archive).unwrap();
    book.write("Bolt", "archived", "2026-11-21T12:00:00+00:00");
    assert_eq!((book.living(), book.fact("Cedar", "archived").is_empty()), (1, false));
    assert_eq!(counts(&book.import(FIRST)), (0, 1, 2));
    assert_eq!((book.living(), book.fact("Cedar", "archived").is_empty()), (2, true));
}
