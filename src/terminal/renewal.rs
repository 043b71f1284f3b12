//! A large book, read again on a thread of its own after much was written into it; until it is
//! there, the one in memory is shown.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::app::Outcome;
use crate::domain::Moment;
use crate::session::{Loaded, Session, StoreError};

use super::importing::Place;

/// A book that is being read again.
#[derive(Debug)]
pub struct Renewal {
    comes: Receiver<Result<Loaded, StoreError>>,
    /// What to say when it is there.
    said: String,
}

impl Renewal {
    /// Begins to read; `None` where that cannot be begun.
    pub fn begin(session: &Session, said: &str, now: &Moment) -> Option<Self> {
        let place = Place::of(session)?;
        let (facts, now) = (session.columns(), *now);
        let (gives, comes) = channel();
        let read = move || {
            // When nobody waits for the book any more, the program is leaving.
            let _ = gives.send(Loaded::read_with(&place.file, &place.opening, &facts, &now));
        };
        let started = std::thread::Builder::new().name("renewing".to_owned()).spawn(read);
        started.ok().map(|_| Self { comes, said: said.to_owned() })
    }

    /// Takes the book into the session once it is there.
    pub fn take(&self, session: &mut Session, now: &Moment) -> Option<Outcome> {
        let taken = match self.comes.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => session.refresh(now).map(drop),
            Ok(loaded) => loaded.and_then(|loaded| session.renew(loaded, now)),
        };
        let taken = taken.map(|()| self.said.clone());
        Some(Outcome::Imported(taken.map_err(|error| error.to_string())))
    }
}
