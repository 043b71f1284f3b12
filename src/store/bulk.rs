//! Many records written as one change, row by row, without holding them: what an import needs.
//! Nothing is there until [`Bulk::finish`]; dropping it before leaves nothing behind.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, ToSql};

use crate::domain::change::{Edit, FieldEdit, Origin};
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind, Record, Table, build};
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

use super::cell::Cell;
use super::log::{self, Note, Writing};
use super::rows::{self, quoted};
use super::write::{self, Care, Stop};
use super::{Store, StoreError, check, keep, load};

/// From this many records on, it is worth preparing for them.
const WORTH_IT: usize = 5_000;

/// The index by which accounts are found.
const ACCOUNT_INDEX: &str = "account_id";

/// The store that is written to.
#[derive(Debug)]
enum Held<'a> {
    /// A connection of its own, for a worker thread.
    Own(Box<Store>),
    /// That of a session.
    Lent(&'a Store),
}

/// A change of many records that is being written.
#[derive(Debug)]
pub struct Bulk<'a> {
    held: Held<'a>,
    writing: Writing,
    /// Indexes to be made when everything is in.
    later: Vec<String>,
    /// A layout of all fields for each kind that came as records.
    wholes: BTreeMap<&'static str, Arc<Layout>>,
    parents: bool,
    ended: bool,
}

/// The fields that many records of one kind bring, written by one statement.
#[derive(Clone, Debug)]
pub struct Layout {
    table: &'static Table,
    fields: Vec<&'static Field>,
    /// What required choices hold that are not among the fields.
    filled: Vec<(&'static Field, Value)>,
    insert: String,
    revive: String,
}

impl Layout {
    /// A layout for records of a kind that bring these fields, in this order.
    pub fn new(table: &'static Table, fields: &[&'static Field]) -> Self {
        let blank = (table.blank)();
        let others = table.fields.iter().filter(|f| f.required && !fields.contains(f));
        let filled: Vec<_> = others.filter_map(|field| Some((field, blank.get(field)?))).collect();
        let all = fields.iter().copied().chain(filled.iter().map(|(field, _)| *field));
        let columns: Vec<String> = all.map(|field| quoted(field.key)).collect();
        Self::with_sql(table, fields, filled, &columns)
    }

    fn with_sql(
        table: &'static Table,
        fields: &[&'static Field],
        filled: Vec<(&'static Field, Value)>,
        columns: &[String],
    ) -> Self {
        let mut names: Vec<&str> = vec!["id", "created", "changed", "\"by\""];
        names.extend(columns.iter().map(String::as_str));
        let places: Vec<String> = (1..=columns.len() + 3)
            .map(|n| if n == 2 { "?2, ?2".to_owned() } else { format!("?{n}") })
            .collect();
        let insert = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            quoted(table.key),
            names.join(", "),
            places.join(", ")
        );
        let renewed = table.fields.iter().map(|field| quoted(field.key));
        let renewed = renewed.chain(["position", "changed", "\"by\"", "extra"].map(str::to_owned));
        let renewed: Vec<String> = renewed.map(|c| format!("{c} = excluded.{c}")).collect();
        let revive = format!(
            "{insert} ON CONFLICT (id) DO UPDATE SET {}, deleted = NULL WHERE deleted IS NOT NULL",
            renewed.join(", ")
        );
        Self { table, fields: fields.to_vec(), filled, insert, revive }
    }
}

impl<'a> Bulk<'a> {
    /// Begins a change on a connection of its own. `expected` records or so will come.
    pub fn own(
        store: Store,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Bulk<'static>, StoreError> {
        Bulk::begin(Held::Own(Box::new(store)), label, origin, expected, now)
    }

    /// Begins a change on the connection of a session.
    pub fn lent(
        store: &'a mut Store,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Self, StoreError> {
        Bulk::begin(Held::Lent(store), label, origin, expected, now)
    }

