//! Which record of the book a row of any other kind is of: by id, by the id in the CRM, by name; and
//! which id a new one gets.

use super::draft::Draft;
use super::identity::folded;
use super::others::Others;
use super::rejected::Rejected;
use super::twins::{Says, Twin};
use crate::domain::kinds::{Opportunity, Setting, setting};
use crate::domain::record::{Field, Kind, Record, Table};
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

impl<'a> Others<'a> {
    /// The record of the book that a row is of, and the id that it has or gets.
    pub(super) fn place(
        &mut self,
        draft: &Draft,
        now: &Moment,
    ) -> Result<(Option<&'a dyn Record>, Id), Rejected> {
        if let Some(id) = draft.id {
            return Ok((self.by_id.get(&id).copied(), id));
        }
        if let Some(external) = &draft.external {
            return Ok(self.by_external(draft, external));
        }
        match self.twin(draft) {
            Some(Twin::Held(id)) => return Ok((self.by_id.get(&id).copied(), id)),
            Some(Twin::New(_)) => return Ok((None, Id::fresh(now))),
            Some(Twin::Doubled(first)) => return Err(self.same_as(first)),
            Some(Twin::Unclear(several)) => {
                let kinds = self.kind.plural.to_lowercase();
                return Err(Rejected::row(format!(
                    "{several} {kinds} of the account have this name; a close date, an amount or \
                     the id tells which"
                )));
            }
            None => {}
        }
        if let Some(record) = self.named(draft) {
            return Ok((Some(record), record.id()));
        }
        if self.kind == Setting::TABLE {
            return Ok((None, Setting::id_of(draft.text(setting::field::key))));
        }
        if !self.kind.identity.is_empty() {
            let name = folded(&self.name(|field| draft.get(field).cloned())).into_owned();
            if let Some(first) = self.made.insert(name, draft.line) {
                return Err(self.same_as(first));
            }
        }
        Ok((None, Id::fresh(now)))
    }

    pub(super) fn same_as(&self, first: u64) -> Rejected {
        let kind = self.kind.label.to_lowercase();
        Rejected::row(format!("is the same {kind} as line {first}"))
    }

    fn by_external(&mut self, draft: &Draft, external: &str) -> (Option<&'a dyn Record>, Id) {
        let system = source(self.kind, draft).or(self.system.as_deref()).unwrap_or_default();
        let id = Id::of_external(self.kind.key, system, external);
        let known = self.by_id.get(&id).copied();
        let same_system = |record: &&&dyn Record| {
            let of = self.kind.field("external_source").and_then(|field| record.get(field));
            of.is_none_or(|of| of.canonical() == system)
        };
        let name = self.name(|field| draft.get(field).cloned());
        let known = known.or_else(|| {
            let all = self.by_external.get(external)?;
            let found: Vec<_> = all.iter().filter(same_system).copied().collect();
            let so_called = |r: &&&dyn Record| self.name(|field| r.get(field)) == name;
            match found.as_slice() {
                [one] => Some(*one),
                several => several.iter().find(so_called).copied(),
            }
        });
        // What was noted by hand before the CRM's list came gets the CRM's id.
        let known = known.or_else(|| {
            let noted = self.named_alone(draft).or_else(|| self.named_so(draft))?;
            let by_hand = outside(self.kind, |field| noted.get(field)).is_none();
            (by_hand && self.adopted.insert(noted.id())).then_some(noted)
        });
        (known, known.map_or(id, <dyn Record>::id))
    }

    /// The only record of this name.
    fn named_alone(&self, draft: &Draft) -> Option<&'a dyn Record> {
        if self.kind.identity.is_empty() {
            return None;
        }
        let name = self.name(|field| draft.get(field).cloned());
        let name = folded(&name);
        let of_name =
            self.by_folded.get(name.as_ref()).or_else(|| self.by_present.get(name.as_ref()));
        match of_name?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The first of several sales of this name without an id that says just what the row says.
    fn named_so(&self, draft: &Draft) -> Option<&'a dyn Record> {
        let says = Says::of_row(draft);
        let so = |record: &&&dyn Record| {
            let by_hand = outside(self.kind, |field| record.get(field)).is_none();
            by_hand && !self.adopted.contains(&record.id()) && Says::of_record(**record) == says
        };
        let all = (self.kind == Opportunity::TABLE).then(|| self.called(draft).1)?;
        all.iter().find(so).copied()
    }

    /// What a row is called, and the records that are called so: just so, or else but for case and
    /// spaces.
    pub fn called(&self, draft: &Draft) -> (String, &[&'a dyn Record]) {
        let name = self.name(|field| draft.get(field).cloned());
        if let Some(records) = self.by_name.get(&name) {
            return (name, records);
        }
        let name = folded(&name).into_owned();
        let records = self.by_folded.get(&name).or_else(|| self.by_present.get(&name));
        (name, records.map_or(&[][..], Vec::as_slice))
    }

    /// All records by what they are called, as [`Self::called`] finds them.
    pub fn by_what_they_are_called(&self) -> impl Iterator<Item = (&str, &[&'a dyn Record])> {
        let folded = self.by_folded.iter().filter(|(name, _)| !self.by_name.contains_key(*name));
        let else_called =
            |name: &str| self.by_name.contains_key(name) || self.by_folded.contains_key(name);
        let present = self.by_present.iter().filter(move |(name, _)| !else_called(name));
        let all = folded.chain(&self.by_name).chain(present);
        all.map(|(name, records)| (name.as_str(), records.as_slice()))
    }

    fn named(&mut self, draft: &Draft) -> Option<&'a dyn Record> {
        let name = self.name(|field| draft.get(field).cloned());
        if let Some(records) = self.by_name.get_mut(&name) {
            let by_all = self.kind.identity.is_empty();
            return if by_all { records.pop() } else { records.last().copied() };
        }
        if self.kind.identity.is_empty() {
            return self.by_present.get_mut(&name).and_then(Vec::pop);
        }
        self.named_alone(draft)
    }
}

/// The id in a CRM that a record has.
pub(super) fn outside(
    kind: &'static Table,
    get: impl Fn(&'static Field) -> Option<Value>,
) -> Option<String> {
    let value = kind.field("external_id").and_then(get)?;
    Some(super::identity::external(&value.canonical()).into_owned())
}

/// The CRM that a row itself names.
fn source<'d>(kind: &'static Table, draft: &'d Draft) -> Option<&'d str> {
    let field = kind.field("external_source")?;
    Some(draft.text(field)).filter(|text| !text.is_empty())
}
