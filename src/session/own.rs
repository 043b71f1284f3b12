//! Which steps are this session's own, so that undo never takes back another window's unsaid.

use std::collections::BTreeSet;

use crate::domain::change::Origin;
use crate::domain::history::Entry;
use crate::domain::{Id, Moment};
use crate::store::undo::Way;
use crate::store::write::Stop;
use crate::store::{StoreError, log};

use super::{CommitError, Session};

/// How many of the latest changes are looked through for a step.
const LATEST: usize = 50;

/// The steps that count as this session's own.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The number of the latest change when the session began: what was there then is everybody's.
    pub began: i64,
    /// What it has made since.
    pub made: BTreeSet<Id>,
}

/// What came of asking for a step back.
#[derive(Clone, PartialEq, Debug)]
pub enum Undoing {
    /// It was taken back: its label; `None` when there was none.
    Done(Option<String>),
    /// Another window or program has made it; nothing was done.
    Theirs(Box<Entry>),
}

impl Session {
    /// The step that undo would take back, when another window or program has made it since this
    /// session began; `None` when it is this session's own, or from before, or when there is none.
    pub(super) fn undo_of_another(&self) -> Result<Option<Entry>, StoreError> {
        let Some(step) = self.store.read(log::last_done)? else { return Ok(None) };
        if step.n <= self.own.began || self.own.made.contains(&step.id) {
            return Ok(None);
        }
        let latest = self.history(None, LATEST)?;
        Ok(latest.into_iter().find(|entry| entry.id == step.id))
    }

    /// Takes the last step back, unless another window or program has made it and it is not the one
    /// that was asked about. What is written between the look and the step back stays.
    pub fn undo_unless_theirs(
        &mut self,
        asked: Option<Id>,
        now: &Moment,
    ) -> Result<Undoing, CommitError> {
        let last = self.store.read(log::last_done)?.map(|step| step.id);
        if let Some(step) = self.undo_of_another()?.filter(|step| Some(step.id) != asked) {
            return Ok(Undoing::Theirs(Box::new(step)));
        }
        self.take_back(last, now).map(Undoing::Done)
    }

    /// Takes the last step back if it is still this one.
    pub(super) fn take_back(
        &mut self,
        last: Option<Id>,
        now: &Moment,
    ) -> Result<Option<String>, CommitError> {
        self.step(Way::Back, now, |db| {
            if log::last_done(db)?.map(|step| step.id) == last {
                return Ok(());
            }
            Err(Stop::Refused("another window has just changed the book; look again".to_owned()))
        })
    }

    /// The last step was made for this session on a worker thread: it counts as its own. An import
    /// that changed nothing made none, and what is last then is whosever it is.
    pub fn own_import(&mut self) -> Result<(), StoreError> {
        let last = self.store.read(log::last_done)?;
        let import = last.filter(|step| step.origin == Origin::Import.key());
        self.own.made.extend(import.map(|step| step.id));
        Ok(())
    }
}
