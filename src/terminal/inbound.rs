//! The work behind the import screen: it looks at files and takes them on a thread of its own,
//! and says how far it is. Nothing is written before the screen asks for it.

use crate::app::Outcome;
use crate::app::effect::{ImportAsk, ImportDecided, Progress};
use crate::domain::Moment;
use crate::exchange::import::{Inspection, Options, Refusal, Report, Source, Why};
use crate::session::{Session, StoreError};

use super::files;
use super::import_job::{Done, Job, Look, Looked};
use super::import_memory;
use super::import_view::{decisions, maps, options, preview_of};
use super::importing::{Failure, Place, Taking};
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

/// How often it is said how far the work is, in milliseconds.
const TELL_EVERY: i64 = 80;

/// Up to so many edits the book in memory follows at once.
const AT_ONCE: u64 = 2000;

/// What a job does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Looks,
    PutsAside,
    Writes,
}

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
            Err(error) => return Some(Outcome::Inspected(Err(error.to_string()))),
        };
        let decisions = decisions(ask, &ImportDecided::default());
        let look = Look { source, list: ask.list.clone(), options, decisions };
        let Some(place) = Place::of(session) else {
            return Some(self.look_at_once(session, &look, now));
        };
        match Job::look(place, look, *now) {
            Ok(job) => {
                self.job = Some((job, What::Looks));
                None
            }
            Err(failure) => Some(Outcome::Inspected(Err(said(&failure)))),
        }
    }

    fn look_at_once(&mut self, session: &mut Session, look: &Look, now: &Moment) -> Outcome {
        let progress = crate::exchange::import::Progress::default();
        let (inspection, lists) = match look.found(&progress) {
            Ok(found) => found,
            Err(refusal) => return Outcome::Inspected(Err(refusal.to_string())),
        };
        let (decisions, rejects) = (&look.decisions, None);
        let taking = Taking { inspection: &inspection, decisions, rejects };
        let report = match inspection.problem {
            Some(_) => None,
            None => match taking.preview(session, now, &progress) {
                Ok(report) => Some(report),
                Err(failure) => return Outcome::Inspected(Err(said(&failure))),
            },
        };
        self.seen(session, Looked { inspection, report, lists })
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

    /// Takes the file that was looked at.
    pub fn write(
        &mut self,
        session: &mut Session,
        decided: &ImportDecided,
        now: &Moment,
    ) -> Option<Outcome> {
        let Some(inspection) = self.looked.take() else {
            return Some(Outcome::Imported(Err("no file was looked at".to_owned())));
        };
        let Some(place) = Place::of(session) else {
            let progress = crate::exchange::import::Progress::default();
            let decisions = decisions(&self.ask, decided);
            let taking = Taking { inspection: &inspection, decisions: &decisions, rejects: None };
            let wrote = taking.write(session, now, &progress);
            let label = inspection.label();
            self.looked = Some(inspection);
            if wrote.is_ok() {
                self.remember(session);
            }
            return Some(Outcome::Imported(
                wrote.map(|report| done(&label, &report)).map_err(|why| said(&why)),
            ));
        };
        let started = Job::write(place, inspection.clone(), decisions(&self.ask, decided), *now);
        self.looked = Some(inspection);
        match started {
            Ok(job) => {
                self.job = Some((job, What::Writes));
                None
            }
            Err(failure) => Some(Outcome::Imported(Err(said(&failure)))),
        }
    }

    /// Writes the rows of the file that was looked at which are not taken into another one.
    pub fn put_aside(
        &mut self,
        session: &mut Session,
        file: &str,
        decided: &ImportDecided,
        now: &Moment,
    ) -> Option<Outcome> {
        let failed = |why: String| Some(Outcome::PutAside(Err(why)));
        let path = files::meant(file);
        if files::is_there(&path) {
            return failed("something has that name already; type another one".to_owned());
        }
        let Some(inspection) = &self.looked else {
            return failed("no file was looked at".to_owned());
        };
        let decisions = decisions(&self.ask, decided);
        self.aside = path.display().to_string();
        let Some(place) = Place::of(session) else {
            let progress = crate::exchange::import::Progress::default();
            let rejects = Some(path.as_path());
            let report = Taking { inspection, decisions: &decisions, rejects };
            let report = report.preview(session, now, &progress);
            let said = report.map(|report| self.put(report.rejected_rows()));
            return Some(Outcome::PutAside(said.map_err(|why| why.to_string())));
        };
        match Job::put_aside(place, inspection.clone(), decisions, path, *now) {
            Ok(job) => {
                self.job = Some((job, What::PutsAside));
                None
            }
            Err(failure) => failed(failure.to_string()),
        }
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
        let inspection = self.looked.as_ref().ok_or("no file was looked at")?;
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
        let answer = match answer {
            Ok(Done::PutAside(rows)) => return Some(Outcome::PutAside(Ok(self.put(rows)))),
            Ok(Done::Looked(looked)) => return Some(self.seen(session, *looked)),
            Ok(Done::Wrote(report, written)) => {
                if let Some(written) = written {
                    session.own_change(written.change);
                }
                self.remember(session);
                let label = self.looked.as_ref().map(Inspection::label).unwrap_or_default();
                let said = done(&label, &report);
                if written.is_some_and(|written| written.edits > AT_ONCE) {
                    self.renewed = Renewal::begin(session, &said, now);
                }
                if self.renewed.is_some() {
                    return None;
                }
                session.refresh(now).map(|_| said).map_err(Failure::Store)
            }
            Err(failure) => Err(failure),
        };
        let answer = answer.map_err(|failure| said(&failure));
        Some(match (what, answer) {
            (What::Looks, Err(why)) => Outcome::Inspected(Err(why)),
            (What::PutsAside, answer) => Outcome::PutAside(answer),
            (_, answer) => Outcome::Imported(answer),
        })
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

fn done(label: &str, report: &Report) -> String {
    format!("{label}: {}", report.summary())
}

fn said(failure: &Failure) -> String {
    match failure {
        Failure::Refused(Refusal { why: Why::Stopped, .. }) => {
            "stopped; nothing was changed".into()
        }
        Failure::Refused(refusal) => format!("{refusal}; nothing was changed"),
        failure => failure.to_string(),
    }
}
