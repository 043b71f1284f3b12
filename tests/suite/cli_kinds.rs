//! Commands about the kinds of records that no screen shows: each is added, listed, changed,
//! removed and brought back by the same four verbs.

use quadbook::domain::kinds::{self, KINDS};
use serde_json::Value as Json;

use crate::command::Home;

/// One of each kind, in an order in which each finds what it refers to.
const ONE_EACH: &[&str] = &[
    "satisfaction add account=Acme score=8 source=survey",
    "contact add account=Acme name=Ann role='decision maker' influence=high known_by=Bo,Kim",
    "contact add account=Bolt name=Ann reports_to=Ann",
    "touch add account=Acme contact=Ann at='2026-11-20 14:30' kind=call minutes=20 begun_by=them",
    "product add name=Pump family=Water list_price=1200",
    "challenge add account=Acme text=leaks told_on=2026-10-01 confirmed=yes contact=Ann product=Pump",
    "cell add account=Acme unit=Plant product=Pump holder=competitor value=40k challenge=leaks",
    "opportunity add account=Acme name=Pumps amount=30000 probability=40 close_date=2027-01-31 contact=Ann",
    "promise add account=Acme year=2027 promised=90000 said_by=Ann said_on=2026-09-01",
    "inquiry add who='Ann of Acme' what='20 pumps' tier=low account=Acme",
    "crm_value add account=Acme field=city value=Riga",
    "fact add account=Acme kind=strength text='own fleet'",
    "plan add account=Acme",
    "objective add plan=Acme kind=revenue title='Second plant' due=2027-03-01",
    "action add account=Acme title='show pump' contact=Ann objective='Second plant' challenge=leaks opportunity=Pumps",
    "risk add plan=Acme text=strike",
    "revenue add account=Acme year=2025 amount=50000",
    "factor add axis=potential name=Growth weight=10",
    "rating add account=Acme factor=Growth value=70",
    "review add plan=Acme decisions='go on'",
    "silence add account=Acme code=P06 reason='on leave'",
    "introduction add from=Ann to=Bolt",
    "goal add scope=company year=2027 amount=1000000",
    "time_share add kare=keep share=25 from=2026-01-01 by=Lee",
    "tactic add role=hunter kare=attain text='find a sponsor'",
    "scenario add name='hard year' lost='Acme; Bolt' industry='airlines -30' left=",
];

fn home() -> Home {
    let home = Home::with(&["add Acme", "add Bolt"]);
    // Of two contacts of one name the account's own is meant.
    for line in ONE_EACH {
        let line = if line.starts_with("introduction") {
            let ann = first(&home, "contact list account:acme --json");
            line.replace("from=Ann", &format!("from={ann}"))
        } else {
            (*line).to_owned()
        };
        home.done(&line);
    }
    home
}

fn first(home: &Home, list: &str) -> String {
    home.json(list)[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_kind_can_be_added_changed_listed_and_removed() {
    let home = home();
    assert_eq!(home.done("check"), "");
    for table in KINDS.iter().filter(|t| !["account", "setting"].contains(&t.key)) {
        let list = home.json(&format!("{} list --json", table.key));
        let record = list.as_array().unwrap().first().unwrap_or_else(|| panic!("{}", table.key));
        let keys: Vec<&str> = table.fields.iter().map(|field| field.key).collect();
        let found: Vec<&String> = record.as_object().unwrap().keys().collect();
        assert!(keys.iter().all(|key| found.iter().any(|f| f == key)), "{}", table.key);
        let csv = home.done(&format!("{} list --csv", table.key));
        assert_eq!(csv.lines().next().unwrap(), format!("id,{}", keys.join(",")));
        let id = record["id"].as_str().unwrap();
        let field = table.title().unwrap();
        let value = match &record[field.key] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        // The same value changes nothing; removing and undoing brings the same record back.
        home.done(&format!("{} set {id} '{}={value}'", table.key, field.key));
        home.done(&format!("{} remove {id}", table.key));
        let gone = home.json(&format!("{} list --json", table.key));
        assert!(gone.as_array().unwrap().iter().all(|r| r["id"] != id), "{}", table.key);
        home.done("undo");
        assert_eq!(home.json(&format!("{} list --json", table.key)), list, "{}", table.key);
    }
    assert_eq!(home.done("check"), "");
}

#[test]
fn names_mean_the_records_of_the_account_at_hand() {
    let home = home();
    let ann = first(&home, "contact list account:acme --json");
    for list in ["touch list --json", "opportunity list --json", "action list --json"] {
        assert_eq!(home.json(list)[0]["contact"], ann.as_str(), "{list}");
    }
    insta::assert_snapshot!(home.says("touch add account=Acme contact=Nobody"), @r#"
    exit 1
    -- err
    quadbook: there is no contact `Nobody`
    hint: `quadbook contact list` shows every one with its id
    "#);
    insta::assert_snapshot!(home.says("introduction add from=Ann to=Bolt"), @r#"
    exit 1
    -- err
    quadbook: `Ann` could be 2 contacts
    hint: name it by one of these ids
      <id 1>  Ann (Acme)
      <id 2>  Ann (Bolt)
    "#);
}

#[test]
fn what_belongs_to_a_removed_contact_goes_with_it_and_what_names_it_says_so() {
    let home = home();
    let ann = first(&home, "contact list account:acme --json");
    home.done(&format!("contact remove {ann}"));
    assert_eq!(home.json("introduction list --json"), serde_json::json!([]));
    let touches = home.done("touch list");
    assert!(touches.contains(&format!("missing contact {ann}")), "{touches}");
    let check = home.says("check");
    assert!(check.starts_with("exit 1") && check.contains("which is not there"), "{check}");
    home.done("undo");
    assert_eq!(home.json("introduction list --json").as_array().unwrap().len(), 1);
    assert_eq!(home.done("check"), "");
}

#[test]
fn values_that_do_not_fit_each_other_are_refused() {
    let home = home();
    for line in [
        "goal add scope=company account=Acme year=2027 amount=1",
        "goal add scope=rep year=2027 amount=1",
        "goal add year=2027 amount=1",
        "time_share add share=25 from=2026-01-01 by=Lee",
        "time_share add kare=keep segment=key share=25 from=2026-01-01 by=Lee",
        "promise add account=Acme year=2028 promised=0",
        "scenario add name=x industry=airlines",
        "satisfaction add account=Acme score=11",
        "fact add account=Acme text=x",
        "rating add account=Acme factor=Growth value=101",
    ] {
        assert_eq!(home.fails(line), 3, "{line}");
    }
}

#[test]
fn a_sale_of_which_nobody_says_the_kind_is_told_by_who_buys() {
    let home = Home::with(&["add Acme relationship=customer", "add Bolt"]);
    home.done("opportunity add account=Acme name=more");
    home.done("opportunity add account=Bolt name=first");
    let kind = |account: &str| {
        home.json(&format!("opportunity list account:{account} --json"))[0]["kind"].clone()
    };
    assert_eq!((kind("acme"), kind("bolt")), ("cross_sell".into(), "new_business".into()));
}

#[test]
fn every_kind_is_known_to_import_and_completions() {
    let home = Home::new();
    let completions = home.done("completions bash");
    for table in KINDS.iter().filter(|t| t.key != "account") {
        assert!(kinds::kind(table.key).is_some());
        assert!(table.key == "setting" || completions.contains(table.key), "{}", table.key);
    }
}
