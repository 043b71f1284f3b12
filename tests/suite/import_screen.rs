//! The import screen, driven by keys.

use quadbook::app::Screen;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

use crate::desks::{desk, screen};
use crate::import_desk::{file, in_file, wait};

const LIST: &str = "Account Name,Account ID,Billing City,Industry,Engagement\n\
    Harbour Homes,001A0000001aaaaAAA,Bergen,Builder,70\n\
    Fjord Renovation,001A0000001aaabAAA,Oslo,Builder,101\n\
    Old Mill Joinery,001A0000001aaacAAA,Riga,Joiner,\n";

#[test]
fn a_list_is_shown_before_anything_is_written_and_taken_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter>"));
    let shown = desk.screen((120, 36), &Looks::default());
    assert!(shown.contains("2 new"), "{shown}");
    assert!(shown.contains("1 rejected"), "{shown}");
    assert!(shown.contains(" 3 ") && shown.contains("101"), "{shown}");
    assert!(shown.contains("Billing City"), "{shown}");
    assert_eq!(desk.book().accounts.len(), 1);
    desk.keys("<enter>");
    assert_eq!(desk.book().accounts.len(), 3);
    let shown = screen(&mut desk);
    assert!(shown.contains("import accounts.csv: 2 new, 1 rejected"), "{shown}");
    desk.keys("<enter>");
    assert_eq!(desk.ui.screen, Screen::Map);
    desk.keys("u");
    assert_eq!(desk.book().accounts.len(), 1);
}

#[test]
fn what_can_be_read_and_what_comes_next_stand_whole_on_a_narrow_screen() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys("gi");
    let shown = desk.screen((80, 24), &Looks::default());
    for words in ["a CSV file, a workbook", ".xlsx, .xls, .ods", "ZIP", "name of the file below."] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    desk.keys(&format!("{list}<enter><enter>"));
    let shown = desk.screen((80, 24), &Looks::default());
    for words in ["u takes the import back.", "a digit each, 8 means 85."] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn esc_leaves_and_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter><esc>"));
    assert_eq!((desk.ui.screen, desk.book().accounts.len()), (Screen::Map, 1));
    desk.keys("gi<esc>");
    assert_eq!(desk.ui.screen, Screen::Map);
}

#[test]
fn the_same_list_once_more_has_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter><enter>i<enter>"));
    let shown = screen(&mut desk);
    assert!(shown.contains("0 new") && shown.contains("2 same"), "{shown}");
    desk.keys("<enter>");
    assert!(screen(&mut desk).contains("there is nothing new in the file"));
}

#[test]
fn a_file_that_cannot_be_read_is_asked_for_again_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{}/nothing.csv<enter>", folder.path().display()));
    let shown = desk.screen((120, 24), &Looks::default());
    assert!(shown.contains("there is no such file"), "{shown}");
    desk.keys("<ctrl-u>");
    desk.keys(&format!("{}<enter>", folder.path().display()));
    assert!(desk.screen((120, 24), &Looks::default()).contains("is a folder"));
}

#[test]
fn what_only_the_user_knows_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Name,Customer since\nHarbour Homes,03/04/2020\nOld Mill,05/06/2021\n";
    let list = file(folder.path(), "accounts.csv", text);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{list}<enter>"));
    let shown = screen(&mut desk);
    assert!(shown.contains("In which order are day and month written"), "{shown}");
    desk.keys("<enter>");
    assert!(screen(&mut desk).contains("2 new"));
    desk.keys("<enter>");
    assert_eq!(desk.book().accounts.len(), 3);
    let nameless = file(folder.path(), "odd.csv", "Firm or so,City\nHarbour,Bergen\n");
    desk.keys(&format!("<enter>gi<ctrl-u>{nameless}<enter>"));
    let shown = screen(&mut desk);
    assert!(shown.contains("Which column holds the name?"), "{shown}");
    desk.keys("<enter>");
    assert!(screen(&mut desk).contains("1 new"));
}

#[test]
fn tab_completes_the_name_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "accounts.csv", LIST);
    file(folder.path(), "actions.csv", "x");
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    desk.keys(&format!("gi{}/a<tab>", folder.path().display()));
    assert!(screen(&mut desk).contains("accounts.csv  actions.csv"));
    desk.keys("c<tab><enter>");
    assert!(screen(&mut desk).contains("2 new"));
}

fn many(rows: usize) -> String {
    use std::fmt::Write;
    let mut text = "Name,City,Engagement,Potential\n".to_owned();
    for n in 0..rows {
        writeln!(text, "Account number {n},Bergen,{},{}", n % 101, n * 7 % 101).unwrap();
    }
    text
}

#[test]
fn a_long_list_is_read_in_the_background_and_esc_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", many(3000));
    let mut desk = in_file(folder.path());
    desk.keys(&format!("gi{list}<enter>"));
    assert!(desk.is_busy());
    assert!(screen(&mut desk).contains("Esc stops it"));
    desk.keys("<esc>");
    wait(&mut desk);
    assert!(desk.screen((120, 24), &Looks::default()).contains("stopped; nothing was changed"));
    desk.keys("<enter>");
    wait(&mut desk);
    let shown = screen(&mut desk);
    assert!(shown.contains("3 000 new"), "{shown}");
    desk.keys("<enter>");
    assert!(desk.is_busy());
    desk.keys("<esc>");
    wait(&mut desk);
    assert!(desk.book().accounts.is_empty() || desk.book().accounts.len() == 3000);
    if desk.book().accounts.is_empty() {
        desk.keys("<enter>");
        wait(&mut desk);
    }
    assert_eq!(desk.book().accounts.len(), 3000);
    desk.keys("u");
    assert!(desk.book().accounts.is_empty());
}

#[test]
fn every_stage_is_drawn_in_every_window() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "accounts.csv", LIST);
    let text = "Name,Customer since\nHarbour Homes,03/04/2020\n";
    let doubt = file(folder.path(), "doubt.csv", text);
    let mut desk = desk(&["Acme engagement=20 potential=80"]);
    let sizes = |desk: &mut Desk| {
        for width in (1..=120).step_by(7) {
            for height in 1..=40 {
                desk.screen((width, height), &Looks::default());
            }
        }
    };
    for keys in ["gi".to_owned(), format!("{doubt}<enter>"), format!("i<ctrl-u>{list}<enter>")] {
        desk.keys(&keys);
        sizes(&mut desk);
    }
    let name = folder.path().display().to_string();
    for (width, height) in [(80, 24), (120, 36), (60, 16)] {
        let shown = desk.screen((width, height), &Looks::default()).replace(&name, "/home/ann");
        insta::assert_snapshot!(format!("import_{width}x{height}"), shown);
    }
    desk.keys("<enter>");
    sizes(&mut desk);
}
