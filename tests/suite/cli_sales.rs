//! Opportunities by command: rows without an account are kept aside and come in later, won ones make
//! revenue, and a list imported again changes nothing.

use crate::command::Home;

const DEALS: &str = "\
Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Product Name
0061,Roof,Acme,Closed Won,1200,2026-02-01,GTXPro
0062,Doors,Acme,Closed Won,300,2026-05-01,GTX Pro
0063,Gate,Nobody,Negotiation,50,2027-05-01,
";

#[test]
fn rows_without_an_account_are_kept_aside_and_come_in_later() {
    let home = Home::with(&["add Acme relationship=customer"]);
    home.file("deals.csv", DEALS);
    insta::assert_snapshot!(home.says("import deals.csv --revenue-from-won --report aside.csv"), @r"
    exit 0
    -- out
    deals.csv: opportunities from Salesforce: 2 new, 1 rejected
    2 new sales of no stated kind: with customers it is cross-sell, with others new business
    New products: GTXPro, GTX Pro
    1 revenue from won opportunities
    1 row kept aside for want of an account: import the accounts, then these rows

    Rejected
    Line  Column        Value   Why
       4  Account Name  Nobody  there is no account `Nobody`; import or add the account, then this row again

    Taken, but not wholly
    Line  Column        Value    Why
       3  Product Name  GTX Pro  is a new product, though `GTXPro` is nearly called so; --merge-products takes that one
    -- err
    The rejected rows are in aside.csv
    ");
    let again = home.json("import deals.csv --revenue-from-won --json");
    assert_eq!(
        (&again["new"], &again["changed"], &again["same"]),
        (&0.into(), &0.into(), &2.into())
    );
    assert_eq!(again["revenues_from_won"], serde_json::Value::Null);
    let revenue = home.json("revenue list --json");
    assert_eq!((&revenue[0]["year"], &revenue[0]["amount"]), (&2026.into(), &1500.into()));
    home.done("add Nobody");
    assert_eq!(home.json("import aside.csv --json")["new"], 1);
    assert_eq!(home.json("opportunity list account:nobody --json")[0]["name"], "Gate");
    home.done("check");
}

#[test]
fn revenue_that_came_in_another_way_is_not_written_over() {
    let home = Home::with(&["add Acme", "revenue add account=Acme year=2026 amount=9000"]);
    home.file("deals.csv", DEALS);
    let report = home.json("import deals.csv --revenue-from-won --json");
    let said = report["remarks"].to_string();
    assert!(said.contains("recorded as 9000 and stays so"), "{said}");
    assert_eq!(home.json("revenue list --json")[0]["amount"], 9000);
}

#[test]
fn products_that_are_nearly_called_the_same_are_one_when_said_so() {
    let home = Home::with(&["add Acme"]);
    home.file("deals.csv", DEALS);
    home.done("import deals.csv --merge-products");
    assert_eq!(home.json("product list --json").as_array().unwrap().len(), 1);
    home.done("undo");
    home.done("import deals.csv");
    assert_eq!(home.json("product list --json").as_array().unwrap().len(), 2);
}
