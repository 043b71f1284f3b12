//! How a command ends: its exit code, and what is said on the way out.
//!
//! The codes and what they mean stand in [`MEANINGS`], from which `--help` and the manual tell them.
//!
//! An error is one line on stderr that begins `quadbook: `, then at most one line that begins
//! `hint: `, with the candidates one a line after it where a name was not clear.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::domain::mishap::reason;
use crate::edge;
use crate::exchange::folder::FolderError;
use crate::session::{CommitError, StoreError};
use crate::terminal::writing::PlansError;
use crate::text;

/// The longest line of an error, in columns.
const LINE_MOST: usize = 200;

/// Why a command ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Something was found, or what was named was not.
    Findings = 1,
    /// The command line cannot be understood.
    Usage = 2,
    /// What was given is refused.
    Refused = 3,
    /// Somebody else is at it.
    Busy = 4,
    /// The disk says no.
    Storage = 5,
    /// The file is damaged or no book.
    Foreign = 6,
    /// The book was written by a newer Quadbook.
    Newer = 7,
    /// A fault in the program.
    Fault = edge::FAULT,
}

/// Every exit code with what it means.
pub const MEANINGS: &[(Exit, &str)] = &[
    (Exit::Done, "done; an empty list and a reader that left early too"),
    (Exit::Findings, "check found something, a record is not there or not clear, nothing to undo"),
    (Exit::Usage, "unknown command, option, field or setting, malformed query or day"),
    (Exit::Refused, "a value that does not fit its field, a file that cannot be taken in"),
    (Exit::Busy, "another program holds the book or has changed the same field"),
    (Exit::Storage, "the disk, a folder or a file cannot be used"),
    (Exit::Foreign, "the file is damaged or no book"),
    (Exit::Newer, "the book was written by a newer Quadbook"),
    (Exit::Fault, "a fault in the program; what was saved is safe"),
];

/// The exit codes for `--help` and the manual.
pub fn help() -> String {
    let lines = MEANINGS.iter().map(|(exit, means)| format!("  {}  {means}", *exit as u8));
    format!("Exit codes:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Why a command did not do what it was told, as the user reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    message: String,
    hint: Option<String>,
    candidates: Vec<String>,
}

impl Failure {
    /// A failure with one line: lower case, no full stop, naming the thing.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), hint: None, candidates: Vec::new() }
    }

    /// The command line cannot be understood.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// What was given does not fit.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, message)
    }

    /// An end without a word.
    pub fn silent(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// The same with a line that says what helps.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same in other words.
    pub fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// The same with what could have been meant, one a line.
    pub fn candidates(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }

    /// Says it on stderr and gives the exit code. A closed stderr is no further error.
    pub fn report(&self) -> ExitCode {
        let mut err = io::stderr().lock();
        if !self.message.is_empty() {
            let _ =
                writeln!(err, "{}", text::fit(&format!("quadbook: {}", self.message), LINE_MOST));
            if let Some(hint) = &self.hint {
                let _ = writeln!(err, "{}", text::fit(&format!("hint: {hint}"), LINE_MOST));
            }
            for candidate in &self.candidates {
                let _ = writeln!(err, "  {}", text::fit(candidate, LINE_MOST));
            }
        }
        ExitCode::from(self.exit as u8)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match error {
            StoreError::Busy(_) => Exit::Busy,
            StoreError::Storage(_) => Exit::Storage,
            StoreError::Foreign(_) => Exit::Foreign,
            StoreError::Newer(_) => Exit::Newer,
        };
        Self { hint: error.hint().map(str::to_owned), ..Self::new(exit, error.to_string()) }
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        let hint = error.hint().map(str::to_owned);
        let exit = match error {
            CommitError::Store(error) => return error.into(),
            CommitError::Refused(_) => Exit::Refused,
            CommitError::Conflict { .. } => Exit::Busy,
        };
        Self { hint, ..Self::new(exit, error.to_string()) }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Foreign { .. } => {
                Self::refused(error.to_string()).hint("move that file away or name another folder")
            }
            FolderError::Edited { .. } => Self::refused(error.to_string())
                .hint("move that file away, or overwrite it with --force"),
            FolderError::Folder { .. } | FolderError::File { .. } => {
                Self::new(Exit::Storage, error.to_string())
                    .hint("the book is unharmed; make room there or name another folder with --dir")
            }
        }
    }
}

impl From<PlansError> for Failure {
    fn from(error: PlansError) -> Self {
        match error {
            PlansError::Store(error) => error.into(),
            PlansError::Folder(error) => error.into(),
        }
    }
}

/// Errors of the output. A reader that left early is none.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::silent(Exit::Done),
            _ => Self::new(Exit::Storage, format!("cannot write the output: {}", reason(&error))),
        }
    }
}
