//! Which accounts are shown, in which order, and which of them is selected: rows of this book,
//! worked out anew whenever the book, the filter or the order have changed.

use super::Ui;
use crate::app::filter::Filter;
use crate::app::screen::Screen;
use crate::domain::numbers::Numbers;
use crate::domain::query::{Query, SortKey};
use crate::domain::value::Reading;
use crate::domain::{Book, Id};

/// What the rows were worked out from.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct RowsFor {
    rows_version: u64,
    version: u64,
    filter: Filter,
    sort: Vec<SortKey>,
    facts_there: bool,
}

impl RowsFor {
    /// Whether the same accounts in the same order were asked for.
    fn asks_as(&self, before: &Self) -> bool {
        (&self.filter, &self.sort) == (&before.filter, &before.sort)
    }
}

impl Ui {
    /// The place of the selected account among those shown.
    pub fn selected_place(&self, book: &Book) -> Option<usize> {
        let row = u32::try_from(self.selected_row(book)?).ok()?;
        if self.rows.get(self.place) == Some(&row) {
            return Some(self.place);
        }
        book.seen().place(&self.rows, row, &self.sort)
    }

    /// Selects the account in a place among those shown.
    pub fn select_place(&mut self, book: &Book, place: usize) {
        self.place = place;
        let row = self.rows.get(place).map(|row| *row as usize);
        self.selected = row.and_then(|row| book.accounts.id(row)).or(self.selected);
    }

    /// Selects the account so many places further on; stays within those shown.
    pub fn step(&mut self, book: &Book, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let place =
            self.selected_place(book).map_or(0, |at| at.saturating_add_signed(by).min(last));
        self.select_place(book, place);
    }

    /// Grows whenever the rows shown are worked out anew.
    pub fn rows_epoch(&self) -> u64 {
        self.rows_epoch
    }

    /// What the filter asks for, numbers as the people of the book write them.
    pub(super) fn query(&self, book: &Book) -> Query {
        let numbers = Numbers::of(&book.settings);
        self.filter.query(&Reading::plain(self.today()).typed(&numbers))
    }

    /// Works out the rows shown, when the book, the filter or the order have changed, and keeps
    /// an account selected as long as there is one to select.
    pub(super) fn refresh_rows(&mut self, book: &Book) {
        let depends = !self.filter.is_empty() || !self.sort.is_empty();
        let query = self.query(book);
        let needed = query.facts().into_iter().chain(self.sort.iter().map(|key| key.fact));
        let now = RowsFor {
            rows_version: book.rows_version,
            version: if depends { book.version } else { 0 },
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            facts_there: needed.into_iter().all(|fact| book.has(fact)),
        };
        if self.rows_for.as_ref() == Some(&now) {
            return;
        }
        self.welcome(book);
        self.rows = book.seen().select(&query, &self.sort);
        self.living = (0..book.accounts.len()).filter(|row| !book.is_archived(*row)).count();
        // Where only the book has changed, the account in the same place follows one that is gone.
        let as_before = self.rows_for.as_ref().is_some_and(|before| now.asks_as(before));
        let place = if as_before { self.place.min(self.rows.len().saturating_sub(1)) } else { 0 };
        self.rows_for = Some(now);
        self.rows_epoch += 1;
        let row = |id: &Id| book.accounts.row(*id);
        self.marks.retain(|id| row(id).is_some_and(|row| !book.is_archived(row)));
        // The plan at hand stays at hand although what is typed into it takes it out of the filter.
        let at_hand = self.screen == Screen::Plan && self.selected_row(book).is_some();
        if self.selected_place(book).is_none() && !at_hand {
            let next = self.rows.get(place).map(|row| *row as usize);
            self.selected = next.and_then(|row| book.accounts.id(row));
        }
    }
}
