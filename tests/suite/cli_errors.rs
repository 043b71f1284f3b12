//! Bad input: one clear line, at most one hint, the documented exit code, nothing changed.

use std::fs;

use crate::command::{Home, files};

#[test]
fn values_that_do_not_fit_are_refused_and_change_nothing() {
    let home = Home::with(&["add 'Acme Homes' engagement=55 potential=72"]);
    let before = home.done("list --json");
    for (line, said) in [
        (
            "set 'Acme Homes' potential=101",
            "potential: `101` is not a score, a whole number from 0 to 100",
        ),
        (
            "set 'Acme Homes' potential=-3",
            "potential: `-3` is not a score, a whole number from 0 to 100",
        ),
        (
            "set 'Acme Homes' potential=abc",
            "potential: `abc` is not a score, a whole number from 0 to 100",
        ),
        (
            "set 'Acme Homes' customer_since=2026-02-30",
            "customer_since: `2026-02-30` is not a date such as 2026-03-12, fri, 3/12 or in 2w",
        ),
        ("set 'Acme Homes' name=", "name: must not be empty"),
        (
            "set 'Acme Homes' relationship=friend",
            "relationship: `friend` is not one of prospect, customer, former",
        ),
        (
            "set 'Acme Homes' yearly_value=12,34,5",
            "yearly_value: `12,34,5` is not an amount such as 84000, 84k or 1,234.50",
        ),
        ("add ''", "name: must not be empty"),
        ("action add 'account=Acme Homes'", "title: must not be empty"),
        ("risk add text=strike", "plan: must not be empty"),
        (
            "revenue add 'account=Acme Homes' year=26 amount=1",
            "year: `26` is not a whole number from 1900 to 2200",
        ),
    ] {
        let output = home.command(line).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{line}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("quadbook: {said}\n"));
    }
    assert_eq!(home.fails("set 'Acme Homes' parent=Nobody"), 1);
    assert_eq!(home.done("list --json"), before);
}

#[test]
fn a_command_line_that_cannot_be_understood_is_a_usage_error() {
    let home = Home::with(&["add 'Acme Homes'"]);
    for line in [
        "set 'Acme Homes' colour=red",
        "set 'Acme Homes' segment=key",
        "set 'Acme Homes' potential",
        "set 'Acme Homes' city=a city=b",
        "set 'Acme Homes'",
        "set",
        "add",
        "actoin list",
        "action",
        "list --colour",
        "list segment:",
        "list potential>abc",
        "list colour:red",
        "list '\"open'",
        "list --columns colour",
        "list --columns ,",
        "list --sort colour",
        "list --csv --json",
        "action list colour:red",
        "undo 0",
        "undo abc",
        "--today 2026-02-30 list",
        "--today tomorrow list",
        "settings set colour=red",
        "plan export",
        "plan export 'Acme Homes' --all",
        "completions dos",
        "import",
        "import x.csv --as colour",
        "import x.csv --delimiter 12",
        "--theme pink",
        "",
    ] {
        assert_eq!(home.fails(line), 2, "{line}");
    }
}

