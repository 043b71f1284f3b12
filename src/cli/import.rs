//! `import`: lists from a CRM or of our own, looked at first, then taken as one change a file.
//! Nothing is changed before every file was looked at, and nothing of a file that is refused.

use std::path::Path;

use crate::domain::kinds;
use crate::exchange::import::{
    Alike, Conflicts, Decisions, Inspection, Keep, Options, Progress, Refusal, Report, Saved,
    Source, Why, WonSales, inspect, lists,
};
use crate::session::Session;
use crate::terminal::import_memory;
use crate::terminal::importing::{self, Taking};

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::import_args::Import;
use super::import_report::{self, Document, REPORT_HINT, Stage, Words};
use super::profiles;
use super::watch::watched;

/// Said at the end of why a file is refused.
const NOTHING_CHANGED: &str = "; nothing was changed";

/// What became of the files so far.
#[derive(Default)]
struct Reports<'i> {
    done: Vec<(&'i Inspection, Report)>,
    /// The one that is refused for its conflicts.
    in_conflict: Option<(&'i Inspection, Report)>,
}

/// What became of a file.
enum Taken {
    Done(Report),
    InConflict(Report),
}

impl Import {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        if self.kept.profiles {
            return profiles::list(errand, self.json);
        }
        if let Some(name) = &self.kept.forget {
            return profiles::forget(errand, name);
        }
        if self.report.is_some() && self.files.len() > 1 {
            return Err(Failure::usage("--report takes the rejected rows of one file")
                .hint("import the files one by one"));
        }
        // A book that is not there yet is made when every file was looked at.
        let there = errand.book()?.exists().then(|| errand.open_for_later()).transpose()?;
        let Looked { inspections, skipped } = self.look(there.as_ref())?;
        for name in skipped {
            errand.out.say(&format!("{name} is no list: left out"));
        }
        if self.report.is_some() && inspections.len() > 1 {
            return Err(Failure::usage("--report takes the rejected rows of one list")
                .hint("name one list with --sheet"));
        }
        let mut session = there.map_or_else(|| errand.open_for_later(), Ok)?;
        let mut reports = Reports::default();
        let ended = self.take_all(&inspections, &mut session, errand, &mut reports);
        let written = self.write(&reports, inspections.len(), errand);
        ended.map_err(|failure| self.beside(failure, &reports))?;
        written?;
        match reports.done.iter().find(|(_, report)| report.is_nothing_accepted()) {
            Some((inspection, _)) => {
                let name = inspection.source.name();
                let failure =
                    Failure::refused(format!("{name}: no row could be taken{NOTHING_CHANGED}"));
                Err(self.beside(failure.hint(REPORT_HINT), &reports))
            }
            None => Ok(()),
        }
    }

    /// Takes one file after the other, up to one that is refused.
    fn take_all<'i>(
        &self,
        inspections: &'i [Inspection],
        session: &mut Session,
        errand: &mut Errand,
        reports: &mut Reports<'i>,
    ) -> Result<(), Failure> {
        for inspection in inspections {
            match self.take(inspection, session, errand)? {
                Taken::Done(report) => reports.done.push((inspection, report)),
                Taken::InConflict(report) => {
                    let failure = in_conflict(inspection, &report);
                    reports.in_conflict = Some((inspection, report));
                    return Err(failure);
                }
            }
            self.keep(inspection, session, errand)?;
        }
        Ok(())
    }

    /// Writes what became of the files, of so many lists.
    fn write(
        &self,
        reports: &Reports<'_>,
        lists: usize,
        errand: &mut Errand,
    ) -> Result<(), Failure> {
        if self.json {
            let all = reports.done.iter().chain(&reports.in_conflict);
            let all: Vec<Document<'_>> =
                all.map(|(file, report)| Document::new(file, report)).collect();
            match all.as_slice() {
                [] => {}
                [alone] if lists == 1 => errand.out.json(alone)?,
                several => errand.out.json(&several)?,
            }
            return Ok(());
        }
        for (inspection, report) in &reports.done {
            self.words().write(errand, inspection, report)?;
        }
        if let Some((_, report)) = &reports.in_conflict {
            let title = if reports.done.is_empty() { "In conflict" } else { "\nIn conflict" };
            import_report::conflicts(errand, &report.conflicts, title)?;
        }
        Ok(())
    }

    /// A failure that does not deny the other files, which were imported.
    fn beside(&self, failure: Failure, reports: &Reports<'_>) -> Failure {
        let done = reports.done.iter().filter(|(_, report)| !report.is_nothing_accepted());
        let done: Vec<&str> = done.map(|(file, _)| file.source.short_name()).collect();
        let imported = match done.as_slice() {
            _ if self.dry_run => return failure,
            [] => return failure,
            [one] => format!("{one} was imported"),
            [first @ .., last] => format!("{} and {last} were imported", first.join(", ")),
        };
        let said = failure.to_string();
        let said = match said.strip_suffix(NOTHING_CHANGED) {
            Some(why) => format!("{why}; nothing of it was changed"),
            None => said,
        };
        failure.saying(format!("{said}; {imported}"))
    }

    fn words(&self) -> Words<'_> {
        let stage = if self.dry_run { Stage::Before } else { Stage::After };
        Words { stage, put_aside: self.report.as_deref() }
    }

    /// Looks at every file; one that cannot be taken as it is refuses them all.
    fn look(&self, session: Option<&Session>) -> Result<Looked, Failure> {
        let known = session.map(import_memory::known).transpose()?.unwrap_or_default();
        let profile = match (&self.profile, session) {
            (Some(name), Some(session)) => import_memory::profile(session, name)?,
            _ => None,
        };
        let progress = Progress::default();
        let options = Options {
            kind: self.kind,
            map: self.map.clone(),
            delimiter: self.delimiter,
            encoding: self.encoding.clone(),
            date_order: self.date_order,
            decimal: self.decimal,
            header: self.header_row,
            vendor: self.vendor.clone(),
            sheet: self.sheet.clone(),
            known,
            profile,
            keep: if self.keep_columns { Keep::All } else { Keep::Nothing },
            ignore: Vec::new(),
        };
        let mut looked = Looked::default();
        for file in &self.files {
            look(&Source::file(file), &options, &progress, &mut looked)?;
        }
        // What others refer to comes first, whatever order the files were named in.
        looked.inspections.sort_by_key(|inspection| kinds::depth(inspection.kind));
        Ok(looked)
    }

    /// Keeps a mapping that the user chose, for the next file with the same columns.
    fn keep(
        &self,
        inspection: &Inspection,
        session: &mut Session,
        errand: &mut Errand,
    ) -> Result<(), Failure> {
        if self.dry_run {
            return Ok(());
        }
        if !self.map.is_empty() || self.keep_columns {
            import_memory::keep(session, inspection)?;
        }
        if let Some(name) = &self.profile {
            let before = import_memory::profile(session, name)?;
            if before.as_ref() != Some(&Saved::of(inspection)) {
                import_memory::keep_profile(session, name, inspection)?;
                errand.out.say(&format!("Kept the mapping as `{name}`"));
            }
        }
        Ok(())
    }

    /// Compares a file with the book, and unless it is only for looking, takes it.
    fn take(
        &self,
        inspection: &Inspection,
        session: &mut Session,
        errand: &Errand,
    ) -> Result<Taken, Failure> {
        let (now, progress) = (errand.now, Progress::default());
        let mut decisions = Decisions {
            conflicts: self.conflicts,
            absent: self.archive_missing.unwrap_or_default(),
            alike: self.look_alikes,
            same: self.same.clone(),
            won: if self.sales.revenue_from_won { WonSales::MakeRevenue } else { WonSales::Alone },
            products: if self.sales.merge_products { Alike::Same } else { self.look_alikes },
            currency: self.currency.clone(),
            ..Decisions::default()
        };
        if self.conflicts == Conflicts::Refuse {
            // Looked at once more, so that every conflict is shown and not the first alone.
            let shown = Decisions { conflicts: Conflicts::default(), ..decisions.clone() };
            let taking = Taking { inspection, decisions: &shown, rejects: None };
            let report = watched(&progress, || taking.preview(session, &now, &progress))?;
            if !report.conflicts.is_empty() {
                return Ok(Taken::InConflict(report));
            }
            decisions.conflicts = Conflicts::Refuse;
        }
        let taking = Taking { inspection, decisions: &decisions, rejects: self.report.as_deref() };
        let report = watched(&progress, || {
            if self.dry_run {
                taking.preview(session, &now, &progress)
            } else {
                taking.write(session, &now, &progress)
            }
        })?;
        Ok(Taken::Done(report))
    }
}

