//! What went wrong with a file or a folder, as a rep would say it: the system's own words name
//! numbers that nobody can use.

use std::io::{Error, ErrorKind};

/// The reason in a few words, for the end of a sentence.
pub fn reason(error: &Error) -> String {
    let said = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk may only be read",
        ErrorKind::PermissionDenied => "you have no permission",
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::AlreadyExists => "there is a file of that name",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::InvalidFilename => "no file can have that name",
        _ => return plain(&error.to_string()),
    };
    said.to_owned()
}

/// The words of the system without its number: `Too many open files (os error 24)`.
fn plain(text: &str) -> String {
    let text = text.split(" (os error ").next().unwrap_or(text);
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    // `I/O error` begins with a name, not with a word.
    if letters.as_str().starts_with('/') { text.to_owned() } else { first + letters.as_str() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_words_without_numbers() {
        assert_eq!(reason(&ErrorKind::StorageFull.into()), "the disk is full");
        assert_eq!(reason(&ErrorKind::PermissionDenied.into()), "you have no permission");
        assert_eq!(plain("Too many open files (os error 24)"), "too many open files");
        assert_eq!(plain("I/O error"), "I/O error");
        assert_eq!(plain(""), "");
    }
}
