//! Which installation of the program writes to a file (TEAM.md 4). A file that was copied or
//! moved is another one, so that clocks of the two never mean different changes.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::{Id, Moment};

/// What tells one place of a file from every other.
pub fn place(machine: &str, file: Option<&Path>, node: Option<u64>) -> String {
    let path = file.map(|file| file.display().to_string()).unwrap_or_default();
    let node = node.map(|node| node.to_string()).unwrap_or_default();
    Id::of_parts(&["place", machine, &path, &node]).to_string()
}

/// The id of the installation at a place, noted when it is new.
pub fn settle(db: &Connection, place: &str, label: &str, now: &Moment) -> rusqlite::Result<String> {
    let known = known(db, place)?;
    if let Some(id) = known {
        return Ok(id);
    }
    let label: String = label.chars().take(500).collect();
    db.execute(
        "INSERT INTO site (id, label, place, since) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (place) DO NOTHING",
        (Id::fresh(now).to_string(), label, place, now.to_string()),
    )?;
    known_now(db, place)
}

fn known(db: &Connection, place: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT id FROM site WHERE place = ?1", [place], |row| row.get(0)).optional()
}

fn known_now(db: &Connection, place: &str) -> rusqlite::Result<String> {
    db.query_row("SELECT id FROM site WHERE place = ?1", [place], |row| row.get(0))
}
