//! Random work on a book: every step goes back and comes again, memory is always what the file
//! says, and another program that looks sees the same.

use jiff::civil::date;
use proptest::prelude::*;
use quadbook::domain::facts::{Fact, What};
use quadbook::domain::kinds::{Account, Action, KINDS, Setting, account, action};
use quadbook::domain::record::{Kind, Record};
use quadbook::domain::score::Score;
use quadbook::domain::value::{AccountRef, Must, Value};
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::{Opening, Session, care};

#[derive(Clone, Debug)]
enum Work {
    AddAccount(u8),
    AddAction(u8, u8),
    Remove(u8),
    Finish(u8),
    Score(u8, u8, Option<u8>),
    Rename(u8, u8),
    Line(u8),
    Back,
    Again,
}

fn work() -> impl Strategy<Value = Work> {
    let which = || 0..4_u8;
    prop_oneof![
        3 => which().prop_map(Work::AddAccount),
        3 => (which(), which()).prop_map(|(a, b)| Work::AddAction(a, b)),
        1 => which().prop_map(Work::Remove),
        2 => which().prop_map(Work::Finish),
        4 => (which(), 0..2_u8, proptest::option::of(0..=100_u8)).prop_map(|(a, b, c)| Work::Score(a, b, c)),
        2 => (which(), 0..9_u8).prop_map(|(a, b)| Work::Rename(a, b)),
        1 => (0..=100_u8).prop_map(Work::Line),
        3 => Just(Work::Back),
        2 => Just(Work::Again),
    ]
}

fn id(name: &str, which: u8) -> Id {
    Id::of_parts(&[name, &which.to_string()])
}

fn found(
    session: &Session,
    table: &'static quadbook::domain::record::Table,
    id: Id,
) -> Option<Box<dyn Record>> {
    session.record(table, id).unwrap()
}

/// The change that a piece of work is, where it can be done.
fn change(session: &Session, work: &Work) -> Option<Change> {
    let account = |which| found(session, Account::TABLE, id("account", which));
    match work {
        Work::AddAccount(which) if account(*which).is_none() => {
            let mut new = Account::new(id("account", *which));
            new.name = Must(format!("Account {which}"));
            new.engagement = Score::new(which * 20);
            Some(Change::new("add").create(new))
        }
        Work::AddAction(of, which) => {
            let owner = account(*of)?.id();
            let action = id("action", *which);
            if found(session, Action::TABLE, action).is_some() {
                return None;
            }
            let mut new = Action::new(action);
            (new.account, new.title) = (Must(AccountRef(owner)), Must(format!("call {which}")));
            new.due = (*which > 0).then(|| date(2026, 11, 20 + (*which).cast_signed()));
            Some(Change::new("plan").create(new))
        }
        Work::Remove(which) => Some(Change::new("remove").remove(account(*which)?)),
        Work::Finish(which) => {
            let open = found(session, Action::TABLE, id("action", *which))?;
            let done = Value::Choice(action::Status::Done.choice());
            Some(Change::new("done").set(&*open, action::field::status, Some(done)))
        }
        Work::Score(which, axis, score) => {
            let field = [account::field::engagement, account::field::potential][usize::from(*axis)];
            let to = score.and_then(Score::new).map(Value::Score);
            Some(Change::new("score").set(&*account(*which)?, field, to))
        }
        Work::Rename(which, to) => {
            let to = Value::Text(format!("Name {to}"));
            Some(Change::new("rename").set(&*account(*which)?, account::field::name, Some(to)))
        }
        Work::Line(to) => {
            let id = Setting::id_of("threshold_engagement");
            let to = to.to_string();
            if let Some(line) = found(session, Setting::TABLE, id) {
                let value = quadbook::domain::kinds::setting::field::value;
                return Some(Change::new("line").set(&*line, value, Some(Value::Text(to))));
            }
            let mut line = Setting::new(id);
            (line.key, line.value) = (Must("threshold_engagement".into()), Must(to));
            Some(Change::new("line").create(line))
        }
        _ => None,
    }
}

/// Every living record.
fn records(session: &Session) -> Vec<String> {
    let all = KINDS.iter().flat_map(|table| session.records(table, None).unwrap());
    let mut all: Vec<String> =
        all.map(|record| format!("{} {}", record.table().key, record.json())).collect();
    all.sort();
    all
}

fn json(record: &dyn Record) -> String {
    record.json().to_string()
}

/// What the screen would show.
fn shown(session: &Session) -> Vec<String> {
    let book = session.book();
    let mut lines = vec![format!("{:?} {:?}", book.thresholds(), session.undo_label())];
    for row in 0..book.accounts.len() {
        let facts = Fact::all().filter(|fact| book.has(*fact));
        let facts: Vec<String> = facts
            .filter_map(|fact| {
                Some(format!("{}={}", fact.key(), book.seen().fact(row, fact)?.canonical()))
            })
            .collect();
        lines.push(format!(
            "{} {:?} {:?}",
            facts.join(" "),
            book.accounts.has_step(row),
            book.accounts.worth(row)
        ));
    }
    lines.extend(book.agenda.iter().flatten().map(|action| json(action)));
    for (id, details) in &book.looked_at {
        lines.push(format!("{id} {} {:?}", json(&details.account), details.trail));
        lines.extend(details.records.iter().map(|record| json(record.as_ref())));
    }
    lines
}

fn open(file: &std::path::Path, now: &Moment) -> Session {
    let mut session = Session::open(file, now).unwrap();
    watch(&mut session, now);
    session
}

fn watch(session: &mut Session, now: &Moment) {
    let whats = [What::NextAction, What::RevenueLastYear, What::DaysInSegment];
    let facts: Vec<Fact> = whats.into_iter().filter_map(Fact::derived).collect();
    session.need(&facts, now).unwrap();
    session.need_agenda().unwrap();
    let all: Vec<Id> = (0..4).map(|which| id("account", which)).collect();
    session.look_at(&all, now).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_step_goes_back_and_comes_again(works in proptest::collection::vec(work(), 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("book.db");
        let mut now = Moment::noon(date(2026, 11, 20));
        let mut session = open(&file, &now);
        let mut other = open(&file, &now);
        for work in &works {
            now = now.plus_millis(1_000);
            match work {
                Work::Back => drop(session.undo(&now).unwrap()),
                Work::Again => drop(session.redo(&now).unwrap()),
                work => {
                    if let Some(change) = change(&session, work) {
                        session.commit(&change, &now).unwrap();
                    }
                }
            }
            let all: Vec<Id> = (0..4).map(|which| id("account", which)).collect();
            session.look_at(&all, &now).unwrap();
        }
        prop_assert_eq!(shown(&session), shown(&open(&file, &now)), "memory is what the file says");
        other.refresh(&now).unwrap();
        watch(&mut other, &now);
        prop_assert_eq!(shown(&other), shown(&session), "another program sees the same");
        while session.redo(&now).unwrap().is_some() {}
        let end = records(&session);
        while session.undo(&now).unwrap().is_some() {}
        prop_assert_eq!(records(&session), Vec::<String>::new());
        while session.redo(&now).unwrap().is_some() {}
        prop_assert_eq!(records(&session), end);
        watch(&mut session, &now);
        prop_assert_eq!(shown(&session), shown(&open(&file, &now)));
        let found = care::check(&file, &Opening::default(), &now).unwrap();
        prop_assert!(found.is_empty(), "{:?}", found);
    }
}
