//! Every file of `tests/data/import` comes in as the TOML beside it says, and a second time it
//! changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::{self, Revenue};
use quadbook::domain::record::Kind;
use quadbook::domain::{Change, Id, Moment};
use quadbook::exchange::import::{Options, Progress, Report, Source, Subtotal, inspect};
use quadbook::session::Session;
use quadbook::terminal::importing::Taking;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    accounts_before: Vec<Before>,
    kind: String,
    vendor: Option<String>,
    encoding: String,
    delimiter: String,
    new: u64,
    #[serde(default)]
    relationship_unstated: u64,
    #[serde(default)]
    ignored: Vec<(u64, String)>,
    #[serde(default)]
    rejected: Vec<(u64, String, String, String)>,
    #[serde(default)]
    remarks: Vec<(u64, String, String, String)>,
    #[serde(default)]
    placeholders: Vec<String>,
    mapping: BTreeMap<String, String>,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    subtotals: Vec<(String, String, u64, String)>,
    #[serde(default)]
    account: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    revenue: Vec<(String, i64, String)>,
}

#[derive(Debug, Deserialize)]
struct Before {
    name: String,
    city: Option<String>,
}

pub fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import")
}

fn import(session: &mut Session, source: &Source) -> Report {
    let progress = Progress::default();
    let inspection = inspect(source, &Options::default(), &progress).unwrap();
    let foretold = Taking::plain(&inspection).preview(session, &now(), &progress).unwrap();
    let report = Taking::plain(&inspection).write(session, &now(), &progress).unwrap();
    assert_eq!(foretold, report, "what the preview said is what was done");
    report
}

fn book_before(expected: &Expected) -> Session {
    let mut session = Session::in_memory(&now()).unwrap();
    let mut change = Change::new("noted by hand");
    for before in &expected.accounts_before {
        let mut account = kinds::Account::new(Id::fresh(&now()));
        account.name.0.clone_from(&before.name);
        account.city.clone_from(&before.city);
        change = change.create(account);
    }
    session.commit(&change, &now()).unwrap();
    session
}

fn check_report(file: &str, expected: &Expected, report: &Report) {
    let remarks = |of: &[quadbook::exchange::import::Remark]| {
        let four = |r: &quadbook::exchange::import::Remark| {
            (r.line, r.column.clone(), r.value.clone(), r.reason.clone())
        };
        of.iter().map(four).collect::<Vec<_>>()
    };
    let ignored: Vec<_> =
        report.ignored.iter().map(|i| (i.line, i.what.reason().to_owned())).collect();
    assert_eq!(report.mapping, expected.mapping, "{file}: mapping");
    assert_eq!(ignored, expected.ignored, "{file}: ignored");
    assert_eq!(remarks(&report.rejected), expected.rejected, "{file}: rejected");
    assert_eq!(remarks(&report.remarks), expected.remarks, "{file}: remarks");
    let placeholders: Vec<_> = report.placeholders.iter().map(|made| made.name.clone()).collect();
    assert_eq!(placeholders, expected.placeholders, "{file}: placeholders");
    assert_eq!((report.new, report.changed, report.same), (expected.new, 0, 0), "{file}");
    assert_eq!(report.relationship_unstated, expected.relationship_unstated, "{file}: unstated");
    assert_eq!(report.kind, expected.kind, "{file}");
    assert_eq!(report.vendor, expected.vendor, "{file}");
    assert_eq!(report.encoding, expected.encoding, "{file}");
    assert_eq!(report.delimiter, expected.delimiter, "{file}");
    let currency = report.currency.clone().unwrap_or_default();
    assert_eq!(currency, expected.currency, "{file}: currency");
    let sum = |sum: &Subtotal| {
        let amount = format!("{:.2}", sum.amount.units());
        (sum.column.clone(), sum.currency.clone(), sum.rows, amount)
    };
    let sums: Vec<_> = report.subtotals.iter().map(sum).collect();
    assert_eq!(sums, expected.subtotals, "{file}: subtotals");
}

fn check_accounts(file: &str, expected: &Expected, session: &mut Session) {
    for wanted in &expected.account {
        let id = session.find_account(&wanted["find"]).unwrap_or_else(|e| panic!("{file}: {e}"));
        for (key, value) in wanted.iter().filter(|(key, _)| *key != "find") {
            let fact = Fact::named(key).unwrap();
            session.need(&[fact], &now()).unwrap();
            let row = session.book().accounts.row(id).unwrap();
            let found = session.book().seen().fact(row, fact).map(|v| v.canonical());
            let found = match (key.as_str(), found) {
                ("parent", Some(id)) => {
                    let row = session.book().accounts.row(id.parse().unwrap()).unwrap();
                    session.book().accounts.name(row).to_owned()
                }
                (_, found) => found.unwrap_or_default(),
            };
            assert_eq!(&found, value, "{file}: {}: {key}", wanted["find"]);
        }
    }
}

/// The revenues of a book: account, year and amount.
pub fn revenues(session: &Session) -> Vec<(String, i64, String)> {
    let records = session.records(Revenue::TABLE, None).unwrap();
    let mut found: Vec<(String, i64, String)> = records
        .iter()
        .map(|record| {
            let revenue: &Revenue = record.of().unwrap();
            let row = session.book().accounts.row(revenue.account.0.0).unwrap();
            let name = session.book().accounts.name(row).to_owned();
            (name, revenue.year.0.0, revenue.amount.0.to_string())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn every_file_comes_in_as_expected_and_a_second_time_changes_nothing() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 18);
    for path in files {
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let beside = std::fs::read_to_string(path.with_extension("toml")).unwrap();
        let expected: Expected = toml::from_str(&beside).unwrap_or_else(|e| panic!("{file}: {e}"));
        let mut session = book_before(&expected);
        let first = import(&mut session, &Source::file(&path));
        check_report(&file, &expected, &first);
        check_accounts(&file, &expected, &mut session);
        assert_eq!(revenues(&session), expected.revenue, "{file}: revenue");
        assert_eq!(session.book().settings.text("currency"), expected.currency, "{file}");
        let version = session.book().version;
        let second = import(&mut session, &Source::file(&path));
        assert_eq!((second.new, second.changed, second.same), (0, 0, first.new), "{file} again");
        assert_eq!(session.book().version, version, "{file} again");
    }
}
