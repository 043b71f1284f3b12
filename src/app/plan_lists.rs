//! The lists of a plan: adding actions and risks, getting them done, their order, removing them.

use crate::domain::kinds::action::Status;
use crate::domain::kinds::risk::RiskStatus;
use crate::domain::kinds::{Action, Risk};
use crate::domain::record::{Kind, POSITION, Record, Table};
use crate::domain::sections::{Holds, SECTIONS, is_settled};
use crate::domain::value::{FieldValue, Must, PlanRef, TEXT_MOST, Value};
use crate::domain::{Book, Change, Id, consequence, position};

use super::confirm::Confirm;
use super::effect::Effect;
use super::plan::{Shown, Spot, here, record_at_hand};
use super::prompt::{Prompt, Purpose};
use super::records::{self, Target, name};
use super::steps;
use super::ui::Ui;

/// Asks for an entry of the list of a section; in a section without a list, for an action.
pub fn ask(ui: &mut Ui, book: &Book, section: usize) -> Option<Effect> {
    let kind = match SECTIONS.get(section).map(|section| section.holds) {
        Some(Holds::Records(kind)) => kind,
        _ => Action::TABLE,
    };
    let account = ui.selected?;
    let title = format!("{} for {}", kind.label, name(book, account));
    Prompt::open(ui, Purpose::Entry(kind, account), &title, "");
    None
}

/// What a typed line will become.
pub fn preview(ui: &Ui, kind: &'static Table, text: &str) -> String {
    if kind == Risk::TABLE { "what may go wrong".to_owned() } else { steps::preview(ui, text) }
}

/// Adds what was typed to a list.
pub fn keep(
    ui: &mut Ui,
    book: &Book,
    kind: &'static Table,
    account: Id,
    text: &str,
) -> Result<Change, String> {
    let change = if kind == Risk::TABLE {
        add_risk(ui, book, account, text.trim())?
    } else {
        steps::keep_new(ui, book, &[account], text)?
    };
    let made = change.edits.last().map(crate::domain::Edit::record);
    ui.plan.spot = made.map(Spot::Record);
    ui.plan.section = section_of(kind);
    Ok(change)
}

/// The change that adds a risk. The first one of an account without a plan makes the plan.
fn add_risk(ui: &Ui, book: &Book, account: Id, text: &str) -> Result<Change, String> {
    if text.is_empty() {
        return Err("type what may go wrong".to_owned());
    }
    if text.chars().count() > TEXT_MOST {
        return Err(format!("what may go wrong is longer than {TEXT_MOST} characters"));
    }
    let shown = Shown::of(ui, book).ok_or("the account is still being read")?;
    let mut plan = shown.plan;
    let mut change = Change::new(format!("{}: risk {text}", name(book, account)));
    if plan.base.id.is_nil() {
        plan.base.id = Id::fresh(&ui.now);
        change = change.create(plan.clone());
    }
    let mut risk = Risk::new(Id::fresh(&ui.now));
    risk.plan = Must(PlanRef(plan.base.id));
    risk.text = Must(text.to_owned());
    Ok(change.create(risk))
}

fn section_of(kind: &'static Table) -> usize {
    let holds = |holds| matches!(holds, Holds::Records(table) if table == kind);
    SECTIONS.iter().position(|section| holds(section.holds)).unwrap_or(0)
}

/// What is at hand is done; once more opens it again.
pub fn toggle(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let record = record_at_hand(ui, book)?;
    let open = is_settled(record);
    let (value, word) = if record.table() == Risk::TABLE {
        let status = if open { RiskStatus::Open } else { RiskStatus::Closed };
        (status.into_value(), status.label())
    } else {
        let status = if open { Status::Open } else { Status::Done };
        (status.into_value(), status.label())
    };
    let field = record.table().field("status")?;
    let label = format!("{}: {} {}", name(book, ui.selected?), record.title(), word.to_lowercase());
    let change = consequence::set(Change::new(label), record, field, Some(value), ui.today());
    Some(Effect::Commit(change))
}

/// Asks for another day for the action at hand.
pub fn reschedule(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let step: &Action = record_at_hand(ui, book)?.of()?;
    let title = format!("New day for {}", steps::said(&step.title.0, step.due, ui.today()));
    Prompt::open(ui, Purpose::Due(Box::new(step.clone())), &title, "");
    None
}

/// Asks before what is at hand is removed.
pub fn remove(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let record = record_at_hand(ui, book)?;
    let kind = record.table().label.to_lowercase();
    let label = format!("{}: {kind} {} removed", name(book, ui.selected?), record.title());
    let question = format!("Remove the {kind} {}?", record.title());
    let change = Change::new(label).remove(record.copied());
    Confirm::open(ui, question, change);
    None
}

/// Moves what is at hand up or down among the open ones of its list.
pub fn shift(ui: &mut Ui, book: &Book, by: isize) -> Option<Effect> {
    let section = here(ui, book)?.0;
    let id = record_at_hand(ui, book)?.id();
    let shown = Shown::of(ui, book)?;
    let list: Vec<&dyn Record> =
        shown.list(section).into_iter().filter(|record| !is_settled(*record)).collect();
    let from = list.iter().position(|record| record.id() == id)?;
    let to = from.saturating_add_signed(by).min(list.len().saturating_sub(1));
    let positions: Vec<Option<&str>> =
        list.iter().map(|record| record.base().position.as_deref()).collect();
    let moved = position::moved(&positions, from, to);
    let label = format!("{}: order of {}", name(book, ui.selected?), plural(&list));
    let change =
        moved.into_iter().fold(Change::new(label), |change, (at, position)| match list.get(at) {
            Some(record) => change.set(*record, &POSITION, Some(Value::Text(position))),
            None => change,
        });
    (ui.plan.spot, ui.plan.section) = (Some(Spot::Record(id)), section);
    (!change.is_empty()).then_some(Effect::Commit(change))
}

fn plural(list: &[&dyn Record]) -> String {
    list.first().map(|record| record.table().plural.to_lowercase()).unwrap_or_default()
}

/// What a typed figure of the target means: the other figure, against which year.
pub fn preview_value(ui: &Ui, book: &Book, target: &Target, text: &str) -> String {
    let hint = || match target.read(book, &ui.now, text) {
        Ok(Some(value @ (Value::Money(_) | Value::Pct(_)))) => {
            crate::app::account::shown(book, &value)
        }
        _ => target.field.hint.to_owned(),
    };
    let follows = || {
        let shown = Shown::of(ui, book)?;
        let mut record: Box<dyn Record> = Box::new(shown.plan.clone());
        let value = target.read(book, &ui.now, text).ok()??;
        let change = consequence::set(
            Change::new(""),
            record.copied().as_ref(),
            target.field,
            Some(value),
            ui.today(),
        );
        for edit in change.edits {
            if let crate::domain::Edit::Set(edit) = edit {
                record.set(edit.field, edit.after).ok()?;
            }
        }
        super::plan_lines::target_said(book, shown.details, record.of()?)
    };
    match target.place {
        records::Place::Record { kind, .. } if kind != crate::domain::kinds::Plan::TABLE => hint(),
        _ if is_figure(target) => follows().unwrap_or_else(hint),
        _ => hint(),
    }
}

fn is_figure(target: &Target) -> bool {
    use crate::domain::kinds::plan::field::{growth, target as amount};
    target.field == growth || target.field == amount
}
