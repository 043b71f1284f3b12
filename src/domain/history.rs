//! The change log as people read it.

use super::id::Id;
use super::moment::Moment;

/// One change that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The change.
    pub id: Id,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// On which machine.
    pub site: String,
    /// What was done, in words.
    pub label: String,
    /// Whether it was made, taken back, or takes another back.
    pub state: State,
    /// How many edits it has.
    pub edits: u64,
    /// The first of its edits, in words.
    pub lines: Vec<Line>,
}

/// One edit of a change, as texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The kind of the record.
    pub kind: String,
    /// The record.
    pub record: Id,
    /// The field; empty when the whole record was made or removed.
    pub field: String,
    /// What it held.
    pub before: Option<String>,
    /// What it holds since.
    pub after: Option<String>,
}

/// What has become of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It holds.
    Done,
    /// It was taken back and can be made again.
    Undone,
    /// It was taken back, and something else was done since.
    Gone,
    /// It is itself a step back.
    Undo,
    /// It is itself a step made again.
    Redo,
}

impl State {
    /// The word in the database and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Gone => "gone",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Done, Self::Undone, Self::Gone, Self::Undo, Self::Redo]
            .into_iter()
            .find(|state| state.key() == key)
    }
}
