//! What the grid shows, worked out from book, filter, trial and window: what must be counted over
//! all accounts is kept for one version of the book, everything else follows at each key press.

use std::borrow::Cow;

use crate::domain::accounts::Accounts;
use crate::domain::book::Counts;
use crate::domain::score::{Scores, Thresholds};
use crate::domain::{Book, Id};

use super::super::ui::Ui;
use super::census::Census;
use super::dots::{Dot, Standing, place};
use super::level::Level;
use super::lists::Lists;
use super::plot::{Plot, Window};
use super::tiles::{Tile, tiles};

/// What the grid shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// From scores to cells.
    pub plot: Plot,
    /// The lines.
    pub lines: Thresholds,
    /// How many accounts stand in each quadrant and in the tray.
    pub counts: Counts,
    /// How much is shown of each account.
    pub level: Level,
    /// The dots in reading order, the most valuable account of a cell first; none for tiles.
    pub dots: Vec<Dot>,
    /// The tiles in reading order; none for dots.
    pub tiles: Vec<Tile>,
    /// Accounts that are tried elsewhere, and the cells they come from.
    pub moved: Vec<Dot>,
}

/// What is kept for one version of the book and one filter.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Sight {
    key: Option<(u64, u64, u64)>,
    census: Census,
    /// Whether each row is shown; empty when every row is.
    shown: Vec<bool>,
    inside: Option<(Window, Vec<u32>)>,
    lists: Option<(crate::domain::seen::Trial, Lists)>,
}

/// What makes a sight of another book or filter another one.
fn key(ui: &Ui, book: &Book) -> (u64, u64, u64) {
    (book.rows_version, book.version, ui.rows_epoch())
}

impl Sight {
    /// Counts anew when book or filter have changed.
    pub(super) fn take(&mut self, ui: &Ui, book: &Book) {
        if self.key == Some(key(ui, book)) {
            return;
        }
        let mut shown = Vec::new();
        if ui.rows.len() != book.accounts.len() {
            shown.resize(book.accounts.len(), false);
            for row in &ui.rows {
                if let Some(cell) = shown.get_mut(*row as usize) {
                    *cell = true;
                }
            }
        }
        let census = Census::take(&book.accounts, &ui.rows);
        *self = Self { key: Some(key(ui, book)), census, shown, inside: None, lists: None };
    }

    /// Finds the accounts in the window, when they are drawn one by one.
    pub(super) fn look_inside(&mut self, ui: &Ui, book: &Book, level: Level) {
        let window = ui.map.window;
        let known = self.inside.as_ref().is_some_and(|(have, _)| *have == window);
        if level == Level::Tiles {
            self.inside = None;
        } else if !known {
            self.inside = Some((window, rows_inside(book, &ui.rows, window)));
        }
    }

    /// Sorts the accounts into their lists, when they are asked for.
    pub(super) fn list(&mut self, ui: &Ui, book: &Book, wanted: bool) {
        let known = self.lists.as_ref().is_some_and(|(trial, _)| *trial == ui.trial);
        if !wanted {
            self.lists = None;
        } else if !known {
            self.lists = Some((ui.trial.clone(), Lists::of(ui, book)));
        }
    }

    fn shows(&self, row: usize) -> bool {
        self.shown.is_empty() || self.shown.get(row).copied().unwrap_or(false)
    }
}

/// The accounts shown, by segment.
pub fn lists<'a>(ui: &'a Ui, book: &Book) -> Cow<'a, Lists> {
    match &ui.map.sight.lists {
        Some((trial, lists)) if *trial == ui.trial && ui.map.sight.key == Some(key(ui, book)) => {
            Cow::Borrowed(lists)
        }
        _ => Cow::Owned(Lists::of(ui, book)),
    }
}

fn rows_inside(book: &Book, rows: &[u32], window: Window) -> Vec<u32> {
    rows.iter().copied().filter(|row| window.holds(book.accounts.scores(*row as usize))).collect()
}

/// The sight in force, taken anew when the one kept is of another version.
fn sight<'a>(ui: &'a Ui, book: &Book) -> Cow<'a, Sight> {
    if ui.map.sight.key == Some(key(ui, book)) {
        return Cow::Borrowed(&ui.map.sight);
    }
    let mut sight = Sight::default();
    sight.take(ui, book);
    Cow::Owned(sight)
}

