//! The order in which what is to be done is shown, on the screen and by every command: what is due
//! first comes first, and of one day by the name of the account (METHOD.md 9).

use jiff::civil::Date;

use super::book::Book;
use super::kinds::Action;

/// The places of the open actions of accounts that are not put away, in their order; what has no
/// day comes last.
pub fn ordered(book: &Book, agenda: &[Action]) -> Vec<u32> {
    let mut steps: Vec<(bool, Option<Date>, &str, u32)> = (0..)
        .zip(agenda)
        .filter(|(_, step)| step.is_open())
        .filter_map(|(at, step)| {
            let row = book.accounts.row(step.account.0.0).filter(|row| !book.is_archived(*row))?;
            Some((step.due.is_none(), step.due, book.accounts.name(row), at))
        })
        .collect();
    steps.sort_unstable();
    steps.into_iter().map(|(.., at)| at).collect()
}
