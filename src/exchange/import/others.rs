//! Where a row of any other kind goes: by id; by the id in the CRM; else by the fields that name
//! such a record (RECORDS.md); else by everything the file says about it and its ordinal among
//! equal rows.

use std::collections::{HashMap, HashSet};

use super::decisions::Side;
use super::draft::Draft;
use super::found::Conflict;
use super::heard::{self, About, Differs};
use super::held::Held;
use super::identity::folded;
use super::inspection::Inspection;
use super::judge::{Judge, OfBlank, Origin, Verdict};
use super::others_placing::outside;
use super::rejected::Rejected;
use super::target::Target;
use super::twins::{Twin, Twins};
use crate::domain::by_hand::ByHand;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::account::Relationship;
use crate::domain::kinds::{Opportunity, Setting, account, opportunity, setting};
use crate::domain::record::{self, EXTRA, Field, Kind, Record, Table};
use crate::domain::value::{FieldValue, Reading, Reject, Type, Value};
use crate::domain::{Edit, Id, Moment};
use crate::domain::{rules, settings};

/// Gives rows of a kind their places.
pub struct Others<'a> {
    pub(super) kind: &'static Table,
    pub(super) naming: Vec<&'static Field>,
    pub(super) system: Option<String>,
    pub(super) by_id: HashMap<Id, &'a dyn Record>,
    pub(super) by_name: HashMap<String, Vec<&'a dyn Record>>,
    pub(super) by_folded: HashMap<String, Vec<&'a dyn Record>>,
    /// Those that are called otherwise than the last list called them, by what they are called now.
    pub(super) by_present: HashMap<String, Vec<&'a dyn Record>>,
    pub(super) by_external: HashMap<String, Vec<&'a dyn Record>>,
    /// The lines of the records that the file has told of.
    pub(super) lines: HashMap<Id, u64>,
    /// The new ones that are known by name alone.
    pub(super) made: HashMap<String, u64>,
    /// Records noted by hand that got a CRM's id.
    pub(super) adopted: HashSet<Id>,
    /// Rows that share their names with others.
    pub(super) twins: Twins,
}

/// What a row makes of a record.
pub struct Outcome {
    /// The record as it is afterwards.
    pub after: Box<dyn Record>,
    /// Whether it is new.
    pub place: Place,
    /// What makes it so; none where it is as the row says.
    pub edits: Vec<Edit>,
    /// Where the rep and the file disagree.
    pub conflicts: Vec<Conflict>,
    /// What the list says where the rep wrote something else, to be remembered.
    pub heard: Vec<Edit>,
    /// What stays because the whole column is blank.
    pub withheld: Vec<&'static Field>,
}

