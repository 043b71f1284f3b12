//! What keys do on the map: walking, scoring, moving, zoom, jump labels, tray, lines, what-if.

use quadbook::app::map::plot::Window;
use quadbook::app::whatif::WhatIf;
use quadbook::app::{Mode, Screen};
use quadbook::domain::kinds::account::{Source, field};
use quadbook::domain::value::FieldValue;

use super::map_book::{Bench, add, book, id};
use super::map_looks::crowd;

fn bench(name: &str) -> Bench {
    Bench::new(book(), (80, 24)).select(name)
}

#[test]
fn the_opposite_arrow_leads_back_step_by_step() {
    for way in [("<right>", "<left>"), ("<down>", "<up>"), ("l", "h"), ("j", "k")] {
        let went = bench("Wonka Group").keys(&way.0.repeat(3));
        assert_ne!(went.selected(), "Wonka Group");
        assert_eq!(went.keys(&way.1.repeat(3)).selected(), "Wonka Group", "{way:?}");
    }
}

#[test]
fn arrows_take_the_nearest_in_their_cone() {
    assert_eq!(bench("Wayne Telecom").keys("<right>").selected(), "Wayne Retail");
    assert_eq!(bench("Vandelay Energy").keys("<left>").selected(), "Stark Group");
    // Stark Group is nearer to Stark Telecom, but outside of the cone.
    assert_eq!(bench("Stark Telecom").keys("<down>").selected(), "Northwind Hotels");
}

