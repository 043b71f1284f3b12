//! Today, history and settings, driven by keys.

use quadbook::app::Screen;
use quadbook::domain::kinds::action::Status;
use quadbook::domain::score::{Axis, Segment};

use crate::screens_desk::{actions, desk, id, screen, select};

#[test]
fn today_begins_with_what_is_overdue_and_ends_with_what_has_no_date() {
    let mut desk = desk();
    desk.keys("gd");
    let text = screen(&mut desk);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in\n{text}"));
    let order =
        ["Overdue 1", "15 d late", "Today 1", "visit", "Later 1", "Fri 27 Nov", "Without a date 1"];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{text}");
    assert_eq!(desk.ui.selected, Some(id("Wayne Motors")));
}

#[test]
fn what_is_done_leaves_today_and_the_next_one_is_at_hand() {
    let mut desk = desk();
    desk.keys("gdx");
    assert_eq!(actions(&mut desk, "Wayne Motors")[0].status.0, Status::Done);
    assert!(!screen(&mut desk).contains("Overdue"));
    assert_eq!(desk.ui.selected, Some(id("Umbrella Care")));
    desk.keys("u");
    assert!(screen(&mut desk).contains("Overdue 1"));
}

#[test]
fn rescheduling_keeps_the_action_at_hand() {
    let mut desk = desk();
    desk.keys("gdDin 3w<enter>");
    assert_eq!(desk.ui.selected, Some(id("Wayne Motors")));
    assert!(screen(&mut desk).contains("Sat 12 Dec"));
    desk.keys("<enter>");
    assert_eq!(desk.ui.screen, Screen::Plan);
}

#[test]
fn a_day_without_anything_says_so_in_plain_words() {
    let mut desk = desk();
    desk.keys("gdxxxx");
    let text = screen(&mut desk);
    assert!(text.contains("Nothing is to be done"), "{text}");
    desk.keys("x");
    assert!(desk.ui.status.text.contains("there is nothing to do here"));
}

#[test]
fn history_shows_changes_their_edits_and_crossings() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("eengagement, judged<enter><ctrl-u>70<enter>acall fri<enter>ugh");
    let text = screen(&mut desk);
    assert!(text.lines().any(|line| line.trim_end().ends_with(" undo")), "{text}");
    assert!(text.contains("taken back"), "{text}");
    assert!(text.contains("Growth Potential → Key"), "{text}");
    desk.keys("jj<enter>");
    let open = screen(&mut desk);
    assert!(open.contains("Acme Builders: Engagement, judged  20 → 70"), "{open}");
    desk.keys("<enter>");
    assert!(!screen(&mut desk).contains("20 → 70  "));
}

#[test]
fn history_can_be_narrowed_to_the_selected_account() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("acall fri<enter>");
    select(&mut desk, "Globex Bau");
    desk.keys("avisit fri<enter>gh");
    assert!(screen(&mut desk).contains("Acme Builders: call"));
    desk.keys("f");
    let text = screen(&mut desk);
    assert!(text.contains("Changes of Globex Bau") && !text.contains("Acme Builders"), "{text}");
    assert!(text.contains("Unplaced → Key"), "the trail says where it began\n{text}");
    desk.keys("f");
    assert!(screen(&mut desk).contains("Acme Builders: call"));
}

#[test]
fn a_line_moves_while_its_place_is_typed() {
    let mut desk = desk();
    desk.keys("g,<enter><ctrl-u>75");
    let typed = screen(&mut desk);
    assert!(typed.contains("2 accounts would change their segment"), "{typed}");
    let seen = desk.ui.seen(desk.book()).thresholds();
    assert_eq!(seen.of(Axis::Engagement).get(), 75, "before it is kept");
    desk.keys("<enter>");
    assert_eq!(desk.book().thresholds().engagement.get(), 75);
    let row = desk.book().accounts.row(id("Globex Bau")).unwrap();
    assert_eq!(desk.book().seen().segment(row), Some(Segment::GrowthPotential));
    assert_eq!(desk.ui.status.text, "Engagement line: 50→75");
    desk.keys("u");
    assert_eq!(desk.book().thresholds().engagement.get(), 50);
}

#[test]
fn a_setting_out_of_range_is_refused_with_the_reason() {
    let mut desk = desk();
    desk.keys("g,<enter><ctrl-u>101<enter>");
    let text = screen(&mut desk);
    assert!(text.contains("`101` is not a score, a whole number from 0 to 100"), "{text}");
    desk.keys("<esc>");
    assert!(desk.ui.trial.is_empty());
    assert_eq!(desk.book().thresholds().engagement.get(), 50);
}

#[test]
fn a_setting_goes_back_to_its_default() {
    let mut desk = desk();
    desk.keys("g,jj<enter><ctrl-u>4<enter>");
    assert_eq!(desk.book().settings.fiscal_start(), 4);
    assert!(screen(&mut desk).contains("(default January)"));
    desk.keys("<enter><ctrl-u><enter>");
    assert_eq!(desk.book().settings.fiscal_start(), 1);
    assert!(!desk.book().settings.is_set("fiscal_start"));
}
