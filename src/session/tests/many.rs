//! Many records as one change.

use super::*;

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
fn a_bulk_takes_no_value_that_its_field_does_not_take() {
    let mut session = session();
    let layout = Layout::new(Account::TABLE, &[field::name, field::customer_since, field::city]);
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let long = "x".repeat(501);
    for values in [
        [text(""), None, None],
        [text(&long), None, None],
        [text("a"), text("2026-11-21"), None],
        [text("a"), Some(Value::Date(date(-5, 1, 1))), None],
        [text("a"), None, Some(Value::Int(1))],
        [None, None, text("Riga")],
    ] {
        let mut bulk = session.bulk("import", Origin::Import, 10, &now()).unwrap();
        let sound = [text("b"), None, text("Riga")];
        bulk.create(&layout, Id::of_parts(&["b"]), &sound).unwrap();
        assert!(bulk.create(&layout, Id::of_parts(&["a"]), &values).is_err(), "{values:?}");
        drop(bulk);
        assert_eq!(session.records(Account::TABLE, None).unwrap().len(), 0);
    }
}

#[test]
fn a_table_checks_its_rows_again_after_a_bulk() {
    let mut session = session();
    for expected in [0, 100_000] {
        assert!(bulk(&mut session, &[format!("a{expected}")], expected).is_some());
        let unfit = "UPDATE account SET engagement = 101";
        let said = session.store.read(|db| db.execute_batch(unfit)).unwrap_err().to_string();
        assert!(!said.is_empty());
        let sound = session
            .store
            .read(|db| db.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)));
        assert_eq!(sound.unwrap(), "ok");
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

#[test]
fn an_import_made_on_another_thread_is_a_step_of_its_own_session() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    let mut other = Session::open(&file, &now()).unwrap();
    let made = bulk(&mut other, &["a1".to_owned()], 0).unwrap();
    assert_eq!(session.step_of_another(Turn::Back).unwrap().unwrap().id, made);
    session.own_change(made);
    assert_eq!(session.step_of_another(Turn::Back).unwrap(), None);
}

#[test]
fn a_step_of_another_window_is_known_however_much_came_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let mut session = Session::open(&file, &now()).unwrap();
    let mut other = Session::open(&file, &now()).unwrap();
    keep(&mut other, &Change::new("theirs").create(account("Acme")));
    session.refresh(&now()).unwrap();
    for n in 0..30 {
        keep(&mut session, &Change::new("mine").create(account(&format!("a{n}"))));
    }
    for _ in 0..30 {
        session.undo(&now()).unwrap();
    }
    let theirs = session.step_of_another(Turn::Back).unwrap().unwrap();
    assert_eq!((theirs.label.as_str(), theirs.lines.len()), ("theirs", 1));
}
