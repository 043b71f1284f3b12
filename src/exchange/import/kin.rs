//! Parents of accounts: a row may name one by id or by name, and that one may stand later in the
//! file. What cannot be linked, or would make a circle, is remarked and left open.

use std::collections::{HashMap, HashSet};

use super::accounts::{Place, Placing};
use super::draft::Draft;
use super::held::Held;
use super::identity::{external, folded};
use crate::domain::kinds::account::field;
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

/// The parents of the rows of a file.
#[derive(Default)]
pub struct Kin {
    parents: HashMap<Id, Result<Id, String>>,
}

/// Collects who is in the file before anybody is linked.
#[derive(Default)]
pub struct Gathering {
    there: HashSet<Id>,
    by_name: HashMap<String, Option<Id>>,
    children: Vec<Child>,
}

struct Child {
    id: Id,
    parent: String,
    system: Option<String>,
}

impl Gathering {
    /// Takes a row in.
    pub fn take(&mut self, draft: &Draft, placing: &mut Placing, held: &Held<'_>, now: &Moment) {
        let Ok(place) = placing.place(draft, held, now) else { return };
        let id = place.id();
        self.there.insert(id);
        let own = match place {
            Place::Held(row, _) => held.book.accounts.name(row),
            Place::New(_) => "",
        };
        let name = draft.text(field::name);
        let name = folded(if name.is_empty() { own } else { name }).into_owned();
        let unique = self.by_name.entry(name).or_insert(Some(id));
        if *unique != Some(id) {
            *unique = None;
        }
        if let Some(parent) = &draft.parent {
            let system = placing.system(draft).map(ToOwned::to_owned);
            self.children.push(Child { id, parent: parent.clone(), system });
        }
    }

    /// Links everybody who can be.
    pub fn link(self, held: &Held<'_>) -> Kin {
        let mut kin = Kin::default();
        for child in &self.children {
            let parent = self.find(child, held);
            kin.parents.insert(child.id, parent);
        }
        for child in &self.children {
            if kin.is_circle(child.id, held) {
                let reason = "would make a circle of parents; left open".to_owned();
                kin.parents.insert(child.id, Err(reason));
            }
        }
        kin
    }

    fn find(&self, child: &Child, held: &Held<'_>) -> Result<Id, String> {
        let text = &child.parent;
        let there = |id: &Id| self.there.contains(id) || held.book.accounts.row(*id).is_some();
        if let Some(id) = text.parse::<Id>().ok().filter(there) {
            return Ok(id);
        }
        let system = child.system.as_deref().unwrap_or_default();
        let by_external = Id::of_external("account", system, &external(text));
        if there(&by_external) {
            return Ok(by_external);
        }
        match self.by_name.get(folded(text).as_ref()) {
            Some(Some(id)) => Ok(*id),
            Some(None) => {
                Err(format!("several accounts of the file are called `{text}`; left open"))
            }
            None => held.find_account(text).map_err(|reject| format!("{reject}; left open")),
        }
    }
}

impl Kin {
    /// The parent of an account as the file has it; the reason when it stays open.
    pub fn parent(&self, child: Id) -> Option<Result<Id, &str>> {
        self.parents.get(&child).map(|found| found.as_ref().copied().map_err(String::as_str))
    }

    fn is_circle(&self, child: Id, held: &Held<'_>) -> bool {
        let mut at = child;
        let mut passed = HashSet::new();
        while let Some(parent) = self.above(at, held) {
            if parent == child {
                return true;
            }
            if !passed.insert(parent) {
                return false;
            }
            at = parent;
        }
        false
    }

    fn above(&self, id: Id, held: &Held<'_>) -> Option<Id> {
        if let Some(Ok(parent)) = self.parents.get(&id) {
            return Some(*parent);
        }
        let row = held.book.accounts.row(id)?;
        match held.book.accounts.value(row, field::parent) {
            Some(Value::Ref(parent)) => Some(parent),
            _ => None,
        }
    }
}
