//! The event loop: every key that waits is taken before anything is drawn, one write a frame,
//! and nothing at all while nothing happens.

use std::io::{BufWriter, IsTerminal, Stdout, Write, stdin, stdout};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, WrapErr, bail};
use crossterm::event::{self, Event};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::mouse::Mouse;
use crate::app::{Effect, Input, Key, Outcome};
use crate::domain::Moment;
use crate::domain::mishap::reason;
use crate::session::Session;
use crate::ui;
use crate::ui::theme::{Looks, Theme};

use super::burst::is_paste;
use super::config::{Config, UseMouse};
use super::crash;
use super::desk::Desk;
use super::guard::{self, Guard};
use super::looks::{self, Ask, Choice};
use super::opening::{self, Opening};
use super::outside;
use super::signals::{self, Shared};
use super::tending::Tending;
use super::windows::{Window, said};

/// How long to sleep while nothing happens. With the look at the terminal, that makes four wake-ups
/// a second, which see other programs' commits within one.
const IDLE: Duration = Duration::from_millis(334);
/// How long to sleep while something is being done in the background.
const BUSY: Duration = Duration::from_millis(10);
/// How long after the last key where the user is is kept.
const QUIET: Duration = Duration::from_secs(2);
/// How long the event loop waits for the end after a signal.
const ENDING: Duration = Duration::from_secs(1);
/// How long after the loss of the terminal a signal may come.
const GRACE: Duration = Duration::from_millis(100);
/// How often the book is looked at for other programs' commits.
const REFRESH: Duration = Duration::from_millis(500);
/// The most characters of a paste that are taken.
const PASTE: usize = 64 * 1024;

/// The most events that are taken before something is drawn.
const QUEUE: usize = 4096;

/// What the screen begins with.
pub struct Start {
    /// The book; its accounts may be still unread, then they are read in the background.
    pub session: Session,
    /// Where files are written that the user asks for.
    pub exports: PathBuf,
    /// Where crash reports and texts for the outside editor go.
    pub state: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
    /// Colours and glyphs, where the user chose them for this run.
    pub choice: Choice,
    /// Opens the demo book.
    pub demo: Box<dyn Fn() -> Result<Session>>,
    /// The time now.
    pub clock: Box<dyn Fn() -> Moment>,
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

struct Loop {
    desk: Desk,
    terminal: Screen,
    looks: Looks,
    shared: Shared,
    clock: Box<dyn Fn() -> Moment>,
    demo: Box<dyn Fn() -> Result<Session>>,
    state: PathBuf,
    refreshed: Instant,
    /// When the user last did something, or where the user is was last kept.
    touched: Instant,
    tending: Tending,
    tended: Vec<String>,
    window: Option<Window>,
    opening: Option<Opening>,
}

/// Opens the screen and works until the user leaves.
pub fn run(start: Start) -> Result<()> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        bail!("the screen needs a terminal; `quadbook --help` lists what works without one");
    }
    let shared = Shared::default();
    signals::watch(shared.clone()).wrap_err("cannot watch for signals")?;
    crash::watch(start.state.clone());
    let config = Config::read(&start.config);
    let (looks, ask) = looks::first(start.choice, &config);
    crossterm::style::force_color_output(true);
    if config.mouse == UseMouse::Yes {
        guard::want_mouse();
    }
    let guard = Guard::enter().wrap_err("cannot take the terminal over")?;
    let size = crossterm::terminal::size().unwrap_or((80, 24));
    let now = (start.clock)();
    let mut session = start.session;
    let opening = opening::begin(&mut session, &now)?;
    let mut all = Loop {
        desk: Desk::new(session, start.exports, now, size),
        terminal: screen()?,
        looks,
        shared,
        clock: start.clock,
        demo: start.demo,
        state: start.state,
        refreshed: Instant::now(),
        touched: Instant::now(),
        tending: Tending::default(),
        tended: Vec::new(),
        window: None,
        opening,
    };
    all.enter();
    all.desk.ui.keymap = config.keymap;
    if let Some(why) = config.refused {
        all.desk.ui.refuse(why);
    }
    let worked = all.begin(ask).and_then(|()| all.work());
    if worked.is_err() {
        // Where the terminal has gone a signal says so in a moment; its thread ends the process.
        std::thread::sleep(GRACE);
        all.end_if_asked();
    }
    drop(guard);
    // Where the user was is a comfort: leaving must not fail over it.
    let _ = all.desk.leave();
    worked
}

