//! The desk: a session and a screen together, without a terminal. It feeds inputs to the screen,
//! does its effects and reads what the screen wants to show; the real program and the tests use
//! the same one.

use std::path::PathBuf;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::drafts;
use crate::app::effect::{ListFormat, Wants};
use crate::app::ui::Status;
use crate::app::update::update;
use crate::app::{Effect, Input, Key, Outcome, Ui};
use crate::app::{memory, triage, triage_run};
use crate::domain::facts::Fact;
use crate::domain::mishap::reason;
use crate::domain::{Book, Id, Moment};
use crate::exchange::markdown;
use crate::session::{Loaded, Session, StoreError};
use crate::ui::paint::buffer_text;
use crate::ui::theme::Looks;

use super::columns::Columns;
use super::files;
use super::inbound::Inbound;
use super::writing::{self, Edits};

/// A session and a screen.
pub struct Desk {
    session: Session,
    /// The screen.
    pub ui: Ui,
    /// Where files are written that the user asks for.
    pub exports: PathBuf,
    requests: Vec<Effect>,
    inbound: Inbound,
    columns: Columns,
    /// What was to be remembered while an import held the book.
    unremembered: Vec<(&'static str, Option<String>)>,
    asked_history: Option<(Option<Id>, u64)>,
}

impl Desk {
    /// A desk for a session.
    pub fn new(session: Session, exports: PathBuf, now: Moment, size: (u16, u16)) -> Self {
        let mut ui = Ui::new(now, size);
        ui.read_only = session.sealed().is_some();
        ui.opening = (!session.is_read()).then(|| session.accounts_at_most().unwrap_or(0));
        if let Ok(Some(text)) = session.remembered(memory::KEY) {
            memory::recall(&mut ui, &text);
        }
        if let Ok(Some(text)) = session.remembered(drafts::KEY) {
            drafts::recall(&mut ui, &text);
        }
        if let Ok(Some(text)) = session.remembered(triage::KEY) {
            triage_run::recall(&mut ui, &text);
        }
        let mut desk = Self {
            session,
            ui,
            exports,
            requests: Vec::new(),
            inbound: Inbound::default(),
            columns: Columns::default(),
            unremembered: Vec::new(),
            asked_history: None,
        };
        desk.notice(&[]);
        desk.input(Input::Resize(size.0, size.1), now);
        desk
    }

    /// What the user should know all the time, besides what the session says; says whether that
    /// is something else than before.
    pub fn notice(&mut self, more: &[String]) -> bool {
        let sealed = self.session.sealed().map(ToString::to_string);
        let known = sealed.into_iter().chain(self.session.notices().iter().cloned());
        let notices: Vec<String> = known.chain(more.iter().cloned()).collect();
        let changed = notices != self.ui.notices;
        self.ui.notices = notices;
        changed
    }

    /// The book.
    pub fn book(&self) -> &Book {
        self.session.book()
    }

    /// The session, for what only the terminal does.
    pub fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Takes an input, does what the screen asks for and reads what it wants to show.
    pub fn input(&mut self, input: Input, now: Moment) {
        let mut next = Some(input);
        while let Some(input) = next.take() {
            let effect = update(&mut self.ui, self.session.book(), input, now);
            next = effect.and_then(|effect| self.carry_out(effect, &now)).map(Input::Outcome);
        }
        self.fetch(&now);
    }

    /// Whether long work is going on.
    pub fn is_busy(&self) -> bool {
        self.inbound.is_busy() || self.columns.is_busy()
    }

    /// Takes in how far long work is, or what it ended with; says whether there is any.
    pub fn poll(&mut self, now: Moment) -> bool {
        if let Some(came) = self.columns.poll(&mut self.session, &now) {
            self.ui.status = Status::default();
            if let Err(error) = came {
                self.ui.refuse(error.to_string());
            }
            self.input(Input::Tick, now);
            return true;
        }
        let Some(outcome) = self.inbound.poll(&mut self.session, &now) else { return false };
        if !self.inbound.is_writing() {
            self.catch_up();
        }
        if matches!(outcome, Outcome::Imported(Ok(_))) {
            // Should the file be gone, the next commit says so.
            let _ = self.session.own_import();
        }
        self.input(Input::Outcome(outcome), now);
        true
    }

    /// Remembers what was put off while an import held the book.
    fn catch_up(&mut self) {
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

    /// What only the terminal can do, in the order it was asked for.
    pub fn requests(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.requests)
    }

    /// Takes the accounts that were read in the background.
    pub fn take(&mut self, loaded: Loaded, now: Moment) -> Result<(), StoreError> {
        self.session.take(loaded, &now)?;
        self.ui.opening = None;
        self.ui.status = Status::default();
        self.input(Input::Tick, now);
        Ok(())
    }

