//! A whole book goes out as lists and comes back: what `list --csv` and `KIND list --csv` write of
//! every kind, imported into an empty book in the order in which each finds what it refers to,
//! makes the same records; imported once more it changes nothing.

use jiff::civil::date;
use proptest::prelude::*;
use quadbook::domain::Id;
use quadbook::domain::kinds::{Account, KINDS, Setting, account, kind};
use quadbook::domain::record::{Kind, Record, Table};
use quadbook::domain::rules::together;
use quadbook::domain::score::Axis;
use quadbook::domain::value::{Type, Value};
use quadbook::session::Session;

use super::import_again::{accounts, book, import, others, record};
use super::import_files::now;

/// Every kind but the settings, each after those that its records refer to.
fn in_order() -> Vec<&'static Table> {
    let mut order: Vec<&'static Table> = Vec::new();
    let mut left: Vec<&'static Table> =
        KINDS.iter().copied().filter(|table| *table != Setting::TABLE).collect();
    while !left.is_empty() {
        let ready = |table: &&'static Table| {
            let mut others = table.fields.iter().filter_map(|field| field.ty.refers_to());
            others.all(|other| other == table.key || order.contains(&kind(other).unwrap()))
        };
        let at = left.iter().position(ready).expect("no kinds refer to each other");
        order.push(left.remove(at));
    }
    order
}

/// Refers to others wherever it can, as far as `refs` says so and its values still fit.
fn refer(record: &mut dyn Record, at: usize, refs: u32) {
    for field in record.table().fields.iter().filter(|field| !field.required) {
        let wanted = refs >> (field.index % 32) & 1 == 1;
        let Some(other) = field.ty.refers_to().filter(|_| wanted) else { continue };
        let id = |n: usize| Id::of_parts(&[other, &n.to_string()]);
        // Nobody is a branch of himself, and no two are branches of each other.
        let own = other == record.table().key;
        let value = match field.ty {
            Type::Ref(_) if own && at == 0 => continue,
            Type::Ref(_) => Value::Ref(id(0)),
            _ => Value::Text(format!("{}; {}", id(0), id(1))),
        };
        let before = record.get(field);
        record.set(field, Some(value)).unwrap();
        if together(record).is_err() {
            record.set(field, before).unwrap();
        }
    }
}

/// A score has its date, as every way into a book gives it one.
fn date_scores(record: &mut dyn Record) {
    if record.table() == Account::TABLE {
        for axis in Axis::ALL {
            let fields = account::axis_fields(*axis);
            if record.get(fields.judged).is_some() {
                record.set(fields.on, Some(Value::Date(date(2026, 1, 1)))).unwrap();
            }
        }
    }
}

/// Two records of every kind.
fn books() -> impl Strategy<Value = Vec<Box<dyn Record>>> {
    let two = |table: &'static Table| [record(table, 0), record(table, 1)];
    let all: Vec<_> = in_order().into_iter().flat_map(two).collect();
    (all, proptest::collection::vec(any::<u32>(), KINDS.len() * 2)).prop_map(|(mut all, refs)| {
        for (n, (record, refs)) in all.iter_mut().zip(refs).enumerate() {
            refer(record.as_mut(), n % 2, refs);
            date_scores(record.as_mut());
        }
        all
    })
}

fn lists(session: &mut Session) -> Vec<(&'static Table, Vec<u8>)> {
    let list = |table: &'static Table| {
        let records = session.records(table, None).unwrap();
        (table, others(&records, true))
    };
    let rest: Vec<_> = in_order().into_iter().skip(1).map(list).collect();
    [(Account::TABLE, accounts(session))].into_iter().chain(rest).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_book_that_goes_out_as_lists_comes_back_the_same(records in books()) {
        prop_assert_eq!(in_order()[0], Account::TABLE);
        let mut from = book(&records);
        let lists = lists(&mut from);
        let mut to = Session::in_memory(&now()).unwrap();
        for (table, list) in &lists {
            let report = import(&mut to, list.clone(), table);
            prop_assert_eq!(report.new, 2, "{:?}", report);
        }
        for (table, _) in &lists {
            let json = |session: &Session| {
                let mut all = session.records(table, None).unwrap();
                all.sort_by_key(|record| record.id());
                all.iter().map(|record| record.json()).collect::<Vec<_>>()
            };
            prop_assert_eq!(json(&from), json(&to), "{}", table.key);
        }
        for (table, list) in &lists {
            let report = import(&mut to, list.clone(), table);
            prop_assert_eq!((report.new, report.changed, report.same), (0, 0, 2), "{:?}", report);
        }
    }
}
