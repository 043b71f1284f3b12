//! `list`: accounts, filtered by the search language, as a table, CSV or JSON.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::Value as Json;

use crate::app::columns::DEFAULT;
use crate::domain::Id;
use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::query::{Query, SortKey, fact_named, parse_sort};
use crate::domain::record::Kind;
use crate::exchange::{csv_out, json_out};

use super::errand::Errand;
use super::exit::Failure;
use super::table::{Sheet, cell, side};

/// `list`
#[derive(clap::Args, Debug)]
pub struct List {
    /// What to look for, such as segment:key potential>70 no:action industry:energy text
    #[arg(value_parser = super::shell::unshielded)]
    query: Vec<String>,
    /// Order by these fields, - before one that falls: potential,-name
    #[arg(long, value_name = "FIELDS", allow_hyphen_values = true, value_parser = super::shell::unshielded)]
    sort: Option<String>,
    /// Show these fields
    #[arg(long, value_name = "FIELDS")]
    columns: Option<String>,
    /// Show at most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write it
    #[command(flatten)]
    format: Format,
}

/// How a list is written.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Format {
    /// Write CSV
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Write one JSON document
    #[arg(long)]
    pub json: bool,
}

impl List {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let query = Query::parse(&self.query.join(" "), errand.today())
            .map_err(|error| Failure::usage(error.to_string()).hint(QUERY_HINT))?;
        let sort = self.sort.as_deref().map_or(Ok(Vec::new()), parse_sort);
        let sort = sort.map_err(|error| Failure::usage(error.to_string()).hint(SORT_HINT))?;
        let columns = self.columns()?;
        let mut session = errand.open()?;
        let now = errand.now;
        session.need(&needed(&query, &sort, &columns), &now)?;
        let all = self.format.json && self.columns.is_none();
        let extras = if all { session.extras(Account::TABLE)? } else { BTreeMap::new() };
        let seen = session.book().seen();
        let mut rows = seen.select(&query, &sort);
        rows.truncate(self.limit.unwrap_or(usize::MAX));
        let rows = rows.into_iter().map(|row| row as usize);
        let out = &mut errand.out;
        if self.format.csv {
            csv_out::headers(out, columns.iter().map(|fact| fact.key()))?;
            for row in rows {
                csv_out::row(out, columns.iter().map(|fact| seen.fact(row, *fact)))?;
            }
        } else if self.format.json {
            let object = |row| json_out::facts(&columns, |fact| seen.fact(row, fact));
            let ids = seen.book.accounts.ids();
            objects(out, rows.map(|row| with_extra(object(row), ids.get(row), &extras)))?;
        } else {
            let mut sheet = Sheet::new(columns.iter().map(|f| (f.label(), side(f.ty()))));
            for row in rows {
                sheet.row(columns.iter().map(|fact| cell(seen.fact(row, *fact))).collect());
            }
            sheet.write(out)?;
        }
        Ok(())
    }

    /// The fields asked for; else all for machines, and the usual ones for people.
    fn columns(&self) -> Result<Vec<Fact>, Failure> {
        let Some(columns) = &self.columns else {
            let machine = self.format.csv || self.format.json;
            let usual = || {
                let keys = std::iter::once(&"name").chain(DEFAULT);
                keys.filter_map(|key| Fact::named(key)).collect()
            };
            return Ok(if machine { Fact::all().collect() } else { usual() });
        };
        let words = columns.split(',').map(str::trim).filter(|word| !word.is_empty());
        let facts: Result<Vec<Fact>, Failure> = words
            .map(|word| {
                Fact::named(word).or_else(|| fact_named(word)).ok_or_else(|| {
                    Failure::usage(format!("`{word}` is no field of an account"))
                        .hint("`quadbook list --csv --limit 0` shows the fields there are")
                })
            })
            .collect();
        match facts {
            Ok(facts) if facts.is_empty() => Err(Failure::usage("no columns are named")),
            facts => facts,
        }
    }
}

/// How a query is written.
pub const QUERY_HINT: &str = "write words of the name, field:value, field>value or no:field, with quotation marks around spaces";

const SORT_HINT: &str =
    "write fields with commas between, and - before one that falls: potential,-name";

/// An account with what it keeps besides its fields.
fn with_extra(mut object: Json, id: Option<&Id>, extras: &BTreeMap<Id, String>) -> Json {
    let extra = id.and_then(|id| extras.get(id)).and_then(|text| serde_json::from_str(text).ok());
    if let (Some(map), Some(extra)) = (object.as_object_mut(), extra) {
        map.insert("extra".to_owned(), extra);
    }
    object
}

/// The facts that must be in memory.
fn needed(query: &Query, sort: &[SortKey], columns: &[Fact]) -> Vec<Fact> {
    let mut facts = query.facts();
    facts.extend(sort.iter().map(|key| key.fact));
    facts.extend(columns);
    facts
}

/// An array of objects, one a line, without holding them all in memory.
pub fn objects(
    out: &mut impl Write,
    objects: impl Iterator<Item = serde_json::Value>,
) -> std::io::Result<()> {
    let mut before = "[\n";
    for object in objects {
        write!(out, "{before}{object}")?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}
