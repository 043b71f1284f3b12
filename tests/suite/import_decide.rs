//! What the user decides on the import screen before anything is written: columns, conflicts, names
//! that look alike, missing accounts, and how the file is read.

use std::path::Path;

use quadbook::domain::Moment;
use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

use crate::desks::{TODAY, desk, screen};
use crate::import_desk::{file, in_file, open, wait};

const LIST: &str = "Account Name,Account ID,Billing City,Phone\n\
    Harbour Homes,001A0000001aaaaAAA,Bergen,1\n\
    Fjord Renovation,001A0000001aaabAAA,Oslo,2\n\
    Old Mill Joinery,001A0000001aaacAAA,Riga,3\n";

fn fact(desk: &mut Desk, name: &str, key: &str) -> String {
    let now = Moment::noon(TODAY);
    let session = desk.session();
    let id = session.find_account(name).unwrap();
    let fact = Fact::named(key).unwrap();
    session.need(&[fact], &now).unwrap();
    let row = session.book().accounts.row(id).unwrap();
    session.book().seen().fact(row, fact).map(|v| v.canonical()).unwrap_or_default()
}

/// The rep writes into a text field.
fn write(desk: &mut Desk, name: &str, key: &str, text: &str) {
    let session = desk.session();
    let id = session.find_account(name).unwrap();
    let account = session.record(Account::TABLE, id).unwrap().unwrap();
    let value = quadbook::domain::value::Value::Text(text.to_owned());
    let field = Account::TABLE.field(key).unwrap();
    let change = quadbook::domain::Change::new("by hand").set(&*account, field, Some(value));
    session.commit(&change, &Moment::noon(TODAY)).unwrap();
}

/// A desk where the list was imported, with the screen asking for the next file.
fn imported(folder: &Path) -> Desk {
    let list = file(folder, "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter><enter><enter>"));
    desk
}

