//! Records of one layout on their way into the book: made ready on one thread, written on
//! another, which has only to hand them to SQLite. A batch is filled again and again.

use std::fmt::Write as _;
use std::ops::Range;

use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Table};
use crate::domain::value::{Reject, Value};
use crate::domain::{Id, rules};

use super::rows::quoted;

/// The fields that many records of one kind bring, written by one statement.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) table: &'static Table,
    pub(super) fields: Vec<&'static Field>,
    /// What required choices hold that are not among the fields.
    filled: Vec<(&'static Field, Value)>,
    pub(super) insert: String,
    pub(super) revive: String,
}

impl Layout {
    /// A layout for records of a kind that bring these fields, in this order.
    pub fn new(table: &'static Table, fields: &[&'static Field]) -> Self {
        let blank = (table.blank)();
        let others = table.fields.iter().filter(|f| f.required && !fields.contains(f));
        let filled: Vec<_> = others.filter_map(|field| Some((field, blank.get(field)?))).collect();
        let all = fields.iter().copied().chain(filled.iter().map(|(field, _)| *field));
        let columns: Vec<String> = all.map(|field| quoted(field.column())).collect();
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
        let renewed = table.fields.iter().map(|field| quoted(field.column()));
        let renewed = renewed.chain(["position", "changed", "\"by\"", "extra"].map(str::to_owned));
        let renewed: Vec<String> = renewed.map(|c| format!("{c} = excluded.{c}")).collect();
        let revive = format!(
            "{insert} ON CONFLICT (id) DO UPDATE SET {}, deleted = NULL WHERE deleted IS NOT NULL",
            renewed.join(", ")
        );
        Self { table, fields: fields.to_vec(), filled, insert, revive }
    }
}

/// What a cell of a row gets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Unknown.
    Null,
    /// A number as the book keeps it.
    Number(i64),
    /// A text.
    Text(&'a str),
}

/// A cell, its text by where that ends.
#[derive(Clone, Copy, Debug)]
enum Packed {
    Null,
    Number(i64),
    Text(usize),
}

/// Some records of one layout, side by side in a few pieces of memory.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The ids as texts.
    ids: String,
    cells: Vec<Packed>,
    texts: String,
    /// What the log keeps of each.
    log: String,
    /// Where, for each record, its part of the texts begins, and its part of the log ends.
    bounds: Vec<(usize, usize)>,
    has_parents: bool,
    /// The first value that its field does not take.
    unfit: Option<(&'static Field, Reject)>,
}

/// No kind has more fields.
const FIELDS_MOST: usize = 128;

/// The length of an id as a text.
const ID: usize = 36;

impl Batch {
    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// Takes everything out; the memory stays for what comes next.
    pub fn clear(&mut self) {
        self.ids.clear();
        self.cells.clear();
        self.texts.clear();
        self.log.clear();
        self.bounds.clear();
        self.has_parents = false;
        self.unfit = None;
    }

    /// Adds a record with these values, in any order. What the layout has no place for is left
    /// out.
    pub fn push(&mut self, layout: &Layout, id: Id, values: &[(&'static Field, Value)]) {
        // Where the value of each field stands, counted from 1; the last one counts.
        let mut places = [0_u8; FIELDS_MOST];
        for (place, (field, _)) in (1..).zip(values) {
            if let Some(slot) = places.get_mut(field.index) {
                *slot = place;
            }
        }
        let of = |field: &Field| {
            let place = places.get(field.index).copied().unwrap_or(0);
            values.get(usize::from(place).checked_sub(1)?).map(|(_, value)| value)
        };
        self.put_all(layout, id, |_, field| of(field));
    }

    /// Adds a record with the values of the layout's fields, in their order.
    pub fn push_in_order(&mut self, layout: &Layout, id: Id, values: &[Option<Value>]) {
        self.put_all(layout, id, |at, _| values.get(at)?.as_ref());
    }

    fn put_all<'v>(
        &mut self,
        layout: &'v Layout,
        id: Id,
        value_of: impl Fn(usize, &Field) -> Option<&'v Value>,
    ) {
        let _ = write!(self.ids, "{id}");
        let start = self.texts.len();
        self.log.push('{');
        let mut known = false;
        let given = layout.fields.iter().enumerate();
        let given = given.map(|(at, field)| (*field, value_of(at, field)));
        let filled = layout.filled.iter().map(|(field, value)| (*field, Some(value)));
        for (field, value) in given.chain(filled) {
            let Some(value) = value else {
                self.cells.push(Packed::Null);
                continue;
            };
            if let Err(why) = rules::fits(field.ty, value) {
                self.unfit.get_or_insert((field, why));
            }
            self.has_parents |= layout.table.key == "account" && *field == *field::parent;
            self.log.push_str(if known { ",\"" } else { "\"" });
            known = true;
            self.log.push_str(field.key);
            self.log.push_str("\":");
            self.put(value);
        }
        self.log.push('}');
        self.bounds.push((start, self.log.len()));
    }

    /// A value into its cell and into the log.
    fn put(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            self.texts.push_str(text);
            self.cells.push(Packed::Text(self.texts.len()));
            push_quoted(&mut self.log, text);
            return;
        }
        self.log.push('"');
        let from = self.log.len();
        push_canonical(&mut self.log, value);
        if let Some(n) = value.stored_number() {
            self.cells.push(Packed::Number(n));
        } else {
            self.texts.push_str(self.log.get(from..).unwrap_or_default());
            self.cells.push(Packed::Text(self.texts.len()));
        }
        self.log.push('"');
    }

