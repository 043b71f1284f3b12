//! What the rep renames or moves stays what the list means by its old name: the next import of the
//! same list changes nothing and makes nothing twice.

use quadbook::domain::kinds::{Account, Contact, Opportunity, Product, account};
use quadbook::domain::record::{Kind, Table};
use quadbook::domain::value::Value;
use quadbook::domain::{Change, Id};
use quadbook::exchange::import::Report;

use super::import_book::Book;
use super::import_files::now;

const LIST: &str = "Company,City,Industry\nAcme,,Food\nBeta,Oslo,Food\n";

fn counts(report: &Report) -> (u64, u64, u64, usize, usize) {
    let (missing, rejected) = (report.missing.len(), report.rejected.len());
    (report.new, report.changed, report.same, missing, rejected)
}

/// The rep gives the only record of a kind with this title another one.
fn rename(book: &mut Book, table: &'static Table, from: &str, to: &str) {
    let all = book.0.records(table, None).unwrap();
    let record = all.iter().find(|record| record.title() == from).unwrap();
    let title = Some(Value::Text(to.to_owned()));
    let change = Change::new("by hand").set(&**record, table.title().unwrap(), title);
    book.0.commit(&change, &now()).unwrap();
}

fn titles(book: &Book, table: &'static Table) -> Vec<String> {
    let all = book.0.records(table, None).unwrap();
    let mut titles: Vec<String> = all.iter().map(|record| record.title()).collect();
    titles.sort_unstable();
    titles
}

#[test]
fn an_account_that_the_rep_renamed_or_moved_is_the_one_of_the_list() {
    for writes in [
        &[("Acme", "city", "Rome")][..],
        &[("Acme", "name", "Acme Srl")],
        &[("Beta", "city", "Bergen")],
        &[("Beta", "city", "")],
        &[("Acme", "name", "Acme Srl"), ("Acme Srl", "city", "Rome"), ("Beta", "name", "Bet")],
    ] {
        let mut book = Book::with(&[]);
        book.import(LIST);
        for (name, key, text) in writes {
            book.write(name, key, text);
        }
        assert_eq!(counts(&book.import(LIST)), (0, 0, 2, 0, 0), "{writes:?}");
        assert_eq!(book.len(), 2, "{writes:?}");
        let (name, key, text) = writes[0];
        let name = if key == "name" { text } else { name };
        assert_eq!(book.fact(name, key), text, "what the rep wrote stays");
    }
}

#[test]
fn what_the_list_says_anew_reaches_the_account_that_was_renamed() {
    let mut book = Book::with(&[]);
    book.import(LIST);
    book.write("Acme", "name", "Acme Srl");
    let report = book.import(&LIST.replace("Acme,,Food", "Acme,,Glass"));
    assert_eq!(counts(&report), (0, 1, 1, 0, 0));
    assert_eq!(book.fact("Acme Srl", "industry"), "Glass");
    let report = book.import(&LIST.replace("Acme,,Food", "Acme Srl,,Glass"));
    assert_eq!(counts(&report), (0, 0, 2, 0, 0), "the list has learned the name");
}

#[test]
fn what_lists_call_an_account_counts_before_what_others_are_called_now() {
    let mut book = Book::with(&[]);
    let list = "Company,City,Phone\nAcme,Rome,1\nAcme,Milan,2\n";
    book.import(list);
    let rome = book.0.book().accounts.ids().iter().copied().find(|id| {
        let record = book.0.record(Account::TABLE, *id).unwrap().unwrap();
        record.get(account::field::city) == Some(Value::Text("Rome".to_owned()))
    });
    let record = book.0.record(Account::TABLE, rome.unwrap());
    let record = record.unwrap().unwrap();
    let city = account::field::city;
    let change = Change::new("by hand").set(&*record, city, Some(Value::Text("Milan".to_owned())));
    book.0.commit(&change, &now()).unwrap();
    assert_eq!(counts(&book.import(list)), (0, 0, 2, 0, 0));
    // One noted by hand under the old name is none of the list's.
    let mut book = Book::with(&[]);
    book.import("Company,Phone\nAcme,1\n");
    book.write("Acme", "name", "Acme Srl");
    let mut other = Account::new(Id::fresh(&now()));
    other.name.0 = "Acme".to_owned();
    book.0.commit(&Change::new("noted").create(other), &now()).unwrap();
    assert_eq!(counts(&book.import("Company,Phone\nAcme,2\n")), (0, 1, 0, 1, 0));
    assert_eq!(
        (book.fact("Acme Srl", "phone"), book.fact("Acme", "phone")),
        ("2".into(), String::new())
    );
}

#[test]
fn a_parent_that_was_renamed_stays_the_parent() {
    for list in [
        "Company,Parent Account\nMohn SE,\nMohn Nord,Mohn SE\n",
        "Company,Parent Account\nMohn Nord,Mohn SE\n",
    ] {
        let mut book = Book::with(&[]);
        book.import(list);
        book.write("Mohn SE", "name", "Mohn Gruppe SE");
        let again = book.import(list);
        assert_eq!((again.new, again.changed, again.placeholders.len()), (0, 0, 0), "{list}");
        assert_eq!((book.len(), book.parent("Mohn Nord")), (2, "Mohn Gruppe SE".into()));
    }
}

#[test]
fn contacts_and_sales_find_the_account_by_the_name_that_lists_give_it() {
    let mut book = Book::with(&[]);
    book.import("Company,City\nAcme,Rome\nBeta,Oslo\n");
    book.write("Acme", "name", "Acme Srl");
    book.write("Beta", "city", "Bergen");
    let contacts = "First Name,Last Name,Account Name,Email\nAnn,Lee,Acme,a@x.example\n\
        Bo,Berg,\"Beta, Oslo\",b@x.example\n";
    assert_eq!(counts(&book.import(contacts)), (2, 0, 0, 0, 0));
    let sales = "Opportunity Name,Account Name,Stage,Amount,Close Date\n\
        Renewal,Acme,Open,100,2026-10-01\n";
    assert_eq!(counts(&book.import(sales)), (1, 0, 0, 0, 0));
}

#[test]
fn contacts_sales_and_products_that_were_renamed_are_found_again() {
    let mut book = Book::with(&[("Acme", "")]);
    let contacts = "First Name,Last Name,Account Name,Email\nAnn,Lee,Acme,a@x.example\n";
    let sales = "Opportunity Name,Account Name,Stage,Amount,Close Date,Product\n\
        Renewal,Acme,Open,100,2026-10-01,GTX\nRenewal,Acme,Open,100,2027-10-01,GTX\n\
        Doors,Acme,Open,100,2027-10-01,GTX\n";
    book.import(contacts);
    book.import(sales);
    rename(&mut book, Contact::TABLE, "Ann Lee", "Ann Lee-Berg");
    rename(&mut book, Opportunity::TABLE, "Doors", "Doors and gates");
    rename(&mut book, Opportunity::TABLE, "Renewal", "Renewal 2026");
    rename(&mut book, Product::TABLE, "GTX", "GTX Classic");
    assert_eq!(counts(&book.import(contacts)), (0, 0, 1, 0, 0));
    assert_eq!(counts(&book.import(sales)), (0, 0, 3, 0, 0));
    assert_eq!(titles(&book, Contact::TABLE), ["Ann Lee-Berg"]);
    assert_eq!(titles(&book, Product::TABLE), ["GTX Classic"]);
    assert_eq!(titles(&book, Opportunity::TABLE).len(), 3);
    assert_eq!(counts(&book.import(&contacts.replace("Ann,Lee", "Ann,Lee-Berg"))).2, 1);
}
