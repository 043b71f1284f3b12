//! The mouse: clicks select and open, the wheel scrolls and zooms, a dot can be dragged.

use quadbook::app::map::{self, walk};
use quadbook::app::mouse::{Mouse, What};
use quadbook::app::{Input, Mode, Screen};
use quadbook::domain::score::Score;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

use crate::screens_desk::{desk, id, screen, select, stored};

fn mouse(desk: &mut Desk, what: What, x: u16, y: u16) {
    let now = desk.ui.now;
    desk.input(Input::Mouse(Mouse { what, x, y }), now);
}

fn click(desk: &mut Desk, (x, y): (u16, u16)) {
    mouse(desk, What::Press, x, y);
    mouse(desk, What::Release, x, y);
    desk.ui.now = desk.ui.now.plus_millis(1000);
}

/// Where a text stands on the screen: its first cell.
fn place(desk: &mut Desk, size: (u16, u16), words: &str) -> (u16, u16) {
    let shown = desk.screen(size, &Looks::default());
    let found = shown.lines().enumerate().find_map(|(y, line)| {
        let x = line.find(words)?;
        Some((line[..x].chars().count(), y))
    });
    let (x, y) = found.unwrap_or_else(|| panic!("no {words} in\n{shown}"));
    (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
}

/// Where the dot of an account stands on the grid.
fn dot(desk: &Desk, name: &str) -> (u16, u16) {
    let picture = walk::here(&desk.ui, desk.book());
    let row = u32::try_from(desk.book().accounts.row(id(name)).unwrap()).unwrap();
    let dot = picture.dots.iter().find(|dot| dot.row == row).unwrap();
    let plot = map::place(&desk.ui).plot();
    (plot.x + dot.x, plot.y + dot.y)
}

#[test]
fn a_click_selects_the_nearest_dot_and_a_name_selects_its_own() {
    let mut desk = desk();
    for name in ["Globex Bau", "Stark Group", "Hooli Homes"] {
        let (x, y) = dot(&desk, name);
        click(&mut desk, (x + 1, y));
        assert_eq!(desk.ui.selected, Some(id(name)));
    }
    let at = place(&mut desk, (80, 24), "Wayne Mot");
    click(&mut desk, at);
    assert_eq!(desk.ui.selected, Some(id("Wayne Motors")));
}

#[test]
fn a_second_click_at_once_opens_the_plan() {
    let mut desk = desk();
    let (x, y) = dot(&desk, "Globex Bau");
    mouse(&mut desk, What::Press, x, y);
    mouse(&mut desk, What::Release, x, y);
    mouse(&mut desk, What::Press, x, y);
    assert_eq!((desk.ui.screen, desk.ui.selected), (Screen::Plan, Some(id("Globex Bau"))));
}

#[test]
fn clicks_work_in_lists_and_on_tabs() {
    let mut desk = desk();
    for (size, keys) in [((80, 24), "gl"), ((60, 16), "gm"), ((40, 12), "gm"), ((120, 36), "gl")] {
        desk.keys(keys);
        for name in ["Globex", "Acme"] {
            let at = place(&mut desk, size, name);
            click(&mut desk, at);
            let row = desk.ui.selected_row(desk.book()).unwrap();
            assert!(desk.book().accounts.name(row).starts_with(name), "{size:?} {name}");
        }
    }
    for (tab, to) in [("Today", Screen::Today), ("Plan", Screen::Plan), ("Map", Screen::Map)] {
        let at = place(&mut desk, (80, 24), tab);
        click(&mut desk, at);
        assert_eq!(desk.ui.screen, to);
    }
    desk.keys("gd");
    let at = place(&mut desk, (80, 24), "demo");
    click(&mut desk, at);
    assert_eq!(desk.ui.selected, Some(id("Wayne Motors")));
    desk.keys("g,");
    let at = place(&mut desk, (80, 24), "Currency");
    click(&mut desk, at);
    assert!(screen(&mut desk).contains("Currency: symbol or code"));
}

#[test]
fn the_wheel_scrolls_lists_and_zooms_the_grid() {
    let mut desk = desk();
    desk.keys("gl<home>");
    mouse(&mut desk, What::WheelDown, 10, 10);
    assert_eq!(desk.ui.selected_place(desk.book()), Some(3));
    mouse(&mut desk, What::WheelUp, 10, 10);
    assert_eq!(desk.ui.selected_place(desk.book()), Some(0));
    desk.keys("gm");
    let whole = desk.ui.map.window;
    mouse(&mut desk, What::WheelUp, 10, 10);
    assert_ne!(desk.ui.map.window, whole);
    mouse(&mut desk, What::WheelDown, 10, 10);
    assert_eq!(desk.ui.map.window, whole);
}

#[test]
fn a_dragged_dot_is_shown_in_its_new_place_and_kept_when_it_is_let_go() {
    let mut desk = desk();
    let (x, y) = dot(&desk, "Acme Builders");
    mouse(&mut desk, What::Press, x, y);
    mouse(&mut desk, What::Drag, x, y - 5);
    assert!(matches!(desk.ui.mode, Mode::Move(_)));
    assert!(desk.ui.status.text.contains("engagement 20→"), "{}", desk.ui.status.text);
    assert_eq!(stored(&mut desk, "Acme Builders").engagement, Score::new(20));
    mouse(&mut desk, What::Release, x, y - 5);
    let acme = stored(&mut desk, "Acme Builders");
    assert!(acme.engagement > Score::new(40), "{:?}", acme.engagement);
    desk.keys("u");
    assert_eq!(stored(&mut desk, "Acme Builders").engagement, Score::new(20));
    // Esc while dragging drops.
    mouse(&mut desk, What::Press, x, y);
    mouse(&mut desk, What::Drag, x, y - 5);
    desk.keys("<esc>");
    mouse(&mut desk, What::Release, x, y - 5);
    assert_eq!(stored(&mut desk, "Acme Builders").engagement, Score::new(20));
}

#[test]
fn a_click_while_something_is_typed_does_nothing() {
    let mut desk = desk();
    select(&mut desk, "Globex Bau");
    desk.keys("acall");
    let at = place(&mut desk, (80, 24), "List");
    click(&mut desk, at);
    mouse(&mut desk, What::WheelDown, 3, 3);
    assert!(matches!(desk.ui.mode, Mode::Prompt(_)));
    assert_eq!((desk.ui.screen, desk.ui.selected), (Screen::Map, Some(id("Globex Bau"))));
}
