//! The real program in a home of its own, with everything that differs from run to run masked:
//! ids, times of day and the place of the home.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use quadbook::domain::Id;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_quadbook");

/// A fresh home with a book that is not there yet. The day is Saturday, 2026-11-21.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A home whose book these commands made.
    pub fn with(lines: &[&str]) -> Self {
        let home = Self::new();
        for line in lines {
            home.done(line);
        }
        home
    }

    /// A path in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in the home.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The program with these words, which are split as a shell splits them.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(words(line))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("USER", "ann")
            .env("QUADBOOK_BOOK", self.path("book.db"))
            .env("QUADBOOK_TODAY", "2026-11-21")
            .stdin(Stdio::null());
        command
    }

    /// Exit code, stdout and stderr of a command, masked.
    pub fn says(&self, line: &str) -> String {
        let output = self.command(line).output().unwrap();
        let place = self.folder.path().display().to_string();
        let (out, err) = texts(&output);
        let mut said = format!("exit {}", output.status.code().unwrap());
        for (name, text) in [("out", out), ("err", err)] {
            if !text.is_empty() {
                said = format!("{said}\n-- {name}\n{}", text.trim_end_matches('\n'));
            }
        }
        masked(&said.replace(&place, "~"))
    }

    /// What a command that must succeed writes to stdout.
    pub fn done(&self, line: &str) -> String {
        let output = self.command(line).output().unwrap();
        let (out, err) = texts(&output);
        assert!(output.status.success(), "{line}: {err}");
        out
    }

    /// The JSON document that a command writes.
    pub fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.done(line)).unwrap()
    }

    /// The exit code of a command, which must say one line and at most one hint.
    pub fn fails(&self, line: &str) -> i32 {
        let output = self.command(line).output().unwrap();
        let (_, err) = texts(&output);
        let mut lines = err.lines();
        let first = lines.next().unwrap_or_default();
        assert!(first.starts_with("quadbook: ") && first.chars().count() <= 200, "{line}: {err}");
        assert!(lines.next().is_none_or(|hint| hint.starts_with("hint: ")), "{line}: {err}");
        assert!(!err.contains("panicked"), "{line}: {err}");
        output.status.code().unwrap()
    }
}

pub fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// Splits at blanks outside of `'…'`.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut seen) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        match c {
            '\'' => (quoted, seen) = (!quoted, true),
            ' ' if !quoted => {
                if seen {
                    words.push(std::mem::take(&mut word));
                }
                seen = false;
            }
            c => {
                word.push(c);
                seen = true;
            }
        }
    }
    if seen {
        words.push(word);
    }
    words
}

/// Every id by a number in the order in which they come, and no times of day.
fn masked(text: &str) -> String {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut made = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(id) = rest.get(..36).filter(|id| id.parse::<Id>().is_ok()) {
            let next = known.len() + 1;
            let number = known.entry(id.to_owned()).or_insert(next);
            made += "<id ";
            made += &number.to_string();
            made.push('>');
            rest = &rest[36..];
        } else if is_time(rest) {
            made.push_str("<time>");
            rest = &rest[5..];
        } else {
            made.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    made
}

fn is_time(text: &str) -> bool {
    let Some(time) = text.get(..5) else { return false };
    time.bytes().enumerate().all(|(at, b)| if at == 2 { b == b':' } else { b.is_ascii_digit() })
}

/// Everything in a folder, by name.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        found.insert(name, fs::read(entry.path()).unwrap());
    }
    found
}