    /// The first value that its field does not take, and why.
    pub(super) fn unfit(&self) -> Option<&(&'static Field, Reject)> {
        self.unfit.as_ref()
    }

    /// Whether any of them is a branch of another.
    pub(super) fn has_parents(&self) -> bool {
        self.has_parents
    }

    /// The id of a record and its cells in the order of the statement.
    pub(super) fn row(&self, at: usize) -> (&str, impl Iterator<Item = Piece<'_>>) {
        let width = self.cells.len() / self.len().max(1);
        let cells = self.cells.get(at * width..(at + 1) * width).unwrap_or_default();
        let mut start = self.bounds.get(at).map_or(0, |(start, _)| *start);
        let pieces = cells.iter().map(move |cell| match *cell {
            Packed::Null => Piece::Null,
            Packed::Number(n) => Piece::Number(n),
            Packed::Text(end) => {
                let text = part(&self.texts, start..end);
                start = end;
                Piece::Text(text)
            }
        });
        (self.id(at), pieces)
    }

    /// The id of a record.
    pub(super) fn id(&self, at: usize) -> &str {
        part(&self.ids, at * ID..(at + 1) * ID)
    }

    /// What the log keeps of a record.
    pub(super) fn logged(&self, at: usize) -> &str {
        let end = |at: usize| self.bounds.get(at).map_or(0, |(_, end)| *end);
        part(&self.log, at.checked_sub(1).map_or(0, end)..end(at))
    }
}

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// As [`Value::canonical`] writes it, without a text of its own.
fn push_canonical(out: &mut String, value: &Value) {
    // Writing into a text cannot fail.
    let _ = match value {
        Value::Int(n) => write!(out, "{n}"),
        Value::Score(score) => write!(out, "{score}"),
        Value::Date(date) => write!(out, "{date}"),
        Value::Money(money) => write!(out, "{money}"),
        Value::Ref(id) => write!(out, "{id}"),
        Value::Choice(choice) => out.write_str(choice.key),
        Value::Text(text) => out.write_str(text),
        other => out.write_str(&other.canonical()),
    };
}

fn push_quoted(json: &mut String, text: &str) {
    // To look at every byte is quicker than to stop at the first odd one.
    let odd = |b: u8| u8::from(matches!(b, 0..0x20 | b'"' | b'\\'));
    if text.bytes().fold(0, |any, b| any | odd(b)) == 0 {
        json.push('"');
        json.push_str(text);
        json.push('"');
    } else {
        json.push_str(&serde_json::Value::from(text).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amount::Money;
    use crate::domain::kinds::Account;
    use crate::domain::record::{self, Kind};
    use crate::store::log;

    #[test]
    fn every_field_of_every_kind_has_a_place() {
        let mut tables = crate::domain::kinds::KINDS.iter();
        assert!(tables.all(|table| table.fields.len() <= FIELDS_MOST));
    }

    #[test]
    fn a_batch_gives_back_cells_and_the_record_as_the_log_writes_it() {
        let fields = [field::name, field::yearly_value, field::city, field::note];
        let layout = Layout::new(Account::TABLE, &fields);
        let mut batch = Batch::default();
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let money = Some(Value::Money(Money::parse("12.5").unwrap()));
        let rows = [
            [text("Acme"), money.clone(), None, text("a \"b\"\n\\")],
            [text("Bolt"), None, text("Rīga"), None],
        ];
        for round in 0..2 {
            batch.clear();
            for (n, values) in rows.iter().enumerate() {
                let id = Id::of_parts(&[&n.to_string()]);
                batch.push_in_order(&layout, id, values);
                let given = fields.iter().copied().zip(values.iter().cloned());
                let record = record::build(Account::TABLE, id, given).unwrap();
                let json: serde_json::Value = serde_json::from_str(batch.logged(n)).unwrap();
                let kept: serde_json::Value =
                    serde_json::from_str(&log::record_json(&*record)).unwrap();
                assert_eq!(json, kept, "{round}");
                assert_eq!(batch.id(n), record.id().to_string());
            }
        }
        assert_eq!(batch.len(), 2);
        let (_, first) = batch.row(0);
        let first: Vec<Piece<'_>> = first.take(4).collect();
        let note = Piece::Text("a \"b\"\n\\");
        assert_eq!(first, [Piece::Text("Acme"), Piece::Number(1250), Piece::Null, note]);
        let (_, second) = batch.row(1);
        let second: Vec<Piece<'_>> = second.collect();
        assert_eq!(second.get(2), Some(&Piece::Text("Rīga")));
        assert_eq!(second.last(), Some(&Piece::Text("judged")), "what is filled in");
    }
}
