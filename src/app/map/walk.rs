//! Walking about: what arrows, Home, End, Tab and Enter do on grid, lists and tray.

use crate::domain::score::{Axis, Score, Scores, Segment};
use crate::domain::{Book, Id};

use super::super::effect::Effect;
use super::super::mode::Mode;
use super::super::screen::Screen;
use super::super::ui::Ui;
use super::area::Shape;
use super::lists::Lists;
use super::neighbour::{Way, nearest};
use super::picture::{self, Picture, inside, lists, picture};
use super::plot::Plot;
use super::stack::Stack;
use super::{Pane, place, zoom};

/// The way that arrows have come, so that the opposite arrow leads back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Crumbs {
    steps: Vec<(Way, Id)>,
    at: Option<Id>,
}

/// How many steps back are remembered.
const CRUMBS: usize = 64;

impl Crumbs {
    /// Forgets the way when something else than an arrow selected an account.
    pub fn check(&mut self, selected: Option<Id>) {
        if self.at != selected {
            self.steps.clear();
        }
    }

    fn back(&mut self, way: Way) -> Option<Id> {
        let (came, from) = *self.steps.last()?;
        if came.opposite() != way {
            return None;
        }
        self.steps.pop();
        self.at = Some(from);
        Some(from)
    }

    fn went(&mut self, way: Way, from: Option<Id>, to: Id) {
        if self.steps.len() >= CRUMBS {
            self.steps.remove(0);
        }
        match from {
            Some(from) => self.steps.push((way, from)),
            None => self.steps.clear(),
        }
        self.at = Some(to);
    }
}

/// What stands at a place of the grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// A dot or a stack: its first account, and how many it has.
    Dot(u32, usize),
    /// A tile, by its place among the tiles.
    Tile(usize),
}

impl Picture {
    /// Every place with something on it, in reading order: its cell and what it is.
    pub fn spots(&self) -> Vec<((i32, i32), Spot)> {
        let cells = self.dots.chunk_by(|a, b| (a.x, a.y) == (b.x, b.y));
        let dots = cells.filter_map(|cell| {
            let first = cell.first()?;
            Some(((i32::from(first.x), i32::from(first.y)), Spot::Dot(first.row, cell.len())))
        });
        let tiles = self.tiles.iter().enumerate().map(|(at, tile)| {
            let (x, y) = (tile.area.x + tile.area.width / 2, middle(tile.area.y, tile.area.height));
            ((i32::from(x), i32::from(y)), Spot::Tile(at))
        });
        dots.chain(tiles).collect()
    }

    /// The cell of the account in a row: of its dot or tile, else where its scores fall.
    pub fn cell_of(&self, row: u32, scores: Scores) -> Option<(i32, i32)> {
        if let Some(dot) = self.dots.iter().find(|dot| dot.row == row) {
            return Some((i32::from(dot.x), i32::from(dot.y)));
        }
        match self.tiles.iter().find(|tile| tile.scores.holds(scores)) {
            Some(tile) => {
                let (x, y) =
                    (tile.area.x + tile.area.width / 2, middle(tile.area.y, tile.area.height));
                Some((i32::from(x), i32::from(y)))
            }
            None => self.plot.place(scores),
        }
    }
}

/// The middle row of a tile, the upper of two.
pub fn middle(first: u16, cells: u16) -> u16 {
    first + cells.saturating_sub(1) / 2
}

/// The picture of the grid as the window shows it.
pub fn here(ui: &Ui, book: &Book) -> Picture {
    picture(ui, book, Plot::new(ui.map.window, place(ui).plot()))
}

/// The account that stands for a spot.
pub fn lead(ui: &Ui, book: &Book, picture: &Picture, spot: Spot) -> Option<u32> {
    match spot {
        Spot::Dot(row, _) => Some(row),
        Spot::Tile(at) => picture::lead(ui, book, picture.tiles.get(at)?.scores),
    }
}

/// An arrow.
pub fn go(ui: &mut Ui, book: &Book, way: Way) {
    match (ui.map.pane, place(ui).shape, way) {
        (Pane::Tray, _, Way::Left) => leave_tray(ui, book),
        (Pane::Tray, _, Way::Up) => step_in_tray(ui, book, -1),
        (Pane::Tray, _, Way::Down) => step_in_tray(ui, book, 1),
        (Pane::Map, Shape::Grid, _) => on_grid(ui, book, way),
        (Pane::Map, Shape::Quadrants, _) => in_lists(ui, book, way),
        (Pane::Map, Shape::Single, Way::Up) => ui.step(book, -1),
        (Pane::Map, Shape::Single, Way::Down) => ui.step(book, 1),
        (Pane::Tray, _, Way::Right) | (Pane::Map, Shape::Single, _) => {}
    }
}

