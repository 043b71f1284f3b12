//! `export crm`: what goes back to the CRM, and that our own import reads it back.

use crate::command::Home;

const LIST: &str = "\
Id,Name,ParentId,BillingCity,Phone,AnnualRevenue
001A000001abcdeIAA,Acme Homes,,Riga,+371 20,1000
001A000001abcdfIAA,Acme Riga,001A000001abcdeIAA,Riga,,
001A000001abcdgIAA,Cedar,,Tartu,,5000
";

fn imported() -> Home {
    let home = Home::new();
    home.file("accounts.csv", LIST);
    home.done("import accounts.csv");
    home
}

#[test]
fn only_what_was_changed_since_the_import_goes_back() {
    let home = imported();
    insta::assert_snapshot!(home.says("export crm --vendor salesforce"), @r#"
    exit 0
    -- out
    Id
    -- err
    nothing has been changed since the last import from Salesforce
    "#);
    home.done("set 'Acme Homes' city=Jelgava phone='+371 21' engagement=70");
    home.done("set Cedar company_revenue=7000 parent='Acme Homes' city=");
    home.done("add 'New one' city=Oslo");
    insta::assert_snapshot!(home.says("export crm --vendor salesforce"), @r#"
    exit 0
    -- out
    Id,ParentId,Phone,BillingCity,AnnualRevenue
    001A000001abcdeIAA,,+371 21,Jelgava,
    001A000001abcdgIAA,001A000001abcdeIAA,,,7000
    -- err
    2 accounts with 4 changed values for Salesforce
    1 emptied field not sent: Salesforce takes an empty cell for no change
    1 account without a CRM id left out
    "#);
}

#[test]
fn what_the_crms_list_has_no_column_for_is_named() {
    let home = imported();
    home.done("set Cedar relationship=customer owner=Bob note='call in May'");
    insta::assert_snapshot!(home.says("export crm --vendor salesforce"), @r#"
    exit 0
    -- out
    Id
    -- err
    nothing that was changed can be sent to Salesforce
    changed and not sent: Owner and Relationship of 1 account; the list for Salesforce has no column for them
    "#);
    home.done("set 'Acme Homes' owner=Bob city=Jelgava");
    home.done("set Cedar relationship=prospect owner=");
    insta::assert_snapshot!(home.says("export crm --vendor salesforce"), @r#"
    exit 0
    -- out
    Id,BillingCity
    001A000001abcdeIAA,Jelgava
    -- err
    1 account with 1 changed value for Salesforce
    changed and not sent: Owner of 1 account; the list for Salesforce has no column for it
    "#);
}

#[test]
fn a_change_that_was_taken_back_does_not_go_out() {
    let home = imported();
    home.done("set Cedar city=Riga");
    home.done("undo");
    assert_eq!(home.done("export crm --vendor salesforce"), "Id\n");
    home.done("set Cedar city=Riga");
    home.done("set Cedar city=Tartu");
    assert_eq!(home.done("export crm --vendor salesforce"), "Id\n");
}

#[test]
fn what_goes_back_is_read_back_as_it_was() {
    let home = imported();
    home.done("set Cedar name='=Cedar' city='-Tartu' phone='+372 5' street='+Kalna 1'");
    let sent = home.done("export crm --vendor Salesforce");
    home.file("back.csv", &sent);
    let report = home.json("import back.csv --json");
    assert_eq!((&report["same"], &report["changed"]), (&1.into(), &0.into()));

    let other = imported();
    other.file("back.csv", &sent);
    assert_eq!(other.json("import back.csv --json")["changed"], 1);
    let fields = "--columns external_id,name,city,phone,street,company_revenue";
    assert_eq!(
        other.done(&format!("list {fields} --csv")),
        home.done(&format!("list {fields} --csv"))
    );
}

#[test]
fn hubspot_gets_its_own_columns() {
    let home = Home::new();
    home.file("c.csv", "Record ID,Company name,Company owner,City\n7001,Delta,Ann,Oslo\n");
    home.done("import c.csv");
    home.done("set Delta city=Bergen");
    assert_eq!(home.done("export crm --vendor hubspot"), "Record ID,City\n\"7001\",Bergen\n");
    assert_eq!(home.done("export crm --vendor salesforce"), "Id\n");
}

#[test]
fn a_crm_that_takes_no_list_is_a_usage_error() {
    assert_eq!(Home::new().fails("export crm --vendor sap"), 2);
    assert_eq!(Home::new().fails("export crm"), 2);
}

#[test]
fn what_the_crm_has_taken_over_is_not_sent_again() {
    let home = imported();
    home.done("set Cedar city=Riga phone='+372 5'");
    home.file("newer.csv", LIST.replace("Cedar,,Tartu", "Cedar,,Riga"));
    assert_eq!(home.json("import newer.csv --json")["changed"], 0);
    assert_eq!(
        home.done("export crm --vendor salesforce"),
        "Id,Phone\n001A000001abcdgIAA,+372 5\n"
    );
    // From then on the city is the CRM's to change.
    home.file("newest.csv", LIST.replace("Cedar,,Tartu", "Cedar,,Narva"));
    let report = home.json("import newest.csv --json");
    assert_eq!((&report["changed"], &report["conflicts"]), (&1.into(), &serde_json::json!([])));
}

#[test]
fn a_conflict_that_was_answered_is_not_reported_again() {
    let home = imported();
    home.done("set Cedar city=Riga");
    home.file("newer.csv", LIST.replace("Cedar,,Tartu", "Cedar,,Narva"));
    let conflicts = |line: &str| home.json(line)["conflicts"].as_array().unwrap().len();
    assert_eq!(conflicts("import newer.csv --json"), 1);
    assert_eq!(conflicts("import newer.csv --json"), 0);
    assert_eq!(home.json("list cedar --json")[0]["city"], "Riga");
    // Taken back, it is a question again.
    home.done("undo");
    assert_eq!(conflicts("import newer.csv --json"), 1);
    // What the CRM says next is one too.
    home.file("newest.csv", LIST.replace("Cedar,,Tartu", "Cedar,,Oslo"));
    assert_eq!(conflicts("import newest.csv --json --conflicts take"), 1);
    assert_eq!(home.json("list cedar --json")[0]["city"], "Oslo");
    assert_eq!(home.done("export crm --vendor salesforce"), "Id\n");
    home.done("set Cedar city=Tallinn");
    assert_eq!(conflicts("import newest.csv --json"), 0);
}
