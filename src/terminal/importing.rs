//! Importing a file that was looked at into a book, or saying what that would do. Whatever stops
//! it, the book is as it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::by_hand::ByHand;
use crate::domain::digest::Digests;
use crate::domain::given::Given;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind, Record};
use crate::domain::{Book, Id, Moment};
use crate::exchange::import::{
    Decisions, Held, Inspection, Progress, Refusal, Rejects, Report, Run, Target, emptied_fields,
};
use crate::session::bulk::Bulk;
use crate::session::{CommitError, Opening, Session, StoreError};

use super::relay::{self, Written};
use super::repeated::{self, Compared, Known};

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum Failure {
    /// The file is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The book could not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No thread could be started, or it was lost.
    #[error("cannot work in the background: {0}")]
    Thread(String),
}

/// A book in a file, as a thread of its own finds it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// What is known about the machine.
    pub opening: Opening,
}

impl Place {
    /// Where the book of a session lies; `None` for one in memory.
    pub fn of(session: &Session) -> Option<Self> {
        let file = session.file()?.to_owned();
        Some(Self { file, opening: session.opening().clone() })
    }

    /// The book, by a connection of its own.
    pub(super) fn open(&self, now: &Moment) -> Result<Session, StoreError> {
        Session::again(&self.file, &self.opening, now)
    }
}

/// A file that was looked at, and what was decided about it.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    /// The file.
    pub inspection: &'a Inspection,
    /// What the user decided.
    pub decisions: &'a Decisions,
    /// Where the rows go that are not taken.
    pub rejects: Option<&'a Path>,
}

impl<'a> Taking<'a> {
    /// A file about which nobody has decided anything.
    pub fn plain(inspection: &'a Inspection) -> Self {
        Self { inspection, decisions: Decisions::NONE, rejects: None }
    }

    /// What it would do to a session's book.
    pub fn preview(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Report, Failure> {
        match self.begin(session, now, progress)? {
            Begun::Same(report) => Ok(*report),
            Begun::Open(rest) => {
                let held = rest.beside(session.book());
                Ok(self.run(&held, now, progress)?.preview()?)
            }
        }
    }

    /// Imports it into a session's book, as one change. A book in a file sees it with the next
    /// [`Session::refresh`].
    pub fn write(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Report, Failure> {
        self.carry_out(session, now, progress).map(|(report, _)| report)
    }

    /// The same; says too what was written into a book in a file, so that another session can
    /// count it as its own.
    pub fn carry_out(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<(Report, Option<Written>), Failure> {
        let rest = match self.begin(session, now, progress)? {
            Begun::Same(report) => return Ok((*report, None)),
            Begun::Open(rest) => rest,
        };
        if session.file().is_none() {
            let held = rest.beside(session.book());
            let (change, report) = self.run(&held, now, progress)?.change()?;
            session.commit(&change, now)?;
            return Ok((report, None));
        }
        let (book, lender) = session.lend();
        let held = rest.beside(book);
        let run = self.run(&held, now, progress)?;
        let origin = run.origin();
        write_all(run, self.inspection, |label, expected| lender.bulk(label, origin, expected, now))
    }

    /// Looks whether it brings anything new, and reads what a closer look needs.
    fn begin(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Begun, Failure> {
        Ok(match self.compared(session, now, progress)? {
            Compared::Same(report) => Begun::Same(report),
            Compared::Perhaps(digests) => {
                Begun::Open(Box::new(ready(session, self.inspection, digests, now)?))
            }
        })
    }

    /// Whether it brings nothing new, without reading the accounts into memory.
    fn compared(
        self,
        session: &Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Compared, Failure> {
        if self.rejects.is_some() || self.decisions.currency.is_some() {
            return Ok(Compared::Perhaps(None));
        }
        let fiscal_start = session.book().settings.fiscal_start();
        let known = Known { accounts: session.accounts_at_most()?, fiscal_start };
        repeated::compare(self.inspection, known, (now, progress), |fields| session.digests(fields))
    }

    fn run<'r>(
        self,
        held: &'r Held<'r>,
        now: &'r Moment,
        progress: &'r Progress,
    ) -> Result<Run<'r>, Refusal>
    where
        Self: 'r,
    {
        let begin = |path| Rejects::begin(path, self.inspection);
        let rejects = self.rejects.map(begin).transpose()?;
        let run = Run::decided(self.inspection, held, self.decisions, now, progress)?;
        Ok(run.with_rejects(rejects))
    }
}

/// How far a first look goes.
enum Begun {
    /// The file brings nothing new: that is all.
    Same(Box<Report>),
    /// Each row must be looked at, with what the book holds.
    Open(Box<Rest>),
}

/// What the comparison needs besides the accounts.
struct Rest {
    records: Vec<Box<dyn Record>>,
    by_hand: ByHand,
    given: Given,
    extras: BTreeMap<Id, String>,
    digests: Option<Digests>,
}

impl Rest {
    fn beside(self, book: &Book) -> Held<'_> {
        let held = Held::new(book, self.records);
        held.with_by_hand(self.by_hand)
            .with_given(self.given)
            .with_extras(self.extras)
            .with_digests(self.digests)
    }
}

fn ready(
    session: &mut Session,
    inspection: &Inspection,
    digests: Option<Digests>,
    now: &Moment,
) -> Result<Rest, StoreError> {
    let needs = inspection.needs();
    session.read_accounts(now)?;
    session.refresh(now)?;
    session.need(&needs.facts, now)?;
    let mut records = Vec::new();
    for kind in needs.kinds {
        records.extend(session.records(kind, None)?);
    }
    let mut by_hand = ByHand::default();
    for (table, fields) in needs.by_hand {
        by_hand.join(session.by_hand(table, &fields)?);
    }
    let extras =
        if inspection.keeps_columns() { session.extras(inspection.kind)? } else { BTreeMap::new() };
    let emptied = emptied_fields(inspection);
    let given = if emptied.is_empty() {
        Given::default()
    } else {
        session.given(inspection.kind, &emptied, inspection.origin(session.book()))?
    };
    Ok(Rest { records, by_hand, given, extras, digests })
}

/// Writes what a run yields in one transaction, record after record.
fn write_all<'b>(
    mut run: Run<'_>,
    inspection: &Inspection,
    begin: impl FnOnce(&str, usize) -> Result<Bulk<'b>, StoreError> + Send,
) -> Result<(Report, Option<Written>), Failure> {
    let (label, expected) = (inspection.label(), usize::try_from(inspection.filled).unwrap_or(0));
    let fields = account_fields(inspection);
    let written = relay::carry(&mut run, &fields, || begin(&label, expected))?;
    Ok((run.report().clone(), written))
}

/// Every field that a new account of this file can have.
fn account_fields(inspection: &Inspection) -> Vec<&'static Field> {
    let mut fields: Vec<&'static Field> = vec![
        field::engagement_on,
        field::potential_on,
        field::relationship,
        field::external_source,
    ];
    for column in &inspection.columns {
        if let Some((Target::Field(field), _)) = column.feeds
            && !fields.contains(&field)
            && inspection.kind == Account::TABLE
        {
            fields.push(field);
        }
    }
    fields.sort_by_key(|field| field.index);
    fields
}
