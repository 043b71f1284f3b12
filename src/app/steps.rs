//! Next steps: adding an action to accounts, getting it done, moving it to another day.

use jiff::civil::Date;

use crate::domain::entry::{self, Entry};
use crate::domain::kinds::Action as Step;
use crate::domain::kinds::action::{Status, field};
use crate::domain::value::{AccountRef, FieldValue, Must, TEXT_MOST, Value};
use crate::domain::when::{parse_date, short};
use crate::domain::{Book, Change, Id, consequence};

use super::account::{AT_HAND, meant, named};
use super::action::{Action, Ready, Scope, Undo, with_account};
use super::effect::Effect;
use super::prompt::{Prompt, Purpose};
use super::repeat::Repeat;
use super::screen::Screen;
use super::today;
use super::ui::Ui;

/// Actions on next steps.
pub const ACTIONS: &[Action] = &[
    Action {
        id: "step.add",
        title: "Add an action, such as call CFO fri",
        words: "next step task todo due",
        scope: Scope::On(AT_HAND),
        keys: &["a"],
        hint: Some(("action", 30)),
        ready: with_account,
        run: ask,
        undo: Undo::Asks,
    },
    Action {
        id: "step.done",
        title: "The next step is done",
        words: "action finish complete tick",
        scope: Scope::On(AT_HAND),
        keys: &["x"],
        hint: Some(("done", 52)),
        ready: has_step,
        run: |ui, book| match done(ui, book) {
            Ok(effect) => effect,
            Err(why) => refused(ui, why),
        },
        undo: Undo::Step,
    },
    Action {
        id: "step.reschedule",
        title: "Move the next step to another day",
        words: "action due date postpone reschedule",
        scope: Scope::On(AT_HAND),
        keys: &["D"],
        hint: Some(("reschedule", 53)),
        ready: has_step,
        run: |ui, book| {
            let Some(step) = at_hand(ui, book) else { return refused(ui, NOT_READ) };
            let title = format!("New day for {}", step.title.0);
            Prompt::open(ui, Purpose::Due(Box::new(step)), &title, "");
            None
        },
        undo: Undo::Asks,
    },
];

const NOT_READ: &str = "the next step has not been read yet; try again";

fn refused(ui: &mut Ui, why: impl Into<String>) -> Option<Effect> {
    ui.refuse(why);
    None
}

/// Whether there is an action to act on.
fn has_step(ui: &Ui, book: &Book) -> Ready {
    if ui.screen == Screen::Today {
        return today::at_hand(ui, book).map(|_| ()).ok_or("there is nothing to do here");
    }
    let row = ui.selected_row(book).ok_or("no account is selected")?;
    let has = book.accounts.has_step(row);
    has.then_some(()).ok_or("this account has no next step; add an action first")
}

/// The action at hand: the line on Today, elsewhere the selected account's that is due first.
pub fn at_hand(ui: &Ui, book: &Book) -> Option<Step> {
    if ui.screen == Screen::Today {
        return today::at_hand(ui, book).cloned();
    }
    let details = book.looked_at.get(&ui.selected?)?;
    details.steps().first().map(|step| (*step).clone())
}

fn ask(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    let title = format!("Action for {}", meant(ui, book, &to));
    Prompt::open(ui, Purpose::NewStep(to), &title, "");
    None
}

/// An action in words: what, and by when.
pub fn said(title: &str, due: Option<Date>, today: Date) -> String {
    match due {
        Some(day) => format!("{title} · due {}", short(day, today)),
        None => title.to_owned(),
    }
}

/// What a typed line will become, while it is typed.
pub fn preview(ui: &Ui, text: &str) -> String {
    let entry = match entry::split(text, ui.today()) {
        Ok(entry) => entry,
        Err(reject) => return reject.to_string(),
    };
    match entry.title.as_str() {
        "" => "what, then by when: call CFO fri · demo 3/12 · email in 2w".to_owned(),
        title if entry.due.is_none() => format!("{title} · no date"),
        title => said(title, entry.due, ui.today()),
    }
}

/// Adds the action of a typed line to these accounts.
pub fn keep_new(ui: &mut Ui, book: &Book, to: &[Id], text: &str) -> Result<Change, String> {
    let Entry { title, due } =
        entry::split(text, ui.today()).map_err(|reject| reject.to_string())?;
    if title.is_empty() {
        return Err("type what will be done, such as call CFO fri".to_owned());
    }
    if title.chars().count() > TEXT_MOST {
        return Err(format!("what will be done is longer than {TEXT_MOST} characters"));
    }
    let change = add(ui, book, to, &title, due);
    ui.repeat = Some(Repeat::Step(title, due));
    Ok(change)
}

/// The change that adds an action to each of these accounts, to be done by whoever works here.
pub fn add(ui: &Ui, book: &Book, to: &[Id], title: &str, due: Option<Date>) -> Change {
    let label = format!("{}: {}", named(book, to), said(title, due, ui.today()));
    let owner = Some(book.settings.text("my_name")).filter(|name| !name.is_empty());
    to.iter().fold(Change::new(label), |change, account| {
        let mut step = Step::new(Id::fresh(&ui.now));
        step.account = Must(AccountRef(*account));
        step.title = Must(title.to_owned());
        (step.owner, step.due) = (owner.clone(), due);
        change.create(step)
    })
}

/// The action at hand is done today.
pub fn done(ui: &mut Ui, book: &Book) -> Result<Option<Effect>, String> {
    let step = at_hand(ui, book).ok_or(NOT_READ)?;
    ui.repeat = Some(Repeat::Done);
    let label = format!("{}: {} done", named(book, &[step.account.0.0]), step.title.0);
    let status = Some(Status::Done.into_value());
    let change = consequence::set(Change::new(label), &step, field::status, status, ui.today());
    Ok(Some(Effect::Commit(change)))
}

/// What a typed day means, while it is typed.
pub fn preview_day(ui: &Ui, step: &Step, text: &str) -> String {
    if let Ok(due) = day(text, ui.today()) {
        return said(&step.title.0, due, ui.today());
    }
    let due = step.due.map(|day| format!("due {}; ", short(day, ui.today())));
    let how = "a day such as fri, 3/12 or in 2w; none takes the day away";
    format!("{}{how}", due.unwrap_or_default())
}

/// Moves an action to the typed day.
pub fn keep_day(ui: &mut Ui, book: &Book, step: &Step, text: &str) -> Result<Change, String> {
    let due = day(text, ui.today())?;
    ui.repeat = Some(Repeat::Due(due));
    Ok(reschedule(ui, book, step, due))
}

/// The change that moves an action to another day.
pub fn reschedule(ui: &Ui, book: &Book, step: &Step, due: Option<Date>) -> Change {
    let day = due.map_or_else(|| "no day".to_owned(), |day| short(day, ui.today()));
    let label = format!("{}: {} moved to {day}", named(book, &[step.account.0.0]), step.title.0);
    Change::new(label).set(step, field::due, due.map(Value::Date))
}

fn day(text: &str, today: Date) -> Result<Option<Date>, String> {
    match text.trim() {
        "none" | "never" => Ok(None),
        text => parse_date(text, today).map(Some).map_err(|reject| reject.to_string()),
    }
}
