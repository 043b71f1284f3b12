//! `triage` by whole output: the list, and the round line by line.

use std::io::Write;
use std::process::Stdio;

use crate::command::{Home, texts};

fn home() -> Home {
    Home::with(&[
        "add 'Acme Homes' yearly_value=90k",
        "add Bolt yearly_value=50k engagement=20 engagement_on=2026-01-01 potential=80",
        "add Cedar engagement=60 potential=70",
        "add Delta",
    ])
}

/// What a round with these answers writes.
fn round(home: &Home, line: &str, answers: &str) -> String {
    let mut child = home
        .command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, err) = texts(&output);
    format!("exit {}\n{out}{err}", output.status.code().unwrap())
}

#[test]
fn what_waits_for_scores_is_listed_most_valuable_first() {
    let home = home();
    insta::assert_snapshot!(home.says("triage"), @r#"
    exit 0
    -- out
    Name        Engagement  Potential  Judged on
    Acme Homes           –          –  –
    Delta                –          –  –
    Bolt                20         80  2026-01-01
    "#);
    let names = home.json("triage --json");
    assert_eq!(names[0]["name"], "Acme Homes");
    assert_eq!(home.json("triage cedar --json")[0]["engagement_score"], 60);
    assert_eq!(home.json("triage nobody --json"), serde_json::json!([]));
}

#[test]
fn a_round_scores_line_by_line_and_goes_back() {
    let home = home();
    let answers = "78\na call CFO fri\nu\nu\n35\n.\nn likes doors\nx\n\n";
    insta::assert_snapshot!(round(&home, "triage --plain", answers), @r#"
    exit 0
    3 accounts, unplaced, or not scored for 90 days. One digit for engagement, then one for potential (8 means 85), Enter agrees, . is the same as before, s later, a TEXT adds an action, n TEXT a line to the note, u back, q stop
    1/3  Acme Homes  engagement – · potential –
    >       Saved: Acme Homes engagement 75 · potential 85
          Key
    2/3  Delta  engagement – · potential –
    >       Saved: Delta: call CFO · due Fri 27 Nov
    2/3  Delta  engagement – · potential –
    >       Taken back: Delta: call CFO · due Fri 27 Nov
    2/3  Delta  engagement – · potential –
    >       Taken back: Acme Homes engagement 75 · potential 85
    1/3  Acme Homes  engagement – · potential –
    >       Saved: Acme Homes engagement 35 · potential 55
          Growth Potential
    2/3  Delta  engagement – · potential –
    >       Saved: Delta engagement 35 · potential 55
          Growth Potential
    3/3  Bolt  engagement 20 · potential 80
    >       Saved: Bolt: note written
    3/3  Bolt  engagement 20 · potential 80
    > 3/3  Bolt  engagement 20 · potential 80
    >       Saved: Bolt: scores agreed
    3 scored, 0 left
    `x` is no answer. One digit for engagement, then one for potential (8 means 85), Enter agrees, . is the same as before, s later, a TEXT adds an action, n TEXT a line to the note, u back, q stop
    "#);
    let listed = home.json("list --json --sort name");
    assert_eq!((&listed[0]["engagement"], &listed[0]["potential"]), (&35.into(), &55.into()));
    assert_eq!(listed[0]["next_action"], serde_json::Value::Null);
    assert_eq!((&listed[3]["engagement"], &listed[3]["potential"]), (&35.into(), &55.into()));
    assert_eq!(
        (&listed[1]["engagement_on"], &listed[1]["note"]),
        (&"2026-11-21".into(), &"likes doors".into())
    );
}

#[test]
fn a_round_ends_when_nothing_more_comes() {
    let home = home();
    let said = round(&home, "triage --plain cedar", "");
    assert!(said.starts_with("exit 0\n") && said.ends_with("0 scored, 1 left\n"), "{said}");
    let said = round(&home, "triage --plain cedar", "q\n");
    assert!(said.ends_with("0 scored, 1 left\n"), "{said}");
}

#[test]
fn what_is_due_is_done_or_put_off_line_by_line() {
    let home = home();
    home.done("action add 'Acme Homes' call CFO 2026-11-20");
    home.done("action add Bolt visit 2026-11-21");
    home.done("action add Cedar write 2026-11-21");
    insta::assert_snapshot!(round(&home, "today --plain", "x\nwhat\nin 1w\n\n"), @r#"
    exit 0
    3 actions due: x is done, a day such as fri puts it off, Enter leaves it, q stops
    1/3  Acme Homes: call CFO · 1 day late
    >       Saved: Done: call CFO (Acme Homes)
    2/3  Bolt: visit · today
    > 2/3  Bolt: visit · today
    >       Saved: visit (Bolt): due 2026-11-21→2026-11-28
    3/3  Cedar: write · today
    > x is done, a day such as fri puts it off, Enter leaves it, q stops
    "#);
    let left = home.json("today --json");
    assert_eq!((left.as_array().unwrap().len(), &left[0]["title"]), (1, &"write".into()));
    assert_eq!(home.json("action list visit --json")[0]["due"], "2026-11-28");
}