/// The accounts that are tried elsewhere: row, where it was, where it is.
fn tried<'a>(
    ui: &'a Ui,
    book: &'a Book,
    sight: &'a Sight,
) -> impl Iterator<Item = (usize, Scores, Scores)> + 'a {
    ui.trial.scores.iter().filter_map(|(id, to): (&Id, &Scores)| {
        let row = book.accounts.row(*id).filter(|row| sight.shows(*row))?;
        Some((row, book.accounts.scores(row), *to))
    })
}

fn census<'a>(ui: &Ui, book: &Book, sight: &'a Sight) -> Cow<'a, Census> {
    let mut census = Cow::Borrowed(&sight.census);
    for (row, from, to) in tried(ui, book, sight) {
        census.to_mut().moved(from, to, book.accounts.has_step(row));
    }
    census
}

/// The most valuable account in a part of the grid.
pub fn lead(ui: &Ui, book: &Book, window: Window) -> Option<u32> {
    let best = |row: &u32| rank(&book.accounts, *row);
    if ui.trial.scores.is_empty() {
        return sight(ui, book).census.leads(&window).min_by_key(best);
    }
    inside(ui, book, window).min_by_key(best)
}

/// The accounts that stand in a part of the grid.
pub fn inside<'a>(ui: &'a Ui, book: &'a Book, window: Window) -> impl Iterator<Item = u32> + 'a {
    let seen = ui.seen(book);
    ui.rows.iter().copied().filter(move |row| window.holds(seen.scores(*row as usize)))
}

/// How many accounts stand in each quadrant and in the tray.
pub fn counts(ui: &Ui, book: &Book) -> Counts {
    let sight = sight(ui, book);
    census(ui, book, &sight).counts(&ui.seen(book).thresholds())
}

/// How much is shown of each account on a plot.
pub fn level(ui: &Ui, book: &Book, plot: &Plot) -> Level {
    let sight = sight(ui, book);
    let visible = census(ui, book, &sight).within(&plot.window);
    Level::of(plot.cells(), visible, ui.map.level)
}

/// What the grid shows on a plot.
pub fn picture(ui: &Ui, book: &Book, plot: Plot) -> Picture {
    let sight = sight(ui, book);
    let census = census(ui, book, &sight);
    let lines = ui.seen(book).thresholds();
    let level = Level::of(plot.cells(), census.within(&plot.window), ui.map.level);
    let (mut dots, mut drawn) = (Vec::new(), Vec::new());
    if level == Level::Tiles {
        drawn = tiles(&plot, &lines, &census);
    } else {
        dots = place(plot, lines, standing(ui, book, &sight, plot.window));
        dots.sort_unstable_by_key(|dot| (dot.y, dot.x, rank(&book.accounts, dot.row)));
    }
    let moved = tried(ui, book, &sight)
        .filter(|(_, from, to)| from != to)
        .filter_map(|(row, from, _)| {
            let (x, y) = plot.cell(from)?;
            Some(Dot { row: u32::try_from(row).ok()?, x, y })
        })
        .collect();
    Picture { plot, lines, counts: census.counts(&lines), level, dots, tiles: drawn, moved }
}

/// The accounts that stand in a window, with those that are tried there.
fn standing(ui: &Ui, book: &Book, sight: &Sight, window: Window) -> Vec<Standing> {
    let kept = sight.inside.as_ref().filter(|(have, _)| *have == window).map(|(_, rows)| rows);
    let rows = match kept {
        Some(rows) => Cow::Borrowed(rows),
        None => Cow::Owned(rows_inside(book, &ui.rows, window)),
    };
    let seen = ui.seen(book);
    let come = tried(ui, book, sight)
        .filter(|(_, from, _)| !window.holds(*from))
        .filter_map(|(row, _, _)| u32::try_from(row).ok());
    rows.iter()
        .copied()
        .chain(come)
        .filter_map(|row| {
            let scores = seen.scores(row as usize);
            let standing =
                Standing { engagement: scores.engagement?, potential: scores.potential?, row };
            window.holds(scores).then_some(standing)
        })
        .collect()
}

/// The order of accounts that compete for room: the most valuable first, then by id.
pub fn rank(accounts: &Accounts, row: u32) -> (std::cmp::Reverse<Option<i64>>, u32) {
    (std::cmp::Reverse(accounts.worth(row as usize)), row)
}
