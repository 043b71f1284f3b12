//! Records as rows. The SQL follows from the field tables, with named columns: a field added to a
//! kind needs nothing here.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use serde_json::{Map, Value as Json};

use crate::domain::record::{Field, Record, Table, extra_text};
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

use super::cell::{self, Cell};
use super::fault::odd;

/// How the records of a list come one after another.
pub const LIST_ORDER: &str = "position IS NULL, position, id";

/// Who writes, and when: every row says so.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The time of the change.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// Its clock.
    pub hlc: String,
}

/// Every column of a kind but the tombstone, in the order that [`record`] reads.
pub fn columns(table: &Table) -> String {
    let mut columns = String::from("id, position, ");
    for field in table.fields {
        columns.push_str(&quoted(field.column()));
        columns.push_str(", ");
    }
    columns.push_str("created, changed, \"by\", extra");
    columns
}

/// A name in SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The record in a row that was read with [`columns`].
pub fn record(table: &'static Table, row: &Row<'_>) -> rusqlite::Result<Box<dyn Record>> {
    read(table, row).map_err(|error| match error {
        rusqlite::Error::FromSqlConversionFailure(_, _, why) => {
            let id: String = row.get(0).unwrap_or_default();
            odd(format!("{why}, {} {id}", table.key))
        }
        other => other,
    })
}

fn read(table: &'static Table, row: &Row<'_>) -> rusqlite::Result<Box<dyn Record>> {
    let mut record = (table.blank)();
    for (at, field) in table.fields.iter().enumerate() {
        if let Some(value) = cell::value(field, row.get_ref(at + 2)?)? {
            let said = record.set(field, Some(value));
            said.map_err(|reject| odd(format!("{}: {reject}", field.key)))?;
        }
    }
    let after = table.fields.len() + 2;
    let base = record.base_mut();
    base.id = id(row.get_ref(0)?)?;
    base.position = row.get(1)?;
    base.created = time(row.get_ref(after)?)?;
    base.changed = time(row.get_ref(after + 1)?)?;
    base.by = row.get(after + 2)?;
    base.extra = extra(row.get_ref(after + 3)?)?;
    Ok(record)
}

/// The id in a cell.
pub fn id(cell: ValueRef<'_>) -> rusqlite::Result<Id> {
    let text = cell.as_str()?;
    text.parse().map_err(|_| odd(format!("the id `{text}`")))
}

/// The time in a cell.
pub fn time(cell: ValueRef<'_>) -> rusqlite::Result<Option<Moment>> {
    match cell.as_str_or_null()? {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| odd(format!("the time `{text}`"))),
    }
}

fn extra(cell: ValueRef<'_>) -> rusqlite::Result<Map<String, Json>> {
    match cell.as_str_or_null()? {
        None => Ok(Map::new()),
        Some(text) => serde_json::from_str(text).map_err(|why| odd(format!("extra: {why}"))),
    }
}

/// The living record with this id.
pub fn living(
    db: &Connection,
    table: &'static Table,
    id: Id,
) -> rusqlite::Result<Option<Box<dyn Record>>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE id = ?1 AND deleted IS NULL",
        columns(table),
        quoted(table.key)
    );
    let mut found = db.prepare_cached(&sql)?;
    found.query_row([id.to_string()], |row| record(table, row)).optional()
}

/// All living records of a kind, those of one owner when it is given, in their lists' order.
/// A kind without owner has none of anybody.
pub fn all(
    db: &Connection,
    table: &'static Table,
    owner: Option<Id>,
) -> rusqlite::Result<Vec<Box<dyn Record>>> {
    let whose = match (owner, table.owner()) {
        (None, _) => String::new(),
        (Some(_), Some(field)) => format!("AND {} = ?1", quoted(field.key)),
        (Some(_), None) => return Ok(Vec::new()),
    };
    let sql = format!(
        "SELECT {} FROM {} WHERE deleted IS NULL {whose} ORDER BY {LIST_ORDER}",
        columns(table),
        quoted(table.key)
    );
    let mut found = db.prepare_cached(&sql)?;
    let owner = owner.map(|id| id.to_string());
    found.query_map(rusqlite::params_from_iter(owner), |row| record(table, row))?.collect()
}

