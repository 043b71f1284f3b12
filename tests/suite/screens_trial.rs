//! What is tried on the screen, next to what others change meanwhile: nothing of theirs is
//! overwritten unsaid, and nothing typed or tried is lost.

use quadbook::app::update::update;
use quadbook::app::whatif::WhatIf;
use quadbook::app::{Effect, Input, Key, Mode, Outcome, Screen};
use quadbook::domain::kinds::Account;
use quadbook::domain::kinds::account::field;
use quadbook::domain::record::{Field, Kind};
use quadbook::domain::score::Score;
use quadbook::domain::value::Value;
use quadbook::domain::{Change, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;

use crate::map_book::{Bench, book};
use crate::screens_desk::{TODAY, desk, filled, id, select, stored};

const BAU: &str = "Globex Bau";

/// A desk with Globex Bau selected on the map, and another program on the same book.
fn two(folder: &tempfile::TempDir) -> (Desk, Session) {
    let (file, now) = (folder.path().join("book.db"), Moment::noon(TODAY));
    let mut desk = filled(Session::open(&file, &now).unwrap());
    let other = Session::open(&file, &now).unwrap();
    select(&mut desk, BAU);
    (desk, other)
}

/// The other program changes a score of Globex Bau.
fn theirs(other: &mut Session, field: &'static Field, score: u8) {
    let bau = other.record(Account::TABLE, id(BAU)).unwrap().unwrap();
    let bau = bau.of::<Account>().unwrap().clone();
    let value = Score::new(score).map(Value::Score);
    let change = Change::new("theirs").set(&bau, field, value);
    other.commit(&change, &Moment::noon(TODAY)).unwrap();
}

fn scores(desk: &mut Desk) -> (u8, u8) {
    let bau = stored(desk, BAU);
    (bau.engagement.unwrap().get(), bau.potential.unwrap().get())
}

#[test]
fn an_axis_that_was_not_tried_stays_as_another_window_has_set_it() {
    for keep in [["m<up>", "<enter>"], ["Wm<up><enter>", "W<enter>"]] {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut other) = two(&folder);
        desk.keys(keep[0]);
        theirs(&mut other, field::potential, 40);
        assert!(desk.refresh(Moment::noon(TODAY)));
        desk.keys(keep[1]);
        assert_eq!(scores(&mut desk), (73, 40), "{}", desk.ui.status.text);
    }
}

#[test]
fn a_score_that_another_window_has_changed_is_named_before_it_is_overwritten() {
    let ways = [
        ["m<up>", "<enter>"],
        ["Wm<up><enter>W", "<enter>"],
        ["s7", "3"],
        ["S<ctrl-u>73 81", "<enter>"],
    ];
    for keep in ways {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut other) = two(&folder);
        desk.keys(keep[0]);
        theirs(&mut other, field::engagement, 10);
        assert!(desk.refresh(Moment::noon(TODAY)));
        desk.keys(keep[1]);
        let said = match &desk.ui.mode {
            Mode::Prompt(open) => open.error.clone().unwrap(),
            _ => desk.ui.status.text.clone(),
        };
        assert!(said.contains("Globex Bau was changed meanwhile: engagement is 10 now"), "{said}");
        assert_eq!(scores(&mut desk), (10, 81));
        // What is typed at once after a refusal is not run.
        desk.ui.now = desk.ui.now.plus_millis(2000);
        desk.keys(keep[1]);
        assert!(matches!(scores(&mut desk).0, 73 | 75), "{}", desk.ui.status.text);
    }
}

#[test]
fn a_refused_change_leaves_everything_typed_and_tried() {
    let enter = "<enter>";
    let ways = [
        ("m<up>", enter),
        ("s6", "8"),
        ("S<ctrl-u>62 80", enter),
        ("L<up>", enter),
        ("Wm<up><enter>W", enter),
    ];
    for (before, last) in ways {
        let bench = Bench::new(book(), (80, 24)).select("Stark Group").keys(before);
        let (mut ui, book, now) = (bench.ui, bench.book, Moment::noon(TODAY));
        let (open, trial, what_if) = (ui.mode.clone(), ui.trial.clone(), ui.what_if);
        let key = Key::script(last)[0];
        let effect = update(&mut ui, &book, Input::Key(key), now);
        assert!(matches!(effect, Some(Effect::Commit(_))), "{before}");
        assert!(matches!(ui.mode, Mode::None) && ui.trial.is_empty(), "{before}");
        let full = Outcome::Refused("the disk is full".to_owned());
        update(&mut ui, &book, Input::Outcome(full), now);
        assert_eq!(std::mem::discriminant(&ui.mode), std::mem::discriminant(&open), "{before}");
        assert!(trial.scores.keys().eq(ui.trial.scores.keys()), "{before}");
        assert_eq!((ui.trial.thresholds, ui.what_if), (trial.thresholds, what_if), "{before}");
        assert_eq!(ui.status.text, "the disk is full");
        let later = now.plus_millis(2000);
        let again = update(&mut ui, &book, Input::Key(key), later);
        assert_eq!(again, effect, "{before}");
    }
}

#[test]
fn while_what_if_is_on_nothing_else_moves_accounts_or_lines() {
    let mut desk = desk();
    select(&mut desk, BAU);
    desk.keys("s73Wm<up><enter>.");
    assert!(desk.ui.status.text.contains("what if is on"), "{}", desk.ui.status.text);
    desk.keys("gt");
    assert!(desk.ui.status.text.contains("what if is on") && desk.ui.screen != Screen::Triage);
    desk.keys("eengagement<enter>");
    assert!(matches!(desk.ui.mode, Mode::None), "{:?}", desk.ui.mode);
    assert!(desk.ui.status.text.contains("what if is on"), "{}", desk.ui.status.text);
    desk.keys("g,");
    let lines = quadbook::domain::settings::SPECS;
    desk.ui.settings.at = lines.iter().position(|s| s.key.starts_with("threshold")).unwrap();
    desk.keys("<enter>");
    assert!(desk.ui.status.text.contains("what if is on"), "{}", desk.ui.status.text);
    assert_eq!((scores(&mut desk), desk.ui.what_if), ((75, 35), WhatIf::On));
}

#[test]
fn going_back_in_triage_takes_back_that_account_and_nothing_of_another_window() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    desk.keys("gt37");
    other.refresh(&Moment::noon(TODAY)).unwrap();
    theirs(&mut other, field::engagement, 10);
    desk.refresh(Moment::noon(TODAY));
    desk.keys("<backspace>");
    assert_eq!(stored(&mut desk, "Soylent Farms").engagement, None);
    assert_eq!(scores(&mut desk).0, 10);
    assert_eq!(desk.ui.selected, Some(id("Soylent Farms")));
}