#[test]
fn usage_errors_say_what_helps() {
    let home = Home::new();
    insta::assert_snapshot!(home.says("actoin list"), @r#"
    exit 2
    -- err
    quadbook: unrecognized subcommand 'actoin'
    hint: a similar subcommand exists: 'action'
    "#);
    insta::assert_snapshot!(home.says("set"), @r#"
    exit 2
    -- err
    quadbook: the following required arguments were not provided: <ACCOUNT> <FIELD=VALUE>...
    hint: usage: quadbook set <ACCOUNT> <FIELD=VALUE>...
    "#);
    insta::assert_snapshot!(home.says("add Acme colour=red"), @r#"
    exit 2
    -- err
    quadbook: `colour` is no field of an account
    hint: `quadbook set --help` lists the fields
    "#);
    insta::assert_snapshot!(home.says("action add colour=red"), @r#"
    exit 2
    -- err
    quadbook: `colour` is no field of an action
    hint: the fields are account, title, owner, due, status, done_on, objective, contact, challenge, opportunity
    "#);
    insta::assert_snapshot!(home.says("--today 2026-02-30 list"), @r#"
    exit 2
    -- err
    quadbook: invalid value '2026-02-30' for '--today <DATE>': `2026-02-30` is not a date such as 2026-03-12
    hint: `quadbook --help` lists the commands
    "#);
    insta::assert_snapshot!(home.says(""), @r#"
    exit 2
    -- err
    quadbook: the screen needs a terminal
    hint: `quadbook --help` lists the commands that work without one
    "#);
    assert!(!home.path("book.db").exists());
}

#[test]
fn a_record_that_is_not_there_is_a_finding() {
    let home = Home::with(&["add 'Acme Homes'"]);
    for line in [
        "show Nobody",
        "set Nobody city=Riga",
        "archive Nobody",
        "move Nobody --parent 'Acme Homes'",
        "move 'Acme Homes' --parent Nobody",
        "history Nobody",
        "plan export Nobody",
        "action done nothing",
        "action set 00000000-0000-7000-8000-000000000000 due=fri",
        "risk remove nothing",
        "redo",
    ] {
        assert_eq!(home.fails(line), 1, "{line}");
    }
}

#[test]
fn files_that_are_no_books_are_refused_and_left_alone() {
    let home = Home::new();
    home.file(
        "text.db",
        "this is a text, and a rather long one, so that it could be a header of a file",
    );
    home.file("short.db", "x");
    fs::create_dir(home.path("folder.db")).unwrap();
    for (name, code) in [("text.db", 6), ("short.db", 6), ("folder.db", 5)] {
        let before = home.path(name).is_file().then(|| fs::read(home.path(name)).unwrap());
        assert_eq!(home.fails(&format!("--book {name} list")), code, "{name}");
        let after = home.path(name).is_file().then(|| fs::read(home.path(name)).unwrap());
        assert_eq!(before, after, "{name}");
    }
    assert_eq!(
        home.fails("--book nowhere/at/text.db/book.db list --limit 0 --book text.db/x.db"),
        5
    );
}

#[test]
fn files_that_cannot_be_imported_are_refused_and_change_nothing() {
    let home = Home::with(&["add 'Acme Homes'"]);
    home.file("empty.csv", "");
    home.file("binary.csv", [0_u8, 159, 146, 150, 0, 1, 2].repeat(50));
    home.file("noname.csv", "a,b\n1,2\n");
    home.file("quote.csv", "name,city\n\"Acme,Riga\nBolt,Oslo\n");
    home.file("all-bad.csv", "name,potential\nBolt,101\n");
    fs::create_dir(home.path("folder.csv")).unwrap();
    let before = home.done("history --json");
    for name in [
        "missing.csv",
        "empty.csv",
        "binary.csv",
        "noname.csv",
        "quote.csv",
        "folder.csv",
        "all-bad.csv",
    ] {
        assert_eq!(home.fails(&format!("import {name}")), 3, "{name}");
    }
    assert_eq!(home.fails("import noname.csv --map colour=a"), 2);
    assert_eq!(home.fails("import noname.csv --map name=c"), 2);
    assert_eq!(home.done("history --json"), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_output_is_said_and_a_closed_pipe_is_no_error() {
    let home = Home::with(&["add 'Acme Homes'"]);
    for line in [
        "list",
        "list --json",
        "list --csv",
        "show 'Acme Homes'",
        "grid",
        "history",
        "man",
        "--help",
        "plan export 'Acme Homes'",
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = home.command(line).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(5), "{line}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("quadbook: cannot write the output"), "{line}: {said}");
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = home.command("list").stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let home = Home::new();
    let many: String =
        (0..3000).fold(String::from("name"), |all, n| format!("{all}\nAccount number {n}"));
    home.file("many.csv", many);
    home.done("import many.csv");
    let line = "'$0' list --json | head -1";
    let shell = std::process::Command::new("bash")
        .args([
            "-c",
            &format!("set -o pipefail; {}", line.replace("'$0'", "\"$0\"")),
            crate::command::PROGRAM,
        ])
        .env("QUADBOOK_BOOK", home.path("book.db"))
        .output();
    let Ok(output) = shell else { return };
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "[\n");
    assert!(output.stderr.is_empty());
}

#[test]
fn only_the_book_is_left_behind() {
    let home = Home::with(&["add 'Acme Homes'", "list"]);
    let left: Vec<String> = files(home.path("").as_path()).into_keys().collect();
    assert!(left.iter().all(|name| name.starts_with("book.db")), "{left:?}");
}

#[test]
fn the_environment_may_name_book_and_day() {
    let home = Home::new();
    let run = |key: &str, value: &str, line: &str| {
        let output = home.command(line).env(key, value).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said.replace(home.path("").to_str().unwrap(), "~/"))
    };
    assert_eq!(run("QUADBOOK_TODAY", "2026-13-01", "list").0, 2);
    assert_eq!(run("QUADBOOK_TODAY", "", "list").0, 0);
    assert_eq!(run("QUADBOOK_BOOK", "", "paths").0, 0);
    let other = home.path("other.db");
    assert_eq!(run("QUADBOOK_BOOK", other.to_str().unwrap(), "add Acme").0, 0);
    assert_eq!(home.json("list --json --book other.db")[0]["name"], "Acme");
    assert_eq!(home.json("list --json"), serde_json::json!([]));
}

#[test]
fn errors_of_backups_and_numbers_say_what_helps() {
    let home = Home::with(&["add Acme"]);
    home.file("text.db", "this is a text");
    fs::create_dir(home.path("folder.db")).unwrap();
    let hint = "hint: backups are in the folder `backups` beside the book\n";
    for (line, code) in
        [("restore text.db", 6), ("restore folder.db", 5), ("restore missing.db", 5)]
    {
        let output = home.command(line).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{line}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.ends_with(hint), "{line}: {said}");
    }
    assert_eq!(home.fails("backup nowhere/at/all.db"), 5);
    assert!(!home.path("nowhere").exists());
    insta::assert_snapshot!(home.says("list --limit abc"), @r"
    exit 2
    -- err
    quadbook: invalid value 'abc' for '--limit <N>': not a whole number
    hint: `quadbook --help` lists the commands
    ");
    insta::assert_snapshot!(home.says("triage colour:red"), @r"
    exit 2
    -- err
    quadbook: `colour` is not something to search by
    hint: write words of the name, field:value, field>value or no:field, with quotation marks around spaces
    ");
}
