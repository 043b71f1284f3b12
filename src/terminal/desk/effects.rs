//! What the screen asks for and a session can do: changes, steps back, what is remembered, files.
//! What only a terminal can do is handed on.

use crate::app::drafts;
use crate::app::effect::ListFormat;
use crate::app::{Effect, Outcome};
use crate::domain::facts::Fact;
use crate::domain::history::Turn;
use crate::domain::mishap::reason;
use crate::domain::{Change, Id, Moment};
use crate::exchange::markdown;
use crate::session::{Stepped, StoreError};

use super::super::files;
use super::super::writing::{self, Edits};
use super::Desk;

impl Desk {
    pub(super) fn carry_out(&mut self, effect: Effect, now: &Moment) -> Option<Outcome> {
        let done = match effect {
            Effect::Commit(_) | Effect::Step(..) if self.inbound.is_writing() => {
                Err("an import is being written; Esc on its screen stops it".to_owned())
            }
            Effect::Remember(key, value) if self.inbound.is_writing() => {
                self.unremembered.push((key, value));
                Ok(None)
            }
            Effect::RememberDrafts if self.inbound.is_writing() => {
                self.unremembered.push((drafts::KEY, None));
                Ok(None)
            }
            Effect::RememberDrafts => {
                self.remember_drafts().map(|()| None).map_err(|error| error.to_string())
            }
            Effect::Inspect(ask) => Ok(self.inbound.look(&mut self.session, &ask, now)),
            Effect::Import(decided) => Ok(self.inbound.write(&mut self.session, &decided, now)),
            Effect::PutAside(file, decided) => {
                Ok(self.inbound.put_aside(&mut self.session, &file, &decided, now))
            }
            Effect::KeepMapping(name) => self
                .inbound
                .keep(&mut self.session, name.as_deref())
                .map(|w| Some(Outcome::Said(w))),
            Effect::Cancel => {
                self.inbound.stop();
                Ok(None)
            }
            Effect::Complete(text) => Ok(Some(Outcome::Completed(files::beginning(&text)))),
            Effect::Commit(change) => self
                .session
                .commit(&change, now)
                .map(|made| made.map(|_| Outcome::Saved(self.saved(&change))))
                .map_err(|error| error.to_string()),
            Effect::Step(turn, asked) => self.step(turn, asked, now).map(Some),
            Effect::Remember(key, value) => self
                .session
                .remember(key, value.as_deref())
                .map(|()| None)
                .map_err(|error| error.to_string()),
            Effect::CopyPlan(id) => {
                let (book, today) = (self.session.book(), now.date());
                let page = book.looked_at.get(&id).map(|d| markdown::plan(book, d, today));
                self.requests.extend(page.map(Effect::Copy));
                return None;
            }
            Effect::WritePlans(ids) => self.write_plans(&ids, now).map(Some),
            Effect::WriteList(format, ids, facts) => {
                self.write_list(format, &ids, &facts, now).map(Some)
            }
            other => {
                self.requests.push(other);
                return None;
            }
        };
        done.unwrap_or_else(|why| Some(Outcome::Refused(why)))
    }

    /// What is said of a change that was kept: its label, and which account had the CRM id before
    /// that it gave to one.
    fn saved(&self, change: &Change) -> String {
        // The note is a comfort: a change that is kept is kept.
        let doubles = self.session.doubles_after(change).unwrap_or_default();
        match doubles.first() {
            Some((_, name)) => format!("{} · {name} has the same CRM id", change.label),
            None => change.label.clone(),
        }
    }

    /// Takes the next step back or again. Where another window has put the log where it stands,
    /// only when that is the change that was asked about.
    fn step(&mut self, turn: Turn, asked: Option<Id>, now: &Moment) -> Result<Outcome, String> {
        let done = self.session.step_unless_theirs(turn, asked, now);
        Ok(match done.map_err(|error| error.to_string())? {
            Stepped::Taken(label) => Outcome::Stepped(turn, label),
            Stepped::Theirs(change) => {
                let time = change.at.local().strftime("%H:%M");
                let who = [change.actor.as_str(), &time.to_string()].map(str::to_owned);
                let who: Vec<String> = who.into_iter().filter(|word| !word.is_empty()).collect();
                let words = format!("{}: {}", who.join(", "), change.label);
                Outcome::Theirs(turn, change.id, words)
            }
        })
    }

    fn write_plans(&mut self, ids: &[Id], now: &Moment) -> Result<Outcome, String> {
        let (folder, session) = (self.exports.clone(), &mut self.session);
        let written = writing::plans(&folder, session, ids, Edits::Kept, now);
        let mut written = written.map_err(|error| error.to_string())?;
        if let Some(left) = written.left_over() {
            let count = written.files.len();
            return Err(if count == 0 { left } else { format!("{count} written; {left}") });
        }
        let count = written.files.len();
        let last = written.files.pop().filter(|_| count == 1);
        Ok(Outcome::Wrote(count, last.unwrap_or(folder)))
    }

    fn write_list(
        &mut self,
        format: ListFormat,
        ids: &[Id],
        facts: &[Fact],
        now: &Moment,
    ) -> Result<Outcome, String> {
        self.session.need(facts, now).map_err(|error| error.to_string())?;
        let wrote = writing::list(&self.exports, format, self.session.book(), ids, facts);
        let said =
            |error| format!("cannot write to {}: {}", self.exports.display(), reason(&error));
        wrote.map(|path| Outcome::Wrote(1, path)).map_err(said)
    }

    /// Remembers what was put off while an import held the book.
    pub(super) fn catch_up(&mut self) {
        for (key, value) in std::mem::take(&mut self.unremembered) {
            // A draft that cannot be remembered now is remembered at the next key.
            let _ = match key {
                drafts::KEY => self.remember_drafts(),
                key => self.session.remember(key, value.as_deref()),
            };
        }
    }

    fn remember_drafts(&mut self) -> Result<(), StoreError> {
        let drafts = &self.ui.drafts;
        self.session.remember_after(drafts::KEY, |there| drafts.merged(there))
    }
}
