//! `demo`: a book of an invented territory to look around in, in a file of its own beside the
//! rep's book and never mixed with it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::app::drafts;
use crate::demo;
use crate::domain::Moment;
use crate::domain::change::Origin;
use crate::domain::kinds::Account;
use crate::domain::mishap::reason;
use crate::domain::record::{Field, Kind};
use crate::session::bulk::Layout;
use crate::session::{CommitError, Session};

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::{grid, screen};

/// What the invented books of other sizes are made from: the same for everybody.
const SEED: u64 = 1;

/// `demo`
#[derive(clap::Args, Debug)]
pub struct Demo {
    /// A book of so many accounts instead of the usual one; it replaces a demo book that nobody edited
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    accounts: Option<u32>,
    /// Lay the demo book out anew
    #[arg(long)]
    reset: bool,
}

impl Demo {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let file = errand.demo_book()?;
        if !self.reset && self.accounts.is_some() && is_edited(&file, errand)? {
            return Err(Failure::refused("the demo book was edited; nothing was changed").hint(
                "`quadbook demo` opens it; with --reset it is laid out anew and what was edited in it is lost",
            ));
        }
        if self.reset || self.accounts.is_some() {
            remove(&file)?;
        }
        drop(ready(&file, self.accounts, &errand.now)?);
        if screen::is_there() {
            return screen::open(&file, errand);
        }
        errand.work_on(file);
        grid::Grid::default().run(errand)
    }
}

/// Whether somebody has worked in the demo book since it was laid out.
fn is_edited(file: &Path, errand: &Errand) -> Result<bool, Failure> {
    if !file.exists() {
        return Ok(false);
    }
    let session = Session::open_for_later(file, &errand.now)?;
    let has_drafts = session.remembered(drafts::KEY)?.is_some_and(|text| !text.is_empty());
    Ok(session.undo_label().is_some() || session.redo_label().is_some() || has_drafts)
}

/// The demo book, laid out when it is not there yet.
pub fn ready(file: &Path, accounts: Option<u32>, now: &Moment) -> Result<Session, Failure> {
    let mut session = Session::open(file, now)?;
    if session.book().accounts.is_empty() && session.history(None, 1)?.is_empty() {
        match accounts.and_then(|n| usize::try_from(n).ok()) {
            None => lay_out(&mut session, now)?,
            Some(n) => lay_out_many(&mut session, n, now)?,
        }
    }
    Ok(session)
}

fn lay_out(session: &mut Session, now: &Moment) -> Result<(), CommitError> {
    for (at, change) in demo::changes(now.date()) {
        session.commit(&change, &at)?;
    }
    Ok(())
}

fn lay_out_many(session: &mut Session, n: usize, now: &Moment) -> Result<(), CommitError> {
    let label = format!("demo book of {n} accounts");
    let fields: Vec<&Field> = Account::FIELDS.iter().collect();
    let layout = Layout::new(Account::TABLE, &fields);
    // Records of other kinds come between accounts and look for theirs: no index can wait.
    let mut bulk = session.bulk(&label, Origin::Demo, 0, now)?;
    for record in demo::records(n, SEED, now.date()) {
        if record.table() == Account::TABLE {
            let values: Vec<_> = fields.iter().map(|field| record.get(field)).collect();
            bulk.create(&layout, record.id(), &values)?;
        } else {
            bulk.create_record(&*record)?;
        }
    }
    bulk.finish()?;
    session.refresh(now)?;
    Ok(())
}

/// Takes the files of the demo book away.
fn remove(file: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let (path, why) = (Path::new(&path).display(), reason(&error));
                let text = format!("cannot remove {path}: {why}");
                return Err(Failure::new(Exit::Storage, text));
            }
            _ => {}
        }
    }
    Ok(())
}
