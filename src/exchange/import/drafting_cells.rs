//! What one cell of a row adds to its draft, or what is wrong with it.

use super::cells::{self, Around, Read};
use super::draft::{Amount, Draft};
use super::held::Held;
use super::identity::{external, is_shortened};
use super::inspection::{Column, Inspection};
use super::oddities::{Odd, Oddity};
use super::ranges::is_range;
use super::rejected::Rejected;
use super::report::About;
use super::row::Row;
use super::style::Style;
use super::target::Target;
use super::words::yes_or_no;
use crate::domain::Id;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::kinds::opportunity::{self, Stage};
use crate::domain::record::{Field, Kind};
use crate::domain::value::{FieldValue, Reject, Type, Value};
use crate::exchange::formula::unguard;

impl Draft {
    /// Takes what a cell of a row says.
    pub(super) fn take(
        &mut self,
        inspection: &Inspection,
        held: &Held<'_>,
        around: &Around<'_>,
        row: &Row,
        (at, target): (usize, Target),
    ) -> Result<(), Rejected> {
        let Some(column) = inspection.columns.get(at) else { return Ok(()) };
        let cell = row.cell(at);
        let trimmed = cell.trim();
        if self.take_ruined(inspection, (at, target), cell)? {
            return Ok(());
        }
        let style = column.style.of(row.exact(at));
        let reject = |reject: Reject| Rejected::cell(column, cell, reject.to_string());
        let of_account = inspection.kind == Account::TABLE;
        match target {
            Target::Id => self.id = Some(own_id(trimmed).map_err(reject)?),
            Target::Field(of) if of.key == field::external_id.key => {
                self.take_external(of, column, cell);
            }
            Target::Field(of) if of_account && of == field::parent => {
                self.parent = Some(trimmed.to_owned());
            }
            Target::Otherwise(of) if of_account => self.take_called(of, cell),
            Target::Otherwise(of) if of == opportunity::field::stage => {
                let read = cells::read(of, cell, style, around).ok().flatten();
                self.status = read.and_then(|read| Stage::from_value(read.value));
            }
            Target::Field(of) if of == opportunity::field::product && !is_id(cell) => {
                self.product = Some((at, unguard(cell).trim().to_owned()));
            }
            Target::Field(of) if of_account && of == field::employees && is_range(trimmed) => {
                self.note_odd(at, Some(Odd::Range), cell);
            }
            Target::Field(of) | Target::Otherwise(of) => {
                let read = self.read_field(column, of, cell, style, around);
                self.take_field(inspection, held, (at, of, cell), read)?;
            }
            Target::More(of) => self.append(of, cell),
            Target::Currency => {}
            Target::Instead(of) => {
                let read = cells::read(of, cell, style, around).map_err(reject)?;
                self.note_odd(at, read.as_ref().and_then(|read| read.odd), cell);
                self.take_instead(at, of, read);
            }
            Target::Converted(of) => {
                let read = cells::read(of, cell, style, around).map_err(reject)?;
                let amount = self.amount_of(read, (at, target), cell);
                self.converted.extend(amount);
            }
            Target::Won => self.won = yes_or_no(cell),
            Target::Closed => self.closed = yes_or_no(cell),
            Target::Revenue(year) => {
                let amount = crate::domain::kinds::revenue::field::amount;
                let read = cells::read(amount, cell, style, around).map_err(reject)?;
                if let Some(amount) = self.amount_of(read, (at, target), cell) {
                    self.revenues.push((year, amount.money));
                    self.amounts.push(amount);
                }
            }
        }
        Ok(())
    }