/// Whether a row is of a record that the book holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It is.
    Held,
    /// It is not.
    New,
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
            system: inspection.vendor.as_ref().map(|(key, _)| key.clone()),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_folded: HashMap::new(),
            by_present: HashMap::new(),
            by_external: HashMap::new(),
            lines: HashMap::new(),
            made: HashMap::new(),
            adopted: HashSet::new(),
            twins: Twins::default(),
        };
        for record in held.of_kind(kind.key) {
            others.learn(record, &held.by_hand);
        }
        // Taken from the end, so that the first of equal records is the first of equal rows.
        for records in others.by_name.values_mut().chain(others.by_present.values_mut()) {
            records.reverse();
        }
        others
    }

    /// The same, knowing which rows share their names with others.
    pub fn with_twins(mut self, twins: Twins) -> Self {
        self.twins = twins;
        self
    }

    /// What a row is that shares its name with others.
    pub fn twin(&self, draft: &Draft) -> Option<Twin> {
        self.twins.get(draft.line)
    }

    fn learn(&mut self, record: &'a dyn Record, by_hand: &ByHand) {
        let present = self.name(|field| record.get(field));
        let name = self.listed(record, by_hand).unwrap_or_else(|| present.clone());
        if name != present {
            let by_all = self.kind.identity.is_empty();
            let present = if by_all { present } else { folded(&present).into_owned() };
            self.by_present.entry(present).or_default().push(record);
        }
        if !self.kind.identity.is_empty() {
            let folded = folded(&name).into_owned();
            self.by_folded.entry(folded).or_default().push(record);
        }
        if let Some(outside) = outside(self.kind, |field| record.get(field)) {
            self.by_external.entry(outside).or_default().push(record);
        }
        self.by_id.insert(record.id(), record);
        self.by_name.entry(name).or_default().push(record);
    }

    pub(super) fn name(&self, get: impl Fn(&'static Field) -> Option<Value>) -> String {
        let texts = self.naming.iter().map(|f| get(f).map(|v| v.canonical()).unwrap_or_default());
        texts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// What the last list called a record, where somebody has written any of that since; `None` for
    /// one that no list ever named.
    fn listed(&self, record: &dyn Record, by_hand: &ByHand) -> Option<String> {
        let known = || self.naming.iter().filter(|of| record.get(of).is_some());
        let brought = |of: &'static Field| by_hand.brought(record.id(), of);
        if known().all(|of| brought(of) == Some(None)) {
            return None;
        }
        Some(self.name(|of| match brought(of) {
            Some(text) => text.and_then(|text| of.ty.restore(text).ok()),
            None => record.get(of),
        }))
    }

    /// What a row makes.
    pub fn take(
        &mut self,
        draft: &mut Draft,
        judge: &Judge<'_>,
        reading: &Reading<'_>,
        now: &Moment,
    ) -> Result<Outcome, Rejected> {
        if self.kind == Setting::TABLE {
            check_setting(draft, reading)?;
        }
        self.say_system(draft);
        let (held, id) = self.place(draft, now)?;
        if let Some(first) = self.lines.insert(id, draft.line) {
            return Err(self.same_as(first));
        }
        match held {
            Some(record) => {
                draft.unname();
                draft.leave_stage(record, now);
                differences(draft, record, judge)
            }
            None => self.fresh(draft, id, judge.held),
        }
    }

    /// Whether a record is in the book or in the part of the file that was read.
    pub fn knows(&self, id: Id) -> bool {
        self.by_id.contains_key(&id) || self.lines.contains_key(&id)
    }

    /// A row with a CRM's id says which CRM it is from.
    fn say_system(&self, draft: &mut Draft) {
        let Some(field) = self.kind.field("external_source") else { return };
        if let (Some(_), Some(system), None) = (&draft.external, &self.system, draft.get(field)) {
            draft.values.push((field, Value::Text(system.clone())));
        }
    }

    fn fresh(&self, draft: &mut Draft, id: Id, held: &Held<'_>) -> Result<Outcome, Rejected> {
        if self.kind == Opportunity::TABLE && draft.get(opportunity::field::kind).is_none() {
            let kind = opportunity::kind_for(relationship(draft, held));
            draft.values.push((opportunity::field::kind, kind.into_value()));
            draft.kind_unstated = true;
        }
        let values = draft.values.iter().map(|(field, value)| (*field, Some(value.clone())));
        let mut made = record::build(self.kind, id, values).map_err(unfit)?;
        made.base_mut().extra = draft.kept(None).unwrap_or_default();
        rules::together(made.as_ref()).map_err(unfit)?;
        let edits = vec![Edit::Create(made.copied())];
        Ok(Outcome {
            after: made,
            place: Place::New,
            edits,
            conflicts: Vec::new(),
            heard: Vec::new(),
            withheld: Vec::new(),
        })
    }
}

/// How the account that a row is for stands to us.
fn relationship(draft: &Draft, held: &Held<'_>) -> Relationship {
    let Some(Value::Ref(id)) = draft.get(opportunity::field::account) else {
        return Relationship::default();
    };
    let accounts = &held.book.accounts;
    let row = accounts.row(*id);
    let value = row.and_then(|row| accounts.value(row, account::field::relationship));
    value.and_then(Relationship::from_value).unwrap_or_default()
}

fn unfit((field, reject): (&'static Field, Reject)) -> Rejected {
    let said = if reject == Reject::Required && field.ty == Type::Ref("account") {
        Rejected::without_account()
    } else {
        Rejected::row(format!("{} {reject}", field.label.to_lowercase()))
    };
    Rejected { column: field.key.to_owned(), ..said }
}

/// A setting must be one that there is, with a value that it takes.
fn check_setting(draft: &mut Draft, reading: &Reading<'_>) -> Result<(), Rejected> {
    let key = draft.text(setting::field::key).to_owned();
    let wrong = |reason: String| Rejected { column: key.clone(), ..Rejected::row(reason) };
    let spec = settings::spec(&key).ok_or_else(|| wrong(format!("there is no setting `{key}`")))?;
    let typed = draft.text(setting::field::value).to_owned();
    let value = spec.read(&typed, reading).map_err(|reject| wrong(reject.to_string()))?;
    let held = draft.values.iter_mut().find(|(field, _)| *field == setting::field::value);
    if let Some((_, held)) = held {
        *held = Value::Text(value.unwrap_or_default());
    }
    Ok(())
}

fn differences(draft: &Draft, record: &dyn Record, judge: &Judge<'_>) -> Result<Outcome, Rejected> {
    let mut after = record.copied();
    let (mut edits, mut conflicts, mut heard, mut withheld) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let about = About::record(record);
    let mut hear = |of, said: Option<&Value>, differs| {
        heard.extend(about.and_then(|about| heard::heard(judge, about, of, said, differs)));
    };
    for (field, value) in &draft.values {
        let before = record.get(field);
        if before.as_ref() == Some(value) {
            hear(field, Some(value), Differs::Not);
            continue;
        }
        // What no import ever brought is written over by the rep's own list: it is the rep's.
        let never_brought = judge.held.by_hand.brought(record.id(), field) == Some(None);
        let verdict = match judge.origin {
            Origin::Own | Origin::Ours if never_brought => Verdict::Takes,
            _ => judge.verdict(record.id(), field, before.as_ref(), value),
        };
        if verdict.takes() {
            after.set(field, Some(value.clone())).map_err(|reject| unfit((field, reject)))?;
            let (kind, record, after) = (record.table(), record.id(), Some(value.clone()));
            edits.push(Edit::Set(FieldEdit { kind, record, field, before, after }));
        }
        if !verdict.takes() {
            hear(field, Some(value), Differs::Yes);
        }
        if let Verdict::Conflict(conflict) = verdict {
            conflicts.push(Conflict { line: draft.line, name: record.title(), ..conflict });
        }
    }
    for (of, blank) in judge.emptying.of_row(record.table(), draft) {
        if draft.get(of).is_some() {
            continue;
        }
        let before = record.get(of);
        let verdict = judge.of_blank(record.id(), of, before.as_ref(), blank);
        let goes = match &verdict {
            OfBlank::Goes => true,
            OfBlank::Conflict(conflict) => conflict.stands == Side::Theirs,
            _ => false,
        };
        if goes && after.set(of, None).is_ok() {
            let (kind, record, field) = (record.table(), record.id(), of);
            edits.push(Edit::Set(FieldEdit { kind, record, field, before, after: None }));
        } else if matches!(verdict, OfBlank::Heard | OfBlank::Conflict(_)) {
            hear(of, None, Differs::Yes);
        }
        match verdict {
            OfBlank::Withheld => withheld.push(of),
            OfBlank::Conflict(conflict) => {
                conflicts.push(Conflict { line: draft.line, name: record.title(), ..conflict });
            }
            _ => {}
        }
    }
    rules::together(after.as_ref()).map_err(unfit)?;
    let extra = record.get(&EXTRA).map(|value| value.canonical());
    edits.extend(draft.keeping(record.table(), record.id(), extra.as_deref()));
    Ok(Outcome { after, place: Place::Held, edits, conflicts, heard, withheld })
}
