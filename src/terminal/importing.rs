//! Importing a file into a book: on a thread of its own for the screen, in line for a command.
//! Looks first, writes only when told to; whatever stops it, the book is as it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use thiserror::Error;

use crate::domain::by_hand::ByHand;
use crate::domain::change::Origin;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind, Record};
use crate::domain::{Book, Id, Moment};
use crate::exchange::import::{
    Decisions, Held, Inspection, Needs, Options, Progress, Refusal, Rejects, Report, Run, Source,
    Target, Why, inspect,
};
use crate::session::bulk::Bulk;
use crate::session::{self, Apart, CommitError, Opening, Session, StoreError, Wanted};

use super::relay;

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

impl Failure {
    /// The exit code of a command that ends with it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(Refusal { why: Why::Stopped, .. }) => 130,
            Self::Refused(_) => 3,
            Self::Commit(error) => error.exit_code(),
            Self::Store(error) => error.exit_code(),
            Self::Thread(_) => 5,
        }
    }

    /// What to do about it, if there is anything to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Commit(error) => error.hint().map(ToOwned::to_owned),
            Self::Store(error) => error.hint().map(ToOwned::to_owned),
            Self::Thread(_) => None,
        }
    }
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

/// What importing an inspected file would do to a session's book.
pub fn preview(
    session: &mut Session,
    inspection: &Inspection,
    now: &Moment,
    progress: &Progress,
) -> Result<Report, Failure> {
    Taking::plain(inspection).preview(session, now, progress)
}

/// Imports an inspected file into a session's book, as one change.
pub fn write(
    session: &mut Session,
    inspection: &Inspection,
    now: &Moment,
    progress: &Progress,
) -> Result<Report, Failure> {
    Taking::plain(inspection).write(session, now, progress)
}

impl<'a> Taking<'a> {
    fn plain(inspection: &'a Inspection) -> Self {
        Self { inspection, decisions: Decisions::NONE, rejects: None }
    }

