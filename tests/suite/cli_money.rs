//! Money by import: the currency of amounts that come without one, revenues that the rep has
//! changed, and prospects that turn out to have bought.

use crate::command::Home;

const BARE: &str = "name,company_revenue\nAcme,1200\nBolt,500\n";
const DEALS: &str = "\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date
0061,Roof,Acme,Closed Won,1200,2026-02-01
";

#[test]
fn the_currency_of_bare_amounts_is_what_the_user_says() {
    let home = Home::new();
    home.file("bare.csv", BARE);
    let report = home.json("import bare.csv --currency eur --json");
    assert_eq!((&report["new"], &report["currency"]), (&2.into(), &"EUR".into()));
    assert!(home.done("settings list").contains("EUR"));
    // The same one again, by its sign or its code, is no other one.
    for same in ["EUR", "€"] {
        assert_eq!(home.json(&format!("import bare.csv --currency {same} --json"))["same"], 2);
    }
}

#[test]
fn a_book_that_counts_in_another_currency_refuses_the_file_in_one_line() {
    let home = Home::new();
    home.file("bare.csv", BARE);
    home.done("import bare.csv --currency EUR");
    home.file("more.csv", "name,company_revenue\nCedar,70\n");
    insta::assert_snapshot!(home.says("import more.csv --currency USD"), @"
    exit 3
    -- err
    quadbook: more.csv: the book counts in EUR, not in USD; nothing was changed
    hint: leave --currency out if the amounts are in EUR; amounts in USD need a book of their own (--book FILE)
    ");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 2);
    assert_eq!(home.fails("import more.csv --currency $"), 2);
}

#[test]
fn of_mixed_currencies_the_one_that_the_user_says_is_taken_and_no_other() {
    let home = Home::new();
    let mixed = "name,company_revenue\nAcme,$1200\nBolt,€500\nCedar,70\n";
    home.file("mixed.csv", mixed);
    let report = home.json("import mixed.csv --currency EUR --json");
    assert_eq!((&report["new"], &report["currency"]), (&3.into(), &"EUR".into()));
    let said = report["remarks"][0]["reason"].to_string();
    assert!(said.contains("is in $, the other amounts are in EUR; left out"), "{said}");
    let amounts = home.json("list --json --columns name,company_revenue --sort name");
    let amounts: Vec<String> = amounts
        .as_array()
        .unwrap()
        .iter()
        .map(|account| account["company_revenue"].to_string())
        .collect();
    assert_eq!(amounts, ["null", "500", "70"]);
}

#[test]
fn a_revenue_from_won_sales_that_the_rep_changed_is_not_written_over_unasked() {
    let home = Home::with(&["add Acme relationship=customer"]);
    home.file("deals.csv", DEALS);
    home.done("import deals.csv --revenue-from-won");
    let id = home.json("revenue list --json")[0]["id"].as_str().unwrap().to_owned();
    home.done(&format!("revenue set {id} amount=1300"));
    let amount = || home.json("revenue list --json")[0]["amount"].to_string();
    // What the last import brought asks nobody again.
    assert_eq!(home.json("import deals.csv --revenue-from-won --json")["conflicts"], empty());
    assert_eq!(amount(), "1300");
    home.file("newer.csv", DEALS.replace("1200", "1250"));
    let report = home.json("import newer.csv --revenue-from-won --json");
    let conflict = &report["conflicts"][0];
    assert_eq!(
        (&conflict["name"], &conflict["field"], &conflict["mine"], &conflict["theirs"]),
        (&"Acme, 2026".into(), &"amount".into(), &"1300".into(), &"1250".into())
    );
    assert_eq!((conflict["line"].to_string(), amount()), ("2".to_owned(), "1300".to_owned()));
    home.file("newest.csv", DEALS.replace("1200", "1260"));
    assert_eq!(home.fails("import newest.csv --revenue-from-won --conflicts refuse"), 3);
    assert_eq!(amount(), "1300");
    home.done("import newest.csv --revenue-from-won --conflicts take");
    assert_eq!(amount(), "1260");
}

#[test]
fn a_revenue_that_the_rep_wrote_is_not_written_over_by_an_invoice_list_unasked() {
    let home = Home::with(&["add Acme relationship=customer"]);
    home.file("sold.csv", "account,year,amount\nAcme,2025,100\nAcme,2025,50\n");
    home.done("import sold.csv --as revenue");
    let id = home.json("revenue list --json")[0]["id"].as_str().unwrap().to_owned();
    home.done(&format!("revenue set {id} amount=160"));
    home.file("sold.csv", "account,year,amount\nAcme,2025,100\nAcme,2025,70\n");
    let report = home.json("import sold.csv --as revenue --json");
    assert_eq!((&report["changed"], &report["same"]), (&0.into(), &1.into()));
    assert_eq!(report["conflicts"][0]["theirs"], "170");
    assert_eq!(home.json("revenue list --json")[0]["amount"], 160);
}

#[test]
fn a_prospect_that_has_bought_becomes_a_customer_unless_somebody_said_otherwise() {
    let home = Home::new();
    home.file("accounts.csv", "Account ID,Account Name,Type\n001A0000001aaaaAAA,Acme,Prospect\n");
    home.done("import accounts.csv");
    home.file("deals.csv", DEALS);
    let relationship =
        || home.json("list --json --columns relationship")[0]["relationship"].clone();
    assert_eq!(home.json("import deals.csv --json").get("new_customers"), None);
    assert_eq!(relationship(), "prospect");
    let shown = home.done("import deals.csv --revenue-from-won --dry-run");
    assert!(shown.contains("1 prospect has bought and becomes a customer"), "{shown}");
    assert_eq!(relationship(), "prospect");
    home.done("import deals.csv --revenue-from-won");
    assert_eq!(relationship(), "customer");
    // The CRM goes on calling it a prospect: neither list says anything new.
    assert_eq!(home.json("import accounts.csv --json")["same"], 1);
    assert_eq!(home.json("import deals.csv --revenue-from-won --json")["same"], 1);
    assert_eq!(relationship(), "customer");
    home.done("undo");
    assert_eq!(relationship(), "prospect");
    home.done("set Acme relationship=former");
    home.done("set Acme relationship=prospect");
    home.done("import deals.csv --revenue-from-won");
    assert_eq!(relationship(), "prospect");
    home.done("check");
}

#[test]
fn an_invoice_list_makes_customers_of_prospects_too() {
    let home = Home::with(&["add Acme", "add Bolt"]);
    home.file("sold.csv", "account,year,amount\nAcme,2024,100\nAcme,2025,50\nBolt,2025,0\n");
    let report = home.json("import sold.csv --as revenue --json");
    assert_eq!(report["new_customers"], 1);
    let accounts = home.json("list --json --columns name,relationship --sort name");
    assert_eq!(
        (&accounts[0]["relationship"], &accounts[1]["relationship"]),
        (&"customer".into(), &"prospect".into())
    );
}

fn empty() -> serde_json::Value {
    serde_json::Value::Array(Vec::new())
}

#[test]
fn won_sales_beyond_what_an_amount_can_be_leave_the_revenue_as_it_is() {
    let home = Home::with(&["add Acme"]);
    let deals = "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date\n\
        1,Roof,Acme,Closed Won,9000000000000,2026-02-01\n\
        2,Wall,Acme,Closed Won,9000000000000,2026-02-01\n";
    home.file("deals.csv", deals);
    let said = home.done("import deals.csv --revenue-from-won");
    assert!(said.contains("come to more than an amount can be"), "{said}");
    assert_eq!(home.json("revenue list --json"), empty());
    home.done("check");
}

#[test]
fn invoices_in_two_currencies_are_never_added_up() {
    let home = Home::with(&["add Acme"]);
    home.file(
        "sold.csv",
        "Customer,Invoice No,Invoice Date,Amount,Currency\n\
         Acme,1,2025-01-15,10000.00,EUR\nAcme,2,2025-01-16,10000.00,USD\n",
    );
    let report = home.json("import sold.csv --as revenue --json");
    assert_eq!(
        (&report["new"], report["rejected"][0]["line"].to_string()),
        (&1.into(), "3".into())
    );
    assert_eq!(home.json("revenue list --json")[0]["amount"], 10_000);
}

#[test]
fn a_revenue_that_a_later_list_makes_less_is_said() {
    let home = Home::with(&["add Acme"]);
    let head = "Customer,Invoice No,Invoice Date,Amount\n";
    home.file("jan.csv", format!("{head}Acme,1,2025-01-15,1000\nAcme,2,2025-01-20,500.50\n"));
    home.file("feb.csv", format!("{head}Acme,3,2025-02-15,70\n"));
    let said = home.done("import jan.csv");
    assert!(!said.contains("replaced"), "{said}");
    let said = home.done("import feb.csv");
    assert!(said.contains("1 revenue is replaced: a list stands for the whole"), "{said}");
    assert!(said.contains("was 1500.50 and becomes 70"), "{said}");
}

#[test]
fn german_columns_of_years_are_revenue() {
    let home = Home::new();
    home.file("list.csv", "Firma;Ort;Umsatz 2024;Umsatz 2025\nAcme;Riga;1.234,56;\n");
    home.done("import list.csv");
    let revenues = home.json("revenue list --json");
    assert_eq!((&revenues[0]["year"], &revenues[0]["amount"]), (&2024.into(), &1234.56.into()));
}
