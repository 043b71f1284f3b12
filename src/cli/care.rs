//! `check`, `backup` and `restore`: keeping the book whole.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::session::care;
use crate::session::{StoreError, machine};

use super::errand::{Errand, absolute, in_a_folder};
use super::exit::{Exit, Failure};

/// What helps where the file is damaged.
const RESTORE: &str = "`quadbook restore FILE` brings a backup back";

/// `check`
#[derive(clap::Args, Debug)]
pub struct Check {
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let book = errand.book()?;
        let findings = care::check(&book, &machine(&book), &errand.now).map_err(|error| {
            // It is no hint that the check says more.
            let is_damaged = matches!(error, StoreError::Foreign(_));
            let failure = Failure::from(error);
            if is_damaged { failure.hint(RESTORE) } else { failure }
        })?;
        if self.json {
            let object = |finding: &care::Finding| json!({ "record": finding.record.map(|id| id.to_string()), "finding": finding.text });
            let all: Vec<Json> = findings.iter().map(object).collect();
            errand.out.json(&all)?;
        } else {
            for finding in &findings {
                let line = errand.out.shown(&finding.text).into_owned();
                errand.out.line(&line)?;
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(Failure::silent(Exit::Findings)) }
    }
}

/// `backup`
#[derive(clap::Args, Debug)]
pub struct Backup {
    /// The file to write [default: one with the time in its name, in the folder of backups]
    file: Option<PathBuf>,
}

impl Backup {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let file = self.file.as_deref().map(|file| in_a_folder(absolute(file)?)).transpose()?;
        let session = errand.open()?;
        let made = session.backup(file.as_deref(), &errand.now)?;
        let made = made.display().to_string();
        let line = errand.out.shown(&made).into_owned();
        errand.out.line(&line)?;
        errand.out.say("Backup written and checked");
        Ok(())
    }
}

/// `restore`
#[derive(clap::Args, Debug)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

impl Restore {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let (from, book) = (absolute(&self.file)?, errand.book()?);
        let aside = care::restore(&book, &from, &errand.now)?;
        errand.out.say(&format!("Restored {}", book.display()));
        if let Some(aside) = aside {
            errand.out.say(&format!("What was there is kept as {}", aside.display()));
        }
        Ok(())
    }
}
