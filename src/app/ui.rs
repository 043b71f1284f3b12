//! Everything the screen remembers: where the user is, what is selected, marked, filtered and
//! tried. It holds ids, never rows, over time; rows are worked out anew when the book changes.

mod rows;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::facts::Fact;
use crate::domain::history::Turn;
use crate::domain::query::SortKey;
use crate::domain::seen::{Seen, Trial};
use crate::domain::{Book, Id, Moment};

use super::aside::Aside;
use super::deaf::Deaf;
use super::drafts::{self, Drafts};
use super::effect::Wants;
use super::filter::Filter;
use super::kept::Kept;
use super::key::Key;
use super::keymap::Keymap;
use super::map::{self, MapView};
use super::mode::Mode;
use super::origin::Origin;
use super::screen::Screen;
use super::whatif::WhatIf;
use super::{
    columns, filter, find, history, list, plan, prompt, repeat, settings, today, triage, triage_run,
};
use rows::RowsFor;

/// The state of the screen.
#[derive(Clone, Debug)]
pub struct Ui {
    /// The time of the last input.
    pub now: Moment,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// How many accounts are being read, until they are there.
    pub opening: Option<u64>,
    /// The screen shown.
    pub screen: Screen,
    /// The screens that Backspace leads back to.
    pub back: Vec<Screen>,
    /// The account that keys act on.
    pub selected: Option<Id>,
    /// Accounts marked for bulk work.
    pub marks: BTreeSet<Id>,
    /// Which accounts are shown.
    pub filter: Filter,
    /// The order of the list.
    pub sort: Vec<SortKey>,
    /// What the import screen remembers.
    pub import: super::import::View,
    /// What the plan screen remembers.
    pub plan: plan::View,
    /// An account that was just made, to be selected when it is there.
    pub awaited: Option<Id>,
    /// The change of another window that undo or redo, asked for once more, turns.
    pub theirs: Option<(Turn, Id)>,
    /// What `.` does again.
    pub repeat: Option<repeat::Repeat>,
    /// What the list remembers.
    pub list: list::View,
    /// What triage remembers.
    pub triage: triage::Triage,
    /// What Today remembers.
    pub today: today::View,
    /// What the history remembers.
    pub log: history::View,
    /// What the settings screen remembers.
    pub settings: settings::View,
    /// What is open over the screen.
    pub mode: Mode,
    /// What was open and tried and is being kept; it comes back when that is refused.
    pub kept: Option<Box<Kept>>,
    /// Lines that were typed and not kept.
    pub aside: Vec<Aside>,
    /// The last refusal, while what is typed at once after it is not run.
    pub deaf: Option<Deaf>,
    /// Long texts that were typed and not kept yet.
    pub drafts: Drafts,
    /// What is tried without being kept.
    pub trial: Trial,
    /// What was in the book when that began to be tried.
    pub origin: Origin,
    /// Whether moves are only tried.
    pub what_if: WhatIf,
    /// What the map remembers.
    pub map: MapView,
    /// What is remembered of the mouse.
    pub pointer: super::mouse::Pointer,
    /// The last thing that happened.
    pub status: Status,
    /// What the user should know of this book all the time; said while nothing else is.
    pub notices: Vec<String>,
    /// Whether the book can only be read.
    pub read_only: bool,
    /// Which keys mean what.
    pub keymap: Keymap,
    /// The key that led to the action being run; `None` when it was chosen from a list.
    pub pressed: Option<Key>,
    /// Prefix keys typed so far, and when the first of them was.
    pub prefix: Prefix,
    /// How often prefixes were used; their help waits once they are known.
    pub prefix_uses: u32,
    /// The accounts shown, in order, as rows of this book.
    pub rows: Vec<u32>,
    /// How many accounts there are that were not put away.
    pub living: usize,
    /// Where the selected account was among them last.
    place: usize,
    /// Whether the rows must be worked out anew.
    rows_for: Option<RowsFor>,
    /// Grows whenever the rows are worked out anew.
    rows_epoch: u64,
    /// Whether the program is about to leave.
    pub leaving: bool,
    /// Ctrl+C pressed once, and when.
    pub interrupted: Option<i64>,
}

/// Prefix keys typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    /// The keys.
    pub keys: Vec<Key>,
    /// Milliseconds of the first.
    pub since: i64,
}

/// The last thing that happened, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Status {
    /// What.
    pub text: String,
    /// How it went.
    pub tone: Tone,
}

/// How something went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// A word to the user.
    #[default]
    Said,
    /// It is on disk, and can be taken back.
    Saved,
    /// It could not be done.
    Refused,
}

