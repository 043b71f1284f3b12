//! A list that comes again is compared by digests before anything is read into memory. What comes
//! of it must be what comes of reading every row closely, as an import with a list of rejected rows
//! does.

use std::fmt::Write as _;

use proptest::prelude::*;
use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::domain::{Change, Id};
use quadbook::exchange::import::{Absent, Decisions, Options, Progress, Report, Source, inspect};
use quadbook::session::Session;
use quadbook::terminal::importing::Taking;

use super::import_files::now;

/// How closely rows are read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    AsEver,
    EveryRow,
}

fn import(session: &mut Session, list: &str, absent: Absent, how: Reading) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let rejects = folder.path().join("rejected.csv");
    let progress = Progress::default();
    let source = Source::bytes("list.csv", list.as_bytes());
    let inspection = inspect(&source, &Options::default(), &progress).unwrap();
    let decisions = Decisions { absent, ..Decisions::default() };
    let rejects = (how == Reading::EveryRow).then_some(rejects.as_path());
    let taking = Taking { inspection: &inspection, decisions: &decisions, rejects };
    let report = taking.write(session, &now(), &progress).unwrap();
    session.refresh(&now()).unwrap();
    report
}

/// Everything that is known of the accounts, by name.
fn accounts(session: &mut Session) -> Vec<String> {
    let facts: Vec<Fact> = Account::FIELDS.iter().map(Fact::Stored).collect();
    session.need(&facts, &now()).unwrap();
    let book = session.book();
    let said = |row: usize| {
        let values = facts.iter().map(|fact| book.seen().fact(row, *fact));
        format!("{:?}", values.map(|value| value.map(|v| v.canonical())).collect::<Vec<_>>())
    };
    let mut all: Vec<String> = (0..book.accounts.len()).map(said).collect();
    all.sort();
    all
}

type Row = (u8, String, String, String, String, String);

fn row() -> impl Strategy<Value = Row> {
    let system = prop_oneof![4 => Just("erp"), 1 => Just("crm"), 1 => Just("")];
    let name = prop_oneof!["[A-C]{1,2}", Just(" a  b".to_owned()), Just("'=1".to_owned())];
    let score = prop_oneof!["[0-9]{1,2}", Just(String::new()), Just("75,0".to_owned())];
    let phone = prop_oneof![
        Just(String::new()),
        Just("+371 1".to_owned()),
        Just("'+371 1".to_owned()),
        Just("n/a".to_owned()),
        Just("\"two\nlines\"".to_owned()),
        Just("#REF!".to_owned()),
    ];
    let amount = prop_oneof![Just(String::new()), Just("12".to_owned()), Just("12.50".to_owned())];
    (0_u8..6, system.prop_map(str::to_owned), name, score, phone, amount)
}

fn list(rows: &[Row]) -> String {
    let mut list = String::from("external_id,external_source,name,engagement,phone,yearly_value\n");
    for (id, system, name, score, phone, amount) in rows {
        writeln!(list, "X{id},{system},{name},\"{score}\",{phone},{amount}").unwrap();
    }
    list
}

/// What the rep does in between.
fn by_hand(session: &mut Session, steps: &[(u8, u8)]) {
    for (account, step) in steps {
        let count = session.book().accounts.len();
        let Some(id) = session.book().accounts.id(usize::from(*account) % count.max(1)) else {
            return;
        };
        let Some(record) = session.record(Account::TABLE, id).unwrap() else { return };
        let (key, text) = [
            ("phone", "12"),
            ("phone", ""),
            ("name", "Mine"),
            ("archived", "2026-11-01T10:00:00+00:00"),
            ("city", "Riga"),
            ("tags", "placeholder"),
            ("external_source", "crm"),
        ][usize::from(*step) % 7];
        let field = Account::TABLE.field(key).unwrap();
        let value = (!text.is_empty()).then(|| field.ty.restore(text).unwrap());
        let change = Change::new("by hand").set(&*record, field, value);
        session.commit(&change, &now()).unwrap();
    }
}

fn copies() -> (Session, Session) {
    (Session::in_memory(&now()).unwrap(), Session::in_memory(&now()).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_list_that_comes_again_does_what_reading_every_row_does(
        first in prop::collection::vec(row(), 1..7),
        steps in prop::collection::vec((any::<u8>(), any::<u8>()), 0..3),
        again in prop::collection::vec(row(), 0..3),
        taken in 0_usize..7,
        leaves in prop_oneof![3 => Just(Absent::Stay), 1 => Just(Absent::ArchiveAll)],
    ) {
        let (mut one, mut other) = copies();
        for session in [&mut one, &mut other] {
            import(session, &list(&first), Absent::Stay, Reading::EveryRow);
            by_hand(session, &steps);
        }
        let mut second: Vec<Row> = first.iter().skip(taken / 3).cloned().collect();
        second.extend(again);
        for list in [list(&second), list(&second)] {
            let quick = import(&mut one, &list, leaves, Reading::AsEver);
            let close = import(&mut other, &list, leaves, Reading::EveryRow);
            prop_assert_eq!(&without_ids(quick), &without_ids(close));
            prop_assert_eq!(accounts(&mut one), accounts(&mut other));
        }
    }
}

/// New accounts without an id in another system get ids of their own.
fn without_ids(mut report: Report) -> Report {
    report.missing.iter_mut().for_each(|missing| missing.id = Id::NIL);
    report.missing.sort_by(|a, b| (&a.name, &a.external_id).cmp(&(&b.name, &b.external_id)));
    report.conflicts.iter_mut().for_each(|conflict| conflict.record = Id::NIL);
    report
}

#[test]
fn a_list_without_news_leaves_no_change_and_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.db");
    let list = "external_id,name,city\n1,Acme,Riga\n2,Bolt,Oslo\n";
    for _ in 0..2 {
        let mut session = Session::open_for_later(&book, &now()).unwrap();
        import(&mut session, list, Absent::Stay, Reading::AsEver);
    }
    let mut session = Session::open_for_later(&book, &now()).unwrap();
    let report = import(&mut session, list, Absent::Archive, Reading::AsEver);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 2));
    assert!(!session.is_read(), "the accounts were not read into memory");
    assert_eq!(session.history(None, 9).unwrap().len(), 1);
    assert!(!folder.path().join("backups").exists());
    let fewer = import(&mut session, "external_id,name\n1,Acme\n", Absent::Stay, Reading::AsEver);
    assert_eq!((fewer.same, fewer.missing.len()), (1, 1));
}
