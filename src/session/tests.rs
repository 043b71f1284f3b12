//! Tests of a session on a book in memory.

use jiff::civil::date;

use super::bulk::Layout;
use super::*;
use crate::domain::change::FieldEdit;
use crate::domain::change::Origin;
use crate::domain::facts::What;
use crate::domain::history::State;
use crate::domain::kinds::account::{Relationship, field};
use crate::domain::kinds::{Account, Action, Plan, Revenue, Risk, Setting, action, risk};
use crate::domain::record::Kind;
use crate::domain::score::{Score, Segment};
use crate::domain::value::{AccountRef, Must, PlanRef, Value, Year};

fn now() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

fn session() -> Session {
    Session::in_memory(&now()).unwrap()
}

fn account(name: &str) -> Account {
    let mut account = Account::new(Id::of_parts(&[name]));
    account.name = Must(name.to_owned());
    account
}

fn keep(session: &mut Session, change: &Change) {
    assert!(session.commit(change, &now()).unwrap().is_some());
}

fn with(names: &[&str]) -> Session {
    let mut session = session();
    let change = names.iter().fold(Change::new("add"), |c, name| c.create(account(name)));
    keep(&mut session, &change);
    session
}

fn stored(session: &Session, name: &str) -> Account {
    let found = session.record(Account::TABLE, Id::of_parts(&[name])).unwrap().unwrap();
    found.of::<Account>().unwrap().clone()
}

fn set(
    session: &Session,
    name: &str,
    field: &'static crate::domain::record::Field,
    value: Option<Value>,
) -> Change {
    Change::new("set").set(&stored(session, name), field, value)
}

fn score(n: u8) -> Option<Value> {
    Score::new(n).map(Value::Score)
}

#[test]
fn a_new_account_is_in_memory_and_in_the_file() {
    let session = with(&["Acme"]);
    assert_eq!(session.book().accounts.len(), 1);
    assert_eq!(session.book().accounts.name(0), "Acme");
    assert_eq!(stored(&session, "Acme").name.0, "Acme");
    assert_eq!(session.undo_label(), Some("add"));
}

#[test]
fn a_score_set_moves_the_account_and_undo_moves_it_back() {
    let mut session = with(&["Acme"]);
    let change = set(&session, "Acme", field::engagement, score(80));
    keep(&mut session, &change);
    let change = set(&session, "Acme", field::potential, score(20));
    keep(&mut session, &change);
    assert_eq!(session.book().seen().segment(0), Some(Segment::Maintenance));
    session.undo(&now()).unwrap();
    assert_eq!(session.book().seen().segment(0), None);
    assert_eq!(session.redo_label(), Some("set"));
    session.redo(&now()).unwrap();
    assert_eq!(session.book().seen().segment(0), Some(Segment::Maintenance));
    assert_eq!(session.redo(&now()).unwrap(), None);
}

#[test]
fn a_change_made_from_an_old_value_names_the_field_and_what_it_holds() {
    let mut session = with(&["Acme"]);
    let old = set(&session, "Acme", field::engagement, score(10));
    let change = set(&session, "Acme", field::engagement, score(80));
    keep(&mut session, &change);
    let said = session.commit(&old, &now()).unwrap_err();
    assert_eq!(said.to_string(), "Account Acme: Engagement, judged was changed meanwhile to 80");
    assert_eq!(stored(&session, "Acme").engagement, Score::new(80));
    assert_eq!(session.history(None, 9).unwrap().len(), 2);
}

#[test]
fn undoing_a_removal_brings_back_the_same_id() {
    let mut session = with(&["Acme"]);
    let acme = stored(&session, "Acme");
    let mut call = Action::new(Id::of_parts(&["call"]));
    call.account = Must(AccountRef(acme.base.id));
    call.title = Must("call".into());
    keep(&mut session, &Change::new("plan").create(call.clone()));
    assert!(session.book().accounts.has_step(0));
    keep(&mut session, &Change::new("remove").remove(Box::new(acme.clone())));
    assert_eq!(session.book().accounts.len(), 0);
    assert_eq!(session.records(Action::TABLE, None).unwrap().len(), 0);
    session.undo(&now()).unwrap();
    assert_eq!(session.book().accounts.ids(), [acme.base.id]);
    assert!(session.book().accounts.has_step(0));
    assert_eq!(session.records(Action::TABLE, None).unwrap()[0].id(), call.base.id);
}

