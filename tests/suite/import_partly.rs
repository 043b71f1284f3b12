//! Imports of which something is not taken: what the rest does to the book, and what is said.

use crate::command::Home;

const LIST: &str = "Account Name,Account ID,Billing City,Phone\n\
    Harbour Homes,001A0000001aaaaAAA,Bergen,1\n\
    Fjord,001A0000001aaabAAA,Oslo,2\n\
    Mill,001A0000001aaacAAA,Riga,3\n";

fn living(home: &Home) -> usize {
    home.json("list --json").as_array().unwrap().len()
}

/// A book with the list in it, and another list.
fn with(newer: &str) -> Home {
    let home = Home::new();
    home.file("list.csv", LIST);
    home.file("newer.csv", newer);
    home.done("import list.csv");
    home
}

#[test]
fn an_account_whose_row_is_rejected_for_its_city_is_not_missing() {
    for row in ["Fjord,001A0000001aaabAAA,#REF!,2", "Fjord,#REF!,#REF!,2"] {
        let home = with(&LIST.replace("Fjord,001A0000001aaabAAA,Oslo,2", row));
        let report = home.json("import newer.csv --archive-missing --json");
        assert_eq!(report["rejected"][0]["line"], 3, "{report}");
        assert_eq!(report["missing"].as_array().unwrap().len(), 0, "{report}");
        assert_eq!(living(&home), 3);
    }
}

#[test]
fn a_file_with_a_row_of_an_unknown_account_puts_nobody_away() {
    for row in ["#REF!,#REF!,Oslo,2", ",#REF!,Oslo,2", "Fjord, Inc,001A0000001aaabAAA,Oslo,2"] {
        let home = with(&LIST.replace("Fjord,001A0000001aaabAAA,Oslo,2", row));
        let said = home.done("import newer.csv --archive-missing");
        assert!(said.contains("line 3 does not tell which account it is"), "{said}");
        assert_eq!(living(&home), 3, "{said}");
    }
    // One that is known to be new is no reason to keep the others.
    let new = "Nova Glass,001A0000001aaadAAA,Turku,#REF!";
    let home = with(&LIST.replace("Fjord,001A0000001aaabAAA,Oslo,2", new));
    home.done("import newer.csv --archive-missing");
    assert_eq!(living(&home), 2);
}

#[test]
fn of_a_file_without_a_row_to_take_nothing_is_changed() {
    let bad = "Account Name,Account ID,Billing City,Annual Revenue\n\
        Nova Glass,001A0000001aaadAAA,#REF!,5\n";
    let home = with(bad);
    let said = home.says("import newer.csv --archive-missing=all --currency EUR");
    assert!(said.contains("exit 3") && said.contains("no row could be taken"), "{said}");
    assert!(!said.contains("put away") && !said.contains("becomes the currency"), "{said}");
    assert_eq!(living(&home), 3);
    assert!(!home.done("settings list").contains("EUR"));
}

const SECOND: &str = "Account Name,Account ID,Billing City,Phone\n\
    Cedar,001A0000001aaaeAAA,Oslo,4\n";

#[test]
fn files_before_a_refused_one_are_imported_and_told_of() {
    let home = with(SECOND);
    home.file("first.csv", LIST.replace("Riga", "Tartu"));
    let line = "import first.csv newer.csv --archive-missing";
    let said = home.says(line);
    assert!(said.contains("first.csv: accounts from Salesforce: 1 changed"), "{said}");
    assert!(said.contains("nothing of it was changed; first.csv was imported"), "{said}");
    assert_eq!(home.json("show Mill --json")["city"], "Tartu");
    let out = home.command(&format!("{line} --json")).output().unwrap();
    let reports: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(reports.as_array().unwrap().len(), 1, "{reports}");
    assert_eq!((&reports[0]["file"], &reports[0]["same"]), (&"first.csv".into(), &3.into()));
    assert!(home.says(&format!("{line} --dry-run")).contains("; nothing was changed"));
}

#[test]
fn files_before_one_in_conflict_are_in_the_same_document() {
    let home = with(&LIST.replace("Oslo", "Narvik"));
    home.done("set Fjord city=Moss");
    home.file("first.csv", SECOND);
    let line = "import first.csv newer.csv --conflicts refuse --json";
    let out = home.command(line).output().unwrap();
    let reports: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&reports[0]["new"], reports.as_array().unwrap().len()), (&1.into(), 2));
    assert_eq!(reports[1]["conflicts"].as_array().unwrap().len(), 1, "{reports}");
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("nothing of it was changed; first.csv was imported"), "{said}");
}

#[test]
fn a_file_of_which_no_row_is_taken_does_not_deny_the_others() {
    let home = Home::new();
    home.file("list.csv", LIST);
    home.file("bad.csv", "Account Name,Account ID,Billing City\nNova,001A0000001aaadAAA,#REF!\n");
    let said = home.says("import list.csv bad.csv");
    let told = "bad.csv: no row could be taken; nothing of it was changed; list.csv was imported";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_currency_without_amounts_does_not_become_that_of_the_book() {
    let home = Home::new();
    home.file("list.csv", "name,company_revenue\nAcme,\nBolt,\n");
    // An amount of a row that is not taken does not count.
    home.file("bad.csv", "name,company_revenue,city\nAcme,5,#REF!\nBolt,,Riga\n");
    for file in ["list.csv", "bad.csv"] {
        let report = home.json(&format!("import {file} --currency EUR --json"));
        assert!(report["currency"].is_null(), "{report}");
        assert!(!home.done("settings list").contains("EUR"));
    }
    home.file("dollars.csv", "name,company_revenue\nAcme,$ 5\n");
    assert_eq!(home.json("import dollars.csv --json")["currency"], "$");
}

#[test]
fn a_row_that_is_not_taken_does_not_bring_its_currency() {
    let home = Home::new();
    home.file("other.csv", "name,company_revenue,city\nDelta,$ 7,#REF!\nElm,€ 8,Riga\n");
    let report = home.json("import other.csv --json");
    assert_eq!(report["currency"], "€", "{report}");
    assert_eq!(home.json("show Elm --json")["company_revenue"], 8);
}

#[test]
fn amounts_in_another_currency_than_the_user_says_refuse_the_file() {
    let home = Home::new();
    home.file("euro.csv", "name,company_revenue\nAcme,€ 5\nBolt,\n");
    let said = home.says("import euro.csv --currency usd");
    let told = "euro.csv: the amounts are in €, not in USD; nothing was changed";
    assert!(said.contains("exit 3") && said.contains(told), "{said}");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 0);
    home.done("import euro.csv");
    assert_eq!(home.json("show Acme --json")["company_revenue"], 5);
    let other = Home::with(&["add Acme relationship=customer"]);
    other.file("sales.csv", "Opportunity Name,Account Name,Stage,Amount\nRoof,Acme,Open,€ 5\n");
    assert!(other.says("import sales.csv --currency usd").contains("are in €, not in USD"));
}
