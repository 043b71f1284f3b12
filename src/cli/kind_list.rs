//! `KIND list`: records of a kind, filtered by their fields, as a table, CSV or JSON.

use crate::domain::Id;
use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::query::Facts;
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::settings::Settings;
use crate::domain::value::Value;
use crate::exchange::kept::{self, Kept};
use crate::exchange::{csv_out, json_out};
use crate::session::{Session, StoreError};

use super::errand::Errand;
use super::exit::Failure;
use super::kind::tables;
use super::list::{Format, objects, query};
use super::lookup;
use super::table::{Sheet, Side, cell, side};

/// `KIND list`
#[derive(clap::Args, Debug)]
pub struct List {
    /// What to look for, such as status:open due<2026-12-31 text
    #[arg(value_parser = super::shell::unshielded)]
    query: Vec<String>,
    /// Show at most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write it
    #[command(flatten)]
    format: Format,
}

impl List {
    pub fn run(self, table: &'static Table, errand: &mut Errand) -> Result<(), Failure> {
        let named = |word: &str| table.field(&word.to_lowercase()).map(Fact::Stored);
        let session = errand.open()?;
        let query = query(&self.query, &session, errand, &named)?;
        let mut rows: Vec<Row> = Vec::new();
        for record in session.records(table, None)? {
            if rows.len() >= self.limit.unwrap_or(usize::MAX) {
                break;
            }
            let row = Row::new(&session, record)?;
            if query.matches(&row) {
                rows.push(row);
            }
        }
        self.write(table, errand, &rows, &session.book().settings)
    }

    fn write(
        &self,
        table: &'static Table,
        errand: &mut Errand,
        rows: &[Row],
        settings: &Settings,
    ) -> Result<(), Failure> {
        let out = &mut errand.out;
        if self.format.json {
            return Ok(objects(out, rows.iter().map(|row| json_out::record(&*row.record)))?);
        }
        if self.format.csv {
            let extras = |row: &Row| Kept::from(row.record.base().extra.clone());
            let extras: Vec<Kept> = rows.iter().map(extras).collect();
            let names = kept::names(&extras);
            let keys = table.fields.iter().map(|field| field.key.to_owned());
            let keys = [String::from("id")].into_iter().chain(keys);
            let keys: Vec<String> = keys.chain(names.iter().map(|n| kept::header(n))).collect();
            csv_out::headers(out, keys.iter().map(String::as_str))?;
            for (row, extra) in rows.iter().zip(&extras) {
                let id = Value::Text(row.record.id().to_string());
                let values = table.fields.iter().map(|field| row.record.get(field));
                let kept = names.iter().map(|name| extra.text(name).map(Value::Text));
                csv_out::row(out, [Some(id)].into_iter().chain(values).chain(kept))?;
            }
            return Ok(());
        }
        let shown: Vec<&'static Field> =
            table.fields.iter().filter(|field| is_shown(field, rows)).collect();
        let columns = shown.iter().map(|field| match field.ty.refers_to() {
            Some(_) => (field.label, Side::Left),
            None => (field.label, side(field.ty)),
        });
        let mut sheet = Sheet::new([("Id", Side::Left)].into_iter().chain(columns));
        for row in rows {
            let cells = shown.iter().map(|field| cell(row.value(field), settings));
            sheet.row([row.record.id().to_string()].into_iter().chain(cells).collect());
        }
        Ok(sheet.write(out)?)
    }
}

/// Whether a field has a column for people: of what a record need not refer to only where one does.
fn is_shown(field: &Field, rows: &[Row]) -> bool {
    let told = || rows.iter().any(|row| row.record.get(field).is_some());
    field.required || field.ty.refers_to().is_none() || told()
}

/// A record with what its references are called.
struct Row {
    record: Box<dyn Record>,
    title: String,
    called: Vec<Option<String>>,
}

impl Row {
    fn new(session: &Session, record: Box<dyn Record>) -> Result<Self, StoreError> {
        let mut called = Vec::new();
        for field in record.table().fields {
            let Some((kind, value)) = field.ty.refers_to().zip(record.get(field)) else {
                called.push(None);
                continue;
            };
            let mut names = Vec::new();
            for id in value.named(field.ty) {
                names.push(call(session, kind, id)?);
            }
            called.push(Some(names.join("; ")));
        }
        Ok(Self { title: record.title(), record, called })
    }

    /// The value as people read it: references by name.
    fn value(&self, field: &Field) -> Option<Value> {
        match self.called.get(field.index) {
            Some(Some(name)) => Some(Value::Text(name.clone())),
            _ => self.record.get(field),
        }
    }
}

/// What a record is called; one that is not there by its id.
fn call(session: &Session, kind: &str, id: Id) -> Result<String, StoreError> {
    let missing = || format!("missing {kind} {id}");
    if kind == Account::TABLE.key {
        let accounts = &session.book().accounts;
        return Ok(accounts.row(id).map_or_else(missing, |row| accounts.name(row).to_owned()));
    }
    let table = tables().find(|table| table.key == kind);
    let record = table.map(|table| session.record(table, id)).transpose()?.flatten();
    record.map_or_else(|| Ok(missing()), |record| lookup::said(session, &*record))
}

impl Facts for Row {
    fn name(&self) -> &str {
        &self.title
    }
    fn has_step(&self) -> bool {
        false
    }
    fn fact(&self, fact: Fact) -> Option<Value> {
        match fact {
            Fact::Stored(field) => self.value(field),
            Fact::Derived(_) => None,
        }
    }
}