#[test]
fn undoing_a_creation_and_making_it_again_keeps_the_id() {
    let mut session = with(&["Acme"]);
    let id = stored(&session, "Acme").base.id;
    session.undo(&now()).unwrap();
    assert!(session.book().accounts.is_empty());
    session.redo(&now()).unwrap();
    assert_eq!(session.book().accounts.ids(), [id]);
}

#[test]
fn what_was_taken_back_is_gone_when_something_else_is_done() {
    let mut session = with(&["Acme"]);
    let change = set(&session, "Acme", field::city, Some(Value::Text("Riga".into())));
    keep(&mut session, &change);
    session.undo(&now()).unwrap();
    let change = set(&session, "Acme", field::city, Some(Value::Text("Oslo".into())));
    keep(&mut session, &change);
    assert_eq!(session.redo(&now()).unwrap(), None);
    let states: Vec<_> = session.history(None, 9).unwrap().iter().map(|e| e.state).collect();
    assert_eq!(states, [State::Done, State::Undo, State::Gone, State::Done]);
}

#[test]
fn next_steps_revenue_and_agenda_follow_every_commit() {
    let mut session = with(&["Acme"]);
    let id = stored(&session, "Acme").base.id;
    let facts: Vec<Fact> = [What::NextAction, What::RevenueLastYear, What::DaysInSegment]
        .into_iter()
        .filter_map(Fact::derived)
        .collect();
    session.need(&facts, &now()).unwrap();
    session.need_agenda().unwrap();
    session.look_at(&[id], &now()).unwrap();
    let step = |name: &str, day: Option<Date>| {
        let mut action = Action::new(Id::of_parts(&[name]));
        action.account = Must(AccountRef(id));
        action.title = Must(name.to_owned());
        action.due = day;
        action
    };
    let mut revenue = Revenue::new(Id::of_parts(&["r"]));
    revenue.account = Must(AccountRef(id));
    revenue.year = Must(Year(2025));
    revenue.amount = Must(crate::domain::amount::Money::parse("1200").unwrap());
    let change = Change::new("add")
        .create(step("some day", None))
        .create(step("call", Some(date(2026, 12, 1))))
        .create(revenue);
    keep(&mut session, &change);
    let fact =
        |session: &Session, what| session.book().seen().fact(0, Fact::derived(what).unwrap());
    assert_eq!(fact(&session, What::NextAction), Some(Value::Text("call".into())));
    assert_eq!(fact(&session, What::NextDue), Some(Value::Date(date(2026, 12, 1))));
    assert_eq!(fact(&session, What::RevenueLastYear).unwrap().canonical(), "1200");
    assert_eq!(session.book().accounts.worth(0), Some(120_000));
    assert_eq!(session.book().looked_at[&id].steps().len(), 2);
    let titles = |session: &Session| -> Vec<String> {
        session.book().agenda.iter().flatten().map(|a| a.title.0.clone()).collect()
    };
    assert_eq!(titles(&session), ["call", "some day"]);
    let call = session.record(Action::TABLE, Id::of_parts(&["call"])).unwrap().unwrap();
    let done = Value::Choice(action::Status::Done.choice());
    keep(&mut session, &Change::new("done").set(&*call, action::field::status, Some(done)));
    assert_eq!(fact(&session, What::NextAction), Some(Value::Text("some day".into())));
    assert_eq!(fact(&session, What::NextDue), None);
    assert!(session.book().accounts.has_step(0));
    assert_eq!(titles(&session), ["some day"]);
}

