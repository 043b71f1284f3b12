//! From end to end: the real binary in a pseudo-terminal, with a home of its own.

use rustix::process::Signal;
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::pty::{Pty, command};

fn home_with(accounts: &[&str]) -> TempDir {
    let home = TempDir::new().unwrap();
    for account in accounts {
        let mut args = vec!["add"];
        args.extend(account.split(' '));
        let (code, _, said) = command(home.path(), &args);
        assert_eq!(code, 0, "{said}");
    }
    home
}

fn list(home: &TempDir) -> Vec<Json> {
    let (code, out, said) = command(home.path(), &["list", "--json"]);
    assert_eq!(code, 0, "{said}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_score_is_seen_before_it_is_kept_and_listed_after() {
    let home = home_with(&["Acme engagement=20 potential=80", "Bolt engagement=80 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("GROWTH POTENTIAL 1");
    pty.send("/acme\r");
    pty.shows("Acme");
    pty.send("s7");
    pty.until("the counts follow the first digit", |s| {
        s.contains("KEY 2") && s.contains("GROWTH POTENTIAL 0")
    });
    assert_eq!(list(&home)[0]["engagement"], 20, "nothing is kept yet");
    pty.send("5");
    pty.shows("Saved");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    let acme = &list(&home)[0];
    assert_eq!((&acme["engagement"], &acme["potential"]), (&75.into(), &55.into()));
    assert_eq!(acme["segment"], "key");
}

#[test]
fn a_dot_being_moved_is_seen_at_both_places_until_enter() {
    let home = home_with(&["Acme engagement=47 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (100, 30));
    pty.shows("GROWTH POTENTIAL 1");
    pty.send("m\x1b[A\x1b[A\x1b[A");
    pty.until("three points up", |s| s.contains("47→50") && s.contains("KEY 1"));
    pty.send("\x1b");
    pty.until("dropped", |s| s.contains("GROWTH POTENTIAL 1") && !s.contains("47→50"));
    pty.send("m\x1b[A\x1b[A\x1b[A\r");
    pty.shows("Saved");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    assert_eq!(list(&home)[0]["engagement"], 50);
}

#[test]
fn undo_works_after_a_restart() {
    let home = home_with(&["Acme engagement=20 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("GROWTH POTENTIAL 1");
    pty.send("s99");
    pty.shows("Saved");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    let mut again = Pty::start(home.path(), &[], (80, 24));
    again.shows("KEY 1");
    again.send("u");
    again.shows("GROWTH POTENTIAL 1");
    again.send("q");
    assert_eq!(again.ends(), 0);
    assert_eq!(list(&home)[0]["potential"], 80);
}

#[test]
fn every_acknowledged_edit_outlives_a_kill() {
    let home = home_with(&["Acme engagement=20 potential=80"]);
    for round in 0..6 {
        let (e, p) = (round, 9 - round);
        let mut pty = Pty::start(home.path(), &[], (80, 24));
        pty.shows("Acme");
        pty.send(&format!("s{e}{p}"));
        let label = format!("{}", e * 10 + 5);
        pty.until("saved", |s| s.contains("Saved") && s.contains(&label));
        pty.signal(Signal::KILL);
        pty.ends();
        let acme = &list(&home)[0];
        assert_eq!(acme["engagement"], e * 10 + 5);
        assert_eq!(acme["potential"], p * 10 + 5);
    }
    let (code, _, said) = command(home.path(), &["check"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn another_programs_changes_are_seen_within_a_second_without_moving_the_selection() {
    let home = home_with(&["Acme engagement=20 potential=80", "Bolt engagement=80 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("GROWTH POTENTIAL 1");
    let (code, _, said) = command(home.path(), &["set", "Acme", "engagement=90"]);
    assert_eq!(code, 0, "{said}");
    pty.shows("KEY 2");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn signals_give_the_terminal_back_and_say_so_by_the_exit_code() {
    let home = home_with(&["Acme engagement=20 potential=80"]);
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let mut pty = Pty::start(home.path(), &[], (80, 24));
        pty.shows("Acme");
        pty.signal(signal);
        assert_eq!(pty.ends(), code);
        let bytes = pty.bytes();
        let text = String::from_utf8_lossy(&bytes);
        for (on, off) in [
            ("?1049h", "?1049l"),
            ("?2004h", "?2004l"),
            ("?1000h", "?1000l"),
            ("?1002h", "?1002l"),
            ("?25l", "?25h"),
        ] {
            let (last_on, last_off) = (text.rfind(on), text.rfind(off));
            assert!(last_off > last_on, "{on} is left on after {signal:?}");
        }
    }
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let home = home_with(&["Acme engagement=20 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("Acme");
    pty.hang_up();
    assert_eq!(pty.ends(), 129);
}

#[test]
fn the_window_may_have_any_size() {
    let home = home_with(&["Acme engagement=20 potential=80", "Bolt engagement=80 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("GROWTH POTENTIAL 1");
    for (columns, rows) in [(1, 1), (0, 0), (2, 1), (20, 5), (300, 2), (5, 90), (0, 40), (60, 16)] {
        pty.resize(columns, rows);
        pty.send("\x1b[B\x1b[A");
    }
    pty.resize(80, 24);
    pty.shows("GROWTH POTENTIAL 1");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn pasted_text_runs_no_commands() {
    let home = home_with(&["Acme engagement=20 potential=80"]);
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("Acme");
    pty.send("\x1b[200~s99qXu\x1b[201~");
    pty.shows("nothing was changed");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    assert_eq!(list(&home)[0]["engagement"], 20);
}
