//! Files that do not say everything, and what helps: lists without names, lists in the wrong order,
//! notes among lists, words that are no field.

use std::io::Write as _;

use super::command::Home;

const LIST: &str = "Record ID,Company name,City,Phone Number,Postal Code\n\
    200000000001,Acme,Rome,1,\n200000000002,Bolt,Oslo,2,0150\n";

#[test]
fn ids_that_the_book_knows_stand_in_for_names() {
    let home = Home::new();
    home.file("all.csv", LIST);
    home.done("import all.csv");
    home.file("some.csv", "Record ID,Phone Number,Postal Code\n200000000001,11,00100\n99,5,6\n");
    let report = home.json("import some.csv --json");
    assert_eq!((&report["changed"], &report["new"]), (&1.into(), &0.into()), "{report}");
    assert_eq!(report["rejected"].as_array().unwrap().len(), 1, "{report}");
    assert!(home.done("list --columns name,phone,postal_code").contains("00100"));
    home.done("set Bolt phone=22");
    let back = home.done("export crm --vendor hubspot");
    home.file("back.csv", &back);
    let report = home.json("import back.csv --json");
    assert_eq!((&report["same"], &report["changed"]), (&1.into(), &0.into()), "{back}");
    assert_eq!(home.done("export crm --vendor hubspot"), back);
    home.file("none.csv", "Record ID,Phone Number\n77,11\n");
    assert!(home.says("import none.csv").contains("no column for name of the account"));
}

#[test]
fn lists_come_in_the_order_in_which_they_refer_to_each_other() {
    let home = Home::new();
    home.file("accounts.csv", "Account Name,Billing City\nAcme,Rome\n");
    home.file(
        "contacts.csv",
        "First Name,Last Name,Account Name,Email\nAnn,Lee,Acme,a@x.example\n",
    );
    let reports = home.json("import contacts.csv accounts.csv --json");
    let kinds: Vec<&str> =
        reports.as_array().unwrap().iter().map(|r| r["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["account", "contact"]);
    assert_eq!(reports[1]["new"], 1);
}

#[test]
fn a_note_among_the_lists_of_an_archive_is_left_out_and_named() {
    let home = Home::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("accounts.csv", "Account Name,Billing City\nAcme,Rome\n"),
        ("readme.txt", "Exported for you.\nCall us if anything is wrong.\n"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    home.file("all.zip", zip.finish().unwrap().into_inner());
    let said = home.says("import all.zip");
    assert!(said.contains("readme.txt is no list: left out") && said.contains("1 new"), "{said}");
}

#[test]
fn a_word_that_is_no_field_and_a_column_that_is_not_there_are_told_with_what_helps() {
    let home = Home::new();
    home.file("a.csv", "Firma,Ort\nAcme,Rome\n");
    let said = home.says("import a.csv --map citty=Ort");
    assert!(said.contains("`city`"), "{said}");
    home.file("r.csv", "Account,Umsatz,Jahr\nAcme,5,2025\n");
    let said = home.says("import r.csv --as revenue --map fiscal=Jahr");
    assert!(said.contains("`year`"), "{said}");
    home.file("odd.csv", "Kundenbez,Ort\nAcme,Rome\n");
    home.done("import odd.csv --map name=Kundenbez --profile p1");
    home.file("other.csv", "Kdbez,Ort\nAcme,Rome\n");
    let said = home.says("import other.csv --profile p1");
    assert!(said.contains("from `Kundenbez`, which is not in the file"), "{said}");
    let said = home.says("import a.csv --header-row 61");
    assert!(said.contains("too far down"), "{said}");
    let many = "a,b\n".repeat(80);
    home.file("many.csv", format!("Firma,Ort\n{many}"));
    let said = home.says("import many.csv --header-row 61");
    assert!(said.contains("in the first 50 lines"), "{said}");
}

#[test]
fn rows_that_end_early_are_told() {
    let home = Home::new();
    home.file("a.csv", "Company,City,Phone\nAcme,Rome,1\nB\nC,Oslo\n");
    let said = home.says("import a.csv");
    assert!(said.contains("has fewer cells than there are columns, as 1 more row"), "{said}");
    assert!(said.contains("3 new"), "{said}");
}

#[test]
fn the_whole_book_goes_out_and_comes_back_with_what_was_put_away() {
    let home = Home::new();
    home.file("a.csv", "name,parent\nHead,\nKid,Head\nOld,Head\n");
    home.done("import a.csv");
    home.done("archive Head");
    home.done("archive Old");
    let (living, all) = (home.done("list --csv"), home.done("list --csv --all"));
    assert_eq!((living.lines().count(), all.lines().count()), (2, 4));
    let fresh = Home::new();
    fresh.file("all.csv", &all);
    let report = fresh.json("import all.csv --json");
    assert_eq!((&report["new"], &report["placeholders"]), (&3.into(), &serde_json::json!([])));
    assert_eq!(fresh.done("list --csv --all --columns name,archived,parent").lines().count(), 4);
    assert_eq!(fresh.done("list --csv --all"), all);
    // Without them a parent that nobody knows stands by no number.
    let part = Home::new();
    part.file("living.csv", &living);
    let report = part.json("import living.csv --json");
    assert_eq!(report["placeholders"][0]["name"], "Parent of Kid", "{report}");
    assert!(report["remarks"][0]["reason"].as_str().unwrap().contains("by an id alone"));
    part.file("all.csv", &all);
    part.done("import all.csv");
    assert_eq!(
        part.done("list --csv --all --columns name,parent"),
        home.done("list --csv --all --columns name,parent")
    );
}
