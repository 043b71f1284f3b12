//! The plan of the selected account: where the cursor stands in it, and what the keys do there.
//! An account without a plan shows an empty one; nothing is written until something is typed.

use crate::domain::book::Details;
use crate::domain::kinds::Plan;
use crate::domain::record::{Field, Record};
use crate::domain::sections::{Holds, SECTIONS, is_settled, listed, plan_of};
use crate::domain::{Book, Id};

use super::action::{Action, Ready, Scope, Undo, with_account};
use super::effect::Effect;
use super::mode::Mode;
use super::plan_lines::{Line, lines};
use super::prompt::{Prompt, Purpose};
use super::records::{self, Target};
use super::screen::Screen;
use super::ui::Ui;
use super::{longtext, plan_lists};

/// What the plan screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Where the cursor was put last.
    pub spot: Option<Spot>,
    /// The section it was in, for when the spot is gone.
    pub section: usize,
    /// The record whose fields are shown one by one.
    pub open: Option<Id>,
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

/// The target of the field at hand.
fn target(ui: &Ui, book: &Book) -> Option<Target> {
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

const HERE: Scope = Scope::On(&[Screen::Plan]);

macro_rules! action {
    ($id:literal, $title:literal, $words:literal, $keys:expr, $hint:expr, $ready:expr, $run:expr, $undo:ident) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: HERE,
            keys: $keys,
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::$undo,
        }
    };
}

macro_rules! moves {
    ($($id:literal, $title:literal, $keys:expr, $hint:expr, $run:expr;)+) => {
        &[$(action!($id, $title, "move go", $keys, $hint, with_account, $run, View)),+]
    };
}

/// Moving about in the plan.
pub const MOVES: &[Action] = moves! {
    "plan.up", "Up in the plan", &["up", "k"], None, |ui, book| step(ui, book, -1);
    "plan.down", "Down in the plan", &["down", "j"], None, |ui, book| step(ui, book, 1);
    "plan.page_up", "Up by a page", &["pageup"], None, |ui, book| step(ui, book, -10);
    "plan.page_down", "Down by a page", &["pagedown"], None, |ui, book| step(ui, book, 10);
    "plan.first", "To the beginning of the plan", &["home"], None, |ui, book| step(ui, book, isize::MIN);
    "plan.last", "To the end of the plan", &["end"], None, |ui, book| step(ui, book, isize::MAX);
    "plan.next_section", "Next section", &["tab", "right", "l"], None, |ui, book| section(ui, book, 1);
    "plan.previous_section", "Previous section", &["shift-tab", "left", "h"], None, |ui, book| section(ui, book, -1);
    "plan.next_account", "The plan of the next account", &[">"], Some(("next account", 40)), |ui, book| account(ui, book, 1);
    "plan.previous_account", "The plan of the account before", &["<"], None, |ui, book| account(ui, book, -1);
};

/// What can be done in the plan.
pub const ACTIONS: &[Action] = &[
    action!(
        "plan.edit",
        "Edit what is at hand",
        "change write type open",
        &["enter", "e"],
        Some(("edit", 20)),
        with_plan,
        edit,
        Step
    ),
    action!(
        "plan.add",
        "Add to the list at hand: an action such as call CFO fri, or a risk",
        "new action risk create",
        &["a"],
        Some(("add", 21)),
        with_plan,
        |ui, book| plan_lists::ask(ui, book, here(ui, book)?.0),
        Step
    ),
    action!(
        "plan.done",
        "Done with what is at hand; once more: open again",
        "finish complete close tick action risk",
        &["x"],
        Some(("done", 22)),
        with_record,
        plan_lists::toggle,
        Step
    ),
    action!(
        "plan.reschedule",
        "Move the action at hand to another day",
        "due date postpone",
        &["D"],
        Some(("day", 23)),
        with_due,
        plan_lists::reschedule,
        Step
    ),
    action!(
        "plan.remove",
        "Remove what is at hand",
        "delete",
        &["X"],
        None,
        with_record,
        plan_lists::remove,
        Step
    ),
    action!(
        "plan.move_down",
        "Move it down in its list",
        "order sort later",
        &["J", "shift-down"],
        None,
        with_open_record,
        |ui, book| plan_lists::shift(ui, book, 1),
        Step
    ),
    action!(
        "plan.move_up",
        "Move it up in its list",
        "order sort earlier",
        &["K", "shift-up"],
        None,
        with_open_record,
        |ui, book| plan_lists::shift(ui, book, -1),
        Step
    ),
    action!(
        "plan.outside",
        "Write the text at hand in the editor of your choice ($EDITOR)",
        "external vim nano",
        &["E"],
        None,
        with_long,
        |ui, book| longtext::open_outside(ui, book, target(ui, book)?),
        Step
    ),
    action!(
        "plan.copy",
        "Copy the plan as text",
        "clipboard markdown",
        &["c p"],
        None,
        with_account,
        |ui, _| ui.selected.map(Effect::CopyPlan),
        View
    ),
];

