//! Which rows of one name are which sales of the book.
//!
//! Rows and the sales of the book find each other in this order: what is the same in both; what is
//! the same in all that the row says; what is of the same day; what is of the same amount while the
//! sale of the book is open, for a decided one moves no more. What an import last brought counts,
//! whatever the rep wrote since. A row that fits several is none of them by guess; one that is left
//! is a new sale, for none of the book may be written over by another one.

use std::collections::HashMap;

use jiff::civil::Date;

use super::twins::{Known, Sale, Says, Twin};

/// When a row and a sale of the book are one that are not the same in all, the surest first.
const FITS: [fn(&Sale, &Known) -> bool; 3] = [
    |row, known| row.says.is_part_of(known.brought) || row.says.is_part_of(known.says),
    |row, known| row.says.is_same_day(known.brought) || row.says.is_same_day(known.says),
    |row, known| {
        let same = row.says.is_same_amount(known.brought) || row.says.is_same_amount(known.says);
        known.open && same
    },
];

/// The most sales of one name that are compared one by one with the rows: what nobody names so, and
/// what would take a day.
const COMPARED_MOST: usize = 1000;

/// What the rows of one name are, in the order of the file.
pub fn settle(rows: &[Sale], known: &[Known]) -> Vec<(u64, Twin)> {
    if let ([row], [] | [_]) = (rows, known) {
        let other = known.iter().filter(|known| is_another(row, known)).count();
        return if other > 0 { vec![(row.line, Twin::New(other))] } else { Vec::new() };
    }
    let mut found: Vec<Option<Twin>> = vec![None; rows.len()];
    let mut left = the_same(rows, known, &mut found);
    note_doubled(rows, &mut found);
    let fits = if left.len() > COMPARED_MOST { &[] } else { &FITS[..] };
    for fits in fits {
        for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let mut fitting =
                (0..left.len()).filter(|at| left.get(*at).is_some_and(|it| fits(row, it)));
            let Some(first) = fitting.next() else { continue };
            let says = left.get(first).map(|it| it.says);
            let others = fitting.filter(|at| left.get(*at).map(|it| it.says) != says).count();
            *found = Some(match left.get(first) {
                Some(_) if others > 0 => Twin::Unclear(others + 1),
                Some(it) => Twin::Held(it.id),
                None => continue,
            });
            if let Some(Twin::Held(_)) = found {
                left.remove(first);
            }
        }
    }
    for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let silent = row.says == Says::default();
        *found = Some(match left.as_slice() {
            [only] if silent => Twin::Held(only.id),
            [_, _, ..] if silent => Twin::Unclear(left.len()),
            _ => Twin::New(left.iter().filter(|known| known.open).count()),
        });
    }
    rows.iter().zip(found).filter_map(|(row, found)| Some((row.line, found?))).collect()
}

/// Finds the sale of the book that says just what a row says; what is left over stays in order.
fn the_same(rows: &[Sale], known: &[Known], found: &mut [Option<Twin>]) -> Vec<Known> {
    let mut left: Vec<Option<Known>> = known.iter().copied().map(Some).collect();
    for said in [|known: &Known| known.brought, |known: &Known| known.says] {
        let mut places: HashMap<Says, Vec<usize>> = HashMap::new();
        // Taken from the end: the first of equal sales is the first of equal rows.
        for (at, known) in left.iter().enumerate().rev() {
            if let Some(known) = known {
                places.entry(said(known)).or_default().push(at);
            }
        }
        let telling = |row: &Sale| row.says != Says::default();
        let rows = rows.iter().zip(&mut *found);
        for (row, found) in rows.filter(|(row, found)| found.is_none() && telling(row)) {
            let at = places.get_mut(&row.says).and_then(Vec::pop);
            let known = at.and_then(|at| left.get_mut(at)).and_then(Option::take);
            *found = known.map(|known| Twin::Held(known.id));
        }
    }
    left.into_iter().flatten().collect()
}

/// Whether the only sale of a name is another one than the only row means: that one is decided, and
/// the row is of another day.
fn is_another(row: &Sale, known: &Known) -> bool {
    let days = [known.brought.day, known.says.day];
    let of_another_day = |day: Date| days.iter().all(|known| known.is_some_and(|it| it != day));
    !known.open && row.says.day.is_some_and(of_another_day)
}

