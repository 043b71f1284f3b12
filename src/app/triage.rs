//! Triage: one account after another is scored with two digits, most valuable first (UX.md,
//! Triage). Here is what it remembers, shows and offers; what the keys do is in
//! [`super::triage_run`].

use std::collections::VecDeque;

use crate::domain::score::{Score, Scores, Segment};
use crate::domain::seen::Trial;
use crate::domain::{Book, Change, Id};

use super::action::{Action, Ready, Scope};
use super::effect::Wants;
use super::screen::Screen;
use super::triage_queue::{Compared, Reason};
use super::triage_run as run;
use super::ui::Ui;
use super::whatif;

/// The key under which the accounts left are remembered.
pub const KEY: &str = "triage";

/// How many of the last accounts say how long the rest will take.
const RECENT: usize = 10;

/// What triage remembers.
#[derive(Clone, Debug, Default)]
pub struct Triage {
    /// How far it is.
    pub stage: Stage,
    /// The accounts to come; the first is at hand.
    pub queue: VecDeque<Id>,
    /// Why these accounts.
    pub reason: Reason,
    /// The accounts that were at hand, oldest first.
    pub past: Vec<Past>,
    /// The engagement typed, while potential is waited for.
    pub first: Option<Score>,
    /// What was tried before that.
    pub(super) before: Trial,
    /// The accounts left from the last time.
    pub left: Vec<Id>,
    /// How the account at hand compares.
    pub compared: Compared,
    /// When the account at hand came up, in milliseconds.
    pub(super) since: i64,
    /// The last change asked for is not on disk yet.
    pub(super) waits: bool,
    /// What is being taken back; its account is at hand again already.
    pub(super) returns: Option<Past>,
}

/// How far triage is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stage {
    /// It has not begun.
    #[default]
    Idle,
    /// Accounts are left from the last time; shall it go on with them?
    Offered,
    /// An account is at hand.
    Asking,
    /// None is left.
    Over,
}

/// An account that was at hand.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// The account.
    pub id: Id,
    /// What was done.
    pub did: Did,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// The scores that were typed, to be at hand again when they cannot be kept.
    pub(super) typed: Option<Scores>,
    /// The change, when there was anything to change.
    pub(super) change: Option<Change>,
}

/// What was done with an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Did {
    /// It was put at the end of the queue.
    Later,
    /// It has these scores now; where it stood, and where it stands.
    Judged(Scores, Option<Segment>, Option<Segment>),
}

const HERE: Scope = Scope::On(&[Screen::Triage]);

/// What triage can do.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "triage.score",
        "Score: one digit for engagement, one for potential (8 means 85)",
        HERE,
        &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        run::digit,
    )
    .found_by("triage score queue")
    .hinted("to 9, twice: score", 1)
    .when(is_asking),
    Action::new(
        "triage.agree",
        "Agree with the scores shown, or go on",
        HERE,
        &["enter"],
        run::go_on,
    )
    .found_by("triage score queue")
    .hinted("agree", 2)
    .when(can_go_on),
    Action::new("triage.later", "Later: put the account at the end", HERE, &["space"], run::later)
        .found_by("triage score queue")
        .hinted("later", 3)
        .when(is_asking)
        .view(),
    Action::new("triage.same", "The same scores as the account before", HERE, &["."], run::same)
        .found_by("triage score queue")
        .hinted("same", 4)
        .when(has_before),
    Action::new("triage.back", "One account back, undone", HERE, &["backspace"], run::back)
        .found_by("triage score queue")
        .hinted("back", 5)
        .when(can_go_back),
    Action::new(
        "triage.anew",
        "Begin triage anew with the accounts marked or shown",
        HERE,
        &["r"],
        |ui, book| {
            run::begin(ui, book);
            run::remember(ui)
        },
    )
    .found_by("triage score queue")
    .hinted("begin anew", 7)
    .view(),
    Action::new(
        "triage.stop",
        "Stop triage; the next start goes on from here",
        HERE,
        &["esc"],
        |ui, _| run::stop(ui),
    )
    .found_by("triage score queue")
    .hinted("stop", 6)
    .view(),
];

