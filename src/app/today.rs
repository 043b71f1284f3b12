//! Today: every open action by the day it is due, the most overdue first, undated ones last.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::kinds::Action as Step;
use crate::domain::{Book, Id, agenda};

use super::effect::Wants;
use super::list::moved;
use super::screen::Screen;
use super::ui::Ui;

/// When an action is due, as far as the list is divided by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum When {
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// Until the coming Sunday.
    ThisWeek,
    /// After that.
    Later,
    /// Nobody knows.
    Undated,
}

impl When {
    /// When a day is, seen from today.
    pub fn of(due: Option<Date>, today: Date) -> Self {
        let Some(due) = due else { return Self::Undated };
        let left = i64::from(7 - today.weekday().to_monday_one_offset());
        let sunday = today.checked_add(left.days()).unwrap_or(today);
        match due {
            due if due < today => Self::Overdue,
            due if due == today => Self::Today,
            due if due <= sunday => Self::ThisWeek,
            _ => Self::Later,
        }
    }

    /// Its words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Today => "Today",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::Undated => "Without a date",
        }
    }
}

/// One line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The head of a group, and how many actions it has.
    Head(When, usize),
    /// An action, by its place in the agenda.
    Step(u32),
}

/// What the screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The lines.
    pub lines: Vec<Line>,
    /// Which of them is at hand; never a head.
    pub at: usize,
    /// The first line in sight.
    pub top: usize,
    /// The action at hand.
    step: Option<Id>,
    made_for: Option<(u64, Date)>,
}

impl View {
    /// The action at hand.
    pub(super) const fn step(&self) -> Option<Id> {
        self.step
    }
}

/// What the screen needs in memory.
pub fn wants(ui: &Ui, wants: &mut Wants) {
    wants.agenda = ui.screen == Screen::Today;
}

/// The action of a line.
pub fn step_of(book: &Book, line: Line) -> Option<&Step> {
    match line {
        Line::Step(at) => book.agenda.as_ref()?.get(at as usize),
        Line::Head(..) => None,
    }
}

/// The action at hand.
pub fn at_hand<'a>(ui: &Ui, book: &'a Book) -> Option<&'a Step> {
    step_of(book, *ui.today.lines.get(ui.today.at)?)
}

/// Goes some actions further on, passing over heads.
pub fn step(ui: &mut Ui, book: &Book, by: isize) {
    let places = ui.today.lines.len();
    let is_step = |at: &usize| matches!(ui.today.lines.get(*at), Some(Line::Step(_)));
    let to = moved(ui.today.at, by, places);
    let found = if by < 0 {
        (0..=to).rev().find(is_step).or_else(|| (to..places).find(is_step))
    } else {
        (to..places).find(is_step).or_else(|| (0..=to).rev().find(is_step))
    };
    ui.today.at = found.unwrap_or(0);
    select(ui, book);
}

/// Puts the action in a line at hand; a head is none.
pub fn pick(ui: &mut Ui, book: &Book, line: usize) {
    if matches!(ui.today.lines.get(line), Some(Line::Step(_))) {
        ui.today.at = line;
        select(ui, book);
    }
}

/// Puts the first action of an account at hand; says whether there is one.
pub fn find(ui: &mut Ui, book: &Book, account: Id) -> bool {
    let is_its = |line: &Line| step_of(book, *line).is_some_and(|s| s.account.0.0 == account);
    let Some(line) = ui.today.lines.iter().position(is_its) else { return false };
    pick(ui, book, line);
    true
}

/// The account of the action at hand is the one that keys act on.
fn select(ui: &mut Ui, book: &Book) {
    let at_hand = at_hand(ui, book).map(|step| (step.base.id, step.account.0.0));
    ui.today.step = at_hand.map(|(step, _)| step);
    if let Some((_, account)) = at_hand {
        ui.selected = Some(account);
    }
}

/// Works the lines out anew when the book or the day has changed, and keeps the action at hand;
/// when that is gone, the one that takes its place.
pub fn follow(ui: &mut Ui, book: &Book) {
    if ui.screen != Screen::Today {
        return;
    }
    let Some(agenda) = &book.agenda else { return };
    let now = Some((book.version, ui.now.date()));
    if ui.today.made_for != now {
        ui.today.made_for = now;
        ui.today.lines = lines(book, agenda, ui.now.date());
        let same =
            |line: &Line| step_of(book, *line).is_some_and(|s| Some(s.base.id) == ui.today.step);
        ui.today.at = ui.today.lines.iter().position(same).unwrap_or(ui.today.at);
        step(ui, book, 0);
    }
    select(ui, book);
    let rows = usize::from(ui.size.1.saturating_sub(3).max(1));
    let head = ui.today.at.saturating_sub(1);
    let shows_head = matches!(ui.today.lines.get(head), Some(Line::Head(..)));
    let top = super::list::in_sight(ui.today.top, ui.today.at, rows);
    ui.today.top = if shows_head && rows > 1 { top.min(head) } else { top };
}

fn lines(book: &Book, steps: &[Step], today: Date) -> Vec<Line> {
    let due = |at: &u32| steps.get(*at as usize).and_then(|step| step.due);
    let order = agenda::ordered(book, steps).into_iter();
    let order: Vec<(When, u32)> = order.map(|at| (When::of(due(&at), today), at)).collect();
    let mut lines = Vec::with_capacity(order.len() + 5);
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let when = group.first().map_or(When::Undated, |step| step.0);
        lines.push(Line::Head(when, group.len()));
        lines.extend(group.iter().map(|(_, at)| Line::Step(*at)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_ends_on_sunday() {
        let wednesday = date(2026, 11, 18);
        for (due, when) in [
            (Some(date(2026, 11, 17)), When::Overdue),
            (Some(wednesday), When::Today),
            (Some(date(2026, 11, 22)), When::ThisWeek),
            (Some(date(2026, 11, 23)), When::Later),
            (None, When::Undated),
        ] {
            assert_eq!(When::of(due, wednesday), when, "{due:?}");
        }
        let sunday = date(2026, 11, 22);
        assert_eq!(When::of(Some(date(2026, 11, 23)), sunday), When::Later);
    }
}
