//! The map: every account by engagement (up) and potential (right), and moving about on it. This
//! file holds what the map remembers and works out once for each version of the book; drawing it
//! is the business of `ui`. It never alters an account: that is done in [`super::score`],
//! [`super::moving`] and [`super::lines`].

pub mod actions;
pub mod area;
pub mod census;
pub mod dots;
pub mod jump;
pub mod level;
pub mod lists;
pub mod neighbour;

pub mod picture;
pub mod plot;
pub mod stack;
pub mod tiles;
pub mod walk;
pub mod zoom;

pub use picture::{Picture, picture};

use crate::domain::{Book, Id};

use super::screen::Screen;
use super::ui::Ui;
use area::{Place, Shape};
use level::Level;
use picture::Sight;
use plot::{Span, Window};
use walk::Crumbs;

/// What the map remembers.
#[derive(Clone, Debug, Default)]
pub struct MapView {
    /// Grid or lists.
    pub view: View,
    /// The part of the grid that is shown.
    pub window: Window,
    /// Whether the trail of the selected account is drawn.
    pub trail: Trail,
    /// Where the keys go.
    pub pane: Pane,
    /// How much was shown of each account last, so that it does not flicker at the border.
    pub level: Option<Level>,
    pub(super) crumbs: Crumbs,
    /// The account selected on the grid before the tray was opened.
    pub(super) before_tray: Option<Id>,
    /// The place in the tray of the account selected there last.
    pub(super) tray_at: usize,
    /// The account selected in the tray, as long as it stands there.
    pub(super) in_tray: Option<Id>,
    pub(super) sight: Sight,
    shown: Option<Id>,
}

/// Grid or lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// Dots on a grid.
    #[default]
    Grid,
    /// Four lists of names.
    Lists,
}

/// Whether the trail of the selected account is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Trail {
    /// It is not.
    #[default]
    Hidden,
    /// It is.
    Shown,
}

/// Where the keys go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Pane {
    /// To the map.
    #[default]
    Map,
    /// To the tray of unplaced accounts.
    Tray,
}

impl MapView {
    /// View, zoom and trail as a text for the next start.
    pub fn memory(&self) -> String {
        let view = if self.view == View::Lists { "lists" } else { "grid" };
        let trail = if self.trail == Trail::Shown { "trail" } else { "plain" };
        let (e, p) = (self.window.engagement, self.window.potential);
        format!("{view} {trail} {} {} {} {}", e.lo, e.hi, p.lo, p.hi)
    }

    /// Takes up such a text; one that cannot be read changes nothing.
    pub fn recall(&mut self, text: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        let [view, trail, ends @ ..] = words.as_slice() else { return };
        let ends: Vec<i32> = ends.iter().filter_map(|end| end.parse().ok()).collect();
        let [e_lo, e_hi, p_lo, p_hi] = ends.as_slice() else { return };
        self.view = if *view == "lists" { View::Lists } else { View::Grid };
        self.trail = if *trail == "trail" { Trail::Shown } else { Trail::Hidden };
        self.window = Window {
            engagement: Span::clamped(*e_lo, *e_hi),
            potential: Span::clamped(*p_lo, *p_hi),
        };
    }
}

/// Where everything of the map stands in the window.
pub fn place(ui: &Ui) -> Place {
    Place::of(area::body(ui.size), ui.map.view)
}

/// Brings what the map keeps up to date with book, filter, window and trial.
pub fn refresh(ui: &mut Ui, book: &Book) {
    if ui.screen != Screen::Map || ui.size.0 == 0 || ui.size.1 == 0 {
        return;
    }
    let place = place(ui);
    walk::follow_tray(ui, book);
    follow(ui, book);
    let mut sight = std::mem::take(&mut ui.map.sight);
    sight.take(ui, book);
    let lists = place.shape == Shape::Quadrants || ui.map.pane == Pane::Tray;
    sight.list(ui, book, lists);
    ui.map.sight = sight;
    if place.shape == Shape::Grid {
        let plot = plot::Plot::new(ui.map.window, place.plot());
        let level = picture::level(ui, book, &plot);
        ui.map.level = Some(level);
        let mut sight = std::mem::take(&mut ui.map.sight);
        sight.look_inside(ui, book, level);
        ui.map.sight = sight;
    }
}

/// Moves the window so that the selected account stays in it, when it was selected or moved.
fn follow(ui: &mut Ui, book: &Book) {
    let scores = ui.selected_row(book).map(|row| ui.seen(book).scores(row));
    if let Some(scores) = scores {
        ui.map.window = ui.map.window.reaching(scores);
    }
    if ui.map.shown != ui.selected {
        ui.map.shown = ui.selected;
        ui.map.crumbs.check(ui.selected);
    }
}

/// Esc: tray, then zoom. Says whether there was anything to step back from.
pub fn close_tray(ui: &mut Ui, book: &Book) -> bool {
    if ui.screen != Screen::Map || ui.map.pane != Pane::Tray {
        return false;
    }
    walk::leave_tray(ui, book);
    true
}

/// Esc on a zoomed map: shows all of it. Says whether it was zoomed.
pub fn unzoom(ui: &mut Ui) -> bool {
    let zoomed = ui.screen == Screen::Map && ui.map.window != Window::default();
    if zoomed {
        ui.map.window = Window::default();
        ui.say("showing the whole grid");
    }
    zoomed
}
