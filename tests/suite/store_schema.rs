//! The schema against the field tables, and books of every released schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use quadbook::domain::amount::{Money, Pct};
use quadbook::domain::change::{Change, Edit, FieldEdit, Origin};
use quadbook::domain::kinds::{Account, KINDS, Setting, account, setting};
use quadbook::domain::record::{Field, Kind, Table};
use quadbook::domain::score::Score;
use quadbook::domain::value::{AccountRef, Must, Type, Value};
use quadbook::domain::{Id, Moment};
use quadbook::session::{Opening, Session, care};
use rusqlite::Connection;

fn empty() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    drop(Session::open(&file, &Moment::noon(date(2026, 11, 21))).unwrap());
    let db = Connection::open(file).unwrap();
    (folder, db)
}

fn sql_type(ty: Type) -> &'static str {
    match ty {
        Type::Int(..) | Type::Steps(_) | Type::Score | Type::Pct(..) | Type::Money | Type::Bool => {
            "INTEGER"
        }
        _ => "TEXT",
    }
}

#[test]
fn every_kind_has_a_table_with_a_column_for_each_field() {
    let (_folder, db) = empty();
    for table in KINDS {
        let sql = format!("SELECT name, type, \"notnull\" FROM pragma_table_info('{}')", table.key);
        let mut found = db.prepare(&sql).unwrap();
        let columns = found
            .query_map([], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?))))
            .unwrap();
        let columns: BTreeMap<String, (String, bool)> = columns.map(Result::unwrap).collect();
        let mut wanted = BTreeMap::new();
        for (name, required) in [("id", true), ("deleted", false), ("position", false)] {
            wanted.insert(name.to_owned(), ("TEXT".to_owned(), required));
        }
        for (name, required) in
            [("created", true), ("changed", true), ("by", true), ("extra", false)]
        {
            wanted.insert(name.to_owned(), ("TEXT".to_owned(), required));
        }
        for field in table.fields {
            wanted
                .insert(field.column().to_owned(), (sql_type(field.ty).to_owned(), field.required));
        }
        assert_eq!(columns, wanted, "{}", table.key);
    }
}

/// Texts that a field takes, as SQL, and some that it must not take.
fn samples(field: &Field) -> (Vec<String>, Vec<String>) {
    let text = |n: usize| format!("'{}'", "x".repeat(n));
    let id = format!("'{}'", Id::of_parts(&["x"]));
    let both = |fine: &[i64], wrong: &[i64]| {
        let texts = |numbers: &[i64]| numbers.iter().map(ToString::to_string).collect();
        (texts(fine), texts(wrong))
    };
    match field.ty {
        Type::Text | Type::Tags => (vec![text(1), text(500)], vec![text(0), text(501)]),
        Type::Long => (vec![text(1), text(65_536)], vec![text(0), text(65_537)]),
        Type::Int(least, most) => both(&[least, most], &[least - 1, most + 1]),
        Type::Steps(steps) => both(steps, &[-1, 1, 101]),
        Type::Score => both(&[0, 100], &[-1, 101]),
        Type::Pct(least, most) => {
            let (least, most) = (least * 1_000_000, most * 1_000_000);
            both(&[least, most], &[least - 1, most + 1])
        }
        Type::Money => {
            let most = 1_000_000_000_000_000;
            both(&[-most, 0, most], &[-most - 1, most + 1])
        }
        Type::Bool => both(&[0, 1], &[-1, 2]),
        Type::Date => {
            (vec!["'2024-02-29'".into()], vec!["'2026-02-29'".into(), "'soon'".into(), "''".into()])
        }
        Type::Time => (
            vec!["'2026-03-12T14:30:00+01:00'".into()],
            vec!["'2026-03-12'".into(), "'2026-03-12T14:30:00Z'".into()],
        ),
        Type::Choice(choices) => {
            let fine = choices.iter().map(|choice| format!("'{}'", choice.key)).collect();
            (fine, vec!["'nothing of the kind'".into(), "''".into()])
        }
        Type::Ref(_) => (vec![id], vec!["'x'".into(), "''".into()]),
        Type::Refs(_) => (vec![id], vec![text(0), text(65_537)]),
    }
}

