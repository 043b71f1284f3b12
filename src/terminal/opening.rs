//! Reading a large book while the screen is already there: the first frame is painted before any
//! account is read. Small books are read at once, which is quicker than anybody sees.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::domain::Moment;
use crate::session::{Fault, Loaded, Session, StoreError};

/// Up to this many accounts a book is read before the first frame.
const AT_ONCE: u64 = 5_000;

/// A book being read on a thread of its own.
pub struct Opening {
    comes: Receiver<Result<Loaded, StoreError>>,
}

/// Reads the accounts of a session that was opened without them: at once when they are few,
/// else on a thread; then the thread is given.
pub fn begin(session: &mut Session, now: &Moment) -> Result<Option<Opening>, StoreError> {
    let accounts = session.accounts_at_most()?;
    let file = session.file().map(std::path::Path::to_owned);
    let (Some(file), false) = (file, session.is_read()) else { return Ok(None) };
    let (opening, now) = (session.opening().clone(), *now);
    if accounts <= AT_ONCE {
        session.read_whole(&now)?;
        return Ok(None);
    }
    let (gives, comes) = channel();
    let read = move || {
        // When nobody waits for the book any more, the program is leaving.
        let _ = gives.send(Loaded::read(&file, &opening, &now));
    };
    let started = thread::Builder::new().name("opening".to_owned()).spawn(read);
    started.map_err(|error| Fault::new(format!("cannot read the book: {error}")).storage())?;
    Ok(Some(Opening { comes }))
}

impl Opening {
    /// The book, once it is read.
    pub fn poll(&self) -> Option<Result<Loaded, StoreError>> {
        match self.comes.try_recv() {
            Ok(loaded) => Some(loaded),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Err(Fault::new("the book could not be read").storage()))
            }
        }
    }
}
