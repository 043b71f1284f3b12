//! What is typed: after a refusal, over an old value, and dropped lines that come back.

use quadbook::app::{Input, Mode};
use quadbook::domain::score::Score;
use quadbook::ui::theme::Looks;

use crate::screens_desk::{desk, screen, select, stored};

#[test]
fn what_is_typed_after_a_refusal_is_not_run() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    // It has no next step that could be put off, so no prompt opens.
    desk.keys("D3/12<enter>");
    assert_eq!(stored(&mut desk, "Hooli Homes").engagement, Score::new(97));
    assert!(desk.ui.status.text.contains("no next step"), "{}", desk.ui.status.text);
    assert!(desk.ui.status.text.ends_with("not run: 3/12"), "{}", desk.ui.status.text);
    assert!(matches!(desk.ui.mode, Mode::None));
    // Enter ends what was typed: the next keys are commands again.
    desk.keys("s68");
    assert_eq!(stored(&mut desk, "Hooli Homes").engagement, Score::new(65));
}

#[test]
fn after_a_pause_or_an_arrow_keys_are_commands_again() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    desk.keys("D");
    let later = desk.ui.now.plus_millis(1500);
    for key in quadbook::app::Key::script("s6") {
        desk.input(Input::Key(key), later);
    }
    assert!(matches!(desk.ui.mode, Mode::Score(_)));
    desk.keys("<esc>D<down>s");
    assert!(matches!(desk.ui.mode, Mode::Score(_)));
}

#[test]
fn finding_in_an_empty_filter_takes_the_name_as_text() {
    let mut desk = desk();
    desk.keys("f/nothing<enter>");
    assert!(desk.ui.rows.is_empty());
    desk.keys("/sx");
    assert!(matches!(desk.ui.mode, Mode::Find(_)));
    desk.keys("<ctrl-c>");
    assert!(matches!(desk.ui.mode, Mode::None));
}

#[test]
fn typing_replaces_the_old_value_and_backspace_edits_it() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    desk.keys("S30 40<enter>");
    let hooli = stored(&mut desk, "Hooli Homes");
    assert_eq!((hooli.engagement, hooli.potential), (Score::new(30), Score::new(40)));
    desk.keys("S<backspace>5<enter>");
    assert_eq!(stored(&mut desk, "Hooli Homes").potential, Score::new(45));
    desk.keys("g,<enter>61<enter>");
    assert_eq!(desk.book().settings.text("threshold_engagement"), "61");
}

#[test]
fn a_line_that_was_dropped_is_offered_again() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    desk.keys("acall CFO fri<esc>");
    assert!(desk.ui.status.text.contains("call CFO fri"), "{}", desk.ui.status.text);
    select(&mut desk, "Stark Group");
    desk.keys("a");
    assert!(screen(&mut desk).contains("↑ brings back: call CFO fri"));
    desk.keys("<up><enter>");
    assert_eq!(desk.ui.status.text, "Stark Group: call CFO · due Fri 27 Nov");
    desk.keys("a");
    assert!(!screen(&mut desk).contains("brings back"));
    desk.keys("again<ctrl-c>a<up>");
    let Mode::Prompt(open) = &desk.ui.mode else { panic!("no prompt") };
    assert_eq!(open.field.text(), "again");
}

#[test]
fn a_value_that_was_not_altered_is_nothing_to_bring_back() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    desk.keys("S<esc>S<up>");
    assert!(desk.ui.aside.is_empty());
    let Mode::Prompt(open) = &desk.ui.mode else { panic!("no prompt") };
    assert_eq!(open.field.text(), "97 35");
}

#[test]
fn a_search_counts_while_it_is_typed_and_says_where_it_is_wrong() {
    let mut desk = desk();
    desk.keys("f/potential>=80");
    assert!(screen(&mut desk).contains("3 accounts match"));
    desk.keys(" home");
    assert!(screen(&mut desk).contains("no account matches"));
    desk.keys("<ctrl-u>industry:home");
    assert!(screen(&mut desk).contains("2 accounts match"));
    desk.keys(" potentail>3");
    assert!(
        screen(&mut desk).contains("`potentail` is not something to search by"),
        "{}",
        screen(&mut desk)
    );
}

#[test]
fn a_long_refusal_is_shown_to_its_end_in_a_small_window() {
    let mut desk = desk();
    select(&mut desk, "Hooli Homes");
    desk.keys("D");
    let shown = desk.screen((60, 16), &Looks::default());
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&desk.ui.status.text), "{shown}");
}

#[test]
fn the_filter_stands_only_where_it_filters() {
    let mut desk = desk();
    desk.keys("fk");
    assert!(screen(&mut desk).contains("· Key"));
    desk.keys("gd");
    let first = screen(&mut desk).lines().next().unwrap_or_default().to_owned();
    assert!(first.contains("8 accounts") && !first.contains("· Key"), "{first}");
}
