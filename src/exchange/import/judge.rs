//! Who writes a field: the file, or the rep who wrote it since the last import. A CRM never writes
//! over the rep's plan, and nothing that the rep wrote is written over unasked.

use super::decisions::{Decisions, Side};
use super::emptied::{Blank, Emptying};
use super::found::Conflict;
use super::held::Held;
use super::identity::folded;
use crate::domain::Id;
use crate::domain::alike;
use crate::domain::by_hand::{Answer, How};
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
    /// What its blank cells may empty.
    pub emptying: Emptying,
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
        let settled = side == Side::Mine;
        if same || (settled && brought.is_some_and(|brought| says(theirs, brought))) {
            return Verdict::Stays;
        }
        Verdict::Conflict(self.conflict(record, field, mine, Some(theirs)))
    }

    fn conflict(
        &self,
        record: Id,
        field: &'static Field,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Conflict {
        let words =
            |value: Option<&Value>| value.map(|value| self.words(value)).unwrap_or_default();
        Conflict {
            line: 0,
            record,
            name: String::new(),
            field: field.key,
            mine: words(mine),
            theirs: words(theirs),
            stands: self.decisions.side(record, field.key),
        }
    }

    /// What becomes of a value where the cell of the list is blank.
    pub fn of_blank(
        &self,
        record: Id,
        field: &'static Field,
        mine: Option<&Value>,
        blank: Blank,
    ) -> OfBlank {
        let Some(written) = self.held.by_hand.written(record, field) else {
            let theirs = mine.is_some() && self.held.given.is_from_this(record, field);
            return match blank {
                _ if !theirs => OfBlank::Stays,
                Blank::Goes => OfBlank::Goes,
                Blank::Stays => OfBlank::Withheld,
            };
        };
        // Only the list that had a value there takes it away.
        if blank == Blank::Stays || written.from != self.emptying.list.key() {
            return OfBlank::Stays;
        }
        let side = self.decisions.side(record, field.key);
        let asked_again = written.answer == Answer::Kept && side == Side::Theirs;
        if mine.is_none() {
            return OfBlank::Heard;
        }
        if written.brought.is_none() && !asked_again {
            return OfBlank::Stays;
        }
        OfBlank::Conflict(self.conflict(record, field, mine, None))
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

/// What becomes of a value where the cell of the list is blank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OfBlank {
    /// It stays.
    Stays,
    /// It would go, were not the whole column blank.
    Withheld,
    /// It goes.
    Goes,
    /// The rep emptied it before.
    Heard,
    /// The rep wrote it.
    Conflict(Conflict),
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
