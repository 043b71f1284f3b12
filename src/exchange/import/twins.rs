//! Sales of one name at one account in a list without ids: `Renewal`, every year. They are told
//! apart by close date, then by amount, over the whole list before any row is taken: so neither the
//! order of the rows nor what the list lacks changes which sale is which.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use super::draft::Draft;
use super::held::Held;
use super::identity::folded;
use super::inspection::Inspection;
use super::others::Others;
use super::progress::Progress;
use super::refusal::Refusal;
use super::rejected::Rejected;
use super::row::Row;
use super::taking::{around, watch};
use super::target::Target;
use super::twins_settling::settle;
use crate::domain::amount::Money;
use crate::domain::by_hand::ByHand;
use crate::domain::kinds::Opportunity;
use crate::domain::kinds::opportunity::{Stage, field};
use crate::domain::record::{Field, Kind, Record};
use crate::domain::value::{FieldValue, Value};
use crate::domain::{Id, Moment};

/// What a row is that shares its name with others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Twin {
    /// This sale of the book.
    Held(Id),
    /// A new one; so many of the name in the book are none of the rows, and could be meant.
    New(usize),
    /// The same as an earlier row.
    Doubled(u64),
    /// One of so many, and nothing tells which.
    Unclear(usize),
}

/// What becomes of the rows that share their names with others, by their lines.
#[derive(Debug, Default)]
pub struct Twins(HashMap<u64, Twin>);

/// What tells sales of one name apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Says {
    /// The close date.
    pub day: Option<Date>,
    /// The amount.
    pub amount: Option<Money>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub struct Sale {
    /// The hash of the account and the name.
    pub name: u64,
    /// Its line.
    pub line: u64,
    /// What it says.
    pub says: Says,
}

/// A sale of the book.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its id.
    pub id: Id,
    /// What is known of it.
    pub says: Says,
    /// What the last import brought, where the rep has written something else since.
    pub brought: Says,
    /// Whether it is not decided.
    pub open: bool,
}

impl Twins {
    /// Reads a list through for its sales of one name. A list with ids has no need of that.
    pub fn of(
        inspection: &Inspection,
        others: &Others<'_>,
        held: &Held<'_>,
        now: &Moment,
        progress: &Progress,
    ) -> Result<Self, Refusal> {
        let ids = [Target::Id, Target::Field(field::external_id)];
        let by_id = ids.iter().any(|id| inspection.column_of(*id).is_some());
        if by_id || inspection.kind != Opportunity::TABLE {
            return Ok(Self::default());
        }
        let (mut sales, mut row) = (Vec::new(), Row::default());
        let (in_turn, mut watch) = (inspection.in_turn(), watch(inspection));
        let find = |kind: &str, text: &str| held.find(kind, text);
        let around = around(held, now, &find);
        let mut records = inspection.records(progress)?;
        while records.read(&mut row)? {
            if row.line <= inspection.header_line || watch.look(&row).is_some() {
                continue;
            }
            if let (Ok(draft), Ok(())) =
                (Draft::read(inspection, &in_turn, held, &around, &row), inspection.fits(&row))
            {
                let (name, line) = (hash(&others.called(&draft).0), draft.line);
                sales.push(Sale { name, line, says: Says::of_row(&draft) });
            }
        }
        sales.sort_unstable_by_key(|sale| (sale.name, sale.line));
        let known = known(others, &held.by_hand);
        let mut twins = HashMap::new();
        for rows in sales.chunk_by(|one, next| one.name == next.name) {
            let of_name = rows.first().and_then(|row| known.get(&row.name));
            twins.extend(settle(rows, of_name.map_or(&[][..], Vec::as_slice)));
        }
        Ok(Self(twins))
    }

    /// What a row is; `None` where nothing else has its name.
    pub fn get(&self, line: u64) -> Option<Twin> {
        self.0.get(&line).copied()
    }
}

impl Says {
    /// What a row says.
    pub fn of_row(draft: &Draft) -> Self {
        Self::of(|of| draft.get(of).cloned())
    }

    /// What a record says.
    pub fn of_record(record: &dyn Record) -> Self {
        Self::of(|of| record.get(of))
    }

    fn of(get: impl Fn(&'static Field) -> Option<Value>) -> Self {
        let day = match get(field::close_date) {
            Some(Value::Date(day)) => Some(day),
            _ => None,
        };
        let amount = match get(field::amount) {
            Some(Value::Money(money)) => Some(money),
            _ => None,
        };
        Self { day, amount }
    }

    /// Whether this says something and all of it is the same there.
    pub fn is_part_of(self, all: Self) -> bool {
        self != Self::default()
            && self.day.is_none_or(|day| all.day == Some(day))
            && self.amount.is_none_or(|amount| all.amount == Some(amount))
    }

    /// Whether both know the day, and it is the same.
    pub fn is_same_day(self, other: Self) -> bool {
        self.day.is_some() && self.day == other.day
    }

    /// Whether both know the amount, and it is the same.
    pub fn is_same_amount(self, other: Self) -> bool {
        self.amount.is_some() && self.amount == other.amount
    }
}

impl Known {
    fn of(record: &dyn Record, by_hand: &ByHand) -> Self {
        let (id, says) = (record.id(), Says::of_record(record));
        let brought = Says::of(|of| match by_hand.brought(id, of) {
            Some(brought) => brought.and_then(|text| of.ty.restore(text).ok()),
            None => record.get(of),
        });
        let open = record.get(field::stage) == Some(Stage::Open.into_value());
        Self { id, says, brought, open }
    }
}

/// The sales of the book by the hash of their names.
fn known(others: &Others<'_>, by_hand: &ByHand) -> HashMap<u64, Vec<Known>> {
    let mut known: HashMap<u64, Vec<Known>> = HashMap::new();
    for (name, records) in others.by_what_they_are_called() {
        let of_name = records.iter().map(|record| Known::of(*record, by_hand));
        known.entry(hash(name)).or_default().extend(of_name);
    }
    for of_name in known.values_mut() {
        of_name.sort_unstable_by_key(|sale| sale.id);
        of_name.dedup_by_key(|sale| sale.id);
    }
    known
}

/// Of a name as people mean it: capitals and spaces make no other sale.
fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded(name).hash(&mut hasher);
    hasher.finish()
}

impl Twin {
    /// What is said about a row that is taken for a new sale though others have its name.
    pub fn said(self, row: &Draft) -> Option<Rejected> {
        let reason = match self {
            Self::New(1) => "is taken for a new one; 1 other of this name stays".to_owned(),
            Self::New(others) if others > 1 => {
                format!("is taken for a new one; {others} others of this name stay")
            }
            _ => return None,
        };
        let (column, value) = (field::name.key.to_owned(), row.text(field::name).to_owned());
        Some(Rejected { column, value, ..Rejected::row(reason) })
    }
}
