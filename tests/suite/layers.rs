//! The layers of the house: which part may use which. Read from the sources, so that a shortcut
//! cannot be taken unseen.

use std::fs;
use std::path::{Path, PathBuf};

/// Each part and the parts of ours that it may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain", "edge"]),
    ("session", &["store", "domain", "edge"]),
    ("text", &["domain"]),
    ("edge", &["domain"]),
    ("exchange", &["domain", "text"]),
    ("demo", &["domain"]),
    ("app", &["domain", "text"]),
    ("ui", &["app", "domain", "text"]),
    ("terminal", &["ui", "app", "session", "exchange", "domain", "text", "edge"]),
    ("cli", &["app", "ui", "terminal", "session", "exchange", "demo", "domain", "text", "edge"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Libraries that only one part may use.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("clap", &["cli", "main"]),
    ("signal_hook", &["terminal"]),
    ("directories", &["edge"]),
    ("color_eyre", &["terminal", "cli", "main"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The part that a file belongs to.
fn part(path: &Path) -> String {
    let inside = path.strip_prefix(source_root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Each line of code of each source, comments left out: part, file, line.
fn lines() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for path in sources(&source_root()) {
        let (part, name) = (part(&path), path.display().to_string());
        for line in fs::read_to_string(&path).unwrap().lines() {
            if !line.trim_start().starts_with("//") {
                all.push((part.clone(), name.clone(), line.to_owned()));
            }
        }
    }
    all
}

#[test]
fn no_part_uses_what_is_above_it() {
    for (part, name, line) in lines() {
        let allowed = MAY_USE.iter().find(|(known, _)| *known == part);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name}: no such part in the table"));
        for rest in line.split("crate::").skip(1).chain(line.split("quadbook::").skip(1)) {
            let used: String =
                rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let fine = used.is_empty() || used == part || allowed.contains(&used.as_str());
            assert!(fine, "{name}: {part} must not use {used}: {line}");
        }
    }
}

#[test]
fn some_libraries_live_in_one_part_only() {
    for (part, name, line) in lines() {
        for (library, parts) in ONLY_IN {
            let uses = line.contains(&format!("{library}::"));
            assert!(!uses || parts.contains(&part.as_str()), "{name}: {library}: {line}");
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for path in sources(&source_root()) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{}", path.display());
    }
}

#[test]
fn no_braille_is_ever_drawn() {
    for path in sources(&source_root()) {
        let text = fs::read_to_string(&path).unwrap();
        let braille = text.chars().find(|c| ('\u{2800}'..='\u{28ff}').contains(c));
        assert_eq!(braille, None, "{}", path.display());
        assert!(!text.contains("symbols::braille"), "{}", path.display());
    }
}
