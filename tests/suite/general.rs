//! What works on every screen, driven by keys.

use crate::desks::{desk, screen};

#[test]
fn the_palette_finds_a_command_and_runs_it() {
    let mut desk = desk(&["Acme engagement=20 potential=80", "Bolt engagement=80 potential=80"]);
    desk.keys(":borderline<enter>");
    assert!(screen(&mut desk).contains("0 accounts · borderline"));
    desk.keys("<esc>");
    assert!(screen(&mut desk).contains("2 accounts · all"));
}

#[test]
fn find_selects_while_typing_and_esc_goes_back() {
    let mut desk = desk(&["Acme engagement=20 potential=80", "Bolt engagement=80 potential=80"]);
    let first = desk.ui.selected;
    desk.keys("/bo");
    assert_ne!(desk.ui.selected, first);
    desk.keys("<esc>");
    assert_eq!(desk.ui.selected, first);
    desk.keys("/bolt<enter>");
    assert_ne!(desk.ui.selected, first);
}

#[test]
fn a_query_that_cannot_be_read_stays_in_the_prompt_with_the_reason() {
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys("f/colour:red<enter>");
    assert!(screen(&mut desk).contains("`colour` is not something to search by"));
    desk.keys("<ctrl-u>potential>70<enter>");
    assert!(screen(&mut desk).contains("1 account · potential>70"));
}

#[test]
fn help_lists_what_works_here_with_its_keys() {
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys("?");
    let shown = screen(&mut desk);
    assert!(shown.contains("What works here: Map"), "{shown}");
    desk.keys("undo");
    assert!(screen(&mut desk).contains("Undo the last step"));
}

#[test]
fn what_can_follow_a_prefix_is_shown() {
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys("g");
    let shown = screen(&mut desk);
    assert!(shown.contains("Go to the list"), "{shown}");
    desk.keys("<esc>");
    assert!(!screen(&mut desk).contains("Go to the list"));
}

#[test]
fn an_empty_book_says_how_to_begin() {
    let mut desk = desk(&[]);
    let shown = screen(&mut desk);
    assert!(shown.contains("This book has no accounts yet."), "{shown}");
}
