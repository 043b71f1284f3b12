//! `list`: accounts, filtered by the search language, as a table, CSV or JSON.

use std::io::Write;

use crate::domain::facts::Fact;
use crate::domain::numbers::Numbers;
use crate::domain::query::{Naming, Query, SortKey, fact_named, parse_sort};
use crate::domain::seen::Living;
use crate::domain::value::Reading;
use crate::exchange::csv_out;
use crate::session::Session;

use super::errand::Errand;
use super::exit::Failure;
use super::list_columns::Columns;
use super::table::{Sheet, cell};

/// `list`
#[derive(clap::Args, Debug)]
pub struct List {
    /// What to look for, such as segment:key potential>70 no:action industry:energy text
    #[arg(value_parser = super::shell::unshielded)]
    query: Vec<String>,
    /// Order by these fields, - before one that falls: potential,-name
    #[arg(long, value_name = "FIELDS", allow_hyphen_values = true, value_parser = super::shell::unshielded)]
    sort: Option<String>,
    /// Show these fields, and columns that were kept by their names
    #[arg(long, value_name = "FIELDS")]
    columns: Option<String>,
    /// Show those too that were put away
    #[arg(long)]
    all: bool,
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
        let sort = self.sort.as_deref().map_or(Ok(Vec::new()), parse_sort);
        let sort = sort.map_err(|error| Failure::usage(error.to_string()).hint(SORT_HINT))?;
        let mut session = errand.open()?;
        let query = query(&self.query, &session, errand, &fact_named)?;
        let columns = Columns::new(self.columns.as_deref(), self.format, &session)?;
        let now = errand.now;
        session.need(&needed(&query, &sort, &columns.facts), &now)?;
        let seen = session.book().seen();
        let whose = if self.all { Living::OrPutAway } else { Living::Only };
        let mut rows = seen.select_among(whose, &query, &sort);
        rows.truncate(self.limit.unwrap_or(usize::MAX));
        let rows = rows.into_iter().map(|row| row as usize);
        if self.format.csv {
            csv_out::headers(&mut errand.out, columns.keys().iter().map(String::as_str))?;
            for row in rows {
                csv_out::row(&mut errand.out, columns.values(&seen, row))?;
            }
        } else if self.format.json {
            objects(&mut errand.out, rows.map(|row| columns.object(&seen, row)))?;
        } else {
            let labels = columns.labels(errand);
            let mut sheet = Sheet::new(labels.iter().map(|(label, side)| (label.as_str(), *side)));
            let settings = &session.book().settings;
            for row in rows {
                sheet.row(columns.values(&seen, row).map(|v| cell(v, settings)).collect());
            }
            sheet.write(&mut errand.out)?;
        }
        Ok(())
    }
}

/// The query that was typed.
pub fn query(
    words: &[String],
    session: &Session,
    errand: &Errand,
    named: Naming<'_>,
) -> Result<Query, Failure> {
    let numbers = Numbers::of(&session.book().settings);
    let reading = Reading::plain(errand.today()).typed(&numbers);
    Query::parse_naming(&words.join(" "), &reading, named)
        .map_err(|error| Failure::usage(error.to_string()).hint(QUERY_HINT))
}

/// How a query is written.
const QUERY_HINT: &str = "write words of the name, field:value, field>value or no:field, with quotation marks around spaces";

const SORT_HINT: &str =
    "write fields with commas between, and - before one that falls: potential,-name";

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