    /// Remembers where the user is for the next start.
    pub fn leave(&mut self) -> Result<(), StoreError> {
        // An import that is still going on is given up first: it holds the book.
        self.inbound = Inbound::default();
        self.catch_up();
        self.session.remember(memory::KEY, Some(&memory::keep(&self.ui)))
    }

    /// Sees what other programs have changed; says whether there was anything.
    pub fn refresh(&mut self, now: Moment) -> bool {
        if self.inbound.is_writing() {
            // What our own import writes comes when it is done.
            return false;
        }
        match self.session.refresh(&now) {
            Ok(false) => false,
            Ok(true) => {
                if let Ok(there) = self.session.remembered(drafts::KEY) {
                    self.ui.drafts.follow(there.as_deref());
                }
                self.input(Input::Outcome(Outcome::Refreshed), now);
                true
            }
            Err(error) => {
                self.input(Input::Outcome(Outcome::Refused(error.to_string())), now);
                true
            }
        }
    }

    fn carry_out(&mut self, effect: Effect, now: &Moment) -> Option<Outcome> {
        let done = match effect {
            Effect::Commit(_) | Effect::Undo | Effect::UndoTheirs(_) | Effect::Redo
                if self.inbound.is_writing() =>
            {
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
                .map(|made| made.map(|_| Outcome::Saved(change.label.clone())))
                .map_err(|error| error.to_string()),
            Effect::Undo => self.undo(None, now),
            Effect::UndoTheirs(step) => self.undo(Some(step), now),
            Effect::Redo => {
                self.session.redo(now).map(|l| Some(Outcome::Redone(l))).map_err(|e| e.to_string())
            }
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

    /// Takes the last step back. One that another window has made is taken back only when it is
    /// the one that was asked about.
    fn undo(&mut self, asked: Option<Id>, now: &Moment) -> Result<Option<Outcome>, String> {
        let theirs = self.session.undo_of_another().map_err(|error| error.to_string())?;
        if let Some(step) = theirs.filter(|step| Some(step.id) != asked) {
            let time = step.at.local().strftime("%H:%M");
            let words = format!("{}, {time}: {}", step.actor, step.label);
            return Ok(Some(Outcome::Theirs(step.id, words)));
        }
        let undone = self.session.undo(now).map_err(|error| error.to_string())?;
        Ok(Some(Outcome::Undone(undone)))
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

    /// Reads what the screen wants, until it wants nothing more.
    fn fetch(&mut self, now: &Moment) {
        for _ in 0..3 {
            let wants = self.ui.wants(self.session.book());
            match self.read(&wants, now) {
                Ok(Read::Nothing) => return,
                Ok(Read::Something) => self.ui.refresh(self.session.book()),
                Err(error) => {
                    self.ui.refuse(error.to_string());
                    return;
                }
            }
        }
    }

    fn read(&mut self, wants: &Wants, now: &Moment) -> Result<Read, StoreError> {
        let mut read = Read::Nothing;
        if wants.accounts.iter().any(|id| !self.book().looked_at.contains_key(id)) {
            self.session.look_at(&wants.accounts, now)?;
            read = Read::Something;
        }
        if !wants.facts.is_empty() {
            let before = self.columns.is_busy();
            if self.columns.begin(&self.session, &wants.facts, now) {
                if !before {
                    self.ui.say("reading what is shown for every account …");
                }
            } else {
                self.session.need(&wants.facts, now)?;
                read = Read::Something;
            }
        }
        if wants.agenda && self.book().agenda.is_none() {
            self.session.need_agenda()?;
            read = Read::Something;
        }
        let asked = wants.history.map(|of| (of, self.book().version));
        if let Some((of, _)) = asked
            && asked != self.asked_history
        {
            self.asked_history = asked;
            let outcome = Outcome::History(self.session.history(of, HISTORY)?);
            update(&mut self.ui, self.session.book(), Input::Outcome(outcome), *now);
            read = Read::Something;
        }
        Ok(read)
    }

    /// Types keys such as `s68/acme<enter>`.
    pub fn keys(&mut self, script: &str) {
        let now = self.ui.now;
        for key in Key::script(script) {
            self.input(Input::Key(key), now);
        }
    }

    /// The screen as text, drawn in a window of this size.
    pub fn screen(&mut self, size: (u16, u16), looks: &Looks) -> String {
        let now = self.ui.now;
        self.input(Input::Resize(size.0, size.1), now);
        let Ok(mut terminal) = Terminal::new(TestBackend::new(size.0, size.1));
        let drawn =
            terminal.draw(|frame| crate::ui::draw(frame, &self.ui, self.session.book(), looks));
        drawn.map(|frame| buffer_text(frame.buffer)).unwrap_or_default()
    }
}

/// How many changes the history screen shows.
const HISTORY: usize = 500;

/// Whether something was read for the screen.
#[derive(PartialEq, Eq)]
enum Read {
    Something,
    Nothing,
}
