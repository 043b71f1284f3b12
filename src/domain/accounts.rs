//! Every account of a book as columns, in the order of their ids: what the grid, the list, find
//! and filters need, without a query per cell.

mod order;

use jiff::civil::Date;

use super::column::Column;
use super::facts::{DERIVED, Fact, What};
use super::id::Id;
use super::kinds::Account;
use super::kinds::account::{Source, axis_fields, field, in_force};
use super::record::{Field, Record};
use super::score::{Axis, Score, Scores};
use super::value::{FieldValue, Value};
use super::words::Words;

const UNKNOWN: u8 = u8::MAX;

/// The columns of all living accounts.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    ids: Vec<Id>,
    engagement: Vec<u8>,
    potential: Vec<u8>,
    stored: Vec<Option<Column>>,
    derived: Vec<Option<Column>>,
    worth: Vec<i64>,
    has_step: Vec<bool>,
    /// All rows in the order of their names.
    alphabet: Vec<u32>,
}

/// The stored fields that are always in memory.
pub const HOT: &[&Field] = &[
    field::name,
    field::engagement,
    field::potential,
    field::engagement_on,
    field::potential_on,
    field::engagement_source,
    field::potential_source,
    field::archived,
];

/// The derived facts that are read with the hot fields, because others depend on them.
pub const HOT_DERIVED: &[What] = &[What::NextDue];

impl Accounts {
    /// Columns for accounts that will be added in the order of their ids.
    pub fn with_hot_columns() -> Self {
        let stored =
            Account::FIELDS.iter().map(|f| HOT.contains(&f).then(|| Column::new(f.ty))).collect();
        let derived = DERIVED
            .iter()
            .map(|d| HOT_DERIVED.contains(&d.what).then(|| Column::new(d.ty)))
            .collect();
        Self { stored, derived, ..Self::default() }
    }

    /// How many accounts there are, archived ones included.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The row of an account, if it is in the book.
    pub fn row(&self, id: Id) -> Option<usize> {
        let near = order::near(&self.ids, id);
        let found = self.ids.get(near.clone())?.binary_search(&id).ok()?;
        Some(near.start + found)
    }

    /// The id of the account in a row.
    pub fn id(&self, row: usize) -> Option<Id> {
        self.ids.get(row).copied()
    }

    /// All ids in order.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// All rows in the order of their names; those of one name by id.
    pub fn alphabet(&self) -> &[u32] {
        &self.alphabet
    }

    /// The scores in force in a row.
    pub fn scores(&self, row: usize) -> Scores {
        let score = |column: &[u8]| column.get(row).copied().and_then(Score::new);
        Scores { engagement: score(&self.engagement), potential: score(&self.potential) }
    }

    /// The scores in force of an axis for every row; above 100 means unknown.
    pub fn score_column(&self, axis: Axis) -> &[u8] {
        match axis {
            Axis::Engagement => &self.engagement,
            Axis::Potential => &self.potential,
        }
    }

    /// What an account is worth a year, in hundredths: its yearly value, else last fiscal year's
    /// revenue (RECORDS.md); `None` while both are unknown.
    pub fn worth(&self, row: usize) -> Option<i64> {
        self.worth.get(row).copied().filter(|worth| *worth != i64::MIN)
    }

    /// The name in a row.
    pub fn name(&self, row: usize) -> &str {
        self.names().and_then(|names| names.get(row)).unwrap_or_default()
    }

    /// The names as they lie in memory.
    pub fn names(&self) -> Option<&Words> {
        self.stored.first()?.as_ref()?.words()
    }

    /// A stored field in a row, when its column is in memory.
    pub fn value(&self, row: usize, field: &Field) -> Option<Value> {
        self.stored.get(field.index)?.as_ref()?.get(row)
    }

    /// The column of a fact, when it is in memory.
    pub fn column(&self, fact: Fact) -> Option<&Column> {
        match fact {
            Fact::Stored(field) => self.stored.get(field.index)?.as_ref(),
            Fact::Derived(derived) => self.derived.get(place(derived.what)?)?.as_ref(),
        }
    }

