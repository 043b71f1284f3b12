//! The benchmarks: what a rep waits for, at 100, 10 000 and 100 000 accounts; with
//! `QUADBOOK_BENCH_LARGE=1` at 1 000 000 too. `cargo bench -- frame` runs those that hold the word.
//! Books are made by the generator of demo books, once a run, in a temporary folder.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly and reads its own environment"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use quadbook::app::{Input, Key};
use quadbook::demo;
use quadbook::domain::change::FieldEdit;
use quadbook::domain::change::Origin;
use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::Account;
use quadbook::domain::kinds::account::field;
use quadbook::domain::query::{Query, parse_sort};
use quadbook::domain::record::Kind;
use quadbook::domain::score::Score;
use quadbook::domain::value::{Reading, Value};
use quadbook::domain::{Change, Moment};
use quadbook::exchange::import::{Inspection, Options, Progress, Source, inspect};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::terminal::importing::Taking;
use quadbook::ui;
use quadbook::ui::theme::Looks;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
    FOLDER.lock().unwrap().take();
}

const TODAY: Date = date(2026, 11, 21);
/// The window of PERFORMANCE.md.
const WINDOW: (u16, u16) = (200, 50);

fn now() -> Moment {
    Moment::noon(TODAY)
}

fn sizes() -> Vec<usize> {
    let mut sizes = vec![100, 10_000, 100_000];
    if std::env::var("QUADBOOK_BENCH_LARGE").is_ok() {
        sizes.push(1_000_000);
    }
    sizes
}

static FOLDER: Mutex<Option<tempfile::TempDir>> = Mutex::new(None);
static BOOKS: LazyLock<Mutex<BTreeMap<usize, PathBuf>>> = LazyLock::new(Mutex::default);
static LISTS: LazyLock<Mutex<BTreeMap<usize, PathBuf>>> = LazyLock::new(Mutex::default);

fn file(name: &str) -> PathBuf {
    let mut folder = FOLDER.lock().unwrap();
    folder.get_or_insert_with(|| tempfile::tempdir().unwrap()).path().join(name)
}

/// A file with a book of `n` accounts, and their revenues and next steps.
fn book(n: usize) -> PathBuf {
    let mut books = BOOKS.lock().unwrap();
    let made = books.entry(n).or_insert_with(|| {
        let path = file(&format!("{n}.db"));
        let mut session = Session::open(&path, &now()).unwrap();
        let mut bulk = session.bulk("lay out", Origin::Demo, n * 2, &now()).unwrap();
        for record in demo::records(n, 1, TODAY) {
            bulk.create_record(record.as_ref()).unwrap();
        }
        bulk.finish().unwrap();
        path
    });
    made.clone()
}

/// A CSV file with `n` accounts that no book has.
fn list(n: usize) -> PathBuf {
    let mut lists = LISTS.lock().unwrap();
    let made = lists.entry(n).or_insert_with(|| {
        let path = file(&format!("{n}.csv"));
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        demo::write_csv(&mut out, n, 2, TODAY).unwrap();
        path
    });
    made.clone()
}

fn open(n: usize) -> Session {
    Session::open(&book(n), &now()).unwrap()
}

fn desk(n: usize) -> Desk {
    Desk::new(open(n), std::env::temp_dir(), now(), WINDOW)
}

#[divan::bench(args = sizes(), max_time = 5)]
fn open_and_load(bencher: Bencher<'_, '_>, n: usize) {
    let path = book(n);
    bencher.bench_local(|| Session::open(&path, &now()).unwrap());
}

/// From an open book to the first frame painted.
#[divan::bench(args = sizes(), max_time = 5)]
fn first_frame(bencher: Bencher<'_, '_>, n: usize) {
    bencher.with_inputs(|| open(n)).bench_local_values(|session| {
        let mut desk = Desk::new(session, std::env::temp_dir(), now(), WINDOW);
        paint(&mut desk, &mut screen());
        desk
    });
}

fn screen() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(WINDOW.0, WINDOW.1)).unwrap()
}

fn paint(desk: &mut Desk, screen: &mut Terminal<TestBackend>) {
    screen.draw(|frame| ui::draw(frame, &desk.ui, desk.book(), &Looks::default())).unwrap();
}