impl Ui {
    /// The screen of a book just opened.
    pub fn new(now: Moment, size: (u16, u16)) -> Self {
        Self {
            now,
            size,
            opening: None,
            screen: Screen::Map,
            back: Vec::new(),
            selected: None,
            marks: BTreeSet::new(),
            filter: Filter::default(),
            sort: Vec::new(),
            import: super::import::View::default(),
            plan: plan::View::default(),
            awaited: None,
            theirs: None,
            repeat: None,
            list: list::View::default(),
            triage: triage::Triage::default(),
            today: today::View::default(),
            log: history::View::default(),
            settings: settings::View::default(),
            mode: Mode::None,
            kept: None,
            aside: Vec::new(),
            deaf: None,
            drafts: Drafts::of_window(&now),
            trial: Trial::default(),
            origin: Origin::default(),
            what_if: WhatIf::default(),
            map: MapView::default(),
            pressed: None,
            pointer: super::mouse::Pointer::default(),
            status: Status::default(),
            notices: Vec::new(),
            read_only: false,
            keymap: Keymap::default(),
            prefix: Prefix::default(),
            prefix_uses: 0,
            rows: Vec::new(),
            living: 0,
            place: 0,
            rows_for: None,
            rows_epoch: 0,
            leaving: false,
            interrupted: None,
        }
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The book with what is tried on it.
    pub fn seen<'a>(&'a self, book: &'a Book) -> Seen<'a> {
        Seen::new(book, &self.trial)
    }

    /// The row of the selected account.
    pub fn selected_row(&self, book: &Book) -> Option<usize> {
        self.selected.and_then(|id| book.accounts.row(id))
    }

    /// The accounts that an action means: those marked, where marks can be seen, else the selected
    /// one.
    pub fn chosen(&self) -> Vec<Id> {
        if self.means_marks() {
            self.marks.iter().copied().collect()
        } else {
            self.selected.into_iter().collect()
        }
    }

    /// Whether an action means any account.
    pub fn has_chosen(&self) -> bool {
        self.means_marks() || self.selected.is_some()
    }

    fn means_marks(&self) -> bool {
        !self.marks.is_empty() && matches!(self.screen, Screen::Map | Screen::List)
    }

    /// Says something.
    pub fn say(&mut self, text: impl Into<String>) {
        self.status = Status { text: text.into(), tone: Tone::Said };
    }

    /// Says why something cannot be done; what is typed at once after it is not run.
    pub fn refuse(&mut self, text: impl Into<String>) {
        self.status = Status { text: text.into(), tone: Tone::Refused };
        self.deaf = Some(Deaf::after(&self.status.text, self.now.millis()));
    }

    /// Goes to a screen; Backspace leads back.
    pub fn go(&mut self, screen: Screen) {
        if screen != self.screen {
            if screen == Screen::Plan {
                plan::enter(self);
            }
            self.back.push(self.screen);
            self.screen = screen;
        }
    }

    /// What the screen needs in memory to be drawn.
    pub fn wants(&self, book: &Book) -> Wants {
        if self.opening.is_some() {
            return Wants::default();
        }
        let mut facts: Vec<Fact> = self.query(book).facts();
        facts.extend(self.sort.iter().map(|key| key.fact));
        if self.screen == Screen::List {
            facts.extend(columns::wanted(self, book));
        }
        facts.extend(repeat::wanted(self));
        facts.extend(filter::wanted(self, book));
        facts.retain(|fact| !book.has(*fact));
        let edited = match &self.mode {
            Mode::LongText(open) => Some(open.target.account()),
            _ => drafts::wanted(self),
        };
        let mut accounts: Vec<Id> = self.selected.into_iter().chain(edited).collect();
        accounts.extend(find::wanted(self, book));
        let mut wants = Wants { accounts, facts, ..Wants::default() };
        triage::wants(self, book, &mut wants);
        today::wants(self, &mut wants);
        wants.history = (self.screen == Screen::History).then_some(self.log.of);
        wants
    }

    /// A book without accounts shows how to begin; with the first account the map takes over.
    fn welcome(&mut self, book: &Book) {
        let empty = book.accounts.is_empty();
        if empty && self.screen == Screen::Map {
            self.screen = Screen::Welcome;
        } else if !empty && self.screen == Screen::Welcome {
            self.screen = Screen::Map;
        }
    }

    /// Brings everything that is worked out from the book up to date.
    pub fn refresh(&mut self, book: &Book) {
        if self.opening.is_some() {
            return;
        }
        self.refresh_rows(book);
        if let Some(id) = self.awaited.filter(|id| book.accounts.row(*id).is_some()) {
            (self.selected, self.awaited) = (Some(id), None);
        }
        map::refresh(self, book);
        triage_run::follow(self, book);
        today::follow(self, book);
        self.place = self.selected_place(book).unwrap_or(self.place);
        list::follow(self, book);
        history::follow(self);
        prompt::follow(self, book);
    }
}
