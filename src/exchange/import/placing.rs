//! Where a row of accounts goes: to the account of the book that it means, or to a new one.
//! Identity is the id, the id in the CRM, or name and city (RECORDS.md).

use std::collections::HashMap;

use super::alike::{Alikes, Means};
use super::decisions::Decisions;
use super::draft::Draft;
use super::found::LookAlike;
use super::held::Held;
use super::identity::folded;
use super::inspection::Inspection;
use super::rejected::Rejected;
use super::target::Target;
use crate::domain::kinds::account::field;
use crate::domain::{Id, Moment};

/// Where a row goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// To the account in this row of the book.
    Held(usize, Id),
    /// To a new account with this id.
    New(Id),
}

impl Place {
    /// The id of the account.
    pub fn id(self) -> Id {
        match self {
            Self::Held(_, id) | Self::New(id) => id,
        }
    }
}

/// Gives rows of accounts their places. The same row gets the same place again.
pub struct Placing<'a> {
    decisions: &'a Decisions,
    alikes: Alikes,
    system: Option<String>,
    by_city: bool,
    named: HashMap<Id, Id>,
    adopted: HashMap<Id, String>,
}

impl<'a> Placing<'a> {
    /// For the columns of a file.
    pub fn new(inspection: &Inspection, decisions: &'a Decisions) -> Self {
        Self {
            decisions,
            alikes: Alikes::new(inspection.filled),
            system: inspection.vendor.as_ref().map(|(key, _)| key.clone()),
            by_city: inspection.column_of(Target::Field(field::city)).is_some(),
            named: HashMap::new(),
            adopted: HashMap::new(),
        }
    }

    /// The CRM that an external id of this row is from.
    pub fn system<'d>(&'d self, draft: &'d Draft) -> Option<&'d str> {
        let own = draft.text(field::external_source);
        if own.is_empty() { self.system.as_deref() } else { Some(own) }
    }

    /// The place of a row.
    pub fn place(
        &mut self,
        draft: &Draft,
        held: &Held<'_>,
        now: &Moment,
    ) -> Result<Place, Rejected> {
        let accounts = &held.book.accounts;
        if let Some(id) = draft.id {
            return Ok(accounts.row(id).map_or(Place::New(id), |row| Place::Held(row, id)));
        }
        match &draft.external {
            Some(external) => self.by_external(draft, external, held),
            None => self.by_name(draft, held, now),
        }
    }

    fn by_external(
        &mut self,
        draft: &Draft,
        external: &str,
        held: &Held<'_>,
    ) -> Result<Place, Rejected> {
        let accounts = &held.book.accounts;
        let system = self.system(draft).map(ToOwned::to_owned);
        let id = Id::of_external("account", system.as_deref().unwrap_or_default(), external);
        if let Some(row) = accounts.row(id) {
            return Ok(Place::Held(row, id));
        }
        let same_id = held.with_external(external, system.as_deref());
        if same_id.len() > 1 {
            return Err(Rejected::row(format!(
                "{} accounts have the id {external}",
                same_id.len()
            )));
        }
        // An account that was noted by hand before the CRM's list came gets the CRM's id.
        let noted = self.candidates(draft, held).into_iter();
        let mut without_id = noted.filter(|row| held.text(*row, field::external_id).is_none());
        let by_hand = if same_id.is_empty() { without_id.next() } else { None };
        let alone = by_hand.filter(|_| without_id.next().is_none());
        let found = same_id.first().copied().or(alone);
        let found = found.or_else(|| placeholder(draft, held));
        let means =
            |alikes: &mut Alikes| alikes.means(draft, held, self.decisions, system.as_deref());
        let found = found.or_else(|| match means(&mut self.alikes) {
            Some(Means::Held(row)) => Some(row),
            _ => None,
        });
        let Some((row, found)) = found.and_then(|row| Some((row, accounts.id(row)?))) else {
            return Ok(Place::New(id));
        };
        let first = self.adopted.entry(found).or_insert_with(|| external.to_owned());
        Ok(if first == external { Place::Held(row, found) } else { Place::New(id) })
    }

    fn by_name(&mut self, draft: &Draft, held: &Held<'_>, now: &Moment) -> Result<Place, Rejected> {
        let found = self.candidates(draft, held);
        let living: Vec<usize> =
            found.iter().copied().filter(|row| !held.book.is_archived(*row)).collect();
        match (found.as_slice(), living.as_slice()) {
            ([], _) => {
                let means = match placeholder(draft, held) {
                    Some(row) => Some(Means::Held(row)),
                    None => self.alikes.means(draft, held, self.decisions, None),
                };
                match means {
                    Some(Means::Held(row)) => return Ok(held_in(row, held)),
                    Some(Means::Row(id)) => return Ok(Place::New(id)),
                    None => {}
                }
                let (name, city) = (draft.text(field::name), draft.text(field::city));
                let key = Id::of_parts(&["name", &folded(name), &folded(city)]);
                let id = *self.named.entry(key).or_insert_with(|| Id::fresh(now));
                self.alikes.note(draft, id);
                Ok(Place::New(id))
            }
            ([row], _) | (_, [row]) => Ok(held_in(*row, held)),
            (several, _) => Err(Rejected::row(format!(
                "{} accounts have this name; a column with the city or the id tells which",
                several.len()
            ))),
        }
    }

    /// The rows whose names are like others'.
    pub fn look_alikes(&mut self) -> Vec<LookAlike> {
        self.alikes.found()
    }

    /// The accounts of the book that a row which is not taken may mean; without a city that can be
    /// read, those in every city.
    pub fn meant(&self, draft: &Draft, held: &Held<'_>) -> Vec<usize> {
        let accounts = &held.book.accounts;
        if let Some(id) = draft.id {
            return accounts.row(id).into_iter().collect();
        }
        let anywhere = draft.text(field::city).is_empty();
        let mut rows = match draft.text(field::name) {
            "" => Vec::new(),
            name if anywhere => held.meant(name, None),
            _ => self.candidates(draft, held),
        };
        if let Some(external) = &draft.external {
            let system = self.system(draft);
            rows.extend(held.with_external(external, system));
            let id = Id::of_external("account", system.unwrap_or_default(), external);
            rows.extend(accounts.row(id));
        }
        rows
    }

    /// Rows of the book with the same name, and the same city where the file has cities.
    fn candidates(&self, draft: &Draft, held: &Held<'_>) -> Vec<usize> {
        let name = draft.text(field::name);
        if name.is_empty() || held.book.accounts.is_empty() {
            return Vec::new();
        }
        let city = folded(draft.text(field::city));
        held.meant(name, self.by_city.then_some(city.as_ref()))
    }
}

fn held_in(row: usize, held: &Held<'_>) -> Place {
    Place::Held(row, held.book.accounts.id(row).unwrap_or_default())
}

/// The account that was made for a parent of this name and has not been filled in since.
fn placeholder(draft: &Draft, held: &Held<'_>) -> Option<usize> {
    if held.book.accounts.is_empty() {
        return None;
    }
    let row = held.book.accounts.row(placeholder_id(draft.text(field::name)))?;
    let bare = [field::external_id, field::city].iter().all(|f| held.text(row, f).is_none());
    bare.then_some(row)
}

/// The id of an account that is made for a parent that is known by its name only.
pub fn placeholder_id(name: &str) -> Id {
    Id::of_parts(&["account", "placeholder", &folded(name)])
}
