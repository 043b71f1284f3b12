//! The work behind the import screen: it looks at files and takes them on a thread of its own,
//! and says how far it is. Nothing is written before the screen asks for it.

use crate::app::Outcome;
use crate::app::effect::{ImportAsk, ImportDecided, Progress, Unread};
use crate::domain::Moment;
use crate::exchange::import::{self, Inspection, Options, Refusal, Report, Source, Why};
use crate::session::{Session, StoreError};

use super::files;
use super::import_job::Job;
use super::import_memory;
use super::import_view::{decisions, maps, options, preview_of};
use super::import_work::{At, Done, Look, Looked, What, Work};
use super::importing::{Failure, Place};
use super::relay::Written;
use super::renewal::Renewal;

/// What the import screen is about.
#[derive(Debug, Default)]
pub struct Inbound {
    job: Option<(Job, What)>,
    /// The book that is read again after much was written.
    renewed: Option<Renewal>,
    looked: Option<Inspection>,
    /// What was asked for.
    ask: ImportAsk,
    /// Where rejected rows are written.
    aside: String,
    /// When it was last said how far the work is, in milliseconds.
    told: i64,
}

/// Said where a file is meant and none was looked at.
const NO_FILE: &str = "no file was looked at";

/// How often it is said how far the work is, in milliseconds.
const TELL_EVERY: i64 = 80;

/// Up to so many edits the book in memory follows at once.
const AT_ONCE: u64 = 2000;

impl Inbound {
    /// Whether work is going on.
    pub fn is_busy(&self) -> bool {
        self.job.is_some() || self.renewed.is_some()
    }

    /// Whether the book is being written, or read again after that.
    pub fn is_writing(&self) -> bool {
        self.renewed.is_some() || matches!(self.job, Some((_, What::Writes)))
    }

    /// Looks at a file. The answer comes at once for a book in memory, else by [`Self::poll`].
    pub fn look(
        &mut self,
        session: &mut Session,
        ask: &ImportAsk,
        now: &Moment,
    ) -> Option<Outcome> {
        self.looked = None;
        let source = Source::file(files::meant(&ask.file));
        self.ask.clone_from(ask);
        let options = match known(session, ask) {
            Ok(options) => options,
            Err(error) => return Some(given_up(What::Looks, &Failure::Store(error))),
        };
        let decisions = decisions(ask, &ImportDecided::default());
        let look = Look { source, list: ask.list.clone(), options, decisions };
        self.begin(session, Work::Look(look), now)
    }

    /// Takes the file that was looked at.
    pub fn write(
        &mut self,
        session: &mut Session,
        decided: &ImportDecided,
        now: &Moment,
    ) -> Option<Outcome> {
        let Some(inspection) = self.looked.clone() else {
            return Some(Outcome::Imported(Err(NO_FILE.to_owned())));
        };
        let decisions = decisions(&self.ask, decided);
        self.begin(session, Work::Write(inspection, decisions), now)
    }

    /// Writes the rows of the file that was looked at which are not taken into another one.
    pub fn put_aside(
        &mut self,
        session: &mut Session,
        file: &str,
        decided: &ImportDecided,
        now: &Moment,
    ) -> Option<Outcome> {
        let failed = |why: &str| Some(Outcome::PutAside(Err(why.to_owned())));
        let path = files::meant(file);
        if files::is_there(&path) {
            return failed("something has that name already; type another one");
        }
        let Some(inspection) = self.looked.clone() else {
            return failed(NO_FILE);
        };
        let decisions = decisions(&self.ask, decided);
        self.aside = path.display().to_string();
        self.begin(session, Work::PutAside(inspection, decisions, path), now)
    }

    /// Does work: at once with a book in memory, else on a thread of its own.
    fn begin(&mut self, session: &mut Session, work: Work, now: &Moment) -> Option<Outcome> {
        let what = work.what();
        let Some(place) = Place::of(session) else {
            let done = work.carry_out(At::Here(session), now, &import::Progress::default());
            return self.ended(session, (what, done), now);
        };
        match Job::start(place, work, *now) {
            Ok(job) => {
                self.job = Some((job, what));
                None
            }
            Err(failure) => Some(given_up(what, &failure)),
        }
    }

    fn seen(&mut self, session: &Session, looked: Looked) -> Outcome {
        let kept = import_memory::all(session).unwrap_or_default();
        let profiles: Vec<String> = kept.into_iter().filter_map(|kept| kept.name).collect();
        let aside = files::beside(&files::meant(&self.ask.file), looked.inspection.source.name());
        let mut preview = preview_of(&looked, &self.ask, &profiles);
        preview.aside = aside.display().to_string();
        self.looked = Some(looked.inspection);
        Outcome::Inspected(Ok(Box::new(preview)))
    }

