//! Actions on accounts: one change each, in bulk too, taken back with one key.

use jiff::civil::date;
use quadbook::app::{Mode, Screen};
use quadbook::domain::kinds::account::Source;
use quadbook::domain::kinds::action::Status;
use quadbook::domain::score::Score;

use crate::screens_desk::{TODAY, actions, desk, id, screen, select, stored};

#[test]
fn an_action_is_added_as_it_is_said() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("acall CFO fri");
    assert!(screen(&mut desk).contains("call CFO · due Fri 27 Nov"));
    desk.keys("<enter>");
    let made = actions(&mut desk, "Acme Builders");
    assert_eq!((made[0].title.0.as_str(), made[0].due), ("call CFO", Some(date(2026, 11, 27))));
    assert!(screen(&mut desk).contains("Saved: Acme Builders: call CFO · due Fri 27 Nov"));
    desk.keys("u");
    assert_eq!(actions(&mut desk, "Acme Builders"), []);
}

#[test]
fn the_owner_of_an_action_is_who_works_here() {
    let mut desk = desk();
    desk.keys("g,<end><enter>Bob<enter>gl");
    select(&mut desk, "Acme Builders");
    desk.keys("avisit<enter>");
    assert_eq!(actions(&mut desk, "Acme Builders")[0].owner.as_deref(), Some("Bob"));
}

#[test]
fn the_same_action_on_all_marked_accounts_is_one_step() {
    let mut desk = desk();
    desk.keys("gl*aemail in 2w<enter>");
    assert!(desk.ui.status.text.starts_with("8 accounts: email"));
    assert_eq!(actions(&mut desk, "Globex Bau").len(), 2);
    desk.keys("u");
    assert_eq!(actions(&mut desk, "Globex Bau").len(), 1);
    assert_eq!(actions(&mut desk, "Hooli Homes").len(), 0);
}

#[test]
fn the_next_step_is_done_today_and_another_is_moved() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Globex Bau");
    desk.keys("Din 2w<enter>");
    assert_eq!(actions(&mut desk, "Globex Bau")[0].due, Some(date(2026, 12, 5)));
    desk.keys("x");
    let done = actions(&mut desk, "Globex Bau");
    assert_eq!((done[0].status.0, done[0].done_on), (Status::Done, Some(TODAY)));
    desk.keys("x");
    assert!(desk.ui.status.text.contains("this account has no next step"));
    desk.keys("D");
    assert!(matches!(desk.ui.mode, Mode::None));
}

#[test]
fn a_new_account_is_made_and_selected_even_when_a_filter_would_hide_it() {
    let mut desk = desk();
    desk.keys("glfkNInitech<enter>");
    let made = desk.ui.selected.unwrap();
    let row = desk.book().accounts.row(made).unwrap();
    assert_eq!(desk.book().accounts.name(row), "Initech");
    desk.keys("NHOOLI HOMES");
    assert!(screen(&mut desk).contains("an account of this name is there already"));
    desk.keys("<esc>N<enter>");
    assert!(screen(&mut desk).contains("must not be empty"));
}

#[test]
fn putting_away_takes_two_keys_and_can_be_undone() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Globex Bau");
    desk.keys("X");
    assert!(screen(&mut desk).contains("Put away Globex Bau?"));
    desk.keys("X");
    assert_eq!(stored(&mut desk, "Globex Bau").archived, None);
    desk.keys("X<enter>");
    assert!(stored(&mut desk, "Globex Bau").archived.is_some());
    assert_eq!(desk.ui.rows.len(), 7);
    assert_eq!(desk.ui.selected, Some(id("Hooli Homes")), "the next one takes its place");
    desk.keys("u");
    assert_eq!(desk.ui.rows.len(), 8);
}

