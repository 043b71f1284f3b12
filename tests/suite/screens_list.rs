//! The list: order, columns, marks, and what is written from it.

use crate::screens_desk::{desk, id, screen};
use quadbook::domain::Id;
use quadbook::terminal::Desk;

fn shown(desk: &Desk) -> Vec<String> {
    let name = |row: &u32| desk.book().accounts.name(*row as usize).to_owned();
    desk.ui.rows.iter().map(name).collect()
}

#[test]
fn the_list_is_ordered_by_what_is_asked_and_says_so() {
    let mut desk = desk();
    desk.keys("gl,p");
    assert_eq!(shown(&desk)[..2], ["Wayne Motors", "Globex Bau"]);
    assert!(screen(&mut desk).contains("Pot↓"));
    desk.keys(",p");
    assert_eq!(shown(&desk)[0], "Stark Group");
    assert!(screen(&mut desk).contains("Pot↑"));
    desk.keys(",r");
    assert_eq!(shown(&desk)[0], "Globex Bau");
    desk.keys(",n,n");
    assert_eq!(shown(&desk)[0], "Wayne Motors");
}

#[test]
fn moving_goes_by_rows_and_pages_and_stays_within_the_list() {
    let mut desk = desk();
    let at = |desk: &Desk| desk.ui.selected_place(desk.book()).unwrap();
    desk.keys("gljj");
    assert_eq!(at(&desk), 2);
    desk.keys("<end><down>");
    assert_eq!(at(&desk), 7);
    desk.keys("<pageup><up>");
    assert_eq!(at(&desk), 0);
    desk.keys("<pagedown>k<home>");
    assert_eq!(at(&desk), 0);
}

#[test]
fn marks_are_set_one_by_one_all_at_once_and_as_a_range() {
    let mut desk = desk();
    desk.keys("gl<space><space>");
    assert_eq!(desk.ui.marks.len(), 2);
    assert!(screen(&mut desk).lines().next().unwrap().contains("2 marked"));
    desk.keys("*");
    assert_eq!(desk.ui.marks.len(), 8);
    desk.keys("*");
    assert_eq!(desk.ui.marks.len(), 0);
    desk.keys("<home><shift-down><shift-down><shift-down>");
    assert_eq!(desk.ui.marks.len(), 4);
    desk.keys("<shift-up>");
    let marked: Vec<Id> = desk.ui.marks.iter().copied().collect();
    let mut wanted = vec![id("Acme Builders"), id("Globex Bau"), id("Hooli Homes")];
    wanted.sort();
    assert_eq!(marked, wanted, "going back takes out of the range");
    desk.keys("<esc>");
    assert_eq!(desk.ui.marks.len(), 0);
}

#[test]
fn columns_are_chosen_and_remembered() {
    let mut desk = desk();
    desk.keys("glCindustry<enter>");
    assert!(screen(&mut desk).contains("column 8"));
    desk.keys("<esc>");
    let wide = desk.screen((160, 24), &quadbook::ui::theme::Looks::default());
    assert!(wide.contains("renovator") && wide.contains("Industry"));
    desk.leave().unwrap();
    let kept = quadbook::app::memory::keep(&desk.ui);
    assert!(kept.contains("owner,industry"));
}

#[test]
fn a_narrow_list_scrolls_sideways_and_says_that_there_is_more() {
    let mut desk = desk();
    desk.keys("gl");
    let narrow = |desk: &mut Desk| desk.screen((40, 10), &quadbook::ui::theme::Looks::default());
    let first = narrow(&mut desk);
    assert!(first.contains("Segment") && !first.contains("Owner"), "{first}");
    assert!(first.lines().nth(1).unwrap().ends_with('›'), "{first}");
    desk.keys("<right><right><right><right><right><right><right>");
    let last = narrow(&mut desk);
    assert!(last.contains("Owner") && last.contains("‹ Name"), "{last}");
}

#[test]
fn the_accounts_shown_are_written_as_csv_and_json() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    desk.exports = folder.path().to_owned();
    desk.keys("glfgwcwj");
    let csv = std::fs::read_to_string(folder.path().join("accounts.csv")).unwrap();
    assert!(csv.starts_with("id,name,segment,engagement_score,potential_score"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let json = std::fs::read_to_string(folder.path().join("accounts.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["name"], "Acme Builders");
    assert_eq!(json[0]["segment"], "growth_potential");
    assert!(json[0].get("industry").is_some(), "every fact stands in it");
}
