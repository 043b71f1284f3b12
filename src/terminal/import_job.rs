//! A look at a file, or its import, on a thread of its own, for the screen: how far it is can be
//! asked at any time, and it can be stopped.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use crate::domain::Moment;
use crate::exchange::import::Progress;

use super::import_work::{At, Done, Work};
use super::importing::{Failure, Place};

/// Work on a thread of its own. Dropping it stops it.
#[derive(Debug)]
pub struct Job {
    progress: Arc<Progress>,
    answer: Receiver<Result<Done, Failure>>,
    thread: Option<JoinHandle<()>>,
}

impl Job {
    /// Begins to do work with the book in a file. A session sees what was written there by
    /// [`refresh`](crate::session::Session::refresh).
    pub fn start(place: Place, work: Work, now: Moment) -> Result<Self, Failure> {
        let progress = Arc::new(Progress::default());
        let (tell, answer) = channel();
        let shared = progress.clone();
        let run = move || {
            // Nobody listens any more when the job was dropped.
            let _ = tell.send(work.carry_out(At::There(&place), &now, &shared));
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
