//! Where a book lies, and what follows from it: how changes reach the disk, and what its user
//! should know about the place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::backup;
use super::make::new_file;
use super::open::Opening;

/// What opening a book and a small change write, in bytes.
const ENOUGH: usize = 1 << 17;

/// How changes reach the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Beside the file first: fast, and safe on a local disk.
    Wal,
    /// Into the file: it is whole after each change, as programs that copy it need it.
    Truncate,
}

impl Mode {
    /// The word for it in SQLite.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wal => "wal",
            Self::Truncate => "truncate",
        }
    }
}

/// Names by which folders of synchronising programs are known.
const SYNCED: &[&str] = &[
    "Dropbox",
    "OneDrive",
    "Google Drive",
    "GoogleDrive",
    "iCloud Drive",
    "iCloudDrive",
    "Mobile Documents",
    "CloudStorage",
    "Nextcloud",
    "ownCloud",
    "Syncthing",
];

/// How changes reach the disk where a file lies, and what the user should know about the place.
pub fn manner(file: &Path, opening: &Opening) -> (Mode, Vec<String>) {
    if opening.network_kind.is_some() {
        return (Mode::Truncate, Vec::new());
    }
    match synced(file) {
        None => (Mode::Wal, Vec::new()),
        Some(by) => {
            let said = format!(
                "the book lies in a folder that is synchronised ({by}): open it on one machine at a time"
            );
            let mut notices = vec![said];
            notices.extend(conflict_copies(file));
            (Mode::Truncate, notices)
        }
    }
}

/// The synchronising program whose folder a file lies in.
fn synced(file: &Path) -> Option<String> {
    let folder = file.parent()?;
    let named = folder.components().find_map(|part| {
        let part = part.as_os_str().to_str()?;
        let known = SYNCED.iter().find(|name| {
            part.strip_prefix(**name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        known.map(|name| (*name).to_owned())
    });
    let marked = || folder.ancestors().any(|f| f.join(".stfolder").exists());
    named.or_else(|| marked().then(|| "Syncthing".to_owned()))
}

/// Says which copies a synchronising program made of the book because two machines changed it.
fn conflict_copies(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?;
    let is_copy = |name: &str| {
        let marked = name.to_lowercase();
        name.starts_with(stem) && (marked.contains("conflict") || marked.contains("sync-"))
    };
    let names = fs::read_dir(file.parent()?).ok()?.flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let copies: Vec<String> = names.filter(|name| is_copy(name)).collect();
    (!copies.is_empty()).then(|| {
        let copies = copies.join(", ");
        format!("two machines changed the book: the other one's work is in {copies}")
    })
}

/// Whether the disk that a file lies on takes nothing more. Tried with a file beside it, because
/// what SQLite says of a full disk depends on which of its files it was about to write.
pub fn is_full(file: &Path) -> bool {
    let tried = backup::beside(file, ".space");
    let wrote = new_file(&tried).and_then(|mut new| {
        new.write_all(&vec![1; ENOUGH])?;
        new.sync_all()
    });
    let _ = fs::remove_file(&tried);
    wrote.is_err_and(|error| no_space(&error))
}

/// Whether an error says that a disk or a share of it is full.
pub fn no_space(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// A file that others may read is made its user's alone; says so.
pub fn make_private(file: &Path) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::symlink_metadata(file).ok()?.permissions().mode();
        if mode & 0o077 != 0 && fs::set_permissions(file, fs::Permissions::from_mode(0o600)).is_ok()
        {
            return Some("others could read the book's file: now only you can".to_owned());
        }
    }
    let _ = file;
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_synchronising_programs_are_known() {
        let by = |path: &str| synced(Path::new(path));
        assert_eq!(by("/home/kim/Dropbox/book.db").as_deref(), Some("Dropbox"));
        assert_eq!(by("/home/kim/OneDrive - Acme/x/book.db").as_deref(), Some("OneDrive"));
        assert_eq!(by("/home/kim/Dropboxes/book.db"), None);
        assert_eq!(by("/home/kim/book.db"), None);
    }
}
