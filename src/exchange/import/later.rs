//! Records that a row names and that stand later in the same file: who a contact reports to. They
//! are linked when everybody has been read.

use super::named::Named;
use crate::domain::by_hand::ByHand;
use crate::domain::change::FieldEdit;
use crate::domain::record::{Field, Record};
use crate::domain::value::Value;
use crate::domain::{Edit, Id};

/// A name that waits.
#[derive(Debug)]
pub struct Name {
    /// The line it stands on.
    pub line: u64,
    /// The column.
    pub at: usize,
    /// The name.
    pub text: String,
    field: &'static Field,
    record: Box<dyn Record>,
    account: Option<Id>,
}

/// The names that wait, and everybody who was read.
#[derive(Debug, Default)]
pub struct Later {
    read: Vec<Box<dyn Record>>,
    names: Vec<Name>,
}

impl Later {
    /// Knows a record of the file from now on, with the names that it waits for.
    pub fn take(
        &mut self,
        record: &dyn Record,
        line: u64,
        account: Option<Id>,
        names: Vec<(usize, &'static Field, String)>,
    ) {
        let waiting = names.into_iter().map(|(at, field, text)| Name {
            line,
            at,
            text,
            field,
            record: record.copied(),
            account,
        });
        self.names.extend(waiting);
        if record.table().fields.iter().any(|f| f.ty.refers_to() == Some(record.table().key)) {
            self.read.push(record.copied());
        }
    }

    /// For each name that waited the edit that links it; the name where nobody is called so.
    pub fn linked(&self) -> Vec<Result<Edit, &Name>> {
        let named = Named::of(self.read.iter().map(AsRef::as_ref), &ByHand::default());
        self.names.iter().map(|name| link(name, &named)).collect()
    }
}

fn link<'n>(name: &'n Name, named: &Named) -> Result<Edit, &'n Name> {
    let (kind, record) = (name.record.table(), name.record.id());
    let found = named.find(kind.key, &name.text, name.account);
    let [one] = found.as_slice() else { return Err(name) };
    let (field, before) = (name.field, name.record.get(name.field));
    let after = Some(Value::Ref(*one));
    Ok(Edit::Set(FieldEdit { kind, record, field, before, after }))
}