fn put(db: &Connection, table: &'static Table, field: &Field, value: &str) -> rusqlite::Result<()> {
    let mut columns = vec!["id".to_owned(), "created".into(), "changed".into(), "\"by\"".into()];
    let time = "'2026-03-12T14:30:00+01:00'".to_owned();
    let id = format!("'{}'", Id::of_parts(&["new"]));
    let mut values = vec![id, time.clone(), time, "''".into()];
    for other in table.fields.iter().filter(|f| f.required || *f == field) {
        columns.push(format!("\"{}\"", other.column()));
        let known = || samples(other).0.remove(0);
        values.push(if other == field { value.to_owned() } else { known() });
    }
    let (columns, values) = (columns.join(", "), values.join(", "));
    let sql = format!("INSERT INTO \"{}\" ({columns}) VALUES ({values})", table.key);
    db.execute(&sql, []).map(drop)?;
    db.execute(&format!("DELETE FROM \"{}\"", table.key), []).map(drop)
}

#[test]
fn the_schema_holds_every_limit_and_every_word_of_the_field_tables() {
    let (_folder, db) = empty();
    for table in KINDS {
        for field in table.fields {
            let (fine, wrong) = samples(field);
            for value in fine {
                let said = put(&db, table, field, &value);
                assert!(said.is_ok(), "{} {} {said:?}", table.key, field.key);
            }
            for value in wrong {
                let said = put(&db, table, field, &value);
                assert!(said.is_err(), "{} {} takes {value:.40}", table.key, field.key);
            }
            let unknown = put(&db, table, field, "NULL");
            assert_eq!(unknown.is_err(), field.required, "{} {}", table.key, field.key);
        }
    }
}

/// Everything that a book says, as text.
fn told(session: &mut Session, now: &Moment) -> String {
    let mut lines = Vec::new();
    for table in KINDS {
        for record in session.records(table, None).unwrap() {
            let base = record.base();
            let times = (base.created.unwrap(), base.changed.unwrap(), base.by.clone().unwrap());
            lines.push(format!(
                "{} {} {} {} {}",
                table.key,
                record.json(),
                times.0,
                times.1,
                times.2
            ));
        }
    }
    for entry in session.history(None, 99).unwrap() {
        let lines_of = entry.lines.iter().map(|line| {
            format!("  {} {} {:?} {:?}", line.kind, line.field, line.before, line.after)
        });
        lines.push(format!(
            "change {} {} {} {:?} {}",
            entry.at, entry.actor, entry.label, entry.state, entry.edits
        ));
        lines.extend(lines_of);
    }
    for (_, name, crossing) in session.crossings(None, 99).unwrap() {
        let (from, to) = (crossing.from, crossing.to);
        lines.push(format!("crossing {name} {} {} {from:?} {to:?}", crossing.on, crossing.cause));
    }
    let undone = [session.undo(now), session.redo(now)].map(|step| step.unwrap());
    lines.push(format!("undo and redo {undone:?}"));
    lines.join("\n") + "\n"
}

fn data(schema: usize, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    folder.join(format!("schema-{schema}.{ending}"))
}

#[test]
fn books_of_every_released_schema_open_and_say_the_same_for_ever() {
    let now = Moment::noon(date(2026, 11, 21));
    let mut schema = 1;
    while data(schema, "db").exists() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("book.db");
        fs::copy(data(schema, "db"), &file).unwrap();
        let found = care::check(&file, &Opening::default(), &now).unwrap();
        assert!(found.is_empty(), "{found:?}");
        let mut session = Session::open(&file, &now).unwrap();
        let wanted = fs::read_to_string(data(schema, "txt")).unwrap();
        assert_eq!(told(&mut session, &now), wanted, "schema {schema}");
        schema += 1;
    }
    assert!(schema > 1, "there are books to open");
}

