//! What stays decided when a file is read in another way: only what was decided about the very same.

use std::collections::BTreeMap;

use super::incoming::{Away, ImportAlike, ImportDecided, ImportPreview};
use crate::domain::Id;

impl ImportDecided {
    /// Forgets what was decided about anything that now reads otherwise than it was shown before.
    pub fn keep_found(&mut self, before: &ImportPreview, now: &ImportPreview) {
        if before.kind != now.kind {
            *self = Self::default();
            return;
        }
        let (was, is) = (conflicts(before), conflicts(now));
        self.theirs.retain(|(record, field)| is_as_before(&was, &is, &(*record, field.as_str())));
        let (was, is) = (by_line(&before.alike), by_line(&now.alike));
        self.same.retain(|line| is_as_before(&was, &is, line));
        let (was, is) = (by_name(&before.products), by_name(&now.products));
        self.products.retain(|name| is_as_before(&was, &is, &name.as_str()));
        if before.missing != now.missing {
            self.away = Away::Stay;
        }
    }
}

/// Whether something stands in both, and is the same.
fn is_as_before<K: Ord, V: PartialEq>(was: &BTreeMap<K, V>, is: &BTreeMap<K, V>, at: &K) -> bool {
    was.get(at).is_some_and(|found| is.get(at) == Some(found))
}

/// What stands against each other in every field of a record.
fn conflicts(of: &ImportPreview) -> BTreeMap<(Id, &str), (&str, &str)> {
    let found = of.conflicts.iter();
    found
        .map(|it| ((it.record, it.field.as_str()), (it.mine.as_str(), it.theirs.as_str())))
        .collect()
}

fn by_line(rows: &[ImportAlike]) -> BTreeMap<u64, &ImportAlike> {
    rows.iter().map(|row| (row.line, row)).collect()
}

fn by_name(rows: &[ImportAlike]) -> BTreeMap<&str, &ImportAlike> {
    rows.iter().map(|row| (row.row.as_str(), row)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::incoming::{ImportConflict, ImportMissing, Merge};
    use super::*;

    fn alike(line: u64, row: &str, other: &str) -> ImportAlike {
        ImportAlike { line, row: row.to_owned(), other: other.to_owned(), merge: Merge::Row }
    }

    fn missing(name: &str) -> ImportMissing {
        ImportMissing { name: name.to_owned(), ..ImportMissing::default() }
    }

    fn conflict(theirs: &str) -> ImportConflict {
        ImportConflict {
            record: Id::of_parts(&["Acme"]),
            field: "phone".to_owned(),
            name: "Acme".to_owned(),
            label: "Phone".to_owned(),
            mine: "99".to_owned(),
            theirs: theirs.to_owned(),
            line: 5,
            is_counted: false,
        }
    }

    fn preview() -> ImportPreview {
        ImportPreview {
            kind: "account",
            conflicts: vec![conflict("1,5")],
            alike: vec![alike(5, "ACME Ltd.", "Acme")],
            products: vec![alike(3, "GTXPro", "GTX Pro")],
            missing: vec![missing("Mill")],
            ..ImportPreview::default()
        }
    }

    fn decided() -> ImportDecided {
        ImportDecided {
            theirs: [(Id::of_parts(&["Acme"]), "phone".to_owned())].into(),
            same: [5].into(),
            products: ["GTXPro".to_owned()].into(),
            away: Away::All,
        }
    }

    fn kept(now: &ImportPreview) -> ImportDecided {
        let mut decided = decided();
        decided.keep_found(&preview(), now);
        decided
    }

    #[test]
    fn what_reads_the_same_stays_decided() {
        assert_eq!(kept(&preview()), decided());
    }

    #[test]
    fn a_decision_about_one_row_is_none_about_another_on_its_line() {
        for other in [alike(5, "Acme Two", "Acme"), alike(5, "ACME Ltd.", "Bolt")] {
            let now = kept(&ImportPreview { alike: vec![other], ..preview() });
            assert!(now.same.is_empty() && !now.theirs.is_empty(), "{now:?}");
        }
    }

    #[test]
    fn a_value_that_reads_otherwise_is_decided_anew() {
        let now = kept(&ImportPreview { conflicts: vec![conflict("15")], ..preview() });
        assert!(now.theirs.is_empty() && !now.same.is_empty(), "{now:?}");
    }

    #[test]
    fn other_missing_accounts_are_not_put_away_unasked() {
        let missing = vec![missing("Bolt")];
        assert_eq!(kept(&ImportPreview { missing, ..preview() }).away, Away::Stay);
    }

    #[test]
    fn nothing_stays_decided_when_the_rows_are_of_another_kind() {
        let other = ImportPreview { kind: "contact", ..preview() };
        assert_eq!(kept(&other), ImportDecided::default());
    }
}
