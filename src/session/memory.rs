//! How the book in memory follows the file: read whole at first, then by what changes touched.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;

use crate::domain::amount::Money;
use crate::domain::facts::{Fact, What};
use crate::domain::kinds::{Account, Action};
use crate::domain::value::Value;
use crate::domain::{Book, Id, Moment};
use crate::store::touched::{self, Touched};
use crate::store::{self, Opening, Store, StoreError, columns, details, load, log, steps, trail};

use super::Session;

/// With more edits than this, reading everything again is quicker than following each.
const MOST_FOLLOWED: i64 = 1_000;

/// A book read from its file, perhaps on a worker thread, to be taken by a [`Session`].
#[derive(Debug)]
pub struct Loaded {
    book: Book,
    seen: i64,
    /// The day for which it was read.
    today: Date,
}

impl Loaded {
    /// Reads the book in a file that this process has open already, by connections of its own.
    pub fn read(file: &Path, opening: &Opening, now: &Moment) -> Result<Self, StoreError> {
        let store = store::open::again(file, opening, now)?;
        let other = store::open::again(file, opening, now)?;
        store.reads_once();
        other.reads_once();
        let (book, seen) = load::book_by_two(&store, other, &[], now)?;
        Ok(Self { book, seen, today: now.date() })
    }

    /// The same with the columns of these facts, to be taken by [`Session::renew`].
    pub fn read_with(
        file: &Path,
        opening: &Opening,
        facts: &[Fact],
        now: &Moment,
    ) -> Result<Self, StoreError> {
        let store = store::open::again(file, opening, now)?;
        store.reads_once();
        Self::of(&store, facts, now)
    }

    fn of(store: &Store, facts: &[Fact], now: &Moment) -> Result<Self, StoreError> {
        let (book, seen) = store.read(|db| load::book(db, facts, now))?;
        Ok(Self { book, seen, today: now.date() })
    }
}

impl Session {
    /// How many accounts there are at most, without counting them: whether to read them in the
    /// background.
    pub fn accounts_at_most(&self) -> Result<u64, StoreError> {
        let most = self.store.read(columns::at_most)?;
        Ok(u64::try_from(most).unwrap_or(0))
    }

    /// What opening the same book on a worker thread needs.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Takes a book that was read in the background, and follows what was changed since.
    pub fn take(&mut self, loaded: Loaded, now: &Moment) -> Result<(), StoreError> {
        self.replace(loaded);
        self.absorb(now).map(drop)
    }

    /// Reads the accounts of a session that was opened without them, by its own connection: quicker
    /// than any other way while they are few.
    pub fn read_whole(&mut self, now: &Moment) -> Result<(), StoreError> {
        self.reload(now)
    }

    /// The facts whose columns are in memory besides those that always are.
    pub fn columns(&self) -> Vec<Fact> {
        let facts = self.book.accounts.loaded();
        facts.into_iter().filter(|fact| !is_hot(*fact)).collect()
    }

    /// Takes a book that was read again in the background because much has changed, and follows
    /// what was changed since.
    pub fn renew(&mut self, loaded: Loaded, now: &Moment) -> Result<(), StoreError> {
        self.put(loaded, now)?;
        self.absorb(now).map(drop)
    }

    /// Reads everything again that is in memory.
    pub(super) fn reload(&mut self, now: &Moment) -> Result<(), StoreError> {
        let loaded = Loaded::of(&self.store, &self.columns(), now)?;
        self.put(loaded, now)
    }

    fn put(&mut self, loaded: Loaded, now: &Moment) -> Result<(), StoreError> {
        let looked_at: Vec<Id> = self.book.looked_at.keys().copied().collect();
        self.replace(loaded);
        if self.book.agenda.is_some() {
            self.need_agenda()?;
        }
        self.look_at(&looked_at, now)?;
        self.read_labels()
    }

    fn replace(&mut self, loaded: Loaded) {
        let before = std::mem::replace(&mut self.book, loaded.book);
        self.book.rows_version = before.rows_version + 1;
        self.book.version = before.version + 1;
        self.book.looked_at = before.looked_at;
        self.book.agenda = before.agenda;
        self.seen = loaded.seen;
        self.today = loaded.today;
    }

    /// Reads again what the changes touched that memory has not seen; says whether there were any.
    pub(super) fn absorb(&mut self, now: &Moment) -> Result<bool, StoreError> {
        if !self.is_read() {
            // The accounts are still on their way, and will be those of then.
            self.book.settings = self.store.read(load::settings)?;
            self.read_labels()?;
            return Ok(false);
        }
        let (latest, touched) = self.store.read(|db| {
            let latest = log::latest(db)?;
            let unseen = latest != self.seen;
            let touched = unseen.then(|| touched::since(db, self.seen, MOST_FOLLOWED));
            Ok((latest, touched.transpose()?))
        })?;
        let new_day = now.date() != self.today;
        match touched {
            None if !new_day => return Ok(false),
            Some(Touched::Few { accounts, settings: false }) if !new_day => {
                self.follow_accounts(&accounts, now)?;
                self.seen = latest;
            }
            Some(Touched::Few { accounts, settings: true })
                if !new_day && self.follow_settings(now)? =>
            {
                self.follow_accounts(&accounts, now)?;
                self.seen = latest;
            }
            // Days and the fiscal year bear on every account.
            _ => {
                self.reload(now)?;
                return Ok(true);
            }
        }
        self.book.version += 1;
        self.read_labels()?;
        Ok(true)
    }

