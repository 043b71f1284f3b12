//! The work behind the import screen: it looks at files and takes them on a thread of its own,
//! and says how far it is. Nothing is written before the screen asks for it.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::app::Outcome;
use crate::app::effect::{ImportAsk, ImportColumn, ImportPreview, ImportQuestion, Progress};
use crate::domain::{Moment, kinds};
use crate::exchange::import::{
    DateOrder, Decimal, Inspection, Options, Refusal, Remark, Report, Source, Why, inspect,
    layout::delimiter_named,
};
use crate::session::{Loaded, Session, StoreError};

use super::files;
use super::importing::{self, Done, Failure, Job, Place};

/// The most rows that are listed one by one.
const LISTED_MOST: usize = 1000;

/// What the import screen is about.
#[derive(Debug, Default)]
pub struct Inbound {
    job: Option<(Job, What)>,
    /// The book that is read again after much was written, and what to say then.
    renewed: Option<(Receiver<Result<Loaded, StoreError>>, String)>,
    looked: Option<Inspection>,
    /// When it was last said how far the work is, in milliseconds.
    told: i64,
}

/// How often it is said how far the work is, in milliseconds.
const TELL_EVERY: i64 = 80;

/// Up to so many records the book in memory follows at once.
const AT_ONCE: u64 = 2000;

/// What a job does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Looks,
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
        let options = options(ask);
        let Some(place) = Place::of(session) else {
            return Some(self.look_at_once(session, &source, &options, now));
        };
        match Job::look(place, source, options, *now) {
            Ok(job) => {
                self.job = Some((job, What::Looks));
                None
            }
            Err(failure) => Some(Outcome::Inspected(Err(said(&failure)))),
        }
    }

    fn look_at_once(
        &mut self,
        session: &mut Session,
        source: &Source,
        options: &Options,
        now: &Moment,
    ) -> Outcome {
        let progress = crate::exchange::import::Progress::default();
        let inspection = match inspect(source, options, &progress) {
            Ok(inspection) => inspection,
            Err(refusal) => return Outcome::Inspected(Err(refusal.to_string())),
        };
        let report = match inspection.problem {
            Some(_) => None,
            None => match importing::preview(session, &inspection, now, &progress) {
                Ok(report) => Some(report),
                Err(failure) => return Outcome::Inspected(Err(said(&failure))),
            },
        };
        self.seen(inspection, report.as_ref())
    }

    fn seen(&mut self, inspection: Inspection, report: Option<&Report>) -> Outcome {
        let preview = preview_of(&inspection, report);
        self.looked = Some(inspection);
        Outcome::Inspected(Ok(Box::new(preview)))
    }

    /// Takes the file that was looked at.
    pub fn write(&mut self, session: &mut Session, now: &Moment) -> Option<Outcome> {
        let Some(inspection) = self.looked.take() else {
            return Some(Outcome::Imported(Err("no file was looked at".to_owned())));
        };
        let Some(place) = Place::of(session) else {
            let progress = crate::exchange::import::Progress::default();
            let wrote = importing::write(session, &inspection, now, &progress);
            let label = inspection.label();
            self.looked = Some(inspection);
            return Some(Outcome::Imported(
                wrote.map(|report| done(&label, &report)).map_err(|why| said(&why)),
            ));
        };
        let started = Job::write(place, inspection.clone(), *now);
        self.looked = Some(inspection);
        match started {
            Ok(job) => {
                self.job = Some((job, What::Writes));
                None
            }
            Err(failure) => Some(Outcome::Imported(Err(said(&failure)))),
        }
    }

    /// How far the work is, or what it ended with; `None` while there is none.
    pub fn poll(&mut self, session: &mut Session, now: &Moment) -> Option<Outcome> {
        if let Some(renewed) = &self.renewed {
            return self.renew(renewed.0.try_recv(), session, now);
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
            Ok(Done::Looked(inspection, report)) => {
                return Some(self.seen(*inspection, report.as_ref()));
            }
            Ok(Done::Wrote(report)) => {
                let label = self.looked.as_ref().map(Inspection::label).unwrap_or_default();
                let said = done(&label, &report);
                if report.new + report.changed > AT_ONCE && self.read_again(session, &said, now) {
                    return None;
                }
                session.refresh(now).map(|_| said).map_err(Failure::Store)
            }
            Err(failure) => Err(failure),
        };
        let answer = answer.map_err(|failure| said(&failure));
        Some(match (what, answer) {
            (What::Looks, Err(why)) => Outcome::Inspected(Err(why)),
            (_, answer) => Outcome::Imported(answer),
        })
    }

    /// Reads a large book again on a thread of its own; says whether that could be begun.
    fn read_again(&mut self, session: &Session, said: &str, now: &Moment) -> bool {
        let Some(place) = Place::of(session) else { return false };
        let (facts, now) = (session.columns(), *now);
        let (gives, comes) = channel();
        let read = move || {
            // When nobody waits for the book any more, the program is leaving.
            let _ = gives.send(Loaded::read_with(&place.file, &place.opening, &facts, &now));
        };
        let started = std::thread::Builder::new().name("renewing".to_owned()).spawn(read);
        if started.is_ok() {
            self.renewed = Some((comes, said.to_owned()));
        }
        started.is_ok()
    }

    /// Takes the book that was read again, once it is there.
    fn renew(
        &mut self,
        came: Result<Result<Loaded, StoreError>, TryRecvError>,
        session: &mut Session,
        now: &Moment,
    ) -> Option<Outcome> {
        let taken = match came {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => session.refresh(now).map(drop),
            Ok(loaded) => loaded.and_then(|loaded| session.renew(loaded, now)),
        };
        let (_, said) = self.renewed.take()?;
        Some(Outcome::Imported(taken.map(|()| said).map_err(|error| error.to_string())))
    }

    /// Asks the work to stop; nothing is changed then.
    pub fn stop(&self) {
        if let Some((job, _)) = &self.job {
            job.progress().stop();
        }
    }
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