    /// Reads a cell for a field; one with several accounts for the first of them.
    fn read_field(
        &mut self,
        column: &Column,
        of: &'static Field,
        cell: &str,
        style: Style,
        around: &Around<'_>,
    ) -> Result<Option<Read>, Reject> {
        let read = cells::read(of, cell, style, around);
        if of.ty == Type::Ref("account")
            && let (Err(_), true, Some((first, _))) =
                (&read, style.is_theirs(), cell.split_once(';'))
        {
            let read = cells::read(of, first, style, around);
            let said = "is of several accounts: taken for the first";
            self.remarks.extend(read.is_ok().then(|| Rejected::cell(column, cell, said)));
            return read;
        }
        read
    }

    /// The amount that was read in a cell.
    fn amount_of(
        &mut self,
        read: Option<Read>,
        (at, target): (usize, Target),
        cell: &str,
    ) -> Option<Amount> {
        let Read { value: Value::Money(money), currency, odd } = read? else { return None };
        self.note_odd(at, odd, cell);
        Some(Amount { at, target, currency, money })
    }

    /// Takes the name of a parent beside its id. What stands in for a name is asked when that turns
    /// out to be empty.
    fn take_called(&mut self, of: &'static Field, cell: &str) {
        if of == field::parent {
            self.parent_called = Some(unguard(cell).trim().to_owned());
        }
    }

