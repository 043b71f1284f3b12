//! Triage, driven by keys.

use quadbook::app::Screen;
use quadbook::app::triage::{self, Stage};
use quadbook::domain::Moment;
use quadbook::domain::kinds::account::Source;
use quadbook::domain::score::Score;
use quadbook::session::Session;
use quadbook::terminal::Desk;

use crate::screens_desk::{TODAY, actions, desk, filled, id, screen, select, stored};

/// The names in the queue.
fn queue(desk: &Desk) -> Vec<&str> {
    let accounts = &desk.book().accounts;
    let name = |id: &_| accounts.row(*id).map(|row| accounts.name(row));
    desk.ui.triage.queue.iter().filter_map(name).collect()
}

#[test]
fn unplaced_accounts_come_first_then_stale_ones_the_most_valuable_first() {
    let mut desk = desk();
    desk.keys("gt");
    assert_eq!(
        queue(&desk),
        [
            "Soylent Farms",
            "Tyrell Retail",
            "Globex Bau",
            "Hooli Homes",
            "Umbrella Care",
            "Acme Builders",
            "Stark Group",
            "Wayne Motors"
        ]
    );
    assert!(screen(&mut desk).contains("1/8 · unplaced, or not scored for 90 days"));
}

#[test]
fn marks_stand_before_the_filter_and_the_filter_before_the_rest() {
    let mut desk = desk();
    desk.keys("glfk");
    desk.keys("gt");
    assert_eq!(queue(&desk), ["Globex Bau", "Wayne Motors"]);
    desk.keys("<esc>");
    select(&mut desk, "Wayne Motors");
    desk.keys("<space>gt");
    desk.keys("r");
    assert_eq!(queue(&desk), ["Wayne Motors"]);
}

#[test]
fn two_digits_score_and_the_next_account_is_at_hand() {
    let mut desk = desk();
    desk.keys("gt3");
    let half = screen(&mut desk);
    assert!(half.contains("0–4 Service · 5–9 Growth Potential"), "{half}");
    assert_eq!(stored(&mut desk, "Soylent Farms").engagement, None, "not kept yet");
    desk.keys("7");
    let scored = stored(&mut desk, "Soylent Farms");
    assert_eq!((scored.engagement, scored.potential), (Score::new(35), Score::new(75)));
    assert_eq!((scored.engagement_on, scored.potential_on), (Some(TODAY), Some(TODAY)));
    let next = screen(&mut desk);
    assert!(next.contains("Triage: Soylent Farms 35·75 → Growth Potential"), "{next}");
    assert!(next.contains("Tyrell Retail") && next.contains("2/8"), "{next}");
    assert_eq!(desk.ui.selected, Some(id("Tyrell Retail")));
}

#[test]
fn enter_agrees_and_renews_only_the_days() {
    let mut desk = desk();
    desk.keys("gt<enter>");
    assert!(desk.ui.status.text.contains("no score to agree with"));
    desk.keys("<space><space><enter>");
    let agreed = stored(&mut desk, "Globex Bau");
    assert_eq!((agreed.engagement, agreed.potential), (Score::new(72), Score::new(81)));
    assert_eq!((agreed.engagement_on, agreed.potential_on), (Some(TODAY), Some(TODAY)));
    assert_eq!(desk.ui.status.text, "Triage: Globex Bau stays 72·81");
}

#[test]
fn enter_after_one_digit_keeps_it_with_the_potential_shown() {
    let mut desk = desk();
    desk.keys("gt<space><space>9<enter>");
    let kept = stored(&mut desk, "Globex Bau");
    assert_eq!((kept.engagement, kept.potential), (Score::new(95), Score::new(81)));
}

#[test]
fn backspace_goes_one_back_and_undoes() {
    let mut desk = desk();
    desk.keys("gt3768");
    assert_eq!(triage::progress(&desk.ui), (2, 8));
    desk.keys("<backspace>");
    assert_eq!(desk.ui.selected, Some(id("Tyrell Retail")));
    assert_eq!(stored(&mut desk, "Tyrell Retail").engagement, None);
    assert_eq!(stored(&mut desk, "Soylent Farms").engagement, Score::new(35));
    desk.keys("4<backspace>");
    assert_eq!(desk.ui.triage.first, None, "a digit typed is taken back first");
    desk.keys("<backspace>");
    assert_eq!(stored(&mut desk, "Soylent Farms").engagement, None);
    desk.keys("<backspace>");
    assert!(desk.ui.status.text.contains("this is the first account"));
}