#[test]
fn a_field_is_chosen_by_its_name_and_edited() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Globex Bau");
    desk.keys("e");
    assert!(screen(&mut desk).contains("renovator"), "the present value stands beside the field");
    desk.keys("city<enter>Riga<enter>");
    assert_eq!(stored(&mut desk, "Globex Bau").city.as_deref(), Some("Riga"));
    desk.keys("eyearly value<enter>lots<enter>");
    assert!(screen(&mut desk).contains("`lots` is not an amount"), "the reason stays on screen");
    desk.keys("<ctrl-u>84k<enter>");
    assert_eq!(stored(&mut desk, "Globex Bau").yearly_value.unwrap().to_string(), "84000");
}

#[test]
fn a_score_typed_on_the_screen_is_judged_today_and_tried_before() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("eengagement, judged<enter><ctrl-u>70");
    let row = desk.ui.selected_row(desk.book()).unwrap();
    let tried = desk.ui.seen(desk.book()).scores(row).engagement;
    assert_eq!(tried, Score::new(70), "before it is kept");
    assert_eq!(stored(&mut desk, "Acme Builders").engagement, Score::new(20));
    desk.keys("<enter>");
    let kept = stored(&mut desk, "Acme Builders");
    assert_eq!((kept.engagement, kept.engagement_on), (Score::new(70), Some(TODAY)));
    assert_eq!(kept.engagement_source.0, Source::Judged);
    assert!(desk.ui.trial.is_empty());
    desk.keys("eengagement, judged<enter>5<esc>");
    assert!(desk.ui.trial.is_empty(), "Esc drops what was tried");
}

#[test]
fn a_field_of_all_marked_accounts_is_set_in_one_step() {
    let mut desk = desk();
    desk.keys("gl<space><space>eowner<enter>Carl<enter>");
    assert!(desk.ui.status.text.contains("2 accounts: owner Carl"));
    let owner = |desk: &mut _, name| stored(desk, name).owner.unwrap();
    assert_eq!([owner(&mut desk, "Acme Builders"), owner(&mut desk, "Globex Bau")], ["Carl"; 2]);
    desk.keys("u");
    assert_eq!(owner(&mut desk, "Acme Builders"), "Ann");
    desk.keys("ttrade fair, -old<enter>");
    assert_eq!(stored(&mut desk, "Globex Bau").tags.unwrap().0, "trade fair");
}

#[test]
fn a_dot_does_the_same_again_on_another_account() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("avisit fri<enter>j.");
    assert_eq!(actions(&mut desk, "Globex Bau").len(), 2);
    desk.keys("ecity<enter>Riga<enter>j.");
    assert_eq!(stored(&mut desk, "Hooli Homes").city.as_deref(), Some("Riga"));
    desk.keys(".");
    assert_eq!(desk.ui.status.text, "it is so already");
    desk.keys("s68<home>.");
    assert_eq!(stored(&mut desk, "Acme Builders").potential, Score::new(85));
}

#[test]
fn names_and_rows_are_copied() {
    use quadbook::app::Effect;
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Globex Bau");
    desk.keys("cncr");
    let copied = desk.requests();
    assert_eq!(copied[0], Effect::Copy("Globex Bau".to_owned()));
    let Effect::Copy(row) = &copied[1] else { panic!("a row is copied") };
    assert!(row.starts_with("Globex Bau\tKey\t72\t81\t120000\tcall CFO\t2026-11-27"), "{row}");
    desk.keys("cl");
    let Effect::Copy(list) = &desk.requests()[0] else { panic!("a list is copied") };
    assert_eq!(list.lines().count(), 9);
}

#[test]
fn marks_mean_nothing_where_they_cannot_be_seen() {
    let mut desk = desk();
    desk.keys("gl*gd");
    assert_eq!(desk.ui.screen, Screen::Today);
    desk.keys("avisit<enter>");
    assert_eq!(actions(&mut desk, "Hooli Homes"), []);
}

#[test]
fn a_crm_id_that_another_account_has_is_kept_and_said() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    desk.keys("eCRM id<enter>17<enter>");
    assert!(!desk.ui.status.text.contains("same"), "{}", desk.ui.status.text);
    select(&mut desk, "Globex Bau");
    desk.keys("eCRM id<enter>17<enter>");
    assert!(
        desk.ui.status.text.ends_with("Acme Builders has the same CRM id"),
        "{}",
        desk.ui.status.text
    );
}