#[test]
fn columns_are_fed_left_out_kept_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let odd = "Firma,Rang,City,Warengruppe\nHarbour,70,Bergen,Fenster\nMill,30,Riga,Glas\n";
    let list = file(folder.path(), "odd.csv", odd);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &list);
    desk.keys("<tab><tab>");
    assert!(screen(&mut desk).contains("[Columns 4]"));
    desk.keys("<down>epotential, ju");
    let shown = screen(&mut desk);
    assert!(
        shown.contains("What does `Rang` feed?") && shown.contains("Potential, judged"),
        "{shown}"
    );
    desk.keys("<enter>");
    assert!(screen(&mut desk).contains("you said so"));
    desk.keys("<down>x<down>b");
    let shown = screen(&mut desk);
    assert!(shown.contains("kept as it is") && !shown.contains("the field's name"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(fact(&mut desk, "Harbour", "potential"), "70");
    assert_eq!(fact(&mut desk, "Harbour", "city"), "");
    let newer = file(folder.path(), "newer.csv", odd.replace("70", "75"));
    desk.keys("<enter>");
    open(&mut desk, &newer);
    desk.keys("<shift-tab>");
    let shown = screen(&mut desk);
    assert!(
        shown.contains("[Changes]") && shown.contains("70 ") && shown.contains("75"),
        "{shown}"
    );
    desk.keys("<tab>");
    let shown = screen(&mut desk);
    assert!(shown.contains("as before") && shown.contains("1 changed"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(fact(&mut desk, "Harbour", "potential"), "75");
}

#[test]
fn yours_stand_unless_theirs_are_taken_one_by_one_or_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    for name in ["Harbour Homes", "Old Mill Joinery"] {
        write(&mut desk, name, "phone", "99");
    }
    let newer = LIST.replace(",1\n", ",11\n").replace(",3\n", ",33\n");
    let newer = file(folder.path(), "newer.csv", &newer);
    open(&mut desk, &newer);
    let shown = screen(&mut desk);
    assert!(shown.contains("2 in conflict") && shown.contains("0 changed"), "{shown}");
    desk.keys("<shift-tab>");
    assert!(screen(&mut desk).contains("[In conflict 2]"), "nothing is new and nothing changes");
    assert!(screen(&mut desk).contains("[99]"));
    desk.keys("<down><space>");
    let shown = screen(&mut desk);
    assert!(shown.contains("[33]") && shown.contains("1 changed"), "{shown}");
    for (name, size) in [("80x24", (80, 24)), ("120x36", (120, 36)), ("60x16", (60, 16))] {
        let shown = desk.screen(size, &Looks::default());
        let shown = shown.replace(&*folder.path().display().to_string(), "FOLDER");
        insta::assert_snapshot!(format!("conflicts_{name}"), shown);
    }
    desk.keys("t");
    assert!(screen(&mut desk).contains("[11]"));
    desk.keys("m<up><space><enter>");
    assert_eq!(fact(&mut desk, "Harbour Homes", "phone"), "11");
    assert_eq!(fact(&mut desk, "Old Mill Joinery", "phone"), "99");
    desk.keys("u");
    assert_eq!(fact(&mut desk, "Harbour Homes", "phone"), "99");
}

#[test]
fn an_account_that_changes_anyway_is_counted_once_with_its_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    write(&mut desk, "Harbour Homes", "phone", "99");
    let newer = LIST.replace("Bergen,1\n", "Voss,11\n").replace("Riga,3", "Tartu,3");
    let newer = file(folder.path(), "newer.csv", &newer);
    open(&mut desk, &newer);
    let counts = |desk: &mut Desk| {
        let shown = screen(desk);
        assert!(shown.contains("2 changed") && shown.contains("1 same"), "{shown}");
    };
    counts(&mut desk);
    let at_conflicts = |desk: &mut Desk| screen(desk).contains("[In conflict 1]");
    while !at_conflicts(&mut desk) {
        desk.keys("<tab>");
    }
    desk.keys("<space>");
    assert_eq!(desk.ui.import.decided.theirs.len(), 1, "theirs is taken");
    counts(&mut desk);
    desk.keys("<enter>");
    counts(&mut desk);
    assert_eq!(fact(&mut desk, "Harbour Homes", "phone"), "11");
}

#[test]
fn a_column_feeds_the_revenue_of_a_year_of_the_users_choice() {
    let folder = tempfile::tempdir().unwrap();
    let odd = "Firma,Vorjahr\nHarbour,700\nMill,300\n";
    let list = file(folder.path(), "odd.csv", odd);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &list);
    desk.keys("<tab><tab><down>erevenue 20");
    let shown = screen(&mut desk);
    assert!(shown.contains("Revenue 2026") && shown.contains("Revenue 2022"), "{shown}");
    desk.keys("25<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("Revenue 2025") && shown.contains("you said so"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(fact(&mut desk, "Harbour", "revenue_last_year"), "700");
}

#[test]
fn names_that_look_alike_are_one_account_when_the_user_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    let list = file(folder.path(), "more.csv", "name,phone\nACME Ltd.,5\nHarbour-Homes,6\nNew,7\n");
    open(&mut desk, &list);
    assert!(screen(&mut desk).contains("2 alike"));
    desk.keys("<tab><tab><tab><space>");
    let shown = screen(&mut desk);
    assert!(shown.contains("ACME Ltd.") && shown.contains(" one"), "{shown}");
    assert!(shown.contains("2 new") && shown.contains("1 changed"), "{shown}");
    desk.keys("<shift-tab><shift-tab><shift-tab><shift-tab>");
    let shown = screen(&mut desk);
    assert!(shown.contains("[New]") && shown.contains("Harbour-Homes"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(desk.book().accounts.len(), 6);
    assert_eq!(fact(&mut desk, "ACME Ltd.", "potential"), "80");
}

#[test]
fn a_row_read_otherwise_is_not_made_one_with_an_account_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    let list = file(folder.path(), "more.csv", "name,Firma B\nACME Ltd.,Harbour-Homes\n");
    open(&mut desk, &list);
    desk.keys("<tab><tab><tab><space>");
    let shown = screen(&mut desk);
    assert!(shown.contains("ACME Ltd.") && shown.contains(" 0 new"), "{shown}");
    desk.keys("<shift-tab><down>ename<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("1 alike") && shown.contains("1 new"), "{shown}");
}

#[test]
fn missing_accounts_stay_unless_the_user_puts_them_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    let one: String = LIST.split_inclusive('\n').take(2).collect();
    let list = file(folder.path(), "one.csv", &one);
    open(&mut desk, &list);
    assert!(screen(&mut desk).contains("2 missing"));
    desk.keys("<tab><tab><tab>");
    let shown = screen(&mut desk);
    assert!(
        shown.contains("They stay as they are.") && shown.contains("Old Mill Joinery"),
        "{shown}"
    );
    desk.keys("<enter>");
    assert!(screen(&mut desk).contains("there is nothing new in the file"));
    desk.keys("p");
    assert!(screen(&mut desk).contains("They will be put away."));
    desk.keys("<enter>");
    assert!(!fact(&mut desk, "Old Mill Joinery", "archived").is_empty());
    assert!(fact(&mut desk, "Acme", "archived").is_empty());
    desk.keys("u");
    assert!(fact(&mut desk, "Old Mill Joinery", "archived").is_empty());
}

#[test]
fn a_file_is_read_otherwise_and_a_mapping_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "odd.csv", "Firma;Rang\nHarbour;70\n");
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    open(&mut desk, &list);
    desk.keys("ocomma<enter>");
    assert!(screen(&mut desk).contains("no column is known to hold the name"));
    desk.keys("osemicolon<enter>");
    assert!(screen(&mut desk).contains("1 new"));
    desk.keys("<tab><tab><down>epotential, ju<enter>rweekly<enter>");
    assert!(screen(&mut desk).contains("is remembered as weekly"));
    let other = file(folder.path(), "other.csv", "Rang;Nr;Firma\n30;1;Mill\n");
    desk.keys("<esc>");
    open(&mut desk, &other);
    assert!(!screen(&mut desk).contains("Potential, jud"));
    desk.keys("oweekly<enter>");
    assert!(screen(&mut desk).contains("Potential, jud"));
    desk.keys("<esc>");
    assert_eq!(desk.book().accounts.len(), 1);
}