    fn begin<'b>(
        held: Held<'b>,
        label: &str,
        origin: Origin,
        expected: usize,
        now: &Moment,
    ) -> Result<Bulk<'b>, StoreError> {
        let store = held.store();
        store.takes_changes()?;
        if origin == Origin::Import && store.read(is_in_use)? {
            keep::automatic(store, now)?;
        }
        let fault = |error| store.fault(&error);
        if expected > WORTH_IT {
            store.write_once();
        }
        store.connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let begun = (|| {
            let db = &store.connection;
            let name = load::settings(db)?.text("my_name");
            let actor = if name.is_empty() { store.login() } else { &name };
            let writing = log::begin(db, &Note::done(label, origin, actor, store.site()), now)?;
            Ok((writing, set_aside(db, expected)?))
        })();
        match begun {
            Ok((writing, later)) => Ok(Bulk {
                held,
                writing,
                later,
                wholes: BTreeMap::new(),
                parents: false,
                ended: false,
            }),
            Err(error) => {
                let _ = store.connection.execute_batch("ROLLBACK");
                store.write_as_ever();
                Err(fault(error))
            }
        }
    }

    /// How many edits it has so far.
    pub fn edits(&self) -> i64 {
        self.writing.edits()
    }

    /// The name of the file, for messages.
    pub fn name(&self) -> &str {
        self.held.store().name()
    }

    /// Makes a record from the values of a layout's fields. A record that was removed comes back.
    pub fn create(
        &mut self,
        layout: &Layout,
        id: Id,
        values: &[Option<Value>],
    ) -> Result<(), Stop> {
        let table = layout.table;
        if table == Account::TABLE {
            self.parents |= holds(layout, values, field::parent);
        } else {
            self.make_findable()?;
            let db = &self.held.store().connection;
            let given = layout.fields.iter().copied().zip(values.iter().cloned());
            let record = build(table, id, given)
                .map_err(|(field, why)| write::refused(table, field, &why))?;
            write::right(db, record.as_ref(), Care::Dangling)?;
        }
        let db = &self.held.store().connection;
        let sql = if table == Account::TABLE && self.waits(ACCOUNT_INDEX).is_some() {
            &layout.insert
        } else {
            &layout.revive
        };
        let stamp = &self.writing.stamp;
        let text = id.to_string();
        let cells = values.iter().map(Option::as_ref);
        let cells = cells.chain(layout.filled.iter().map(|(_, value)| Some(value)));
        let cells: Vec<Cell<'_>> = cells.map(Cell).collect();
        let mut bound: Vec<&dyn ToSql> = vec![&text, &stamp.at, &stamp.by];
        bound.extend(cells.iter().map(|cell| cell as &dyn ToSql));
        if db.prepare_cached(sql)?.execute(bound.as_slice())? == 0 {
            return Err(Stop::Refused(format!("the {} {id} is there already", table.key)));
        }
        let json = json(layout, values);
        Ok(self.writing.row(db, table, id, "", None, Some(&json))?)
    }

    /// Makes a record of any kind, with whatever else it brings.
    pub fn create_record(&mut self, record: &dyn Record) -> Result<(), Stop> {
        let (table, base) = (record.table(), record.base());
        if base.position.is_none() && base.extra.is_empty() {
            let fields: Vec<&'static Field> = table.fields.iter().collect();
            let whole = || Arc::new(Layout::new(table, &fields));
            let whole = self.wholes.entry(table.key).or_insert_with(whole).clone();
            let values: Vec<_> = whole.fields.iter().map(|field| record.get(field)).collect();
            return self.create(&whole, record.id(), &values);
        }
        self.parents |= table == Account::TABLE && record.get(field::parent).is_some();
        self.edit(&Edit::Create(record.copied()))
    }

    /// Sets one field of a record.
    pub fn set(&mut self, edit: &FieldEdit) -> Result<(), Stop> {
        self.edit(&Edit::Set(edit.clone()))
    }

    fn waits(&self, index: &str) -> Option<usize> {
        self.later.iter().position(|sql| sql.contains(index))
    }

    /// Makes the index by which accounts are found, if it waits: what comes next looks for them.
    fn make_findable(&mut self) -> rusqlite::Result<()> {
        match self.waits(ACCOUNT_INDEX).map(|at| self.later.remove(at)) {
            Some(sql) => self.held.store().connection.execute_batch(&sql),
            None => Ok(()),
        }
    }

    fn edit(&mut self, edit: &Edit) -> Result<(), Stop> {
        self.make_findable()?;
        let db = &self.held.store().connection;
        write::apply(db, edit, &self.writing.stamp, Care::Dangling)?;
        Ok(self.writing.add(db, edit)?)
    }

    /// Keeps the change; `None` when it has no edits. Only now anything is there.
    pub fn finish(mut self) -> Result<Option<Id>, Stop> {
        let db = &self.held.store().connection;
        if self.writing.edits() == 0 {
            return Ok(None);
        }
        for sql in &self.later {
            db.execute_batch(sql)?;
        }
        if self.parents {
            no_circles(db)?;
        }
        self.writing.finish(db)?;
        db.execute_batch("COMMIT")?;
        self.ended = true;
        Ok(Some(self.writing.id))
    }
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // A connection that cannot even roll back does so when it is closed.
            let _ = self.held.store().connection.execute_batch("ROLLBACK");
        }
        self.held.store().write_as_ever();
    }
}

