//! The care of a book while its screen is open, on a thread of its own: whether the file is whole,
//! the backup of the day, and what a killed program left behind.

use std::path::Path;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use jiff::civil::Date;

use crate::domain::Moment;
use crate::session::{Session, care};

/// A book being tended, once a day.
#[derive(Debug, Default)]
pub struct Tending {
    comes: Option<Receiver<Vec<String>>>,
    day: Option<Date>,
}

impl Tending {
    /// Begins, unless it was done today. Where no thread can be had, nothing is done.
    pub fn begin(&mut self, session: &Session, now: &Moment) {
        let file = session.file().filter(|_| self.day != Some(now.date())).map(Path::to_owned);
        let Some(file) = file else { return };
        self.day = Some(now.date());
        let (opening, now, (gives, comes)) = (session.opening().clone(), *now, channel());
        let tend = move || {
            // When nobody waits for the answer any more, the program is leaving.
            let _ = gives.send(care::tend(&file, &opening, &now));
        };
        let started = thread::Builder::new().name("tending".to_owned()).spawn(tend);
        self.comes = started.ok().map(|_| comes);
    }

    /// What the user should know, once that is clear.
    pub fn poll(&mut self) -> Vec<String> {
        let came = self.comes.as_ref().map(Receiver::try_recv);
        match came {
            None | Some(Err(TryRecvError::Empty)) => Vec::new(),
            Some(answer) => {
                self.comes = None;
                answer.unwrap_or_default()
            }
        }
    }
}
