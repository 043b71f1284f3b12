//! Odd lists as reps get them, each with what became of it by the real program.

use serde_json::json;

use crate::command::Home;

/// What a list makes of an empty book, or of one with Acme and Bolt: the columns of its accounts.
fn accounts(list: &str, columns: &str) -> serde_json::Value {
    let home = Home::new();
    home.file("list.csv", list);
    home.done("import list.csv");
    home.json(&format!("list --json --sort name --columns {columns}"))
}

#[test]
fn texts_written_as_formulas_are_the_texts() {
    let list = "Account Number,Account Name,Billing Zip\n=\"00123\",Acme,=\"01067\"\n";
    let found = accounts(list, "external_id,name,postal_code");
    assert_eq!(found[0], json!({"external_id": "00123", "name": "Acme", "postal_code": "01067"}));
}

#[test]
fn a_phone_that_a_spreadsheet_shortened_is_left_out_and_said() {
    let home = Home::new();
    home.file("list.csv", "Name,Phone\nAcme,4.93012E+11\nBolt,0049301234\n");
    let report = home.json("import list.csv --json");
    assert_eq!(report["remarks"][0]["value"], "4.93012E+11");
    let found = home.json("list --json --sort name --columns phone");
    assert_eq!(found, json!([{"phone": null}, {"phone": "0049301234"}]));
    // What stands so in our own list, somebody typed.
    home.done("set Acme phone=4.93012E+11");
    home.file("ours.csv", home.done("list --csv"));
    assert_eq!(home.json("import ours.csv --json")["same"], 2);
}

#[test]
fn accounts_of_zoho_have_their_ids_also_without_columns_of_ids() {
    let list = "Record Id,Account Name,Account Type,Parent Account,Billing City,Annual Revenue\n\
        zcrm_11,Acme,Customer,,Riga,\"$95,570.69\"\nzcrm_12,Acme Rome,,Acme,Rome,\n";
    let found = accounts(list, "name,external_source,external_id");
    assert_eq!(found[0]["external_source"], "zoho");
    assert_ne!(found[0]["external_id"], found[1]["external_id"]);
}

#[test]
fn what_a_program_remarks_behind_names_and_stages_does_not_matter() {
    let home = Home::with(&["add Acme"]);
    home.file(
        "zoho.csv",
        "Record Id,Account Name (Lookup),Deal Name,Amount,Stage,Closing Date\n\
         zcrm_1,Acme,Roof,\"$12,400.00\",Closed Won,\"Sep 12, 2026\"\n",
    );
    home.done("import zoho.csv");
    home.file(
        "hubspot.csv",
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company,Pipeline\n\
         9,Gate,Closed Won (Sales Pipeline),5,2026-02-01 10:00,Acme,Sales\n",
    );
    home.done("import hubspot.csv");
    let deals = home.json("opportunity list --json");
    assert!(deals.as_array().unwrap().iter().all(|deal| deal["stage"] == "won"), "{deals}");
}

#[test]
fn a_czech_list_of_a_spreadsheet_comes_in_right_without_an_option() {
    let home = Home::new();
    let list = "N\u{e1}zev;M\u{11b}sto;Ro\u{10d}n\u{ed} obrat\r\n\
        \u{17d}lu\u{165}ou\u{10d}k\u{fd} k\u{16f}\u{148} s.r.o.;Plze\u{148};1 234 567,50 K\u{10d}\r\n\
        \u{10c}esk\u{e9} dr\u{e1}hy;Praha;2 000,00 K\u{10d}\r\n";
    let bytes = encoding_rs::WINDOWS_1250.encode(list).0;
    home.file("list.csv", bytes);
    home.done("import list.csv");
    let found = home.json("list --json --columns name,company_revenue --sort -company_revenue");
    assert_eq!(
        found[0],
        json!({"name": "\u{17d}lu\u{165}ou\u{10d}k\u{fd} k\u{16f}\u{148} s.r.o.", "company_revenue": 1_234_567.5})
    );
    assert_eq!(found[1]["company_revenue"], 2000);
}