#[test]
fn the_trail_is_what_the_log_says_without_what_was_taken_back() {
    let mut session = with(&["Acme"]);
    let id = stored(&session, "Acme").base.id;
    for (e, p, on) in
        [(20, 80, date(2026, 1, 1)), (60, 80, date(2026, 3, 1)), (10, 10, date(2026, 4, 1))]
    {
        let acme = stored(&session, "Acme");
        let change = Change::new(format!("scored {e}"))
            .set(&acme, field::engagement, score(e))
            .set(&acme, field::potential, score(p));
        session.commit(&change, &Moment::noon(on)).unwrap();
    }
    session.undo(&now()).unwrap();
    session.look_at(&[id], &now()).unwrap();
    let trail = &session.book().looked_at[&id].trail;
    let stands: Vec<_> = trail.stands.iter().map(|s| (s.on, s.segment)).collect();
    assert_eq!(
        stands,
        [
            (date(2026, 1, 1), Some(Segment::GrowthPotential)),
            (date(2026, 3, 1), Some(Segment::Key))
        ]
    );
    let days = Fact::derived(What::DaysInSegment).unwrap();
    session.need(&[days], &now()).unwrap();
    assert_eq!(session.book().seen().fact(0, days), Some(Value::Int(265)));
    let crossings = session.crossings(None, 9).unwrap();
    assert_eq!(crossings.len(), 2);
    assert_eq!((crossings[0].1.as_str(), crossings[0].2.cause.as_str()), ("Acme", "scored 60"));
    assert_eq!(session.crossings(Some(id), 1).unwrap(), crossings[..1]);
}

#[test]
fn moving_a_line_is_a_crossing_of_every_account_it_passes() {
    let mut session = with(&["Acme", "Bolt"]);
    let acme = stored(&session, "Acme");
    let change = Change::new("score").set(&acme, field::engagement, score(55)).set(
        &acme,
        field::potential,
        score(55),
    );
    keep(&mut session, &change);
    session.look_at(&[acme.base.id], &now()).unwrap();
    let mut line = Setting::new(Setting::id_of("threshold_engagement"));
    line.key = Must("threshold_engagement".into());
    line.value = Must("60".into());
    keep(&mut session, &Change::new("line").create(line));
    assert_eq!(session.book().thresholds().engagement.get(), 60);
    assert_eq!(session.book().looked_at[&acme.base.id].trail.crossings().len(), 2);
    session.undo(&now()).unwrap();
    assert_eq!(session.book().thresholds().engagement.get(), 50);
    assert_eq!(session.book().looked_at[&acme.base.id].trail.crossings().len(), 1);
}

#[test]
fn a_change_that_breaks_a_rule_is_refused_whole() {
    let mut session = with(&["Acme"]);
    let id = stored(&session, "Acme").base.id;
    let mut orphan = Action::new(Id::of_parts(&["x"]));
    orphan.title = Must("call".into());
    orphan.account = Must(AccountRef(Id::of_parts(&["nobody"])));
    let mut line = Setting::new(Setting::id_of("threshold_engagement"));
    line.key = Must("threshold_engagement".into());
    line.value = Must("101".into());
    let parent = Some(Value::Ref(id));
    let refused = [
        Change::new("no name").create(Account::new(Id::of_parts(&["n"]))),
        Change::new("twice").create(account("Acme")),
        Change::new("orphan").create(orphan),
        Change::new("line").create(line),
        set(&session, "Acme", field::name, None),
        set(&session, "Acme", field::parent, parent),
        set(&session, "Acme", field::city, Some(Value::Text("x".repeat(501)))),
        set(&session, "Acme", field::employees, Some(Value::Int(-1))),
    ];
    for broken in refused {
        let whole = Change {
            edits: [
                set(&session, "Acme", field::note, Some(Value::Text("n".into()))).edits,
                broken.edits,
            ]
            .concat(),
            ..broken
        };
        let said = session.commit(&whole, &now());
        assert!(matches!(said, Err(CommitError::Refused(_))), "{}: {said:?}", whole.label);
        assert_eq!(stored(&session, "Acme").note, None);
    }
    assert_eq!(session.history(None, 99).unwrap().len(), 1);
}

#[test]
fn parents_make_no_circle() {
    let mut session = with(&["a", "b", "c"]);
    for (branch, parent) in [("b", "a"), ("c", "b")] {
        let to = Some(Value::Ref(Id::of_parts(&[parent])));
        let change = set(&session, branch, field::parent, to);
        keep(&mut session, &change);
    }
    let circle = set(&session, "a", field::parent, Some(Value::Ref(Id::of_parts(&["c"]))));
    let said = session.commit(&circle, &now()).unwrap_err();
    assert_eq!(said.to_string(), "`a` would be a branch of itself");
}

