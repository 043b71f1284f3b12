//! The mouse (UX.md, Looks): a click selects the account or row, a second one opens it, the wheel
//! scrolls or zooms, a dot can be dragged. Everything it does has a key; it is never required.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::domain::{Book, Id};

use super::action;
use super::effect::Effect;
use super::key::Key;
use super::list::{self, scrolled};
use super::map::area::{self, Shape};
use super::map::level::Level;
use super::map::lists::Lists;
use super::map::picture::{lead, lists};
use super::map::{self, Pane, walk};
use super::mode::Mode;
use super::screen::Screen;
use super::tabs::tabs;
use super::ui::Ui;
use super::{history, moving, palette, settings, today, update};

/// How long two clicks on one cell may be apart to be a double click, in milliseconds.
const TWICE: i64 = 400;
/// How many rows the wheel goes.
const NOTCH: usize = 3;
/// How far a click may be from a dot in its own row, in columns: names stand beside their dots. In
/// the row above or below it must be nearer.
const REACH: i32 = 14;
const BESIDE: i32 = 3;

/// Something done with the mouse, and the cell of the window where it was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// What.
    pub what: What,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

impl Mouse {
    /// What an event means here; bare moves and other buttons mean nothing.
    pub fn of(event: MouseEvent) -> Option<Self> {
        let what = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => What::Press,
            MouseEventKind::Drag(MouseButton::Left) => What::Drag,
            MouseEventKind::Up(MouseButton::Left) => What::Release,
            MouseEventKind::ScrollUp => What::WheelUp,
            MouseEventKind::ScrollDown => What::WheelDown,
            _ => return None,
        };
        Some(Self { what, x: event.column, y: event.row })
    }
}

/// What was done with the mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The left button was pressed.
    Press,
    /// The mouse was moved with the button held.
    Drag,
    /// The button was let go.
    Release,
    /// The wheel was turned away from the user.
    WheelUp,
    /// The wheel was turned towards the user.
    WheelDown,
}

/// What is remembered of the mouse.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    /// The last press: when and where.
    pressed: Option<(i64, u16, u16)>,
    /// The dot that the button went down on.
    held: Option<Id>,
    /// Whether it has been dragged since.
    drags: Option<Id>,
}

/// Takes what was done with the mouse.
pub fn input(ui: &mut Ui, book: &Book, mouse: Mouse) -> Option<Effect> {
    if ui.opening.is_some() {
        return None;
    }
    match mouse.what {
        What::WheelUp | What::WheelDown => wheel(ui, book, mouse.what),
        What::Press => press(ui, book, mouse),
        What::Drag => drag(ui, book, mouse),
        What::Release => release(ui, book),
    }
}

fn run(ui: &mut Ui, book: &Book, id: &str) -> Option<Effect> {
    let action = action::all().find(|action| action.id == id)?;
    ui.pressed = None;
    palette::run(ui, book, action)
}

fn wheel(ui: &mut Ui, book: &Book, what: What) -> Option<Effect> {
    let up = what == What::WheelUp;
    match ui.mode {
        Mode::None => {}
        Mode::Palette(_)
        | Mode::Find(_)
        | Mode::Pick(_)
        | Mode::Choose(_)
        | Mode::Stack(_)
        | Mode::LongText(_) => {
            let key = Key::parse(if up { "up" } else { "down" })?;
            return update::key_pressed(ui, book, key);
        }
        _ => return None,
    }
    let on_grid = ui.screen == Screen::Map && map::place(ui).shape == Shape::Grid;
    let (one, times) = match (ui.screen, up) {
        (Screen::Map, true) if on_grid => ("map.closer", 1),
        (Screen::Map, false) if on_grid => ("map.farther", 1),
        (Screen::Map, true) => ("map.previous", NOTCH),
        (Screen::Map, false) => ("map.next", NOTCH),
        (Screen::Plan, true) => ("plan.up", NOTCH),
        (Screen::Plan, false) => ("plan.down", NOTCH),
        (Screen::Triage | Screen::Import | Screen::Welcome, _) => return None,
        (_, true) => ("row.up", NOTCH),
        (_, false) => ("row.down", NOTCH),
    };
    (0..times).fold(None, |_, _| run(ui, book, one))
}

fn press(ui: &mut Ui, book: &Book, mouse: Mouse) -> Option<Effect> {
    ui.pointer.held = None;
    if !matches!(ui.mode, Mode::None) {
        return None;
    }
    ui.prefix.keys.clear();
    let now = (ui.now.millis(), mouse.x, mouse.y);
    let before = ui.pointer.pressed.replace(now);
    let body = area::body(ui.size);
    if mouse.y < body.y {
        let (tab, ..) =
            tabs(ui).into_iter().find(|(_, from, to)| (*from..*to).contains(&mouse.x))?;
        return run(ui, book, &format!("go.{}", tab.label().to_lowercase()));
    }
    let found = at(ui, book, mouse)?;
    let twice =
        before.is_some_and(|(at, x, y)| (x, y) == (mouse.x, mouse.y) && now.0 - at <= TWICE);
    match found {
        Found::Account(id) => ui.selected = Some(id),
        Found::Dot(id) => (ui.selected, ui.pointer.held) = (Some(id), Some(id)),
        Found::Place(place) => ui.select_place(book, place),
        Found::Row(row) => match ui.screen {
            Screen::Today => today::pick(ui, book, row),
            Screen::History => history::pick(ui, row),
            _ => settings::pick(ui, row),
        },
    }
    if !twice {
        return None;
    }
    ui.pointer = Pointer::default();
    let open = match ui.screen {
        Screen::Map => "map.open",
        Screen::History => "history.open",
        Screen::Settings => "setting.edit",
        _ => "account.open",
    };
    run(ui, book, open)
}

