//! What a row of accounts says, as a digest, without making values of it that nobody needs: most
//! rows of a list that comes again say what the book holds. Where anything about a row is out of
//! the ordinary, it has no digest here, and is read like any other.

use std::borrow::Cow;

use super::cells::{self, Around};
use super::identity::{external, is_shortened};
use super::inspection::Inspection;
use super::ranges::is_range;
use super::row::Row;
use super::target::Target;
use crate::domain::digest::{Digest, Digester, Digests};
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind};
use crate::domain::value::{Reading, TEXT_MOST, Type};
use crate::domain::{Id, Moment};
use crate::exchange::formula::unguard;

/// Tells digests of the rows of a file.
pub struct Telling<'a> {
    inspection: &'a Inspection,
    columns: Vec<(usize, Says)>,
    vendor: &'a str,
    reading: Reading<'a>,
    fiscal_start: i8,
    digester: Digester,
    external: String,
}

/// What a row says.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r> {
    /// The account.
    pub id: Id,
    /// The system that it is from; empty where none is known.
    pub system: &'r str,
    /// All of it.
    pub digest: Digest,
}

/// What a column says.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// The id in this program.
    Id,
    /// The id in another system.
    External(u8),
    /// The system.
    Source,
    /// The value of a field.
    Value(u8, &'static Field),
}

/// The fields about which the rows of a file say something, in the order of the places in a
/// digest; `None` where rows bear on more than the fields of one account.
pub fn fields(inspection: &Inspection) -> Option<Vec<&'static Field>> {
    if inspection.kind != Account::TABLE || inspection.keeps_columns() {
        return None;
    }
    let (mut fields, mut known): (Vec<&'static Field>, bool) = (Vec::new(), false);
    for (_, target) in inspection.fed() {
        match target {
            Target::Id => known = true,
            Target::Field(of) if of.ty.refers_to().is_some() || fields.contains(&of) => {
                return None;
            }
            Target::Field(of) => {
                known |= of == field::external_id;
                fields.push(of);
            }
            // A row without a name is read closer anyway.
            Target::Otherwise(of) if of == field::name => {}
            _ => return None,
        }
    }
    fields.retain(|of| *of != field::external_source);
    (known && fields.len() < usize::from(Digests::SOURCE)).then_some(fields)
}

impl<'a> Telling<'a> {
    /// For the rows of a file; `None` where they bear on more than the fields of one account.
    pub fn of(inspection: &'a Inspection, now: &Moment, fiscal_start: i8) -> Option<Self> {
        let fields = fields(inspection)?;
        let place = |of: &Field| (0..).zip(&fields).find(|(_, f)| **f == of).map(|(at, _)| at);
        let says = |target| match target {
            Target::Field(of) if of == field::external_source => Some(Says::Source),
            Target::Field(of) if of == field::external_id => place(of).map(Says::External),
            Target::Field(of) => place(of).map(|place| Says::Value(place, of)),
            _ => Some(Says::Id),
        };
        let fed = inspection.fed().filter(|(_, target)| *target != Target::Otherwise(field::name));
        let columns = fed.map(|(at, target)| Some((at, says(target)?)));
        Some(Self {
            inspection,
            columns: columns.collect::<Option<_>>()?,
            vendor: inspection.vendor.as_ref().map_or("", |(key, _)| key),
            reading: Reading { offset: now.offset(), ..Reading::plain(now.date()) },
            fiscal_start,
            digester: Digester::default(),
            external: String::new(),
        })
    }

    /// What a row says, unless something about it is out of the ordinary.
    pub fn told<'r>(&'r mut self, row: &'r Row) -> Option<Told<'r>> {
        if row.width() > self.inspection.columns.len() || row.knotty {
            return None;
        }
        self.digester.begin();
        self.external.clear();
        let (mut id, mut source) = (None, Cow::Borrowed(self.vendor));
        let around = Around { reading: self.reading, fiscal_start: self.fiscal_start };
        for (at, says) in &self.columns {
            let cell = row.cell(*at);
            let trimmed = cell.trim();
            if trimmed.is_empty() {
                continue;
            }
            let figure = trimmed.as_bytes().first().is_some_and(u8::is_ascii_digit);
            let failed = cells::is_error(trimmed) || cells::is_not_found(trimmed);
            if failed || (figure && is_shortened(trimmed)) {
                return None;
            }
            match *says {
                Says::Id => id = Some(trimmed.parse().ok()?),
                Says::External(place) => {
                    self.external.push_str(&external(unguard(cell)));
                    self.digester.text(place, self.external.as_bytes());
                }
                Says::Source => source = Cow::Borrowed(line(cell)?),
                Says::Value(place, of) if of.ty == Type::Text => {
                    let text = line(cell)?;
                    if !text.is_empty() {
                        self.digester.text(place, text.as_bytes());
                    }
                }
                Says::Value(_, of) if of == field::employees && is_range(trimmed) => return None,
                Says::Value(place, of) => {
                    let style = self.inspection.columns.get(*at)?.style.of(row.exact(*at));
                    if let Some(read) = cells::read(of, cell, style, &around).ok()? {
                        if read.currency.is_some() || read.odd.is_some() {
                            return None;
                        }
                        self.digester.value(place, &read.value);
                    }
                }
            }
        }
        let system = match source {
            Cow::Borrowed(source) => source,
            Cow::Owned(_) => return None,
        };
        let id = match id {
            Some(id) => id,
            None if self.external.is_empty() => return None,
            None => Id::of_external(Account::TABLE.key, system, &self.external),
        };
        self.digester.text(Digests::SOURCE, system.as_bytes());
        Some(Told { id, system, digest: self.digester.end(id) })
    }
}

/// The text of one line in a cell, where nothing has to be done to it.
fn line(cell: &str) -> Option<&str> {
    let text = unguard(cell).trim();
    let plain = text.len() <= TEXT_MOST
        && !text.starts_with('[')
        && !text.bytes().any(|byte| byte == b'\r' || byte == b'\n');
    plain.then_some(text)
}