    /// Puts a column into memory, or replaces it. One of the wrong length is refused.
    pub fn put_column(&mut self, fact: Fact, column: Column) {
        if column.len() != self.len() {
            return;
        }
        let slot = match fact {
            Fact::Stored(field) => self.stored.get_mut(field.index),
            Fact::Derived(derived) => place(derived.what).and_then(|at| self.derived.get_mut(at)),
        };
        if let Some(slot) = slot {
            *slot = Some(column);
        }
    }

    /// The facts whose columns are in memory.
    pub fn loaded(&self) -> Vec<Fact> {
        Fact::all().filter(|fact| self.column(*fact).is_some()).collect()
    }

    /// Accounts from their ids in any order, with the columns of the [`HOT`] fields and what each
    /// is worth in the same order. Columns of another length are left out.
    pub fn of(ids: Vec<Id>, hot: Vec<Column>, worth: Vec<i64>) -> Self {
        let count = ids.len();
        let mut accounts = Self { ids, worth, ..Self::with_hot_columns() };
        for (field, column) in HOT.iter().zip(hot).filter(|(_, column)| column.len() == count) {
            if let Some(slot) = accounts.stored.get_mut(field.index) {
                *slot = Some(column);
            }
        }
        accounts.worth.resize(count, i64::MIN);
        accounts.has_step = vec![false; count];
        accounts.put_in_order();
        accounts.engagement = accounts.in_force(Axis::Engagement);
        accounts.potential = accounts.in_force(Axis::Potential);
        for what in HOT_DERIVED {
            let slot = place(*what).and_then(|at| accounts.derived.get_mut(at)?.as_mut());
            if let Some(column) = slot {
                *column = Column::unknown(column.ty(), count);
            }
        }
        accounts
    }

    /// The scores of an axis in force, for every row.
    fn in_force(&self, axis: Axis) -> Vec<u8> {
        let fields = axis_fields(axis);
        let bytes = |field: &Field| self.stored.get(field.index)?.as_ref()?.bytes();
        let (Some(judged), Some(sources)) = (bytes(fields.judged), bytes(fields.source)) else {
            let byte = |row| self.computed(row, axis).map_or(UNKNOWN, Score::get);
            return (0..self.len()).map(byte).collect();
        };
        let source = |byte: usize| Source::CHOICES.get(byte).and_then(|c| Source::from_key(c.key));
        let counts: Vec<bool> = (0..=usize::from(UNKNOWN))
            .map(|byte| in_force(Score::new(0), source(byte).unwrap_or_default()).is_some())
            .collect();
        let score = |(judged, source): (&u8, &u8)| {
            let counts = counts.get(usize::from(*source)) == Some(&true);
            if counts { *judged } else { UNKNOWN }
        };
        judged.iter().zip(sources).map(score).collect()
    }

    /// Adds or replaces an account; derived columns are unknown there until they are read again.
    pub fn put(&mut self, account: &Account) {
        let row = match self.ids.binary_search(&account.base.id) {
            Ok(row) => row,
            Err(row) => {
                self.insert_blank(row, account.base.id);
                row
            }
        };
        let renamed = self.name(row) != account.name.0 || account.name.0.is_empty();
        if renamed {
            self.unlist(row);
        }
        for (field, column) in Account::FIELDS.iter().zip(&mut self.stored) {
            if let Some(column) = column {
                column.set(row, account.read(field.index).as_ref());
            }
        }
        if renamed {
            self.list(row);
        }
        self.rescore(row);
    }

    fn insert_blank(&mut self, row: usize, id: Id) {
        for listed in self.alphabet.iter_mut().filter(|listed| **listed as usize >= row) {
            *listed += 1;
        }
        self.ids.insert(row, id);
        self.engagement.insert(row, UNKNOWN);
        self.potential.insert(row, UNKNOWN);
        self.worth.insert(row, i64::MIN);
        self.has_step.insert(row, false);
        for column in self.stored.iter_mut().chain(&mut self.derived).flatten() {
            column.insert(row, None);
        }
    }

    /// Takes an account out.
    pub fn remove(&mut self, id: Id) {
        let Some(row) = self.row(id) else { return };
        self.unlist(row);
        for listed in self.alphabet.iter_mut().filter(|listed| **listed as usize > row) {
            *listed -= 1;
        }
        self.ids.remove(row);
        self.engagement.remove(row);
        self.potential.remove(row);
        self.worth.remove(row);
        self.has_step.remove(row);
        for column in self.stored.iter_mut().chain(&mut self.derived).flatten() {
            column.remove(row);
        }
    }

