//! Names of files as they are typed: `~`, quotes that a terminal puts around a dropped file, and
//! the names that begin as was typed.

use std::path::{Path, PathBuf};

use crate::edge;

/// The most names that are offered.
const OFFERED_MOST: usize = 30;

/// The file that a typed name means.
pub fn meant(text: &str) -> PathBuf {
    let text = bare(text.trim());
    match (text.strip_prefix("~/"), edge::variable("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(text),
    }
}

/// A free name beside a file, for the rows of a list in it that are not taken.
pub fn beside(file: &Path, list: &str) -> PathBuf {
    let stem = Path::new(list).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = |count: u32| {
        let number = if count == 1 { String::new() } else { format!("-{count}") };
        file.with_file_name(format!("{stem}-rejected{number}.csv"))
    };
    (1..1000).map(named).find(|path| !is_there(path)).unwrap_or_else(|| named(1))
}

/// Whether anything has that name.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A name without the quotes or backslashes that protect it from a shell.
fn bare(text: &str) -> String {
    for quote in ['\'', '"'] {
        let inside = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inside) = inside {
            return inside.to_owned();
        }
    }
    if cfg!(windows) { text.to_owned() } else { text.replace("\\ ", " ") }
}

/// The names that begin as was typed, as they would be typed; folders end with a slash. Hidden
/// ones only when the dot was typed.
pub fn beginning(text: &str) -> Vec<String> {
    let typed = bare(text.trim_start());
    let (folder, begun) = match typed.rsplit_once('/') {
        Some((folder, begun)) => (format!("{folder}/"), begun),
        None => (String::new(), typed.as_str()),
    };
    let place = if folder.is_empty() { PathBuf::from(".") } else { meant(&folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            let is_folder = entry.path().is_dir();
            let slash = if is_folder { "/" } else { "" };
            (name.starts_with(begun) && !hidden).then(|| format!("{folder}{name}{slash}"))
        })
        .collect();
    names.sort_unstable();
    names.truncate(OFFERED_MOST);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_is_named_without_its_quotes() {
        assert_eq!(meant("'/a b/c.csv' "), PathBuf::from("/a b/c.csv"));
        assert_eq!(meant("/a\\ b.csv"), PathBuf::from("/a b.csv"));
        assert!(!meant("~/x.csv").starts_with("~") || edge::variable("HOME").is_none());
    }

    #[test]
    fn a_name_for_rejected_rows_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let zip = folder.path().join("export.zip");
        let beside = |list: &str| beside(&zip, list);
        assert_eq!(beside("x/deals.csv"), folder.path().join("deals-rejected.csv"));
        std::fs::write(folder.path().join("deals-rejected.csv"), "mine").unwrap();
        assert_eq!(beside("deals.csv"), folder.path().join("deals-rejected-2.csv"));
    }

    #[test]
    fn names_are_offered_as_they_begin() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["accounts.csv", "actions.csv", ".hidden.csv"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("archive")).unwrap();
        let start = folder.path().display().to_string();
        let offered = |text: &str| -> Vec<String> {
            let all = beginning(&format!("{start}/{text}"));
            all.iter().map(|name| name[start.len() + 1..].to_owned()).collect()
        };
        assert_eq!(offered("ac"), ["accounts.csv", "actions.csv"]);
        assert_eq!(offered(""), ["accounts.csv", "actions.csv", "archive/"]);
        assert_eq!(offered(".h"), [".hidden.csv"]);
        assert!(offered("zz").is_empty());
    }
}
