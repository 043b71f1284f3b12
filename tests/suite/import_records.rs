//! Every file of `tests/data/import/records` comes in as the TOML beside it says, and a second
//! time it changes nothing: contacts, opportunities, products and touches of every vendor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quadbook::domain::kinds::{Setting, kind};
use quadbook::domain::record::{Record, build};
use quadbook::domain::value::{Must, Reading, Reject, Value};
use quadbook::domain::{Change, Edit, Id};
use quadbook::exchange::import::{
    Alike, Decisions, Options, Progress, Report, Source, WonSales, inspect,
};
use quadbook::session::Session;
use quadbook::terminal::importing::Taking;
use serde::Deserialize;

use super::import_files::{now, revenues};

type Fields = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    before: Vec<Fields>,
    #[serde(default)]
    settings: Fields,
    kind: String,
    vendor: Option<String>,
    new: u64,
    #[serde(default)]
    ignored: usize,
    #[serde(default)]
    kind_unstated: u64,
    #[serde(default)]
    products: Vec<String>,
    #[serde(default)]
    revenue_from_won: bool,
    #[serde(default)]
    merge_products: bool,
    #[serde(default)]
    revenues_from_won: u64,
    #[serde(default)]
    rejected: Vec<(u64, String, String, String)>,
    #[serde(default)]
    remarks: Vec<(u64, String, String, String)>,
    #[serde(default)]
    mapping: Fields,
    #[serde(default)]
    record: Vec<Fields>,
    #[serde(default)]
    revenue: Vec<(String, i64, String)>,
}

impl Expected {
    fn decisions(&self) -> Decisions {
        Decisions {
            won: if self.revenue_from_won { WonSales::MakeRevenue } else { WonSales::Alone },
            products: if self.merge_products { Alike::Same } else { Alike::Apart },
            ..Decisions::default()
        }
    }
}

/// The records of a kind that are so titled.
fn titled(session: &Session, kind_key: &str, title: &str) -> Vec<Box<dyn Record>> {
    let all = session.records(kind(kind_key).unwrap(), None).unwrap();
    all.into_iter().filter(|record| record.title() == title).collect()
}

fn book_before(expected: &Expected) -> Session {
    let mut session = Session::in_memory(&now()).unwrap();
    let mut change = Change::new("settings");
    for (key, value) in &expected.settings {
        let mut setting = Setting::new(Setting::id_of(key));
        (setting.key, setting.value) = (Must(key.clone()), Must(value.clone()));
        change = change.create(setting);
    }
    session.commit(&change, &now()).unwrap();
    for fields in &expected.before {
        let table = kind(&fields["kind"]).unwrap();
        let find = |kind: &str, title: &str| {
            let found = titled(&session, kind, title);
            found.first().map(|r| r.id()).ok_or(Reject::Required)
        };
        let reading = Reading::at(&now(), &find);
        let values = fields.iter().filter(|(key, _)| *key != "kind").map(|(key, text)| {
            let field = table.field(key).unwrap();
            (field, field.ty.parse(text, &reading).unwrap())
        });
        let record = build(table, Id::fresh(&now()), values).unwrap();
        let mut change = Change::new("noted by hand");
        change.edits.push(Edit::Create(record));
        session.commit(&change, &now()).unwrap();
    }
    session
}

fn import(session: &mut Session, path: &Path, decisions: &Decisions) -> Report {
    let progress = Progress::default();
    let inspection = inspect(&Source::file(path), &Options::default(), &progress).unwrap();
    assert_eq!(inspection.problem, None, "{}", path.display());
    let taking = Taking { inspection: &inspection, decisions, rejects: None };
    let foretold = taking.preview(session, &now(), &progress).unwrap();
    let report = taking.write(session, &now(), &progress).unwrap();
    assert_eq!(foretold, report, "what the preview said is what was done");
    report
}

fn check_report(file: &str, expected: &Expected, report: &Report) {
    let four = |of: &[quadbook::exchange::import::Remark]| {
        of.iter()
            .map(|r| (r.line, r.column.clone(), r.value.clone(), r.reason.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!((report.kind, &report.vendor), (expected.kind.as_str(), &expected.vendor), "{file}");
    assert_eq!(four(&report.rejected), expected.rejected, "{file}: rejected");
    assert_eq!(four(&report.remarks), expected.remarks, "{file}: remarks");
    assert_eq!((report.new, report.changed, report.same), (expected.new, 0, 0), "{file}");
    assert_eq!(report.kind_unstated, expected.kind_unstated, "{file}: kind");
    assert_eq!(report.products, expected.products, "{file}: products");
    assert_eq!(report.revenues_from_won, expected.revenues_from_won, "{file}: won");
    if !expected.mapping.is_empty() {
        assert_eq!(report.mapping, expected.mapping, "{file}: mapping");
    }
}

fn check_records(file: &str, expected: &Expected, session: &Session) {
    for wanted in &expected.record {
        let all = session.records(kind(&expected.kind).unwrap(), None).unwrap();
        let find = |text: &str| all.iter().find(|r| r.json().to_string().contains(text)).cloned();
        let record = match wanted.get("title") {
            Some(title) => titled(session, &expected.kind, title).pop(),
            None => find(&wanted["find"]),
        };
        let record = record.unwrap_or_else(|| panic!("{file}: {wanted:?}"));
        for (key, value) in wanted.iter().filter(|(key, _)| *key != "title" && *key != "find") {
            let field = record.table().field(key.trim_end_matches("_field")).unwrap();
            let held = record.get(field);
            let found = match (field.ty.refers_to(), held) {
                (Some(other), Some(Value::Ref(id))) => {
                    session.record(kind(other).unwrap(), id).unwrap().unwrap().title()
                }
                (_, held) => held.map(|value| value.canonical()).unwrap_or_default(),
            };
            assert_eq!(&found, value, "{file}: {wanted:?}: {key}");
        }
    }
}

#[test]
fn every_list_of_records_comes_in_as_expected_and_a_second_time_changes_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/records");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending != "toml")).collect();
    files.sort();
    assert!(files.len() >= 14);
    for path in files {
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let beside = std::fs::read_to_string(path.with_extension("toml")).unwrap();
        let expected: Expected = toml::from_str(&beside).unwrap_or_else(|e| panic!("{file}: {e}"));
        let mut session = book_before(&expected);
        let decisions = expected.decisions();
        let first = import(&mut session, &path, &decisions);
        check_report(&file, &expected, &first);
        check_records(&file, &expected, &session);
        assert_eq!(revenues(&session), expected.revenue, "{file}: revenue");
        assert!(first.ignored.len() >= expected.ignored, "{file}");
        let version = session.book().version;
        let second = import(&mut session, &path, &decisions);
        assert_eq!((second.new, second.changed, second.same), (0, 0, first.new), "{file} again");
        assert_eq!(session.book().version, version, "{file} again");
    }
}