#[test]
fn an_account_is_found_by_id_beginning_external_id_and_name() {
    let mut session = with(&["Acme", "Acme Riga", "Bolt"]);
    let ids: Vec<String> =
        ["Acme", "Bolt"].iter().map(|n| Id::of_parts(&[n]).to_string()).collect();
    let change = set(&session, "Bolt", field::external_id, Some(Value::Text("0015g".into())));
    keep(&mut session, &change);
    for (text, id) in [
        ("acme", &ids[0]),
        (&ids[0], &ids[0]),
        (&ids[1][..8], &ids[1]),
        ("0015g", &ids[1]),
        (" BOLT ", &ids[1]),
    ] {
        assert_eq!(session.find_account(text).unwrap().to_string(), *id, "{text}");
    }
    assert!(matches!(session.find_account("Nobody"), Err(FindError::Nothing(_))));
    assert!(matches!(session.find_account(""), Err(FindError::Nothing(_))));
    let mut twin = account("x");
    twin.name = Must("ACME".into());
    twin.city = Some("Oslo".into());
    keep(&mut session, &Change::new("twin").create(twin));
    let Err(FindError::Several { candidates, .. }) = session.find_account("acme") else { panic!() };
    let names: Vec<_> = candidates.into_iter().map(|(_, name)| name).collect();
    assert!(names.contains(&"ACME, Oslo".to_owned()) && names.len() == 2, "{names:?}");
}

#[test]
fn the_history_of_an_account_names_what_belongs_to_it() {
    let mut session = with(&["Acme", "Bolt"]);
    let id = stored(&session, "Acme").base.id;
    let mut plan = Plan::new(Id::of_parts(&["p"]));
    plan.account = Must(AccountRef(id));
    (plan.start, plan.end) = (Must(date(2026, 1, 1)), Must(date(2026, 12, 31)));
    let mut risk = Risk::new(Id::of_parts(&["r"]));
    (risk.plan, risk.text) = (Must(PlanRef(plan.base.id)), Must("merger".into()));
    keep(&mut session, &Change::new("plan").create(plan).create(risk.clone()));
    let text = Some(Value::Text("takeover".into()));
    keep(&mut session, &Change::new("reword").set(&risk, risk::field::text, text));
    session.undo(&now()).unwrap();
    let of_acme = session.history(Some(id), 9).unwrap();
    let labels: Vec<_> = of_acme.iter().map(|e| (e.label.as_str(), e.state, e.edits)).collect();
    assert_eq!(
        labels,
        [
            ("reword", State::Undo, 1),
            ("reword", State::Undone, 1),
            ("plan", State::Done, 2),
            ("add", State::Done, 1)
        ]
    );
    assert_eq!(of_acme[0].lines[0].after.as_deref(), Some("merger"));
    assert_eq!(of_acme[2].lines[1].after.as_deref(), Some("merger"));
    assert_eq!(session.history(None, 2).unwrap().len(), 2);
}

#[test]
fn an_edit_of_a_record_that_is_gone_is_refused() {
    let mut session = with(&["Acme"]);
    let change = set(
        &session,
        "Acme",
        field::relationship,
        Some(Value::Choice(Relationship::Former.choice())),
    );
    session.undo(&now()).unwrap();
    assert!(matches!(session.commit(&change, &now()), Err(CommitError::Refused(_))));
    let nothing = Change::new("nothing").edit(FieldEdit {
        kind: Account::TABLE,
        record: Id::of_parts(&["Acme"]),
        field: field::city,
        before: None,
        after: None,
    });
    assert_eq!(session.commit(&nothing, &now()).unwrap(), None);
}

#[test]
fn what_the_screen_remembers_is_no_change() {
    let mut session = session();
    session.remember("view", Some("list")).unwrap();
    assert_eq!(session.remembered("view").unwrap().as_deref(), Some("list"));
    session.remember("view", None).unwrap();
    assert_eq!(session.remembered("view").unwrap(), None);
    assert!(session.history(None, 1).unwrap().is_empty());
}

fn bulk(session: &mut Session, names: &[String], expected: usize) -> Option<Id> {
    let layout = Layout::new(Account::TABLE, &[field::name, field::city, field::engagement]);
    let mut bulk = session.bulk("import", Origin::Import, expected, &now()).unwrap();
    for name in names {
        let city = (name.len() > 3).then(|| Value::Text(format!("\"{name}\"\n\\")));
        let values = [Some(Value::Text(name.clone())), city, score(40)];
        bulk.create(&layout, Id::of_parts(&[name]), &values).unwrap();
    }
    let made = bulk.finish().unwrap();
    session.refresh(&now()).unwrap();
    made
}

