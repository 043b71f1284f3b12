//! The list: the accounts shown as a table that can be ordered, marked and scrolled. Moving up and
//! down is one set of actions for all screens with rows.

use ratatui::layout::Rect;

use crate::domain::Book;
use crate::domain::facts::{Fact, What};
use crate::domain::query::SortKey;
use crate::domain::value::Type;

use super::action::{Action, Ready, Scope, Undo, always, with_account};
use super::columns;
use super::effect::Effect;
use super::map::area::{self, panes};
use super::marks::Range;
use super::screen::Screen;
use super::spread::{self, Needs};
use super::ui::Ui;
use super::{history, settings, today};

/// What the list remembers.
#[derive(Clone, Debug)]
pub struct View {
    /// The facts shown beside dot and name.
    pub columns: Vec<Fact>,
    /// How many of them are scrolled out at the left.
    pub left: usize,
    /// The first place in sight.
    pub top: usize,
    /// How wide names and texts would like to be.
    pub needs: Needs,
    /// Accounts being marked with Shift and the arrows.
    pub range: Option<Range>,
}

impl Default for View {
    fn default() -> Self {
        Self { columns: columns::default(), left: 0, top: 0, needs: Needs::default(), range: None }
    }
}

/// The lowest list below which a line stands about the selected account.
const SAID_FROM: u16 = 8;

const LIST: Scope = Scope::On(&[Screen::List]);
const ROWS: Scope = Scope::On(&[Screen::List, Screen::Today, Screen::History, Screen::Settings]);

macro_rules! moves {
    ($($id:literal, $title:literal, $keys:expr, $run:expr;)+) => {
        &[$(Action {
            id: $id, title: $title, words: "move go", scope: ROWS, keys: $keys, hint: None,
            ready: always, run: $run, undo: Undo::View,
        }),+]
    };
}

/// Moving among rows.
pub const MOVES: &[Action] = moves! {
    "row.down", "One row down", &["down", "j"], |ui, book| step(ui, book, 1);
    "row.up", "One row up", &["up", "k"], |ui, book| step(ui, book, -1);
    "row.page_down", "A page down", &["pagedown"], |ui, book| step(ui, book, page(ui));
    "row.page_up", "A page up", &["pageup"], |ui, book| step(ui, book, -page(ui));
    "row.first", "To the first row", &["home"], |ui, book| step(ui, book, isize::MIN);
    "row.last", "To the last row", &["end"], |ui, book| step(ui, book, isize::MAX);
};

macro_rules! sorts {
    ($($id:literal, $title:literal, $key:literal, $fact:literal;)+) => {
        &[$(Action {
            id: $id, title: $title, words: "sort order rank", scope: LIST, keys: &[$key],
            hint: None, ready: always, run: |ui, _| sort(ui, $fact), undo: Undo::View,
        }),+]
    };
}

/// Ordering the list.
pub const SORTS: &[Action] = sorts! {
    "sort.name", "Order by name (again: reversed)", ", n", "name";
    "sort.engagement", "Order by engagement (again: reversed)", ", e", "engagement_score";
    "sort.potential", "Order by potential (again: reversed)", ", p", "potential_score";
    "sort.segment", "Order by segment (again: reversed)", ", s", "segment";
    "sort.revenue", "Order by last year's revenue (again: reversed)", ", r", "revenue_last_year";
    "sort.due", "Order by the day the next step is due (again: reversed)", ", d", "next_due";
};

/// What else the list can do.
pub const ACTIONS: &[Action] = &[
    Action {
        id: "account.open",
        title: "Open the plan of the account",
        words: "enter show",
        scope: Scope::On(&[Screen::List, Screen::Today]),
        keys: &["enter"],
        hint: Some(("plan", 10)),
        ready: with_account,
        run: |ui, _| {
            ui.go(Screen::Plan);
            None
        },
        undo: Undo::View,
    },
    Action {
        id: "list.right",
        title: "Show the columns further right",
        words: "scroll sideways",
        scope: LIST,
        keys: &["right", "l"],
        hint: None,
        ready: has_columns,
        run: |ui, _| {
            ui.list.left = (ui.list.left + 1).min(ui.list.columns.len().saturating_sub(1));
            None
        },
        undo: Undo::View,
    },
    Action {
        id: "list.left",
        title: "Show the columns further left",
        words: "scroll sideways",
        scope: LIST,
        keys: &["left", "h"],
        hint: None,
        ready: always,
        run: |ui, _| {
            ui.list.left = ui.list.left.saturating_sub(1);
            None
        },
        undo: Undo::View,
    },
];

fn has_columns(ui: &Ui, _: &Book) -> Ready {
    if is_cut(ui, ui.list.left) { Ok(()) } else { Err("the last column is in sight") }
}

