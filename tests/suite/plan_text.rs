//! Writing long texts: what is typed is kept, comes back after a crash and is never lost.

use std::path::PathBuf;

use quadbook::app::effect::Input;
use quadbook::app::records::{self, Target};
use quadbook::app::{Effect, Outcome, longtext};
use quadbook::domain::kinds::Account;
use quadbook::domain::kinds::account::field;
use quadbook::domain::record::Kind;
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;
use tempfile::TempDir;

use crate::desks::{TODAY, desk, screen, session};

const ACME: &str = "Acme engagement=20 potential=80";

/// Opens the note of the selected account.
fn open_note(desk: &mut Desk) {
    let book = desk.book().clone();
    let id = desk.ui.selected.unwrap();
    let target = Target::of(&book.looked_at[&id].account, id, field::note);
    longtext::open(&mut desk.ui, &book, target);
}

fn note(desk: &Desk) -> Option<String> {
    let id = desk.ui.selected.unwrap();
    desk.book().looked_at[&id].account.note.clone().map(|note| note.0)
}

/// A book with Acme in a file, open.
fn book_in_a_file() -> (TempDir, PathBuf, Moment, Session) {
    let folder = tempfile::tempdir().unwrap();
    let (file, now) = (folder.path().join("book.db"), Moment::noon(TODAY));
    let mut open = Session::open(&file, &now).unwrap();
    let acme = session(&[ACME]).record(Account::TABLE, Id::of_parts(&[ACME])).unwrap().unwrap();
    open.commit(&records::made(Change::new("one"), acme), &now).unwrap();
    (folder, file, now, open)
}

fn later(desk: &mut Desk, millis: i64) {
    let now = desk.ui.now.plus_millis(millis);
    desk.input(Input::Tick, now);
}

#[test]
fn a_text_is_kept_by_leaving_and_undone_as_one_step() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.keys("They want to grow.<enter>Ask Ann.<esc>");
    assert_eq!(note(&desk).unwrap(), "They want to grow.\nAsk Ann.");
    assert!(screen(&mut desk).contains("Saved: Acme: note written"));
    desk.keys("u");
    assert_eq!(note(&desk), None);
}

#[test]
fn undo_within_the_text_takes_back_words() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.keys("one two three<ctrl-z>");
    desk.keys("<ctrl-s>");
    assert_eq!(note(&desk).unwrap(), "one two");
    open_note(&mut desk);
    desk.keys(" four<ctrl-z><ctrl-z><ctrl-y><esc>");
    assert_eq!(note(&desk).unwrap(), "one two four");
}

#[test]
fn up_and_down_follow_the_rows_that_are_seen() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    let long = "word ".repeat(45);
    desk.input(Input::Paste(long), desk.ui.now);
    desk.keys("<up><home>X<down><end>Y<esc>");
    let text = note(&desk).unwrap();
    assert!(text.find('X').unwrap() > 10, "{text}");
    assert!(text.ends_with("word Y"), "{text}");
}

#[test]
fn what_hides_in_a_paste_is_left_out_and_too_long_ones_are_cut() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.input(Input::Paste("a\u{202e}b\u{1b}[31m\r\nc\td".to_owned()), desk.ui.now);
    desk.keys("<esc>");
    assert_eq!(note(&desk).unwrap(), "ab[31m\nc    d");
    open_note(&mut desk);
    desk.input(Input::Paste("x".repeat(70_000)), desk.ui.now);
    assert!(screen(&mut desk).contains("cut: a text has at most 65536 characters"));
    desk.keys("y<esc>");
    assert_eq!(note(&desk).unwrap().chars().count(), 65_536);
}

#[test]
fn a_draft_is_remembered_every_second_and_comes_back_after_a_crash() {
    let (folder, file, now, first) = book_in_a_file();
    let mut desk = Desk::new(first, folder.path().to_owned(), now, (80, 24));
    open_note(&mut desk);
    desk.keys("half a thou");
    later(&mut desk, 1000);
    // The process ends here, without any farewell.
    drop(desk);
    let again = Session::open(&file, &now).unwrap();
    let mut desk = Desk::new(again, folder.path().to_owned(), now, (100, 24));
    let shown = desk.screen((100, 24), &Looks::default());
    assert!(shown.contains("what you typed for Note of Acme is back: g r goes on"), "{shown}");
    desk.keys("gr");
    desk.keys("ght<esc>");
    assert_eq!(note(&desk).unwrap(), "half a thought");
    assert_eq!(desk.session().remembered("draft").unwrap(), None);
}

