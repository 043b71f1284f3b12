//! Who writes a field: the file, or the rep who wrote it since the last import. A CRM never writes
//! over the rep's plan, and nothing that the rep wrote is written over unasked.

use super::decisions::{Decisions, Side};
use super::found::Conflict;
use super::held::Held;
use super::identity::folded;
use crate::domain::Id;
use crate::domain::alike;
use crate::domain::by_hand::How;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{field::name, is_planning};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::value::Value;

/// Judges the fields of the records of one kind.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The book.
    pub held: &'a Held<'a>,
    /// What the user decided.
    pub decisions: &'a Decisions,
    /// The kind of the records.
    pub kind: &'static Table,
    /// Whether the list is another system's.
    pub origin: Origin,
}

/// Whose list it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// This program's, which came back.
    Ours,
    /// The rep's own.
    Own,
    /// A CRM's.
    Crm,
}

/// What becomes of a field that the file has another value for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The file's value goes in.
    Takes,
    /// The book's value stays, and nobody needs to be asked.
    Stays,
    /// The rep's plan stays as it is.
    Plan,
    /// Both have changed; whose value stands.
    Conflict(Conflict),
}

impl Judge<'_> {
    /// What becomes of a field of a record that holds `mine` where the file says `theirs`.
    pub fn verdict(
        &self,
        record: Id,
        field: &'static Field,
        mine: Option<&Value>,
        theirs: &Value,
    ) -> Verdict {
        if let Some(mine) = mine
            && self.kind == Account::TABLE
            && self.origin == Origin::Crm
            && is_planning(field)
            && mine != theirs
        {
            return Verdict::Plan;
        }
        let Some(written) = self.held.by_hand.written(record, field) else { return Verdict::Takes };
        if self.origin == Origin::Ours && written.how == How::Listed {
            // The rep goes on where they wrote it.
            return Verdict::Takes;
        }
        let brought = written.brought.as_deref();
        let same = same_text(mine, theirs) || (field == name && alike_text(mine, theirs));
        let side = self.decisions.side(record, field.key);
        // Who kept their own may still say that theirs are taken.
        let settled = side == Side::Mine || !self.held.by_hand.is_answered(record, field);
        if same || (settled && brought.is_some_and(|brought| says(theirs, brought))) {
            return Verdict::Stays;
        }
        Verdict::Conflict(Conflict {
            line: 0,
            record,
            name: String::new(),
            field: field.key,
            mine: mine.map(|value| self.words(value)).unwrap_or_default(),
            theirs: self.words(theirs),
            stands: side,
        })
    }

    /// What a record is called, with the account that it belongs to: `Renewal, Acme`
    pub fn name_of(&self, record: &dyn Record) -> String {
        let title = record.title();
        let of_account = |of: &&Field| of.ty.refers_to() == Some(Account::TABLE.key);
        match record.table().owner().filter(of_account).and_then(|of| record.get(of)) {
            Some(account) => format!("{title}, {}", self.words(&account)),
            None => title,
        }
    }

    /// A value in words: accounts by their names.
    pub fn words(&self, value: &Value) -> String {
        let accounts = &self.held.book.accounts;
        let row = match value {
            Value::Ref(id) => accounts.row(*id),
            _ => None,
        };
        row.map_or_else(|| value.canonical(), |row| accounts.name(row).to_owned())
    }
}

impl Verdict {
    /// Whether the file's value goes in.
    pub fn takes(&self) -> bool {
        match self {
            Self::Takes => true,
            Self::Conflict(conflict) => conflict.stands == Side::Theirs,
            Self::Stays | Self::Plan => false,
        }
    }
}

/// Whether a value is a text but for case and spaces, or just what stands there.
fn says(value: &Value, text: &str) -> bool {
    match value {
        Value::Text(value) => value == text || folded(value) == folded(text),
        other => other.canonical() == text,
    }
}

/// Whether two names are alike.
fn alike_text(mine: Option<&Value>, theirs: &Value) -> bool {
    match (mine, theirs) {
        (Some(Value::Text(mine)), Value::Text(theirs)) => alike::key(mine) == alike::key(theirs),
        _ => false,
    }
}

/// Whether two texts differ in nothing but case and spaces.
fn same_text(mine: Option<&Value>, theirs: &Value) -> bool {
    match (mine, theirs) {
        (Some(Value::Text(mine)), Value::Text(theirs)) => folded(mine) == folded(theirs),
        _ => false,
    }
}
