//! What can be done on the plan screen, and writing plans to files from any list of accounts.

use crate::domain::Book;
use crate::domain::sections::is_settled;
use crate::domain::value::Type;

use super::action::{Action, Ready, Scope, Undo, with_account};
use super::effect::Effect;
use super::plan::{account, edit, here, record_at_hand, section, step, target};
use super::screen::Screen;
use super::ui::Ui;
use super::{longtext, plan_lists};

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
    let long = target(ui, book).is_some_and(|t| t.field.ty == Type::Long);
    if long { Ok(()) } else { Err("no long text is at hand") }
}