fn on_grid(ui: &mut Ui, book: &Book, way: Way) {
    if let Some(back) = ui.map.crumbs.back(way).filter(|id| book.accounts.row(*id).is_some()) {
        ui.selected = Some(back);
        return;
    }
    let picture = here(ui, book);
    let row = ui.selected_row(book);
    let from =
        row.and_then(|row| picture.cell_of(u32::try_from(row).ok()?, ui.seen(book).scores(row)));
    let spots = picture.spots();
    let points: Vec<(i32, i32)> = spots.iter().map(|(cell, _)| *cell).collect();
    let found = match from {
        Some(from) => nearest(from, &points, way),
        None => towards(&points, picture.plot),
    };
    let Some((_, spot)) = found.and_then(|at| spots.get(at)) else { return };
    let to = lead(ui, book, &picture, *spot).and_then(|row| book.accounts.id(row as usize));
    if let Some(to) = to {
        ui.map.crumbs.went(way, ui.selected.filter(|_| from.is_some()), to);
        ui.selected = Some(to);
    }
}

/// The spot nearest to the middle: where an arrow leads from an account without a place.
fn towards(points: &[(i32, i32)], plot: Plot) -> Option<usize> {
    let (x, y) = (i32::from(plot.columns) / 2, i32::from(plot.rows) / 2);
    let far = |point: &(i32, i32)| (point.0 - x).pow(2) + 4 * (point.1 - y).pow(2);
    points.iter().enumerate().min_by_key(|(_, point)| far(point)).map(|(at, _)| at)
}

/// The spot farthest in one direction; of equally far ones the nearest.
pub fn to_end(ui: &mut Ui, book: &Book, way: Way) {
    if ui.map.pane == Pane::Tray || place(ui).shape != Shape::Grid {
        let forwards = matches!(way, Way::Right | Way::Down);
        let by = match way {
            Way::Left | Way::Right => isize::MAX,
            Way::Up | Way::Down => isize::try_from(place(ui).main.height).unwrap_or(10),
        };
        return by_list(ui, book, if forwards { by } else { -by });
    }
    let picture = here(ui, book);
    let spots = picture.spots();
    let score = |(x, y): (i32, i32)| match way {
        Way::Left => x,
        Way::Right => -x,
        Way::Up => y,
        Way::Down => -y,
    };
    let found = spots.iter().min_by_key(|(cell, _)| score(*cell)).map(|(_, spot)| *spot);
    let to = found.and_then(|spot| lead(ui, book, &picture, spot));
    ui.selected = to.and_then(|row| book.accounts.id(row as usize)).or(ui.selected);
}

fn by_list(ui: &mut Ui, book: &Book, by: isize) {
    match (ui.map.pane, place(ui).shape) {
        (Pane::Tray, _) => step_in_tray(ui, book, by),
        (Pane::Map, Shape::Quadrants) => {
            let segment = ui.selected_row(book).and_then(|row| ui.seen(book).segment(row));
            let to = step_in(lists(ui, book).of_segment(segment), ui.selected_row(book), by);
            select(ui, book, to);
        }
        _ => ui.step(book, by),
    }
}

fn select(ui: &mut Ui, book: &Book, row: Option<u32>) {
    ui.selected = row.and_then(|row| book.accounts.id(row as usize)).or(ui.selected);
}

/// The row so many places further on in a list; stays within it.
fn step_in(rows: &[u32], row: Option<usize>, by: isize) -> Option<u32> {
    let at = row.and_then(|row| rows.iter().position(|have| *have as usize == row));
    let last = rows.len().checked_sub(1)?;
    rows.get(at.map_or(0, |at| at.saturating_add_signed(by).min(last))).copied()
}

fn in_lists(ui: &mut Ui, book: &Book, way: Way) {
    let Some(row) = ui.selected_row(book) else { return };
    let segment = ui.seen(book).segment(row);
    let lists = lists(ui, book);
    let Some(segment) = segment else {
        let first = Segment::ALL.iter().find_map(|s| lists.of_segment(Some(*s)).first().copied());
        return select(ui, book, first);
    };
    let list = lists.of_segment(Some(segment));
    let at = list.iter().position(|have| *have as usize == row).unwrap_or(0);
    let other = beside(segment, way).map(|segment| lists.of_segment(Some(segment)));
    let to = match way {
        Way::Up if at > 0 => list.get(at - 1),
        Way::Down if at + 1 < list.len() => list.get(at + 1),
        Way::Up => other.and_then(<[u32]>::last),
        Way::Down => other.and_then(<[u32]>::first),
        Way::Left | Way::Right => {
            other.and_then(|list| list.get(at.min(list.len().saturating_sub(1))))
        }
    };
    let to = to.copied();
    select(ui, book, to);
}

/// The quadrant beside one.
fn beside(segment: Segment, way: Way) -> Option<Segment> {
    match (segment, way) {
        (Segment::Key, Way::Left) | (Segment::Service, Way::Up) => Some(Segment::Maintenance),
        (Segment::Maintenance, Way::Right) | (Segment::GrowthPotential, Way::Up) => {
            Some(Segment::Key)
        }
        (Segment::GrowthPotential, Way::Left) | (Segment::Maintenance, Way::Down) => {
            Some(Segment::Service)
        }
        (Segment::Service, Way::Right) | (Segment::Key, Way::Down) => {
            Some(Segment::GrowthPotential)
        }
        _ => None,
    }
}

