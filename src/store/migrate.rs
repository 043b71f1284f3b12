//! From one schema to the next: numbered SQL files, only ever added to. The version is set in the
//! transaction that alters the schema.

use std::fmt::Write as _;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::fault::odd;
use super::header::APPLICATION;

/// What takes a book from one schema to the next; the first makes an empty book.
pub const MIGRATIONS: &[&str] = &[
    include_str!("../../assets/migrations/0001.sql"),
    include_str!("../../assets/migrations/0002.sql"),
    include_str!("../../assets/migrations/0003.sql"),
];

/// The schema of this program.
#[expect(clippy::cast_possible_wrap, reason = "a handful of files")]
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// Of the schema that [`MIGRATIONS`] make: a file whose schema says otherwise was tampered with.
pub const FINGERPRINT: &str = "12e0ee4f3e54e953d391ac37a4065829";

/// The schema of a file.
pub fn schema_of(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Applies what a book lacks of these migrations, all in one transaction. What others made of it
/// meanwhile is not made twice.
pub fn apply(db: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    // A table may be made anew while others refer to it; whether they still do is asked below.
    db.pragma_update(None, "foreign_keys", "OFF")?;
    let applied = in_one_transaction(db, migrations);
    db.pragma_update(None, "foreign_keys", "ON")?;
    applied
}

fn in_one_transaction(db: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    let change = Transaction::new(db, TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let done = usize::try_from(schema_of(&change)?).unwrap_or(usize::MAX);
    for sql in migrations.iter().skip(done) {
        change.execute_batch(sql)?;
    }
    if done < migrations.len() {
        change.pragma_update(None, "application_id", APPLICATION)?;
        let schema = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
        change.pragma_update(None, "user_version", schema)?;
    }
    if change.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(odd("references that lead nowhere after the migration"));
    }
    change.commit()
}

/// Bytes as text.
pub fn hexadecimal<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    bytes.fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A hash of everything that a schema consists of, but for what SQLite itself keeps there.
pub fn fingerprint(db: &Connection) -> rusqlite::Result<String> {
    let mut found = db.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    )?;
    let mut rows = found.query([])?;
    let mut hash = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..3 {
            hash.update(row.get_ref(column)?.as_str()?);
            hash.update([0]);
        }
    }
    Ok(hexadecimal(hash.finalize().iter().take(16)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_the_schema() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, MIGRATIONS).unwrap();
        assert_eq!(fingerprint(&db).unwrap(), FINGERPRINT);
        assert_eq!(schema_of(&db).unwrap(), SCHEMA);
    }
}