impl Held<'_> {
    fn store(&self) -> &Store {
        match self {
            Held::Own(store) => store,
            Held::Lent(store) => store,
        }
    }
}

fn holds(layout: &Layout, values: &[Option<Value>], field: &Field) -> bool {
    layout.fields.iter().zip(values).any(|(of, value)| *of == field && value.is_some())
}

/// Whether a book holds anything that would be a loss.
fn is_in_use(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare("SELECT 1 FROM account")?.exists([])
}

/// Takes away indexes that are quicker to make at the end; gives what makes them.
fn set_aside(db: &Connection, expected: usize) -> rusqlite::Result<Vec<String>> {
    let edits: i64 =
        db.query_row("SELECT coalesce(sum(edits), 0) FROM change", [], |row| row.get(0))?;
    let accounts: i64 =
        db.query_row("SELECT EXISTS (SELECT 1 FROM account)", [], |row| row.get(0))?;
    let mut later = Vec::new();
    if expected > WORTH_IT && i64::try_from(expected).is_ok_and(|expected| expected > edits) {
        later.push("edit_record");
        if accounts == 0 {
            later.push(ACCOUNT_INDEX);
        }
    }
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1";
    let mut makes = Vec::new();
    for name in later {
        makes.push(db.query_row(sql, [name], |row| row.get(0))?);
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(makes)
}

/// A record as the log keeps it, as [`log::record_json`] would write it.
fn json(layout: &Layout, values: &[Option<Value>]) -> String {
    let known = layout.fields.iter().zip(values).filter_map(|(f, v)| Some((f.key, v.as_ref()?)));
    let filled = layout.filled.iter().map(|(field, value)| (field.key, value));
    let mut json = String::from("{");
    for (key, value) in known.chain(filled) {
        if json.len() > 1 {
            json.push(',');
        }
        json.push('"');
        json.push_str(key);
        json.push_str("\":");
        match value {
            Value::Text(text) => push_quoted(&mut json, text),
            other => push_quoted(&mut json, &other.canonical()),
        }
    }
    json.push('}');
    json
}

fn push_quoted(json: &mut String, text: &str) {
    let plain = text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\');
    if plain {
        json.push('"');
        json.push_str(text);
        json.push('"');
    } else {
        json.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// Whether no account is among its own parents.
fn no_circles(db: &Connection) -> Result<(), Stop> {
    let sql = "SELECT id, parent FROM account WHERE parent IS NOT NULL AND deleted IS NULL";
    let mut statement = db.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut parents = BTreeMap::new();
    while let Some(row) = found.next()? {
        parents.insert(rows::id(row.get_ref(0)?)?, rows::id(row.get_ref(1)?)?);
    }
    match check::in_circles(&parents).first() {
        None => Ok(()),
        Some(id) => Err(write::circle(db, *id)?),
    }
}
