//! A look at a file, or its import, on a thread of its own, for the screen: how far it is can be
//! asked at any time, and it can be stopped.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use crate::domain::Moment;
use crate::exchange::import::{
    Decisions, Inspection, Member, Options, Progress, Refusal, Report, Source, inspect, list_named,
    sequence,
};

use super::importing::{Failure, Place, Taking};
use super::relay::Written;

/// What a job ends with.
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

/// A look or an import on a thread of its own. Dropping it stops it.
#[derive(Debug)]
pub struct Job {
    progress: Arc<Progress>,
    answer: Receiver<Result<Done, Failure>>,
    thread: Option<JoinHandle<()>>,
}

impl Job {
    /// Looks at a file and compares it with the book.
    pub fn look(place: Place, look: Look, now: Moment) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let (inspection, lists) = look.found(progress)?;
            if inspection.problem.is_some() {
                let report = None;
                return Ok(Done::Looked(Box::new(Looked { inspection, report, lists })));
            }
            let mut session = place.open(&now)?;
            let decisions = &look.decisions;
            let taking = Taking { inspection: &inspection, decisions, rejects: None };
            let report = Some(taking.preview(&mut session, &now, progress)?);
            Ok(Done::Looked(Box::new(Looked { inspection, report, lists })))
        })
    }

    /// Imports a file that was looked at. The session sees it by
    /// [`refresh`](crate::session::Session::refresh).
    pub fn write(
        place: Place,
        inspection: Inspection,
        decisions: Decisions,
        now: Moment,
    ) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let mut session = place.open(&now)?;
            let taking = Taking { inspection: &inspection, decisions: &decisions, rejects: None };
            let (report, written) = taking.carry_out(&mut session, &now, progress)?;
            Ok(Done::Wrote(Box::new(report), written))
        })
    }

    /// Writes the rows that are not taken into a file.
    pub fn put_aside(
        place: Place,
        inspection: Inspection,
        decisions: Decisions,
        path: PathBuf,
        now: Moment,
    ) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let mut session = place.open(&now)?;
            let rejects = Some(path.as_path());
            let taking = Taking { inspection: &inspection, decisions: &decisions, rejects };
            let report = taking.preview(&mut session, &now, progress)?;
            Ok(Done::PutAside(report.rejected_rows()))
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
