//! Steps back and again, from the change log alone: they work after a restart and from another
//! program. A step back is a change of its own whose edits are those of the change it names,
//! inverted; it is not written out a second time.

use rusqlite::Connection;

use crate::domain::Moment;
use crate::domain::change::Edit;
use crate::domain::history::State;
use crate::domain::kinds::KINDS;

use super::log::{self, Note, PLACES, Step, Writing};
use super::rows::quoted;
use super::write::{self, Care, Stop};

/// From this many edits on, records that were made are taken back all at once.
const MANY: i64 = 1_000;

/// Which way a step goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The last step that holds is taken back.
    Back,
    /// The first step taken back is made again.
    Again,
}

impl Way {
    fn states(self) -> (State, State) {
        match self {
            Self::Back => (State::Undo, State::Undone),
            Self::Again => (State::Redo, State::Done),
        }
    }
}

/// Takes a step; gives its label, `None` when there is none.
pub fn step(
    db: &Connection,
    way: Way,
    actor: &str,
    site: &str,
    now: &Moment,
) -> Result<Option<String>, Stop> {
    let found = match way {
        Way::Back => log::last_done(db)?,
        Way::Again => log::first_undone(db)?,
    };
    let Some(step) = found else { return Ok(None) };
    let (state, becomes) = way.states();
    let of = Some(step.id);
    let note = Note { label: &step.label, origin: &step.origin, state, of, actor, site };
    let writing = log::begin(db, &note, now)?;
    match way {
        Way::Back if step.edits > MANY && !has_removals(db, &step)? => {
            back_at_once(db, &step, &writing)?;
        }
        Way::Again if step.edits > MANY && !has_removals(db, &step)? => {
            again_at_once(db, &step, &writing)?;
        }
        _ => edits(db, &step, way, "", &writing)?,
    }
    writing.finish(db)?;
    log::mark(db, step.n, becomes)?;
    Ok(Some(step.label))
}

/// Takes the edits of a step back or makes them again, one after another.
fn edits(
    db: &Connection,
    step: &Step,
    way: Way,
    which: &str,
    writing: &Writing,
) -> Result<(), Stop> {
    let order = match way {
        Way::Back => "DESC",
        Way::Again => "ASC",
    };
    let sql = format!(
        "SELECT kind, record, field, before, after FROM edit
         WHERE n >= ?1 AND n < ?2 {which} ORDER BY n {order}"
    );
    let mut found = db.prepare(&sql)?;
    let mut rows = found.query([step.n * PLACES, (step.n + 1) * PLACES])?;
    while let Some(row) = rows.next()? {
        let made = log::edit(row)?;
        let edit = match way {
            Way::Back => made.inverse(),
            Way::Again => made,
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

/// Takes back a change of many records: fields one by one, then all that it made at once.
fn back_at_once(db: &Connection, step: &Step, writing: &Writing) -> Result<(), Stop> {
    edits(db, step, Way::Back, "AND field <> ''", writing)?;
    let bounds = [step.n * PLACES, (step.n + 1) * PLACES];
    let mut buried = 0;
    for kind in KINDS {
        let sql = format!(
            "UPDATE {} SET deleted = ?1, changed = ?2, \"by\" = ?3
             WHERE deleted IS NULL AND id IN (
               SELECT record FROM edit WHERE n >= ?4 AND n < ?5 AND kind = ?6 AND field = '')",
            quoted(kind.key)
        );
        let stamp = &writing.stamp;
        let named = (&stamp.hlc, &stamp.at, &stamp.by, bounds[0], bounds[1], kind.key);
        buried += db.execute(&sql, named)?;
    }
    let made: i64 = db.query_row(
        "SELECT count(*) FROM edit WHERE n >= ?1 AND n < ?2 AND field = ''",
        bounds,
        |row| row.get(0),
    )?;
    let buried = i64::try_from(buried).unwrap_or(i64::MAX);
    if buried == made {
        return Ok(());
    }
    Err(Stop::Refused(format!("{} of its records were changed since", made - buried)))
}

/// Makes a change of many records again: all that it made and nobody had made before at once,
/// because taking back left them as they were made; then the rest one by one.
fn again_at_once(db: &Connection, step: &Step, writing: &Writing) -> Result<(), Stop> {
    const KNOWN: &str = "EXISTS (SELECT 1 FROM edit p WHERE p.record = edit.record AND p.n < ?1)";
    let stamp = &writing.stamp;
    for kind in KINDS {
        let sql = format!(
            "UPDATE {} SET deleted = NULL, changed = ?3, \"by\" = ?4
             WHERE deleted IS NOT NULL AND id IN (
               SELECT record FROM edit
               WHERE n >= ?1 AND n < ?2 AND kind = ?5 AND field = '' AND NOT {KNOWN})",
            quoted(kind.key)
        );
        let (from, to) = (step.n * PLACES, (step.n + 1) * PLACES);
        db.execute(&sql, (from, to, &stamp.at, &stamp.by, kind.key))?;
    }
    edits(db, step, Way::Again, &format!("AND (field <> '' OR {KNOWN})"), writing)
}
