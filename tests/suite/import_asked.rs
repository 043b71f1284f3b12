//! A conflict is asked about once, whatever the kind, while what the list says stays the same; and
//! who says that theirs are taken gets theirs.

use quadbook::domain::Change;
use quadbook::domain::kinds::{Contact, Revenue};
use quadbook::domain::record::{Kind, Table};
use quadbook::domain::value::Reading;
use quadbook::exchange::import::{Conflicts, Decisions, Side};

use super::import_book::Book;
use super::import_files::now;

fn take() -> Decisions {
    Decisions { conflicts: Conflicts::Stand(Side::Theirs), ..Decisions::default() }
}

fn refuse() -> Decisions {
    Decisions { conflicts: Conflicts::Refuse, ..Decisions::default() }
}

fn write(book: &mut Book, table: &'static Table, key: &str, text: &str) {
    let record = book.0.records(table, None).unwrap().remove(0);
    let field = table.field(key).unwrap();
    let value = field.ty.parse(text, &Reading::plain(now().date())).unwrap();
    let change = Change::new("by hand").set(&*record, field, value);
    book.0.commit(&change, &now()).unwrap();
}

fn value(book: &Book, table: &'static Table, key: &str) -> String {
    let record = book.0.records(table, None).unwrap().remove(0);
    record.get(table.field(key).unwrap()).map(|value| value.canonical()).unwrap_or_default()
}

#[test]
fn a_conflict_is_asked_once_for_every_kind() {
    let contacts = "Contact ID,First Name,Last Name,Account Name,Email,Phone\n\
        003A000001abcdeIAA,Ann,Lee,Acme,a@x.example,1\n";
    let plain = "First Name,Last Name,Account Name,Email,Phone\nAnn,Lee,Acme,a@x.example,1\n";
    let revenue = "account,year,amount\nAcme,2025,1\n";
    let cases: [(&str, &'static Table, &str, &str); 3] = [
        (contacts, Contact::TABLE, "phone", ",1\n"),
        (plain, Contact::TABLE, "phone", ",1\n"),
        (&revenue.replace("account,year", "Account Name,Year"), Revenue::TABLE, "amount", ",1\n"),
    ];
    for (list, table, key, cell) in cases {
        let mut book = Book::with(&[("Acme", "")]);
        book.import(list);
        write(&mut book, table, key, "99");
        assert_eq!(book.import(list).conflicts.len(), 0, "{list}");
        let newer = list.replace(cell, ",11\n");
        assert_eq!(book.import(&newer).conflicts.len(), 1, "{list}");
        assert_eq!(book.import(&newer).conflicts.len(), 0, "{list}");
        assert!(book.try_import(&newer, &refuse()).is_ok(), "{list}");
        assert_eq!(book.import(&list.replace(cell, ",12\n")).conflicts.len(), 1, "{list}");
        assert_eq!(value(&book, table, key), "99", "{list}");
        book.decided(&newer, &take());
        assert_eq!(value(&book, table, key), "11", "{list}");
    }
}

#[test]
fn theirs_are_taken_from_a_file_that_says_what_it_said_before() {
    let list = "Account ID,Account Name,Billing City,Phone\n001A0000001aaaaAAA,Acme,Riga,1\n";
    let mut book = Book::with(&[]);
    book.import(list);
    book.write("Acme", "phone", "99");
    assert_eq!(book.import(list).same, 1);
    let report = book.decided(list, &take());
    assert_eq!((report.changed, book.fact("Acme", "phone")), (1, "1".into()));
}
