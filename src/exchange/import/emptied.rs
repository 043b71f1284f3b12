//! What a list no longer says: a cell is blank now where the same list gave a value before. The
//! value goes, unless the rep wrote it or another list gave it. A column that is blank in every
//! row says nothing, for it may be a report without the data.

use super::draft::Draft;
use super::inspection::{Column, Inspection};
use super::target::Target;
use crate::domain::change::Origin;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::is_planning;
use crate::domain::record::{Field, Kind, Table};

/// The fields of which a list may take values away, as bits by their places in the table.
#[derive(Clone, Copy, Debug)]
pub struct Emptying {
    /// Which list it is.
    pub list: Origin,
    /// Those whose columns hold something somewhere.
    may: u128,
    /// Those whose columns are blank in every row.
    blank: u128,
}

/// What becomes of the value behind a blank cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blank {
    /// It goes if this list gave it.
    Goes,
    /// It stays, for the column is blank in every row.
    Stays,
}

impl Emptying {
    /// What a list may empty: our own says nothing by a blank cell.
    pub fn of(inspection: &Inspection, list: Origin) -> Self {
        let mut emptying = Self { list, may: 0, blank: 0 };
        if list == Origin::Own || inspection.is_mended() {
            return emptying;
        }
        for (at, target) in inspection.fed() {
            let Target::Field(of) = target else { continue };
            let Some(column) = inspection.columns.get(at) else { continue };
            if !may_be_emptied(inspection.kind, of) {
                continue;
            }
            let mask = bit(of);
            if is_blank(column) { emptying.blank |= mask } else { emptying.may |= mask }
        }
        emptying
    }

    /// The fields of a row that it may empty.
    pub fn of_row(
        self,
        kind: &'static Table,
        draft: &Draft,
    ) -> impl Iterator<Item = (&'static Field, Blank)> {
        let blank = draft.blank & (self.may | self.blank);
        let fields = kind.fields.iter().filter(move |of| blank & bit(of) != 0);
        fields.map(move |of| {
            let goes = self.may & bit(of) != 0;
            (of, if goes { Blank::Goes } else { Blank::Stays })
        })
    }
}

/// The fields of a list that its blank cells may empty.
pub fn fields(inspection: &Inspection) -> Vec<&'static Field> {
    let fed = inspection.fed().filter_map(|(_, target)| match target {
        Target::Field(of) => Some(of),
        _ => None,
    });
    fed.filter(|of| may_be_emptied(inspection.kind, of)).collect()
}

fn is_blank(column: &Column) -> bool {
    column.samples.is_empty()
}

/// The bit of a field.
pub fn bit(of: &Field) -> u128 {
    u32::try_from(of.index).ok().and_then(|at| 1_u128.checked_shl(at)).unwrap_or(0)
}

/// A plan is no list's to empty, nor what tells a record from others.
fn may_be_emptied(kind: &'static Table, of: &Field) -> bool {
    let names = ["external_id", "external_source"].contains(&of.key);
    let plan = kind == Account::TABLE && is_planning(of);
    !of.required
        && !names
        && !plan
        && !kind.identity.iter().any(|key| *key == of.key && *key != "city")
}
