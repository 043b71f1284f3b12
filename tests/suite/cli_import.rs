//! `import` by whole output.

use crate::command::Home;

const LIST: &str = "\
Account ID,Account Name,Account Owner,Industry,Engagement,Potential
001A000001abcde,Acme Homes,Ann,Building,70,80
001A000001abcdf,\"Bolt, Inc\",Ann,Building,30,101
001A000001abcdg,Cedar,Bob,Energy,30,10
";

#[test]
fn a_list_is_looked_at_before_anything_is_changed() {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    insta::assert_snapshot!(home.says("import accounts.csv --dry-run"), @r"
    exit 0
    -- out
    accounts.csv: accounts from Salesforce: 2 new, 1 rejected, nothing changed yet
    2 new accounts do not say whether they are customers; without revenue they count as prospects
    Read as utf-8, comma between cells, columns named in line 1

    Column         Feeds        Why                     Such as
    Account ID     external_id  Salesforce calls it so  001A000001abcde · 001A000001abcdf · 001A000001abcdg
    Account Name   name         Salesforce calls it so  Acme Homes · Bolt, Inc · Cedar
    Account Owner  owner        Salesforce calls it so  Ann · Bob
    Industry       industry     the name of the field   Building · Energy
    Engagement     engagement   the name of the field   70 · 30
    Potential      potential    the name of the field   80 · 101 · 10

    Rejected
    Line  Column     Value  Why
       3  Potential  101    `101` is not a score, a whole number from 0 to 100
    -- err
    --report FILE writes the rejected rows, to be mended and imported by themselves
    ");
    assert_eq!(home.json("list --json"), serde_json::json!([]));
}

#[test]
fn a_list_is_one_change_and_the_same_list_again_is_none() {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    insta::assert_snapshot!(home.says("import accounts.csv"), @r"
    exit 0
    -- out
    accounts.csv: accounts from Salesforce: 2 new, 1 rejected
    2 new accounts do not say whether they are customers; without revenue they count as prospects

    Rejected
    Line  Column     Value  Why
       3  Potential  101    `101` is not a score, a whole number from 0 to 100
    -- err
    --report FILE writes the rejected rows, to be mended and imported by themselves
    ");
    insta::assert_snapshot!(home.says("list"), @r#"
    exit 0
    -- out
    Name        Segment  Engagement  Potential  Last year  Next step  Due  Owner
    Acme Homes  Key              70         80          –  –          –    Ann
    Cedar       Service          30         10          –  –          –    Bob
    "#);
}

#[test]
fn a_list_is_reported_to_programs() {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    home.done("import accounts.csv");
    insta::assert_snapshot!(home.says("import accounts.csv --json"), @r#"
    exit 0
    -- out
    {
      "kind": "account",
      "vendor": "salesforce",
      "new": 0,
      "changed": 0,
      "same": 2,
      "relationship_unstated": 0,
      "rejected": [
        {
          "line": 3,
          "column": "Potential",
          "value": "101",
          "reason": "`101` is not a score, a whole number from 0 to 100"
        }
      ],
      "remarks": [],
      "changes": [],
      "changes_left_out": 0,
      "ignored": [],
      "look_alikes": [],
      "placeholders": [],
      "conflicts": [],
      "missing": [],
      "archived": 0,
      "plan_kept": 0,
      "currency": null,
      "subtotals": [],
      "mapping": {
        "engagement": "Engagement",
        "external_id": "Account ID",
        "industry": "Industry",
        "name": "Account Name",
        "owner": "Account Owner",
        "potential": "Potential"
      },
      "encoding": "utf-8",
      "delimiter": "comma",
      "file": "accounts.csv"
    }
    "#);
}

#[test]
fn an_import_is_taken_back_in_one_step() {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    home.done("import accounts.csv");
    home.done("import accounts.csv");
    assert_eq!(home.json("history --json")["changes"].as_array().unwrap().len(), 1);
    insta::assert_snapshot!(home.says("undo"), @r#"
    exit 0
    -- err
    Taken back: import accounts.csv
    "#);
    assert_eq!(home.json("list --json"), serde_json::json!([]));
    home.done("redo");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 2);
}

#[test]
fn several_files_are_looked_at_before_one_is_taken() {
    let home = Home::new();
    home.file("a.csv", "name\nAcme\n");
    home.file("b.csv", "colour\nred\n");
    home.file("c.csv", "account,title,due\nAcme,call CFO,2026-12-01\n");
    assert_eq!(home.fails("import a.csv b.csv"), 3);
    assert_eq!(home.json("list --json"), serde_json::json!([]));
    let reports = home.json("import a.csv c.csv --json");
    assert_eq!((&reports[0]["new"], &reports[1]["kind"]), (&1.into(), &"action".into()));
    assert_eq!(home.json("list --json")[0]["next_action"], "call CFO");
}

#[test]
fn columns_and_signs_can_be_named() {
    let home = Home::new();
    home.file("odd.txt", "Firma;Rang\nAcme;70\n");
    home.done(
        "import odd.txt --as account --map name=Firma --map potential=Rang --delimiter semicolon",
    );
    let account = &home.json("list --json")[0];
    assert_eq!((&account["name"], &account["potential"]), (&"Acme".into(), &70.into()));
}

#[test]
fn rejected_rows_are_mended_and_imported_by_themselves() {
    let home = Home::new();
    home.file(
        "accounts.csv",
        "Account ID;Account Name;Billing City;Note;Engagement\n\
         001A0000001aaaaAAA;Acme;Riga;=1+1;101\n\
         001A0000001aaabAAA;Bolt;Oslo;\"a;\"\"b\"\"\nc\";50\n\
         001A0000001aaacAAA;Cedar;Köln;'=2;abc;and more\n",
    );
    let report = home.json("import accounts.csv --report rejected.csv --json");
    assert_eq!((&report["new"], report["rejected"].as_array().unwrap().len()), (&1.into(), 2));
    let path = home.path("rejected.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        text,
        "\u{feff}Account ID;Account Name;Billing City;Note;Engagement;line;reason\n\
         001A0000001aaaaAAA;Acme;Riga;'=1+1;101;2;Engagement: `101` is not a score, a whole number from 0 to 100\n\
         001A0000001aaacAAA;Cedar;Köln;'=2;abc;5;has 6 cells, the header has 5;and more\n"
    );
    std::fs::write(
        &path,
        text.replace(";101;", ";11;").replace(";abc;", ";12;").replace(";and more", ""),
    )
    .unwrap();
    let report = home.json("import rejected.csv --report rejected.csv --json");
    assert_eq!((&report["new"], &report["vendor"]), (&2.into(), &"salesforce".into()));
    assert_eq!(report["mapping"].as_object().unwrap().len(), 5);
    let notes: Vec<_> = home
        .json("list --json --sort name")
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["note"].clone())
        .collect();
    assert_eq!(notes, ["=1+1", "a;\"b\"\nc", "=2"]);
    home.file("mine.csv", "dear diary\n");
    assert_eq!(home.fails("import accounts.csv --report mine.csv"), 5);
    assert_eq!(std::fs::read_to_string(home.path("mine.csv")).unwrap(), "dear diary\n");
}

#[test]
fn a_second_import_shows_what_is_new_missing_and_in_conflict() {
    let home = Home::new();
    home.file("accounts.csv", LIST.replace("101", "10"));
    home.done("import accounts.csv");
    home.done("set Cedar industry=Wind");
    home.file(
        "newer.csv",
        "Account ID,Account Name,Account Owner,Industry\n\
         001A000001abcde,Acme Homes,Bob,Building\n\
         001A000001abcdg,Cedar,Bob,Solar\n\
         001A000001abcdh,Dune,Bob,Energy\n",
    );
    insta::assert_snapshot!(home.says("import newer.csv --conflicts refuse"), @r"
    exit 3
    -- out
    In conflict
    Line  Account  Field     Yours  Theirs
       3  Cedar    industry  Wind   Solar
    -- err
    quadbook: newer.csv: 1 value is in conflict with what you wrote; nothing was changed
    hint: --conflicts keep leaves yours, --conflicts take takes theirs
    ");
    insta::assert_snapshot!(home.says("import newer.csv"), @r"
    exit 0
    -- out
    newer.csv: accounts from Salesforce: 1 new, 1 changed, 1 same, 1 in conflict, 1 missing
    1 new account does not say whether it is a customer; without revenue it counts as a prospect

    In conflict with what you wrote; yours stay, --conflicts take takes theirs
    Line  Account  Field     Yours  Theirs
       3  Cedar    industry  Wind   Solar

    In the book, but not in the file; left as they are
    Account    CRM id
    Bolt, Inc  001A000001abcdfIAA
    -- err
    Acme Homes: owner Ann → Bob
    ");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 4);
    assert_eq!(home.json("show Cedar --json")["industry"], "Wind");
    home.done("import newer.csv --conflicts take --archive-missing");
    assert_eq!(home.json("show Cedar --json")["industry"], "Solar");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 3);
}

const ODD: &str = "Firma;Rang;Warengruppe;Nr\nAcme;70;Fenster;1\nBolt;;=Türen;2\n";

#[test]
fn a_mapping_is_remembered_for_the_same_columns() {
    let home = Home::new();
    home.file("odd.csv", ODD);
    home.file("newer.csv", ODD.replace("70", "80"));
    home.done("import odd.csv --map potential=Rang --map tags=Warengruppe");
    let said = home.done("import newer.csv");
    assert!(said.contains("The columns fed what you said before"), "{said}");
    assert_eq!(home.json("show Acme --json")["potential"], 80);
    let listed = home.done("import --profiles");
    assert!(listed.contains("potential=Rang, tags=Warengruppe"), "{listed}");
    let key = home.json("import --profiles --json")[0]["key"].as_str().unwrap().to_owned();
    home.done(&format!("import --forget {key}"));
    assert_eq!(
        home.json("import newer.csv --json")["mapping"]["potential"],
        serde_json::Value::Null
    );
    assert_eq!(home.fails(&format!("import --forget {key}")), 1);
}

#[test]
fn a_profile_is_kept_and_used_by_its_name() {
    let home = Home::new();
    home.file("odd.csv", ODD);
    home.file("other.csv", "Nr;Rang;Firma;Neu\n9;30;Cedar;x\n");
    home.done("import odd.csv --map potential=Rang --profile weekly --dry-run");
    assert!(home.done("import --profiles").starts_with("No mapping is kept"));
    home.done("import odd.csv --map potential=Rang --profile weekly");
    home.done("import other.csv --profile weekly");
    assert_eq!(home.json("show Cedar --json")["potential"], 30);
    home.done("import --forget weekly");
    let kept = home.json("import --profiles --json");
    assert!(kept.as_array().unwrap().iter().all(|kept| kept["name"].is_null()), "{kept}");
}

#[test]
fn columns_that_feed_nothing_can_be_kept_with_the_record() {
    let home = Home::new();
    home.file("odd.csv", ODD);
    home.done("import odd.csv --keep-columns");
    let bolt = home.json("show Bolt --json");
    assert_eq!(bolt["extra"], serde_json::json!({"Warengruppe": "=Türen", "Nr": "2"}));
    assert_eq!(home.json("list --json --sort name")[0]["extra"]["Warengruppe"], "Fenster");
    assert!(home.done("show Acme").contains("Fenster\n"));
    let again = home.json("import odd.csv --json");
    assert_eq!((&again["same"], &again["changed"]), (&2.into(), &0.into()));
    home.file("plain.csv", "name,phone\nAcme,1\n");
    home.done("import plain.csv");
    assert_eq!(home.json("show Acme --json")["extra"]["Nr"], "1");
    home.file("newer.csv", ODD.replace("Fenster", "Glas"));
    assert_eq!(home.json("import newer.csv --json")["changed"], 1);
    assert_eq!(home.json("show Acme --json")["extra"]["Warengruppe"], "Glas");
    home.done("undo");
    assert_eq!(home.json("show Acme --json")["extra"]["Warengruppe"], "Fenster");
    home.done("check");
}

#[test]
fn columns_of_which_nothing_is_taken_are_named() {
    let home = Home::new();
    home.file("list.csv", "Firma;Ort;Umsatz;Leer\nAcme;Riga;1.234,56;\n");
    let said = home.done("import list.csv");
    assert!(said.contains("1 column feeds nothing: Umsatz (--map FIELD=COLUMN"), "{said}");
    let said = home.done("import list.csv --keep-columns");
    assert!(!said.contains("feeds nothing"), "{said}");
    let own = home.done("list --csv");
    home.file("own.csv", &own);
    assert!(!home.done("import own.csv").contains("feed"));
}

#[test]
fn the_line_that_names_the_columns_and_the_crm_can_be_said() {
    let home = Home::new();
    home.file("odd.csv", "Name,City\nFirma,Ort\nAcme,Riga\n");
    let shown = home.says("import odd.csv --dry-run --header-row 2");
    assert!(shown.contains("1 new") && shown.contains("columns named in line 2"), "{shown}");
    let shown = home.says("import odd.csv --dry-run --vendor HubSpot");
    assert!(shown.contains("accounts from HubSpot"), "{shown}");
    home.file("accounts.csv", LIST);
    let shown = home.says("import accounts.csv --dry-run --vendor none");
    assert!(shown.contains("accounts.csv: accounts: 2 new"), "{shown}");
    for wrong in ["--header-row 9", "--header-row 0", "--vendor siebel"] {
        let said = home.says(&format!("import odd.csv {wrong}"));
        assert!(said.starts_with("exit 2"), "{said}");
    }
}