/// Tab: to the tray and back.
pub fn switch_pane(ui: &mut Ui, book: &Book) {
    if ui.map.pane == Pane::Tray {
        return leave_tray(ui, book);
    }
    let lists = lists(ui, book);
    let Some(first) = lists.unplaced.first().copied() else {
        return ui.say("every account shown has both scores: the tray is empty");
    };
    let selected = ui.selected_row(book).filter(|row| ui.seen(book).segment(*row).is_none());
    let at = lists.unplaced.iter().position(|row| Some(*row as usize) == selected);
    ui.map.pane = Pane::Tray;
    ui.map.tray_at = at.unwrap_or(0);
    if selected.is_none() {
        ui.map.before_tray = ui.selected;
        select(ui, book, Some(first));
    } else {
        ui.map.before_tray = None;
    }
}

/// Back to the map: to the account placed just now, else to the one selected before.
pub fn leave_tray(ui: &mut Ui, book: &Book) {
    ui.map.pane = Pane::Map;
    let placed = ui.selected_row(book).is_some_and(|row| ui.seen(book).segment(row).is_some());
    let before = ui.map.before_tray.take().filter(|id| book.accounts.row(*id).is_some());
    if let (false, Some(before)) = (placed, before) {
        ui.selected = Some(before);
    }
}

/// When the account at hand in the tray was placed, the next one takes its place; when it was the
/// last one, or another account was selected, the tray is closed.
pub fn follow_tray(ui: &mut Ui, book: &Book) {
    if ui.map.pane != Pane::Tray || !matches!(ui.mode, Mode::None) {
        return;
    }
    let unplaced = |row: usize| ui.seen(book).segment(row).is_none();
    if ui.selected_row(book).is_some_and(unplaced) {
        ui.map.in_tray = ui.selected;
        return;
    }
    let placed = ui.map.in_tray.take().filter(|id| Some(*id) == ui.selected);
    let tray = Lists::of(ui, book).unplaced;
    let next = tray.get(ui.map.tray_at.min(tray.len().saturating_sub(1))).copied();
    if placed.is_some() && next.is_some() {
        select(ui, book, next);
        ui.map.in_tray = ui.selected;
    } else {
        leave_tray(ui, book);
    }
}

fn step_in_tray(ui: &mut Ui, book: &Book, by: isize) {
    let row = ui.selected_row(book);
    let lists = lists(ui, book);
    let tray = &lists.unplaced;
    let Some(last) = tray.len().checked_sub(1) else {
        return ui.say("the tray is empty; Tab leads back to the map");
    };
    let at = row.and_then(|row| tray.iter().position(|have| *have as usize == row));
    // An account scored just now has left its place to the next one.
    let to = match at {
        Some(at) => at.saturating_add_signed(by).min(last),
        None if by > 0 => ui.map.tray_at.min(last),
        None => ui.map.tray_at.saturating_sub(1).min(last),
    };
    let row = tray.get(to).copied();
    ui.map.tray_at = to;
    select(ui, book, row);
}

/// Enter: zooms into a tile, lists a stack, opens the plan of an account.
pub fn open(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let row = ui.selected_row(book)?;
    let scores = ui.seen(book).scores(row);
    if ui.map.pane == Pane::Map && place(ui).shape == Shape::Grid {
        let picture = here(ui, book);
        let tile = picture.tiles.iter().find(|tile| tile.scores.holds(scores));
        if let Some(tile) = tile {
            if !zoom::into(ui, tile.scores) {
                let rows = inside(ui, book, tile.scores).collect();
                Stack::open(ui, book, rows);
            }
            return None;
        }
        let dot = picture.dots.iter().find(|dot| dot.row as usize == row);
        let stack = |dot: &super::dots::Dot| {
            picture.dots.iter().filter(|d| (d.x, d.y) == (dot.x, dot.y)).map(|d| d.row).collect()
        };
        let rows: Vec<u32> = dot.map(stack).unwrap_or_default();
        if rows.len() > 1 {
            Stack::open(ui, book, rows);
            return None;
        }
    }
    ui.go(Screen::Plan);
    None
}

/// The centre of what is shown, where the selected account has no place.
pub fn centre(ui: &Ui, book: &Book) -> (i32, i32) {
    let scores = ui.selected_row(book).map(|row| ui.seen(book).scores(row)).unwrap_or_default();
    let middle = |axis: Axis| {
        let span = ui.map.window.of(axis);
        i32::midpoint(i32::from(span.lo), i32::from(span.hi))
    };
    let at = |axis: Axis, score: Option<Score>| score.map_or(middle(axis), |s| i32::from(s.get()));
    match (scores.engagement, scores.potential) {
        (Some(_), Some(_)) => {
            (at(Axis::Engagement, scores.engagement), at(Axis::Potential, scores.potential))
        }
        _ => (middle(Axis::Engagement), middle(Axis::Potential)),
    }
}
