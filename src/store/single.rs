//! Records of which there is one: a second revenue of an account for the same year would be counted
//! twice. Which kinds these are says [`rules::is_single`]; here they are looked for.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};

use crate::domain::Id;
use crate::domain::kinds;
use crate::domain::record::{Field, Record, Table};
use crate::domain::rules;
use crate::domain::value::Value;

use super::cell::Cell;
use super::rows::{self, quoted};

/// Another living record for the same as this one; `None` where there may be many.
pub fn another(db: &Connection, record: &dyn Record) -> rusqlite::Result<Option<Id>> {
    let table = record.table();
    if !rules::is_single(table) {
        return Ok(None);
    }
    let fields: Vec<&Field> = identity(table).collect();
    let same = |(at, field): (usize, &&Field)| format!("{} IS ?{at}", quoted(field.column()));
    let same: Vec<String> = (2..).zip(&fields).map(same).collect();
    let sql = format!(
        "SELECT id FROM {} WHERE deleted IS NULL AND id <> ?1 AND {} ORDER BY id LIMIT 1",
        quoted(table.key),
        same.join(" AND ")
    );
    let id = record.id().to_string();
    let values: Vec<Option<Value>> = fields.iter().map(|field| record.get(field)).collect();
    let cells: Vec<Cell<'_>> = values.iter().map(|value| Cell(value.as_ref())).collect();
    let given = [&id as &dyn ToSql].into_iter().chain(cells.iter().map(|cell| cell as &dyn ToSql));
    let mut found = db.prepare_cached(&sql)?;
    found.query_row(params_from_iter(given), |row| rows::id(row.get_ref(0)?)).optional()
}

/// What a record is the one of, in words: `revenue of Acme with fiscal year 2025`.
pub fn said(db: &Connection, record: &dyn Record) -> rusqlite::Result<String> {
    let table = record.table();
    let mut words = vec![table.label.to_lowercase()];
    for field in identity(table) {
        let Some(value) = record.get(field) else { continue };
        let of = match (field.ty.refers_to(), &value) {
            (Some(kind), Value::Ref(id)) => title(db, kind, *id)?,
            _ => value.label(),
        };
        words.push(match field.key {
            "account" => format!("of {of}"),
            _ => format!("with {} {of}", field.label.to_lowercase()),
        });
    }
    Ok(words.join(" "))
}

fn title(db: &Connection, kind: &str, id: Id) -> rusqlite::Result<String> {
    let Some(table) = kinds::kind(kind) else { return Ok(id.to_string()) };
    Ok(rows::living(db, table, id)?.map_or_else(|| id.to_string(), |record| record.title()))
}

/// The first of every group of records of which there should be one, and what they are of.
pub fn doubles(db: &Connection, table: &'static Table) -> rusqlite::Result<Vec<(Id, String)>> {
    let columns: Vec<String> = identity(table).map(|field| quoted(field.column())).collect();
    let by = columns.join(", ");
    let sql = format!(
        "SELECT min(id) FROM {} WHERE deleted IS NULL GROUP BY {by} HAVING count(*) > 1",
        quoted(table.key)
    );
    let read = |row: &Row<'_>| rows::id(row.get_ref(0)?);
    let first: Vec<Id> = db.prepare(&sql)?.query_map([], read)?.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for id in first {
        if let Some(record) = rows::living(db, table, id)? {
            found.push((id, said(db, record.as_ref())?));
        }
    }
    Ok(found)
}

fn identity(table: &'static Table) -> impl Iterator<Item = &'static Field> {
    table.identity.iter().filter_map(|key| table.field(key))
}

/// Whether a field tells which one a record is.
pub fn tells(table: &'static Table, field: &Field) -> bool {
    rules::is_single(table) && table.identity.contains(&field.key)
}
