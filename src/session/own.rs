//! Which steps are this session's own, so that neither undo nor redo ever turns what another window did
//! without a word.

use std::collections::BTreeSet;

use crate::domain::history::{Entry, Turn};
use crate::domain::{Id, Moment};
use crate::store::write::Stop;
use crate::store::{StoreError, history, undo};

use super::{CommitError, Db, Session};

/// The steps that count as this session's own.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The number of the latest change when the session began: what was there then is everybody's.
    pub began: i64,
    /// The changes it has made since, steps back and again among them.
    pub made: BTreeSet<Id>,
}

/// What came of asking for a step back or again.
#[derive(Clone, PartialEq, Debug)]
pub enum Stepped {
    /// It was taken: the label of what it was about; `None` when there was none.
    Taken(Option<String>),
    /// Another window or program has put the log where it stands; nothing was done.
    Theirs(Box<Entry>),
}

impl Session {
    /// The change by which another window or program has made, taken back or made again, since
    /// this session began, what the next step would be about; `None` when that was this session
    /// itself, or before it, or when there is no next step.
    pub(super) fn step_of_another(&self, turn: Turn) -> Result<Option<Entry>, StoreError> {
        let latest = |db: &Db| {
            let step = undo::next(db, turn)?;
            step.map(|step| undo::latest_about(db, step.id)).transpose()
        };
        let Some((n, id)) = self.store.read(latest)? else { return Ok(None) };
        if n <= self.own.began || self.own.made.contains(&id) {
            return Ok(None);
        }
        self.store.read(|db| history::at(db, n))
    }

    /// Takes the next step, unless another window or program has put the log where it stands and
    /// that is not the change that was asked about. What is written between the look and the step
    /// stays.
    pub fn step_unless_theirs(
        &mut self,
        turn: Turn,
        asked: Option<Id>,
        now: &Moment,
    ) -> Result<Stepped, CommitError> {
        let next = self.store.read(|db| undo::next(db, turn))?.map(|step| step.id);
        if let Some(change) = self.step_of_another(turn)?.filter(|it| Some(it.id) != asked) {
            return Ok(Stepped::Theirs(Box::new(change)));
        }
        self.step_about(turn, next, now).map(Stepped::Taken)
    }

    /// Takes the next step if it is still about this one.
    pub(super) fn step_about(
        &mut self,
        turn: Turn,
        next: Option<Id>,
        now: &Moment,
    ) -> Result<Option<String>, CommitError> {
        self.step(turn, now, |db| {
            if undo::next(db, turn)?.map(|step| step.id) == next {
                return Ok(());
            }
            Err(Stop::Refused("another window has just changed the book; look again".to_owned()))
        })
    }

    /// A change that was made for this session on a worker thread counts as its own.
    pub fn own_change(&mut self, change: Id) {
        self.own.made.insert(change);
    }
}
