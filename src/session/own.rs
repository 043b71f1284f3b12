//! Which steps are this session's own, so that undo never takes back another window's unsaid.

use std::collections::BTreeSet;

use crate::domain::Id;
use crate::domain::change::Origin;
use crate::domain::history::Entry;
use crate::store::{StoreError, log};

use super::Session;

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

impl Session {
    /// The step that undo would take back, when another window or program has made it since this
    /// session began; `None` when it is this session's own, or from before, or when there is none.
    pub fn undo_of_another(&self) -> Result<Option<Entry>, StoreError> {
        let Some(step) = self.store.read(log::last_done)? else { return Ok(None) };
        if step.n <= self.own.began || self.own.made.contains(&step.id) {
            return Ok(None);
        }
        let latest = self.history(None, LATEST)?;
        Ok(latest.into_iter().find(|entry| entry.id == step.id))
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
