//! A folder that exports are written into (RELIABILITY 3.5). Each file appears whole or not at
//! all; a link, a folder or somebody else's file in its place is never followed or replaced.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::mishap;

/// The most of a file that is read to see whose it is; no plan is longer.
const MOST: u64 = 4 << 20;

/// Whose a file is that stands in the place of an export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// As this program wrote it.
    Ours,
    /// Written by this program, and edited since.
    Edited,
    /// Somebody else's.
    Foreign,
}

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The folder cannot be made or used.
    #[error("cannot use the folder {}: {}", path.display(), mishap::reason(reason))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Something stands in the place of the file that is not ours.
    #[error("{} was not written by Quadbook and is left as it is", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Our own file was edited since.
    #[error("{} was edited since it was written and is left as it is", path.display())]
    Edited {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("cannot write {}: {}; nothing was changed there", path.display(), mishap::reason(reason))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

/// An open folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    place: place::Place,
    /// The folders that had to be made, the innermost first.
    made: Vec<PathBuf>,
}

impl Folder {
    /// Opens a folder, making it when it is not there.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let refuse = |reason| FolderError::Folder { path: path.to_owned(), reason };
        let missing = path.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let made: Vec<_> =
            missing.take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(path).map_err(refuse)?;
        let path = fs::canonicalize(path).map_err(refuse)?;
        let place = place::Place::open(&path).map_err(refuse)?;
        Ok(Self { path, place, made })
    }

    /// Writes a file; gives its path. What stands in its place is replaced only when it is ours;
    /// `whose` says so of its content. `name` must be a plain file name, as
    /// [`crate::text::file_stem`] makes them.
    pub fn put(
        &self,
        name: &str,
        bytes: &[u8],
        whose: impl Fn(&[u8]) -> Whose,
    ) -> Result<PathBuf, FolderError> {
        let path = self.path.join(name);
        match self.place.content(name) {
            Ok(None) => {}
            Ok(Some(there)) if there == bytes => return Ok(path),
            Ok(Some(there)) => match whose(&there) {
                Whose::Ours => {}
                Whose::Edited => return Err(FolderError::Edited { path }),
                Whose::Foreign => return Err(FolderError::Foreign { path }),
            },
            Err(reason) => return Err(FolderError::File { path, reason }),
        }
        let temporary = format!(".{name}.tmp");
        let written = self.place.write(&temporary, name, bytes);
        written.map_err(|reason| {
            self.leave();
            FolderError::File { path: path.clone(), reason }
        })?;
        Ok(path)
    }

    /// Takes the folders away again that were made for nothing; one that holds a file stays.
    fn leave(&self) {
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }

    /// Makes the names of the files written so far last through a power cut.
    pub fn settle(&self) -> Result<(), FolderError> {
        let path = self.path.clone();
        self.place.settle().map_err(|reason| FolderError::Folder { path, reason })
    }
}