/// What a field of a living record holds; `None` when there is no such record.
pub fn field(
    db: &Connection,
    table: &Table,
    id: Id,
    field: &Field,
) -> rusqlite::Result<Option<Option<Value>>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE id = ?1 AND deleted IS NULL",
        quoted(field.column()),
        quoted(table.key)
    );
    let mut found = db.prepare_cached(&sql)?;
    found.query_row([id.to_string()], |row| cell::value(field, row.get_ref(0)?)).optional()
}

/// Whether a record of a kind is living.
pub fn is_living(db: &Connection, table: &str, id: Id) -> rusqlite::Result<bool> {
    let sql = format!("SELECT 1 FROM {} WHERE id = ?1 AND deleted IS NULL", quoted(table));
    db.prepare_cached(&sql)?.exists([id.to_string()])
}

/// What living records of a kind keep besides their fields, as it is stored.
pub fn extras(db: &Connection, table: &Table) -> rusqlite::Result<Vec<(Id, String)>> {
    let sql = format!(
        "SELECT id, extra FROM {} WHERE deleted IS NULL AND extra IS NOT NULL",
        quoted(table.key)
    );
    let mut found = db.prepare_cached(&sql)?;
    found.query_map([], |row| Ok((id(row.get_ref(0)?)?, row.get(1)?)))?.collect()
}

/// Puts a record in; one that was removed comes back as the record given.
pub fn put(db: &Connection, record: &dyn Record, stamp: &Stamp) -> rusqlite::Result<()> {
    let table = record.table();
    let places = (1..=table.fields.len() + 6).map(|n| format!("?{n}")).collect::<Vec<_>>();
    let renewed = table.fields.iter().map(|field| quoted(field.column()));
    let renewed = renewed
        .chain(["position", "changed", "\"by\"", "extra"].map(str::to_owned))
        .map(|column| format!("{column} = excluded.{column}"))
        .collect::<Vec<_>>();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}, deleted = NULL",
        quoted(table.key),
        columns(table),
        places.join(", "),
        renewed.join(", ")
    );
    let values: Vec<Option<Value>> = table.fields.iter().map(|field| record.get(field)).collect();
    let base = record.base();
    let extra = (!base.extra.is_empty()).then(|| extra_text(&base.extra));
    let (id, cells): (_, Vec<Cell<'_>>) =
        (base.id.to_string(), values.iter().map(|value| Cell(value.as_ref())).collect());
    let mut cellar: Vec<&dyn ToSql> = vec![&id, &base.position];
    cellar.extend(cells.iter().map(|cell| cell as &dyn ToSql));
    cellar.extend([&stamp.at as &dyn ToSql, &stamp.at, &stamp.by, &extra]);
    db.prepare_cached(&sql)?.execute(cellar.as_slice()).map(drop)
}

/// Sets one field of a record.
pub fn set(
    db: &Connection,
    table: &Table,
    id: Id,
    field: &Field,
    value: Option<&Value>,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let sql = format!(
        "UPDATE {} SET {} = ?1, changed = ?2, \"by\" = ?3 WHERE id = ?4",
        quoted(table.key),
        quoted(field.column())
    );
    let id = id.to_string();
    let cells: [ToSqlOutput<'_>; 3] = [stamp.at.to_sql()?, stamp.by.to_sql()?, id.to_sql()?];
    let [at, by, id] = cells;
    db.prepare_cached(&sql)?.execute((Cell(value), at, by, id)).map(drop)
}

/// Makes a record a tombstone.
pub fn bury(db: &Connection, table: &Table, id: Id, stamp: &Stamp) -> rusqlite::Result<()> {
    let sql = format!(
        "UPDATE {} SET deleted = ?1, changed = ?2, \"by\" = ?3 WHERE id = ?4",
        quoted(table.key)
    );
    let stamped = (&stamp.hlc, &stamp.at, &stamp.by, id.to_string());
    db.prepare_cached(&sql)?.execute(stamped).map(drop)
}
