//! Whether a list of accounts says nothing new: then the book need not be read into memory, and
//! nothing is written. A list of which any row must be looked at closer is none of these.

use std::collections::BTreeMap;

use super::inspection::Inspection;
use super::progress::Progress;
use super::refusal::Refusal;
use super::report::{Ignored, Report};
use super::row::Row;
use super::run::{blank_report, furniture};
use super::taking::watch;
use super::target::Target;
use super::telling::Telling;
use crate::domain::Moment;
use crate::domain::digest::{Digest, Digests};

/// What all rows of a file say.
#[derive(Debug)]
pub struct Listed {
    digests: Vec<Digest>,
    systems: BTreeMap<String, u64>,
    ignored: Vec<Ignored>,
}

impl Listed {
    /// Reads a file through; `None` when a row is out of the ordinary, or rows bear on more than
    /// the fields of one account.
    pub fn of(
        inspection: &Inspection,
        fiscal_start: i8,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Option<Self>, Refusal> {
        let Some(mut telling) = Telling::of(inspection, now, fiscal_start) else { return Ok(None) };
        let mut records = inspection.records(progress)?;
        let (mut row, mut watch) = (Row::default(), watch(inspection));
        let expected = usize::try_from(inspection.filled).unwrap_or(0);
        let digests = Vec::with_capacity(expected);
        let mut listed = Self { digests, systems: BTreeMap::new(), ignored: Vec::new() };
        while records.read(&mut row)? {
            progress.row();
            if row.line == inspection.header_line {
                continue;
            }
            if let Some(furniture) = furniture(inspection, &mut watch, &row) {
                listed.ignored.push(Ignored::of(furniture, &row));
                continue;
            }
            let Some(told) = telling.told(&row) else { return Ok(None) };
            match listed.systems.get_mut(told.system) {
                Some(count) => *count += 1,
                None => drop(listed.systems.insert(told.system.to_owned(), 1)),
            }
            listed.digests.push(told.digest);
        }
        listed.digests.sort_unstable();
        Ok(Some(listed))
    }

    /// The report of the import when the accounts of the book say just that, and the file lacks
    /// none of those that are from where it comes from.
    pub fn report(self, inspection: &Inspection, held: &Digests) -> Option<Report> {
        let by_id = inspection.column_of(Target::Id).is_some();
        let mut systems = self.systems.iter();
        let lacks_none = systems.all(|(system, count)| held.from(system) == *count);
        let lacks = !(by_id || inspection.is_mended() || lacks_none);
        if lacks || !held.contain_all(&self.digests) {
            return None;
        }
        let same = self.digests.len() as u64;
        Some(Report { same, ignored: self.ignored, ..blank_report(inspection) })
    }
}
