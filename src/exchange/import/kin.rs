//! Parents of accounts: a row may name one by id or by name, and that one may stand later in the
//! file. One that is in neither file nor book gets an account of its own. What could be several,
//! or would make a circle, is remarked and left open.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::draft::Draft;
use super::former::with_city;
use super::held::Held;
use super::identity::{external, folded};
use super::placing::{Place, Placing, placeholder_id};
use super::vocabulary::fold;
use crate::domain::kinds::account::field;
use crate::domain::value::Value;
use crate::domain::{Id, Moment};

/// The parents of the rows of a file.
#[derive(Default)]
pub struct Kin {
    parents: HashMap<Id, Result<Id, String>>,
    absent: BTreeMap<Id, Parent>,
}

/// A parent that is in neither file nor book.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its name, or its id where the file has no more.
    pub name: String,
    /// Its id in another system.
    pub external: Option<String>,
    /// That system.
    pub system: Option<String>,
    /// The line of the first row that names it.
    pub line: u64,
    /// Whether nothing says what it is called.
    pub unnamed: bool,
}

/// Collects who is in the file before anybody is linked.
#[derive(Default)]
pub struct Gathering {
    by_id: bool,
    there: HashSet<Id>,
    by_name: HashMap<String, Option<Id>>,
    by_city: HashMap<(String, String), Option<Id>>,
    children: Vec<Child>,
}

struct Child {
    id: Id,
    line: u64,
    name: String,
    parent: String,
    /// Whether that is an id.
    by_id: bool,
    /// Then its name, where the file has it.
    called: Option<String>,
    system: Option<String>,
}

impl Gathering {
    /// For a file whose column of parents has this name.
    pub fn new(column: &str) -> Self {
        let folded = fold(column);
        Self { by_id: folded.ends_with("id") || folded.contains("id18"), ..Self::default() }
    }

    /// Takes a row in.
    pub fn take(
        &mut self,
        draft: &Draft,
        placing: &mut Placing<'_>,
        held: &Held<'_>,
        now: &Moment,
    ) {
        let Ok(place) = placing.place(draft, held, now) else { return };
        let id = place.id();
        self.there.insert(id);
        let own = match place {
            Place::Held(row, _) => held.book.accounts.name(row),
            Place::New(_) => "",
        };
        let name = draft.text(field::name);
        let name_of = if name.is_empty() { own } else { name };
        let unique = self.by_name.entry(folded(name_of).into_owned()).or_insert(Some(id));
        if *unique != Some(id) {
            *unique = None;
        }
        let city = draft.text(field::city);
        if !city.is_empty() && !self.by_id {
            let full = (folded(name_of).into_owned(), folded(city).into_owned());
            let unique = self.by_city.entry(full).or_insert(Some(id));
            if *unique != Some(id) {
                *unique = None;
            }
        }
        let (named, called) = (draft.parent.clone(), draft.parent_called.clone());
        let by_id = self.by_id && named.is_some();
        let called = called.filter(|_| by_id);
        if let Some(parent) = named.or_else(|| draft.parent_called.clone()) {
            let system = placing.system(draft).map(ToOwned::to_owned);
            let (line, name) = (draft.line, name_of.to_owned());
            self.children.push(Child { id, line, name, parent, by_id, called, system });
        }
    }

    /// Links everybody who can be.
    pub fn link(self, held: &Held<'_>) -> Kin {
        let mut kin = Kin::default();
        for child in &self.children {
            let parent = match self.find(child, held) {
                Found::Parent(parent) => Ok(parent),
                Found::Open(reason) => Err(reason),
                Found::Absent(id, parent) => {
                    kin.absent.entry(id).or_insert(parent);
                    Ok(id)
                }
            };
            kin.parents.insert(child.id, parent);
        }
        let names: HashMap<Id, &str> =
            self.children.iter().map(|child| (child.id, child.name.as_str())).collect();
        let circles = self.children.iter().filter_map(|child| {
            let circle = kin.circle(child.id, held)?;
            Some((child.id, said(&circle, &names, held)))
        });
        // Every link of a circle that the file names stays open, so that none is broken unsaid.
        for (child, reason) in circles.collect::<Vec<_>>() {
            kin.parents.insert(child, Err(reason));
        }
        kin
    }

