//! Importing on a thread of its own: looked at, written, stopped half way.

use std::time::{Duration, Instant};

use quadbook::demo;
use quadbook::exchange::import::{Decisions, Options, Source, Why};
use quadbook::session::Session;
use quadbook::terminal::import_job::Job;
use quadbook::terminal::import_work::{Done, Look, Work};
use quadbook::terminal::importing::{Failure, Place};

use super::import_files::now;

struct Bench {
    folder: tempfile::TempDir,
    session: Session,
}

impl Bench {
    fn new(rows: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let list = std::fs::File::create(folder.path().join("list.csv")).unwrap();
        let mut list = std::io::BufWriter::new(list);
        demo::write_csv(&mut list, rows, 5, now().date()).unwrap();
        let session = Session::open(&folder.path().join("book.db"), &now()).unwrap();
        Self { folder, session }
    }

    fn look(&self) -> Job {
        let source = Source::file(self.folder.path().join("list.csv"));
        let (options, decisions) = (Options::default(), Decisions::default());
        let look = Look { source, list: None, options, decisions };
        Job::start(self.place(), Work::Look(look), now()).unwrap()
    }

    fn place(&self) -> Place {
        Place::of(&self.session).unwrap()
    }
}

fn ended(job: &Job) -> Result<Done, Failure> {
    let begun = Instant::now();
    loop {
        if let Some(answer) = job.poll() {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "it never ends");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_look_and_an_import_run_beside_the_session_which_then_sees_them() {
    let mut bench = Bench::new(300);
    let Ok(Done::Looked(looked)) = ended(&bench.look()) else { panic!() };
    let (inspection, report) = (looked.inspection, looked.report.unwrap());
    assert_eq!((report.new, report.rejected.len()), (300, 0));
    assert_eq!(bench.session.book().accounts.len(), 0);
    let job =
        Job::start(bench.place(), Work::Write(inspection, Decisions::default()), now()).unwrap();
    let Ok(Done::Wrote(report, Some(written))) = ended(&job) else { panic!() };
    assert_eq!((report.new, written.edits), (300, 300));
    assert_eq!(bench.session.history(None, 1).unwrap()[0].id, written.change);
    assert_eq!(job.progress().rows(), 301, "every line was read, the header too");
    assert_eq!(job.progress().bytes(), job.progress().total());
    assert!(bench.session.refresh(&now()).unwrap());
    assert_eq!(bench.session.book().accounts.len(), 300);
    assert_eq!(bench.session.undo(&now()).unwrap().as_deref(), Some("import list.csv"));
    assert_eq!(bench.session.book().accounts.len(), 0);
}

#[test]
fn an_import_that_is_stopped_half_way_leaves_nothing() {
    let mut bench = Bench::new(20_000);
    let Ok(Done::Looked(looked)) = ended(&bench.look()) else { panic!() };
    let job =
        Job::start(bench.place(), Work::Write(looked.inspection, Decisions::default()), now())
            .unwrap();
    while job.progress().rows() < 3_000 && job.poll().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    job.progress().stop();
    let asked = Instant::now();
    match ended(&job) {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.why, Why::Stopped),
        other => panic!("{other:?}"),
    }
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    drop(job);
    bench.session.refresh(&now()).unwrap();
    assert_eq!(bench.session.book().accounts.len(), 0);
    assert_eq!(bench.session.history(None, 9).unwrap().len(), 0);
}

#[test]
fn a_file_that_changed_since_it_was_looked_at_is_not_imported() {
    let bench = Bench::new(10);
    let Ok(Done::Looked(looked)) = ended(&bench.look()) else { panic!() };
    std::fs::write(bench.folder.path().join("list.csv"), "name\nAnother list\n").unwrap();
    let job =
        Job::start(bench.place(), Work::Write(looked.inspection, Decisions::default()), now())
            .unwrap();
    match ended(&job) {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal.why, Why::Changed),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_import_that_has_nothing_left_to_write_says_that_it_wrote_nothing() {
    let bench = Bench::new(10);
    let Ok(Done::Looked(looked)) = ended(&bench.look()) else { panic!() };
    for first in [true, false] {
        let (inspection, decisions) = (looked.inspection.clone(), Decisions::default());
        let job = Job::start(bench.place(), Work::Write(inspection, decisions), now()).unwrap();
        let Ok(Done::Wrote(_, written)) = ended(&job) else { panic!() };
        assert_eq!(written.is_some(), first);
    }
}

#[test]
fn accounts_that_are_put_away_count_as_written() {
    let bench = Bench::new(0);
    let list = |rows: &[&str]| {
        let text = format!("Account Name,Account ID\n{}", rows.concat());
        std::fs::write(bench.folder.path().join("list.csv"), text).unwrap();
        let Ok(Done::Looked(looked)) = ended(&bench.look()) else { panic!() };
        let away = quadbook::exchange::import::Absent::ArchiveAll;
        let decisions = Decisions { absent: away, ..Decisions::default() };
        let job =
            Job::start(bench.place(), Work::Write(looked.inspection, decisions), now()).unwrap();
        let Ok(Done::Wrote(report, Some(written))) = ended(&job) else { panic!() };
        (report, written)
    };
    let [one, two, three] =
        ["Mill,001A0000001aaaaAAA\n", "Fjord,001A0000001aaabAAA\n", "Bolt,001A0000001aaacAAA\n"];
    assert_eq!(list(&[one, two, three]).1.edits, 3);
    let (report, written) = list(&[one, two]);
    assert_eq!((report.new + report.changed, report.archived, written.edits), (0, 1, 1));
}
