//! What the keys of triage do. Every account is one change; what is left is remembered after each
//! one, so that the next start can go on.

use crate::domain::score::{Axis, Score, Scores, Segment};
use crate::domain::{Book, Change, Id, judge};

use super::effect::Effect;
use super::key::Key;
use super::origin;
use super::score::{self, LEFT_EVIDENCE, Write};
use super::screen::Screen;
use super::triage::{Did, KEY, Past, Stage, Triage, at_hand, before, pair, progress, shown};
use super::triage_queue::{self as queue, Reason};
use super::ui::Ui;

/// The most accounts that are remembered.
const REMEMBERED: usize = 1000;

/// How the label of a step ends that takes back an account's scores.
pub(super) const TAKEN_BACK: &str = ", taken back";

/// The longest time that one account counts with, in milliseconds: nobody judges for longer.
const LONGEST: i64 = 120_000;

/// Begins with the accounts marked, else filtered, else those that need it.
pub(super) fn begin(ui: &mut Ui, book: &Book) {
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

pub(super) fn remember(ui: &Ui) -> Option<Effect> {
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

pub(super) fn is_there(book: &Book, id: Id) -> bool {
    book.accounts.row(id).is_some_and(|row| !book.is_archived(row))
}

fn clear_first(ui: &mut Ui) {
    if ui.triage.first.take().is_some() {
        ui.trial = std::mem::take(&mut ui.triage.before);
    }
}

/// The first digit is engagement and is tried at once; the second is potential and keeps both.
pub(super) fn digit(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let id = at_hand(ui)?;
    let Some(typed) = ui.pressed.and_then(Key::char).and_then(Score::of_digit) else {
        ui.say("type a digit for engagement, then one for potential (6 means 65)");
        return None;
    };
    if let Some(engagement) = ui.triage.first {
        let scores = Scores { engagement: Some(engagement), potential: Some(typed) };
        return keep(ui, book, scores);
    }
    origin::note(ui, book, &[id]);
    let scores = shown(ui, book).with(Axis::Engagement, Some(typed));
    try_out(ui, id, scores);
    None
}

/// Shows typed scores before they are kept; a digit of potential or Enter keeps them.
fn try_out(ui: &mut Ui, id: Id, scores: Scores) {
    clear_first(ui);
    ui.triage.first = scores.engagement;
    ui.triage.before = ui.trial.clone();
    ui.trial.scores.insert(id, scores);
}

pub(super) fn go_on(ui: &mut Ui, book: &Book) -> Option<Effect> {
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
    advance(ui, change, Did::Judged(scores, segment, segment), None)
}

pub(super) fn same(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let scores = before(ui)?;
    keep(ui, book, scores)
}

/// Judges the account at hand and goes on to the next. Where somebody else has scored it since
/// its first digit was typed, that is said first, and what was typed stays.
fn keep(ui: &mut Ui, book: &Book, scores: Scores) -> Option<Effect> {
    let id = at_hand(ui)?;
    if ui.triage.first.is_some()
        && let Err(why) = origin::to_keep(ui, book, &[(id, scores)], Write::Both)
    {
        try_out(ui, id, scores);
        ui.refuse(why);
        return None;
    }
    let row = book.accounts.row(id)?;
    let (from, to) = (book.seen().segment(row), book.thresholds().segment(scores));
    let mut change = score::change(book, &[(id, scores)], Write::Both, ui.today());
    let place = to.map_or("unplaced", Segment::label);
    let left = if change.label.ends_with(LEFT_EVIDENCE) { LEFT_EVIDENCE } else { "" };
    change.label = format!("Triage: {} {} → {place}{left}", book.accounts.name(row), pair(scores));
    advance(ui, change, Did::Judged(scores, from, to), Some(scores))
}

fn advance(ui: &mut Ui, change: Change, did: Did, typed: Option<Scores>) -> Option<Effect> {
    clear_first(ui);
    let id = ui.triage.queue.pop_front()?;
    let millis = (ui.now.millis() - ui.triage.since).clamp(0, LONGEST);
    let change = Some(change).filter(|change| !change.is_empty());
    ui.triage.past.push(Past { id, did, millis, typed, change: change.clone() });
    ui.triage.since = ui.now.millis();
    match change {
        Some(change) => {
            ui.triage.waits = true;
            Some(Effect::Commit(change))
        }
        None => remember(ui),
    }
}

pub(super) fn later(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let id = at_hand(ui)?;
    if ui.triage.queue.len() == 1 {
        ui.say("this is the last account; Esc stops and keeps it for the next time");
        return None;
    }
    let effect = advance(ui, Change::new(""), Did::Later, None);
    ui.triage.queue.push_back(id);
    effect
}

/// One account back: what was done with it is undone.
pub(super) fn back(ui: &mut Ui, _: &Book) -> Option<Effect> {
    if ui.triage.first.is_some() {
        clear_first(ui);
        return None;
    }
    let past = return_to_last(ui)?;
    let Some(change) = &past.change else { return remember(ui) };
    // Undo would take back the last step of the book, and that may be another's.
    let mut inverse = change.inverse();
    inverse.label = format!("{}{TAKEN_BACK}", change.label);
    ui.triage.returns = Some(past);
    Some(Effect::Commit(inverse))
}

/// Brings the last account to the front again; gives what was done with it.
fn return_to_last(ui: &mut Ui) -> Option<Past> {
    let past = ui.triage.past.pop()?;
    ui.triage.queue.retain(|id| *id != past.id);
    ui.triage.queue.push_front(past.id);
    (ui.triage.stage, ui.triage.since) = (Stage::Asking, ui.now.millis());
    Some(past)
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
pub fn saved(ui: &mut Ui) -> Option<Effect> {
    let (waited, returned) =
        (std::mem::take(&mut ui.triage.waits), ui.triage.returns.take().is_some());
    if waited || returned { remember(ui) } else { None }
}

/// A step was taken back; when it was the last account's, that account is at hand again.
pub fn undone(ui: &mut Ui, label: &str) -> Option<Effect> {
    let last = ui.triage.past.last().and_then(|past| past.change.as_ref());
    if last.is_some_and(|change| change.label == label) {
        return_to_last(ui);
        return remember(ui);
    }
    None
}

/// Nothing was changed: the account that it was about is at hand again with what was typed, and one that was to be
/// taken back stays done.
pub fn refused(ui: &mut Ui) {
    if let Some(past) = ui.triage.returns.take() {
        ui.triage.queue.retain(|id| *id != past.id);
        ui.triage.past.push(past);
    }
    let back = if std::mem::take(&mut ui.triage.waits) { return_to_last(ui) } else { None };
    if let Some((id, typed)) = back.and_then(|past| Some((past.id, past.typed?))) {
        try_out(ui, id, typed);
    }
}