/// Rows that say just what an earlier one says, and are no sale of the book, are that one again.
fn note_doubled(rows: &[Sale], found: &mut [Option<Twin>]) {
    let mut first: HashMap<Says, u64> = HashMap::new();
    for (row, found) in rows.iter().zip(found) {
        let first = *first.entry(row.says).or_insert(row.line);
        if found.is_none() && first != row.line {
            *found = Some(Twin::Doubled(first));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::amount::Money;
    use jiff::civil::date;

    fn says(year: i16, amount: &str) -> Says {
        Says { day: Some(date(year, 1, 1)), amount: Money::parse(amount).ok() }
    }

    fn rows(all: &[Says]) -> Vec<Sale> {
        (2..).zip(all).map(|(line, says)| Sale { name: 1, line, says: *says }).collect()
    }

    fn known(at: &str, says: Says, open: bool) -> Known {
        Known { id: Id::of_parts(&[at]), says, brought: says, open }
    }

    fn found(of: &[Says], known: &[Known]) -> Vec<Twin> {
        settle(&rows(of), known).into_iter().map(|(_, twin)| twin).collect()
    }

    fn held(at: &str) -> Twin {
        Twin::Held(Id::of_parts(&[at]))
    }

    #[test]
    fn rows_of_other_days_or_amounts_are_other_sales_and_the_same_again_is_doubled() {
        let all = [says(2026, "100"), says(2027, "100"), says(2027, "120"), says(2026, "100")];
        let new = Twin::New(0);
        assert_eq!(found(&all, &[]), [new, new, new, Twin::Doubled(2)]);
        assert_eq!(found(&all[..1], &[]), [], "a name that stands alone is nothing special");
    }

    #[test]
    fn each_finds_its_own_in_any_order_and_when_some_are_missing() {
        let book = [
            known("a", says(2026, "100"), false),
            known("b", says(2027, "100"), true),
            known("c", says(2027, "120"), true),
        ];
        let all = [says(2027, "120"), says(2026, "100"), says(2027, "100")];
        assert_eq!(found(&all, &book), [held("c"), held("a"), held("b")]);
        assert_eq!(found(&all[..1], &book), [held("c")]);
    }

    #[test]
    fn a_sale_that_moved_or_changed_its_amount_is_found_and_a_decided_one_is_left_alone() {
        let book = [known("a", says(2026, "100"), false), known("b", says(2027, "120"), true)];
        assert_eq!(found(&[says(2026, "100"), says(2028, "120")], &book), [held("a"), held("b")]);
        assert_eq!(found(&[says(2027, "150")], &book), [held("b")]);
        assert_eq!(found(&[says(2028, "100")], &book), [Twin::New(1)]);
        assert_eq!(
            found(&[says(2028, "150"), says(2027, "120")], &book),
            [Twin::New(0), held("b")]
        );
    }

    #[test]
    fn the_only_one_of_a_name_may_change_unless_it_is_decided_and_of_another_day() {
        let open = [known("a", says(2026, "100"), true)];
        assert_eq!(found(&[says(2027, "150")], &open), []);
        let won = [known("a", says(2026, "100"), false)];
        assert_eq!(found(&[says(2027, "150")], &won), [Twin::New(1)]);
        assert_eq!(found(&[says(2026, "150")], &won), []);
    }

    #[test]
    fn a_row_that_does_not_say_which_is_no_guess() {
        let book = [known("a", says(2026, "100"), true), known("b", says(2026, "120"), true)];
        assert_eq!(found(&[says(2026, "150")], &book), [Twin::Unclear(2)]);
        let day = Says { amount: None, ..says(2026, "0") };
        assert_eq!(found(&[day], &book), [Twin::Unclear(2)]);
        assert_eq!(found(&[Says::default()], &book), [Twin::Unclear(2)]);
        assert_eq!(found(&[Says::default(), says(2026, "120")], &book), [held("a"), held("b")]);
    }

    #[test]
    fn what_the_import_brought_counts_whatever_the_rep_wrote() {
        let mut moved = known("a", says(2029, "500"), true);
        moved.brought = says(2026, "100");
        let book = [moved, known("b", says(2026, "120"), true)];
        assert_eq!(found(&[says(2026, "100")], &book), [held("a")]);
        assert_eq!(found(&[says(2029, "500")], &book), [held("a")]);
    }

    #[test]
    fn equal_sales_of_the_book_are_as_many_rows() {
        let book = [known("a", says(2026, "100"), true), known("b", says(2026, "100"), true)];
        let mut ids = [Id::of_parts(&["a"]), Id::of_parts(&["b"])];
        ids.sort();
        let all = [says(2026, "100"), says(2026, "100"), says(2026, "100")];
        let sorted = if ids[0] == book[0].id { book.to_vec() } else { vec![book[1], book[0]] };
        let wanted = [Twin::Held(ids[0]), Twin::Held(ids[1]), Twin::Doubled(2)];
        assert_eq!(found(&all, &sorted), wanted);
    }
}
