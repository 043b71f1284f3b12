//! What the log, the trail and the screen's memory tell, and how accounts are found.

use super::*;

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
fn what_the_screen_remembers_is_no_change() {
    let mut session = session();
    session.remember("view", Some("list")).unwrap();
    assert_eq!(session.remembered("view").unwrap().as_deref(), Some("list"));
    session.remember("view", None).unwrap();
    assert_eq!(session.remembered("view").unwrap(), None);
    assert!(session.history(None, 1).unwrap().is_empty());
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
