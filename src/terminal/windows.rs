//! Which windows on this machine have a book open: each leaves a note among the program's own
//! files while it is there. A note of a process that is gone counts for nothing.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::domain::Id;

/// The note of this window; dropping it takes it away.
#[derive(Debug)]
pub struct Window {
    folder: PathBuf,
    begins: String,
    process: u32,
}

impl Window {
    /// Leaves a note that a book is open in this process. Notes are a comfort: where none can be
    /// left, none is.
    pub fn enter(state: &Path, book: &Path, process: u32) -> Option<Self> {
        let folder = state.join("windows");
        fs::create_dir_all(&folder).ok()?;
        let begins = format!("{}.", Id::of_parts(&["window", &book.display().to_string()]));
        let window = Self { folder, begins, process };
        File::create(window.note()).ok()?;
        Some(window)
    }

    fn note(&self) -> PathBuf {
        self.folder.join(format!("{}{}", self.begins, self.process))
    }

    /// The other processes that have the book open too.
    pub fn others(&self) -> Vec<u32> {
        others(&self.folder, &self.begins, self.process)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.note());
    }
}

/// The living processes with a note that begins so; notes of others are taken away.
fn others(folder: &Path, begins: &str, own: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let process = name.strip_prefix(begins).and_then(|rest| rest.parse().ok());
        let Some(process) = process.filter(|process| *process != own) else { continue };
        if lives(process) {
            found.push(process);
        } else {
            let _ = fs::remove_file(entry.path());
        }
    }
    found.sort_unstable();
    found
}

#[cfg(unix)]
fn lives(process: u32) -> bool {
    let number = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    let asked = number.map(rustix::process::test_kill_process);
    asked.is_some_and(|asked| asked != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(unix))]
fn lives(_process: u32) -> bool {
    // What cannot be asked is not said.
    false
}

/// What to say of the other windows of a book.
pub fn said(others: &[u32]) -> Option<String> {
    Some(match others.len() {
        0 => return None,
        1 => "also open in another window: each sees what the other does".to_owned(),
        n => format!("also open in {n} other windows: each sees what the others do"),
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn windows_see_each_other_until_they_are_closed_or_killed() {
        let state = tempfile::tempdir().unwrap();
        let (book, other) = (Path::new("/x/book.db"), Path::new("/x/other.db"));
        let enter = |book, process| Window::enter(state.path(), book, process).unwrap();
        // A process that lives, this one, and one that does not.
        let (me, gone) = (std::process::id(), 0x7fff_fff0);
        let first = enter(book, me);
        assert_eq!(first.others(), Vec::<u32>::new());
        let killed = enter(book, gone);
        assert_eq!(killed.others(), [me]);
        std::mem::forget(killed);
        assert_eq!(first.others(), Vec::<u32>::new());
        let second = enter(book, 1);
        assert_eq!((first.others(), second.others()), (vec![1], vec![me]));
        assert_eq!(enter(other, 2).others(), Vec::<u32>::new());
        drop(first);
        assert_eq!(second.others(), Vec::<u32>::new());
        assert_eq!(said(&[]), None);
        let one = said(&[7]).unwrap();
        assert!(one.starts_with("also open in another window") && one.len() <= 58, "{one}");
        assert!(said(&[7, 8]).unwrap().starts_with("also open in 2 other windows"));
    }
}
