//! The map with a real session on the demo book: what is tried, kept, taken back, and what the
//! details say of it.

use quadbook::demo;
use quadbook::domain::Moment;
use quadbook::domain::book::Counts;
use quadbook::domain::score::{Score, Scores, Segment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::{Glyphs, Looks};

use super::desks::TODAY;

/// A desk with the demo book, an account of this name selected.
fn demo(name: &str, size: (u16, u16)) -> Desk {
    let now = Moment::noon(TODAY);
    let mut session = Session::in_memory(&now).unwrap();
    for (at, change) in demo::changes(TODAY) {
        session.commit(&change, &at).unwrap();
    }
    let folder = std::env::temp_dir().join("quadbook-tests-write-nothing-here");
    let mut desk = Desk::new(session, folder, now, size);
    desk.keys(&format!("/{name}<enter>"));
    desk
}

fn screen(desk: &mut Desk) -> String {
    desk.screen(desk.ui.size, &Looks::default())
}

fn counts(desk: &Desk) -> Counts {
    desk.book().seen().counts(&desk.ui.rows)
}

fn scores(desk: &Desk) -> Scores {
    desk.book().accounts.scores(desk.ui.selected_row(desk.book()).unwrap())
}

#[test]
fn a_score_is_seen_before_it_is_kept_and_undo_takes_it_back() {
    let mut desk = demo("ashgrove", (80, 24));
    let (stood, before) = (scores(&desk), counts(&desk));
    assert_eq!(before.of(Segment::GrowthPotential).accounts, 15);
    desk.keys("s6");
    let tried = screen(&mut desk);
    assert!(tried.contains("KEY 13") && tried.contains("GROWTH POTENTIAL 14"), "{tried}");
    assert!(tried.contains("engagement 36→65"), "{tried}");
    assert_eq!((scores(&desk), counts(&desk)), (stood, before));
    desk.keys("8");
    let to = Scores { engagement: Score::new(65), potential: Score::new(85) };
    assert_eq!(scores(&desk), to);
    assert_eq!(counts(&desk).of(Segment::Key).accounts, 13);
    let saved = screen(&mut desk);
    assert!(saved.contains("Saved: Ashgrove Neighborhoods engagement 36→65 · potential 86→85"));
    desk.keys("u");
    assert_eq!((scores(&desk), counts(&desk)), (stood, before));
    desk.keys("U");
    assert_eq!(scores(&desk), to);
}

#[test]
fn the_lines_are_settings_of_the_book_and_can_be_taken_back() {
    let mut desk = demo("ashgrove", (80, 24));
    desk.keys("L<shift-up><shift-up><left><enter>");
    let lines = desk.book().thresholds();
    assert_eq!((lines.engagement.get(), lines.potential.get()), (60, 49));
    desk.keys("L<down><enter>");
    assert_eq!(desk.book().thresholds().engagement.get(), 59);
    desk.keys("uu");
    let lines = desk.book().thresholds();
    assert_eq!((lines.engagement.get(), lines.potential.get()), (50, 50));
}

#[test]
fn what_was_tried_together_is_kept_and_taken_back_together() {
    let mut desk = demo("ashgrove", (80, 24));
    let (stood, before) = (scores(&desk), counts(&desk));
    desk.keys("Wm<shift-up><shift-up><shift-up><enter>L<shift-down><enter>W<enter>");
    assert_eq!(scores(&desk).engagement, Score::new(51));
    assert_eq!(desk.book().thresholds().engagement.get(), 45);
    desk.keys("u");
    assert_eq!((scores(&desk), counts(&desk)), (stood, before));
    assert_eq!(desk.book().thresholds().engagement.get(), 50);
}

#[test]
fn the_details_follow_every_key_and_know_where_an_account_came_from() {
    let mut desk = demo("ashgrove", (120, 36));
    assert!(screen(&mut desk).contains("14 below the line"));
    desk.keys("m<shift-up>");
    let tried = screen(&mut desk);
    assert!(tried.contains("36→41") && tried.contains("9 below the line"), "{tried}");
    desk.keys("<enter>");
    let kept = screen(&mut desk);
    assert!(kept.contains("from 36/86, today"), "{kept}");
}

#[test]
fn an_exact_score_can_be_emptied_and_the_account_goes_to_the_tray() {
    let mut desk = demo("ashgrove", (80, 24));
    let unplaced = counts(&desk).unplaced;
    desk.keys("S<ctrl-u>- 86<enter>");
    assert_eq!(counts(&desk).unplaced, unplaced + 1);
    let shown = screen(&mut desk);
    assert!(shown.contains("UNPLACED 6 ") && shown.contains(" ? Ashgrove"), "{shown}");
    desk.keys("m<up>");
    assert!(screen(&mut desk).contains("engagement –→50 · potential 86 · Key, on the line"));
    desk.keys("<enter>");
    assert_eq!(counts(&desk).unplaced, unplaced);
}

#[test]
fn the_demo_book_on_the_map() {
    let mut desk = demo("ashgrove", (80, 24));
    insta::assert_snapshot!("map_demo", screen(&mut desk));
    desk.keys("T");
    let ascii = Looks { glyphs: Glyphs::Ascii, ..Looks::default() };
    insta::assert_snapshot!("map_demo_trail_ascii", desk.screen((80, 24), &ascii));
    desk.keys("o");
    insta::assert_snapshot!("map_demo_jump", screen(&mut desk));
}