    /// Takes a cell that is blank or of which a spreadsheet has left nothing to read, if it is one. What we exported
    /// ourselves is as it was typed, even if it looks like that.
    fn take_ruined(
        &mut self,
        inspection: &Inspection,
        (at, target): (usize, Target),
        cell: &str,
    ) -> Result<bool, Rejected> {
        let trimmed = cell.trim();
        if trimmed.is_empty() {
            self.note_blank(target);
            return Ok(true);
        }
        if !trimmed.starts_with('#') && !is_cut(target, trimmed) {
            return Ok(false);
        }
        let column = inspection.columns.get(at);
        let own = || inspection.column_of(Target::Id).is_some();
        let said = |reason| column.map(|column| Rejected::cell(column, cell, reason));
        if cells::is_not_found(trimmed) && !own() {
            self.note_odd(at, Some(Odd::NotFound), cell);
        } else if cells::is_error(trimmed) && !own() {
            return Err(said(FAILED).unwrap_or_default());
        } else if is_cut(target, trimmed) && !own() {
            self.remarks.extend(said(SHORTENED));
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Puts what a second column says behind the value of a field: a house number, another line,
    /// a last name, which may be all that is known of a name.
    fn append(&mut self, of: &'static Field, cell: &str) {
        let more = unguard(cell).trim();
        let held = self.values.iter_mut().find(|(field, _)| *field == of);
        match held {
            Some((_, Value::Text(text))) if !text.contains(more) => {
                let figures = more.starts_with(|c: char| c.is_ascii_digit());
                let number = figures && !more.contains(' ') && more.len() < 10;
                let close = number || of.key == "name";
                let between = match of.ty {
                    Type::Long => "\n",
                    _ if close => " ",
                    _ => ", ",
                };
                *text = format!("{text}{between}{more}");
            }
            None if of.key == "name" => self.values.push((of, Value::Text(more.to_owned()))),
            _ => {}
        }
    }

    /// Takes what a cell says about a field.
    fn take_field(
        &mut self,
        inspection: &Inspection,
        held: &Held<'_>,
        (at, of, cell): (usize, &'static Field, &str),
        read: Result<Option<Read>, Reject>,
    ) -> Result<(), Rejected> {
        let Some(column) = inspection.columns.get(at) else { return Ok(()) };
        let theirs = column.style.is_theirs();
        let read = match read {
            // Somebody a CRM knows and the book does not keeps no row out.
            Err(Reject::Absent(_) | Reject::Reference(_))
                if !of.required && of.ty.refers_to() == Some(inspection.kind.key) =>
            {
                self.later.push((at, of, unguard(cell).trim().to_owned()));
                return Ok(());
            }
            Err(said @ (Reject::Absent(_) | Reject::Reference(_))) if theirs && !of.required => {
                let said = Rejected::cell(column, cell, said.to_string());
                self.remarks.push(said.about(About::LeftOpen));
                return Ok(());
            }
            read => read.map_err(|reject| Rejected::value(column, cell, of, &reject))?,
        };
        let Some(mut read) = read else {
            if of == opportunity::field::stage {
                self.unknown_stage = Some((at, cell.trim().to_owned()));
            }
            return Ok(());
        };
        // Other systems have ids that look like ours.
        if let (Some(kind), Value::Ref(id)) = (of.ty.refers_to(), &read.value)
            && !held.holds(kind, *id)
            && let Ok(meant) = held.find(kind, &id.to_string())
        {
            read.value = Value::Ref(meant);
        }
        let met = self.meet(inspection, held, (at, of), &read.value);
        met.map_err(|reject| Rejected::value(column, cell, of, &reject))?;
        self.note_odd(at, read.odd, cell);
        if let Value::Money(money) = read.value {
            let target = Target::Field(of);
            self.amounts.push(Amount { at, target, currency: read.currency, money });
        }
        self.values.push((of, read.value));
        Ok(())
    }

    /// Notes what reading a cell found odd.
    fn note_odd(&mut self, at: usize, odd: Option<Odd>, cell: &str) {
        let value = || cell.trim().to_owned();
        self.odd.extend(odd.map(|odd| Oddity { at, odd, value: value() }));
    }

    /// Takes what a second column says about a field instead of what the first one said.
    fn take_instead(&mut self, at: usize, of: &'static Field, read: Option<Read>) {
        let Some(read) = read else { return };
        let target = Target::Instead(of);
        if let Value::Money(money) = read.value {
            self.amounts.retain(|amount| amount.target != Target::Field(of));
            self.amounts.push(Amount { at, target, currency: read.currency, money });
        }
        self.values.retain(|(other, _)| *other != of);
        self.values.push((of, read.value));
    }

    /// An id that a spreadsheet has shortened is none: such a row goes by its name.
    fn take_external(&mut self, of: &'static Field, column: &Column, cell: &str) {
        if is_shortened(cell) {
            let reason = "a spreadsheet has shortened this id, so the row goes by its name; \
                          make the column a text column and export again";
            self.remarks.push(Rejected::cell(column, cell, reason));
            return;
        }
        let id = external(unguard(cell)).into_owned();
        self.values.push((of, Value::Text(id.clone())));
        self.external = Some(id);
    }

    /// Refuses a reference to a record that is not there, but for one of the same kind, which may
    /// stand later in the file.
    fn meet(
        &mut self,
        inspection: &Inspection,
        held: &Held<'_>,
        (at, of): (usize, &'static Field),
        value: &Value,
    ) -> Result<(), Reject> {
        let Some(kind) = of.ty.refers_to() else { return Ok(()) };
        for id in value.named(of.ty) {
            let there = held.holds(kind, id);
            if !there && kind == inspection.kind.key {
                self.unmet.push((at, id));
            } else if !there {
                return Err(Reject::Absent(format!("there is no {kind} with the id {id}")));
            }
        }
        Ok(())
    }
}

/// Said of a cell with nothing but an error in it.
const FAILED: &str = "is a failed formula of the spreadsheet";
/// Texts of figures, of which a spreadsheet may make a number.
const FIGURES: [&Field; 2] = [field::phone, field::postal_code];
/// Said of such a text.
const SHORTENED: &str = "a spreadsheet has made a number of it and shortened it; left out";

/// Whether a spreadsheet has cut such a text short.
fn is_cut(target: Target, cell: &str) -> bool {
    target.field().is_some_and(|of| FIGURES.contains(&of)) && is_shortened(cell)
}

fn own_id(cell: &str) -> Result<Id, Reject> {
    cell.parse().map_err(|_| Reject::shape(cell, "an id"))
}

fn is_id(cell: &str) -> bool {
    cell.trim().parse::<Id>().is_ok()
}
