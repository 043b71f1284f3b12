//! The plan screen, driven by keys.

use quadbook::app::effect::Input;
use quadbook::app::{Effect, Outcome, Screen};
use quadbook::domain::amount::{Money, Pct};
use quadbook::domain::kinds::{Account, Action, Plan, Revenue, Risk};
use quadbook::domain::value::{AccountRef, Must, Year};
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::{Glyphs, Looks, Theme};

use crate::desks::{TODAY, desk, screen};

const ACME: &str = "Acme engagement=20 potential=80";
const BOLT: &str = "Bolt engagement=80 potential=52";

/// A desk on the plan of Acme, which bought for 84000 last year.
fn plan_desk() -> Desk {
    let mut desk = desk(&[ACME, BOLT]);
    let mut revenue = Revenue::new(Id::of_parts(&["r"]));
    revenue.account = Must(AccountRef(Id::of_parts(&[ACME])));
    revenue.year = Must(Year(2025));
    revenue.amount = Must(Money::parse("84000").unwrap());
    let now = desk.ui.now;
    desk.session().commit(&Change::new("revenue").create(revenue), &now).unwrap();
    desk.keys("gp");
    assert_eq!(desk.ui.screen, Screen::Plan);
    desk
}

fn plan(desk: &Desk) -> Option<Plan> {
    let id = desk.ui.selected.unwrap();
    desk.book().looked_at[&id].plan_on(TODAY).cloned()
}

fn actions(desk: &Desk) -> Vec<Action> {
    let id = desk.ui.selected.unwrap();
    let mut all: Vec<Action> = desk.book().looked_at[&id].of::<Action>().cloned().collect();
    all.sort_by_key(|action| (action.base.position.clone(), action.base.id));
    all
}

fn risks(desk: &Desk) -> Vec<Risk> {
    let id = desk.ui.selected.unwrap();
    desk.book().looked_at[&id].of::<Risk>().cloned().collect()
}

/// A second passes, so that what is made next comes after.
fn later(desk: &mut Desk) {
    let now = desk.ui.now.plus_millis(1000);
    desk.input(Input::Tick, now);
}

#[test]
fn looking_at_an_empty_plan_writes_nothing() {
    let mut desk = plan_desk();
    let shown = screen(&mut desk);
    assert!(shown.contains("fiscal year 2026 · nothing written yet"));
    desk.keys("<tab><tab><down><down><esc>");
    assert_eq!(plan(&desk), None);
}

