//! Columns that a large book has not in memory yet are read on a thread of their own, with the
//! book around them, so that keys never wait for them. Small books are read at once.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::domain::Moment;
use crate::domain::facts::Fact;
use crate::session::{Loaded, Session, StoreError};

/// From how many accounts on columns are read in the background.
const LARGE: usize = 20_000;

/// Columns that are being read.
pub struct Columns {
    /// From how many accounts on they are read in the background.
    large: usize,
    coming: Option<Receiver<Result<Loaded, StoreError>>>,
    /// The facts that could not be read so: they are read at once when they are asked for again.
    failed: Vec<Fact>,
    asked: Vec<Fact>,
}

impl Default for Columns {
    fn default() -> Self {
        Self { large: LARGE, coming: None, failed: Vec::new(), asked: Vec::new() }
    }
}

impl Columns {
    /// Whether any are being read.
    pub fn is_busy(&self) -> bool {
        self.coming.is_some()
    }

    /// Begins to read these, or leaves them for when those being read have come; says whether
    /// they come later. Otherwise they are to be read at once.
    pub fn begin(&mut self, session: &Session, facts: &[Fact], now: &Moment) -> bool {
        if self.is_busy() {
            return true;
        }
        let Some(file) = session.file().filter(|_| session.book().accounts.len() >= self.large)
        else {
            return false;
        };
        if facts.iter().any(|fact| self.failed.contains(fact)) {
            return false;
        }
        let (file, opening, now) = (file.to_owned(), session.opening().clone(), *now);
        self.asked = facts.to_vec();
        let mut all = session.columns();
        all.extend(facts);
        let (gives, comes) = channel();
        let read = move || {
            // When nobody waits for them any more, the program is leaving.
            let _ = gives.send(Loaded::read_with(&file, &opening, &all, &now));
        };
        let started = std::thread::Builder::new().name("columns".to_owned()).spawn(read);
        self.coming = started.is_ok().then_some(comes);
        self.is_busy()
    }

    /// Takes what was read, with what was changed since; `None` while nothing has come.
    pub fn poll(&mut self, session: &mut Session, now: &Moment) -> Option<Result<(), StoreError>> {
        let taken = match self.coming.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Ok(()),
            Ok(loaded) => loaded.and_then(|loaded| session.renew(loaded, now)),
        };
        self.coming = None;
        let missing = self.asked.iter().filter(|fact| !session.book().has(**fact));
        self.failed.extend(missing.copied());
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::What;
    use crate::domain::kinds::Account;
    use crate::domain::score::Score;
    use crate::domain::value::Must;
    use crate::domain::{Change, Id};
    use jiff::civil::date;

    fn account(name: &str) -> Account {
        let mut account = Account::new(Id::of_parts(&[name]));
        account.name = Must(name.to_owned());
        (account.engagement, account.potential) = (Score::new(20), Score::new(80));
        account
    }

    #[test]
    fn a_large_book_gets_its_columns_later_with_what_was_changed_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::noon(date(2026, 11, 21));
        let mut session = Session::open(&folder.path().join("book.db"), &now).unwrap();
        session.commit(&Change::new("one").create(account("Acme")), &now).unwrap();
        let days = Fact::derived(What::DaysInSegment).unwrap();
        let mut columns = Columns { large: 1, ..Columns::default() };
        assert!(columns.begin(&session, &[days], &now));
        assert!(columns.is_busy() && !session.book().has(days));
        // Keys go on meanwhile.
        session.commit(&Change::new("two").create(account("Bolt")), &now).unwrap();
        let came = (0..1000).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            columns.poll(&mut session, &now)
        });
        came.unwrap().unwrap();
        assert!(session.book().has(days) && !columns.is_busy());
        assert_eq!(session.book().accounts.len(), 2);
        // A small book, and one in memory only, are read at once.
        assert!(!Columns::default().begin(&session, &[days], &now));
        let here = Session::in_memory(&now).unwrap();
        assert!(!Columns { large: 0, ..Columns::default() }.begin(&here, &[days], &now));
    }
}