#[test]
fn what_another_window_imported_first_is_not_taken_back_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = (in_file(folder.path()), in_file(folder.path()));
    let list = file(folder.path(), "accounts.csv", LIST);
    for window in [&mut desk, &mut other] {
        open(window, &list);
        wait(window);
    }
    for window in [&mut other, &mut desk] {
        window.keys("<enter>");
        wait(window);
    }
    assert_eq!(desk.book().accounts.len(), 3);
    desk.keys("u");
    assert_eq!(desk.book().accounts.len(), 3, "{}", screen(&mut desk));
}

#[test]
fn what_was_decided_holds_for_a_book_in_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = in_file(folder.path());
    let list = file(folder.path(), "accounts.csv", LIST);
    open(&mut desk, &list);
    wait(&mut desk);
    desk.keys("<tab><tab><down><down>x");
    wait(&mut desk);
    desk.keys("<enter>");
    wait(&mut desk);
    assert_eq!(fact(&mut desk, "Harbour Homes", "city"), "");
    write(&mut desk, "Harbour Homes", "phone", "99");
    let newer = file(folder.path(), "newer.csv", LIST.replace(",1\n", ",11\n"));
    desk.keys("<enter>");
    open(&mut desk, &newer);
    wait(&mut desk);
    desk.keys("<tab><tab><tab>");
    assert!(screen(&mut desk).contains("[99]"));
    desk.keys("t<enter>");
    wait(&mut desk);
    assert_eq!(fact(&mut desk, "Harbour Homes", "phone"), "11");
    assert_eq!(fact(&mut desk, "Harbour Homes", "city"), "", "the column stays left out");
}

#[test]
fn products_that_are_nearly_called_alike_are_one_when_the_user_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = imported(folder.path());
    let text = "Opportunity Name,Account Name,Stage,Amount,Close Date,Product\n\
        Windows,Acme,Open,12000,2026-10-02,GTX Pro\nDoors,Acme,Open,500,2026-10-03,GTXPro\n\
        Gates,Acme,Open,500,2026-10-03,Basic One\nFences,Acme,Open,5,2026-10-03,Basic-One\n";
    open(&mut desk, &file(folder.path(), "deals.csv", text));
    let shown = screen(&mut desk);
    assert!(shown.contains("New products: GTX Pro, GTXPro, Basic One, Basic-One"), "{shown}");
    assert!(!shown.contains("--"), "{shown}");
    desk.keys("<tab><tab><tab>");
    let shown = screen(&mut desk);
    assert!(
        shown.contains("[Products alike 2]") && shown.contains("one product or two"),
        "{shown}"
    );
    desk.keys("<space>");
    assert!(screen(&mut desk).contains(" one"));
    desk.keys("owon sales make the<enter>");
    assert!(
        screen(&mut desk).contains(" one"),
        "it is still decided when the file is read otherwise"
    );
    desk.keys("<tab>");
    let shown = screen(&mut desk);
    assert!(shown.contains("New products: GTX Pro, Basic One, Basic-One"), "{shown}");
    desk.keys("<enter>");
    let product = quadbook::domain::kinds::kind("product").unwrap();
    let products = desk.session().records(product, None).unwrap();
    let mut names: Vec<String> = products.iter().map(|product| product.title()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Basic One", "Basic-One", "GTX Pro"]);
}

#[test]
fn an_account_that_a_row_is_made_one_with_is_missing_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let named = "name,city,phone\nHarbour Homes,Bergen,1\nFjord Renovation,Oslo,2\n";
    let list = file(folder.path(), "accounts.csv", named);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter><enter><enter>"));
    let renamed = named.replace("Harbour Homes", "HARBOUR-Homes");
    let list = file(folder.path(), "newer.csv", &renamed);
    open(&mut desk, &list);
    let shown = screen(&mut desk);
    assert!(shown.contains("1 new") && shown.contains("2 missing"), "{shown}");
    while !screen(&mut desk).contains("[Names alike") {
        desk.keys("<tab>");
    }
    desk.keys("<space>");
    let shown = screen(&mut desk);
    for said in ["0 new", "1 changed", "1 same", "1 missing", "Missing 1"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    desk.keys("<tab>");
    let shown = screen(&mut desk);
    assert!(shown.contains("Acme") && !shown.contains("Harbour Homes"), "{shown}");
    desk.keys("<shift-tab><space>");
    assert!(screen(&mut desk).contains("2 missing"));
    desk.keys("<space><enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("1 changed, 1 same, 1 missing"), "{shown}");
}
