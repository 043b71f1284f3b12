//! Keys per task (UX.md): what a rep does most takes no more keys than promised.

use quadbook::app::Key;
use quadbook::domain::score::{Score, Segment};
use quadbook::terminal::Desk;

use crate::screens_desk::{actions, desk, id, select, stored};

/// Types the keys and says how many they were.
fn typed(desk: &mut Desk, script: &str) -> usize {
    desk.keys(script);
    Key::script(script).len()
}

#[test]
fn rescoring_takes_three_keys_and_with_finding_nine() {
    for screen in ["gm", "gl"] {
        let mut desk = desk();
        desk.keys(screen);
        assert!(typed(&mut desk, "/acme<enter>s68") <= 9);
        assert_eq!(stored(&mut desk, "Acme Builders").engagement, Score::new(65));
        assert!(typed(&mut desk, "s37") <= 3);
        assert_eq!(stored(&mut desk, "Acme Builders").potential, Score::new(75));
    }
}

#[test]
fn exporting_the_selected_plan_takes_three_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    desk.exports = folder.path().to_owned();
    desk.keys("gl");
    assert!(typed(&mut desk, "wm") <= 3);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_action_with_a_due_date_takes_fourteen_keys() {
    let mut desk = desk();
    desk.keys("gl");
    select(&mut desk, "Acme Builders");
    assert!(typed(&mut desk, "acall CFO fri<enter>") <= 14);
    assert_eq!(actions(&mut desk, "Acme Builders").len(), 1);
}

#[test]
fn growth_potential_without_next_step_takes_three_keys() {
    for screen in ["gm", "gl"] {
        let mut desk = desk();
        desk.keys(screen);
        assert!(typed(&mut desk, "fw") <= 3);
        let row = |row: &u32| desk.book().accounts.id(*row as usize);
        let shown: Vec<_> = desk.ui.rows.iter().filter_map(row).collect();
        assert_eq!(shown, [id("Acme Builders")]);
        desk.keys("fw");
        assert_eq!(desk.ui.rows.len(), 8);
    }
}

#[test]
fn the_same_action_on_filtered_accounts_takes_seventeen_keys() {
    let mut desk = desk();
    desk.keys("glfk");
    assert!(typed(&mut desk, "*acall CFO fri<enter>") <= 17);
    assert_eq!(actions(&mut desk, "Globex Bau").len(), 2);
    assert_eq!(actions(&mut desk, "Wayne Motors").len(), 2);
    assert_eq!(actions(&mut desk, "Hooli Homes").len(), 0);
}

#[test]
fn the_last_mistake_is_taken_back_with_one_key() {
    let mut desk = desk();
    desk.keys("glecity<enter>Riga<enter>");
    assert_eq!(typed(&mut desk, "u"), 1);
    assert!(desk.ui.status.text.starts_with("Undone: "));
}

#[test]
fn an_account_in_triage_takes_two_keys() {
    let mut desk = desk();
    desk.keys("gt");
    assert_eq!(typed(&mut desk, "68"), 2);
    let row = desk.book().accounts.row(id("Soylent Farms")).unwrap();
    assert_eq!(desk.book().seen().segment(row), Some(Segment::Key));
}