/// What a file holds; nothing for what is no plain file.
fn content(file: &File) -> io::Result<Vec<u8>> {
    let mut held = Vec::new();
    if file.metadata()?.is_file() {
        file.take(MOST).read_to_end(&mut held)?;
    }
    Ok(held)
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
mod place {
    //! The folder stays the one that was opened, whatever its path leads to meanwhile.

    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{AtFlags, Mode, OFlags, fsync, open, openat, renameat, unlinkat};
    use rustix::io::Errno;

    #[derive(Debug)]
    pub struct Place(OwnedFd);

    impl Place {
        pub fn open(path: &Path) -> io::Result<Self> {
            let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
            Ok(Self(open(path, flags, Mode::empty())?))
        }

        /// What a file holds, if there is one. Empty for what is no plain file.
        pub fn content(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
            // NONBLOCK: a pipe in this place must not make the program wait.
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
            match openat(&self.0, name, flags, Mode::empty()) {
                Ok(file) => super::content(&File::from(file)).map(Some),
                Err(Errno::NOENT) => Ok(None),
                Err(Errno::LOOP) => Ok(Some(Vec::new())),
                Err(error) => Err(error.into()),
            }
        }

        pub fn write(&self, temporary: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
            match unlinkat(&self.0, temporary, AtFlags::empty()) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
            let mode = Mode::RUSR | Mode::WUSR;
            let file = openat(&self.0, temporary, flags | OFlags::CLOEXEC, mode)?;
            let done = super::fill(File::from(file), bytes)
                .and_then(|()| Ok(renameat(&self.0, temporary, &self.0, name)?));
            if done.is_err() {
                let _ = unlinkat(&self.0, temporary, AtFlags::empty());
            }
            done
        }

        pub fn settle(&self) -> io::Result<()> {
            Ok(fsync(&self.0)?)
        }
    }
}

#[cfg(not(unix))]
mod place {
    //! By path, where the system has no way to hold on to a folder.

    use std::fs::{self, File, OpenOptions};
    use std::io;
    use std::path::{Path, PathBuf};

    #[derive(Debug)]
    pub struct Place(PathBuf);

    impl Place {
        #[expect(clippy::unnecessary_wraps, reason = "opening can fail on other systems")]
        pub fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub fn content(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
            let path = self.0.join(name);
            match fs::symlink_metadata(&path) {
                Ok(meta) if meta.is_file() => super::content(&File::open(path)?).map(Some),
                Ok(_) => Ok(Some(Vec::new())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            }
        }

        pub fn write(&self, temporary: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
            let (temporary, path) = (self.0.join(temporary), self.0.join(name));
            let _ = fs::remove_file(&temporary);
            let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
            let done = super::fill(file, bytes).and_then(|()| fs::rename(&temporary, path));
            if done.is_err() {
                let _ = fs::remove_file(&temporary);
            }
            done
        }

        #[expect(clippy::unnecessary_wraps, reason = "this can fail on other systems")]
        pub fn settle(&self) -> io::Result<()> {
            let _ = self;
            Ok(())
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn ours(there: &[u8]) -> Whose {
        if there.ends_with(b"edited") {
            return Whose::Edited;
        }
        if there.starts_with(b"ours") { Whose::Ours } else { Whose::Foreign }
    }

    #[test]
    fn our_own_file_is_written_again_and_nobody_else_may_read_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(&home.path().join("a/b")).unwrap();
        folder.put("x.md", b"ours 1", ours).unwrap();
        let path = folder.put("x.md", b"ours 2", ours).unwrap();
        folder.settle().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours 2");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(home.path().join("a/b")).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_was_edited_is_left_alone_unless_it_already_says_the_same() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path()).unwrap();
        fs::write(home.path().join("x.md"), b"ours, edited").unwrap();
        let said = folder.put("x.md", b"ours", ours).unwrap_err();
        assert!(matches!(said, FolderError::Edited { .. }), "{said}");
        assert_eq!(fs::read(home.path().join("x.md")).unwrap(), b"ours, edited");
        folder.put("x.md", b"ours, edited", ours).unwrap();
    }

    #[test]
    fn folders_made_for_a_file_that_cannot_be_written_are_taken_away() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("mine")).unwrap();
        let folder = Folder::open(&home.path().join("mine/a/b")).unwrap();
        // The temporary file's name is too long for any disk.
        let said = folder.put(&"x".repeat(252), b"ours", ours).unwrap_err().to_string();
        assert!(said.ends_with("; nothing was changed there"), "{said}");
        assert!(home.path().join("mine").exists());
        assert!(!home.path().join("mine/a").exists());
        let folder = Folder::open(&home.path().join("mine/a")).unwrap();
        folder.put("x.md", b"ours", ours).unwrap();
        folder.put(&"x".repeat(252), b"ours", ours).unwrap_err();
        assert!(home.path().join("mine/a/x.md").exists());
    }

    #[test]
    fn links_folders_pipes_and_foreign_files_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let victim = home.path().join("victim");
        fs::write(&victim, "ours, but elsewhere").unwrap();
        let dir = home.path().join("out");
        let folder = Folder::open(&dir).unwrap();
        symlink(&victim, dir.join("link.md")).unwrap();
        symlink(home.path().join("nowhere"), dir.join("dangling.md")).unwrap();
        fs::create_dir(dir.join("dir.md")).unwrap();
        fs::write(dir.join("notes.md"), "mine").unwrap();
        let made = std::process::Command::new("mkfifo").arg(dir.join("pipe.md")).status();
        let names = ["link.md", "dangling.md", "dir.md", "notes.md"];
        let pipe = made.is_ok_and(|status| status.success()).then_some("pipe.md");
        for name in names.into_iter().chain(pipe) {
            let said = folder.put(name, b"ours", ours).unwrap_err().to_string();
            assert!(said.contains("was not written by Quadbook"), "{name}: {said}");
        }
        assert_eq!(fs::read(&victim).unwrap(), b"ours, but elsewhere");
        assert_eq!(fs::read(dir.join("notes.md")).unwrap(), b"mine");
        assert!(!home.path().join("nowhere").exists());
    }

    #[test]
    fn a_folder_swapped_for_a_link_is_still_the_folder_that_was_opened() {
        let home = tempfile::tempdir().unwrap();
        let (dir, other) = (home.path().join("out"), home.path().join("other"));
        fs::create_dir(&other).unwrap();
        let folder = Folder::open(&dir).unwrap();
        fs::rename(&dir, home.path().join("moved")).unwrap();
        symlink(&other, &dir).unwrap();
        folder.put("x.md", b"ours", ours).unwrap();
        assert_eq!(fs::read_dir(other).unwrap().count(), 0);
        assert!(home.path().join("moved/x.md").exists());
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(Folder::open(&file), Err(FolderError::Folder { .. })));
    }
}
