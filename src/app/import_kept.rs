//! What stays decided when a file is read in another way: only what was decided about the very same.

use super::incoming::{Away, ImportAlike, ImportConflict, ImportDecided, ImportPreview};

impl ImportDecided {
    /// Forgets what was decided about anything that now reads otherwise than it was shown before.
    pub fn keep_found(&mut self, before: &ImportPreview, now: &ImportPreview) {
        if before.kind != now.kind {
            *self = Self::default();
            return;
        }
        let is_same = |one: &ImportConflict, other: &ImportConflict| {
            let values = (&one.mine, &one.theirs) == (&other.mine, &other.theirs);
            values && (one.record, &one.field) == (other.record, &other.field)
        };
        let mut conflicts = now.conflicts.clone();
        conflicts.retain(|found| before.conflicts.iter().any(|one| is_same(one, found)));
        self.theirs.retain(|(record, field)| {
            conflicts.iter().any(|found| (found.record, &found.field) == (*record, field))
        });
        let alike: Vec<&ImportAlike> = common(&before.alike, &now.alike);
        self.same.retain(|line| alike.iter().any(|found| found.line == *line));
        let products: Vec<&ImportAlike> = common(&before.products, &now.products);
        self.products.retain(|name| products.iter().any(|found| found.row == *name));
        if before.missing != now.missing {
            self.away = Away::Stay;
        }
    }
}

/// What stands in both.
fn common<'a, T: PartialEq>(before: &[T], now: &'a [T]) -> Vec<&'a T> {
    now.iter().filter(|found| before.contains(found)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn alike(line: u64, row: &str, other: &str) -> ImportAlike {
        ImportAlike { line, row: row.to_owned(), other: other.to_owned() }
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
            missing: vec![("Mill".to_owned(), "7".to_owned())],
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
        let missing = vec![("Bolt".to_owned(), "8".to_owned())];
        assert_eq!(kept(&ImportPreview { missing, ..preview() }).away, Away::Stay);
    }

    #[test]
    fn nothing_stays_decided_when_the_rows_are_of_another_kind() {
        let other = ImportPreview { kind: "contact", ..preview() };
        assert_eq!(kept(&other), ImportDecided::default());
    }
}
