//! What leaves the program: CSV and JSON as data, text that cannot harm a terminal, help,
//! completions and the manual.

use crate::command::Home;

#[test]
fn csv_is_read_back_as_it_was_and_runs_nothing() {
    let home = Home::with(&[
        "add '=1+1' 'note=say \"hi\", then go' phone=+4930 city=-5",
        "add Plain potential=40",
    ]);
    insta::assert_snapshot!(home.says("list --csv --columns name,note,phone,city,potential"), @r#"
    exit 0
    -- out
    name,note,phone,city,potential
    '=1+1,"say ""hi"", then go",'+4930,'-5,
    Plain,,,,40
    "#);
    let all = home.done("list --csv");
    home.file("all.csv", &all);
    let report = home.json("import all.csv --json");
    assert_eq!(
        (&report["new"], &report["changed"], &report["same"]),
        (&0.into(), &0.into(), &2.into())
    );
    let other = Home::new();
    other.file("all.csv", &all);
    let report = other.json("import all.csv --json");
    assert_eq!((&report["new"], &report["rejected"]), (&2.into(), &serde_json::json!([])));
    assert_eq!(other.done("list --csv"), all);
}

#[test]
fn a_pipe_gets_the_data_and_tables_keep_their_lines() {
    let name = "Ac\u{1b}[31mme\u{202e}";
    let home = Home::new();
    home.file("hostile.csv", format!("name,note\n\"{name}\",\"a\nb\"\n"));
    home.done("import hostile.csv");
    assert_eq!(home.json("list --json")[0]["name"], name);
    let table = home.done("list --columns name,note");
    assert_eq!(table.lines().nth(1), Some("Ac\\u{1b}[31mme\u{202e}  a\\nb"));
    let page = home.done("plan export --all --dir out");
    assert!(page.contains("/out/ac-31mme-"), "{page}");
}

#[test]
fn help_says_what_the_fields_are() {
    let home = Home::new();
    insta::assert_snapshot!(home.says("risk add --help"), @r#"
    exit 0
    -- out
    Add one

    Usage: quadbook risk add [OPTIONS] <FIELD=VALUE>...

    Arguments:
      <FIELD=VALUE>...  Fields with their values

    Options:
          --book <FILE>    The file of the book [env: QUADBOOK_BOOK]
          --today <DATE>   The day to take for today, such as 2026-03-12 [env: QUADBOOK_TODAY]
          --theme <NAME>   Colours of the screen: dark, light, contrast or mono [env: QUADBOOK_THEME]
          --glyphs <NAME>  Marks on the map: unicode, ascii or letters [env: QUADBOOK_GLYPHS]
      -h, --help           Print help

    Fields:
      plan        the plan it threatens
      text        what may go wrong
      likelihood  low, medium or high
      impact      low, medium or high
      mitigation  how to prevent or soften it
      status      open or closed
    "#);
    for line in ["--help", "-h", "list --help", "action --help", "--version"] {
        assert!(!home.done(line).is_empty());
    }
    assert!(!home.path("book.db").exists());
}

#[test]
fn the_shell_gets_completions_and_a_manual() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(home.done(&format!("completions {shell}")).contains("quadbook"), "{shell}");
    }
    assert!(home.done("man").contains(".TH quadbook 1"));
}

