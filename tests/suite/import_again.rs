//! What this program writes as CSV it reads back without changing anything: every kind, every
//! field, over random books.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::{KINDS, Setting};
use quadbook::domain::record::{Field, Kind, Record, Table};
use quadbook::domain::rules::fits;
use quadbook::domain::settings::SPECS;
use quadbook::domain::value::{Reading, Type, Value};
use quadbook::domain::{Book, Change, Id};
use quadbook::exchange::csv_out;
use quadbook::exchange::import::{Options, Progress, Report, Source, inspect};
use quadbook::session::Session;
use quadbook::terminal::importing::Taking;

use super::import_files::now;

/// Texts that a field of this type takes, the odd ones included.
fn texts(ty: Type) -> BoxedStrategy<String> {
    match ty {
        Type::Text | Type::Tags => prop_oneof![
            "[a-zA-Zäß ,;|\"'=+@.-]{0,12}",
            "'{0,3}[=+@-]\\PC{0,6}",
            "\\PC{0,20}",
            Just("1,234".to_owned()),
            Just("n/a".to_owned()),
            Just("Total".to_owned()),
        ]
        .boxed(),
        Type::Long => "[a-z#*\"',;\n\r\t |'=+-]{0,30}".boxed(),
        Type::Int(least, most) => (least..=most.min(1_000_000)).prop_map(|n| n.to_string()).boxed(),
        Type::Steps(steps) => prop::sample::select(steps).prop_map(|n| n.to_string()).boxed(),
        Type::Score => (0..=100_u8).prop_map(|n| n.to_string()).boxed(),
        Type::Pct(least, most) => (least * 1000..most * 1000)
            .prop_map(|n| format!("{}{}.{:03}", sign(n), n.abs() / 1000, n.abs() % 1000))
            .boxed(),
        Type::Money => (-9_999_999_i64..9_999_999)
            .prop_map(|n| format!("{}{}.{:02}", sign(n), n.abs() / 100, n.abs() % 100))
            .boxed(),
        Type::Date => (1950_i16..2100, 1_i8..=12, 1_i8..=28)
            .prop_map(|(y, m, d)| date(y, m, d).to_string())
            .boxed(),
        Type::Time => Just("2026-03-12T14:30:05-03:30".to_owned()).boxed(),
        Type::Bool => prop_oneof![Just("yes".to_owned()), Just("no".to_owned())].boxed(),
        Type::Choice(choices) => {
            (0..choices.len()).prop_map(|at| choices[at].key.to_owned()).boxed()
        }
        Type::Ref(_) | Type::Refs(_) => Just(String::new()).boxed(),
    }
}

fn sign(n: i64) -> &'static str {
    if n < 0 { "-" } else { "" }
}