/// The word for an action in the footer where it is not what it is while accounts are scored.
pub fn word(ui: &Ui, action: &Action) -> Option<&'static str> {
    match (ui.triage.stage, action.id) {
        (Stage::Offered, "triage.agree") => Some("go on"),
        (Stage::Offered, "triage.stop") => Some("not now"),
        (Stage::Over | Stage::Idle, "triage.agree") => Some("go back"),
        (Stage::Over | Stage::Idle, "triage.stop") => Some("leave"),
        _ => None,
    }
}

fn is_asking(ui: &Ui, _: &Book) -> Ready {
    whatif::off(ui)?;
    match ui.triage.stage {
        Stage::Asking => Ok(()),
        Stage::Offered => Err("say first whether to go on with the accounts of the last time"),
        Stage::Idle | Stage::Over => Err("no account is left to score"),
    }
}

fn can_go_on(ui: &Ui, book: &Book) -> Ready {
    if ui.triage.stage != Stage::Asking {
        return Ok(());
    }
    whatif::off(ui)?;
    let scores = shown(ui, book);
    if scores.engagement.is_some() && scores.potential.is_some() {
        Ok(())
    } else {
        Err("there is no score to agree with yet; type two digits")
    }
}

fn has_before(ui: &Ui, book: &Book) -> Ready {
    is_asking(ui, book)?;
    before(ui).map(|_| ()).ok_or("no account was scored before this one")
}

fn can_go_back(ui: &Ui, _: &Book) -> Ready {
    whatif::off(ui)?;
    let can = ui.triage.first.is_some() || !ui.triage.past.is_empty();
    can.then_some(()).ok_or("this is the first account")
}

/// The account at hand.
pub fn at_hand(ui: &Ui) -> Option<Id> {
    let asking = ui.triage.stage == Stage::Asking;
    ui.triage.queue.front().copied().filter(|_| asking)
}

/// The scores shown for the account at hand: those in force, or as far as they are typed.
pub fn shown(ui: &Ui, book: &Book) -> Scores {
    let row = at_hand(ui).and_then(|id| book.accounts.row(id));
    row.map(|row| ui.seen(book).scores(row)).unwrap_or_default()
}

/// The scores given to the account before.
pub(super) fn before(ui: &Ui) -> Option<Scores> {
    ui.triage.past.iter().rev().find_map(|past| match past.did {
        Did::Judged(scores, ..) => Some(scores),
        Did::Later => None,
    })
}

/// How many accounts are done, and how many there are.
pub fn progress(ui: &Ui) -> (usize, usize) {
    let judged = |past: &&Past| past.did != Did::Later;
    let done = ui.triage.past.iter().filter(judged).count();
    (done, done + ui.triage.queue.len())
}

/// How long the rest will take in milliseconds, from the last ten; `None` before the third.
pub fn time_left(ui: &Ui) -> Option<i64> {
    let took: Vec<i64> = ui.triage.past.iter().rev().take(RECENT).map(|past| past.millis).collect();
    let (count, left) =
        (i64::try_from(took.len()).ok()?, i64::try_from(ui.triage.queue.len()).ok()?);
    (count >= 3).then(|| took.iter().sum::<i64>() / count * left)
}

/// How long it took so far, in milliseconds.
pub fn time_taken(ui: &Ui) -> i64 {
    ui.triage.past.iter().map(|past| past.millis).sum()
}

/// What triage needs in memory: the account at hand and the next one.
pub fn wants(ui: &Ui, book: &Book, wants: &mut Wants) {
    if ui.screen == Screen::Triage && ui.triage.stage == Stage::Asking {
        let next = ui.triage.queue.iter().take(2).filter(|id| run::is_there(book, **id));
        wants.accounts = next.copied().collect();
    }
}

/// Two scores as they are said: engagement, then potential.
pub fn pair(scores: Scores) -> String {
    let said = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |s| s.to_string());
    format!("{}·{}", said(scores.engagement), said(scores.potential))
}