#[test]
fn two_hundred_characters_are_remembered_without_waiting() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.keys(&"a".repeat(199));
    assert_eq!(desk.session().remembered("draft").unwrap(), None);
    desk.keys("a");
    assert!(desk.session().remembered("draft").unwrap().unwrap().contains(&"a".repeat(200)));
}

#[test]
fn a_text_changed_by_another_program_meanwhile_is_not_lost_and_neither_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let now = Moment::noon(TODAY);
    let mut first = Session::open(&file, &now).unwrap();
    let acme = Account {
        name: quadbook::domain::value::Must("Acme".to_owned()),
        ..Account::new(Id::of_parts(&["acme"]))
    };
    first.commit(&Change::new("one").create(acme.clone()), &now).unwrap();
    let mut other = Session::open(&file, &now).unwrap();
    let mut desk = Desk::new(first, folder.path().to_owned(), now, (80, 24));
    open_note(&mut desk);
    desk.keys("mine");
    let theirs = quadbook::domain::value::Value::Text("theirs".to_owned());
    let change = Change::new("theirs").set(&acme, field::note, Some(theirs));
    other.commit(&change, &now).unwrap();
    desk.keys("<ctrl-s>");
    let shown = screen(&mut desk);
    assert!(shown.contains("mine") && shown.contains("your text is still here"), "{shown}");
    desk.refresh(now);
    desk.keys("<ctrl-s>");
    assert!(screen(&mut desk).contains("changed meanwhile to “theirs”"));
    desk.keys("<ctrl-s>");
    assert_eq!(note(&desk).unwrap(), "mine");
    desk.keys("u");
    assert_eq!(note(&desk).unwrap(), "theirs");
}

#[test]
fn ctrl_c_twice_leaves_with_the_text_as_a_draft() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.keys("unfinished<ctrl-c>");
    assert!(desk.session().remembered("draft").unwrap().unwrap().contains("unfinished"));
    desk.keys("<ctrl-c>");
    assert!(desk.ui.leaving);
}

#[test]
fn the_outside_editor_gives_the_text_back_to_the_page() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.keys("draft<ctrl-o>");
    assert_eq!(desk.requests(), [Effect::EditOutside("draft".to_owned())]);
    desk.input(Input::Outcome(Outcome::Edited("better\n".to_owned())), desk.ui.now);
    assert!(screen(&mut desk).contains("better"));
    desk.keys("<esc>");
    assert_eq!(note(&desk).unwrap(), "better");
}

#[test]
fn the_page_is_drawn_in_every_window() {
    let mut desk = desk(&[ACME]);
    open_note(&mut desk);
    desk.input(Input::Paste("漢字 and words\n\u{e9}\n".repeat(40)), desk.ui.now);
    for width in (1..=120).step_by(7) {
        for height in 1..=40 {
            desk.screen((width, height), &Looks::default());
        }
    }
    insta::assert_snapshot!(screen(&mut desk));
}

#[test]
fn two_windows_on_one_book_keep_their_drafts_apart() {
    let (folder, file, now, _first) = book_in_a_file();
    let open =
        || Desk::new(Session::open(&file, &now).unwrap(), folder.path().into(), now, (100, 24));
    let (mut one, mut two) = (open(), open());
    open_note(&mut one);
    one.keys("from the first");
    later(&mut one, 1000);
    open_note(&mut two);
    two.keys("from the second");
    later(&mut two, 1000);
    let both = |desk: &mut Desk| {
        let there = desk.session().remembered("draft").unwrap().unwrap_or_default();
        (there.contains("from the first"), there.contains("from the second"))
    };
    assert_eq!(both(&mut one), (true, true));
    // A third window takes both up; keeping in one window forgets only what was kept.
    let mut three = open();
    assert!(three.screen((100, 24), &Looks::default()).contains("is back"));
    one.keys("<esc>");
    assert_eq!(note(&one).as_deref(), Some("from the first"));
    assert_eq!(both(&mut one), (false, true));
    assert!(three.refresh(now) && two.refresh(now));
    later(&mut three, 1000);
    assert_eq!(both(&mut three), (false, true));
    // The second window is told what stands there now, and loses nothing.
    two.keys("<esc>");
    assert!(two.screen((100, 24), &Looks::default()).contains("changed meanwhile"));
    two.keys("<esc>");
    assert_eq!(note(&two).as_deref(), Some("from the second"));
    assert_eq!(both(&mut two), (false, false));
}
