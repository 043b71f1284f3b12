//! `plan export`: plans as Markdown, one to stdout or one file per account into a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::domain::{Id, Moment, query::Query};
use crate::exchange::markdown;
use crate::session::Session;
use crate::terminal::writing::{self, Edits};

use super::errand::Errand;
use super::exit::Failure;
use super::lookup;
use super::show::looked_at;
use super::words::count;

/// Where all plans are written when no folder is named.
const FOLDER: &str = "plans";

/// What only plans can do.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Write plans as Markdown
    Export(Export),
}

/// `plan export`
#[derive(clap::Args, Debug)]
pub struct Export {
    /// Id, beginning of an id, CRM id or unique name
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    account: Option<String>,
    /// Every living account, one file each
    #[arg(long)]
    all: bool,
    /// The folder to write into; it is made when it is not there [with --all: plans]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Overwrite plans too that somebody edited since they were written
    #[arg(long)]
    force: bool,
}

impl Verb {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let Self::Export(export) = self;
        let mut session = errand.open()?;
        let now = errand.now;
        match (&export.account, &export.dir) {
            (Some(account), None) => {
                let id = lookup::account(&session, account)?;
                let page = page(&mut session, id, &now)?;
                Ok(errand.out.write_all(page.as_bytes())?)
            }
            (account, dir) => {
                let ids = match account {
                    Some(account) => vec![lookup::account(&session, account)?],
                    None => living(&session),
                };
                let dir = dir.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
                let edits = if export.force { Edits::Overwritten } else { Edits::Kept };
                write_all(&mut session, &ids, &dir, edits, errand)
            }
        }
    }
}

/// The living accounts in the order of their names.
fn living(session: &Session) -> Vec<Id> {
    let seen = session.book().seen();
    let rows = seen.select(&Query::default(), &[]);
    rows.iter().filter_map(|row| session.book().accounts.id(*row as usize)).collect()
}

/// The page of one account's plan.
fn page(session: &mut Session, id: Id, now: &Moment) -> Result<String, Failure> {
    session.look_at(&[id], now)?;
    let details = looked_at(session, id)?;
    Ok(markdown::plan(session.book(), details, now.date()))
}

fn write_all(
    session: &mut Session,
    ids: &[Id],
    dir: &Path,
    edits: Edits,
    errand: &mut Errand,
) -> Result<(), Failure> {
    let written = writing::plans(dir, session, ids, edits, &errand.now)?;
    for path in &written.files {
        let path = path.display().to_string();
        let line = errand.out.shown(&path).into_owned();
        errand.out.line(&line)?;
    }
    if !written.files.is_empty() || written.left.is_empty() {
        errand.out.say(&format!("{} written", count(written.files.len(), "plan")));
    }
    let said = written.left_over().unwrap_or_default();
    let first = written.left.into_iter().next();
    first.map_or(Ok(()), |first| Err(Failure::from(first).saying(said)))
}