/// A small book with something of every kind and every step is kept for every schema. When a
/// migration is added, `UPDATE=1` makes the one of the new schema, once; it is never made again.
#[test]
fn a_book_of_the_latest_schema_is_kept() {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/migrations"));
    let schema = files.unwrap().count();
    if !data(schema, "db").exists() && std::env::var_os("UPDATE").is_some() {
        keep_a_book(schema);
    }
    assert!(data(schema, "db").exists(), "no book of schema {schema}: UPDATE=1 makes it");
}

fn keep_a_book(schema: usize) {
    let day = |n: i64| Moment::noon(date(2026, 1, 5)).plus_millis(n * 86_400_000);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.db");
    let opening = Opening { machine: "desk".into(), login: "kim".into(), ..Opening::default() };
    let mut session = Session::open_as(&file, opening, &day(0)).unwrap();
    for (n, change) in (0..).zip(small_book()) {
        session.commit(&change, &day(n * 20)).unwrap();
    }
    session.undo(&day(300)).unwrap();
    session.undo(&day(301)).unwrap();
    session.redo(&day(302)).unwrap();
    session.remember("view", Some("list")).unwrap();
    drop(session);
    fs::copy(&file, data(schema, "db")).unwrap();
    let now = Moment::noon(date(2026, 11, 21));
    let said = told(&mut Session::open(&file, &now).unwrap(), &now);
    fs::write(data(schema, "txt"), said).unwrap();
}

/// Changes that use every field of every kind once.
fn small_book() -> Vec<Change> {
    let id = |name: &str| Id::of_parts(&[name]);
    let mut changes = vec![Change { origin: Origin::Import, ..Change::new("import list.csv") }];
    for table in KINDS {
        let mut record = (table.blank)();
        record.base_mut().id = id(table.key);
        record.base_mut().position = Some("n".into());
        record.base_mut().extra.insert("colour".into(), "blue".into());
        for field in table.fields {
            let text = samples(field).0.remove(0);
            let value = match field.ty {
                // A goal is the company's, a share that of a direction.
                _ if table.key == "goal" && !field.required => continue,
                Type::Choice(_) if table.key == "time_share" && field.key == "segment" => continue,
                Type::Ref("account") if table.key == "account" => continue,
                Type::Ref(kind) => Value::Ref(id(kind)),
                Type::Refs(kind) => Value::Text(id(kind).to_string()),
                Type::Money if field.key == "promised" => {
                    Value::Money(Money::from_minor(5).unwrap())
                }
                Type::Text if field.key == "industry" && table.key == "scenario" => {
                    Value::Text("Ā energy -30".to_owned())
                }
                Type::Text | Type::Long | Type::Tags => Value::Text(format!("Ā {}", field.label)),
                Type::Money => Value::Money(Money::from_minor(-123_456).unwrap()),
                Type::Pct(..) => Value::Pct(Pct::from_millionths(12_500_000).unwrap()),
                Type::Bool => Value::Bool(true),
                ty => ty.restore(text.trim_matches('\'')).unwrap(),
            };
            record.set(field, Some(value)).unwrap();
        }
        if table.key == "setting" {
            record.base_mut().id = Setting::id_of("threshold_potential");
            record
                .set(setting::field::key, Some(Value::Text("threshold_potential".into())))
                .unwrap();
            record.set(setting::field::value, Some(Value::Text("40".into()))).unwrap();
        }
        changes[0].edits.push(Edit::Create(record));
    }
    let mut branch = Account::new(id("branch"));
    (branch.name, branch.parent) = (Must("Branch".into()), Some(AccountRef(id("account"))));
    changes.push(Change::new("add Branch").create(branch.clone()));
    let score = |n| Score::new(n).map(Value::Score);
    let moves = [(None, score(30)), (score(30), score(70)), (score(70), score(45))];
    for (before, after) in moves {
        let mut change = Change::new("score Branch");
        for field in [account::field::engagement, account::field::potential] {
            let (before, after) = (before.clone(), after.clone());
            let kind = Account::TABLE;
            change = change.edit(FieldEdit { kind, record: id("branch"), field, before, after });
        }
        changes.push(change);
    }
    let gone = Change::new("remove Branch").remove(Box::new(Account {
        engagement: Score::new(45),
        potential: Score::new(45),
        ..branch
    }));
    changes.push(gone);
    changes
}