#[test]
fn a_typed_growth_leads_to_the_amount_and_the_other_way_round() {
    let mut desk = plan_desk();
    desk.keys("<tab><enter>12%");
    let shown = screen(&mut desk);
    assert!(shown.contains("12 % is 94,080, from 84,000 in fiscal year 2025"), "{shown}");
    desk.keys("<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("94,080 (follows)"), "{shown}");
    assert_eq!(plan(&desk).unwrap().growth, Pct::parse("12").ok());
    desk.keys("<down><enter>100k<enter>");
    let kept = plan(&desk).unwrap();
    assert_eq!((kept.growth, kept.target), (None, Money::parse("100000").ok()));
    assert!(screen(&mut desk).contains("19 % (follows)"));
    desk.keys("uu");
    assert_eq!(plan(&desk), None);
}

#[test]
fn a_value_that_cannot_be_taken_stays_with_the_reason() {
    let mut desk = plan_desk();
    desk.keys("<tab><enter>lots<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("`lots` is not a percentage"), "{shown}");
    desk.keys("<ctrl-u>5<enter>");
    assert_eq!(plan(&desk).unwrap().growth, Pct::parse("5").ok());
}

#[test]
fn an_action_is_typed_done_moved_and_removed_each_as_one_step() {
    let mut desk = plan_desk();
    desk.keys("<tab><tab><tab>acall CFO fri<enter>");
    let made = actions(&desk);
    assert_eq!(made[0].title.0, "call CFO");
    assert_eq!(made[0].due.unwrap().to_string(), "2026-11-27");
    assert!(screen(&mut desk).contains("call CFO  due Fri 27 Nov"));
    desk.keys("Din 2w<enter>");
    assert_eq!(actions(&desk)[0].due.unwrap().to_string(), "2026-12-05");
    desk.keys("x");
    assert_eq!(actions(&desk)[0].done_on, Some(TODAY));
    desk.keys("x");
    assert!(actions(&desk)[0].is_open());
    desk.keys("Xx");
    assert_eq!(actions(&desk).len(), 1, "only Enter removes");
    desk.keys("X<enter>");
    assert_eq!(actions(&desk).len(), 0);
    desk.keys("u");
    assert_eq!(actions(&desk)[0].base.id, made[0].base.id);
    desk.keys("uuu");
    assert_eq!(actions(&desk)[0].due.unwrap().to_string(), "2026-11-27");
    desk.keys("u");
    assert!(actions(&desk).is_empty());
}

#[test]
fn actions_stand_in_the_order_the_user_gives_them() {
    let mut desk = plan_desk();
    for keys in ["<tab><tab><tab>aone<enter>", "atwo<enter>", "athree<enter>"] {
        later(&mut desk);
        desk.keys(keys);
    }
    desk.keys("KK");
    let shown = screen(&mut desk);
    let place = |word: &str| shown.find(word).unwrap();
    assert!(place("three") < place("one") && place("one") < place("two"), "{shown}");
    desk.keys("J");
    let shown = screen(&mut desk);
    let place = |word: &str| shown.find(word).unwrap();
    assert!(place("one") < place("three") && place("three") < place("two"), "{shown}");
    desk.keys("uuu");
    let shown = screen(&mut desk);
    let place = |word: &str| shown.find(word).unwrap();
    assert!(place("one") < place("two") && place("two") < place("three"), "{shown}");
}

#[test]
fn a_risk_makes_the_plan_and_its_fields_are_edited_in_place() {
    let mut desk = plan_desk();
    desk.keys("<tab><tab><tab><tab>aBudget freeze<enter>");
    assert_eq!(risks(&desk)[0].text.0, "Budget freeze");
    assert_eq!(risks(&desk)[0].plan.0.0, plan(&desk).unwrap().base.id);
    desk.keys("<enter><down><down><enter>h<enter>");
    assert_eq!(risks(&desk)[0].likelihood.unwrap().label(), "High");
    desk.keys("<down><down><enter>Ask the board early<esc>");
    assert_eq!(risks(&desk)[0].mitigation.as_ref().unwrap().0, "Ask the board early");
    desk.keys("<esc>x");
    assert!(!risks(&desk)[0].is_open());
    desk.keys("uuuu");
    assert_eq!(plan(&desk), None);
    desk.keys("U");
    assert_eq!(risks(&desk).len(), 1);
}

#[test]
fn a_strategy_is_written_and_kept_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let now = Moment::noon(TODAY);
    let mut session = Session::open(&file, &now).unwrap();
    let acme = Account { name: Must("Acme".to_owned()), ..Account::new(Id::of_parts(&["acme"])) };
    session.commit(&Change::new("one").create(acme), &now).unwrap();
    let mut desk = Desk::new(session, folder.path().to_owned(), now, (80, 24));
    desk.keys("gp<tab><tab><enter>Meet the people who specify.<ctrl-s>");
    desk.keys("<tab>acall CFO fri<enter>");
    drop(desk);
    let session = Session::open(&file, &now).unwrap();
    let mut desk = Desk::new(session, folder.path().to_owned(), now, (80, 24));
    desk.keys("gp");
    let shown = desk.screen((80, 40), &Looks::default());
    assert!(shown.contains("Meet the people who specify."), "{shown}");
    assert!(shown.contains("call CFO"), "{shown}");
    desk.keys("u");
    assert!(desk.screen((80, 40), &Looks::default()).contains("no actions yet"));
}

#[test]
fn the_next_account_has_a_plan_of_its_own() {
    let mut desk = plan_desk();
    desk.keys("<tab><tab><enter>Only Acme<esc>>");
    let shown = screen(&mut desk);
    assert!(shown.contains("Bolt") && !shown.contains("Only Acme"), "{shown}");
    desk.keys("<lt>");
    assert!(screen(&mut desk).contains("Only Acme"));
}

#[test]
fn a_plan_stays_at_hand_when_it_drops_out_of_the_filter() {
    let mut desk = desk(&[ACME, BOLT]);
    desk.keys("fngp<tab><tab><tab>acall CFO fri<enter>");
    let shown = screen(&mut desk);
    assert_eq!(desk.ui.rows.len(), 1);
    assert!(shown.contains("call CFO  due Fri 27 Nov"), "{shown}");
    desk.keys(">");
    assert!(screen(&mut desk).contains("no actions yet"));
}

#[test]
fn the_outside_editor_is_opened_on_the_text_at_hand_and_kept() {
    let mut desk = plan_desk();
    desk.keys("<tab><tab>E");
    assert_eq!(desk.requests(), [Effect::EditOutside(String::new())]);
    desk.input(Input::Outcome(Outcome::Edited("From vim\n".to_owned())), desk.ui.now);
    assert_eq!(plan(&desk).unwrap().strategy.unwrap().0, "From vim");
}

#[test]
fn the_plan_is_written_as_markdown_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = plan_desk();
    desk.exports = folder.path().join("plans");
    desk.keys("<tab><tab><enter>Go<esc>wm");
    let shown = screen(&mut desk);
    assert!(shown.contains("wrote"), "{shown}");
    let files: Vec<_> = std::fs::read_dir(&desk.exports).unwrap().collect();
    assert_eq!(files.len(), 1);
    desk.keys("cp");
    let copied = desk.requests();
    assert!(matches!(&copied[..], [Effect::Copy(text)] if text.contains("# Account plan: Acme")));
    desk.keys("wa");
    assert_eq!(std::fs::read_dir(&desk.exports).unwrap().count(), 2);
}

