//! A look at a file, or its import, on a thread of its own, for the screen: how far it is can be
//! asked at any time, and it can be stopped.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use crate::domain::Moment;
use crate::exchange::import::{Decisions, Inspection, Options, Progress, Report, Source, inspect};

use super::importing::{Failure, Place, Taking};

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
        decisions: Decisions,
        now: Moment,
    ) -> Result<Self, Failure> {
        Self::start(move |progress| {
            let inspection = inspect(&source, &options, progress)?;
            if inspection.problem.is_some() {
                return Ok(Done::Looked(Box::new(inspection), None));
            }
            let mut session = place.open(&now)?;
            let taking = Taking { inspection: &inspection, decisions: &decisions, rejects: None };
            let report = taking.preview(&mut session, &now, progress)?;
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
            let mut session = place.open(&now)?;
            let taking = Taking { inspection: &inspection, decisions: &decisions, rejects: None };
            taking.write(&mut session, &now, progress).map(Done::Wrote)
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