const WRITTEN: Scope = Scope::On(&[Screen::Map, Screen::List, Screen::Plan, Screen::Today]);

/// Writing plans to files.
pub const WRITING: &[Action] = &[
    Action {
        id: "write.plan",
        title: "Write the plan as Markdown (all plans of marked accounts)",
        words: "export file save document",
        scope: WRITTEN,
        keys: &["w m"],
        hint: None,
        ready: with_account,
        run: |ui, _| Some(Effect::WritePlans(ui.chosen())),
        undo: Undo::View,
    },
    Action {
        id: "write.plans",
        title: "Write the plans of all accounts shown as Markdown",
        words: "export files save documents everything",
        scope: WRITTEN,
        keys: &["w a"],
        hint: None,
        ready: |ui, _| if ui.rows.is_empty() { Err("no account is shown") } else { Ok(()) },
        run: |ui, book| {
            let ids = ui.rows.iter().filter_map(|row| book.accounts.id(*row as usize));
            Some(Effect::WritePlans(ids.collect()))
        },
        undo: Undo::View,
    },
];

fn with_plan(ui: &Ui, book: &Book) -> Ready {
    with_account(ui, book)?;
    here(ui, book).map(|_| ()).ok_or("the account is still being read")
}

fn with_record(ui: &Ui, book: &Book) -> Ready {
    record_at_hand(ui, book).map(|_| ()).ok_or("no action and no risk is at hand")
}

fn with_open_record(ui: &Ui, book: &Book) -> Ready {
    let record = record_at_hand(ui, book).ok_or("no action and no risk is at hand")?;
    if is_settled(record) { Err("what is done keeps its place") } else { Ok(()) }
}

fn with_due(ui: &Ui, book: &Book) -> Ready {
    let record = record_at_hand(ui, book);
    let due = record.is_some_and(|record| record.table().field("due").is_some());
    if due { Ok(()) } else { Err("no action is at hand") }
}

fn with_long(ui: &Ui, book: &Book) -> Ready {
    let long = target(ui, book).is_some_and(|t| t.field.ty == crate::domain::value::Type::Long);
    if long { Ok(()) } else { Err("no long text is at hand") }
}

/// Edits the field at hand, or shows the fields of the record at hand one by one.
fn edit(ui: &mut Ui, book: &Book) -> Option<Effect> {
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
fn step(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
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
fn section(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let lines = lines(ui, book);
    let here = lines.get(at(ui, &lines)?)?.section;
    let count = SECTIONS.len();
    let next = (here + count).saturating_add_signed(by) % count;
    put(ui, lines.iter().find(|line| line.section == next && line.spot.is_some()));
    None
}

/// Goes to the plan of another account, in the order of the list.
fn account(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let before = ui.selected;
    ui.step(book, by);
    ui.plan.open = None;
    if ui.selected == before {
        ui.say("there is no further account");
    }
    None
}