    /// Sets one stored field of an account.
    pub fn set(&mut self, id: Id, field: &Field, value: Option<&Value>) {
        let Some(row) = self.row(id) else { return };
        let renames = field.index == field::name.index;
        if renames {
            self.unlist(row);
        }
        if let Some(column) = self.stored.get_mut(field.index).and_then(Option::as_mut) {
            column.set(row, value);
        }
        if renames {
            self.list(row);
        }
        self.rescore(row);
    }

    /// Sets one derived fact in a row, when its column is in memory.
    pub fn set_derived(&mut self, row: usize, what: What, value: Option<&Value>) {
        let column = place(what).and_then(|at| self.derived.get_mut(at)).and_then(Option::as_mut);
        if let Some(column) = column {
            column.set(row, value);
        }
    }

    /// Whether an account has a next step: an open action, dated or not.
    pub fn has_step(&self, row: usize) -> bool {
        self.has_step.get(row).copied().unwrap_or(false)
    }

    /// Sets whether an account has a next step, and the day the first one is due.
    pub fn set_step(&mut self, row: usize, has_step: bool, due: Option<Date>) {
        if let Some(cell) = self.has_step.get_mut(row) {
            *cell = has_step;
        }
        self.set_derived(row, What::NextDue, due.map(Value::Date).as_ref());
    }

    /// Sets what an account is worth a year, in hundredths.
    pub fn set_worth(&mut self, row: usize, worth: Option<i64>) {
        if let Some(cell) = self.worth.get_mut(row) {
            *cell = worth.unwrap_or(i64::MIN);
        }
    }

    fn rescore(&mut self, row: usize) {
        let byte = |axis| self.computed(row, axis).map_or(UNKNOWN, Score::get);
        let both = (byte(Axis::Engagement), byte(Axis::Potential));
        if let (Some(e), Some(p)) = (self.engagement.get_mut(row), self.potential.get_mut(row)) {
            (*e, *p) = both;
        }
    }

    fn computed(&self, row: usize, axis: Axis) -> Option<Score> {
        let fields = axis_fields(axis);
        let judged = self.value(row, fields.judged).and_then(Score::from_value);
        let source = self.value(row, fields.source).and_then(Source::from_value);
        in_force(judged, source.unwrap_or_default())
    }
}

fn place(what: What) -> Option<usize> {
    DERIVED.iter().position(|d| d.what == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;
    use crate::domain::value::Must;
    use jiff::civil::date as day;
    use proptest::prelude::*;

    fn named(id: u32, name: &str) -> Account {
        let mut account = Account::new(Id::of_parts(&[&id.to_string()]));
        account.name = Must(name.to_owned());
        account
    }

    proptest! {
        #[test]
        fn the_alphabet_follows_every_change(
            steps in prop::collection::vec((0_u32..12, "[abAB]{0,3}", any::<bool>()), 0..60)
        ) {
            let mut accounts = Accounts::with_hot_columns();
            for (id, name, stays) in steps {
                let account = named(id, &name);
                if stays { accounts.put(&account) } else { accounts.remove(account.base.id) }
                prop_assert_eq!(accounts.alphabet(), accounts.by_names());
            }
        }
    }

    #[test]
    fn an_account_is_found_however_its_ids_are_spread() {
        let even = (0..3_000).map(|n| Id::of_parts(&[&n.to_string()]));
        let late = (0..3_000).map(|n| Id::fresh(&Moment::noon(day(2026, 1, 5)).plus_millis(n)));
        let sets: [Vec<Id>; 4] = [
            even.clone().collect(),
            late.clone().collect(),
            even.clone().chain(late).collect(),
            vec![Id::NIL; 1],
        ];
        for mut ids in sets {
            ids.sort_unstable();
            let count = ids.len();
            let accounts = Accounts::of(ids.clone(), Vec::new(), vec![i64::MIN; count]);
            assert!(ids.iter().enumerate().all(|(row, id)| accounts.row(*id) == Some(row)));
            assert!(
                even.clone()
                    .map(|id| accounts.row(id))
                    .all(|row| row.is_none_or(|row| { ids.get(row).is_some() }))
            );
            assert_eq!(accounts.row(Id::of_parts(&["nobody"])), None);
        }
    }
}
