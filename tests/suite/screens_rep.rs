//! What a rep sees who is no programmer: nothing that matters is cut, words are the trade's, and
//! keys do what the screen says.

use quadbook::app::Screen;
use quadbook::ui::theme::Looks;

use crate::desks::{desk, screen};

const ACME: &str = "Acme engagement=20 potential=80";
const BOLT: &str = "Bolt engagement=80 potential=52";

#[test]
fn a_map_without_dots_says_what_to_do_on_every_width() {
    let mut desk = desk(&["Acme", "Bolt"]);
    for size in [(80, 24), (120, 36)] {
        let text = desk.screen(size, &Looks::default());
        assert!(text.contains("g t asks for the scores of one account after another"), "{text}");
        assert!(
            text.contains("one digit for engagement, then one for potential; 8 means 85."),
            "{text}"
        );
    }
    desk.keys("fk");
    assert!(screen(&mut desk).contains("Esc shows all accounts."));
}

#[test]
fn accounts_of_one_name_are_told_apart_by_their_city() {
    let mut desk = desk(&["Acme city=Troy", "Acme city=Albany", "Acorn city=Boston"]);
    desk.keys("/ac");
    let text = screen(&mut desk);
    assert!(text.contains("Acme · Troy") && text.contains("Acme · Albany"), "{text}");
    assert!(text.contains("Find · 3 match") && !text.contains("Boston"), "{text}");
}

#[test]
fn the_day_of_an_action_is_never_cut() {
    let mut desk = desk(&[ACME]);
    desk.keys("gpasend the price list for phase two and ask who decides on doors fri<enter>");
    let text = screen(&mut desk);
    assert!(text.contains("…  due Fri 27 Nov"), "{text}");
}

#[test]
fn a_plan_opens_at_its_beginning_and_next_accounts_keep_the_section() {
    let mut desk = desk(&[ACME, BOLT]);
    desk.keys("acall fri<enter>gp<end>");
    let section = desk.ui.plan.section;
    assert!(section > 0);
    desk.keys("><lt>");
    assert_eq!(desk.ui.plan.section, section);
    desk.keys("<esc>gp");
    assert_eq!(desk.ui.plan.section, section, "the same plan is as it was left");
    desk.keys("gm><enter>");
    assert_eq!((desk.ui.screen, desk.ui.plan.section), (Screen::Plan, 0));
}

#[test]
fn today_opens_the_plan_on_the_action_at_hand() {
    let mut desk = desk(&[ACME]);
    desk.keys("acall fri<enter>gd<enter>x");
    assert!(desk.ui.status.text.contains("call"), "{}", desk.ui.status.text);
    desk.keys("<esc>");
    assert_eq!(desk.ui.screen, Screen::Today);
}

#[test]
fn esc_leaves_a_screen_beside_the_map_and_keeps_the_filter() {
    let mut desk = desk(&[ACME, BOLT]);
    for beside in ["gh", "g,", "gd", "gp"] {
        desk.keys("fg");
        desk.keys(beside);
        assert_ne!(desk.ui.screen, Screen::Map);
        desk.keys("<esc>");
        assert_eq!((desk.ui.screen, desk.ui.rows.len()), (Screen::Map, 1), "{beside}");
        desk.keys("<esc>");
        assert_eq!(desk.ui.rows.len(), 2);
    }
}

#[test]
fn tags_and_notes_can_be_written_in_the_plan() {
    let mut desk = desk(&[ACME]);
    desk.keys("gptlakes, vip<enter>");
    assert!(desk.ui.status.text.contains("tags"), "{}", desk.ui.status.text);
    desk.keys("nask for Bob<esc>");
    assert!(desk.ui.status.text.contains("note"), "{}", desk.ui.status.text);
}

#[test]
fn settings_stand_in_words() {
    let mut desk = desk(&[ACME]);
    desk.keys("g,jj<enter><ctrl-u>april<enter>");
    assert_eq!(desk.book().settings.fiscal_start(), 4);
    let text = screen(&mut desk);
    assert!(text.contains("April") && text.contains("1,234.50"), "{text}");
    assert!(!text.contains("somebody"), "{text}");
}

#[test]
fn the_palette_leaves_out_what_holds_only_the_letters() {
    let mut desk = desk(&[ACME]);
    desk.keys(":undo");
    let text = screen(&mut desk);
    assert!(text.contains("Undo the last step") && !text.contains("unplaced acc"), "{text}");
    desk.keys("<esc>:fiscal");
    assert!(screen(&mut desk).contains("Change the setting"));
    desk.keys("<esc>:gtmap");
    assert!(screen(&mut desk).contains("Go to the map"));
}

#[test]
fn the_footer_of_an_offered_triage_says_what_its_keys_do() {
    let mut desk = desk(&["Acme", "Bolt", "Cafe"]);
    desk.keys("gt55<esc>gt");
    let text = screen(&mut desk);
    assert!(text.contains("Enter go on") && text.contains("r begin anew"), "{text}");
    assert!(!text.contains("agree"), "{text}");
}

#[test]
fn going_back_in_triage_says_that_the_step_was_undone() {
    let mut desk = desk(&["Acme", "Bolt"]);
    desk.keys("gt78<backspace>");
    assert_eq!(desk.ui.status.text, "Undone: Triage: Acme 75·85 → Key");
}

#[test]
fn marks_say_what_can_be_done_with_them() {
    let mut desk = desk(&[ACME, BOLT]);
    desk.keys("gl*");
    let said = "2 accounts marked: e edits a field of all, a gives each an action";
    assert_eq!(desk.ui.status.text, said);
}

#[test]
fn find_shows_the_account_on_every_screen() {
    let mut desk = desk(&[ACME, BOLT, "Cafe"]);
    desk.keys("acall fri<enter>/bolt<enter>avisit mon<enter>gd");
    desk.keys("/acm<enter>x");
    assert!(desk.ui.status.text.contains("call done"), "{}", desk.ui.status.text);
    for from in ["gd", "gt", "g,"] {
        desk.keys(from);
        desk.keys("/caf<enter>");
        assert_eq!(desk.ui.screen, Screen::Plan, "{from}");
        let text = screen(&mut desk);
        assert!(text.contains(" Cafe · fiscal year") && text.contains("▸ Where we"), "{text}");
        desk.keys("<esc>");
        assert_ne!(desk.ui.screen, Screen::Plan);
    }
}

#[test]
fn what_moved_today_is_said_to_have_moved_today() {
    let mut desk = desk(&[ACME]);
    desk.keys("s49");
    let text = desk.screen((120, 36), &Looks::default());
    assert!(text.contains("from 20/80, today"), "{text}");
}