/// Records of a kind whose references point at `owner`.
pub fn record(table: &'static Table, at: usize) -> BoxedStrategy<Box<dyn Record>> {
    let fields: Vec<BoxedStrategy<(&'static Field, String)>> = table
        .fields
        .iter()
        .map(|field| texts(field.ty).prop_map(move |text| (field, text)).boxed())
        .collect();
    let some = fields.into_iter().map(|field| proptest::option::weighted(0.6, field));
    some.collect::<Vec<_>>()
        .prop_map(move |cells| {
            let mut record = (table.blank)();
            record.base_mut().id = Id::of_parts(&[table.key, &at.to_string()]);
            for (field, text) in cells.into_iter().flatten() {
                if let Ok(Some(value)) = field.ty.parse(&text, &Reading::plain(Date::ZERO)) {
                    record.set(field, Some(value)).unwrap();
                }
            }
            fill(record.as_mut(), at);
            record
        })
        .boxed()
}

/// Gives a record what it must have.
fn fill(record: &mut dyn Record, at: usize) {
    for field in record.table().fields.iter().filter(|f| f.required) {
        let value = match field.ty {
            Type::Ref(kind) => Value::Ref(Id::of_parts(&[kind, "0"])),
            ty if record.get(field).is_some_and(|value| fits(ty, &value).is_ok()) => continue,
            Type::Text | Type::Long => Value::Text(format!("{} {at}", field.key)),
            Type::Date => Value::Date(date(2026, 1, 1)),
            Type::Choice(choices) => Value::Choice(&choices[0]),
            Type::Time => ty_time(),
            Type::Score | Type::Pct(..) => field.ty.restore("20").unwrap(),
            Type::Int(_, most) if most < 2020 => Value::Int(most),
            ty => ty.parse("2020", &Reading::plain(Date::ZERO)).unwrap().unwrap(),
        };
        record.set(field, Some(value)).unwrap();
    }
    make_fit(record);
    if let (Some(start), Some(end)) = (record.table().field("start"), record.table().field("end"))
        && record.get(end) < record.get(start)
    {
        record.set(end, record.get(start)).unwrap();
    }
}

fn ty_time() -> Value {
    Type::Time.restore("2026-03-12T14:30:05-03:30").unwrap()
}

/// Takes away or adds what the values of a record among each other do not allow.
fn make_fit(record: &mut dyn Record) {
    use quadbook::domain::rules::together;
    while let Err((field, _)) = together(record) {
        let held = record.get(field);
        let other = match field.key {
            "end" | "key" | "value" => return,
            "promised" | "industry" => None,
            _ if held.is_some() => None,
            _ => match field.ty {
                Type::Ref(kind) => Some(Value::Ref(Id::of_parts(&[kind, "0"]))),
                Type::Choice(choices) => Some(Value::Choice(&choices[0])),
                _ => Some(Value::Text("Ann".to_owned())),
            },
        };
        record.set(field, other).unwrap();
    }
}

pub fn book(records: &[Box<dyn Record>]) -> Session {
    let mut session = Session::in_memory(&now()).unwrap();
    for record in records {
        let mut change = Change::new("a record");
        // Days to come are taken from a list, not from a rep.
        change.origin = quadbook::domain::change::Origin::Import;
        change.edits.push(quadbook::domain::Edit::Create(record.clone()));
        session.commit(&change, &now()).unwrap();
    }
    session
}

pub fn import(session: &mut Session, list: Vec<u8>, table: &'static Table) -> Report {
    let source = Source::bytes("own.csv", list);
    let options = Options { kind: Some(table), ..Options::default() };
    let progress = Progress::default();
    let inspection = inspect(&source, &options, &progress).unwrap();
    Taking::plain(&inspection).write(session, &now(), &progress).unwrap()
}

/// Accounts as `list --csv` writes them, with every fact.
pub fn accounts(session: &mut Session) -> Vec<u8> {
    let facts: Vec<Fact> = Fact::all().collect();
    session.need(&facts, &now()).unwrap();
    let book: &Book = session.book();
    let mut out = Vec::new();
    csv_out::headers(&mut out, facts.iter().map(|fact| fact.key())).unwrap();
    for row in 0..book.accounts.len() {
        csv_out::row(&mut out, facts.iter().map(|fact| book.seen().fact(row, *fact))).unwrap();
    }
    out
}

/// Records of another kind, with or without their ids.
pub fn others(records: &[Box<dyn Record>], with_ids: bool) -> Vec<u8> {
    let table = records[0].table();
    let mut out = Vec::new();
    let id = with_ids.then_some("id");
    csv_out::headers(&mut out, id.into_iter().chain(table.fields.iter().map(|f| f.key))).unwrap();
    for record in records {
        let id = with_ids.then(|| Some(Value::Text(record.id().to_string())));
        csv_out::row(&mut out, id.into_iter().chain(table.fields.iter().map(|f| record.get(f))))
            .unwrap();
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn a_list_of_accounts_read_back_changes_nothing(
        records in (1_usize..5).prop_flat_map(|n| {
            let account = quadbook::domain::kinds::Account::TABLE;
            (0..n).map(|at| record(account, at)).collect::<Vec<_>>()
        })
    ) {
        let mut session = book(&records);
        let list = accounts(&mut session);
        let report = import(&mut session, list, records[0].table());
        let last = session.history(None, 1).unwrap().remove(0);
        prop_assert_eq!((report.new, report.changed), (0, 0), "{:?}", last.lines);
        prop_assert_eq!(report.same, records.len() as u64, "{:?}", report.rejected);
    }

    #[test]
    fn records_of_every_other_kind_read_back_change_nothing(
        records in (1..KINDS.len()).prop_flat_map(|kind| {
            (0..3).map(|at| record(KINDS[kind], at)).collect::<Vec<_>>()
        }),
        with_ids: bool,
    ) {
        let table = records[0].table();
        prop_assume!(table != Setting::TABLE);
        let owners = ["account", "plan", "contact", "product", "factor"];
        let owners = owners.map(|key| quadbook::domain::kinds::kind(key).unwrap());
        let mut all: Vec<Box<dyn Record>> = Vec::new();
        for owner in owners.into_iter().filter(|owner| *owner != table) {
            let mut made = (owner.blank)();
            made.base_mut().id = Id::of_parts(&[owner.key, "0"]);
            fill(made.as_mut(), 0);
            all.push(made);
        }
        // Records that are named by their fields must be told apart by them.
        let named = |r: &dyn Record| {
            let of = |key: &&str| r.get(table.field(key).unwrap()).map(|v| v.canonical());
            table.identity.iter().map(of).collect::<Vec<_>>()
        };
        let mut records = records;
        if !table.identity.is_empty() {
            records.sort_by_key(|r| named(r.as_ref()));
            records.dedup_by_key(|r| named(r.as_ref()));
        }
        all.extend(records.iter().cloned());
        let mut session = book(&all);
        let report = import(&mut session, others(&records, with_ids), table);
        prop_assert_eq!((report.new, report.changed), (0, 0), "{:?}", report);
        prop_assert_eq!(report.same, records.len() as u64, "{:?}", report);
    }
}

#[test]
fn settings_read_back_change_nothing() {
    let mut records: Vec<Box<dyn Record>> = Vec::new();
    for spec in SPECS.iter().filter(|spec| !spec.default.is_empty()) {
        let mut setting = Setting::new(Setting::id_of(spec.key));
        setting.key.0 = spec.key.to_owned();
        setting.value.0 = spec.default.to_owned();
        records.push(Box::new(setting));
    }
    let mut session = book(&records);
    let report = import(&mut session, others(&records, false), Setting::TABLE);
    assert_eq!((report.new, report.changed, report.same), (0, 0, records.len() as u64));
}
