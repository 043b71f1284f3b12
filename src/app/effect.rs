//! What the screen asks the terminal to do, and what comes back. The screen itself does nothing.

use std::path::PathBuf;
use std::time::Duration;

use crate::domain::facts::Fact;
use crate::domain::history::Turn;
use crate::domain::{Change, Id, history};

pub use super::incoming::{
    Away, ImportAlike, ImportAsk, ImportColumn, ImportConflict, ImportDecided, ImportList,
    ImportMissing, ImportPreview, ImportQuestion, ImportReading, Merge, Unread,
};
use super::key::Key;
use super::mouse::Mouse;

/// Something that happened, for the screen to take in.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Something done with the mouse.
    Mouse(Mouse),
    /// Text that was pasted.
    Paste(String),
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// Time has passed.
    Tick,
    /// An effect is done, or something came from outside.
    Outcome(Outcome),
}

/// Something the screen cannot do itself.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Make a change.
    Commit(Change),
    /// Take the last step back or make it again, unless another window has put it there by another
    /// change than this one, which was asked about.
    Step(Turn, Option<Id>),
    /// Write the plans of these accounts as Markdown; one file each.
    WritePlans(Vec<Id>),
    /// Write the accounts shown, with these facts, as CSV or JSON.
    WriteList(ListFormat, Vec<Id>, Vec<Fact>),
    /// Read a file and say what an import would do.
    Inspect(ImportAsk),
    /// The names of files that begin so, of folders with a slash at the end.
    Complete(String),
    /// Import the file that was inspected.
    Import(ImportDecided),
    /// Keep how the columns of the file that was inspected are read: under a name, or for files
    /// with the same columns.
    KeepMapping(Option<String>),
    /// Write the rows of the file that was inspected which are not taken into a file of this name.
    PutAside(String, ImportDecided),
    /// Stop the long work that is running.
    Cancel,
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    /// Put the plan of an account on the clipboard, as Markdown.
    CopyPlan(Id),
    /// Edit a text in the editor that the user has chosen (`$EDITOR`).
    EditOutside(String),
    /// Remember something for the next start.
    Remember(&'static str, Option<String>),
    /// Remember the long texts that are not kept yet, beside those of other windows.
    RememberDrafts,
    /// Close this book and open the demo book.
    OpenDemo,
    /// Stop the process until it is called back.
    Suspend,
    /// Leave.
    Quit,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListFormat {
    /// Comma-separated values.
    Csv,
    /// One JSON document.
    Json,
}

/// What became of an effect.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A change is on disk; its label.
    Saved(String),
    /// A step was taken back or made again; its label, `None` when there was none.
    Stepped(Turn, Option<String>),
    /// What the step would turn was done in another window: the change, and in words.
    Theirs(Turn, Id, String),
    /// Nothing was changed, and why.
    Refused(String),
    /// Files were written: how many, and where.
    Wrote(usize, PathBuf),
    /// A text is on the clipboard.
    Copied(String),
    /// Something was done that changes nothing in the book; in words.
    Said(String),
    /// The change log, newest first.
    History(Vec<history::Entry>),
    /// The text as the outside editor left it.
    Edited(String),
    /// Another program changed the book; the screen shows it now.
    Refreshed,
    /// Long work is so far.
    Progress(Progress),
    /// The names of files that begin as was typed.
    Completed(Vec<String>),
    /// What an import would do, or why it cannot.
    Inspected(Result<Box<ImportPreview>, Unread>),
    /// Rejected rows were written (and where), or could not be (and why).
    PutAside(Result<String, String>),
    /// An import is done (and what it did), or was given up (and why).
    Imported(Result<String, String>),
}

/// How far long work is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Rows done.
    pub rows: u64,
    /// Bytes done.
    pub bytes: u64,
    /// Bytes in all; 0 while that is not known.
    pub total: u64,
}

impl Progress {
    /// How long it will still take at the pace so far, in words; `None` while that cannot be told.
    pub fn left(self, taken: Duration) -> Option<String> {
        let rest = self.total.checked_sub(self.bytes).filter(|_| self.bytes > 0)?;
        let millis = taken.as_millis().saturating_mul(u128::from(rest)) / u128::from(self.bytes);
        let seconds = millis.div_ceil(1000);
        Some(match seconds {
            0..120 => format!("{seconds} s"),
            _ => format!("{} min", seconds.div_ceil(60)),
        })
    }
}

/// What the screen needs in memory to be drawn; the terminal reads it before the next frame.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wants {
    /// Accounts whose details are shown.
    pub accounts: Vec<Id>,
    /// Facts that are shown, sorted or filtered by.
    pub facts: Vec<Fact>,
    /// Whether the open actions of all accounts are shown.
    pub agenda: bool,
    /// Whether the change log is shown: of one account, or of the book.
    pub history: Option<Option<Id>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_pace() {
        let left = |bytes| {
            Progress { rows: 0, bytes, total: 1000 }
                .left(Duration::from_secs(2))
                .unwrap_or_default()
        };
        assert_eq!((left(500), left(10), left(1000)), ("2 s".into(), "4 min".into(), "0 s".into()));
        assert_eq!((left(0), left(2000)), (String::new(), String::new()));
    }
}