    /// How many rows were written where.
    fn put(&self, rows: u64) -> String {
        let file = &self.aside;
        match rows {
            0 => format!("no row is rejected; {file} was not written"),
            1 => format!("1 row is in {file}: mend it and import the file like any list"),
            rows => {
                format!("{rows} rows are in {file}: mend them and import the file like any list")
            }
        }
    }

    /// Keeps what the user said that columns feed, for files with the same columns. Where that
    /// cannot be kept, it is said again the next time.
    fn remember(&self, session: &mut Session) {
        if let Some(inspection) = self.looked.as_ref().filter(|_| maps(&self.ask)) {
            let _ = import_memory::keep(session, inspection);
        }
    }

    /// Keeps it under a name, or for files with the same columns.
    pub fn keep(&self, session: &mut Session, name: Option<&str>) -> Result<String, String> {
        let inspection = self.looked.as_ref().ok_or(NO_FILE)?;
        let (kept, words) = match name {
            Some(name) => (
                import_memory::keep_profile(session, name, inspection),
                format!("what the columns feed is remembered as {name}"),
            ),
            None => (
                import_memory::keep(session, inspection),
                "what the columns feed is remembered for files with the same columns".to_owned(),
            ),
        };
        kept.map(|()| words).map_err(|error| error.to_string())
    }

    /// How far the work is, or what it ended with; `None` while there is none.
    pub fn poll(&mut self, session: &mut Session, now: &Moment) -> Option<Outcome> {
        if let Some(renewed) = &self.renewed {
            let taken = renewed.take(session, now)?;
            self.renewed = None;
            return Some(taken);
        }
        let (job, what) = self.job.as_ref()?;
        let what = *what;
        let Some(answer) = job.poll() else {
            if (now.millis() - self.told).abs() < TELL_EVERY {
                return None;
            }
            self.told = now.millis();
            let progress = job.progress();
            return Some(Outcome::Progress(Progress {
                rows: progress.rows(),
                bytes: progress.bytes(),
                total: progress.total(),
            }));
        };
        self.job = None;
        self.ended(session, (what, answer), now)
    }

    /// What work ended with; `None` while the book is read again.
    fn ended(
        &mut self,
        session: &mut Session,
        (what, done): (What, Result<Done, Failure>),
        now: &Moment,
    ) -> Option<Outcome> {
        let done = done.and_then(|done| match done {
            Done::PutAside(rows) => Ok(Some(Outcome::PutAside(Ok(self.put(rows))))),
            Done::Looked(looked) => Ok(Some(self.seen(session, *looked))),
            Done::Wrote(report, written) => self.wrote(session, &report, written, now),
        });
        done.unwrap_or_else(|failure| Some(given_up(what, &failure)))
    }

    /// The book as it is after an import, unless it is large and read again on a thread of its own.
    fn wrote(
        &mut self,
        session: &mut Session,
        report: &Report,
        written: Option<Written>,
        now: &Moment,
    ) -> Result<Option<Outcome>, Failure> {
        if let Some(written) = written {
            session.own_change(written.change);
        }
        self.remember(session);
        let label = self.looked.as_ref().map(Inspection::label).unwrap_or_default();
        let said = format!("{label}: {}", report.summary());
        if written.is_some_and(|written| written.edits > AT_ONCE) {
            self.renewed = Renewal::begin(session, &said, now);
        }
        if self.renewed.is_some() {
            return Ok(None);
        }
        session.refresh(now)?;
        Ok(Some(Outcome::Imported(Ok(said))))
    }

    /// Asks the work to stop; nothing is changed then.
    pub fn stop(&self) {
        if let Some((job, _)) = &self.job {
            job.progress().stop();
        }
    }
}

/// How a file is read: as the user says now, or said before.
fn known(session: &Session, ask: &ImportAsk) -> Result<Options, StoreError> {
    let mut options = options(ask);
    options.known = import_memory::known(session)?;
    let name = ask.decided.iter().rev().find(|(option, _)| *option == "profile");
    if let Some((_, name)) = name {
        options.profile = import_memory::profile(session, name)?;
    }
    Ok(options)
}

/// Why nothing came of it.
fn given_up(what: What, failure: &Failure) -> Outcome {
    let why = unread(failure);
    match what {
        What::Looks => Outcome::Inspected(Err(why)),
        What::PutsAside => Outcome::PutAside(Err(why.to_string())),
        What::Writes => Outcome::Imported(Err(why.to_string())),
    }
}

fn unread(failure: &Failure) -> Unread {
    match failure {
        Failure::Refused(Refusal { why: Why::Stopped, .. }) => Unread::Stopped,
        Failure::Refused(refusal) => Unread::Refused(refusal.to_string()),
        failure => Unread::Failed(failure.to_string()),
    }
}
