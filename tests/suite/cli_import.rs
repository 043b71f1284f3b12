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
    insta::assert_snapshot!(home.says("import accounts.csv --dry-run"), @r#"
    exit 0
    -- out
    accounts.csv: accounts from salesforce: 2 new, 1 rejected, nothing changed yet
    2 new accounts do not say whether they are customers: where revenue is known they are, else prospects

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
    "#);
    assert_eq!(home.json("list --json"), serde_json::json!([]));
}

#[test]
fn a_list_is_one_change_and_the_same_list_again_is_none() {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    insta::assert_snapshot!(home.says("import accounts.csv"), @r#"
    exit 0
    -- out
    accounts.csv: accounts from salesforce: 2 new, 1 rejected
    2 new accounts do not say whether they are customers: where revenue is known they are, else prospects

    Rejected
    Line  Column     Value  Why
       3  Potential  101    `101` is not a score, a whole number from 0 to 100
    "#);
    insta::assert_snapshot!(home.says("list"), @r#"
    exit 0
    -- out
    Name        Segment  Engagement  Potential  Last year  Next step  Due  Owner
    Acme Homes  Key              70         80          –  –          –    Ann
    Cedar       Service          30         10          –  –          –    Bob
    "#);
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
      "ignored": [],
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
