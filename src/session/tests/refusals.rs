//! Changes that are refused, and then nothing of them is there.

use super::*;

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