/// A plan with something in every section.
fn full() -> Desk {
    let mut desk = plan_desk();
    desk.keys("<enter>They renovate three schools next year and have no supplier for doors.<esc>");
    desk.keys("<tab><enter>12<enter><tab><enter>Meet the architects before the tender.<enter><enter>Offer the maintenance contract together with the doors, and ask Ann for the introduction to the board of the housing society.<esc>");
    desk.keys("<tab>acall CFO fri<enter>asend offer in 3w<enter>avisit 2026-11-02<enter>aold news<enter>x");
    desk.keys("<tab>aBudget freeze<enter><enter><down><down><enter>h<enter><esc>");
    later(&mut desk);
    desk.keys("aNew buyer<enter>");
    desk.keys("<tab><enter>Fiscal year ends in June.<esc><home>");
    desk
}

#[test]
fn the_plan_as_it_is_seen() {
    let mut desk = full();
    for (width, height) in [(80, 24), (120, 36), (60, 16)] {
        let shown = desk.screen((width, height), &Looks::default());
        insta::assert_snapshot!(format!("plan_{width}x{height}"), shown);
    }
    let ascii = Looks { glyphs: Glyphs::Ascii, theme: Theme::Mono, ..Looks::default() };
    insta::assert_snapshot!("plan_ascii", desk.screen((80, 24), &ascii));
}

#[test]
fn the_plan_is_drawn_in_every_window_and_mode() {
    let mut desk = full();
    for keys in [
        "",
        "<tab><enter>",
        "<esc><tab><tab>a",
        "<esc><tab><enter><down><down><enter>",
        "<esc><esc>X",
    ] {
        desk.keys(keys);
        for width in (1..=120).step_by(7) {
            for height in 1..=40 {
                desk.screen((width, height), &Looks::default());
            }
        }
    }
}
