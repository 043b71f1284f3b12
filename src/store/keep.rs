//! Backups that the program makes by itself before it does something big, and how long they are
//! kept. Kept by their order and number, never by the clock alone: a clock that jumps must not
//! delete them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};

use crate::domain::Moment;

use super::Store;
use super::backup::{self, free, hash_file, stamp};
use super::fault::StoreError;
use super::log;
use super::sweep::sweep;

/// Between two automatic backups lie at least this many minutes.
const APART: i64 = 30;
/// All of this many days before the newest are kept.
const RECENT_DAYS: i64 = 2;
/// Then one a day, one a week, one a month, so many of each.
const DAILY: usize = 12;
const WEEKLY: usize = 10;
const MONTHLY: usize = 9;
/// Fewer than this are never thinned.
const LEAST: usize = 3;

/// Where backups of a book go when nobody names a place: a folder beside it.
pub fn folder(book: &Path) -> PathBuf {
    book.with_file_name("backups")
}

/// The file of a backup made now, when nobody names one.
pub fn named(book: &Path, now: &Moment) -> PathBuf {
    let file = format!("{}-{}.db", stem(book), stamp(now));
    free(&folder(book).join(file))
}

/// The file of the backup made before a book leaves a schema.
pub fn before_migration(book: &Path, schema: i64) -> PathBuf {
    free(&folder(book).join(format!("{}-schema-{schema}.db", stem(book))))
}

/// Makes a backup by itself, unless there is one of the last minutes; those that are no longer
/// worth keeping are taken away.
pub fn automatic(store: &Store, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
    let Some(book) = store.file() else { return Ok(None) };
    store.takes_changes()?;
    let existing = made_by_itself(book);
    let minutes = |at: DateTime| at.duration_until(now.local()).as_mins();
    if existing.last().is_some_and(|(at, _)| (0..APART).contains(&minutes(*at))) {
        return Ok(None);
    }
    make(store, book, now).map(Some)
}

/// Makes a backup and takes away those that are no longer worth keeping.
fn make(store: &Store, book: &Path, now: &Moment) -> Result<PathBuf, StoreError> {
    let file = folder(book).join(format!("{}{}.db", prefix(book), stamp(now)));
    let made = backup::write(store, &free(&file), now)?;
    let all = made_by_itself(book);
    let times: Vec<DateTime> = all.iter().map(|(at, _)| *at).collect();
    let kept = kept(&times);
    for (at, file) in all.iter().filter(|(_, file)| *file != made) {
        if !kept.contains(at) {
            let _ = fs::remove_file(hash_file(file));
            let _ = fs::remove_file(file);
        }
    }
    Ok(made)
}

/// Makes the backup of the day, when the book was last changed on an earlier day and no backup
/// holds that yet: what is changed from now on can be gone back behind.
pub fn daily(store: &Store, now: &Moment) -> Result<Option<PathBuf>, StoreError> {
    let Some(book) = store.file() else { return Ok(None) };
    let Some(changed) = store.read(log::last_day)? else { return Ok(None) };
    let held = made_by_itself(book).last().is_some_and(|(at, _)| at.date() > changed);
    if changed >= now.date() || held {
        return Ok(None);
    }
    store.takes_changes()?;
    make(store, book, now).map(Some)
}

/// Takes away what a killed program left half-written beside a book and among its backups.
pub fn tidy(book: &Path, now: &Moment) {
    let stem = stem(book);
    sweep(&folder(book), &stem, now);
    if let Some(beside) = book.parent() {
        sweep(beside, &stem, now);
    }
}

fn stem(book: &Path) -> String {
    book.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn prefix(book: &Path) -> String {
    format!("{}-auto-", stem(book))
}

/// The automatic backups of a book with the times in their names, oldest first.
fn made_by_itself(book: &Path) -> Vec<(DateTime, PathBuf)> {
    let prefix = prefix(book);
    let files = fs::read_dir(folder(book)).into_iter().flatten().flatten();
    let mut found: Vec<_> = files
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let time = name.strip_prefix(&prefix)?.strip_suffix(".db")?;
            Some((DateTime::strptime("%Y%m%d-%H%M%S", time).ok()?, entry.path()))
        })
        .collect();
    found.sort();
    found
}

/// Which of these times, oldest first, are worth keeping.
fn kept(times: &[DateTime]) -> BTreeSet<DateTime> {
    let newest_first = || times.iter().rev().copied();
    let mut kept: BTreeSet<DateTime> = newest_first().take(LEAST).collect();
    let Some(newest) = times.last() else { return kept };
    let days = |at: DateTime| at.date().duration_until(newest.date()).as_hours() / 24;
    kept.extend(newest_first().filter(|at| days(*at) < RECENT_DAYS));
    kept.extend(first_of_each(times, DAILY, |day| (day.year(), day.day_of_year())));
    kept.extend(first_of_each(times, WEEKLY, |day| {
        let week = day.iso_week_date();
        (week.year(), i16::from(week.week()))
    }));
    kept.extend(first_of_each(times, MONTHLY, |day| (day.year(), i16::from(day.month()))));
    kept
}

/// The newest of each span, of the latest spans.
fn first_of_each(
    times: &[DateTime],
    most: usize,
    span: impl Fn(Date) -> (i16, i16),
) -> Vec<DateTime> {
    let mut seen = BTreeSet::new();
    let newest = times.iter().rev().filter(|at| seen.insert(span(at.date())));
    newest.take(most).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn recent_backups_are_all_kept_and_older_ones_by_day_week_and_month() {
        let newest = date(2026, 11, 21).at(12, 0, 0, 0);
        let mut times: Vec<_> = (0..2_000).map(|n| newest.checked_sub((n * 6).hours())).collect();
        times.reverse();
        let times: Vec<_> = times.into_iter().map(Result::unwrap).collect();
        let kept = kept(&times);
        assert!((20..45).contains(&kept.len()), "{}", kept.len());
        assert!(times.iter().rev().take(4).all(|at| kept.contains(at)));
    }

    #[test]
    fn a_clock_that_jumped_deletes_nothing_of_the_last_three() {
        let times = [date(2001, 1, 1), date(2026, 1, 1), date(2090, 1, 1)];
        let times = times.map(|day| day.at(0, 0, 0, 0));
        assert_eq!(kept(&times).len(), 3);
        assert!(kept(&[]).is_empty());
    }
}
