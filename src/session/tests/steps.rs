//! What a change does, and how it is taken back and made again.

use super::*;

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
fn a_step_back_takes_only_what_was_last_when_it_was_looked_at() {
    let mut session = with(&["Acme"]);
    let looked_at = session.history(None, 1).unwrap().first().map(|entry| entry.id);
    keep(&mut session, &Change::new("meanwhile").create(account("Bolt")));
    let said = session.step_about(Turn::Back, looked_at, &now()).unwrap_err();
    assert!(matches!(said, CommitError::Refused(_)), "{said:?}");
    assert_eq!(session.book().accounts.len(), 2);
    let last = session.history(None, 1).unwrap().first().map(|entry| entry.id);
    assert_eq!(session.step_about(Turn::Back, last, &now()).unwrap().as_deref(), Some("meanwhile"));
}
