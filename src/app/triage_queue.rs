//! Which accounts triage asks about, in which order, and what it shows beside them to compare.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::domain::judge::{is_judged, judged_on};
use crate::domain::score::Axis;
use crate::domain::when::days_until;
use crate::domain::{Book, Id};

use super::ui::Ui;

/// From how many days on a score is stale (UX.md, Triage).
const STALE: i64 = 90;
/// How many accounts are shown to compare.
const LIKE: usize = 3;

/// Why these accounts are asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reason {
    /// They were marked.
    Marked,
    /// They match the filter.
    Filtered,
    /// They are unplaced, stale or were never scored.
    #[default]
    Due,
    /// They were left the last time.
    Left,
}

impl Reason {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Marked => "marked accounts",
            Self::Filtered => "filtered accounts",
            Self::Due => "unplaced, or not scored for 90 days",
            Self::Left => "left from the last time",
        }
    }
}

/// The accounts to ask about, most valuable first: those marked, else those of the filter, else
/// the unplaced ones, then those whose scores are stale or have no day.
pub fn of(ui: &Ui, book: &Book) -> (Reason, Vec<Id>) {
    let row = |id: &Id| book.accounts.row(*id);
    let (reason, rows): (_, Vec<usize>) = if !ui.marks.is_empty() {
        (Reason::Marked, ui.marks.iter().filter_map(row).collect())
    } else if !ui.filter.is_empty() {
        (Reason::Filtered, ui.rows.iter().map(|row| *row as usize).collect())
    } else {
        (Reason::Due, (0..book.accounts.len()).collect())
    };
    let today = ui.today();
    let mut ranked: Vec<(u8, Reverse<Option<i64>>, &str, usize)> = rows
        .into_iter()
        .filter(|row| !book.is_archived(*row))
        .filter_map(|row| {
            let turn = if reason == Reason::Due { turn(book, row, today)? } else { 0 };
            Some((turn, Reverse(book.accounts.worth(row)), book.accounts.name(row), row))
        })
        .collect();
    ranked.sort_unstable();
    (reason, ranked.into_iter().filter_map(|(.., row)| book.accounts.id(row)).collect())
}

/// Which turn an account has: unplaced ones first; `None` when its scores are fresh.
fn turn(book: &Book, row: usize, today: Date) -> Option<u8> {
    let scores = book.accounts.scores(row);
    if Axis::ALL.iter().any(|axis| scores.of(*axis).is_none()) {
        return Some(0);
    }
    Axis::ALL.iter().any(|axis| is_stale(book, row, *axis, today)).then_some(1)
}

/// Whether the judged score of an axis is older than 90 days, or nobody knows how old.
pub fn is_stale(book: &Book, row: usize, axis: Axis, today: Date) -> bool {
    let on = judged_on(&book.accounts, row, axis);
    is_judged(&book.accounts, row, axis) && on.is_none_or(|on| days_until(on, today) < -STALE)
}

/// How an account compares with the others of the book.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// The account.
    pub of: Option<Id>,
    /// Its rank by what it is worth, and among how many; `None` while its worth is unknown.
    pub rank: Option<(usize, usize)>,
    /// Up to three placed accounts that are worth nearly the same.
    pub like: Vec<Id>,
}

/// Compares an account with the others that are worth something.
pub fn compare(book: &Book, id: Id) -> Compared {
    let of = Some(id);
    let worth = |row: usize| book.accounts.worth(row).filter(|_| !book.is_archived(row));
    let Some(own) = book.accounts.row(id).and_then(worth) else {
        return Compared { of, ..Compared::default() };
    };
    let (mut above, mut all) = (0, 0);
    let mut like: Vec<(u64, usize)> = Vec::new();
    for row in 0..book.accounts.len() {
        let Some(other) = worth(row) else { continue };
        all += 1;
        above += usize::from(other > own);
        if book.accounts.id(row) == of || book.seen().segment(row).is_none() {
            continue;
        }
        like.push((other.abs_diff(own), row));
        if like.len() > LIKE * 16 {
            like.sort_unstable();
            like.truncate(LIKE);
        }
    }
    like.sort_unstable();
    let like = like.into_iter().take(LIKE).filter_map(|(_, row)| book.accounts.id(row)).collect();
    Compared { of, rank: Some((above + 1, all)), like }
}