#[test]
fn every_account_can_be_reached_by_arrows() {
    let mut reached = std::collections::BTreeSet::from(["Hooli Logistics".to_owned()]);
    let mut open = vec!["Hooli Logistics".to_owned()];
    while let Some(name) = open.pop() {
        for key in ["<up>", "<down>", "<left>", "<right>"] {
            let next = bench(&name).keys(key).selected().to_owned();
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    // Three stacks of two hide one account each; Enter lists those.
    assert!(reached.len() >= 31, "{}", reached.len());
}

#[test]
fn two_digits_score_and_the_first_is_shown_before_it_is_kept() {
    let first = bench("Stark Group").keys("s6");
    assert!(first.screen().contains("engagement 38→65 · potential 68 · Key by 15"));
    assert!(first.screen().contains("KEY 8"), "{}", first.screen());
    assert_eq!((first.scores(), first.saved.len()), ((Some(38), Some(68)), 0));
    let second = first.keys("8");
    assert_eq!(second.scores(), (Some(65), Some(85)));
    assert_eq!(second.saved[0].label, "Stark Group engagement 38→65 · potential 68→85");
    assert!(second.ui.trial.is_empty());
}

#[test]
fn a_bare_digit_begins_to_score_and_esc_drops_it() {
    assert_eq!(bench("Stark Group").keys("68").scores(), (Some(65), Some(85)));
    let dropped = bench("Stark Group").keys("6<esc>");
    assert_eq!((dropped.scores(), dropped.ui.trial.is_empty()), ((Some(38), Some(68)), true));
    let again = bench("Stark Group").keys("6<backspace>28");
    assert_eq!(again.scores(), (Some(25), Some(85)));
}

#[test]
fn arrows_move_by_one_and_with_shift_by_five_until_enter() {
    let moved = bench("Stark Group").keys("m<shift-up><up><left>");
    assert!(moved.screen().contains("engagement 38→44 · potential 68→67 · 6 short of Key"));
    assert_eq!(moved.scores(), (Some(38), Some(68)));
    let kept = moved.keys("<enter>");
    assert_eq!(kept.scores(), (Some(44), Some(67)));
    assert_eq!(kept.saved[0].label, "Stark Group engagement 38→44 · potential 68→67");
    let dropped = bench("Stark Group").keys("mKL<esc>");
    assert_eq!((dropped.scores(), dropped.saved.len()), ((Some(38), Some(68)), 0));
    let nothing = bench("Stark Group").keys("m<up><down><enter>");
    assert!(nothing.saved.is_empty() && nothing.ui.trial.is_empty());
}

#[test]
fn an_unplaced_account_comes_onto_the_grid_at_the_lines() {
    let mut book = book();
    add(&mut book, id(90), "Zenith Doors", None, None);
    let bench = Bench::new(book, (80, 24)).select("Zenith").keys("m<up>");
    assert!(bench.screen().contains("engagement –→50 · potential –→50"));
    let bench = bench.keys("<up><enter>");
    assert_eq!(bench.scores(), (Some(51), Some(50)));
}

#[test]
fn a_score_typed_over_evidence_says_that_it_is_judged_now() {
    let mut book = book();
    let evidence = Source::Evidence.into_value();
    book.accounts.set(id(22), field::engagement_source, Some(&evidence));
    let bench = Bench::new(book, (80, 24)).select("Stark Group").keys("s68");
    assert!(bench.saved[0].label.contains("judged now"), "{}", bench.saved[0].label);
    assert_eq!(bench.scores(), (Some(65), Some(85)));
}

#[test]
fn marked_accounts_are_scored_together_as_one_change() {
    let mut bench = bench("Stark Group");
    bench.ui.marks = [id(21), id(22), id(23)].into();
    let bench = bench.keys("s68");
    assert_eq!(bench.saved.len(), 1);
    assert_eq!(bench.saved[0].label, "3 accounts engagement 65 · potential 85");
    assert_eq!(bench.scores(), (Some(65), Some(85)));
}

#[test]
fn exact_scores_are_typed_and_a_dash_empties() {
    let bench = bench("Stark Group").keys("S<ctrl-u>62 80");
    assert!(bench.screen().contains("Key by 12"), "{}", bench.screen());
    let bench = bench.keys("<enter>");
    assert_eq!(bench.scores(), (Some(62), Some(80)));
    let bench = bench.keys("S<ctrl-u>- 80<enter>");
    assert_eq!(bench.scores(), (None, Some(80)));
    let bench = bench.keys("S<ctrl-u>101 80<enter>");
    assert!(bench.screen().contains("`101`"), "{}", bench.screen());
    assert!(matches!(bench.ui.mode, Mode::Prompt(_)));
}

#[test]
fn the_lines_move_live_and_are_kept_as_settings() {
    let bench = bench("Stark Group").keys("L<shift-down><shift-down>");
    let screen = bench.screen();
    assert!(screen.contains("Engagement line 50→40"), "{screen}");
    assert!(screen.contains("Key 7→9"), "{screen}");
    assert!(screen.contains("KEY 9"), "{screen}");
    assert_eq!(bench.book.thresholds().engagement.get(), 50);
    let bench = bench.keys("<enter>");
    assert_eq!(bench.book.thresholds().engagement.get(), 40);
    assert_eq!(bench.saved[0].label, "Engagement line 50→40");
    let back = bench.keys("L<up><esc>");
    assert_eq!((back.saved.len(), back.ui.trial.is_empty()), (1, true));
}

#[test]
fn what_if_tries_many_moves_and_keeps_them_as_one_change() {
    let tried = bench("Stark Group").keys("Wm<shift-up><enter><up>m<shift-down><enter>");
    assert_eq!((tried.saved.len(), tried.ui.trial.scores.len()), (0, 2));
    assert!(tried.screen().contains("WHAT IF: 2 accounts moved"), "{}", tried.screen());
    assert_eq!(tried.screen().matches('×').count(), 2, "{}", tried.screen());
    let tried = tried.keys("L<shift-up><enter>");
    assert_eq!(tried.saved.len(), 0);
    let kept = tried.keys("W<enter>");
    assert_eq!((kept.saved.len(), kept.ui.what_if), (1, WhatIf::Off));
    assert_eq!(kept.saved[0].label, "2 accounts moved · Engagement line 50→55");
    let dropped = bench("Stark Group").keys("Wm<up><enter>W<esc>");
    assert_eq!((dropped.saved.len(), dropped.ui.trial.is_empty()), (0, true));
}

#[test]
fn jump_labels_select_what_they_stand_on() {
    let open = bench("Hooli Log").keys("o");
    let Mode::Jump(jump) = &open.ui.mode else { panic!("no labels") };
    let label = jump.targets[3].label.clone();
    assert!(jump.targets.iter().any(|target| target.label.len() == 2));
    let jumped = open.keys(&label);
    assert!(matches!(jumped.ui.mode, Mode::None));
    assert_eq!(jumped.selected(), "Wayne Retail");
}

#[test]
fn zoom_goes_to_the_segment_and_back_and_esc_shows_all() {
    let near = bench("Stark Group").keys("z");
    let screen = near.screen();
    assert!(screen.contains("GROWTH POTENTIAL 5") && !screen.contains("MAINTENANCE"), "{screen}");
    assert!(near.keys("z").screen().contains("MAINTENANCE 9"));
    assert!(bench("Stark Group").keys("z<esc>").screen().contains("MAINTENANCE 9"));
    let closer = bench("Stark Group").keys("+++");
    assert_eq!(closer.ui.map.window.engagement.reach(), 12);
    assert!(closer.screen().contains("[Stark Group]"));
    let all = closer.keys("=");
    assert_eq!(all.ui.map.window, Window::default());
    assert_eq!(bench("Stark Group").keys("++--").ui.map.window, Window::default());
}

#[test]
fn a_zoomed_map_follows_the_selection() {
    let bench = bench("Stark Group").keys("+++");
    let bench = bench.select("Hooli Log");
    assert!(bench.screen().contains("[Hooli Logistics]"), "{}", bench.screen());
}

#[test]
fn enter_opens_the_plan_lists_a_stack_and_zooms_into_a_tile() {
    assert_eq!(bench("Stark Group").keys("<enter>").ui.screen, Screen::Plan);
    let stack = bench("Tyrell Retail").keys("<enter>");
    assert!(matches!(&stack.ui.mode, Mode::Stack(stack) if stack.accounts.len() == 2));
    assert!(stack.screen().contains("2 accounts here"));
    let other = stack.keys("<down>");
    assert_eq!(other.selected(), "Tyrell Foods");
    let scored = other.keys("68");
    assert_eq!((scored.selected(), scored.scores()), ("Tyrell Foods", (Some(65), Some(85))));
    let tiles = Bench::new(crowd(2000), (80, 24));
    let name = tiles.selected().to_owned();
    let near = tiles.keys("<enter>");
    assert!(near.ui.map.window.engagement.reach() < 30);
    assert_eq!(near.selected(), name);
    assert!(near.screen().contains(&format!("[{name}")), "{}", near.screen());
    assert_eq!(near.keys("<enter>").ui.screen, Screen::Plan);
}

#[test]
fn tab_goes_to_the_tray_and_what_is_scored_there_leaves_it() {
    let mut book = book();
    for (at, name) in [(90, "Zenith Doors"), (91, "Yonder Homes"), (92, "Xenia Roofs")] {
        add(&mut book, id(at), name, None, None);
    }
    let bench = Bench::new(book, (80, 24)).select("Stark Group").keys("<tab>");
    assert_eq!(bench.selected(), "Xenia Roofs");
    let bench = bench.keys("<down>");
    assert_eq!(bench.selected(), "Yonder Homes");
    let bench = bench.keys("68<down>");
    assert_eq!(bench.selected(), "Zenith Doors");
    assert_eq!(bench.keys("<tab>").selected(), "Stark Group");
}

#[test]
fn the_view_goes_round_from_map_to_lists_to_table() {
    let lists = bench("Stark Group").keys("v");
    assert_eq!(lists.ui.screen, Screen::Map);
    assert!(lists.screen().contains("Fabrikam Steel"));
    let lists = lists.keys("<left>");
    assert!(
        lists.ui.seen(&lists.book).segment(lists.ui.selected_row(&lists.book).unwrap()).is_some()
    );
    let table = lists.keys("v");
    assert_eq!(table.ui.screen, Screen::List);
    assert_eq!(table.keys("v").ui.screen, Screen::Map);
}

#[test]
fn the_four_lists_are_walked_like_the_quadrants() {
    let bench = |name: &str| Bench::new(book(), (80, 24)).select(name).keys("v");
    assert_eq!(bench("Dunder Foods").keys("<left>").selected(), "Globex Logistics");
    assert_eq!(bench("Dunder Foods").keys("<down>").selected(), "Fabrikam Steel");
    assert_eq!(bench("Wayne Telecom").keys("<down>").selected(), "Contoso Airlines");
    assert_eq!(bench("Contoso Airlines").keys("<up>").selected(), "Wayne Telecom");
}

#[test]
fn list_order_and_the_ends_can_be_walked_on_the_map() {
    let bench = bench("Stark Group");
    let next = bench.keys(">");
    assert_eq!(next.selected(), "Stark Logistics");
    assert_eq!(next.keys("<lt>").selected(), "Stark Group");
    let ends = |key: &str| Bench::new(book(), (80, 24)).keys(key).selected().to_owned();
    assert_eq!(ends("<end>"), "Vandelay Energy");
    assert_eq!(ends("<pageup>"), "Hooli Logistics");
}
