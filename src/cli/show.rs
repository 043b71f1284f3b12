//! `show`: everything about one account.

use serde_json::{Map, Value as Json};

use crate::domain::Id;
use crate::domain::book::Details;
use crate::domain::facts::Fact;
use crate::domain::kinds::KINDS;
use crate::domain::record::{Record, Table};
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
        let wide = facts.iter().map(|fact| width(fact.label())).max().unwrap_or(0);
        for known in facts.iter().filter(|f| fact(**f).is_some()) {
            let value = cell(fact(*known));
            let mut label = known.label();
            // A long text keeps its lines.
            for line in value.lines() {
                let line = format!("{}  {}", pad(label, wide), errand.out.shown(line));
                errand.out.line(line.trim_end())?;
                label = "";
            }
        }
        for (name, value) in &details.account.base.extra {
            let mut label = errand.out.shown(name).into_owned();
            for line in kept::said(value).lines() {
                let line = format!("{}  {}", pad(&label, wide), errand.out.shown(line));
                errand.out.line(line.trim_end())?;
                label.clear();
            }
        }
        for table in others() {
            write_records(errand, table, details)?;
        }
        Ok(())
    }
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

fn write_records(
    errand: &mut Errand,
    table: &'static Table,
    details: &Details,
) -> Result<(), Failure> {
    let mut records = of_kind(details, table).peekable();
    if records.peek().is_none() {
        return Ok(());
    }
    let shown: Vec<_> = table.fields.iter().filter(|f| f.ty.refers_to().is_none()).collect();
    let mut sheet = Sheet::new(shown.iter().map(|field| (field.label, side(field.ty))));
    for record in records {
        sheet.row(shown.iter().map(|field| cell(record.get(field))).collect());
    }
    errand.out.line("")?;
    errand.out.line(table.plural)?;
    Ok(sheet.write(&mut errand.out)?)
}
