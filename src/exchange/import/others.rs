//! Where a row of any other kind goes: by id; else by the fields that name such a record
//! (RECORDS.md); else by everything the file says about it and its ordinal among equal rows.

use std::collections::HashMap;

use super::draft::{Draft, Rejected};
use super::held::Held;
use super::inspection::Inspection;
use super::mapping::Target;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::{Setting, setting};
use crate::domain::record::{self, EXTRA, Field, Kind, Record, Table};
use crate::domain::value::{Reading, Reject, Value};
use crate::domain::{Edit, Id, Moment};
use crate::domain::{rules, settings};

/// Gives rows of a kind their places.
pub struct Others<'a> {
    kind: &'static Table,
    naming: Vec<&'static Field>,
    by_id: HashMap<Id, &'a dyn Record>,
    by_name: HashMap<String, Vec<&'a dyn Record>>,
    lines: HashMap<Id, u64>,
}

/// What a row makes of a record.
pub enum Outcome {
    /// A new one.
    New(Edit),
    /// Other values of one that is there; none where it is as the row says.
    Held(Vec<Edit>),
}

impl<'a> Others<'a> {
    /// For the columns of a file.
    pub fn new(inspection: &Inspection, held: &'a Held<'a>) -> Self {
        let kind = inspection.kind;
        let by_table: Vec<_> = kind.identity.iter().filter_map(|key| kind.field(key)).collect();
        let carried = || {
            inspection.fed().filter_map(|(_, target)| match target {
                Target::Field(field) => Some(field),
                _ => None,
            })
        };
        let naming = if by_table.is_empty() { carried().collect() } else { by_table };
        let mut others = Self {
            kind,
            naming,
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            lines: HashMap::new(),
        };
        for record in held.of_kind(kind.key) {
            let name = others.name(|field| record.get(field));
            others.by_id.insert(record.id(), record);
            others.by_name.entry(name).or_default().push(record);
        }
        // Taken from the end, so that the first of equal records is the first of equal rows.
        for records in others.by_name.values_mut() {
            records.reverse();
        }
        others
    }

    fn name(&self, get: impl Fn(&'static Field) -> Option<Value>) -> String {
        let texts = self.naming.iter().map(|f| get(f).map(|v| v.canonical()).unwrap_or_default());
        texts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// What a row makes.
    pub fn take(
        &mut self,
        draft: &mut Draft,
        reading: &Reading<'_>,
        now: &Moment,
    ) -> Result<Outcome, Rejected> {
        if self.kind == Setting::TABLE {
            check_setting(draft, reading)?;
        }
        let held = match draft.id {
            Some(id) => self.by_id.get(&id).copied(),
            None => self.named(draft),
        };
        let made = || match self.kind {
            kind if kind == Setting::TABLE => Setting::id_of(draft.text(setting::field::key)),
            _ => Id::fresh(now),
        };
        let id = held.map_or_else(|| draft.id.unwrap_or_else(made), <dyn Record>::id);
        if let Some(first) = self.lines.insert(id, draft.line) {
            let kind = self.kind.label.to_lowercase();
            return Err(Rejected::row(format!("is the same {kind} as line {first}")));
        }
        match held {
            Some(record) => differences(draft, record).map(Outcome::Held),
            None => self.fresh(draft, id).map(Outcome::New),
        }
    }

    fn named(&mut self, draft: &Draft) -> Option<&'a dyn Record> {
        let name = self.name(|field| draft.get(field).cloned());
        let records = self.by_name.get_mut(&name)?;
        if self.kind.identity.is_empty() { records.pop() } else { records.last().copied() }
    }

    fn fresh(&self, draft: &Draft, id: Id) -> Result<Edit, Rejected> {
        let values = draft.values.iter().map(|(field, value)| (*field, Some(value.clone())));
        let mut made = record::build(self.kind, id, values).map_err(unfit)?;
        made.base_mut().extra = draft.kept(None).unwrap_or_default();
        rules::together(made.as_ref()).map_err(unfit)?;
        Ok(Edit::Create(made))
    }
}

fn unfit((field, reject): (&'static Field, Reject)) -> Rejected {
    let reason = format!("{} {reject}", field.label.to_lowercase());
    Rejected { column: field.key.to_owned(), value: String::new(), reason }
}

/// A setting must be one that there is, with a value that it takes.
fn check_setting(draft: &mut Draft, reading: &Reading<'_>) -> Result<(), Rejected> {
    let key = draft.text(setting::field::key).to_owned();
    let wrong = |reason: String| Rejected { column: key.clone(), value: String::new(), reason };
    let spec = settings::spec(&key).ok_or_else(|| wrong(format!("there is no setting `{key}`")))?;
    let typed = draft.text(setting::field::value).to_owned();
    let value = spec.read(&typed, reading).map_err(|reject| wrong(reject.to_string()))?;
    let held = draft.values.iter_mut().find(|(field, _)| *field == setting::field::value);
    if let Some((_, held)) = held {
        *held = Value::Text(value.unwrap_or_default());
    }
    Ok(())
}

fn differences(draft: &Draft, record: &dyn Record) -> Result<Vec<Edit>, Rejected> {
    let mut after = record.copied();
    let mut edits = Vec::new();
    for (field, value) in &draft.values {
        let before = record.get(field);
        if before.as_ref() != Some(value) {
            after.set(field, Some(value.clone())).map_err(|reject| unfit((field, reject)))?;
            let (kind, record, after) = (record.table(), record.id(), Some(value.clone()));
            edits.push(Edit::Set(FieldEdit { kind, record, field, before, after }));
        }
    }
    rules::together(after.as_ref()).map_err(unfit)?;
    let extra = record.get(&EXTRA).map(|value| value.canonical());
    edits.extend(draft.keeping(record.table(), record.id(), extra.as_deref()));
    Ok(edits)
}
