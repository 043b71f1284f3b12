//! Triage: one account after another is scored with two digits, most valuable first (UX.md,
//! Triage). Every account is one change; what is left is offered again at the next start.

use std::collections::VecDeque;

use crate::domain::score::{Axis, Score, Scores, Segment};
use crate::domain::seen::Trial;
use crate::domain::{Book, Change, Id, judge};

use super::action::{Action, Ready, Scope, Undo, always};
use super::effect::{Effect, Wants};
use super::key::Key;
use super::score::{self, LEFT_EVIDENCE, Write};
use super::screen::Screen;
use super::triage_queue::{self as queue, Compared, Reason};
use super::ui::Ui;

/// The key under which the accounts left are remembered.
pub const KEY: &str = "triage";
/// The most accounts that are remembered.
const REMEMBERED: usize = 1000;
/// How many of the last accounts say how long the rest will take.
const RECENT: usize = 10;
/// The longest time that one account counts with, in milliseconds: nobody judges for longer.
const LONGEST: i64 = 120_000;

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
    before: Trial,
    /// The accounts left from the last time.
    pub left: Vec<Id>,
    /// How the account at hand compares.
    pub compared: Compared,
    /// When the account at hand came up, in milliseconds.
    since: i64,
    /// The last change asked for is not on disk yet.
    waits: bool,
    /// The undo asked for is our own: the account is at hand again already.
    undoes: bool,
    /// The labels of the steps saved since triage began, the latest last.
    saved: Vec<String>,
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
    /// The change, when there was anything to change.
    change: Option<Change>,
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

macro_rules! triage {
    ($id:literal, $title:expr, $keys:expr, $hint:expr, $ready:expr, $run:expr, $undo:ident) => {
        Action {
            id: $id,
            title: $title,
            words: "triage score queue",
            scope: HERE,
            keys: $keys,
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::$undo,
        }
    };
}

/// What triage can do.
pub const ACTIONS: &[Action] = &[
    triage!(
        "triage.score",
        "Score: two digits, engagement then potential",
        &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        Some(("to 9, twice: score", 1)),
        is_asking,
        digit,
        Step
    ),
    triage!(
        "triage.agree",
        "Agree with the scores shown, or go on",
        &["enter"],
        Some(("agree", 2)),
        can_go_on,
        go_on,
        Step
    ),
    triage!(
        "triage.later",
        "Later: put the account at the end",
        &["space"],
        Some(("later", 3)),
        is_asking,
        later,
        View
    ),
    triage!(
        "triage.same",
        "The same scores as the account before",
        &["."],
        Some(("same", 4)),
        has_before,
        same,
        Step
    ),
    triage!(
        "triage.back",
        "One account back, undone",
        &["backspace"],
        Some(("back", 5)),
        can_go_back,
        back,
        Step
    ),
    triage!(
        "triage.anew",
        "Begin triage anew with the accounts marked or shown",
        &["r"],
        None,
        always,
        |ui, book| {
            begin(ui, book);
            remember(ui)
        },
        View
    ),
    triage!(
        "triage.stop",
        "Stop triage; the next start goes on from here",
        &["esc"],
        Some(("stop", 6)),
        always,
        |ui, _| stop(ui),
        View
    ),
];

fn is_asking(ui: &Ui, _: &Book) -> Ready {
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
fn before(ui: &Ui) -> Option<Scores> {
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
        let next = ui.triage.queue.iter().take(2).filter(|id| is_there(book, **id));
        wants.accounts = next.copied().collect();
    }
}

/// Begins with the accounts marked, else filtered, else those that need it.
fn begin(ui: &mut Ui, book: &Book) {
    let (reason, accounts) = queue::of(ui, book);
    start(ui, reason, accounts);
}

fn start(ui: &mut Ui, reason: Reason, accounts: Vec<Id>) {
    clear_first(ui);
    ui.triage = Triage { reason, queue: accounts.into(), ..Triage::default() };
    ui.triage.since = ui.now.millis();
    ui.triage.stage = if ui.triage.queue.is_empty() { Stage::Over } else { Stage::Asking };
}

/// Takes up the accounts that were left the last time.
pub fn recall(ui: &mut Ui, text: &str) {
    ui.triage.left = text.split_whitespace().filter_map(|id| id.parse().ok()).collect();
}

