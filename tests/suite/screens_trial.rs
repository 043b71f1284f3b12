//! What is tried on the screen, next to what others change meanwhile: nothing of theirs is
//! overwritten unsaid, and nothing typed or tried is lost.

use quadbook::app::update::update;
use quadbook::app::whatif::WhatIf;
use quadbook::app::{Effect, Input, Key, Mode, Outcome, Screen};
use quadbook::domain::kinds::Account;
use quadbook::domain::kinds::account::field;
use quadbook::domain::record::{Field, Kind};
use quadbook::domain::score::Score;
use quadbook::domain::value::{Type, Value};
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

/// The other program sets a setting.
fn set(other: &mut Session, key: &str, value: &str) {
    other.refresh(&Moment::noon(TODAY)).unwrap();
    let spec = quadbook::domain::settings::spec(key).unwrap();
    let change = other.book().settings.change(spec, Some(value.to_owned()));
    other.commit(&change, &Moment::noon(TODAY)).unwrap();
}

/// What was said about the last key.
fn said(desk: &Desk) -> String {
    match &desk.ui.mode {
        Mode::Prompt(open) => open.error.clone().unwrap_or_default(),
        _ => desk.ui.status.text.clone(),
    }
}

#[test]
fn a_line_that_another_window_has_moved_is_named_before_it_is_overwritten() {
    for keep in [["L<up>", "<enter>"], ["WL<up><enter>W", "<enter>"], ["g,<enter>51", "<enter>"]] {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut other) = two(&folder);
        let line = |desk: &Desk| desk.book().thresholds().engagement.get();
        desk.keys(keep[0]);
        set(&mut other, "threshold_engagement", "60");
        set(&mut other, "threshold_potential", "45");
        assert!(desk.refresh(Moment::noon(TODAY)));
        desk.keys(keep[1]);
        assert!(said(&desk).contains("meanwhile") && said(&desk).contains("is 60 now, not 50"));
        assert_eq!(line(&desk), 60);
        desk.keys(keep[1]);
        // The line that was not moved here stays where they put it.
        assert_eq!((line(&desk), desk.book().thresholds().potential.get()), (51, 45), "{keep:?}");
    }
}

#[test]
fn a_field_that_another_window_has_changed_is_named_before_it_is_overwritten() {
    for (typed, last) in [("eengagement<enter>30", "<enter>"), ("ecity<enter>Riga", "<enter>")] {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut other) = two(&folder);
        desk.keys(typed);
        theirs(&mut other, field::engagement, 10);
        let bau = other.record(Account::TABLE, id(BAU)).unwrap().unwrap();
        let bau = bau.of::<Account>().unwrap().clone();
        let ulm = Change::new("theirs").set(&bau, field::city, Some(Value::Text("Ulm".into())));
        other.commit(&ulm, &Moment::noon(TODAY)).unwrap();
        assert!(desk.refresh(Moment::noon(TODAY)));
        desk.keys(last);
        assert!(said(&desk).contains("was changed meanwhile: it is"), "{}", said(&desk));
        assert!(said(&desk).ends_with("Enter again keeps yours"), "{}", said(&desk));
        let before = stored(&mut desk, BAU);
        assert_eq!(before.engagement, Score::new(10));
        assert_eq!(before.city.as_deref(), Some("Ulm"));
        desk.keys(last);
        let after = stored(&mut desk, BAU);
        assert!(after.engagement == Score::new(30) || after.city.as_deref() == Some("Riga"));
    }
}

#[test]
fn a_word_picked_for_a_field_that_changed_meanwhile_is_refused_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    desk.keys("erelationship<enter><down>");
    let bau = other.record(Account::TABLE, id(BAU)).unwrap().unwrap();
    let mut bau = bau.of::<Account>().unwrap().clone();
    let theirs = Account::TABLE.field("relationship").unwrap();
    let Type::Choice(words) = theirs.ty else { panic!("no choice") };
    let last = words.last().unwrap();
    let change = Change::new("theirs").set(&bau, theirs, Some(Value::Choice(last)));
    other.commit(&change, &Moment::noon(TODAY)).unwrap();
    assert!(desk.refresh(Moment::noon(TODAY)));
    desk.keys("<enter>");
    assert!(said(&desk).contains("changed meanwhile"), "{}", said(&desk));
    assert!(matches!(desk.ui.mode, Mode::Pick(_)));
    desk.keys("<enter>");
    bau = stored(&mut desk, BAU);
    assert_ne!(bau.relationship.0.label(), last.label);
}

