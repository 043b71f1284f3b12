//! Plans and imports from end to end: the real binary in a pseudo-terminal.

use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{Pty, command};

fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    let (code, _, said) = command(home.path(), &["add", "Acme", "engagement=20", "potential=80"]);
    assert_eq!(code, 0, "{said}");
    home
}

#[test]
fn a_text_being_typed_outlives_a_kill() {
    let home = home();
    let mut pty = Pty::start(home.path(), &[], (100, 30));
    pty.shows("Acme");
    pty.send("gp");
    pty.shows("Where we stand");
    pty.send("\t\t");
    pty.send("\r");
    pty.shows("Strategy · Acme");
    pty.send("half a thou");
    pty.shows("half a thou");
    std::thread::sleep(Duration::from_millis(1800));
    pty.signal(Signal::KILL);
    pty.ends();
    let mut pty = Pty::start(home.path(), &[], (100, 30));
    pty.shows("what you typed for Strategy of Acme is back");
    pty.send("gr");
    pty.shows("half a thou");
    pty.send("ght");
    pty.shows("half a thought");
    pty.send("\x1b");
    pty.shows("Saved");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    let (_, plan, _) = command(home.path(), &["plan", "export", "Acme"]);
    assert!(plan.contains("half a thought"), "{plan}");
}

#[test]
fn a_list_is_imported_from_the_screen() {
    let home = home();
    let list = "Name,City,Engagement\nHarbour Homes,Bergen,70\nOld Mill,Riga,20\n";
    std::fs::write(home.path().join("accounts.csv"), list).unwrap();
    let mut pty = Pty::start(home.path(), &[], (100, 30));
    pty.shows("Acme");
    pty.send("gi");
    pty.shows("File to import");
    pty.send("~/acc");
    pty.send("\t");
    pty.shows("~/accounts.csv");
    pty.send("\r");
    pty.shows("2 new");
    pty.send("\r");
    pty.shows("import accounts.csv: 2 new");
    pty.send("q");
    assert_eq!(pty.ends(), 0);
    let (_, out, _) = command(home.path(), &["list", "--csv", "--columns", "name"]);
    assert!(out.contains("Harbour Homes") && out.contains("Old Mill"), "{out}");
}