    /// Reads the settings again and what follows from the lines; says whether that is all they
    /// bear on. Another fiscal year bears on what every account brought.
    fn follow_settings(&mut self, now: &Moment) -> Result<bool, StoreError> {
        let before = self.book.settings.fiscal_start();
        self.book.settings = self.store.read(load::settings)?;
        let days = Fact::derived(What::DaysInSegment);
        if let Some(days) = days.filter(|days| self.book.accounts.column(*days).is_some()) {
            self.read_columns(&[days], now)?;
        }
        let looked_at: Vec<Id> = self.book.looked_at.keys().copied().collect();
        for id in looked_at {
            self.look_again(id)?;
        }
        Ok(self.book.settings.fiscal_start() == before)
    }

    fn follow_accounts(&mut self, touched: &BTreeSet<Id>, now: &Moment) -> Result<(), StoreError> {
        for id in touched {
            let found = self.store.read(|db| details::account(db, *id))?;
            let before = self.book.accounts.row(*id).map(|row| self.listed(row));
            let after = found.as_ref().map(|a| (a.name.0.clone(), a.archived.is_some()));
            self.book.rows_version += u64::from(before != after);
            if let Some(account) = found {
                self.book.accounts.put(&account);
                self.derive(&account, now)?;
            } else {
                self.book.accounts.remove(*id);
            }
            self.follow_agenda(*id)?;
        }
        let looked_at: Vec<Id> = self.book.looked_at.keys().copied().collect();
        for id in looked_at.iter().filter(|id| touched.contains(id)) {
            self.look_again(*id)?;
        }
        Ok(())
    }

    /// What decides whether and where an account is listed.
    fn listed(&self, row: usize) -> (String, bool) {
        (self.book.accounts.name(row).to_owned(), self.book.is_archived(row))
    }

    /// Computes again what follows from records that belong to an account.
    fn derive(&mut self, account: &Account, now: &Moment) -> Result<(), StoreError> {
        let id = account.base.id;
        let year = load::last_year(&self.book.settings, now);
        let wants_days = Fact::derived(What::DaysInSegment).is_some_and(|f| self.book.has(f));
        let (step, bought, days) = self.store.read(|db| {
            let (mut step, mut bought) = (None, None);
            steps::next(db, Some(id), |found| step = Some(found))?;
            steps::bought(db, year, Some(id), |_, amount| bought = Some(amount))?;
            let trail = wants_days.then(|| trail::of(db, id)).transpose()?;
            Ok((step, bought, trail.and_then(|trail| trail.days_in_segment(now.date()))))
        })?;
        let accounts = &mut self.book.accounts;
        let Some(row) = accounts.row(id) else { return Ok(()) };
        accounts.set_step(row, step.is_some(), step.as_ref().and_then(|step| step.due));
        let yearly = account.yearly_value.map(Money::minor);
        accounts.set_worth(row, yearly.or(bought));
        let title = step.map(|step| Value::Text(step.title));
        accounts.set_derived(row, What::NextAction, title.as_ref());
        let bought = bought.and_then(Money::from_minor).map(Value::Money);
        accounts.set_derived(row, What::RevenueLastYear, bought.as_ref());
        accounts.set_derived(row, What::DaysInSegment, days.map(Value::Int).as_ref());
        Ok(())
    }

    pub(super) fn read_columns(&mut self, facts: &[Fact], now: &Moment) -> Result<(), StoreError> {
        if facts.is_empty() {
            return Ok(());
        }
        let book = &mut self.book;
        self.store.read(|db| load::put_columns(db, book, facts, now))
    }

    /// Reads all open actions into `book().agenda`; kept up to date by later commits.
    pub fn need_agenda(&mut self) -> Result<(), StoreError> {
        let mut actions = self.store.read(|db| load::open_actions(db, None))?;
        in_order(&mut actions);
        self.book.agenda = Some(actions);
        Ok(())
    }

    fn follow_agenda(&mut self, account: Id) -> Result<(), StoreError> {
        let Some(agenda) = &mut self.book.agenda else { return Ok(()) };
        let found = self.store.read(|db| load::open_actions(db, Some(account)))?;
        agenda.retain(|action| action.account.0.0 != account);
        agenda.extend(found);
        in_order(agenda);
        Ok(())
    }

    /// Reads everything of these accounts into `book().looked_at`, and forgets the others.
    pub fn look_at(&mut self, accounts: &[Id], _now: &Moment) -> Result<(), StoreError> {
        self.book.looked_at.retain(|id, _| accounts.contains(id));
        for id in accounts {
            self.look_again(*id)?;
        }
        Ok(())
    }

    fn look_again(&mut self, id: Id) -> Result<(), StoreError> {
        let found = self.store.read(|db| load::everything_of(db, id))?;
        match found {
            Some(details) => self.book.looked_at.insert(id, details),
            None => self.book.looked_at.remove(&id),
        };
        Ok(())
    }
}

/// Whether a column is read with every book.
fn is_hot(fact: Fact) -> bool {
    use crate::domain::accounts::{HOT, HOT_DERIVED};
    match fact {
        Fact::Stored(field) => HOT.contains(&field),
        Fact::Derived(derived) => HOT_DERIVED.contains(&derived.what),
    }
}

/// By day, undated ones last; those of one day as they were made.
fn in_order(actions: &mut [Action]) {
    actions.sort_by_key(|action| (action.due.is_none(), action.due, action.base.id));
}