fn remember(ui: &Ui) -> Option<Effect> {
    let ids = ui.triage.queue.iter().take(REMEMBERED).map(ToString::to_string);
    let text = ids.collect::<Vec<_>>().join(" ");
    Some(Effect::Remember(KEY, Some(text).filter(|text| !text.is_empty())))
}

/// Keeps triage in step with screen and book: begins it when its screen is opened, passes over
/// accounts that were put away, and selects the account at hand.
pub fn follow(ui: &mut Ui, book: &Book) {
    if ui.screen != Screen::Triage {
        clear_first(ui);
        return;
    }
    if ui.triage.stage == Stage::Idle && !book.accounts.is_empty() {
        ui.triage.left.retain(|id| is_there(book, *id));
        if ui.triage.left.is_empty() {
            begin(ui, book);
        } else {
            ui.triage.stage = Stage::Offered;
        }
    }
    while ui.triage.queue.front().is_some_and(|id| !is_there(book, *id)) {
        ui.triage.queue.pop_front();
        clear_first(ui);
    }
    if ui.triage.stage == Stage::Asking && ui.triage.queue.is_empty() {
        ui.triage.stage = Stage::Over;
    }
    let at_hand = at_hand(ui);
    if at_hand.is_some() {
        ui.selected = at_hand;
    }
    if ui.triage.compared.of != at_hand {
        ui.triage.compared = at_hand.map(|id| queue::compare(book, id)).unwrap_or_default();
    }
}

fn is_there(book: &Book, id: Id) -> bool {
    book.accounts.row(id).is_some_and(|row| !book.is_archived(row))
}

fn clear_first(ui: &mut Ui) {
    if ui.triage.first.take().is_some() {
        ui.trial = std::mem::take(&mut ui.triage.before);
    }
}

/// The first digit is engagement and is tried at once; the second is potential and keeps both.
fn digit(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let id = at_hand(ui)?;
    let Some(typed) = ui.pressed.and_then(Key::char).and_then(Score::of_digit) else {
        ui.say("type a digit for engagement, then one for potential (6 means 65)");
        return None;
    };
    if let Some(engagement) = ui.triage.first {
        let scores = Scores { engagement: Some(engagement), potential: Some(typed) };
        return keep(ui, book, scores);
    }
    let scores = shown(ui, book).with(Axis::Engagement, Some(typed));
    ui.triage.first = Some(typed);
    ui.triage.before = ui.trial.clone();
    ui.trial.scores.insert(id, scores);
    None
}

fn go_on(ui: &mut Ui, book: &Book) -> Option<Effect> {
    match ui.triage.stage {
        Stage::Idle | Stage::Over => {
            ui.triage = Triage::default();
            ui.screen = ui.back.pop().unwrap_or(Screen::Map);
            None
        }
        Stage::Offered => {
            let left = std::mem::take(&mut ui.triage.left);
            start(ui, Reason::Left, left);
            None
        }
        Stage::Asking if ui.triage.first.is_some() => {
            let scores = shown(ui, book);
            keep(ui, book, scores)
        }
        Stage::Asking => agree(ui, book),
    }
}

/// Renews the days of the judged scores, and alters nothing else.
fn agree(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let id = at_hand(ui)?;
    let row = book.accounts.row(id)?;
    let (scores, segment) = (book.accounts.scores(row), book.seen().segment(row));
    let label = format!("Triage: {} stays {}", book.accounts.name(row), pair(scores));
    let edits = Axis::ALL.iter().filter_map(|a| judge::agree(&book.accounts, id, *a, ui.today()));
    let change = edits.fold(Change::new(label), Change::edit);
    advance(ui, change, Did::Judged(scores, segment, segment))
}

fn same(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let scores = before(ui)?;
    keep(ui, book, scores)
}

/// Judges the account at hand and goes on to the next.
fn keep(ui: &mut Ui, book: &Book, scores: Scores) -> Option<Effect> {
    let id = at_hand(ui)?;
    let row = book.accounts.row(id)?;
    let (from, to) = (book.seen().segment(row), book.thresholds().segment(scores));
    let mut change = score::change(book, &[(id, scores)], Write::Both, ui.today());
    let place = to.map_or("unplaced", Segment::label);
    let left = if change.label.ends_with(LEFT_EVIDENCE) { LEFT_EVIDENCE } else { "" };
    change.label = format!("Triage: {} {} → {place}{left}", book.accounts.name(row), pair(scores));
    advance(ui, change, Did::Judged(scores, from, to))
}

