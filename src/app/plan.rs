//! The plan of the selected account: where the cursor stands in it, and how it moves.
//! An account without a plan shows an empty one; nothing is written until something is typed.

use crate::domain::book::Details;
use crate::domain::kinds::{Action, Plan};
use crate::domain::record::{Field, Kind, Record};
use crate::domain::sections::{Holds, SECTIONS, listed, plan_of};
use crate::domain::{Book, Id};

use super::effect::Effect;
use super::mode::Mode;
use super::plan_lines::{Line, lines};
use super::plan_lists;
use super::prompt::{Prompt, Purpose};
use super::records::{self, Target};
use super::screen::Screen;
use super::ui::Ui;

/// What the plan screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Where the cursor was put last.
    pub spot: Option<Spot>,
    /// The section it was in, for when the spot is gone.
    pub section: usize,
    /// The record whose fields are shown one by one.
    pub open: Option<Id>,
    /// The account whose plan was shown last.
    of: Option<Id>,
}

/// A place in the plan that can be stood on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Spot {
    /// A field of the plan.
    Field(&'static Field),
    /// A record of a list.
    Record(Id),
    /// A field of a record of a list.
    Part(Id, &'static Field),
    /// A list without records.
    Empty(usize),
}

/// The plan of the selected account with all that is shown of it.
pub struct Shown<'a> {
    /// The account and its records.
    pub details: &'a Details,
    /// The plan; without an id when it does not exist yet.
    pub plan: Plan,
}

impl<'a> Shown<'a> {
    /// The plan to show; `None` while no account is selected or it is still being read.
    pub fn of(ui: &Ui, book: &'a Book) -> Option<Self> {
        let details = book.looked_at.get(&ui.selected?)?;
        Some(Self { details, plan: plan_of(book, details, ui.today()) })
    }

    /// The records of the list of a section, in its order.
    pub fn list(&self, section: usize) -> Vec<&'a dyn Record> {
        match SECTIONS.get(section).map(|section| section.holds) {
            Some(Holds::Records(kind)) => listed(kind, self.details, &self.plan),
            _ => Vec::new(),
        }
    }
}

/// The line the cursor stands on: where it was put, else the first place of its section.
pub fn at(ui: &Ui, lines: &[Line]) -> Option<usize> {
    let spot = |line: &Line| line.spot.is_some();
    let exact = lines.iter().position(|line| line.spot.is_some() && line.spot == ui.plan.spot);
    exact
        .or_else(|| lines.iter().position(|line| spot(line) && line.section == ui.plan.section))
        .or_else(|| lines.iter().position(spot))
}

/// The place the cursor stands on.
pub fn here(ui: &Ui, book: &Book) -> Option<(usize, Spot)> {
    let lines = lines(ui, book);
    let line = lines.get(at(ui, &lines)?)?;
    line.spot.map(|spot| (line.section, spot))
}

/// Opens the plan: where it was left when it is the one shown last, else at its beginning; from
/// Today on the action at hand.
pub(super) fn enter(ui: &mut Ui) {
    if ui.plan.of != ui.selected {
        ui.plan = View { of: ui.selected, ..View::default() };
    }
    if let (Screen::Today, Some(step)) = (ui.screen, ui.today.step()) {
        ui.plan.spot = Some(Spot::Record(step));
        let holds = |holds| matches!(holds, Holds::Records(kind) if kind == Action::TABLE);
        ui.plan.section = SECTIONS.iter().position(|s| holds(s.holds)).unwrap_or(0);
    }
}

/// The target of the field at hand.
pub(super) fn target(ui: &Ui, book: &Book) -> Option<Target> {
    let shown = Shown::of(ui, book)?;
    match here(ui, book)?.1 {
        Spot::Field(field) => Some(Target::plan(&shown.plan, field)),
        Spot::Part(id, field) => {
            let account = shown.details.account.base.id;
            Some(Target::of(records::find(shown.details, id)?, account, field))
        }
        Spot::Record(_) | Spot::Empty(_) => None,
    }
}

/// The record of a list that is at hand.
pub fn record_at_hand<'a>(ui: &Ui, book: &'a Book) -> Option<&'a dyn Record> {
    let details = book.looked_at.get(&ui.selected?)?;
    match here(ui, book)?.1 {
        Spot::Record(id) | Spot::Part(id, _) => records::find(details, id),
        Spot::Field(_) | Spot::Empty(_) => None,
    }
}

/// The line being typed, when it stands in the plan itself: in the field at hand.
pub fn inline(ui: &Ui) -> Option<&Prompt> {
    let Mode::Prompt(open) = &ui.mode else { return None };
    let Purpose::Value(target) = &open.purpose else { return None };
    let field = match ui.plan.spot? {
        Spot::Field(field) | Spot::Part(_, field) => field,
        Spot::Record(_) | Spot::Empty(_) => return None,
    };
    (ui.screen == Screen::Plan && field == target.field).then_some(open)
}

/// Edits the field at hand, or shows the fields of the record at hand one by one.
pub(super) fn edit(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let (section, spot) = here(ui, book)?;
    (ui.plan.spot, ui.plan.section) = (Some(spot), section);
    match spot {
        Spot::Record(id) => {
            ui.plan.open = if ui.plan.open == Some(id) { None } else { Some(id) };
            None
        }
        Spot::Empty(section) => plan_lists::ask(ui, book, section),
        Spot::Field(_) | Spot::Part(..) => {
            let target = target(ui, book)?;
            records::edit(ui, book, target);
            None
        }
    }
}

/// Closes the record whose fields are shown; says whether there was one.
pub fn close(ui: &mut Ui) -> bool {
    let Some(id) = ui.plan.open.take() else { return false };
    ui.plan.spot = Some(Spot::Record(id));
    true
}

/// Goes so many places up or down.
pub(super) fn step(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let lines = lines(ui, book);
    let spots: Vec<&Line> = lines.iter().filter(|line| line.spot.is_some()).collect();
    let at = lines.get(at(ui, &lines)?)?.spot;
    let place = spots.iter().position(|line| line.spot == at)?;
    let next = place.saturating_add_signed(by).min(spots.len().saturating_sub(1));
    put(ui, spots.get(next).copied());
    None
}

fn put(ui: &mut Ui, line: Option<&Line>) {
    if let Some(line) = line {
        (ui.plan.spot, ui.plan.section) = (line.spot, line.section);
    }
}

/// Goes to the next section or the one before, round at the ends.
pub(super) fn section(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let lines = lines(ui, book);
    let here = lines.get(at(ui, &lines)?)?.section;
    let count = SECTIONS.len();
    let next = (here + count).saturating_add_signed(by) % count;
    put(ui, lines.iter().find(|line| line.section == next && line.spot.is_some()));
    None
}

/// Goes to the plan of another account, in the order of the list.
pub(super) fn account(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let before = ui.selected;
    ui.step(book, by);
    (ui.plan.open, ui.plan.of) = (None, ui.selected);
    if ui.selected == before {
        ui.say("there is no further account");
    }
    None
}