    fn find(&self, child: &Child, held: &Held<'_>) -> Found {
        let text = &child.parent;
        let there = |id: &Id| self.there.contains(id) || held.book.accounts.row(*id).is_some();
        if let Some(id) = text.parse::<Id>().ok().filter(there) {
            return Found::Parent(id);
        }
        let system = child.system.as_deref().unwrap_or_default();
        let by_external = Id::of_external("account", system, &external(text));
        if there(&by_external) {
            return Found::Parent(by_external);
        }
        match self.by_name.get(folded(text).as_ref()) {
            Some(Some(id)) => return Found::Parent(*id),
            Some(None) => {
                return Found::Open(format!(
                    "several accounts of the file are called `{text}`; left open"
                ));
            }
            None => {}
        }
        if let Some(id) = self.in_city(text) {
            return Found::Parent(id);
        }
        let noted = || {
            let found = held.find_account(child.called.as_deref()?).ok()?;
            (!held.has_number(found)).then_some(found)
        };
        match held.find_account(text).ok().or_else(noted) {
            Some(id) => Found::Parent(id),
            None if held.accounts_called(text).is_empty() => absent(child),
            None => {
                let reject = held.find_account(text).err();
                Found::Open(reject.map_or_else(String::new, |said| format!("{said}; left open")))
            }
        }
    }
}

impl Gathering {
    /// The account of the file that a name and a city mean.
    fn in_city(&self, text: &str) -> Option<Id> {
        let folded = |(name, city)| (folded(name).into_owned(), folded(city).into_owned());
        with_city(text).find_map(|full| self.by_city.get(&folded(full)).copied().flatten())
    }
}

/// The account to make for a parent that nobody has.
fn absent(child: &Child) -> Found {
    let (name, line) = (child.parent.clone(), child.line);
    let own = name.parse::<Id>().ok();
    let unnamed = own.is_some() && child.called.is_none();
    if let Some(id) = own.filter(|_| !child.by_id) {
        // Our own id: the account itself comes with another list.
        let name = unnamed_parent(&child.name);
        let parent = Parent { name, external: None, system: None, line, unnamed };
        return Found::Absent(id, parent);
    }
    if !child.by_id {
        let id = placeholder_id(&name);
        return Found::Absent(id, Parent { name, external: None, system: None, line, unnamed });
    }
    let (known, system) = (external(&name).into_owned(), child.system.clone());
    let name = match &child.called {
        Some(called) => called.clone(),
        None if unnamed => unnamed_parent(&child.name),
        None => name,
    };
    let id = Id::of_external("account", system.as_deref().unwrap_or_default(), &known);
    Found::Absent(id, Parent { name, external: Some(known), system, line, unnamed })
}

/// What a parent is called of which only an id is known that says nothing to people.
fn unnamed_parent(child: &str) -> String {
    format!("Parent of {child}")
}

/// What the name of a parent leads to.
enum Found {
    /// An account of the file or of the book.
    Parent(Id),
    /// One that is in neither.
    Absent(Id, Parent),
    /// Nothing that can be linked, and why.
    Open(String),
}

/// The most names of a circle that are told.
const NAMED_MOST: usize = 6;

/// A circle in words, with the names of its accounts.
fn said(circle: &[Id], names: &HashMap<Id, &str>, held: &Held<'_>) -> String {
    let accounts = &held.book.accounts;
    let name = |id: &Id| match names.get(id) {
        Some(name) => *name,
        None => accounts.row(*id).map_or("", |row| accounts.name(row)),
    };
    if let [own] = circle {
        return format!("`{}` is named as its own parent; left open", name(own));
    }
    let mut told: Vec<&str> = circle.iter().take(NAMED_MOST).map(name).collect();
    told.push(if circle.len() > NAMED_MOST { "…" } else { circle.first().map_or("", name) });
    format!("would make a circle of parents: {}; left open", told.join(" → "))
}

impl Kin {
    /// The parent of an account as the file has it; the reason when it stays open.
    pub fn parent(&self, child: Id) -> Option<Result<Id, &str>> {
        self.parents.get(&child).map(|found| found.as_ref().copied().map_err(String::as_str))
    }

    /// The parent that is in neither file nor book.
    pub fn absent(&self, id: Id) -> Option<&Parent> {
        self.absent.get(&id)
    }

    /// The circle that an account is in, itself first.
    fn circle(&self, child: Id, held: &Held<'_>) -> Option<Vec<Id>> {
        let mut passed = vec![child];
        let mut seen = HashSet::from([child]);
        let mut at = child;
        while let Some(parent) = self.above(at, held) {
            if parent == child {
                return Some(passed);
            }
            if !seen.insert(parent) {
                return None;
            }
            passed.push(parent);
            at = parent;
        }
        None
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
