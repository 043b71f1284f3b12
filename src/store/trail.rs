//! What moved accounts on the grid, from the change log (METHOD.md 1): judged scores, their
//! sources, and the lines. Changes that were taken back did not happen.

use std::borrow::Cow;

use memchr::memmem;
use rusqlite::{Connection, Row};
use serde::Deserialize;

use crate::domain::kinds::account::{Source, axis_fields};
use crate::domain::kinds::{Account, Setting};
use crate::domain::record::Kind;
use crate::domain::score::{Axis, Score, Thresholds};
use crate::domain::settings::threshold_key;
use crate::domain::trail::{Moved, Mover, Trail};
use crate::domain::{Id, Moment};

use super::fault::odd;
use super::log::PLACES;
use super::rows;

/// What moved accounts: steps of each, and of the lines, which move all.
#[derive(Debug, Default)]
pub struct Movers {
    changes: Vec<Cause>,
    lines: Vec<Step>,
    steps: Vec<(u32, Step)>,
}

#[derive(Debug)]
struct Cause {
    n: i64,
    id: Id,
    on: jiff::civil::Date,
    label: String,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    change: u32,
    what: Mover,
}

/// What is kept of a record that was made.
#[derive(Deserialize)]
struct Made<'a> {
    #[serde(borrow)]
    engagement: Option<Cow<'a, str>>,
    #[serde(borrow)]
    potential: Option<Cow<'a, str>>,
    #[serde(borrow)]
    engagement_source: Option<Cow<'a, str>>,
    #[serde(borrow)]
    potential_source: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct MadeSetting<'a> {
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

/// What is kept of the changes that moved accounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Causes {
    /// Their labels too.
    Named,
    /// Only when they were.
    Dated,
}

const COLUMNS: &str = "SELECT c.n, c.id, c.at, c.label, e.record, e.field, e.after
    FROM edit e JOIN change c ON c.n = e.change WHERE c.state = 'done'";

/// The trail of one account.
pub fn of(db: &Connection, account: Id) -> rusqlite::Result<Trail> {
    let lines = Axis::ALL.iter().map(|axis| line(*axis).to_string());
    let ids: Vec<String> = lines.chain([account.to_string()]).collect();
    let sql = format!("{COLUMNS} AND e.record IN (?1, ?2, ?3) ORDER BY c.hlc, e.n");
    let mut movers = Movers::default();
    let only = |id: Id| (id == account).then_some(0);
    movers.read(db, &sql, rusqlite::params_from_iter(ids), only)?;
    let mut trail = Trail::default();
    movers.each(1, |_, found| trail = found);
    Ok(trail)
}

