//! The desk: a session and a screen together, without a terminal. It feeds inputs to the screen,
//! does its effects and reads what the screen wants to show; the real program and the tests use
//! the same one.

mod effects;

use std::path::PathBuf;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::drafts;
use crate::app::effect::Wants;
use crate::app::ui::Status;
use crate::app::update::update;
use crate::app::{Effect, Input, Key, Outcome, Ui};
use crate::app::{memory, triage, triage_run};
use crate::domain::{Book, Id, Moment};
use crate::session::{Loaded, Session, StoreError};
use crate::ui::paint::buffer_text;
use crate::ui::theme::Looks;

use super::columns::Columns;
use super::inbound::Inbound;

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
    /// Where the user is, as it is remembered.
    place: String,
    /// What was to be remembered while an import held the book.
    unremembered: Vec<(&'static str, Option<String>)>,
    asked_history: Option<(Option<Id>, u64)>,
    /// Why other programs' changes cannot be seen, as long as they cannot.
    trouble: Option<String>,
    /// What the user should know besides what the session says.
    noticed: Vec<String>,
}

impl Desk {
    /// A desk for a session.
    pub fn new(session: Session, exports: PathBuf, now: Moment, size: (u16, u16)) -> Self {
        let mut ui = Ui::new(now, size);
        ui.read_only = session.sealed().is_some();
        ui.opening = (!session.is_read()).then(|| session.accounts_at_most().unwrap_or(0));
        let place = session.remembered(memory::KEY).ok().flatten().unwrap_or_default();
        memory::recall(&mut ui, &place);
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
            place,
            unremembered: Vec::new(),
            asked_history: None,
            trouble: None,
            noticed: Vec::new(),
        };
        desk.notice(&[]);
        desk.input(Input::Resize(size.0, size.1), now);
        desk
    }

    /// What the user should know all the time, besides what the session says; says whether that
    /// is something else than before.
    pub fn notice(&mut self, more: &[String]) -> bool {
        self.noticed = more.to_vec();
        self.notice_again()
    }

    fn notice_again(&mut self) -> bool {
        let sealed = self.session.sealed().map(ToString::to_string);
        let known = self.trouble.clone().into_iter().chain(sealed);
        let known = known.chain(self.session.notices().iter().cloned());
        let notices: Vec<String> = known.chain(self.noticed.iter().cloned()).collect();
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
        self.input(Input::Outcome(outcome), now);
        true
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
        self.remember_place()
    }

    /// Remembers where the user is now and then, so that a killed program loses little of it; not
    /// while the book is held or still being read.
    pub fn keep_place(&mut self) -> Result<(), StoreError> {
        if self.is_busy() || self.ui.opening.is_some() {
            return Ok(());
        }
        self.remember_place()
    }

    /// Remembers where the user is, if that is not what is remembered.
    fn remember_place(&mut self) -> Result<(), StoreError> {
        let place = memory::keep(&self.ui);
        if self.place == place {
            return Ok(());
        }
        self.session.remember(memory::KEY, Some(&place))?;
        self.place = place;
        Ok(())
    }

    /// Sees what other programs have changed; says whether there was anything.
    pub fn refresh(&mut self, now: Moment) -> bool {
        if self.inbound.is_writing() {
            // What our own import writes comes when it is done.
            return false;
        }
        let (before, refreshed) = (self.session.latest_shown(), self.session.refresh(&now));
        // Nobody asked for this: it is no answer to a key, and holds no key back.
        self.trouble = refreshed.as_ref().err().map(ToString::to_string);
        if !matches!(refreshed, Ok(true)) {
            return self.notice_again();
        }
        if let Ok(there) = self.session.remembered(drafts::KEY) {
            self.ui.drafts.follow(there.as_deref());
        }
        let of_another = self.session.latest_shown() != before;
        let seen = Input::Outcome(Outcome::Refreshed);
        self.input(if of_another { seen } else { Input::Tick }, now);
        self.notice_again();
        true
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
