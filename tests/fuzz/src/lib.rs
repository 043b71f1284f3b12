//! What every target does with its bytes: they are imported, and when they are refused once more
//! with what `--decimal`, `--date-order` and `--as` would decide. Nothing may panic, and the same
//! bytes give the same report (asked of one in sixteen, to be quick).

use std::sync::{LazyLock, Once};

use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::domain::value::Must;
use quadbook::domain::{Book, Id, Moment};
use quadbook::exchange::import::workbook::APART;
use quadbook::exchange::import::{
    DateOrder, Decimal, Held, Options, Progress, Report, Run, Source, inspect,
};

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut book = Book::default();
    for name in ["Acme Homes", "Cedar"] {
        let mut account = Account::new(Id::of_parts(&[name]));
        account.name = Must(name.to_owned());
        book.accounts.put(&account);
    }
    book
});

/// Imports bytes as the file with this name, twice, and holds the two reports against each other.
pub fn take(name: &str, bytes: &[u8]) {
    // A library that a file makes panic is taken for an answer.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| quadbook::edge::quiet_panics_in(APART));
    let source = Source::bytes(name, bytes.to_vec());
    let decided = Options {
        decimal: Some(Decimal::Point),
        date_order: Some(DateOrder::DayFirst),
        kind: Some(Account::TABLE),
        ..Options::default()
    };
    let first = report(&source, &Options::default());
    if first.is_err() {
        let _ = report(&source, &decided);
    }
    if bytes.len() % 16 == 0 {
        assert_eq!(first, report(&source, &Options::default()), "the same bytes gave two reports");
    }
}

fn report(source: &Source, options: &Options) -> Result<Report, String> {
    let progress = Progress::default();
    let inspection = inspect(source, options, &progress).map_err(|why| why.to_string())?;
    let held = Held::new(&BOOK, Vec::new());
    let now: Moment = "2026-11-21T12:00:00+00:00".parse().expect("a moment");
    let run = Run::new(&inspection, &held, &now, &progress).map_err(|why| why.to_string())?;
    run.preview().map_err(|why| why.to_string())
}
