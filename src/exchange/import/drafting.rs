//! A row becomes a draft: its cells are read in their turn, and what is wrong with each of them is
//! said. Changes nothing, and decides nothing about where the row goes.

use super::cells::Around;
use super::currencies::{code, same_currency};
use super::draft::Draft;
use super::held::Held;
use super::inspection::Inspection;
use super::rejected::Rejected;
use super::report::About;
use super::row::Row;
use super::target::{Target, Turn, is_of_account};
use super::vocabulary::currency_of;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind};
use crate::domain::value::Value;
use crate::exchange::formula::unguard;

/// How many values of a new account follow from others, at most.
const FOLLOWING: usize = 4;

impl Draft {
    /// Everything a row says, or what is wrong with each cell that cannot be taken. `held` is asked
    /// for what its cells refer to; the columns come in their turn.
    pub fn read(
        inspection: &Inspection,
        in_turn: &[(usize, Target)],
        held: &Held<'_>,
        around: &Around<'_>,
        row: &Row,
    ) -> Result<Self, Vec<Rejected>> {
        let mut draft = Self { line: row.line, ..Self::default() };
        let mut rejected = Vec::new();
        held.at_hand.set(None);
        draft.values.reserve(in_turn.len() + FOLLOWING);
        let of_account = inspection.kind == Account::TABLE;
        for fed in in_turn.iter().copied() {
            // What the first column has told is not asked again.
            let second = match fed.1 {
                Target::Otherwise(of) if is_of_account(of) && !of_account => Some(of),
                _ => None,
            };
            if second.is_some_and(|of| draft.get(of).is_some()) {
                continue;
            }
            let said = draft.take(inspection, held, around, row, fed).err();
            match second {
                Some(of) => draft.fall_back(of, held, said, &mut rejected),
                None => rejected.extend(said),
            }
            if fed.1.turn() <= Turn::Else
                && let Target::Field(of) | Target::Otherwise(of) = fed.1
                && let Some(Value::Ref(account)) = draft.get(of)
            {
                held.at_hand.set(Some(*account));
            }
        }
        draft.name_otherwise(inspection, around, row);
        rejected.extend(draft.price(inspection, row).err());
        for (at, column) in inspection.kept() {
            let text = unguard(row.cell(at)).trim();
            if !text.is_empty() {
                draft.extras.push((column.kept_as().to_owned(), text.to_owned()));
            }
        }
        if rejected.is_empty() { Ok(draft) } else { Err(rejected) }
    }

    /// Goes on after a second column was asked for the account, `said` being what is wrong with it.
    /// What the first column says counts for more: an account with an id of its own is not that of
    /// another id, whatever it is called.
    fn fall_back(
        &mut self,
        of: &'static Field,
        held: &Held<'_>,
        said: Option<Rejected>,
        rejected: &mut Vec<Rejected>,
    ) {
        // Where nothing need be known, what is wrong with the first column is a remark.
        let first = rejected.pop().or_else(|| self.remarks.pop());
        match (first, self.get(of)) {
            (None, _) => rejected.extend(said),
            (Some(first), Some(Value::Ref(found))) if !held.has_number(*found) => {
                let reason = format!("{}; taken by its name", first.reason);
                self.remarks.push(Rejected { reason, about: About::Else, ..first });
            }
            (Some(first), _) => {
                self.forget(Target::Field(of));
                if of.required {
                    rejected.push(first);
                } else {
                    self.remarks.push(first);
                }
            }
        }
    }

    /// Gives amounts without a currency that of their row, or of their column.
    fn price(&mut self, inspection: &Inspection, row: &Row) -> Result<(), Rejected> {
        let at = inspection.column_of(Target::Currency);
        let beside = at.map_or("", |at| row.cell(at).trim());
        let column = at.and_then(|at| inspection.columns.get(at));
        for amount in self.amounts.iter_mut().filter(|_| !beside.is_empty()) {
            match &amount.currency {
                Some(own) if !same_currency(own, beside) => {
                    let reason = format!("is not the currency of the amount, which is in {own}");
                    return Err(column.map_or_else(
                        || Rejected::row(reason.clone()),
                        |column| Rejected::cell(column, beside, reason.clone()),
                    ));
                }
                // A code says more than the sign beside it.
                Some(own) if code(own).is_some() => {}
                _ => amount.currency = Some(beside.to_owned()),
            }
        }
        for amount in self.amounts.iter_mut().chain(&mut self.converted) {
            if amount.currency.is_none() {
                let column = inspection.columns.get(amount.at);
                amount.currency =
                    column.and_then(|column| currency_of(&column.name)).map(ToOwned::to_owned);
            }
        }
        Ok(())
    }

    /// Only what names the record and its parent.
    pub fn names(
        inspection: &Inspection,
        held: &Held<'_>,
        around: &Around<'_>,
        row: &Row,
    ) -> Result<Self, Vec<Rejected>> {
        let names =
            [field::name, field::city, field::external_source, field::external_id, field::parent];
        let mut draft = Self { line: row.line, ..Self::default() };
        for (at, target) in inspection.fed() {
            let called = target == Target::Otherwise(field::parent);
            if target == Target::Id
                || called
                || target.field().is_some_and(|of| names.contains(&of))
            {
                draft.take(inspection, held, around, row, (at, target))?;
            }
        }
        draft.name_otherwise(inspection, around, row);
        Ok(draft)
    }

    /// What can be read of the names of a row that is not taken, and what is wrong with the others.
    pub fn legible(
        inspection: &Inspection,
        held: &Held<'_>,
        around: &Around<'_>,
        row: &Row,
    ) -> (Self, Vec<Rejected>) {
        let names = [field::name, field::external_source, field::external_id];
        let (mut draft, mut illegible) = (Self { line: row.line, ..Self::default() }, Vec::new());
        for (at, target) in inspection.fed() {
            let of = target.field();
            if target == Target::Id || of.is_some_and(|of| names.contains(&of)) {
                illegible.extend(draft.take(inspection, held, around, row, (at, target)).err());
            } else if of == Some(field::city) {
                // One that cannot be read is that of no city: then the name alone counts.
                let _ = draft.take(inspection, held, around, row, (at, target));
            }
        }
        draft.name_otherwise(inspection, around, row);
        (draft, illegible)
    }
}