#[test]
fn everything_has_its_place() {
    let home = Home::new();
    insta::assert_snapshot!(home.says("paths"), @r#"
    exit 0
    -- out
    book    ~/book.db
    demo    ~/demo.db
    data    ~/.local/share/quadbook
    config  ~/.config/quadbook
    state   ~/.local/state/quadbook
    "#);
    assert_eq!(home.json("paths --json")["book"], home.path("book.db").display().to_string());
}

#[test]
fn every_command_stands_in_the_summary_once() {
    insta::assert_snapshot!(quadbook::cli::summary(), @r"
    | command | does |
    |---|---|
    | `demo [--accounts <N>] [--reset]` | Open a demo book to look around in; it is kept apart from yours |
    | `import [FILE]... [--sheet <NAME>] [--as <KIND>] [--map <FIELD=COLUMN>] [--profile <NAME>] [--forget <NAME>] [--delimiter <SIGN>] [--header-row <LINE>] [--vendor <NAME>] [--encoding <NAME>] [--date-order <ORDER>] [--decimal <SIGN>] [--currency <CODE>] [--conflicts <ANSWER>] [--archive-missing[=<all>]] [--same <NAME=ACCOUNT>] [--look-alikes <ANSWER>] [--report <FILE>] [--keep-columns] [--profiles] [--dry-run] [--revenue-from-won] [--merge-products] [--json]` | Take in lists from a CRM, or of any kind of record by its field keys |
    | `list [QUERY]... [--sort <FIELDS>] [--columns <FIELDS>] [--limit <N>] [--all] [--csv] [--json]` | List accounts |
    | `show <ACCOUNT> [--json]` | Show everything about one account |
    | `history [ACCOUNT] [--limit <N>] [--json]` | Show what was changed, and how an account moved on the grid |
    | `add <NAME> [FIELD=VALUE]...` | Add an account |
    | `set <ACCOUNT> <FIELD=VALUE>...` | Change fields of an account |
    | `archive <ACCOUNT>` | Put an account away; undo or `set ACCOUNT archived=` brings it back |
    | `move <ACCOUNT> --parent <ACCOUNT>` | Make an account a branch of another |
    | `KIND add <FIELD=VALUE>...` | Add one |
    | `KIND set <ID> <FIELD=VALUE>...` | Change fields of one |
    | `KIND list [QUERY]... [--limit <N>] [--csv] [--json]` | List them |
    | `KIND remove <ID>` | Remove one; undo brings it back |
    | `action done <ID>...` | Mark as done today |
    | `plan export [ACCOUNT] [--dir <DIR>] [--all] [--force]` | Write plans as Markdown |
    | `export crm --vendor <NAME>` | What was changed since the last import, as CSV with the CRM's ids and columns, for its upsert |
    | `grid [--json]` | Show the grid: how many accounts stand where, and which |
    | `today [--plain] [--json]` | Show what is due today and overdue |
    | `triage [QUERY]... [--plain] [--json]` | Show which accounts wait for scores, or ask for them line by line |
    | `undo [N]` | Take back the last change, or the last N |
    | `redo [N]` | Make the change that was taken back again, or the last N |
    | `check [--json]` | Look for damage in the book; nothing is written when it is whole |
    | `backup [FILE]` | Write a copy of the book and check it |
    | `restore <FILE>` | Put a backup in the place of the book; what was there is kept beside it |
    | `settings list [--json]` | Show every setting with its value |
    | `settings set <KEY=VALUE>...` | Set settings; nothing after = goes back to the default |
    | `paths [--json]` | Show where the book and everything else is kept |
    | `completions <SHELL>` | Write completions for a shell |
    | `man` | Write the manual page |

    `KIND` is one of `action`, `plan`, `risk`, `revenue`, `satisfaction`, `contact`, `touch`, `product`, `cell`, `opportunity`, `promise`, `inquiry`, `challenge`, `fact`, `objective`, `factor`, `rating`, `review`, `silence`, `introduction`, `goal`, `time_share`, `tactic`, `scenario`, `crm_value`.
    ");
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_nothing_that_could_steer_it() {
    use std::io::Read;
    let home = Home::new();
    let name = "Ac\u{1b}]0;owned\u{7}me\u{9b}31m\u{202e}\u{200b}";
    home.file(
        "hostile.csv",
        format!("name,note,potential,engagement\n\"{name}\",\"{name}\",70,70\n"),
    );
    home.done("import hostile.csv");
    let id = home.json("list --json")[0]["id"].as_str().unwrap().to_owned();
    for line in [
        "list".to_owned(),
        "list --json".to_owned(),
        "list --csv".to_owned(),
        "grid".to_owned(),
        "history".to_owned(),
        format!("show {id}"),
        format!("show {id} --json"),
        format!("plan export {id}"),
        "show owned".to_owned(),
    ] {
        let pty = portable_pty::native_pty_system()
            .openpty(portable_pty::PtySize { rows: 24, cols: 400, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = portable_pty::CommandBuilder::new(crate::command::PROGRAM);
        command.args(line.split(' '));
        command.env("QUADBOOK_BOOK", home.path("book.db"));
        command.env("QUADBOOK_TODAY", "2026-11-21");
        let mut child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut seen = Vec::new();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let mut piece = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut piece) {
            seen.extend_from_slice(&piece[..n]);
        }
        child.wait().unwrap();
        let seen = String::from_utf8(seen).unwrap();
        let hostile = |c: char| {
            (c.is_control() && c != '\n' && c != '\r') || matches!(c, '\u{202e}' | '\u{200b}')
        };
        assert!(!seen.is_empty() && !seen.contains(hostile), "{line}: {seen:?}");
    }
}

#[test]
fn a_list_and_a_page_write_the_same_signs_into_a_pipe() {
    let home = Home::new();
    home.done("add 'A\tB\u{7}C\u{202e}D\u{1b}[31mE'");
    let written = "A\\tB\\u{7}C\u{202e}D\\u{1b}[31mE";
    let list = home.done("list --columns name");
    assert_eq!(list.lines().nth(1), Some(written));
    let id = home.json("list --json")[0]["id"].as_str().unwrap().to_owned();
    let page = home.done(&format!("show {id}"));
    assert_eq!(page.lines().nth(1).unwrap().split("  ").last(), Some(written));
}

#[test]
fn a_falling_order_is_written_with_a_minus_or_as_other_programs_write_it() {
    let home = Home::with(&["add Acme potential=10", "add Bolt potential=90"]);
    let minus = home.done("list --sort -potential --columns name");
    assert_eq!(minus, "Name\nBolt\nAcme\n");
    assert_eq!(home.done("list --sort potential:desc --columns name"), minus);
    assert_eq!(home.done("list --sort potential:asc --columns name"), "Name\nAcme\nBolt\n");
    insta::assert_snapshot!(home.says("list --sort potential:falling"), @r"
    exit 2
    -- err
    quadbook: `potential:falling` is not something to sort by; did you mean `potential`?
    hint: write fields with commas between, and - before one that falls: potential,-name
    ");
}

#[test]
fn more_steps_than_there_are_is_a_finding() {
    let home = Home::with(&["add Acme", "set Acme city=Riga"]);
    insta::assert_snapshot!(home.says("undo 99"), @r"
    exit 1
    -- err
    Taken back: Acme: city Riga
    Taken back: New account Acme
    quadbook: only 2 of 99 steps were there; there is nothing to take back any more
    ");
    assert_eq!(home.fails("undo 99"), 1);
    home.done("redo 2");
}