/// Whether columns are left out at the right when so many are scrolled out at the left.
fn is_cut(ui: &Ui, left: usize) -> bool {
    let table = Place::of(area::body(ui.size)).table;
    spread::is_cut(&ui.list.columns, left, table)
}

/// Where the parts of the list stand in the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The table with its headers.
    pub table: Rect,
    /// How many rows the headers take.
    pub heads: u16,
    /// The details pane, in wide windows.
    pub pane: Option<Rect>,
    /// The line about the selected account, in others.
    pub said: Rect,
}

impl Place {
    /// Divides a body.
    pub fn of(body: Rect) -> Self {
        let (main, pane) = panes(body);
        let said = u16::from(pane.is_none() && main.height >= SAID_FROM);
        let table = Rect { height: main.height - said, ..main };
        let said = Rect { y: table.bottom(), height: said, ..main };
        Self { table, heads: u16::from(table.height >= 3), pane, said }
    }
}

/// How many rows are in sight.
fn page(ui: &Ui) -> isize {
    let body = area::body(ui.size);
    let rows = match ui.screen {
        Screen::List => {
            let place = Place::of(body);
            place.table.height.saturating_sub(place.heads)
        }
        _ => body.height,
    };
    isize::try_from(rows.max(1)).unwrap_or(1)
}

fn step(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    match ui.screen {
        Screen::Today => today::step(ui, book, by),
        Screen::History => history::step(ui, by),
        Screen::Settings => settings::step(ui, by),
        _ => ui.step(book, by),
    }
    None
}

/// The place that many steps further on, within so many places.
pub fn moved(at: usize, by: isize, places: usize) -> usize {
    at.saturating_add_signed(by).min(places.saturating_sub(1))
}

/// Orders by a fact; by the same fact again, the other way round. Numbers begin with the largest.
fn sort(ui: &mut Ui, key: &str) -> Option<Effect> {
    let fact = Fact::named(key)?;
    let falls = match ui.sort.first() {
        Some(first) if first.fact == fact => !first.falling,
        _ => matches!(fact.ty(), Type::Score | Type::Money),
    };
    ui.sort = vec![SortKey { fact, falling: falls }];
    ui.say(format!("ordered by {}", order(&ui.sort)));
    None
}

/// An order in words.
pub fn order(sort: &[SortKey]) -> String {
    let Some(first) = sort.first() else { return "name".to_owned() };
    let label = match first.fact {
        Fact::Derived(d) if d.what == What::NextDue => "next due".to_owned(),
        fact => fact.label().to_lowercase(),
    };
    match (first.fact.ty(), first.falling) {
        (Type::Score | Type::Money | Type::Int(..), true) => format!("{label}, highest first"),
        (_, true) => format!("{label}, backwards"),
        (_, false) => label,
    }
}

/// Keeps the selected row in sight.
pub fn follow(ui: &mut Ui, book: &Book) {
    if ui.screen != Screen::List {
        return;
    }
    let rows = usize::try_from(page(ui)).unwrap_or(1);
    let at = ui.selected_place(book).unwrap_or(0);
    ui.list.top = in_sight(ui.list.top, at, rows).min(ui.rows.len().saturating_sub(rows));
    // Columns are scrolled out only as far as the last one needs.
    while ui.list.left > 0 && !is_cut(ui, ui.list.left - 1) {
        ui.list.left -= 1;
    }
    spread::measure(ui, book);
}

/// The first row shown, moved as little as needed for a place to be in sight.
pub fn in_sight(top: usize, at: usize, rows: usize) -> usize {
    top.clamp((at + 1).saturating_sub(rows.max(1)), at)
}

/// The first of the rows shown so that the one at hand is in sight.
pub fn scrolled(at: usize, rows: usize) -> usize {
    (at + 1).saturating_sub(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;
    use jiff::civil::date;

    #[test]
    fn the_same_order_again_is_reversed() {
        let mut ui = Ui::new(Moment::noon(date(2026, 11, 21)), (80, 24));
        sort(&mut ui, "potential_score");
        assert_eq!(ui.status.text, "ordered by potential, highest first");
        sort(&mut ui, "potential_score");
        assert!(!ui.sort[0].falling);
        sort(&mut ui, "name");
        assert_eq!(order(&ui.sort), "name");
    }

    #[test]
    fn the_row_at_hand_stays_in_sight_with_as_little_scrolling_as_can_be() {
        assert_eq!(in_sight(0, 5, 10), 0);
        assert_eq!(in_sight(0, 10, 10), 1);
        assert_eq!(in_sight(7, 5, 10), 5);
        assert_eq!(in_sight(7, 5, 0), 5);
        assert_eq!(moved(3, isize::MIN, 5), 0);
        assert_eq!(moved(3, isize::MAX, 5), 4);
        assert_eq!(moved(0, 1, 0), 0);
    }
}
