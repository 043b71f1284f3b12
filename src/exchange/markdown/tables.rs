//! Tables of a page: records of one kind with a column a field, and the id of each at the end of
//! its row in a comment, so that a plan that comes back finds its records again.

use crate::domain::record::{Field, Record, Table};
use crate::text::width;

use super::escape::inline;

/// The widest column that is still drawn with straight edges.
const STRAIGHT_MOST: usize = 40;

/// The records of a kind; the reference to what they belong to goes without saying.
pub fn records(kind: &'static Table, records: &[&dyn Record]) -> String {
    if records.is_empty() {
        return "–".to_owned();
    }
    let owner = kind.owner().map(|field| field.key);
    let shown: Vec<&'static Field> =
        kind.fields.iter().filter(|f| Some(f.key) != owner && f.ty.refers_to().is_none()).collect();
    let rows: Vec<Vec<String>> = records.iter().map(|record| row(*record, &shown)).collect();
    let labels: Vec<&str> = shown.iter().map(|field| field.label).collect();
    table(&labels, &rows)
}

fn row(record: &dyn Record, shown: &[&'static Field]) -> Vec<String> {
    let cell = |field: &&'static Field| record.get(field).map(|value| inline(&value.label()));
    let mut cells: Vec<String> =
        shown.iter().map(|field| cell(field).unwrap_or_else(|| "–".to_owned())).collect();
    if let Some(last) = cells.last_mut() {
        *last = format!("{last} <!-- {} {} -->", record.table().key, record.id());
    }
    cells
}

/// A table of cells that are escaped already.
pub fn table(headers: &[&str], rows: &[Vec<String>]) -> String {
    let headers: Vec<String> = headers.iter().map(|text| inline(text)).collect();
    let last = headers.len().saturating_sub(1);
    let wide = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).chain(headers.get(at));
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headers.len())
        .map(|at| if at == last || wide(at) > STRAIGHT_MOST { 3 } else { wide(at).max(3) })
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let lines = [&headers, &rule].into_iter().chain(rows);
    lines.map(|cells| line(cells, &widths)).collect::<Vec<_>>().join("\n")
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, wanted)| {
        format!(" {cell}{} |", " ".repeat(wanted.saturating_sub(width(cell))))
    });
    format!("|{}", padded.collect::<String>())
}
