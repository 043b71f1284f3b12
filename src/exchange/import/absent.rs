//! The accounts of the book that a file no longer has. They stay as they are unless the user says
//! otherwise, and most of them are never put away by one word.

use std::collections::HashSet;

use super::decisions::Absent;
use super::found::Missing;
use super::held::Held;
use super::refusal::Why;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::Kind;
use crate::domain::value::Value;
use crate::domain::{Edit, Id, Moment};

/// Which accounts of the book a file has.
#[derive(Debug, Default)]
pub struct Present {
    /// Those that rows mean which were not taken.
    besides: HashSet<Id>,
    /// The CRMs that rows name.
    systems: HashSet<String>,
}

/// What a file lacks.
#[derive(Debug, Default)]
pub struct Absence {
    /// The living accounts from the same source that it does not have.
    pub missing: Vec<Missing>,
    /// How many there are from that source.
    pub all: usize,
}

impl Present {
    /// Notes the accounts that a row may mean which was not taken: it is in the file.
    pub fn note(&mut self, accounts: impl IntoIterator<Item = Id>) {
        self.besides.extend(accounts);
    }

    /// Notes the CRM that a row names.
    pub fn from(&mut self, system: Option<&str>) {
        let system = system.unwrap_or_default();
        if !self.systems.contains(system) {
            self.systems.insert(system.to_owned());
        }
    }

    /// The living accounts from the same sources that the file does not have.
    pub fn absence(&self, held: &Held<'_>, has: impl Fn(Id) -> bool) -> Absence {
        let (book, mut absence) = (held.book, Absence::default());
        for (row, id) in book.accounts.ids().iter().enumerate() {
            let source = held.text(row, field::external_source).unwrap_or_default();
            if !self.systems.contains(source) || book.is_archived(row) {
                continue;
            }
            absence.all += 1;
            if !has(*id) && !self.besides.contains(id) {
                let name = book.accounts.name(row).to_owned();
                let external_id = held.text(row, field::external_id).unwrap_or_default().to_owned();
                absence.missing.push(Missing { id: *id, name, external_id });
            }
        }
        absence
    }
}

impl Absence {
    /// The edits that put the missing accounts away, when the user said so.
    pub fn edits(&self, said: Absent, now: &Moment) -> Result<Vec<Edit>, Why> {
        let missing = self.missing.len();
        match said {
            Absent::Stay => return Ok(Vec::new()),
            Absent::Archive if missing * 2 > self.all => {
                return Err(Why::MostMissing { missing, all: self.all });
            }
            Absent::Archive | Absent::ArchiveAll => {}
        }
        let away = |account: &Missing| {
            Edit::Set(FieldEdit {
                kind: Account::TABLE,
                record: account.id,
                field: field::archived,
                before: None,
                after: Some(Value::Time(*now).as_written()),
            })
        };
        Ok(self.missing.iter().map(away).collect())
    }
}
