//! Whose list a file is: that of a CRM or of another program, or one of this program that comes
//! back. What a list of our own changes, its user wrote there; it is never what a CRM said.

use super::draft::Draft;
use super::held::Held;
use super::inspection::{Column, Inspection};
use super::progress::Progress;
use super::refusal::Refusal;
use super::row::Row;
use super::taking::{around, watch};
use super::target::Target;
use crate::domain::change::{ListMark, Origin};
use crate::domain::external::external;
use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind};
use crate::domain::{Book, Id, Moment};
use crate::exchange::crm_out;
use crate::exchange::formula::unguard;

impl Inspection {
    /// Where the change comes from that imports this file into a book.
    pub fn origin(&self, book: &Book) -> Origin {
        if self.is_of_this_program() {
            return Origin::Own;
        }
        let vendor = self.vendor.as_ref().map(|(key, _)| key.clone());
        let system = vendor.or_else(|| self.system_of_ids(book));
        Origin::List(ListMark::of(&system.unwrap_or_else(|| self.fingerprint())))
    }

    /// The system from which the book has the ids of a list that does not say where it is from;
    /// `None` for a list without ids.
    fn system_of_ids(&self, book: &Book) -> Option<String> {
        let at = self.fed().find(|(_, target)| target.field().is_some_and(is_outside))?.0;
        let samples = self.columns.get(at).map_or(&[][..], |column| column.samples.as_slice());
        let ids: Vec<_> = samples.iter().map(|sample| external(unguard(sample))).collect();
        let column = |of| book.accounts.column(Fact::Stored(of));
        let sources = column(field::external_source);
        let known = column(field::external_id).and_then(|known| {
            let is = |row: &usize| known.text(*row).is_some_and(|id| ids.contains(&external(id)));
            (0..book.accounts.len()).filter(|_| !ids.is_empty()).find(is)
        });
        let source = known.and_then(|row| sources?.text(row)).filter(|_| self.is_of_accounts());
        Some(source.unwrap_or("ids").to_owned())
    }

    fn is_of_accounts(&self) -> bool {
        self.kind == Account::TABLE
    }

    /// Whether it is in the form of this program: with its ids, or with columns that are called
    /// just as the fields are.
    pub(super) fn is_of_this_program(&self) -> bool {
        if self.column_of(Target::Id).is_some() {
            return true;
        }
        let named = |(at, target): (usize, Target)| {
            self.columns.get(at).is_some_and(|column| column.name.trim() == target.key())
        };
        self.vendor.is_none() && self.fed().next().is_some() && self.fed().all(named)
    }
}

/// Whether a field holds the id in another system.
fn is_outside(of: &Field) -> bool {
    of.key == field::external_id.key
}

/// Whether a file is what `export crm` wrote for its CRM: its columns are those, and in each row
/// only fields are filled that the rep wrote. What a CRM lists of itself fills others too.
pub fn is_upsert(
    inspection: &Inspection,
    held: &Held<'_>,
    (now, progress): (&Moment, &Progress),
) -> Result<bool, Refusal> {
    let Some((system, fields)) = inspection.as_written_for_a_crm() else { return Ok(false) };
    let (mut row, mut watch) = (Row::default(), watch(inspection));
    let find = |kind: &str, text: &str| held.find(kind, text);
    let around = around(held, now, &find);
    let mut records = inspection.records(progress)?;
    let mut holds_any = false;
    while records.read(&mut row)? {
        if row.line <= inspection.header_line || watch.look(&row).is_some() {
            continue;
        }
        let Ok(draft) = Draft::names(inspection, held, &around, &row) else { return Ok(false) };
        let Some(external) = &draft.external else { return Ok(false) };
        let id = Id::of_external(Account::TABLE.key, system, external);
        let known = held.with_external(external, Some(system)).into_iter().next();
        let id = known.and_then(|row| held.book.accounts.id(row)).unwrap_or(id);
        let filled = fields.iter().enumerate().filter(|(at, _)| !row.cell(*at).trim().is_empty());
        let mut filled = filled.filter(|(_, of)| **of != field::external_id).peekable();
        holds_any |= filled.peek().is_some();
        if !filled.all(|(_, of)| held.by_hand.written(id, of).is_some()) {
            return Ok(false);
        }
    }
    Ok(holds_any)
}

impl Inspection {
    /// The CRM and the fields of the columns, where they are those that `export crm` writes, in
    /// their order.
    fn as_written_for_a_crm(&self) -> Option<(&'static str, Vec<&'static Field>)> {
        let of_accounts = self.kind == Account::TABLE;
        crm_out::systems().filter(|_| of_accounts).find_map(|(system, vendor)| {
            let mut back = crm_out::columns(vendor).into_iter();
            let of = |column: &Column| Some(back.find(|(_, name)| *name == column.name)?.0);
            let fields: Vec<&'static Field> = self.columns.iter().map(of).collect::<Option<_>>()?;
            let by_id = fields.first() == Some(&field::external_id) && fields.len() > 1;
            by_id.then_some((system, fields))
        })
    }
}
