//! A book that is read without locks, because where it lies there is no place for them: what its
//! files looked like when it was opened. What is read after another program has written may be half
//! old and half new, so it must never be believed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::backup::beside;

/// What a file looks like from outside: its size, and when it was written.
type Outside = Option<(u64, Option<SystemTime>)>;

/// What the files of a book looked like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    book: Outside,
    wal: Outside,
    journal: Outside,
}

impl Look {
    /// What they look like now.
    pub fn at(file: &Path) -> Self {
        let look = |end: &str| {
            let about = fs::symlink_metadata(beside(file, end)).ok()?;
            Some((about.len(), about.modified().ok()))
        };
        Self { book: look(""), wal: look("-wal"), journal: look("-journal") }
    }

    /// The end of the name of the file that holds what is not in the book yet, if there is one.
    pub fn unfinished(&self) -> Option<&'static str> {
        let holds = |part: &Outside| part.is_some_and(|(size, _)| size > 0);
        if holds(&self.wal) {
            Some("-wal")
        } else if holds(&self.journal) {
            Some("-journal")
        } else {
            None
        }
    }

    /// Whether another program may have the book open.
    pub fn in_use(&self) -> bool {
        self.wal.is_some() || self.unfinished().is_some()
    }

    /// Whether the book itself has not been written since: what else was written lies beside it.
    pub fn same_book(&self, file: &Path) -> bool {
        self.book == Self::at(file).book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_book_says_whether_it_is_in_use_and_whether_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("book.db");
        let write = |end, text| fs::write(beside(&file, end), text).unwrap();
        write("", "book");
        let look = Look::at(&file);
        assert!(!look.in_use() && look.same_book(&file));
        write("-journal", "");
        assert!(!Look::at(&file).in_use(), "as a change that is whole leaves it");
        write("-wal", "");
        assert_eq!((Look::at(&file).in_use(), Look::at(&file).unfinished()), (true, None));
        assert!(look != Look::at(&file) && look.same_book(&file));
        write("-journal", "x");
        assert_eq!(Look::at(&file).unfinished(), Some("-journal"));
        write("-wal", "x");
        assert_eq!(Look::at(&file).unfinished(), Some("-wal"));
        write("", "books");
        assert!(!look.same_book(&file));
    }
}
