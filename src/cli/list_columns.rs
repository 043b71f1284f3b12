//! The columns of a list of accounts: facts, and what accounts keep besides.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::app::columns::DEFAULT;
use crate::domain::Id;
use crate::domain::facts::Fact;
use crate::domain::kinds::Account;
use crate::domain::query::fact_named;
use crate::domain::record::Kind;
use crate::domain::seen::Seen;
use crate::domain::value::Value;
use crate::exchange::json_out;
use crate::exchange::kept::{self, Kept};
use crate::session::Session;

use super::errand::Errand;
use super::exit::Failure;
use super::list::Format;
use super::table::{Side, side};

/// The columns of a list.
pub struct Columns {
    /// The facts among them.
    pub facts: Vec<Fact>,
    shown: Vec<Column>,
    kept: BTreeMap<Id, Kept>,
}

/// One column.
enum Column {
    Fact(Fact),
    /// What accounts keep under a name.
    Kept(String),
}

impl Columns {
    /// The columns asked for; else everything for machines, and the usual ones for people.
    pub fn new(asked: Option<&str>, format: Format, session: &Session) -> Result<Self, Failure> {
        let machine = format.csv || format.json;
        let fact = |word: &str| Fact::named(word).or_else(|| fact_named(word));
        let Some(asked) = asked else {
            let usual = std::iter::once(&"name").chain(DEFAULT).filter_map(|key| Fact::named(key));
            let facts: Vec<Fact> = if machine { Fact::all().collect() } else { usual.collect() };
            let shown: Vec<Column> = facts.iter().copied().map(Column::Fact).collect();
            let mut columns = Self { facts, shown, kept: BTreeMap::new() };
            if machine {
                columns.kept = read(session)?;
                let names = kept::names(columns.kept.values());
                columns.shown.extend(names.into_iter().map(Column::Kept));
            }
            return Ok(columns);
        };
        let words: Vec<&str> = asked.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Err(Failure::usage("no columns are named"));
        }
        let only_facts = words.iter().all(|word| fact(word).is_some());
        let kept = if only_facts { BTreeMap::new() } else { read(session)? };
        let names = kept::names(kept.values());
        let mut columns = Self { facts: Vec::new(), shown: Vec::new(), kept };
        for word in words {
            columns.shown.push(match fact(word) {
                Some(fact) => {
                    columns.facts.push(fact);
                    Column::Fact(fact)
                }
                None => Column::Kept(named(word, &names)?),
            });
        }
        Ok(columns)
    }

    /// Their headers in CSV.
    pub fn keys(&self) -> Vec<String> {
        let key = |column: &Column| match column {
            Column::Fact(fact) => fact.key().to_owned(),
            Column::Kept(name) => kept::header(name),
        };
        self.shown.iter().map(key).collect()
    }

    /// Their headers for people.
    pub fn labels(&self, errand: &Errand) -> Vec<(String, Side)> {
        let label = |column: &Column| match column {
            Column::Fact(fact) => (fact.label().to_owned(), side(fact.ty())),
            Column::Kept(name) => (errand.out.shown(name).into_owned(), Side::Left),
        };
        self.shown.iter().map(label).collect()
    }

    /// The values of an account.
    pub fn values(&self, seen: &Seen<'_>, row: usize) -> impl Iterator<Item = Option<Value>> {
        let kept = seen.book.accounts.ids().get(row).and_then(|id| self.kept.get(id));
        self.shown.iter().map(move |column| match column {
            Column::Fact(fact) => seen.fact(row, *fact),
            Column::Kept(name) => kept.and_then(|kept| kept.text(name)).map(Value::Text),
        })
    }

    /// An account as an object; what it keeps stands under `extra`.
    pub fn object(&self, seen: &Seen<'_>, row: usize) -> Json {
        let mut object = json_out::facts(&self.facts, |fact| seen.fact(row, fact));
        let id = seen.book.accounts.ids().get(row);
        let kept = id.and_then(|id| self.kept.get(id));
        if let (Some(map), Some(kept)) = (object.as_object_mut(), kept) {
            let shown = |name: &str| {
                self.shown.iter().any(|column| matches!(column, Column::Kept(own) if own == name))
            };
            let own = kept.map().iter().filter(|(name, _)| shown(name));
            let own: Map<String, Json> = own.map(|(k, v)| (k.clone(), v.clone())).collect();
            if !own.is_empty() {
                map.insert("extra".to_owned(), own.into());
            }
        }
        object
    }
}

/// What accounts keep.
fn read(session: &Session) -> Result<BTreeMap<Id, Kept>, Failure> {
    let extras = session.extras(Account::TABLE)?;
    Ok(extras.into_iter().map(|(id, text)| (id, Kept::read(&text))).collect())
}

/// The name that a word means: as it is, with what stands before it in a header, or in another case.
fn named(word: &str, names: &[String]) -> Result<String, Failure> {
    let bare = kept::name_of(word).unwrap_or(word);
    let same = |name: &&String| name.as_str() == word || name.as_str() == bare;
    let alike = |name: &&String| name.to_lowercase() == bare.to_lowercase();
    let found = names.iter().find(same).or_else(|| names.iter().find(alike));
    found.cloned().ok_or_else(|| {
        Failure::usage(format!("`{word}` is no field of an account"))
            .hint("`quadbook list --csv --limit 0` shows the fields there are")
    })
}
