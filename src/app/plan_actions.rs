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

macro_rules! moves {
    ($($id:literal, $title:literal, $keys:expr, $run:expr;)+) => {
        &[$(Action::new($id, $title, HERE, $keys, $run).found_by("move go").when(with_account).view()),+]
    };
}

/// Moving about in the plan.
pub const MOVES: &[Action] = moves! {
    "plan.up", "Up in the plan", &["up", "k"], |ui, book| step(ui, book, -1);
    "plan.down", "Down in the plan", &["down", "j"], |ui, book| step(ui, book, 1);
    "plan.page_up", "Up by a page", &["pageup"], |ui, book| step(ui, book, -10);
    "plan.page_down", "Down by a page", &["pagedown"], |ui, book| step(ui, book, 10);
    "plan.first", "To the beginning of the plan", &["home"], |ui, book| step(ui, book, isize::MIN);
    "plan.last", "To the end of the plan", &["end"], |ui, book| step(ui, book, isize::MAX);
    "plan.next_section", "Next section", &["tab", "right", "l"], |ui, book| section(ui, book, 1);
    "plan.previous_section", "Previous section", &["shift-tab", "left", "h"], |ui, book| section(ui, book, -1);
};

/// What can be done in the plan.
pub const ACTIONS: &[Action] = &[
    Action::new("plan.next_account", "The plan of the next account", HERE, &[">"], |ui, book| {
        account(ui, book, 1)
    })
    .found_by("move go")
    .hinted("next account", 40)
    .when(with_account)
    .view(),
    Action::new(
        "plan.previous_account",
        "The plan of the account before",
        HERE,
        &["<"],
        |ui, book| account(ui, book, -1),
    )
    .found_by("move go")
    .when(with_account)
    .view(),
    Action::new("plan.edit", "Edit what is at hand", HERE, &["enter", "e"], edit)
        .found_by("change write type open")
        .hinted("edit", 20)
        .when(with_plan)
        .asks(),
    Action::new(
        "plan.add",
        "Add to the list at hand: an action such as call CFO fri, or a risk",
        HERE,
        &["a"],
        |ui, book| plan_lists::ask(ui, book, here(ui, book)?.0),
    )
    .found_by("new action risk create")
    .hinted("add", 21)
    .when(with_plan)
    .asks(),
    Action::new(
        "plan.done",
        "Done with what is at hand; once more: open again",
        HERE,
        &["x"],
        plan_lists::toggle,
    )
    .found_by("finish complete close tick action risk")
    .hinted("done", 22)
    .when(with_record),
    Action::new(
        "plan.reschedule",
        "Move the action at hand to another day",
        HERE,
        &["D"],
        plan_lists::reschedule,
    )
    .found_by("due date postpone")
    .hinted("day", 23)
    .when(with_due)
    .asks(),
    Action::new("plan.remove", "Remove what is at hand", HERE, &["X"], plan_lists::remove)
        .found_by("delete")
        .when(with_record),
    Action::new(
        "plan.move_down",
        "Move it down in its list",
        HERE,
        &["J", "shift-down"],
        |ui, book| plan_lists::shift(ui, book, 1),
    )
    .found_by("order sort later")
    .when(with_open_record),
    Action::new("plan.move_up", "Move it up in its list", HERE, &["K", "shift-up"], |ui, book| {
        plan_lists::shift(ui, book, -1)
    })
    .found_by("order sort earlier")
    .when(with_open_record),
    Action::new(
        "plan.outside",
        "Write the text at hand in the editor of your choice ($EDITOR)",
        HERE,
        &["E"],
        |ui, book| longtext::open_outside(ui, book, target(ui, book)?),
    )
    .found_by("external vim nano")
    .when(with_long)
    .asks(),
    Action::new("plan.copy", "Copy the plan as text", HERE, &["c p"], |ui, _| {
        ui.selected.map(Effect::CopyPlan)
    })
    .found_by("clipboard markdown")
    .when(with_account)
    .view(),
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