/// From a key to the frame after it, there and back again.
fn frame_after(bencher: Bencher<'_, '_>, n: usize, before: &str, keys: [&str; 2]) {
    let (mut desk, mut screen) = (desk(n), screen());
    press(&mut desk, before);
    paint(&mut desk, &mut screen);
    let mut there_and_back = keys.iter().cycle();
    bencher.bench_local(|| {
        press(&mut desk, there_and_back.next().unwrap());
        paint(&mut desk, &mut screen);
    });
}

fn press(desk: &mut Desk, script: &str) {
    for key in Key::script(script) {
        desk.input(Input::Key(key), now());
    }
}

#[divan::bench(args = sizes(), max_time = 5)]
fn frame_after_a_step_on_the_map(bencher: Bencher<'_, '_>, n: usize) {
    frame_after(bencher, n, "", ["<right>", "<left>"]);
}

#[divan::bench(args = sizes(), max_time = 5)]
fn frame_after_a_step_in_the_list(bencher: Bencher<'_, '_>, n: usize) {
    frame_after(bencher, n, "2", ["<down>", "<up>"]);
}

/// One letter typed into find, and the frame after it.
#[divan::bench(args = sizes(), max_time = 5)]
fn frame_after_a_letter_in_find(bencher: Bencher<'_, '_>, n: usize) {
    frame_after(bencher, n, "/ston", ["e", "<backspace>"]);
}

#[divan::bench(args = sizes(), max_time = 5)]
fn filter_by_query(bencher: Bencher<'_, '_>, n: usize) {
    let session = open(n);
    let query = Query::parse("segment:key no:action stone", &Reading::plain(TODAY)).unwrap();
    bencher.bench_local(|| session.book().seen().select(black_box(&query), &[]));
}

#[divan::bench(args = sizes(), max_time = 5)]
fn select_and_sort(bencher: Bencher<'_, '_>, n: usize) {
    let session = open(n);
    let sort = parse_sort("-potential_score,name").unwrap();
    bencher.bench_local(|| session.book().seen().select(&Query::default(), black_box(&sort)));
}

fn inspected(n: usize) -> Inspection {
    inspect(&Source::file(list(n)), &Options::default(), &Progress::default()).unwrap()
}

#[divan::bench(args = sizes(), max_time = 5)]
fn import_inspect(bencher: Bencher<'_, '_>, n: usize) {
    let source = Source::file(list(n));
    bencher.bench_local(|| inspect(&source, &Options::default(), &Progress::default()).unwrap());
}

/// Every row new, into an empty book.
#[divan::bench(args = sizes(), sample_count = 5)]
fn import_write(bencher: Bencher<'_, '_>, n: usize) {
    let inspection = inspected(n);
    let empty = || {
        let path = file("empty.db");
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
        }
        Session::open(&path, &now()).unwrap()
    };
    bencher.with_inputs(empty).bench_local_values(|mut session| {
        Taking::plain(&inspection).write(&mut session, &now(), &Progress::default()).unwrap()
    });
}

/// The same list once more: nothing changes.
#[divan::bench(args = sizes(), sample_count = 5)]
fn import_again(bencher: Bencher<'_, '_>, n: usize) {
    let inspection = inspected(n);
    let path = file(&format!("again-{n}.db"));
    let mut session = Session::open(&path, &now()).unwrap();
    Taking::plain(&inspection).write(&mut session, &now(), &Progress::default()).unwrap();
    bencher.bench_local(|| {
        let report = Taking::plain(&inspection).write(&mut session, &now(), &Progress::default());
        assert_eq!(report.unwrap().same, n as u64);
    });
}

/// One score changed, durable on disk, and in memory.
#[divan::bench(args = sizes(), max_time = 5)]
fn commit_one_edit(bencher: Bencher<'_, '_>, n: usize) {
    let mut session = open(n);
    session.need(&[Fact::Stored(field::owner)], &now()).unwrap();
    let row = n / 2;
    let id = session.book().accounts.id(row).unwrap();
    let mut next = 0;
    bencher.bench_local(|| {
        let before = session.book().accounts.value(row, field::potential);
        next = (next + 1) % 100;
        let edit = FieldEdit {
            kind: Account::TABLE,
            record: id,
            field: field::potential,
            before,
            after: Score::new(next).map(Value::Score),
        };
        session.commit(&Change::new("judge potential").edit(edit), &now()).unwrap();
    });
}