    /// What it would do to a session's book.
    pub fn preview(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Report, Failure> {
        let rest = ready(session, self.inspection, now)?;
        let held = rest.beside(session.book());
        Ok(self.run(&held, now, progress)?.preview()?)
    }

    /// Imports it into a session's book, as one change. A book in a file sees it with the next
    /// [`Session::refresh`].
    pub fn write(
        self,
        session: &mut Session,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Report, Failure> {
        let rest = ready(session, self.inspection, now)?;
        if session.file().is_none() {
            let held = rest.beside(session.book());
            let (change, report) = self.run(&held, now, progress)?.change()?;
            session.commit(&change, now)?;
            return Ok(report);
        }
        let (book, lender) = session.lend();
        let held = rest.beside(book);
        let run = self.run(&held, now, progress)?;
        write_all(run, self.inspection, |label, expected| {
            lender.bulk(label, Origin::Import, expected, now)
        })
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

/// What the comparison needs besides the accounts.
struct Rest {
    records: Vec<Box<dyn Record>>,
    by_hand: ByHand,
    extras: BTreeMap<Id, String>,
}

impl Rest {
    fn beside(self, book: &Book) -> Held<'_> {
        let held = Held::new(book, self.records);
        held.with_by_hand(self.by_hand).with_extras(self.extras)
    }
}

fn ready(session: &mut Session, inspection: &Inspection, now: &Moment) -> Result<Rest, StoreError> {
    let needs = wanted(inspection);
    session.refresh(now)?;
    session.need(&needs.facts, now)?;
    let mut records = Vec::new();
    for kind in needs.kinds {
        records.extend(session.records(kind, None)?);
    }
    let by_hand = match needs.by_hand {
        Some((table, fields)) => session.by_hand(table, &fields)?,
        None => ByHand::default(),
    };
    let extras = match needs.extras {
        Some(table) => session.extras(table)?,
        None => BTreeMap::new(),
    };
    Ok(Rest { records, by_hand, extras })
}

/// What of a book the comparison with a file needs.
fn wanted(inspection: &Inspection) -> Wanted {
    let Needs { facts, kinds } = inspection.needs();
    let by_hand = Some((inspection.kind, inspection.fields()));
    let extras = inspection.keeps_columns().then_some(inspection.kind);
    Wanted { facts, kinds, by_hand, extras }
}

/// Writes what a run yields in one transaction, record after record.
fn write_all<'b>(
    mut run: Run<'_>,
    inspection: &Inspection,
    begin: impl FnOnce(&str, usize) -> Result<Bulk<'b>, StoreError> + Send,
) -> Result<Report, Failure> {
    let (label, expected) = (inspection.label(), usize::try_from(inspection.filled).unwrap_or(0));
    relay::carry(&mut run, &account_fields(inspection), || begin(&label, expected))?;
    Ok(run.report().clone())
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

/// What a job ends with.
#[derive(Debug)]
pub enum Done {
    /// A file was looked at, and compared with the book unless something is in doubt.
    Looked(Box<Inspection>, Option<Report>),
    /// It was imported.
    Wrote(Report),
}

/// A look or an import on a thread of its own. Dropping it stops it.
#[derive(Debug)]
pub struct Job {
    progress: Arc<Progress>,
    answer: Receiver<Result<Done, Failure>>,
    thread: Option<JoinHandle<()>>,
}

impl Job {
    /// Looks at a file and compares it with the book.
    pub fn look(
        place: Place,
        source: Source,
        options: Options,
        now: Moment,
    ) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let inspection = inspect(&source, &options, progress)?;
            if inspection.problem.is_some() {
                return Ok(Done::Looked(Box::new(inspection), None));
            }
            let Apart { book, records, by_hand, extras } = apart(&place, &inspection, &now)?;
            let held = Rest { records, by_hand, extras }.beside(&book);
            let report = Run::new(&inspection, &held, &now, progress)?.preview()?;
            Ok(Done::Looked(Box::new(inspection), Some(report)))
        })
    }

    /// Imports a file that was looked at. The session sees it by [`Session::refresh`].
    pub fn write(
        place: Place,
        inspection: Inspection,
        decisions: Decisions,
        now: Moment,
    ) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let Apart { book, records, by_hand, extras } = apart(&place, &inspection, &now)?;
            let held = Rest { records, by_hand, extras }.beside(&book);
            let run = Run::decided(&inspection, &held, &decisions, &now, progress)?;
            let begin = |label: &str, expected| {
                let Place { file, opening } = &place;
                Bulk::open(file, opening, label, Origin::Import, expected, &now)
            };
            write_all(run, &inspection, begin).map(Done::Wrote)
        })
    }

    fn start(
        work: impl FnOnce(&Progress) -> Result<Done, Failure> + Send + 'static,
    ) -> Result<Self, Failure> {
        let progress = Arc::new(Progress::default());
        let (tell, answer) = channel();
        let shared = progress.clone();
        let run = move || {
            // Nobody listens any more when the job was dropped.
            let _ = tell.send(work(&shared));
        };
        let started = thread::Builder::new().name("import".to_owned()).spawn(run);
        let thread = started.map_err(|error| Failure::Thread(error.to_string()))?;
        Ok(Self { progress, answer, thread: Some(thread) })
    }

    /// How far it is; [`Progress::stop`] stops it.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What it ended with, once it has ended; then nothing more comes.
    pub fn poll(&self) -> Option<Result<Done, Failure>> {
        match self.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Failure::Thread("it was lost".to_owned()))),
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.progress.stop();
        if let Some(thread) = self.thread.take() {
            // It ends at the next piece of the file; a panic in it was reported already.
            let _ = thread.join();
        }
    }
}

fn apart(place: &Place, inspection: &Inspection, now: &Moment) -> Result<Apart, StoreError> {
    session::apart(&place.file, &place.opening, &wanted(inspection), now)
}
