//! One row as it was understood: the values its cells mean, before anybody looked where they go.

use serde_json::{Map, Value as Json};

use super::emptied::bit;
use super::oddities::Oddity;
use super::rejected::Rejected;
use super::target::Target;
use crate::domain::amount::Money;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::opportunity::Stage;
use crate::domain::record::{EXTRA, Field, Table, extra_text};
use crate::domain::value::Value;
use crate::domain::{Edit, Id};
use crate::exchange::kept;

/// What a row says.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The line it begins on.
    pub line: u64,
    /// The id in this program.
    pub id: Option<Id>,
    /// The id in another system.
    pub external: Option<String>,
    /// What names the parent of an account.
    pub parent: Option<String>,
    /// The name of the parent, where something else names it as well.
    pub parent_called: Option<String>,
    /// The known values of its fields.
    pub values: Vec<(&'static Field, Value)>,
    /// The fields whose cells are blank, as bits by their places in the table.
    pub blank: u128,
    /// What the account bought in fiscal years.
    pub revenues: Vec<(i16, Money)>,
    /// What it keeps besides, by the names of the columns.
    pub extras: Vec<(String, String)>,
    /// Its amounts as they stand in the file.
    pub amounts: Vec<Amount>,
    /// Its amounts in the currency of the company.
    pub converted: Vec<Amount>,
    /// What is taken otherwise than it stands there.
    pub remarks: Vec<Rejected>,
    /// What is odd about its cells and said once for all rows.
    pub odd: Vec<Oddity>,
    /// The product it names, with the column.
    pub product: Option<(usize, String)>,
    /// Whether a sale is won, where the file says yes or no.
    pub won: Option<bool>,
    /// Whether a sale is decided.
    pub closed: Option<bool>,
    /// The word for the stage of a sale that nobody knows, with the column.
    pub unknown_stage: Option<(usize, String)>,
    /// How far a sale is as a second column says.
    pub status: Option<Stage>,
    /// Whether nobody said of what kind a sale is.
    pub kind_unstated: bool,
    /// Records of its own kind that it names and that may stand later in the file, with the columns.
    pub later: Vec<(usize, &'static Field, String)>,
    /// Records of its own kind that it refers to and the book does not hold, with the columns.
    pub unmet: Vec<(usize, Id)>,
}

/// An amount as it stands in the file.
#[derive(Clone, Debug)]
pub struct Amount {
    /// Its column.
    pub at: usize,
    /// What it feeds.
    pub target: Target,
    /// The currency beside it.
    pub currency: Option<String>,
    /// How much.
    pub money: Money,
}

impl Draft {
    /// The value of a field.
    pub fn get(&self, field: &Field) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    /// A text of it; empty where it is unknown.
    pub fn text(&self, field: &Field) -> &str {
        match self.get(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Notes a blank cell.
    pub fn note_blank(&mut self, target: Target) {
        if let Target::Field(of) = target {
            self.blank |= bit(of);
        }
    }

    /// Whether it names a parent of the account.
    pub fn names_parent(&self) -> bool {
        self.parent.is_some() || self.parent_called.is_some()
    }

    /// Leaves a value out.
    pub fn forget(&mut self, target: Target) {
        match target {
            Target::Field(of) | Target::Instead(of) | Target::Otherwise(of) => {
                self.values.retain(|(field, _)| *field != of);
            }
            Target::Revenue(of) => self.revenues.retain(|(year, _)| *year != of),
            _ => {}
        }
    }

    /// What the record keeps besides, once this row is in it; `None` where nothing changes.
    pub fn kept(&self, held: Option<&str>) -> Option<Map<String, Json>> {
        let mut extra: Map<String, Json> =
            held.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let mut changed = false;
        for (name, text) in &self.extras {
            // What another program put there may be more than a text.
            if extra.get(name).map(kept::said).as_ref() != Some(text) {
                extra.insert(name.clone(), text.clone().into());
                changed = true;
            }
        }
        changed.then_some(extra)
    }

    /// The edit by which a record of the book keeps it.
    pub fn keeping(&self, kind: &'static Table, record: Id, held: Option<&str>) -> Option<Edit> {
        let text = |text: &str| Value::Text(text.to_owned());
        let after = Some(text(&extra_text(&self.kept(held)?)));
        let before = held.map(text);
        Some(Edit::Set(FieldEdit { kind, record, field: &EXTRA, before, after }))
    }
}
