//! What every account says in some fields, as digests: read once through, without keeping any of
//! it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::domain::Id;
use crate::domain::digest::{Digester, Digests};
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{PLACEHOLDER, field};
use crate::domain::record::{Field, Kind};

use super::by_hand;
use super::rows::{self, quoted};

/// What the living accounts say, for an import of these fields: what people wrote last is looked at
/// closer.
pub fn of_import(db: &Connection, fields: &[&'static Field]) -> rusqlite::Result<Digests> {
    let besides = [field::external_source, field::archived];
    let all: Vec<&'static Field> = fields.iter().copied().chain(besides).collect();
    of(db, fields, &by_hand::of(db, Account::TABLE, &all)?.records())
}

/// What the living accounts say in these fields and about their source. Accounts that an import may
/// change though their fields are as it says have none: those put away, those that only stand for
/// a parent, and `besides`.
fn of(
    db: &Connection,
    fields: &[&'static Field],
    besides: &BTreeSet<Id>,
) -> rusqlite::Result<Digests> {
    let more = [field::external_source, field::archived, field::tags];
    let names = more.iter().chain(fields).map(|field| quoted(field.column())).collect::<Vec<_>>();
    let sql = format!("SELECT id, {} FROM account WHERE deleted IS NULL", names.join(", "));
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut all, mut sources) = (Vec::new(), BTreeMap::<String, u64>::new());
    let mut digester = Digester::default();
    while let Some(row) = rows.next()? {
        if !matches!(row.get_ref(2)?, ValueRef::Null) {
            continue;
        }
        let id = rows::id(row.get_ref(0)?)?;
        let source = row.get_ref(1)?.as_str_or_null()?.unwrap_or_default();
        match sources.get_mut(source) {
            Some(count) => *count += 1,
            None => drop(sources.insert(source.to_owned(), 1)),
        }
        let tags = row.get_ref(3)?.as_str_or_null()?;
        if tags.is_some_and(|tags| tags.contains(PLACEHOLDER)) || besides.contains(&id) {
            continue;
        }
        digester.begin();
        for (place, at) in (0..Digests::SOURCE).zip(more.len() + 1..=more.len() + fields.len()) {
            match row.get_ref(at)? {
                ValueRef::Integer(n) => digester.number(place, n),
                ValueRef::Text(text) => digester.text(place, text),
                ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => {}
            }
        }
        digester.text(Digests::SOURCE, source.as_bytes());
        all.push(digester.end(id));
    }
    Ok(Digests::new(all, sources))
}