/// What moved all the accounts that have a row. Change after change, so that nothing has to be
/// sorted: the edits of one lie together.
pub fn all(
    db: &Connection,
    causes: Causes,
    row_of: impl Fn(Id) -> Option<u32>,
) -> rusqlite::Result<Movers> {
    let fields = Axis::ALL.iter().map(|axis| axis_fields(*axis));
    let keys = fields.flat_map(|of| [of.judged.key, of.source.key]);
    let keys = keys.map(|key| format!("'{key}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT record, field, after, kind FROM edit WHERE n >= ?1 AND n < ?2
         AND (kind = '{}' AND field IN ('', {keys}) OR kind = '{}') ORDER BY n",
        Account::TABLE.key,
        Setting::TABLE.key
    );
    let mut changes =
        db.prepare("SELECT n, id, at, label FROM change WHERE state = 'done' ORDER BY hlc")?;
    let mut edits = db.prepare(&sql)?;
    let (mut movers, words) = (Movers::default(), Words::new());
    let mut rows = changes.query([])?;
    while let Some(row) = rows.next()? {
        let change = movers.cause(row, causes)?;
        let n: i64 = row.get(0)?;
        let mut found = edits.query([n * PLACES, (n + 1) * PLACES])?;
        while let Some(edit) = found.next()? {
            // As long as nothing has moved, a record that came without a score moved nothing.
            if movers.steps.is_empty() && words.nothing_in(edit, 1)? {
                continue;
            }
            movers.take(change, edit, 0, &row_of)?;
        }
    }
    movers.steps.sort_by_key(|(row, _)| *row);
    Ok(movers)
}

/// The words by which the log says that an account was made with a score of its own, or that a
/// source is another than where nobody has said anything. It writes JSON without spaces.
struct Words(Vec<memmem::Finder<'static>>);

impl Words {
    fn new() -> Self {
        let scored = Axis::ALL.iter().map(|axis| format!("\"{}\":", axis_fields(*axis).judged.key));
        let evidence = format!("\"{}\"", Source::Evidence.key());
        let words = scored.chain([evidence]);
        Self(words.map(|word| memmem::Finder::new(word.as_bytes()).into_owned()).collect())
    }

    /// Whether an edit made an account without any of them: field, value and kind stand from this
    /// column on.
    fn nothing_in(&self, edit: &Row<'_>, from: usize) -> rusqlite::Result<bool> {
        let made = edit.get_ref(from)?.as_str()?.is_empty();
        let is_account = edit.get_ref(from + 2)?.as_str()? == Account::TABLE.key;
        let after = edit.get_ref(from + 1)?.as_bytes_or_null()?;
        let silent = |json: &[u8]| !self.0.iter().any(|word| word.find(json).is_some());
        Ok(made && is_account && after.is_some_and(silent))
    }
}

fn line(axis: Axis) -> Id {
    Setting::id_of(threshold_key(axis))
}

impl Movers {
    fn read(
        &mut self,
        db: &Connection,
        sql: &str,
        asked: impl rusqlite::Params,
        row_of: impl Fn(Id) -> Option<u32>,
    ) -> rusqlite::Result<()> {
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(asked)?;
        while let Some(row) = rows.next()? {
            let change = self.cause(row, Causes::Named)?;
            self.take(change, row, 4, &row_of)?;
        }
        Ok(())
    }

    /// Takes an edit: record, field and what it was set to, from this column on.
    fn take(
        &mut self,
        change: u32,
        row: &Row<'_>,
        from: usize,
        row_of: impl Fn(Id) -> Option<u32>,
    ) -> rusqlite::Result<()> {
        let record = rows::id(row.get_ref(from)?)?;
        let axis = Axis::ALL.iter().copied().find(|axis| line(*axis) == record);
        let field = row.get_ref(from + 1)?.as_str()?;
        let after = row.get_ref(from + 2)?.as_str_or_null()?;
        if let Some(axis) = axis {
            if let Some(score) = moved_line(axis, field, after)? {
                self.lines.push(Step { change, what: Mover::Threshold(axis, score) });
            }
        } else if let Some(place) = row_of(record) {
            let movers = moved(field, after)?;
            let steps = movers.into_iter().flatten().map(|what| (place, Step { change, what }));
            self.steps.extend(steps);
        }
        Ok(())
    }

    fn cause(&mut self, row: &Row<'_>, causes: Causes) -> rusqlite::Result<u32> {
        let n = row.get(0)?;
        if self.changes.last().is_none_or(|last| last.n != n) {
            let at: Option<Moment> = rows::time(row.get_ref(2)?)?;
            let on = at.map(|at| at.date()).unwrap_or_default();
            let id = rows::id(row.get_ref(1)?)?;
            let label = if causes == Causes::Named { row.get(3)? } else { String::new() };
            self.changes.push(Cause { n, id, on, label });
        }
        u32::try_from(self.changes.len() - 1).map_err(|_| odd("too many changes"))
    }

    /// Hands over the trail of each of the rows below `rows`, in their order.
    pub fn each(&self, rows: u32, mut found: impl FnMut(u32, Trail)) {
        let mut steps = self.steps.iter().peekable();
        let mut moved = Vec::new();
        for row in 0..rows {
            moved.clear();
            let mut lines = self.lines.iter().peekable();
            while let Some((_, step)) = steps.next_if(|(of, _)| *of == row) {
                while let Some(line) = lines.next_if(|line| line.change < step.change) {
                    moved.extend(self.moved(*line));
                }
                moved.extend(self.moved(*step));
            }
            moved.extend(lines.filter_map(|line| self.moved(*line)));
            found(row, Trail::replay(&moved));
        }
    }

    fn moved(&self, step: Step) -> Option<Moved> {
        let cause = self.changes.get(step.change as usize)?;
        let label = cause.label.clone();
        Some(Moved { change: cause.id, on: cause.on, cause: label, what: step.what })
    }
}

/// Where a line went; `None` when the edit was about something else of the setting.
fn moved_line(axis: Axis, field: &str, after: Option<&str>) -> rusqlite::Result<Option<Score>> {
    let text: Option<Cow<'_, str>> = match (field, after) {
        ("", Some(json)) => json_of::<MadeSetting<'_>>(json)?.value,
        ("", None) => None,
        ("value", after) => after.map(Cow::Borrowed),
        _ => return Ok(None),
    };
    match text {
        None => Ok(Some(Thresholds::DEFAULT.of(axis))),
        Some(text) => Score::parse(&text).map(Some).map_err(|why| odd(why.to_string())),
    }
}

/// What an edit of an account moved: at most both scores and both sources.
fn moved(field: &str, after: Option<&str>) -> rusqlite::Result<[Option<Mover>; 4]> {
    if field.is_empty() {
        let Some(json) = after else { return Ok([None; 4]) };
        let made: Made<'_> = json_of(json)?;
        return Ok([
            Some(judged(Axis::Engagement, made.engagement.as_deref())?),
            Some(judged(Axis::Potential, made.potential.as_deref())?),
            Some(source(Axis::Engagement, made.engagement_source.as_deref())?),
            Some(source(Axis::Potential, made.potential_source.as_deref())?),
        ]);
    }
    for axis in Axis::ALL {
        let fields = axis_fields(*axis);
        if field == fields.judged.key {
            return Ok([Some(judged(*axis, after)?), None, None, None]);
        }
        if field == fields.source.key {
            return Ok([Some(source(*axis, after)?), None, None, None]);
        }
    }
    Ok([None; 4])
}

fn judged(axis: Axis, text: Option<&str>) -> rusqlite::Result<Mover> {
    let score = text.map(Score::parse).transpose().map_err(|why| odd(why.to_string()))?;
    Ok(Mover::Judged(axis, score))
}

fn source(axis: Axis, text: Option<&str>) -> rusqlite::Result<Mover> {
    let Some(text) = text else { return Ok(Mover::Source(axis, Source::default())) };
    let found = Source::from_key(text);
    found.map(|s| Mover::Source(axis, s)).ok_or_else(|| odd(format!("the source `{text}`")))
}

fn json_of<'a, T: Deserialize<'a>>(json: &'a str) -> rusqlite::Result<T> {
    serde_json::from_str(json).map_err(|why| odd(format!("the log: {why}")))
}
