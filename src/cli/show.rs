//! `show`: everything about one account.

use serde_json::{Map, Value as Json};

use crate::domain::Id;
use crate::domain::book::Details;
use crate::domain::facts::Fact;
use crate::domain::kinds::KINDS;
use crate::domain::record::{Record, Table};
use crate::domain::settings::Settings;
use crate::domain::value::Type;
use crate::exchange::{json_out, kept};
use crate::session::Session;
use crate::text::{pad, width};

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::lookup;
use super::table::{Sheet, cell, side};

/// `show`
#[derive(clap::Args, Debug)]
pub struct Show {
    /// Id, beginning of an id, CRM id or unique name
    account: String,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Show {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let id = lookup::account(&session, &self.account)?;
        let now = errand.now;
        session.look_at(&[id], &now)?;
        let details = looked_at(&session, id)?;
        let facts: Vec<Fact> = Fact::all().collect();
        let fact = |fact| details.fact(session.book(), fact, now.date());
        if self.json {
            let mut document = json_out::facts(&facts, fact);
            if let Some(map) = document.as_object_mut() {
                let extra = &details.account.base.extra;
                if !extra.is_empty() {
                    map.insert("extra".to_owned(), extra.clone().into());
                }
                map.insert("records".to_owned(), records_json(details));
            }
            return Ok(errand.out.json(&document)?);
        }
        let settings = &session.book().settings;
        let wide = facts.iter().map(|fact| width(fact.label())).max().unwrap_or(0);
        for one in &facts {
            pair(errand, one.label(), wide, &cell(fact(*one), settings))?;
        }
        for (name, value) in &details.account.base.extra {
            let label = errand.out.shown(name).into_owned();
            pair(errand, &label, wide, &kept::said(value))?;
        }
        for table in others() {
            write_records(errand, table, details, settings)?;
        }
        Ok(())
    }
}

/// A label and what belongs to it, which keeps its lines.
fn pair(errand: &mut Errand, label: &str, wide: usize, value: &str) -> Result<(), Failure> {
    let mut label = label;
    for line in value.lines() {
        let line = format!("{}  {}", pad(label, wide), errand.out.shown(line));
        errand.out.line(line.trim_end())?;
        label = "";
    }
    Ok(())
}

/// Everything of an account that is looked at.
pub fn looked_at(session: &Session, id: Id) -> Result<&Details, Failure> {
    let gone = || Failure::new(Exit::Findings, format!("there is no account `{id}`"));
    session.book().looked_at.get(&id).ok_or_else(gone)
}

/// The kinds that belong to an account.
fn others() -> impl Iterator<Item = &'static Table> {
    KINDS.iter().copied().filter(|table| table.owner().is_some())
}

fn of_kind<'a>(
    details: &'a Details,
    table: &'static Table,
) -> impl Iterator<Item = &'a dyn Record> {
    details.records.iter().map(AsRef::as_ref).filter(move |record| record.table() == table)
}

fn records_json(details: &Details) -> Json {
    let of = |table| Json::Array(of_kind(details, table).map(json_out::record).collect());
    others().map(|table| (table.key.to_owned(), of(table))).collect::<Map<_, _>>().into()
}

/// The records of a kind as a table, their long texts below it.
fn write_records(
    errand: &mut Errand,
    table: &'static Table,
    details: &Details,
    settings: &Settings,
) -> Result<(), Failure> {
    let records: Vec<&dyn Record> = of_kind(details, table).collect();
    if records.is_empty() {
        return Ok(());
    }
    let shown = table.fields.iter().filter(|f| f.ty.refers_to().is_none());
    let (long, short): (Vec<_>, Vec<_>) = shown.partition(|field| field.ty == Type::Long);
    let mut sheet = Sheet::new(short.iter().map(|field| (field.label, side(field.ty))));
    for record in &records {
        sheet.row(short.iter().map(|field| cell(record.get(field), settings)).collect());
    }
    errand.out.line("")?;
    errand.out.line(table.plural)?;
    sheet.write(&mut errand.out)?;
    for record in records {
        for field in &long {
            let Some(value) = record.get(field) else { continue };
            let title = record.title();
            let head = format!("{} of {}", field.label, errand.out.shown(&title));
            errand.out.line(&head)?;
            for line in value.label().lines() {
                let line = format!("  {}", errand.out.shown(line));
                errand.out.line(line.trim_end())?;
            }
        }
    }
    Ok(())
}
