//! How memory follows what is written, and the day.

use super::*;

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
fn what_was_read_before_midnight_is_read_again_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    let acme = account("Acme");
    let scored = Change::new("add").create(Account {
        engagement: Score::new(60),
        potential: Score::new(60),
        ..acme
    });
    keep(&mut session, &scored);
    let days = Fact::derived(What::DaysInSegment).unwrap();
    let opening = session.opening().clone();
    let loaded = Loaded::read_with(&file, &opening, &[days], &now()).unwrap();
    session.renew(loaded, &Moment::noon(date(2026, 11, 22))).unwrap();
    assert_eq!(session.book().seen().fact(0, days), Some(Value::Int(1)));
}
