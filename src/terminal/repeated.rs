//! A list that comes again mostly says what the book holds. So before a book is read into memory
//! for an import, the file and the book are read through side by side, on two threads, and only
//! what each record says is compared, by digests.

use std::thread;

use crate::domain::Moment;
use crate::domain::digest::Digests;
use crate::domain::record::Field;
use crate::exchange::import::{Inspection, Listed, Progress, Report, told_fields};
use crate::session::StoreError;

use super::importing::Failure;

/// What came of it.
pub enum Compared {
    /// Nothing is new: that is all.
    Same(Box<Report>),
    /// Something may be new. What the accounts say, where it was read.
    Perhaps(Option<Digests>),
}

/// A book that a file is compared with.
#[derive(Clone, Copy)]
pub struct Known {
    /// How many accounts it has at most.
    pub accounts: u64,
    /// The month in which its fiscal years begin.
    pub fiscal_start: i8,
}

/// Compares a file with what `read` says of the book.
pub fn compare(
    inspection: &Inspection,
    book: Known,
    (now, progress): (&Moment, &Progress),
    read: impl FnOnce(&[&'static Field]) -> Result<Digests, StoreError>,
) -> Result<Compared, Failure> {
    let Some(fields) = told_fields(inspection).filter(|_| worth_it(inspection, book)) else {
        return Ok(Compared::Perhaps(None));
    };
    thread::scope(|threads| {
        let list = || Listed::of(inspection, book.fiscal_start, now, progress);
        let list = thread::Builder::new().name("list".to_owned()).spawn_scoped(threads, list);
        let list = list.map_err(|error| Failure::Thread(error.to_string()))?;
        let held = read(&fields);
        let listed = list.join().map_err(|_| Failure::Thread("it was lost".to_owned()))??;
        let held = held?;
        let report = listed.and_then(|listed| listed.report(inspection, &held));
        Ok(report.map_or(Compared::Perhaps(Some(held)), |report| Compared::Same(Box::new(report))))
    })
}

/// Whether the file can hold nothing new, and is long enough to be worth reading the book for.
fn worth_it(inspection: &Inspection, book: Known) -> bool {
    inspection.filled <= book.accounts && inspection.filled.saturating_mul(4) >= book.accounts
}