/// What a cell of the window shows.
enum Found {
    /// An account.
    Account(Id),
    /// An account on the grid, that can be dragged.
    Dot(Id),
    /// An account by its place among those shown.
    Place(usize),
    /// A row of a screen that lists something else.
    Row(usize),
}

fn at(ui: &Ui, book: &Book, mouse: Mouse) -> Option<Found> {
    let body = area::body(ui.size);
    let down = usize::from(mouse.y.checked_sub(body.y)?);
    if mouse.y >= body.bottom() {
        return None;
    }
    match ui.screen {
        Screen::Map => on_map(ui, book, mouse),
        Screen::List => {
            let place = list::Place::of(body);
            let rows = place.table.height.saturating_sub(place.heads);
            let down = mouse.y.checked_sub(place.table.y + place.heads)?;
            let inside = mouse.x < place.table.right() && down < rows;
            let at = ui.list.top + usize::from(down);
            (inside && at < ui.rows.len()).then_some(Found::Place(at))
        }
        Screen::Today => Some(Found::Row(ui.today.top + down)),
        Screen::History => history::row_at(ui, body, down).map(Found::Row),
        Screen::Settings => settings::row_at(ui, body, down).map(Found::Row),
        Screen::Triage | Screen::Plan | Screen::Import | Screen::Welcome => None,
    }
}

fn on_map(ui: &Ui, book: &Book, mouse: Mouse) -> Option<Found> {
    let place = map::place(ui);
    if ui.map.pane == Pane::Tray || !place.main.contains((mouse.x, mouse.y).into()) {
        return None;
    }
    let listed = |rows: &[u32], area: ratatui::layout::Rect| {
        let selected = ui.selected_row(book);
        let here = rows.iter().position(|row| Some(*row as usize) == selected).unwrap_or(0);
        let at = scrolled(here, area.height.into()) + usize::from(mouse.y - area.y);
        book.accounts.id(*rows.get(at)? as usize).map(Found::Account)
    };
    match place.shape {
        Shape::Grid => on_grid(ui, book, mouse),
        Shape::Quadrants => {
            let lists = lists(ui, book);
            let areas = area::quadrants(place.main);
            let (segment, area) =
                areas.into_iter().find(|(_, area)| area.contains((mouse.x, mouse.y).into()))?;
            let rows = lists.of_segment(Some(segment));
            let selected = ui.selected_row(book);
            let here = rows.iter().position(|row| Some(*row as usize) == selected).unwrap_or(0);
            let (skip, lines) = Lists::sight(rows.len(), here, area.height.into());
            let down = usize::from(mouse.y - area.y);
            let row = rows.get(skip + down).filter(|_| down < lines)?;
            book.accounts.id(*row as usize).map(Found::Account)
        }
        Shape::Single => {
            let area = area::single(place.main);
            area.contains((mouse.x, mouse.y).into()).then(|| listed(&ui.rows, area))?
        }
    }
}

fn on_grid(ui: &Ui, book: &Book, mouse: Mouse) -> Option<Found> {
    let (x, y) = cell(ui, mouse)?;
    let picture = walk::here(ui, book);
    if picture.level == Level::Tiles {
        let tile = picture.tiles.iter().find(|tile| tile.area.contains((x, y).into()))?;
        let row = lead(ui, book, tile.scores)?;
        return book.accounts.id(row as usize).map(Found::Account);
    }
    let away = |dot: &&map::dots::Dot| {
        let (dx, dy) = (i32::from(dot.x) - i32::from(x), i32::from(dot.y) - i32::from(y));
        dx * dx + REACH * REACH * dy * dy
    };
    let nearest = picture.dots.iter().min_by_key(away)?;
    let near = away(&nearest) <= REACH * REACH + BESIDE * BESIDE;
    book.accounts.id(nearest.row as usize).filter(|_| near).map(Found::Dot)
}

/// The cell of the plot, counted from its top left.
fn cell(ui: &Ui, mouse: Mouse) -> Option<(u16, u16)> {
    let plot = map::place(ui).plot();
    let inside = plot.contains((mouse.x, mouse.y).into());
    inside.then(|| (mouse.x - plot.x, mouse.y - plot.y))
}

/// The dot that is held follows the mouse, as it follows the arrows while it is moved.
fn drag(ui: &mut Ui, book: &Book, mouse: Mouse) -> Option<Effect> {
    // Keys may have led elsewhere while the button was held.
    let id = ui.pointer.held.filter(|_| ui.screen == Screen::Map)?;
    let (x, y) = cell(ui, mouse)?;
    let began = ui.pointer.pressed.map(|(_, x, y)| (x, y));
    if ui.pointer.drags.is_none() {
        if !matches!(ui.mode, Mode::None) || began == Some((mouse.x, mouse.y)) {
            return None;
        }
        moving::begin_with(ui, book, vec![id]);
        ui.pointer.drags = Some(id);
    }
    if matches!(ui.mode, Mode::Move(_)) {
        let scores = walk::here(ui, book).plot.scores(x, y);
        moving::put(ui, book, id, scores);
    }
    None
}

/// Letting go keeps the place that a dot was dragged to.
fn release(ui: &mut Ui, book: &Book) -> Option<Effect> {
    ui.pointer.held = None;
    ui.pointer.drags.take()?;
    if !matches!(ui.mode, Mode::Move(_)) {
        return None;
    }
    moving::input(ui, book, Key::parse("enter")?)
}
