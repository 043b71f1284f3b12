//! What a killed program left behind: half-written copies beside a book and among its backups.
//! Only names that this program makes are touched, and only when they are old enough that nobody
//! is still writing them.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::domain::{Id, Moment};

/// Nothing takes longer to write, in milliseconds.
const OLD: i64 = 60 * 60 * 1000;
/// What SQLite puts beside a file that it writes.
const PARTS: [&str; 4] = ["", "-journal", "-wal", "-shm"];
/// What stands before the id in the name of a file on its way.
pub const NEW: &str = ".new-";
/// The name of a hash on its way ends so.
const NEW_HASH: &str = ".sha256.new";

/// Takes away what was left half-written in a folder under names that begin so.
pub fn sweep(folder: &Path, stem: &str, now: &Moment) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let ours = name.strip_prefix('.').unwrap_or(&name).starts_with(stem);
        let made = begun(&name).or_else(|| {
            let about = entry.metadata().ok().filter(|_| name.ends_with(NEW_HASH))?;
            let age = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            i64::try_from(age.as_millis()).ok()
        });
        if ours && made.is_some_and(|made| now.millis() - made > OLD) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// When a file with the name of one on its way was begun, in milliseconds: its id says so.
fn begun(name: &str) -> Option<i64> {
    let (_, end) = name.rsplit_once(NEW)?;
    let id = PARTS.iter().rev().find_map(|part| end.strip_suffix(part))?;
    let id: Id = id.parse().ok()?;
    let digits: String = id.to_string().chars().filter(|c| *c != '-').take(12).collect();
    i64::from_str_radix(&digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_old_files_on_their_way_are_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::noon(date(2026, 11, 21));
        let (old, young) = (Id::fresh(&now.plus_millis(-2 * OLD)), Id::fresh(&now));
        let left = [
            format!("book-auto-1.db.new-{old}"),
            format!("book.db.new-{old}-journal"),
            format!(".book.db.new-{old}"),
        ];
        let kept = [
            "book.db".to_owned(),
            "book-auto-1.db".to_owned(),
            "book-auto-1.db.sha256".to_owned(),
            "book.db.new-one".to_owned(),
            format!("book.db.new-{young}"),
            format!("other.db.new-{old}"),
        ];
        for name in left.iter().chain(&kept) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(folder.path(), "book", &now);
        let there = |name: &String| folder.path().join(name).exists();
        assert!(!left.iter().any(there), "{left:?}");
        assert!(kept.iter().all(there), "{kept:?}");
        let hash = folder.path().join("book-auto-1.db.sha256.new");
        fs::write(&hash, "x").unwrap();
        sweep(folder.path(), "book", &now.plus_millis(-400 * 24 * OLD));
        assert!(hash.exists());
        sweep(folder.path(), "book", &now.plus_millis(100_000 * 24 * OLD));
        assert!(!hash.exists());
    }
}