/// A screen that knows nothing of what the terminal shows.
fn screen() -> Result<Screen> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout()));
    Terminal::new(backend).wrap_err("cannot draw on the terminal")
}

impl Loop {
    /// Draws all anew. The library's own way asks the terminal where its cursor is, and fails
    /// where the terminal does not answer.
    fn renew(&mut self) -> Result<()> {
        self.terminal = screen()?;
        let all = crossterm::terminal::Clear(crossterm::terminal::ClearType::All);
        crossterm::queue!(self.terminal.backend_mut(), all).wrap_err("the terminal is gone")
    }

    /// Takes on the size of the window.
    fn fit(&mut self) {
        if let Ok((columns, rows)) = crossterm::terminal::size()
            && (columns, rows) != self.desk.ui.size
        {
            self.input(Input::Resize(columns, rows));
        }
    }

    /// Paints first, then asks the terminal whether it is dark or light, unless keys wait already.
    fn begin(&mut self, ask: Ask) -> Result<()> {
        self.draw()?;
        signals::watch_terminal(self.shared.clone()).wrap_err("cannot watch the terminal")?;
        if ask == Ask::Yes
            && !event::poll(Duration::ZERO).unwrap_or(true)
            && looks::ground() == Theme::Light
        {
            self.looks.theme = Theme::Light;
            self.draw()?;
        }
        Ok(())
    }

    fn work(&mut self) -> Result<()> {
        while !self.desk.ui.leaving {
            let mut changed = self.wait()?;
            self.end_if_asked();
            if self.shared.draw_all.swap(false, Ordering::SeqCst) {
                self.renew()?;
                self.fit();
                changed = true;
            }
            if self.touched.elapsed() >= QUIET {
                // Where the user is is a comfort: when it cannot be kept now, then later.
                let _ = self.desk.keep_place();
                self.touched = Instant::now();
            }
            if self.refreshed.elapsed() >= REFRESH {
                self.refreshed = Instant::now();
                changed |= self.desk.refresh((self.clock)());
                changed |= self.look_after();
            }
            changed |= self.opened()?;
            changed |= self.desk.poll((self.clock)());
            for effect in self.desk.requests() {
                self.carry_out(effect)?;
                changed = true;
            }
            if changed && !self.desk.ui.leaving {
                self.draw()?;
            }
        }
        Ok(())
    }

    /// Keeps where the user is when a signal ends the process; the thread that took the signal
    /// waits for it and then ends all.
    fn end_if_asked(&mut self) {
        if self.shared.ending.load(Ordering::SeqCst) {
            // Where the user was is a comfort: ending must not fail over it.
            let _ = self.desk.leave();
            self.shared.kept.store(true, Ordering::SeqCst);
            std::thread::sleep(ENDING);
        }
    }

    /// Notes that the book is open here.
    fn enter(&mut self) {
        // The note of the book before goes first.
        self.window = None;
        (self.tending, self.tended) = (Tending::default(), Vec::new());
        let book = self.desk.session().file();
        self.window = book.and_then(|book| Window::enter(&self.state, book, std::process::id()));
    }

    /// Has the book tended once a day, when it is read; says whether there is anything new to say
    /// of it or of other windows.
    fn look_after(&mut self) -> bool {
        if self.opening.is_none() && !self.desk.is_busy() {
            self.tending.begin(self.desk.session(), &(self.clock)());
        }
        self.tended.extend(self.tending.poll());
        let others = self.window.as_ref().map(Window::others).unwrap_or_default();
        let notices: Vec<String> = self.tended.iter().cloned().chain(said(&others)).collect();
        self.desk.notice(&notices)
    }

    /// Takes the accounts once they are read; says whether they came.
    fn opened(&mut self) -> Result<bool> {
        let Some(loaded) = self.opening.as_ref().and_then(Opening::poll) else { return Ok(false) };
        self.opening = None;
        self.desk.take(loaded?, (self.clock)())?;
        Ok(true)
    }

