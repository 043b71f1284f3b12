//! Steps back and again, from the change log alone: they work after a restart and from another
//! program. A step back is a change of its own whose edits are those of the change it names,
//! inverted; it is not written out a second time.

use rusqlite::Connection;

use crate::domain::change::Edit;
use crate::domain::history::{State, Turn};
use crate::domain::{Id, Moment};

use super::log::{self, Note, PLACES, Step, Writing};
use super::rows::{self, quoted};
use super::write::{self, Care, Stop};

/// From this many edits on, records that were made are taken back all at once.
const MANY: i64 = 1_000;

/// What such a step is in the log, and what it makes of the change it is about.
fn states(turn: Turn) -> (State, State) {
    match turn {
        Turn::Back => (State::Undo, State::Undone),
        Turn::Again => (State::Redo, State::Done),
    }
}

/// The change that the next step is about, if there is one.
pub fn next(db: &Connection, turn: Turn) -> rusqlite::Result<Option<Step>> {
    match turn {
        Turn::Back => log::last_done(db),
        Turn::Again => log::first_undone(db),
    }
}

/// The change that said last what has become of a step: that which made it, took it back or made
/// it again. Its number and its id.
pub fn latest_about(db: &Connection, step: Id) -> rusqlite::Result<(i64, Id)> {
    let sql = "SELECT n, id FROM change WHERE id = ?1 OR of = ?1 ORDER BY n DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, rows::id(row.get_ref(1)?)?));
    db.prepare_cached(sql)?.query_row([step.to_string()], read)
}

/// A step that was taken.
#[derive(Debug)]
pub struct Taken {
    /// The change that took it.
    pub change: Id,
    /// What it was about, in words.
    pub label: String,
}

/// Takes a step; `None` when there is none.
pub fn step(
    db: &Connection,
    turn: Turn,
    actor: &str,
    site: &str,
    now: &Moment,
) -> Result<Option<Taken>, Stop> {
    let Some(step) = next(db, turn)? else { return Ok(None) };
    let (state, becomes) = states(turn);
    let of = Some(step.id);
    let note =
        Note { label: &step.label, origin: step.origin.as_str().into(), state, of, actor, site };
    let writing = log::begin(db, &note, now)?;
    match turn {
        Turn::Back if step.edits > MANY && !has_removals(db, &step)? => {
            back_at_once(db, &step, &writing)?;
        }
        Turn::Again if step.edits > MANY && !has_removals(db, &step)? => {
            again_at_once(db, &step, &writing)?;
        }
        _ => edits(db, &step, turn, "", &writing)?,
    }
    writing.finish(db)?;
    log::mark(db, step.n, becomes)?;
    Ok(Some(Taken { change: writing.id, label: step.label }))
}

/// Takes the edits of a step back or makes them again, one after another.
fn edits(
    db: &Connection,
    step: &Step,
    turn: Turn,
    which: &str,
    writing: &Writing,
) -> Result<(), Stop> {
    let order = match turn {
        Turn::Back => "DESC",
        Turn::Again => "ASC",
    };
    let sql = format!(
        "SELECT kind, record, field, before, after FROM edit
         WHERE n >= ?1 AND n < ?2 {which} ORDER BY n {order}"
    );
    let mut found = db.prepare(&sql)?;
    let mut rows = found.query([step.n * PLACES, (step.n + 1) * PLACES])?;
    while let Some(row) = rows.next()? {
        let made = log::edit(row)?;
        let edit = match turn {
            Turn::Back => made.inverse(),
            Turn::Again => made,
        };
        write::apply(db, &edit, &writing.stamp, Care::Replay)?;
        if let Edit::Set(edit) = &edit {
            log::touch(db, edit.record, edit.field.key, &writing.stamp.hlc)?;
        }
    }
    Ok(())
}

fn has_removals(db: &Connection, step: &Step) -> rusqlite::Result<bool> {
    db.prepare(
        "SELECT 1 FROM edit WHERE n >= ?1 AND n < ?2 AND field = '' AND after IS NULL LIMIT 1",
    )?
    .exists([step.n * PLACES, (step.n + 1) * PLACES])
}

/// Takes back a change of many records: fields one by one, then all that it made, each by the
/// shortest way.
fn back_at_once(db: &Connection, step: &Step, writing: &Writing) -> Result<(), Stop> {
    edits(db, step, Turn::Back, "AND field <> ''", writing)?;
    let stamp = &writing.stamp;
    let mut changed = 0;
    made(db, step, |table, id, _| {
        let sql = format!(
            "UPDATE {} SET deleted = ?1, changed = ?2, \"by\" = ?3
             WHERE id = ?4 AND deleted IS NULL",
            quoted(table)
        );
        let named = (&stamp.hlc, &stamp.at, &stamp.by, id);
        changed += usize::from(db.prepare_cached(&sql)?.execute(named)? == 0);
        Ok(())
    })?;
    if changed == 0 {
        return Ok(());
    }
    Err(Stop::Refused(format!("{changed} of its records are no longer there")))
}

/// Makes a change of many records again: what it made and nobody had made before comes back as it
/// lies, because taking back left it as it was made; then the rest one by one.
fn again_at_once(db: &Connection, step: &Step, writing: &Writing) -> Result<(), Stop> {
    let stamp = &writing.stamp;
    made(db, step, |table, id, known| {
        if known {
            return Ok(());
        }
        let sql = format!(
            "UPDATE {} SET deleted = NULL, changed = ?1, \"by\" = ?2
             WHERE id = ?3 AND deleted IS NOT NULL",
            quoted(table)
        );
        db.prepare_cached(&sql)?.execute((&stamp.at, &stamp.by, id)).map(drop)
    })?;
    edits(db, step, Turn::Again, &format!("AND (field <> '' OR {KNOWN})"), writing)
}

/// Whether a record is in the log before the change.
const KNOWN: &str = "EXISTS (SELECT 1 FROM edit p WHERE p.record = edit.record AND p.n < ?1)";

/// Hands over kind and id of every record that a change made, in the order it did, and whether
/// it was in the log before. In this order they lie together in the file.
fn made(
    db: &Connection,
    step: &Step,
    mut found: impl FnMut(&str, &str, bool) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT kind, record, {KNOWN} FROM edit WHERE n >= ?1 AND n < ?2 AND field = '' ORDER BY n"
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([step.n * PLACES, (step.n + 1) * PLACES])?;
    while let Some(row) = rows.next()? {
        found(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?, row.get(2)?)?;
    }
    Ok(())
}
