//! What a rep types on the command line that was once taken wrongly.

use crate::command::{Home, texts};

#[test]
fn a_second_record_of_which_there_is_one_is_refused_with_the_id_of_the_first() {
    let home = Home::with(&["add Acme", "product add name=Roof"]);
    for (first, second) in [
        (
            "revenue add account=Acme year=2025 amount=5",
            "revenue add account=Acme year=2025 amount=7",
        ),
        ("plan add account=Acme", "plan add account=Acme"),
        (
            "promise add account=Acme year=2026 promised=5",
            "promise add account=Acme year=2026 promised=6",
        ),
        ("satisfaction add account=Acme score=7", "satisfaction add account=Acme score=8"),
        (
            "cell add account=Acme product=Roof holder=us",
            "cell add account=Acme product=Roof holder=nobody",
        ),
    ] {
        let id = home.done(first);
        let output = home.command(second).output().unwrap();
        let (_, err) = texts(&output);
        assert_eq!(output.status.code(), Some(3), "{second}: {err}");
        assert!(err.contains("of Acme") && err.contains(id.trim()), "{second}: {err}");
        assert!(err.contains(" set ID FIELD=VALUE"), "{second}: {err}");
    }
    home.done("revenue add account=Acme year=2024 amount=5");
    assert_eq!(home.fails("revenue set 5 year=2025"), 1);
    let of_2024 = home.json("revenue list year:2024 --json")[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(home.fails(&format!("revenue set {of_2024} year=2025")), 3);
    assert_eq!(home.done("check"), "");
}

#[test]
fn a_name_that_could_be_several_is_answered_with_what_tells_them_apart() {
    let home = Home::with(&[
        "add 'Firm 4' city=Oslo engagement=80 potential=80",
        "add 'Firm 4' city=Bergen",
        "add Acme",
        "plan add account=Acme start=2024-01-01 end=2024-12-31",
        "plan add account=Acme start=2025-01-01 end=2025-12-31",
    ]);
    insta::assert_snapshot!(home.says("risk add plan='Firm 4' text=x"), @"
    exit 1
    -- err
    quadbook: `Firm 4` could be 2 accounts
    hint: name it by one of these ids
      <id 1>  Firm 4, Oslo, Key
      <id 2>  Firm 4, Bergen, Unplaced
    ");
    insta::assert_snapshot!(home.says("risk add plan=Acme text=x"), @"
    exit 1
    -- err
    quadbook: `Acme` could be 2 plans
    hint: name it by one of these ids
      <id 1>  2024-01-01 (Acme), 2024-01-01 to 2024-12-31
      <id 2>  2025-01-01 (Acme), 2025-01-01 to 2025-12-31
    ");
    insta::assert_snapshot!(home.says("show 'Firm 4'"), @"
    exit 1
    -- err
    quadbook: `Firm 4` could be 2 accounts
    hint: name it by one of these ids
      <id 1>  Firm 4, Oslo, Key
      <id 2>  Firm 4, Bergen, Unplaced
    ");
}

#[test]
fn of_two_targets_of_a_new_plan_the_last_is_kept() {
    let home = Home::with(&["add Acme", "plan add account=Acme target=5k growth=10"]);
    let plan = &home.json("plan list --json")[0];
    assert_eq!((&plan["target"], &plan["growth"]), (&serde_json::Value::Null, &10.into()));
}

#[test]
fn a_day_to_come_is_no_day_of_a_judgement() {
    let home = Home::with(&["add Acme engagement=20"]);
    assert_eq!(home.fails("set Acme engagement_on=2030-01-01"), 3);
    assert_eq!(home.fails("satisfaction add account=Acme score=7 on=2030-01-01"), 3);
    assert_eq!(home.json("show Acme --json")["engagement_on"], "2026-11-21");
}

#[test]
fn fields_at_the_end_of_an_action_are_its_fields() {
    let home = Home::with(&["add Acme", "action add Acme visit due=tomorrow owner=Kim"]);
    let action = &home.json("action list --json")[0];
    assert_eq!((&action["title"], &action["due"]), (&"visit".into(), &"2026-11-22".into()));
    assert_eq!(action["owner"], "Kim");
    assert_eq!(home.fails("action add Acme call in 99999w"), 3);
    assert_eq!(home.fails("action add account=zzz title=x"), 1);
}

#[test]
fn what_is_missing_or_wrong_is_said_in_plain_words() {
    let home = Home::with(&["add Acme"]);
    insta::assert_snapshot!(home.says("export"), @"
    exit 2
    -- err
    quadbook: a word is missing that says what to do
    hint: usage: quadbook export [OPTIONS] <COMMAND>
    ");
    insta::assert_snapshot!(home.says("list '>5'"), @"
    exit 2
    -- err
    quadbook: `>5` needs a field before it, such as potential>70
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
    insta::assert_snapshot!(home.says("list -"), @"
    exit 2
    -- err
    quadbook: `-` needs a word after it, such as -segment:key
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
    insta::assert_snapshot!(home.says("list segment:xyz"), @"
    exit 2
    -- err
    quadbook: `segment:xyz`: `xyz` is not one of key, growth_potential, maintenance, service, unplaced
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
    insta::assert_snapshot!(home.says("list potentail:5"), @"
    exit 2
    -- err
    quadbook: `potentail` is not something to search by; did you mean `potential`?
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
    insta::assert_snapshot!(home.says("list --sort foo"), @"
    exit 2
    -- err
    quadbook: `foo` is not something to sort by
    hint: write fields with commas between, and - before one that falls: potential,-name
    ");
    insta::assert_snapshot!(home.says("action list staus:open"), @"
    exit 2
    -- err
    quadbook: `staus` is not something to search by; did you mean `status`?
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
}

#[test]
fn a_damaged_book_is_not_told_to_ask_the_check_that_just_ran() {
    let home = Home::new();
    home.file("book.db", "this is no book, but long enough to be looked at as one".repeat(100));
    let output = home.command("check").output().unwrap();
    let (_, err) = texts(&output);
    assert_eq!(output.status.code(), Some(6), "{err}");
    assert!(!err.contains("check"), "{err}");
}

#[test]
fn a_new_account_with_the_name_of_another_is_made_and_said() {
    let home = Home::with(&["add Acme"]);
    let output = home.command("add acme").output().unwrap();
    let (_, err) = texts(&output);
    assert!(err.contains("note: another account has this name"), "{err}");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 2);
}

#[test]
fn an_account_is_shown_with_what_is_unknown_and_its_texts_in_lines() {
    let home = Home::with(&["add Acme"]);
    home.done("plan add account=Acme 'strategy=first\nsecond'");
    let shown = home.done("show Acme");
    assert!(
        shown.lines().any(|line| line.starts_with("Segment ") && line.ends_with('–')),
        "{shown}"
    );
    assert!(shown.contains("\n  first\n  second\n") && !shown.contains("\\n"), "{shown}");
}

#[test]
fn the_history_of_a_removed_setting_names_field_and_value() {
    let home =
        Home::with(&["settings set threshold_potential=60", "settings set threshold_potential="]);
    let line = home.json("history --json")["changes"][0]["lines"][0].clone();
    assert_eq!((&line["field"], &line["before"]), (&"value".into(), &"60".into()));
    assert!(line["after"].is_null());
}

#[test]
fn a_demo_book_that_was_edited_is_replaced_only_when_asked() {
    let home = Home::new();
    home.done("demo");
    home.done("demo --accounts 20");
    home.done("add 'My own' --book demo.db");
    assert_eq!(home.fails("demo --accounts 30"), 3);
    assert_eq!(home.json("list --json --book demo.db").as_array().unwrap().len(), 21);
    home.done("demo --accounts 30 --reset");
    assert_eq!(home.json("list --json --book demo.db").as_array().unwrap().len(), 30);
}

#[test]
fn today_has_one_order_on_the_screen_and_on_the_command_line() {
    let home = Home::with(&[
        "add Zeta",
        "add Acme",
        "action add Zeta first today",
        "action add Acme second today",
        "action add Zeta old 2026-11-20",
    ]);
    let titles: Vec<String> = home
        .json("today --json")
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["title"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(titles, ["old", "second", "first"]);
}