/// What was decided, as the import takes it; a decision that cannot be read is as good as none.
fn options(ask: &ImportAsk) -> Options {
    let mut options = Options::default();
    for (option, value) in &ask.decided {
        match *option {
            "as" => options.kind = kinds::kind(value),
            "decimal" => options.decimal = Decimal::from_key(value),
            "date-order" => options.date_order = DateOrder::from_key(value),
            "delimiter" => options.delimiter = delimiter_named(value),
            "encoding" => options.encoding = Some(value.clone()),
            "map" => {
                let pair = value.split_once('=').map(|(f, c)| (f.to_owned(), c.to_owned()));
                options.map.extend(pair);
            }
            _ => {}
        }
    }
    options
}

/// What a file would do, as the screen shows it.
fn preview_of(inspection: &Inspection, report: Option<&Report>) -> ImportPreview {
    let vendor = inspection.vendor.as_ref().map(|(_, name)| name.as_str());
    let columns = inspection.columns.iter().map(|column| ImportColumn {
        header: column.name.clone(),
        sample: column.samples.join(" · "),
        field: column.feeds.map(|(target, _)| target.label()).unwrap_or_default(),
        reason: column.feeds.map(|(_, reason)| reason.words(vendor)).unwrap_or_default(),
    });
    let mut reading = vec![("Kind".to_owned(), inspection.kind.plural.to_lowercase())];
    reading.extend(vendor.map(|vendor| ("From".to_owned(), vendor.to_owned())));
    reading.push(("Encoding".to_owned(), inspection.encoding.clone()));
    reading.push(("Between cells".to_owned(), inspection.delimiter_name()));
    ImportPreview {
        file: inspection.source.name().to_owned(),
        reading,
        columns: columns.collect(),
        counts: report.map(counts).unwrap_or_default(),
        rejected: report.map(|report| listed(&report.rejected)).unwrap_or_default(),
        remarks: report.map(|report| listed(&report.remarks)).unwrap_or_default(),
        notes: report.map(notes).unwrap_or_default(),
        problem: inspection.problem.as_ref().map(ToString::to_string),
        question: inspection.problem.as_ref().and_then(|problem| question(inspection, problem)),
    }
}

fn counts(report: &Report) -> Vec<(&'static str, u64)> {
    vec![
        ("new", report.new),
        ("changed", report.changed),
        ("same", report.same),
        ("rejected", report.rejected.len() as u64),
        ("ignored", report.ignored.len() as u64),
    ]
}

fn listed(remarks: &[Remark]) -> Vec<[String; 4]> {
    let row = |remark: &Remark| {
        let (column, value) = (remark.column.clone(), remark.value.clone());
        [remark.line.to_string(), column, value, remark.reason.clone()]
    };
    remarks.iter().take(LISTED_MOST).map(row).collect()
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    if report.relationship_unstated > 0 {
        notes.push(format!(
            "{} accounts do not say whether they are customers: where revenue is known they are, else prospects",
            report.relationship_unstated
        ));
    }
    for (what, all) in [("rejected", &report.rejected), ("remarked", &report.remarks)] {
        if let Some(more) = all.len().checked_sub(LISTED_MOST).filter(|more| *more > 0) {
            notes.push(format!("{more} more {what} rows are not listed here"));
        }
    }
    let mut reasons: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for ignored in &report.ignored {
        reasons.entry(ignored.reason).or_default().push(ignored.line);
    }
    for (reason, lines) in reasons {
        let named: Vec<String> = lines.iter().take(5).map(ToString::to_string).collect();
        let more = if lines.len() > 5 { " …" } else { "" };
        notes.push(format!("ignored, {reason}: line {}{more}", named.join(", ")));
    }
    notes
}

/// What the user can decide so that the file can be imported.
fn question(inspection: &Inspection, problem: &Refusal) -> Option<ImportQuestion> {
    let answers = |list: &[(&str, &str)]| {
        list.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect()
    };
    match &problem.why {
        Why::Ambiguous { value, option, .. } if option.contains("decimal") => {
            Some(ImportQuestion {
                words: format!("What stands before the decimals in this file, as in `{value}`?"),
                option: "decimal",
                answers: answers(&[("a point: 1,234.50", "point"), ("a comma: 1.234,50", "comma")]),
            })
        }
        Why::Ambiguous { value, .. } => Some(ImportQuestion {
            words: format!("In which order are day and month written, as in `{value}`?"),
            option: "date-order",
            answers: answers(&[("day before month", "dmy"), ("month before day", "mdy")]),
        }),
        Why::NoColumn { field, label, .. } => Some(ImportQuestion {
            words: format!("Which column holds the {label}?"),
            option: "map",
            answers: inspection
                .columns
                .iter()
                .map(|column| (column.name.clone(), format!("{field}={}", column.name)))
                .collect(),
        }),
        Why::Elsewhere { kind, plural, .. } => Some(ImportQuestion {
            words: format!("Import it as {} all the same?", plural.to_lowercase()),
            option: "as",
            answers: vec![("yes".to_owned(), (*kind).to_owned())],
        }),
        _ => None,
    }
}
