//! What the screen remembers between starts: views, drafts. Never in the change log.

use rusqlite::{Connection, OptionalExtension};

/// What is remembered under a key.
pub fn get(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    let mut found = db.prepare_cached("SELECT value FROM remembered WHERE key = ?1")?;
    found.query_row([key], |row| row.get(0)).optional()
}

/// Remembers something; `None` forgets it.
pub fn put(db: &Connection, key: &str, value: Option<&str>) -> rusqlite::Result<()> {
    match value {
        None => db.prepare_cached("DELETE FROM remembered WHERE key = ?1")?.execute([key]),
        Some(value) => db
            .prepare_cached(
                "INSERT INTO remembered (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute([key, value]),
    }
    .map(drop)
}

/// Everything that is remembered under keys that begin so, by key.
pub fn under(db: &Connection, beginning: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let mut found = db.prepare_cached(
        "SELECT key, value FROM remembered WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
    )?;
    found.query_map([beginning], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