    /// Takes every event that waits; says whether anything must be drawn.
    fn wait(&mut self) -> Result<bool> {
        let patience = if self.opening.is_some() || self.desk.is_busy() { BUSY } else { IDLE };
        if !event::poll(patience).wrap_err("the terminal is gone")? {
            let waiting = !self.desk.ui.prefix.keys.is_empty();
            self.input(Input::Tick);
            return Ok(waiting);
        }
        self.touched = Instant::now();
        let mut events = Vec::new();
        while events.len() < QUEUE
            && event::poll(Duration::ZERO).wrap_err("the terminal is gone")?
        {
            events.push(event::read().wrap_err("the terminal is gone")?);
        }
        let key = |event: &Event| if let Event::Key(key) = event { Key::of(*key) } else { None };
        let keys: Vec<Key> = events.iter().filter_map(key).collect();
        let mut changed = false;
        if !self.desk.ui.mode.takes_text() && is_paste(&keys) {
            self.input(Input::Paste(String::new()));
            changed = true;
            // A window that changed its size meanwhile has done so all the same.
            events.retain(|event| !matches!(event, Event::Key(_)));
        }
        for event in events {
            if !self.desk.ui.leaving {
                changed |= self.take(event);
            }
        }
        Ok(changed)
    }

    fn take(&mut self, event: Event) -> bool {
        match event {
            Event::Key(key) => match Key::of(key) {
                Some(key) => self.input(Input::Key(key)),
                None => return false,
            },
            Event::Paste(text) => {
                let cut: String = text.chars().take(PASTE).collect();
                self.input(Input::Paste(cut));
            }
            Event::Resize(columns, rows) => {
                // Even back at the old size a terminal may have lost what it showed.
                self.shared.draw_all.store(true, Ordering::SeqCst);
                self.input(Input::Resize(columns, rows));
            }
            Event::Mouse(event) => match Mouse::of(event) {
                Some(done) => self.input(Input::Mouse(done)),
                None => return false,
            },
            Event::FocusGained | Event::FocusLost => return false,
        }
        true
    }

    fn input(&mut self, input: Input) {
        let now = (self.clock)();
        // The signal thread waits a moment for this lock, so that a commit can finish. A lock
        // that a panic poisoned still guards.
        let writing = self.shared.writing.clone();
        let _writing = writing.lock();
        self.desk.input(input, now);
    }

    fn draw(&mut self) -> Result<()> {
        let (desk, looks) = (&self.desk, &self.looks);
        let mut paint = || -> std::io::Result<()> {
            crossterm::queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
            self.terminal.draw(|frame| ui::draw(frame, &desk.ui, desk.book(), looks))?;
            crossterm::queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
            self.terminal.backend_mut().flush()
        };
        paint().wrap_err("the terminal is gone")
    }

    fn carry_out(&mut self, effect: Effect) -> Result<()> {
        let outcome = match effect {
            Effect::Suspend => {
                signals::stop(&self.shared);
                return Ok(());
            }
            Effect::OpenDemo => match (self.demo)() {
                Ok(mut session) => {
                    self.opening = opening::begin(&mut session, &(self.clock)())?;
                    // Where the user was is a comfort: going on must not fail over it.
                    let _ = self.desk.leave();
                    let (exports, size) = (self.desk.exports.clone(), self.desk.ui.size);
                    self.desk = Desk::new(session, exports, (self.clock)(), size);
                    self.enter();
                    return Ok(());
                }
                Err(error) => Outcome::Refused(error.to_string()),
            },
            Effect::Copy(text) => match outside::copy(&text) {
                Ok(()) => Outcome::Copied(copied(&text)),
                Err(error) => Outcome::Refused(format!("cannot copy: {}", reason(&error))),
            },
            Effect::EditOutside(text) => self.edit_outside(&text)?,
            _ => return Ok(()),
        };
        self.input(Input::Outcome(outcome));
        Ok(())
    }

    fn edit_outside(&mut self, text: &str) -> Result<Outcome> {
        guard::leave();
        let edited = outside::edit(text, &self.state);
        let taken = Guard::enter().wrap_err("cannot take the terminal over again")?;
        std::mem::forget(taken);
        self.renew()?;
        Ok(edited.map_or_else(Outcome::Refused, Outcome::Edited))
    }
}

/// What was copied, in a few words: the text itself when it is short, else how many lines it has.
fn copied(text: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().replace('\t', " · ");
    match lines.count() {
        0 => format!("“{}”", crate::text::fit(&first, COPIED)),
        more => format!("{} lines, from “{}”", more + 1, crate::text::fit(&first, COPIED)),
    }
}

/// The most columns of what was copied that are said.
const COPIED: usize = 40;
