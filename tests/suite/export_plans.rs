//! Plans as Markdown files: deterministic, apart from each other, and over nobody's file.

use std::fs;

use crate::command::{Home, files};

#[test]
#[expect(clippy::too_many_lines, reason = "it shows a whole page")]
fn one_plan_goes_to_stdout() {
    let home = Home::with(&[
        "add Acme engagement=72 potential=40 owner=Ann",
        "plan add account=Acme growth=12.5 'strategy=Two ways:\n- *doors*\n- # windows'",
        "risk add plan=Acme 'text=strike | or not' impact=high",
        "action add Acme call CFO fri",
        "revenue add account=Acme year=2025 amount=80000",
        "settings set currency=EUR",
    ]);
    let said = home.says("plan export Acme");
    // The checksum depends on ids, which differ from run to run.
    let (sums, lines): (Vec<&str>, Vec<&str>) =
        said.lines().partition(|line| line.starts_with("checksum: "));
    assert_eq!(sums.len(), 1);
    insta::assert_snapshot!(lines.join("\n"), @r#"
    exit 0
    -- out
    ---
    quadbook: "plan"
    account: "<id 1>"
    name: "Acme"
    plan: "<id 2>"
    start: "2026-01-01"
    end: "2026-12-31"
    ---

    # Account plan: Acme

    2026-01-01 to 2026-12-31

    ## Where we stand

    ### True growth potential

    –

    ### How to enlarge it

    –

    <!-- computed: not read back -->

    - Relationship: Prospect
    - Industry: –
    - Owner: Ann
    - Segment: Maintenance
    - Days in segment: 0
    - Engagement: 72
    - Engagement to line: +22
    - Engagement judged on: 2026-11-21
    - Potential: 40
    - Potential to line: -10
    - Potential judged on: 2026-11-21
    - Borderline: no
    - Last year: 80000 EUR
    - Next step: call CFO
    - Due: 2026-11-27

    | Crossed on | From     | To          | Why |
    | ---------- | -------- | ----------- | --- |
    | 2026-11-21 | Unplaced | Maintenance | New account Acme |

    <!-- end of computed -->

    ## Target

    - Target growth: 12.5 %
    - Target: –

    ### Target rests on

    –

    <!-- computed: not read back -->

    - Revenue 2025: 80000 EUR
    - Target, in money: 90000 EUR
    - Target, as growth: 12.5 %

    <!-- end of computed -->

    ## Strategy

    Two ways:
    - *doors*
    - \# windows

    ## Actions

    | What     | Owner | Due        | Status | Done on |
    | -------- | ----- | ---------- | ------ | --- |
    | call CFO | –     | 2026-11-27 | Open   | – <!-- action <id 3> --> |

    ## Risks

    | Risk             | Likelihood | Impact | What we do about it | Status |
    | ---------------- | ---------- | ------ | ------------------- | --- |
    | strike \| or not | –          | High   | –                   | Open <!-- risk <id 4> --> |

    ## Notes

    –
    "#);
}

#[test]
fn an_account_without_a_plan_exports_an_empty_one_and_writes_nothing_to_the_book() {
    let home = Home::with(&["add Acme"]);
    let before = home.done("history --json");
    assert!(home.done("plan export Acme").contains("plan: null\nstart: \"2026-01-01\""));
    assert_eq!(home.done("history --json"), before);
    assert_eq!(home.json("plan list --json"), serde_json::json!([]));
}

#[test]
fn every_living_account_has_its_own_file_and_the_same_twice() {
    let home = accounts();
    let written = home.done("plan export --all --dir out/plans");
    assert_eq!(written.lines().count(), 3);
    let first = files(&home.path("out/plans"));
    home.done("plan export --all --dir out/plans");
    assert_eq!(files(&home.path("out/plans")), first);
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert!(names.iter().all(|name| name.split('.').nth(1) == Some("md")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("etc-passwd-")), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("acme-homes-")).count(), 2);
    home.done("archive '../../etc/passwd'");
    assert_eq!(home.done("plan export --all --dir other").lines().count(), 2);
}

fn accounts() -> Home {
    Home::with(&["add 'Acme Homes'", "add '../../etc/passwd'", "add 'ACME  homes'"])
}

#[test]
fn somebody_elses_file_is_left_alone() {
    let home = Home::with(&["add Acme"]);
    let path = home.done("plan export Acme --dir out");
    let path = path.trim();
    fs::write(path, "my own notes").unwrap();
    assert_eq!(home.fails("plan export Acme --dir out"), 3);
    assert_eq!(fs::read_to_string(path).unwrap(), "my own notes");
    assert_eq!(home.fails("plan export Acme --dir book.db"), 5);
}

#[test]
fn a_plan_that_somebody_edited_is_left_as_it_is_and_the_others_are_written() {
    let home = accounts();
    let written = home.done("plan export --all --dir out");
    let edited = written.lines().next().unwrap();
    let text = fs::read_to_string(edited).unwrap().replace("## Notes", "## Notes\n\nAsk Kim.");
    fs::write(edited, &text).unwrap();
    home.done("set 'ACME  homes' engagement=60");
    let output = home.command("plan export --all --dir out").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    let wanted = format!(
        "2 plans written\nquadbook: {edited} was edited since it was written and is left as it is\n\
         hint: move that file away, or overwrite it with --force\n"
    );
    assert_eq!(said, wanted);
    assert_eq!(fs::read_to_string(edited).unwrap(), text);
    let others = files(&home.path("out"));
    let engaged = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Engagement: 60");
    assert_eq!(others.values().filter(|bytes| engaged(bytes)).count(), 1);
    home.done("plan export --all --dir out --force");
    assert!(!fs::read_to_string(edited).unwrap().contains("Ask Kim"));
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_plan_is_not_followed() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with(&["add Acme"]);
    let path = home.done("plan export Acme --dir out");
    let path = path.trim();
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    let victim = home.file("victim.md", fs::read(path).unwrap());
    fs::remove_file(path).unwrap();
    std::os::unix::fs::symlink(&victim, path).unwrap();
    assert_eq!(home.fails("plan export Acme --dir out"), 3);
    assert!(fs::symlink_metadata(path).unwrap().is_symlink());
}