/// Why a file with conflicts is refused.
fn in_conflict(inspection: &Inspection, report: &Report) -> Failure {
    let count = report.conflicts.len();
    let are = if count == 1 { "value is" } else { "values are" };
    Failure::refused(format!(
        "{}: {count} {are} in conflict with what you wrote{NOTHING_CHANGED}",
        inspection.source.name()
    ))
    .hint("--conflicts keep leaves yours, --conflicts take takes theirs")
}

/// What was found in the files.
#[derive(Default)]
struct Looked {
    inspections: Vec<Inspection>,
    /// The files of archives that are no lists.
    skipped: Vec<String>,
}

/// Looks at a file: at every list in it, unless one is named.
fn look(
    source: &Source,
    options: &Options,
    progress: &Progress,
    looked: &mut Looked,
) -> Result<(), Failure> {
    let all = if options.sheet.is_some() { vec![source.clone()] } else { lists(source)? };
    let (before, several) = (looked.inspections.len(), all.len() > 1);
    let mut none = None;
    for list in all {
        let inspection = match watched(progress, || inspect(&list, options, progress)) {
            Ok(Inspection { problem: Some(refusal), .. }) | Err(refusal) => Err(refusal),
            Ok(inspection) => Ok(inspection),
        };
        match inspection {
            Ok(inspection) => looked.inspections.push(inspection),
            // A note beside the lists is none of them.
            Err(refusal) if several && is_text(&list) && refusal.why != Why::Stopped => {
                looked.skipped.push(list.name().to_owned());
                none = Some(refusal);
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if looked.inspections.len() == before
        && let Some(refusal) = none
    {
        return Err(refusal.into());
    }
    Ok(())
}

/// Whether a file of an archive may be a text that is no list.
fn is_text(list: &Source) -> bool {
    let ending = Path::new(list.name()).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("txt"))
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let exit = match refusal.why {
            Why::Report { .. } => Exit::Storage,
            Why::UnknownField { .. }
            | Why::UnknownColumn { .. }
            | Why::UnknownEncoding(_)
            | Why::NoSheet { .. }
            | Why::NoHeader { .. } => Exit::Usage,
            _ => Exit::Refused,
        };
        let failure = Self::new(exit, format!("{refusal}{NOTHING_CHANGED}"));
        match refusal.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl From<importing::Failure> for Failure {
    fn from(failure: importing::Failure) -> Self {
        match failure {
            importing::Failure::Refused(refusal) => refusal.into(),
            importing::Failure::Commit(error) => error.into(),
            importing::Failure::Store(error) => error.into(),
            importing::Failure::Thread(_) => Self::new(Exit::Storage, failure.to_string()),
        }
    }
}