/// Two scores as they are said: engagement, then potential.
pub fn pair(scores: Scores) -> String {
    let said = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |s| s.to_string());
    format!("{}·{}", said(scores.engagement), said(scores.potential))
}

fn advance(ui: &mut Ui, change: Change, did: Did) -> Option<Effect> {
    clear_first(ui);
    let id = ui.triage.queue.pop_front()?;
    let millis = (ui.now.millis() - ui.triage.since).clamp(0, LONGEST);
    let change = Some(change).filter(|change| !change.is_empty());
    ui.triage.past.push(Past { id, did, millis, change: change.clone() });
    ui.triage.since = ui.now.millis();
    match change {
        Some(change) => {
            ui.triage.waits = true;
            Some(Effect::Commit(change))
        }
        None => remember(ui),
    }
}

fn later(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let id = at_hand(ui)?;
    if ui.triage.queue.len() == 1 {
        ui.say("this is the last account; Esc stops and keeps it for the next time");
        return None;
    }
    let effect = advance(ui, Change::new(""), Did::Later);
    ui.triage.queue.push_back(id);
    effect
}

/// One account back: what was done with it is undone.
fn back(ui: &mut Ui, _: &Book) -> Option<Effect> {
    if ui.triage.first.is_some() {
        clear_first(ui);
        return None;
    }
    let Some(change) = return_to_last(ui) else { return remember(ui) };
    if ui.triage.saved.last() == Some(&change.label) {
        ui.triage.undoes = true;
        return Some(Effect::Undo);
    }
    let mut inverse = change.inverse();
    inverse.label = format!("{}, taken back", change.label);
    Some(Effect::Commit(inverse))
}

/// Brings the last account to the front again; gives the change that was made to it.
fn return_to_last(ui: &mut Ui) -> Option<Change> {
    let past = ui.triage.past.pop()?;
    ui.triage.queue.retain(|id| *id != past.id);
    ui.triage.queue.push_front(past.id);
    (ui.triage.stage, ui.triage.since) = (Stage::Asking, ui.now.millis());
    past.change
}

/// Esc: takes the digit back, else leaves and keeps what is left for the next time.
pub fn stop(ui: &mut Ui) -> Option<Effect> {
    if ui.triage.first.is_some() {
        clear_first(ui);
        return None;
    }
    let (done, all) = progress(ui);
    let asking = ui.triage.stage == Stage::Asking;
    let left = match ui.triage.stage {
        Stage::Asking => ui.triage.queue.iter().copied().collect(),
        _ => std::mem::take(&mut ui.triage.left),
    };
    let effect = if asking { remember(ui) } else { None };
    ui.triage = Triage { left, ..Triage::default() };
    ui.screen = ui.back.pop().unwrap_or(Screen::Map);
    if asking {
        ui.say(format!("triage stopped after {done} of {all}; it can go on from here any time"));
    }
    effect
}

/// A step is on disk. What is left is remembered from then on.
pub fn saved(ui: &mut Ui, label: &str) -> Option<Effect> {
    if ui.triage.stage == Stage::Idle {
        return None;
    }
    ui.triage.saved.push(label.to_owned());
    if std::mem::take(&mut ui.triage.waits) { remember(ui) } else { None }
}

/// A step was taken back; when it was the last account's, that account is at hand again.
pub fn undone(ui: &mut Ui, label: &str) -> Option<Effect> {
    ui.triage.saved.pop();
    if std::mem::take(&mut ui.triage.undoes) {
        return remember(ui);
    }
    let last = ui.triage.past.last().and_then(|past| past.change.as_ref());
    if last.is_some_and(|change| change.label == label) {
        return_to_last(ui);
        return remember(ui);
    }
    None
}

/// Nothing was changed: the account that it was about is at hand again.
pub fn refused(ui: &mut Ui) {
    ui.triage.undoes = false;
    if std::mem::take(&mut ui.triage.waits) {
        return_to_last(ui);
    }
}
