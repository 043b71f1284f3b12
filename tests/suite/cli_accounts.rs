//! Commands about accounts, by whole output.

use quadbook::domain::facts::Fact;

use crate::command::Home;

const ACME: &str = "add 'Acme Homes' industry=building engagement=55 potential=72 owner=Ann";

#[test]
fn an_account_is_added_and_its_id_is_the_data() {
    let home = Home::new();
    insta::assert_snapshot!(home.says(ACME), @r#"
    exit 0
    -- out
    <id 1>
    -- err
    Saved: New account Acme Homes
    "#);
    insta::assert_snapshot!(home.says("list"), @r#"
    exit 0
    -- out
    Name        Segment  Engagement  Potential  Last year  Next step  Due  Owner
    Acme Homes  Key              55         72          –  –          –    Ann
    "#);
}

#[test]
fn an_account_shows_all_that_is_known_of_it() {
    let home = Home::with(&[
        ACME,
        "action add 'Acme Homes' call CFO fri",
        "revenue add 'account=Acme Homes' year=2025 amount=84k",
        "set 'Acme Homes' 'note=first line'",
    ]);
    insta::assert_snapshot!("show_account", home.says("show 'acme homes'"));
}

#[test]
fn every_account_object_has_every_fact() {
    let home = Home::with(&[ACME, "revenue add 'account=Acme Homes' year=2025 amount=84000.50"]);
    let listed = home.json("list --json");
    let mut shown = home.json("show 'Acme Homes' --json");
    let records = shown.as_object_mut().unwrap().remove("records").unwrap();
    assert_eq!(listed[0], shown);
    let keys: Vec<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
    let all: Vec<&str> = Fact::all().map(Fact::key).collect();
    assert_eq!(keys, all);
    assert_eq!(shown["segment"], "key");
    assert_eq!(shown["city"], serde_json::Value::Null);
    assert_eq!(shown["revenue_last_year"], 84000.5);
    assert_eq!(shown["engagement_on"], "2026-11-21");
    assert_eq!(records["revenue"][0]["year"], 2025);
}

#[test]
fn several_fields_are_one_change_and_a_score_is_of_today() {
    let home = Home::with(&[ACME]);
    insta::assert_snapshot!(home.says("set 'Acme Homes' potential=40 'city=Riga' owner="), @r#"
    exit 0
    -- err
    Saved: Acme Homes: owner emptied, city Riga, potential 72→40
    "#);
    let shown = home.json("--today 2026-12-01 list --json");
    assert_eq!(
        (&shown[0]["potential"], &shown[0]["potential_on"]),
        (&40.into(), &"2026-11-21".into())
    );
    assert_eq!(shown[0]["owner"], serde_json::Value::Null);
    insta::assert_snapshot!(home.says("--today 2026-12-02 set 'Acme Homes' potential=40"), @r#"
    exit 0
    -- err
    Saved: Acme Homes: potential judged on 2026-11-21→2026-12-02
    "#);
    assert_eq!(home.json("list --json")[0]["potential_on"], "2026-12-02");
    insta::assert_snapshot!(home.says("set 'Acme Homes' potential=50 potential_on=2026-11-01"), @r#"
    exit 0
    -- err
    Saved: Acme Homes potential 40→50
    "#);
    assert_eq!(home.json("list --json")[0]["potential_on"], "2026-11-01");
    insta::assert_snapshot!(home.says("set 'Acme Homes' potential="), @r#"
    exit 0
    -- err
    Saved: Acme Homes potential emptied
    "#);
    assert_eq!(home.json("list --json")[0]["potential_on"], serde_json::Value::Null);
    insta::assert_snapshot!(home.says("set 'Acme Homes' city=Riga"), @r#"
    exit 0
    -- err
    Nothing to change
    "#);
}

#[test]
fn an_archived_account_is_not_listed_and_comes_back() {
    let home = Home::with(&[ACME]);
    insta::assert_snapshot!(home.says("archive 'Acme Homes'"), @r#"
    exit 0
    -- err
    Saved: Archived Acme Homes
    "#);
    assert_eq!(home.json("list --json"), serde_json::json!([]));
    assert_eq!(home.json("list has:archived --json")[0]["name"], "Acme Homes");
    home.done("set 'Acme Homes' archived=");
    assert_eq!(home.json("list --json")[0]["name"], "Acme Homes");
}

#[test]
fn a_branch_is_moved_below_its_parent_and_never_into_a_circle() {
    let home = Home::with(&["add Mother", "add Daughter"]);
    insta::assert_snapshot!(home.says("move Daughter --parent Mother"), @r#"
    exit 0
    -- err
    Saved: Daughter belongs to Mother
    "#);
    insta::assert_snapshot!(home.says("move Mother --parent Daughter"), @r#"
    exit 3
    -- err
    quadbook: `Mother` would be a branch of itself
    "#);
    insta::assert_snapshot!(home.says("move Daughter --parent ''"), @r#"
    exit 0
    -- err
    Saved: Daughter stands by itself
    "#);
    assert_eq!(home.json("list daughter --json")[0]["parent"], serde_json::Value::Null);
}

#[test]
fn a_name_that_is_not_clear_is_answered_with_what_could_be_meant() {
    let home = Home::with(&["add 'Acme Homes' city=Riga", "add 'Acme Homes' city=Oslo"]);
    insta::assert_snapshot!(home.says("show 'Acme Homes'"), @r#"
    exit 1
    -- err
    quadbook: `Acme Homes` could be 2 accounts
    hint: name it by one of these ids
      <id 1>  Acme Homes, Riga, Unplaced
      <id 2>  Acme Homes, Oslo, Unplaced
    "#);
    insta::assert_snapshot!(home.says("set 'Acme Hmes' potential=3"), @r#"
    exit 1
    -- err
    quadbook: there is no account `Acme Hmes`
    hint: there are these
      <id 1>  Acme Homes
      <id 2>  Acme Homes
    "#);
    insta::assert_snapshot!(home.says("show Zzz"), @r#"
    exit 1
    -- err
    quadbook: there is no account `Zzz`
    hint: `quadbook list` shows every account
    "#);
}

#[test]
fn accounts_are_found_ordered_and_cut() {
    let home = Home::with(&[
        ACME,
        "add 'Bolt Energy' industry=energy engagement=20 potential=90",
        "add 'Cedar' engagement=60 potential=10",
        "add 'Delta Energy' industry=energy",
    ]);
    insta::assert_snapshot!(home.says("list --sort -potential,name --columns name,potential,segment"), @r#"
    exit 0
    -- out
    Name          Potential, judged  Segment
    Bolt Energy                  90  Growth Potential
    Acme Homes                   72  Key
    Cedar                        10  Maintenance
    Delta Energy                  –  –
    "#);
    insta::assert_snapshot!(home.says("list segment:key,growth_potential potential>70 --columns name"), @r#"
    exit 0
    -- out
    Name
    Acme Homes
    Bolt Energy
    "#);
    insta::assert_snapshot!(home.says("list -segment:key energy --columns name"), @r#"
    exit 0
    -- out
    Name
    Bolt Energy
    Delta Energy
    "#);
    insta::assert_snapshot!(home.says("list --limit 1 --columns name,engagement --csv"), @r#"
    exit 0
    -- out
    name,engagement
    Acme Homes,55
    "#);
    insta::assert_snapshot!(home.says("list nobody --json"), @r#"
    exit 0
    -- out
    []
    "#);
}

#[test]
fn history_tells_what_was_done_and_how_an_account_moved() {
    let home = Home::with(&[ACME, "--today 2026-11-22 set 'Acme Homes' potential=20", "add Bolt"]);
    insta::assert_snapshot!(home.says("history"), @r#"
    exit 0
    -- out
    When              Who  What
    2026-11-21 <time>  ann  New account Bolt
    2026-11-22 <time>  ann  Acme Homes potential 72→20
    2026-11-21 <time>  ann  New account Acme Homes
    "#);
    insta::assert_snapshot!(home.says("history 'Acme Homes'"), @r#"
    exit 0
    -- out
    When              Who  What
    2026-11-22 <time>  ann  Acme Homes potential 72→20
    2026-11-21 <time>  ann  New account Acme Homes

    Trail
    Since       Engagement  Potential  Segment      Why
    2026-11-21          55         72  Key          New account Acme Homes
    2026-11-22          55         20  Maintenance  Acme Homes potential 72→20

    Crossings
    Crossed on  From      To           Why
    2026-11-21  Unplaced  Key          New account Acme Homes
    2026-11-22  Key       Maintenance  Acme Homes potential 72→20
    "#);
    let history = home.json("history 'Acme Homes' --json --limit 1");
    assert_eq!(history["changes"].as_array().unwrap().len(), 1);
    assert_eq!(history["changes"][0]["lines"][0]["field"], "potential");
    assert_eq!(history["changes"][0]["lines"][0]["before"], "72");
    assert_eq!(history["crossings"][1]["to"], "maintenance");
    assert_eq!(history["trail"][1]["potential_score"], 20);
}

#[test]
fn steps_are_taken_back_and_made_again() {
    let home = Home::with(&[ACME, "set 'Acme Homes' potential=20"]);
    insta::assert_snapshot!(home.says("undo 5"), @r#"
    exit 1
    -- err
    Taken back: Acme Homes potential 72→20
    Taken back: New account Acme Homes
    quadbook: only 2 of 5 steps were there; there is nothing to take back any more
    "#);
    insta::assert_snapshot!(home.says("undo"), @r#"
    exit 1
    -- err
    quadbook: there is nothing to take back
    "#);
    insta::assert_snapshot!(home.says("redo"), @r#"
    exit 0
    -- err
    Made again: New account Acme Homes
    "#);
    insta::assert_snapshot!(home.says("redo"), @r#"
    exit 0
    -- err
    Made again: Acme Homes potential 72→20
    "#);
    insta::assert_snapshot!(home.says("redo"), @r#"
    exit 1
    -- err
    quadbook: there is nothing to make again
    "#);
    assert_eq!(home.json("list --json")[0]["potential"], 20);
}

#[test]
fn an_account_is_found_by_its_crm_id_in_short_and_long_form() {
    let home = Home::with(&[
        "add Acme external_id=001x0000002xLCVAA2",
        "add Bolt external_id=001x0000003xLCV",
    ]);
    assert_eq!(home.json("show 001x0000002xLCV --json")["name"], "Acme");
    assert_eq!(home.json("show 001x0000002xLCVAA2 --json")["name"], "Acme");
    assert_eq!(home.json("show 001x0000003xLCVAA2 --json")["name"], "Bolt");
    assert_eq!(home.fails("show 001X0000002XLCV"), 1);
}

#[test]
fn an_external_id_that_another_account_has_is_noted_and_found_by_check() {
    let home = Home::with(&["add Acme external_id=C-17", "add Bolt"]);
    insta::assert_snapshot!(home.says("set Bolt external_id=C-17"), @r"
    exit 0
    -- err
    Saved: Bolt: crm id C-17
    note: Acme (<id 1>) has the same CRM id
    ");
    insta::assert_snapshot!(home.says("check"), @r"
    exit 1
    -- out
    account <id 1>: its CRM id `C-17` is also that of <id 2> (Bolt)
    ");
    home.done("set Bolt external_id=C-18");
    home.done("check");
}
