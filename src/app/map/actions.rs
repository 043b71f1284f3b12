//! The actions of the map.

use crate::domain::Book;

use super::super::action::{Action, Ready, Scope, Undo, always, with_account};
use super::super::effect::Effect;
use super::super::screen::Screen;
use super::super::ui::Ui;
use super::area::Shape;
use super::neighbour::Way;
use super::{Trail, View, jump, place, walk, zoom};

const MAP: Scope = Scope::On(&[Screen::Map]);

macro_rules! action {
    ($id:literal, $title:literal, $words:literal, $keys:expr, $hint:expr, $ready:expr, $run:expr) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: MAP,
            keys: $keys,
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::View,
        }
    };
}

macro_rules! go {
    ($id:literal, $title:literal, $keys:expr, $way:ident) => {
        action!($id, $title, "move arrow select", $keys, None, has_rows, |ui, book| {
            walk::go(ui, book, Way::$way);
            None
        })
    };
}

macro_rules! end {
    ($id:literal, $title:literal, $keys:expr, $way:ident) => {
        action!($id, $title, "move first last page", $keys, None, has_rows, |ui, book| {
            walk::to_end(ui, book, Way::$way);
            None
        })
    };
}

/// The actions.
pub const ACTIONS: &[Action] = &[
    action!(
        "map.open",
        "Open the plan (a tile: zoom in; a stack: list its accounts)",
        "enter plan account",
        &["enter"],
        Some(("plan", 5)),
        with_account,
        walk::open
    ),
    action!(
        "map.jump",
        "Jump to a dot by its letters",
        "labels go select",
        &["o"],
        Some(("jump", 40)),
        has_rows,
        |ui, book| {
            jump::open(ui, book);
            None
        }
    ),
    go!("map.up", "Select the next account upwards", &["up", "k"], Up),
    go!("map.down", "Select the next account downwards", &["down", "j"], Down),
    go!("map.left", "Select the next account to the left", &["left", "h"], Left),
    go!("map.right", "Select the next account to the right", &["right", "l"], Right),
    end!("map.home", "Select the account with the lowest potential", &["home"], Left),
    end!("map.end", "Select the account with the highest potential", &["end"], Right),
    end!("map.top", "Select the account with the highest engagement", &["pageup"], Up),
    end!("map.bottom", "Select the account with the lowest engagement", &["pagedown"], Down),
    action!(
        "map.next",
        "Select the next account of the list",
        "order following",
        &[">"],
        None,
        has_rows,
        |ui, book| {
            ui.step(book, 1);
            None
        }
    ),
    action!(
        "map.previous",
        "Select the account before this one in the list",
        "order back",
        &["<"],
        None,
        has_rows,
        |ui, book| {
            ui.step(book, -1);
            None
        }
    ),
    action!(
        "map.tray",
        "Go to the tray of unplaced accounts, and back",
        "pane unscored",
        &["tab", "shift-tab"],
        None,
        has_rows,
        |ui, book| {
            walk::switch_pane(ui, book);
            None
        }
    ),
    action!(
        "map.zoom_segment",
        "Zoom to the segment of this account, and back to all",
        "quadrant",
        &["z"],
        None,
        has_rows,
        |ui, book| {
            zoom::segment(ui, book);
            None
        }
    ),
    action!(
        "map.closer",
        "Zoom in around this account",
        "closer bigger",
        &["+"],
        None,
        has_rows,
        |ui, book| {
            zoom::closer(ui, book);
            None
        }
    ),
    action!("map.farther", "Zoom out", "farther smaller", &["-"], None, has_rows, |ui, book| {
        zoom::farther(ui, book);
        None
    }),
    action!("map.fit", "Show the whole grid", "fit zoom all", &["="], None, always, |ui, _| {
        zoom::fit(ui);
        None
    }),
    action!(
        "map.trail",
        "Show where this account stood before, or hide it",
        "trail history past",
        &["T"],
        None,
        with_account,
        trail
    ),
    Action {
        id: "map.view",
        title: "Change the view: map, four lists, table",
        words: "quadrants names",
        scope: Scope::On(&[Screen::Map, Screen::List]),
        keys: &["v"],
        hint: None,
        ready: always,
        run: view,
        undo: Undo::View,
    },
];

fn has_rows(ui: &Ui, _: &Book) -> Ready {
    if ui.rows.is_empty() { Err("no account is shown; f a shows all") } else { Ok(()) }
}

fn trail(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let (trail, said) = match ui.map.trail {
        Trail::Hidden => (Trail::Shown, "showing where the account stood before"),
        Trail::Shown => (Trail::Hidden, "the trail is hidden"),
    };
    ui.map.trail = trail;
    ui.say(said);
    None
}

/// Map, four lists, table, and round again.
fn view(ui: &mut Ui, _: &Book) -> Option<Effect> {
    // In a window that has no room for the grid, the map is a list already.
    let same = place(ui).shape != Shape::Grid;
    (ui.screen, ui.map.view) = match (ui.screen, ui.map.view) {
        (Screen::Map, View::Grid) if same => (Screen::List, View::Grid),
        (Screen::Map, View::Grid) => (Screen::Map, View::Lists),
        (Screen::Map, View::Lists) => (Screen::List, View::Grid),
        _ => (Screen::Map, View::Grid),
    };
    None
}
