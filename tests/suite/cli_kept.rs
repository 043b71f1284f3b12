//! Columns that were kept with the records: they are shown by name, stand in every full export, and
//! come back from it.

use crate::command::Home;

const ODD: &str = "Nr;Warengruppe;Firma;Phone 2\n1;Fenster;Acme;\n2;=T\u{fc}ren;Bolt;+1 2\n";

#[test]
fn kept_columns_are_shown_by_their_names() {
    let home = Home::new();
    home.file("odd.csv", ODD);
    home.done("import odd.csv --keep-columns");
    insta::assert_snapshot!(home.says("list --columns name,warengruppe,extra.Nr --sort name"), @r"
    exit 0
    -- out
    Name  Warengruppe  Nr
    Acme  Fenster      1
    Bolt  =Türen       2
    ");
    insta::assert_snapshot!(home.says("list --columns name,Warengruppe --sort name --csv"), @r"
    exit 0
    -- out
    name,extra.Warengruppe
    Acme,Fenster
    Bolt,'=Türen
    ");
    let shown = home.json("list --columns name,Nr --sort name --json");
    assert_eq!(shown[1], serde_json::json!({"name": "Bolt", "extra": {"Nr": "2"}}));
    assert_eq!(home.fails("list --columns name,Nummer"), 2);
}

#[test]
fn kept_columns_come_back_from_a_full_export() {
    let home = Home::new();
    home.file("odd.csv", ODD);
    home.done("import odd.csv --keep-columns");
    home.file("ours.csv", home.done("list --csv"));
    let same = home.json("import ours.csv --json");
    assert_eq!((&same["same"], &same["changed"]), (&2.into(), &0.into()));
    let other = Home::new();
    other.file("ours.csv", home.done("list --csv"));
    other.done("import ours.csv");
    assert_eq!(other.done("list --csv"), home.done("list --csv"));
    assert_eq!(other.json("show Bolt --json")["extra"]["Phone 2"], "+1 2");
    other.done("check");
}

#[test]
fn kept_columns_of_any_kind_come_back_from_its_list() {
    let home = Home::with(&["add Acme"]);
    home.file("people.csv", "account,name,Shoe size\nAcme,Ann,42\nAcme,Bob,\n");
    home.done("import people.csv --as contact --keep-columns");
    let list = home.done("contact list --csv");
    assert!(list.lines().next().unwrap().ends_with(",extra.Shoe size"), "{list}");
    home.file("ours.csv", &list);
    let same = home.json("import ours.csv --as contact --json");
    assert_eq!((&same["same"], &same["changed"]), (&2.into(), &0.into()));
    let other = Home::new();
    other.file("accounts.csv", home.done("list --csv"));
    other.file("ours.csv", &list);
    other.done("import accounts.csv");
    other.done("import ours.csv --as contact");
    assert_eq!(other.done("contact list --csv"), list);
}
