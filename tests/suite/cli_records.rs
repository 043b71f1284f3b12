//! Commands about every other kind of record, by whole output.

use crate::command::Home;

const ACME: &str = "add 'Acme Homes' engagement=55 potential=72";

#[test]
fn an_action_is_added_as_one_says_it() {
    let home = Home::with(&[ACME]);
    insta::assert_snapshot!(home.says("action add 'Acme Homes' call CFO fri"), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: Acme Homes: call CFO · due Fri 27 Nov
    "#);
    insta::assert_snapshot!(home.says("action add 'Acme Homes' send offer"), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: Acme Homes: send offer
    "#);
    insta::assert_snapshot!(home.says("action add 'account=Acme Homes' title=visit due=2026-12-01 owner=Bo"), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: Action for Acme Homes: visit
    "#);
    insta::assert_snapshot!(home.says("action add 'Acme Homes'"), @r#"
    exit 2
    -- err
    quadbook: what is to be done is missing
    hint: quadbook action add ACCOUNT call CFO fri
    "#);
    insta::assert_snapshot!(home.says("action add Nobody call"), @r#"
    exit 1
    -- err
    quadbook: there is no account `Nobody`
    hint: `quadbook list` shows every account
    "#);
    insta::assert_snapshot!(home.says("action list"), @r#"
    exit 0
    -- out
    Id                                    Account     What        Owner  Due         Status  Done on
    <id 1>  Acme Homes  call CFO    –      2026-11-27  Open    –
    <id 2>  Acme Homes  send offer  –      –           Open    –
    <id 3>  Acme Homes  visit       Bo     2026-12-01  Open    –
    "#);
    insta::assert_snapshot!(home.says("action list owner:bo --csv"), @r#"
    exit 0
    -- out
    id,account,title,owner,due,status,done_on,objective,contact,challenge,opportunity
    <id 1>,<id 2>,visit,Bo,2026-12-01,open,,,,,
    "#);
    insta::assert_snapshot!(home.says("action list account:acme due<2026-11-30 --json"), @r#"
    exit 0
    -- out
    [
    {"id":"<id 1>","account":"<id 2>","title":"call CFO","owner":null,"due":"2026-11-27","status":"open","done_on":null,"objective":null,"contact":null,"challenge":null,"opportunity":null}
    ]
    "#);
}

#[test]
fn an_action_is_done_today() {
    let home = Home::with(&[ACME, "action add 'Acme Homes' call CFO fri"]);
    insta::assert_snapshot!(home.says("action done 'call cfo'"), @r#"
    exit 0
    -- err
    Saved: Done: call CFO (Acme Homes)
    "#);
    let done = home.json("action list --json");
    assert_eq!((&done[0]["status"], &done[0]["done_on"]), (&"done".into(), &"2026-11-21".into()));
    insta::assert_snapshot!(home.says("action done 'call cfo'"), @r#"
    exit 0
    -- err
    Nothing to change
    "#);
    insta::assert_snapshot!(home.says("action set 'call cfo' status=open"), @r#"
    exit 0
    -- err
    Saved: call CFO (Acme Homes): status Done→Open, done on emptied
    "#);
    assert_eq!(home.json("action list --json")[0]["done_on"], serde_json::Value::Null);
    home.done("action set 'call cfo' done_on=2026-11-02 status=done");
    assert_eq!(home.json("action list --json")[0]["done_on"], "2026-11-02");
}

#[test]
fn a_record_is_named_by_its_id_or_its_beginning() {
    let home = Home::with(&[ACME]);
    let id = home.done("action add 'Acme Homes' call CFO");
    let id = id.trim();
    home.done(&format!("action set {id} due=2026-12-03"));
    home.done(&format!("action set {} owner=Bo", &id[..20]));
    let action = &home.json("action list --json")[0];
    assert_eq!((&action["due"], &action["owner"]), (&"2026-12-03".into(), &"Bo".into()));
}

#[test]
fn equal_titles_are_told_apart() {
    let home =
        Home::with(&[ACME, "add Bolt", "action add Bolt call", "action add 'Acme Homes' call"]);
    insta::assert_snapshot!(home.says("action done call"), @r#"
    exit 1
    -- err
    quadbook: `call` could be 2 actions
    hint: name it by one of these ids
      <id 1>  call (Bolt)
      <id 2>  call (Acme Homes)
    "#);
    insta::assert_snapshot!(home.says("action remove nothing"), @r#"
    exit 1
    -- err
    quadbook: there is no action `nothing`
    hint: `quadbook action list` shows every one with its id
    "#);
}

#[test]
fn a_plan_without_its_period_is_of_this_fiscal_year_and_takes_its_risks_along() {
    let home = Home::with(&[ACME, "settings set fiscal_start=4"]);
    insta::assert_snapshot!(home.says("plan add 'account=Acme Homes' growth=10"), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: Plan for Acme Homes: 2026-04-01
    "#);
    insta::assert_snapshot!(home.says("risk add 'plan=Acme Homes' text=strike impact=High"), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: Risk for Acme Homes: strike
    "#);
    insta::assert_snapshot!(home.says("plan list"), @r#"
    exit 0
    -- out
    Id                                    Account     Start       End         True growth potential  How to enlarge it  Target growth  Target  Target rests on  Strategy  Notes
    <id 1>  Acme Homes  2026-04-01  2027-03-31  –                      –                           10 %       –  –                –         –
    "#);
    insta::assert_snapshot!(home.says("risk list"), @r#"
    exit 0
    -- out
    Id                                    Plan                     Risk    Likelihood  Impact  What we do about it  Status
    <id 1>  2026-04-01 (Acme Homes)  strike  –           High    –                    Open
    "#);
    insta::assert_snapshot!(home.says("plan set 2026-04-01 target=90k"), @r#"
    exit 0
    -- err
    Saved: 2026-04-01 (Acme Homes): target growth emptied, target 90000
    "#);
    assert_eq!(home.json("plan list --json")[0]["growth"], serde_json::Value::Null);
    insta::assert_snapshot!(home.says("plan remove 2026-04-01"), @r#"
    exit 0
    -- err
    Saved: Removed plan 2026-04-01 (Acme Homes)
    "#);
    assert_eq!(home.json("risk list --json"), serde_json::json!([]));
    home.done("undo");
    assert_eq!(home.json("risk list --json")[0]["impact"], "high");
    assert_eq!(home.json("plan list --json")[0]["target"], 90000);
}

#[test]
fn what_is_due_and_overdue_stands_in_today() {
    let home = Home::with(&[
        ACME,
        "add Gone",
        "action add 'Acme Homes' later in 2w",
        "action add 'Acme Homes' visit 2026-11-21",
        "--today 2026-11-01 action add 'Acme Homes' call CFO 2026-11-19",
        "action add Gone never 2026-11-01",
        "archive Gone",
    ]);
    insta::assert_snapshot!(home.says("today"), @r#"
    exit 0
    -- out
    Due          Account     What      Owner  Id
    2 days late  Acme Homes  call CFO  –      <id 1>
    today        Acme Homes  visit     –      <id 2>
    "#);
    let today = home.json("today --json");
    assert_eq!(today.as_array().unwrap().len(), 2);
    assert_eq!(
        (&today[0]["days_overdue"], &today[0]["account_name"]),
        (&2.into(), &"Acme Homes".into())
    );
    insta::assert_snapshot!(home.says("--today 2026-10-01 today"), @r#"
    exit 0
    -- out
    Due  Account  What  Owner  Id
    -- err
    Nothing is due
    "#);
}

#[test]
fn the_grid_counts_and_places() {
    let home = Home::with(&[
        ACME,
        "action add 'Acme Homes' call",
        "add Bolt engagement=20 potential=90",
        "add Cedar engagement=20 potential=90",
        "add Delta engagement=90",
    ]);
    insta::assert_snapshot!(home.says("grid"), @r#"
    exit 0
    -- out
    ── Maintenance 0 · 0 no step ───────────── Key 1 · 0 no step ──
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊            ●                 │
    │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                       2      │
    │                              ┊                              │
    │                              ┊                              │
    │                              ┊                              │
    ── Service 0 · 0 no step ──── Growth Potential 2 · 2 no step ──

    Key 1
       55  72  Acme Homes

    Growth Potential 2
       20  90  Bolt
       20  90  Cedar

    Maintenance 0

    Service 0

    Unplaced 1
       90   –  Delta
    "#);
    let grid = home.json("grid --json");
    let count = |segment: &str| grid["segments"][segment].clone();
    assert_eq!(grid["threshold_potential"], 50);
    assert_eq!(count("growth_potential"), serde_json::json!({ "accounts": 2, "no_step": 2 }));
    assert_eq!(count("key"), serde_json::json!({ "accounts": 1, "no_step": 0 }));
    assert_eq!(count("unplaced"), serde_json::json!({ "accounts": 1 }));
    let names: Vec<&str> =
        grid["accounts"].as_array().unwrap().iter().filter_map(|a| a["name"].as_str()).collect();
    assert_eq!(names, ["Bolt", "Cedar", "Acme Homes", "Delta"]);
    let delta = &grid["accounts"][3];
    assert_eq!(
        (&delta["engagement_score"], &delta["segment"]),
        (&90.into(), &serde_json::Value::Null)
    );
}

#[test]
fn settings_are_shown_set_and_taken_back() {
    let home = Home::with(&["add Bolt engagement=40 potential=90"]);
    assert_eq!(home.done("settings"), home.done("settings list"));
    insta::assert_snapshot!(home.says("settings list"), @r#"
    exit 0
    -- out
    Setting               Value              What it does
    threshold_engagement  50        default  from this score on, engagement is high
    threshold_potential   50        default  from this score on, potential is high
    fiscal_start          1         default  a month; a fiscal year bears the number of the year in which it ends
    currency              –         default  symbol or code of all amounts in this book
    locale                1,234.50  default  how amounts stand on screen: en 1,234.50 · de 1.234,50 · fr 1 234,50 · ch 1'234.50
    my_name               –         default  stands in the history beside what you change
    "#);
    insta::assert_snapshot!(home.says("settings set threshold_engagement=40 currency=EUR"), @r#"
    exit 0
    -- err
    Saved: Engagement line 50→40, Currency –→EUR
    "#);
    assert_eq!(home.json("list --json")[0]["segment"], "key");
    insta::assert_snapshot!(home.says("settings list --json"), @r#"
    exit 0
    -- out
    {
      "threshold_engagement": 40,
      "threshold_potential": 50,
      "fiscal_start": 1,
      "currency": "EUR",
      "locale": "en",
      "my_name": null
    }
    "#);
    insta::assert_snapshot!(home.says("settings set threshold_engagement="), @r#"
    exit 0
    -- err
    Saved: Engagement line back to its default
    "#);
    assert_eq!(home.json("list --json")[0]["segment"], "growth_potential");
    home.done("settings set threshold_engagement=40");
    home.done("undo");
    assert_eq!(home.json("settings list --json")["threshold_engagement"], 50);
    insta::assert_snapshot!(home.says("settings set threshold_engagement=101"), @r#"
    exit 3
    -- err
    quadbook: threshold_engagement: `101` is not a score, a whole number from 0 to 100
    "#);
    insta::assert_snapshot!(home.says("settings set colour=red"), @r#"
    exit 2
    -- err
    quadbook: `colour` is no setting
    hint: `quadbook settings list` shows every setting
    "#);
    insta::assert_snapshot!(home.says("settings set currency"), @r#"
    exit 2
    -- err
    quadbook: `currency` is not KEY=VALUE
    "#);
}