#[test]
fn backspace_undoes_the_score_even_when_something_else_was_done_since() {
    let mut desk = desk();
    desk.keys("gt37acall fri<enter><backspace>");
    assert_eq!(stored(&mut desk, "Soylent Farms").engagement, None);
    assert_eq!(actions(&mut desk, "Tyrell Retail").len(), 2, "the action stays");
    assert_eq!(desk.ui.selected, Some(id("Soylent Farms")));
}

#[test]
fn undo_brings_the_account_back_too() {
    let mut desk = desk();
    desk.keys("gt37u");
    assert_eq!(desk.ui.selected, Some(id("Soylent Farms")));
    assert_eq!(triage::progress(&desk.ui), (0, 8));
}

#[test]
fn later_puts_the_account_at_the_end_and_a_dot_scores_as_before() {
    let mut desk = desk();
    desk.keys("gt<space>");
    assert_eq!(queue(&desk).last(), Some(&"Soylent Farms"));
    desk.keys(".");
    assert!(desk.ui.status.text.contains("no account was scored before"));
    desk.keys("37.");
    let same = stored(&mut desk, "Globex Bau");
    assert_eq!((same.engagement, same.potential), (Score::new(35), Score::new(75)));
}

#[test]
fn an_account_put_away_leaves_the_queue() {
    let mut desk = desk();
    desk.keys("gtX<enter>");
    assert_eq!(desk.ui.selected, Some(id("Tyrell Retail")));
    assert_eq!(triage::progress(&desk.ui), (0, 7));
}

#[test]
fn a_mark_elsewhere_does_not_make_triage_act_on_many() {
    let mut desk = desk();
    desk.keys("gl*gtavisit<enter>");
    let at_hand = desk.book().accounts.row(desk.ui.selected.unwrap()).unwrap();
    let name = desk.book().accounts.name(at_hand).to_owned();
    assert_eq!(desk.ui.status.text, format!("{name}: visit"));
}

#[test]
fn the_next_start_offers_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (file, now) = (folder.path().join("book.db"), Moment::noon(TODAY));
    let mut desk = filled(Session::open(&file, &now).unwrap());
    desk.keys("gt37");
    drop(desk);
    let session = Session::open(&file, &now).unwrap();
    let mut next = Desk::new(session, folder.path().to_owned(), now, (80, 24));
    next.keys("gt");
    assert_eq!(next.ui.triage.stage, Stage::Offered, "also when it was not stopped");
    assert!(screen(&mut next).contains("7 accounts are left from the last triage."));
    next.keys("<enter>");
    assert_eq!(queue(&next)[0], "Tyrell Retail");
    next.keys("<esc>");
    assert!(next.ui.status.text.contains("stopped after 0 of 7"));
    next.keys("gtr");
    assert_eq!(triage::progress(&next.ui), (0, 7), "the one scored today is fresh");
}

#[test]
fn a_digit_over_evidence_says_that_the_score_is_judged_now() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Globex Bau");
    desk.keys("eengagement from<enter><down><enter>");
    assert_eq!(stored(&mut desk, "Globex Bau").engagement_source.0, Source::Evidence);
    desk.keys("gt");
    assert!(screen(&mut desk).contains("from evidence; typing makes it judged"));
    desk.keys("68");
    assert!(desk.ui.status.text.ends_with("(judged now, no longer from evidence)"));
    assert_eq!(stored(&mut desk, "Globex Bau").engagement_source.0, Source::Judged);
}

#[test]
fn the_end_says_what_moved_and_how_long_it_took() {
    let mut desk = desk();
    desk.keys("glfugt3737");
    assert_eq!(desk.ui.triage.stage, Stage::Over);
    let card = screen(&mut desk);
    assert!(card.contains("Done: 2 accounts in"), "{card}");
    assert!(card.contains("2  Unplaced → Growth Potential"), "{card}");
    assert_eq!(desk.session().remembered(triage::KEY).unwrap(), None);
    desk.keys("<enter>");
    assert_eq!(desk.ui.screen, Screen::List);
}

#[test]
fn time_left_follows_from_the_last_accounts() {
    let mut desk = desk();
    desk.keys("gt");
    let mut now = Moment::noon(TODAY);
    for _ in 0..3 {
        now = now.plus_millis(6000);
        desk.ui.now = now;
        desk.keys("37");
    }
    assert_eq!(triage::time_left(&desk.ui), Some(30_000));
    assert!(screen(&mut desk).contains("4/8 · about 1 min left"));
}

#[test]
fn the_digit_typed_is_dropped_when_triage_is_left() {
    let mut desk = desk();
    desk.keys("gt3gl");
    assert!(desk.ui.trial.is_empty());
    desk.keys("gt");
    assert_eq!(desk.ui.triage.first, None);
}
