//! The work of the import screen: to look at a file, to import it, to write down what is not taken.
//! It is the same whether it is done at once, with a book in memory, or on a thread of its own.

use std::path::PathBuf;

use crate::domain::Moment;
use crate::exchange::import::{
    Decisions, Inspection, Member, Options, Progress, Refusal, Report, Source, Why, inspect,
    list_named, sequence,
};
use crate::session::Session;

use super::importing::{Failure, Place, Taking};
use super::relay::Written;

/// A file and what it would do; where a column is wanting that the user can name, the question.
fn with_question(
    mut inspection: Inspection,
    found: Option<Result<Report, Failure>>,
) -> Result<(Inspection, Option<Report>), Failure> {
    match found.transpose() {
        Ok(report) => Ok((inspection, report)),
        Err(Failure::Refused(refusal)) if matches!(refusal.why, Why::NoColumn { .. }) => {
            inspection.problem = Some(refusal);
            Ok((inspection, None))
        }
        Err(failure) => Err(failure),
    }
}

/// Something to do with a file.
#[derive(Debug)]
pub enum Work {
    /// To look at it and compare it with the book.
    Look(Look),
    /// To import it as it was looked at.
    Write(Inspection, Decisions),
    /// To write the rows that are not taken into another file.
    PutAside(Inspection, Decisions, PathBuf),
}

/// What is done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// It is looked at.
    Looks,
    /// It is imported.
    Writes,
    /// Its rejected rows are written.
    PutsAside,
}

/// What work ends with.
#[derive(Debug)]
pub enum Done {
    /// A file was looked at.
    Looked(Box<Looked>),
    /// So many rows that are not taken were written.
    PutAside(u64),
    /// It was imported: what became of its rows, and what was written, if anything.
    Wrote(Box<Report>, Option<Written>),
}

/// What a look at a file found.
#[derive(Debug)]
pub struct Looked {
    /// The file, or the list of it that is meant.
    pub inspection: Inspection,
    /// What it would do to the book, unless something is in doubt.
    pub report: Option<Report>,
    /// The lists of an archive when none was named: the first of them was looked at.
    pub lists: Vec<Member>,
}

/// A file to look at.
#[derive(Clone, Debug)]
pub struct Look {
    /// The file.
    pub source: Source,
    /// The list of an archive that is meant, by its name there.
    pub list: Option<String>,
    /// What the user decided about how it is read.
    pub options: Options,
    /// What the user decided about what is found in it.
    pub decisions: Decisions,
}

/// Where the book is that work is done with.
pub enum At<'s> {
    /// In this session.
    Here(&'s mut Session),
    /// In a file, to be opened when it is needed.
    There(&'s Place),
}

impl Look {
    /// The list that is meant, and all of them where none was named.
    pub fn found(&self, progress: &Progress) -> Result<(Inspection, Vec<Member>), Refusal> {
        if let Some(name) = &self.list {
            let list = list_named(&self.source, name)?;
            return Ok((inspect(&list, &self.options, progress)?, Vec::new()));
        }
        let lists = sequence(&self.source, &self.options, progress)?;
        let source = lists.first().map_or(&self.source, |list| &list.source);
        Ok((inspect(source, &self.options, progress)?, lists))
    }
}

impl At<'_> {
    fn with<T>(
        self,
        now: &Moment,
        work: impl FnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match self {
            Self::Here(session) => work(session),
            Self::There(place) => work(&mut place.open(now)?),
        }
    }
}

impl Work {
    /// What it does.
    pub fn what(&self) -> What {
        match self {
            Self::Look(_) => What::Looks,
            Self::Write(..) => What::Writes,
            Self::PutAside(..) => What::PutsAside,
        }
    }

    /// Does it.
    pub fn carry_out(
        &self,
        at: At<'_>,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Done, Failure> {
        match self {
            Self::Look(look) => {
                let (inspection, lists) = look.found(progress)?;
                let (decisions, rejects) = (&look.decisions, None);
                let taking = Taking { inspection: &inspection, decisions, rejects };
                let found = match &inspection.problem {
                    Some(_) => None,
                    None => Some(at.with(now, |session| taking.preview(session, now, progress))),
                };
                let (inspection, report) = with_question(inspection, found)?;
                Ok(Done::Looked(Box::new(Looked { inspection, report, lists })))
            }
            Self::Write(inspection, decisions) => {
                let taking = Taking { inspection, decisions, rejects: None };
                let wrote = at.with(now, |session| taking.carry_out(session, now, progress));
                wrote.map(|(report, written)| Done::Wrote(Box::new(report), written))
            }
            Self::PutAside(inspection, decisions, path) => {
                let taking = Taking { inspection, decisions, rejects: Some(path.as_path()) };
                let report = at.with(now, |session| taking.preview(session, now, progress))?;
                Ok(Done::PutAside(report.rejected_rows()))
            }
        }
    }
}
