//! Marks that the filter hides, and where the user was after the program was killed.

use rustix::process::Signal;

use crate::desks::{desk, screen};
use crate::pty::{Pty, command};

#[test]
fn a_question_about_marked_accounts_says_how_many_are_not_shown() {
    let accounts = [
        "Acme engagement=20 potential=80",
        "Bolt engagement=20 potential=80",
        "Cedar engagement=80 potential=20",
    ];
    let mut desk = desk(&accounts);
    desk.keys("glfw*fwfmX");
    let shown = screen(&mut desk);
    assert!(shown.contains("Put away 2 accounts (2 marked, none shown)?"), "{shown}");
    desk.keys("<esc>fafga");
    let shown = screen(&mut desk);
    assert!(shown.contains("Action for 2 accounts") && !shown.contains("shown"), "{shown}");
    desk.keys("<esc>");
    let shown = screen(&mut desk);
    assert!(shown.lines().next().unwrap().contains("2 marked · 2 accounts"), "{shown}");
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for name in ["Acme", "Bolt"] {
        let line = ["add", name, "engagement=20", "potential=80"];
        assert_eq!(command(home.path(), &line).0, 0);
    }
    home
}

#[test]
fn where_the_user_was_outlives_a_signal() {
    for signal in [Signal::HUP, Signal::TERM] {
        let home = home();
        let mut pty = Pty::start(home.path(), &[], (80, 24));
        pty.shows("GROWTH POTENTIAL 2");
        pty.send("glfg");
        pty.shows("showing Growth Potential");
        pty.signal(signal);
        assert_eq!(pty.ends(), 128 + u32::try_from(signal.as_raw()).unwrap());
        let pty = Pty::start(home.path(), &[], (80, 24));
        let shown = pty.shows("2 accounts · Growth Potential");
        assert!(shown.contains("◧ List"), "{shown}");
    }
}

#[test]
fn where_the_user_was_outlives_a_kill_after_some_seconds() {
    let home = home();
    let mut pty = Pty::start(home.path(), &[], (80, 24));
    pty.shows("GROWTH POTENTIAL 2");
    pty.send("glfg");
    pty.shows("showing Growth Potential");
    // The end of the frame comes after what it shows.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let before = pty.bytes().len();
    std::thread::sleep(std::time::Duration::from_millis(3_500));
    assert_eq!(pty.bytes().len(), before, "nothing is drawn for it");
    pty.signal(Signal::KILL);
    pty.ends();
    let pty = Pty::start(home.path(), &[], (80, 24));
    let shown = pty.shows("2 accounts · Growth Potential");
    assert!(shown.contains("◧ List"), "{shown}");
}
