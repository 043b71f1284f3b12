//! Rows that would be new although the book, or an earlier row, has an account whose name is alike:
//! they are kept apart and shown side by side, unless the user says that they are one.

use std::collections::{BTreeMap, HashMap};

use super::decisions::{Alike, Decisions};
use super::draft::Draft;
use super::found::{LookAlike, Other};
use super::held::Held;
use super::identity::folded;
use crate::domain::Id;
use crate::domain::alike;
use crate::domain::kinds::account::field;

/// The most rows of a list that are compared with each other: what no rep goes through by hand
/// would only take memory.
const COMPARED_MOST: u64 = 50_000;

/// What looks alike so far.
#[derive(Debug, Default)]
pub struct Alikes {
    /// New rows without ids, by what their names are compared by; `None` in a list of too many.
    rows: Option<HashMap<String, Vec<First>>>,
    found: BTreeMap<u64, LookAlike>,
}

/// A row that was new.
#[derive(Debug)]
struct First {
    line: u64,
    id: Id,
    name: String,
    city: String,
}

/// What a row that is like another means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// The account in this row of the book.
    Held(usize),
    /// The account of an earlier row.
    Row(Id),
}

impl Alikes {
    /// For a list of so many rows.
    pub fn new(rows: u64) -> Self {
        let rows = (rows <= COMPARED_MOST).then(HashMap::new);
        Self { rows, found: BTreeMap::new() }
    }

    /// What a row means that would be new, if the user says that it is not.
    pub fn means(
        &mut self,
        draft: &Draft,
        held: &Held<'_>,
        decisions: &Decisions,
        system: Option<&str>,
    ) -> Option<Means> {
        let name = draft.text(field::name);
        // Rows with ids of their own are only taken for accounts that were noted by hand.
        let by_id = draft.external.is_some();
        let nothing = if by_id { !held.has_strangers(system) } else { self.has_nothing(held) };
        if name.is_empty() || nothing {
            return None;
        }
        let key = alike::key(name);
        if key.is_empty() {
            return None;
        }
        let (other, means) =
            in_book(draft, held, &key, system).or_else(|| self.in_file(draft, &key))?;
        let stands = decisions.alike(draft.line, name, &other);
        self.found.insert(
            draft.line,
            LookAlike {
                line: draft.line,
                name: name.to_owned(),
                city: draft.text(field::city).to_owned(),
                other,
                same: stands == Alike::Same,
                stands: false,
            },
        );
        (stands == Alike::Same).then_some(means)
    }

    /// Whether there is nothing to look like.
    fn has_nothing(&self, held: &Held<'_>) -> bool {
        held.book.accounts.is_empty() && self.rows.is_none()
    }

    fn in_file(&self, draft: &Draft, key: &str) -> Option<(Other, Means)> {
        if draft.external.is_some() {
            return None;
        }
        let city = folded(draft.text(field::city));
        let earlier = |first: &&First| {
            first.line < draft.line && may_be_one(&city, folded(&first.city).as_ref())
        };
        let first = self.rows.as_ref()?.get(key)?.iter().find(earlier)?;
        let (name, city) = (first.name.clone(), first.city.clone());
        let other = Other { account: None, line: Some(first.line), name, city };
        Some((other, Means::Row(first.id)))
    }

    /// Notes a row without id that is new.
    pub fn note(&mut self, draft: &Draft, id: Id) {
        let Some(rows) = &mut self.rows else { return };
        let name = draft.text(field::name);
        let rows = rows.entry(alike::key(name)).or_default();
        if !rows.iter().any(|first| first.line == draft.line) {
            let (name, city) = (name.to_owned(), draft.text(field::city).to_owned());
            rows.push(First { line: draft.line, id, name, city });
        }
    }

    /// Everything that looks alike, in the order of the file.
    pub fn found(&mut self) -> Vec<LookAlike> {
        std::mem::take(&mut self.found).into_values().collect()
    }
}

/// The account of the book that a row looks like.
fn in_book(
    draft: &Draft,
    held: &Held<'_>,
    key: &str,
    system: Option<&str>,
) -> Option<(Other, Means)> {
    let city = folded(draft.text(field::city));
    let fits = |row: &usize| {
        let by_hand = held.text(*row, field::external_id).is_none();
        let here = may_be_one(&city, &held.city(*row));
        // One of another system has its own city too.
        let elsewhere = held.is_of_another(*row, system) && city == held.city(*row);
        !held.book.is_archived(*row) && here && (by_hand || draft.external.is_none() || elsewhere)
    };
    let row = held.alike(key).into_iter().find(fits)?;
    let other = Other {
        account: held.book.accounts.id(row),
        line: None,
        name: held.book.accounts.name(row).to_owned(),
        city: held.text(row, field::city).unwrap_or_default().to_owned(),
    };
    Some((other, Means::Held(row)))
}

/// Branches in two cities are two; where one has no city, nobody knows.
fn may_be_one(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one == other
}