#[test]
fn many_records_are_one_change_that_goes_back_and_comes_again() {
    for (count, expected) in [(7, 0), (2_000, 0), (2_000, 100_000)] {
        let mut session = session();
        let names: Vec<String> = (0..count).map(|n| format!("a{n}")).collect();
        assert!(bulk(&mut session, &names, expected).is_some());
        assert_eq!(session.book().accounts.len(), count);
        let before = session.records(Account::TABLE, None).unwrap();
        assert_eq!(session.history(None, 9).unwrap()[0].edits, count as u64);
        session.undo(&now()).unwrap();
        assert!(session.book().accounts.is_empty());
        session.redo(&now()).unwrap();
        assert_eq!(session.records(Account::TABLE, None).unwrap(), before);
        assert_eq!(session.book().accounts.len(), count);
    }
}

#[test]
fn a_bulk_that_is_dropped_leaves_nothing() {
    let mut session = with(&["Acme"]);
    let layout = Layout::new(Account::TABLE, &[field::name]);
    for expected in [0, 100_000] {
        let mut bulk = session.bulk("import", Origin::Import, expected, &now()).unwrap();
        let name = [Some(Value::Text("Bolt".into()))];
        bulk.create(&layout, Id::of_parts(&["Bolt"]), &name).unwrap();
        let twice = bulk.create(&layout, Id::of_parts(&["Acme"]), &name);
        assert!(matches!(twice, Err(CommitError::Refused(_))), "{twice:?}");
        drop(bulk);
        assert!(!session.refresh(&now()).unwrap());
        assert_eq!(session.records(Account::TABLE, None).unwrap().len(), 1);
        assert_eq!(session.undo_label(), Some("add"));
    }
}

#[test]
fn importing_what_was_taken_back_revives_it_as_the_file_says_now() {
    let mut session = session();
    bulk(&mut session, &["a100".to_owned()], 0);
    session.undo(&now()).unwrap();
    let layout = Layout::new(Account::TABLE, &[field::name]);
    let mut again = session.bulk("again", Origin::Import, 0, &now()).unwrap();
    again.create(&layout, Id::of_parts(&["a100"]), &[Some(Value::Text("new".into()))]).unwrap();
    again.finish().unwrap();
    session.refresh(&now()).unwrap();
    let found = stored(&session, "a100");
    assert_eq!((found.name.0.as_str(), found.city, found.engagement), ("new", None, None));
}

#[test]
fn a_bulk_with_a_circle_of_parents_is_refused_whole() {
    let mut session = session();
    let layout = Layout::new(Account::TABLE, &[field::name, field::parent]);
    let mut bulk = session.bulk("import", Origin::Import, 0, &now()).unwrap();
    for (name, parent) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")] {
        let parent = Value::Ref(Id::of_parts(&[parent]));
        let values = [Some(Value::Text(name.into())), Some(parent)];
        bulk.create(&layout, Id::of_parts(&[name]), &values).unwrap();
    }
    let said = bulk.finish().unwrap_err().to_string();
    assert!(said.ends_with("would be a branch of itself"), "{said}");
    assert_eq!(session.records(Account::TABLE, None).unwrap().len(), 0);
}

#[test]
fn a_full_disk_changes_nothing_in_the_file_or_in_memory() {
    let mut session = with(&["Acme"]);
    session.store.fill_up();
    let mut change = Change::new("many");
    for n in 0..400 {
        change = change.create(account(&format!("a{n}")));
    }
    let said = session.commit(&change, &now()).unwrap_err();
    assert_eq!(said.exit_code(), 5);
    assert!(said.to_string().contains("the disk is full"), "{said}");
    assert_eq!(session.book().accounts.len(), 1);
    assert_eq!(session.records(Account::TABLE, None).unwrap().len(), 1);
    assert_eq!(session.undo_label(), Some("add"));
}