#[test]
fn days_amounts_and_percentages_are_read_as_they_are_written() {
    let days = "Name,customer_since\nA,2025/12/31\nB,\"Dec 31, 2025\"\nC,31.12.25\nD,46022\n";
    let found = accounts(days, "customer_since");
    assert_eq!(found, json!(vec![json!({"customer_since": "2025-12-31"}); 4]));
    let amounts =
        "Name;Annual Revenue\nA;1'234.50\nB;\"(1,234.50)\"\nC;1 234.50\nD;CHF 1\u{2019}234.50\n";
    let found = accounts(amounts, "company_revenue");
    let plus = json!({"company_revenue": 1234.5});
    assert_eq!(found, json!([plus, {"company_revenue": -1234.5}, plus, plus]));
    let shares = "Name;planned growth\nA;12,5 %\nB;8%\n";
    let found = accounts(shares, "planned_growth");
    assert_eq!(found, json!([{"planned_growth": 12.5}, {"planned_growth": 8}]));
}

#[test]
fn a_list_that_lacks_what_names_its_records_says_what_helps() {
    let home = Home::new();
    home.file("names.csv", "Acme\nBolt\nCedar\n");
    home.file("people.csv", "First Name,Last Name,Email\nAnn,Lee,ann@a.example\n");
    insta::assert_snapshot!(home.says("import names.csv"), @"
    exit 3
    -- err
    quadbook: names.csv: no column for name of the account; the columns are `Acme`; nothing was changed
    hint: name it with --map name=COLUMN; a list without names of columns needs a line with them above it
    ");
    insta::assert_snapshot!(home.says("import people.csv"), @"
    exit 3
    -- err
    quadbook: people.csv: looks like a list of contacts, not of accounts; nothing was changed
    hint: for contacts a column must name the account: --as contact --map account=COLUMN; --as account takes them for accounts
    ");
}

#[test]
fn where_no_account_need_be_known_an_id_counts_for_more_than_the_name_beside_it_too() {
    let home = Home::with(&["add Cedar"]);
    home.file("a.csv", "Account ID,Account Name,Billing City\n001Wj00000tQWvr,Acme,Riga\n");
    home.done("import a.csv");
    home.file(
        "q.csv",
        "who,what,received,tier,account,acct\n\
         Jo,roof,2026-11-02T10:00,high,001Wj00000tQXXX,Acme\n\
         Al,wall,2026-11-02T11:00,high,001Wj00000tQXXX,Cedar\n\
         Bo,door,2026-11-02T12:00,high,001Wj00000tQWvr,Cedar\n\
         Di,sill,2026-11-02T13:00,low,,Acme\n",
    );
    let options = "--as inquiry --vendor salesforce --map account?=acct";
    let report = home.json(&format!("import q.csv {options} --json"));
    let said = |n: usize| report["remarks"][n]["reason"].as_str().unwrap_or_default();
    assert!(said(0).ends_with("left open"), "{report}");
    assert!(said(1).ends_with("taken by its name"), "{report}");
    assert_eq!((&report["new"], report["remarks"].as_array().map(Vec::len)), (&4.into(), Some(2)));
    let inquiries = home.json("inquiry list --json");
    let accounts = home.json("list --json --columns id,name");
    let name = |who: &str| {
        let all = inquiries.as_array().into_iter().flatten();
        let account = all.clone().find(|it| it["who"] == who).map(|it| &it["account"]);
        let named = |it: &&serde_json::Value| Some(&it["id"]) == account;
        let found = accounts.as_array().into_iter().flatten().find(named);
        found.and_then(|it| it["name"].as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(["Jo", "Al", "Bo", "Di"].map(name), ["", "Cedar", "Acme", "Acme"]);
}
