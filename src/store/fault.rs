//! What can go wrong with the file of a book, in words for the user: what happened, to which
//! file, and what is unharmed. It must never show SQL.

use std::fmt;

use rusqlite::ErrorCode;

/// One clear line, and perhaps what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    text: String,
    hint: Option<String>,
}

impl Fault {
    /// A fault in words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), hint: None }
    }

    /// The same with what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Another program holds the book.
    pub fn busy(self) -> StoreError {
        StoreError::Busy(self)
    }

    /// The disk, the folder or the file cannot be used.
    pub fn storage(self) -> StoreError {
        StoreError::Storage(self)
    }

    /// The file is damaged or no book.
    pub fn foreign(self) -> StoreError {
        StoreError::Foreign(self)
    }

    /// A newer program wrote the file.
    pub fn newer(self) -> StoreError {
        StoreError::Newer(self)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What can go wrong with the file of a book. Exit codes as in DESIGN.md: 4, 5, 6, 7.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program holds the book (exit code 4).
    #[error("{0}")]
    Busy(Fault),
    /// The disk, the folder or the file cannot be used (exit code 5).
    #[error("{0}")]
    Storage(Fault),
    /// The file is damaged or no book (exit code 6).
    #[error("{0}")]
    Foreign(Fault),
    /// The book was written by a newer Quadbook (exit code 7).
    #[error("{0}")]
    Newer(Fault),
}

impl StoreError {
    /// The exit code of a command that ends with it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Busy(_) => 4,
            Self::Storage(_) => 5,
            Self::Foreign(_) => 6,
            Self::Newer(_) => 7,
        }
    }

    /// The same with something else to do about it.
    pub fn advising(self, hint: &str) -> Self {
        match self {
            Self::Busy(fault) => fault.hint(hint).busy(),
            Self::Storage(fault) => fault.hint(hint).storage(),
            Self::Foreign(fault) => fault.hint(hint).foreign(),
            Self::Newer(fault) => fault.hint(hint).newer(),
        }
    }

    /// What to do about it, if there is anything to say.
    pub fn hint(&self) -> Option<&str> {
        let (Self::Busy(fault) | Self::Storage(fault) | Self::Foreign(fault) | Self::Newer(fault)) =
            self;
        fault.hint.as_deref()
    }

    /// What an error of SQLite means for the file with this name.
    pub fn of_sql(error: &rusqlite::Error, name: &str) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _)
                if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE =>
            {
                // What changes are shared by could not be made any larger.
                of_code(ErrorCode::DiskFull, error, name)
            }
            rusqlite::Error::SqliteFailure(failure, _) => of_code(failure.code, error, name),
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::Utf8Error(..) => {
                damaged(format!("{name} holds what no Quadbook writes: {}", inner(error)))
            }
            _ => {
                Fault::new(format!("{name} cannot be used: {error}; nothing was changed")).storage()
            }
        }
    }
}

fn of_code(code: ErrorCode, error: &rusqlite::Error, name: &str) -> StoreError {
    let said = inner(error);
    match code {
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => {
            Fault::new(format!("{name} is held by another program; nothing was changed"))
                .hint("try again in a moment, or close the other program")
                .busy()
        }
        ErrorCode::DiskFull => {
            Fault::new(format!("the disk is full: {name} cannot be written; nothing was changed"))
                .hint("free some space and do it again")
                .storage()
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
            Fault::new(format!("{name} cannot be written: {said}; nothing was changed"))
                .hint("see who owns the file and its folder, and whether they may be written")
                .storage()
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            damaged(format!("{name} is damaged: {said}; nothing was changed"))
        }
        _ => Fault::new(format!("{name} cannot be read or written: {said}; nothing was changed"))
            .storage(),
    }
}

fn damaged(text: String) -> StoreError {
    Fault::new(text)
        .hint("`quadbook check` says more, `quadbook restore FILE` brings a backup back")
        .foreign()
}

fn inner(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(said)) => said.clone(),
        rusqlite::Error::FromSqlConversionFailure(_, _, why) => why.to_string(),
        other => other.to_string(),
    }
}

/// An error of reading for a row that says something no version of the program writes.
pub fn odd(text: impl Into<String>) -> rusqlite::Error {
    let why: Box<dyn std::error::Error + Send + Sync> = text.into().into();
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, why)
}