#[test]
fn before_the_accounts_are_read_nothing_is_shown_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut first = Session::open(&file, &now()).unwrap();
    keep(&mut first, &Change::new("add").create(account("Acme")));
    let mut session = Session::open_unloaded(&file, machine(&file), &now()).unwrap();
    assert_eq!(session.accounts_at_most().unwrap(), 1);
    assert!(!session.is_read());
    let loaded = Loaded::read(&file, session.opening(), &now()).unwrap();
    let change = set(&first, "Acme", field::name, Some(Value::Text("Zeta".into())));
    keep(&mut first, &change);
    assert!(!session.refresh(&now()).unwrap());
    session.take(loaded, &now()).unwrap();
    assert!(session.is_read());
    assert_eq!(session.book().accounts.name(0), "Zeta");
    assert_eq!(session.undo_label(), Some("set"));
}

#[test]
fn the_log_names_who_did_it() {
    let mut session = with(&["Acme"]);
    let mut name = Setting::new(Setting::id_of("my_name"));
    (name.key, name.value) = (Must("my_name".into()), Must("Kim Berg".into()));
    keep(&mut session, &Change::new("name").create(name));
    let change = set(&session, "Acme", field::city, Some(Value::Text("Riga".into())));
    keep(&mut session, &change);
    assert_eq!(session.history(None, 1).unwrap()[0].actor, "Kim Berg");
    assert_eq!(stored(&session, "Acme").base.by.as_deref(), Some("Kim Berg"));
}

#[test]
fn fields_this_version_does_not_know_survive_every_step() {
    let mut session = session();
    let mut acme = account("Acme");
    acme.base.extra.insert("colour".into(), "blue".into());
    keep(&mut session, &Change::new("add").create(acme.clone()));
    let change = set(&session, "Acme", field::city, Some(Value::Text("Riga".into())));
    keep(&mut session, &change);
    let found = stored(&session, "Acme");
    keep(&mut session, &Change::new("remove").remove(Box::new(found)));
    session.undo(&now()).unwrap();
    assert_eq!(stored(&session, "Acme").base.extra, acme.base.extra);
}

#[test]
fn a_new_day_moves_what_depends_on_it() {
    let mut session = with(&["Acme"]);
    let mut revenue = Revenue::new(Id::of_parts(&["r"]));
    revenue.account = Must(AccountRef(Id::of_parts(&["Acme"])));
    (revenue.year, revenue.amount.0) =
        (Must(Year(2026)), crate::domain::amount::Money::parse("5").unwrap());
    keep(&mut session, &Change::new("add").create(revenue));
    let last_year = Fact::derived(What::RevenueLastYear).unwrap();
    session.need(&[last_year], &now()).unwrap();
    assert_eq!(session.book().seen().fact(0, last_year), None);
    assert!(session.refresh(&Moment::noon(date(2027, 1, 1))).unwrap());
    assert_eq!(session.book().seen().fact(0, last_year).unwrap().canonical(), "5");
}

#[test]
fn accounts_of_the_same_import_are_found_by_what_belongs_to_them() {
    let mut session = session();
    let layout = Layout::new(Account::TABLE, &[field::name]);
    let mut bulk = session.bulk("import", Origin::Import, 100_000, &now()).unwrap();
    let name = |text: &str| [Some(Value::Text(text.to_owned()))];
    bulk.create(&layout, Id::of_parts(&["a"]), &name("a")).unwrap();
    let mut call = Action::new(Id::of_parts(&["call"]));
    (call.account, call.title) = (Must(AccountRef(Id::of_parts(&["a"]))), Must("call".into()));
    bulk.create_record(&call).unwrap();
    bulk.create(&layout, Id::of_parts(&["b"]), &name("b")).unwrap();
    bulk.set(&FieldEdit {
        kind: Account::TABLE,
        record: Id::of_parts(&["b"]),
        field: field::parent,
        before: None,
        after: Some(Value::Ref(Id::of_parts(&["a"]))),
    })
    .unwrap();
    let mut odd = account("c");
    odd.base.extra.insert("colour".into(), "blue".into());
    bulk.create_record(&odd).unwrap();
    bulk.finish().unwrap();
    session.refresh(&now()).unwrap();
    assert_eq!(session.book().accounts.len(), 3);
    let row = session.book().accounts.row(Id::of_parts(&["a"])).unwrap();
    assert!(session.book().accounts.has_step(row));
}