#[test]
fn triage_names_what_another_window_has_scored_and_keeps_the_digits() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    // Only Globex Bau is asked about.
    desk.keys("gl/Globex Bau<enter><space>gt");
    assert_eq!(desk.ui.selected, Some(id(BAU)));
    desk.keys("3");
    theirs(&mut other, field::engagement, 10);
    assert!(desk.refresh(Moment::noon(TODAY)));
    desk.keys("4");
    assert!(said(&desk).contains("engagement is 10 now"), "{}", said(&desk));
    assert_eq!(scores(&mut desk), (10, 81));
    let shown = quadbook::app::triage::shown(&desk.ui, desk.book());
    assert_eq!((shown.engagement, shown.potential), (Score::new(35), Score::new(45)));
    desk.keys("<enter>");
    assert_eq!(scores(&mut desk), (35, 45), "{}", desk.ui.status.text);
}

#[test]
fn a_refused_change_leaves_the_digits_of_triage_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    desk.keys("gl/Globex Bau<enter><space>gt");
    // Nobody has seen their change yet: the store refuses.
    theirs(&mut other, field::engagement, 10);
    desk.keys("34");
    assert!(said(&desk).contains("changed meanwhile"), "{}", said(&desk));
    assert_eq!(scores(&mut desk), (10, 81));
    let shown = quadbook::app::triage::shown(&desk.ui, desk.book());
    assert_eq!((shown.engagement, shown.potential), (Score::new(35), Score::new(45)));
    // What is typed on at once was for the next account.
    desk.keys("99");
    assert_eq!(scores(&mut desk), (10, 81));
    desk.refresh(Moment::noon(TODAY));
    desk.ui.now = desk.ui.now.plus_millis(2000);
    desk.keys("<enter>");
    assert!(said(&desk).contains("engagement is 10 now"), "{}", said(&desk));
    desk.keys("<enter>");
    assert_eq!(scores(&mut desk), (35, 45), "{}", desk.ui.status.text);
}

#[test]
fn redo_asks_before_it_makes_again_what_another_window_took_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    desk.keys("s34");
    let now = Moment::noon(TODAY);
    assert!(other.undo(&now).unwrap().is_some());
    assert!(desk.refresh(now));
    desk.keys("U");
    assert!(said(&desk).contains("taken back last is not from this window"), "{}", said(&desk));
    assert_eq!(scores(&mut desk), (72, 81));
    // Undo is another question.
    desk.keys("<down>U");
    assert_eq!(scores(&mut desk), (72, 81));
    desk.keys("U");
    assert_eq!(scores(&mut desk), (35, 45), "{}", said(&desk));
}

#[test]
fn undo_asks_before_it_takes_back_another_windows_step() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, mut other) = two(&folder);
    desk.keys("s34");
    theirs(&mut other, field::engagement, 10);
    assert!(desk.refresh(Moment::noon(TODAY)));
    desk.keys("u");
    assert!(said(&desk).contains("not from this window") && said(&desk).contains("12:00: theirs"));
    assert_eq!(scores(&mut desk), (10, 45));
    // Another key in between: it is asked again.
    desk.keys("<down>u");
    assert_eq!(scores(&mut desk), (10, 45));
    desk.keys("u");
    assert_eq!((said(&desk).as_str(), scores(&mut desk)), ("Undone: theirs", (35, 45)));
    // What this window has turned itself, it turns again without a question.
    desk.keys("U");
    assert_eq!(scores(&mut desk), (10, 45));
    desk.keys("u");
    assert_eq!(scores(&mut desk), (35, 45));
    // The next one is this window's own, and those from before it was opened are everybody's.
    desk.keys("u");
    assert_eq!(scores(&mut desk), (72, 81));
    let mut next = Desk::new(
        Session::open(&folder.path().join("book.db"), &Moment::noon(TODAY)).unwrap(),
        folder.path().to_owned(),
        Moment::noon(TODAY),
        (80, 24),
    );
    next.keys("u");
    assert!(said(&next).starts_with("Undone: "), "{}", said(&next));
}
