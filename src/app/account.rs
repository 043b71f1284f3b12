//! Actions on accounts that work on several screens: new, archive, tags, fields, note, repeat.
//! With marks on a list they mean all marked accounts, and are one step.

use jiff::civil::Date;

use crate::domain::change::FieldEdit;
use crate::domain::facts::Fact;
use crate::domain::judge;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{axis_fields, field};
use crate::domain::record::{Field, Kind, Record};
use crate::domain::score::{Axis, Score, Scores};
use crate::domain::value::{FieldValue, Reading, Reject, Type, Value};
use crate::domain::{Book, Change, Id, wording};

use super::action::{Action, Ready, Scope, Undo, always, with_account};
use super::choose::{self, Choose};
use super::confirm::Confirm;
use super::effect::Effect;
use super::filter::Filter;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::records::{self, Target};
use super::score::{self, Write};
use super::screen::Screen;
use super::steps;
use super::ui::Ui;

/// The screens with an account at hand.
pub const AT_HAND: &[Screen] = &[Screen::List, Screen::Map, Screen::Triage, Screen::Today];

/// An action that can be done again on another account.
#[derive(Clone, PartialEq, Debug)]
pub enum Repeat {
    /// Adding this action, due by this day.
    Step(String, Option<Date>),
    /// The next step is done.
    Done,
    /// The next step is moved to this day.
    Due(Option<Date>),
    /// This field gets this value.
    Field(&'static Field, Option<Value>),
    /// These tags are added and taken away.
    Tags(String),
    /// This line is added to the note.
    Note(String),
    /// These scores are judged; an unknown one is left as it is.
    Scores(Scores),
}

macro_rules! on_account {
    ($id:literal, $title:literal, $words:literal, $screens:expr, $key:literal, $hint:expr, $ready:expr, $run:expr) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: Scope::On($screens),
            keys: &[$key],
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::Step,
        }
    };
}

/// The actions.
pub const ACTIONS: &[Action] = &[
    on_account!(
        "account.edit",
        "Edit a field of the account",
        "change set value",
        AT_HAND,
        "e",
        Some(("edit", 55)),
        with_account,
        |ui, _| {
            Choose::open(ui, choose::What::Field(ui.chosen()));
            None
        }
    ),
    on_account!(
        "account.tags",
        "Tags of the account",
        "words label keyword",
        AT_HAND,
        "t",
        None,
        with_account,
        ask_tags
    ),
    on_account!(
        "account.note",
        "Write the note on the account",
        "remember text line",
        AT_HAND,
        "n",
        Some(("note", 57)),
        with_account,
        ask_note
    ),
    on_account!(
        "account.new",
        "New account",
        "create add company",
        &[Screen::List, Screen::Map, Screen::Today],
        "N",
        None,
        always,
        ask_name
    ),
    on_account!(
        "account.first",
        "Enter the first account by hand",
        "create add company new",
        &[Screen::Welcome],
        "n",
        Some(("first account", 3)),
        always,
        ask_name
    ),
    on_account!(
        "account.archive",
        "Put the account away, or bring it back",
        "archive delete remove",
        AT_HAND,
        "X",
        None,
        with_account,
        archive
    ),
    on_account!(
        "account.repeat",
        "The same again on this account",
        "repeat last",
        &[Screen::List, Screen::Map, Screen::Today],
        ".",
        None,
        can_repeat,
        repeat
    ),
];

/// Accounts in words: the name of one, the number of several.
pub fn named(book: &Book, accounts: &[Id]) -> String {
    match accounts {
        [one] => book.accounts.row(*one).map_or("", |row| book.accounts.name(row)).to_owned(),
        several => format!("{} accounts", several.len()),
    }
}

/// A value in words; another account by its name.
pub fn shown(book: &Book, value: &Value) -> String {
    match value {
        Value::Ref(id) if book.accounts.row(*id).is_some() => named(book, &[*id]),
        value => value.label(),
    }
}

/// What a field of an account holds, when that is in memory: unknown, or a value.
pub fn stored(book: &Book, account: Id, field: &Field) -> Option<Option<Value>> {
    if let Some(details) = book.looked_at.get(&account) {
        return Some(details.account.read(field.index));
    }
    let field = Account::FIELDS.get(field.index)?;
    let column = book.accounts.column(Fact::Stored(field))?;
    Some(column.get(book.accounts.row(account)?))
}

/// The change that gives a field of these accounts a value, as one step. Typing a score judges
/// the account (METHOD.md 2).
pub fn set_field(
    book: &Book,
    to: &[Id],
    field: &'static Field,
    value: Option<&Value>,
    today: Date,
) -> Result<Change, String> {
    let axis = axis_of(field);
    let mut change = Change::new("");
    for id in to {
        change = match axis {
            Some(axis) => {
                let score = value.cloned().and_then(Score::from_value);
                let edits = judge::judge(&book.accounts, *id, axis, score, today);
                edits.into_iter().fold(change, Change::edit)
            }
            None => change.edit(edit(book, *id, field, value.cloned())?),
        };
    }
    change.label = match to {
        [one] => wording::of_fields(&named(book, &[*one]), &change.edits),
        _ => format!("{}: {}", named(book, to), in_words(field, value)),
    };
    Ok(change)
}

fn edit(
    book: &Book,
    record: Id,
    field: &'static Field,
    after: Option<Value>,
) -> Result<FieldEdit, String> {
    let before = stored(book, record, field).ok_or("the accounts are still being read")?;
    Ok(FieldEdit { kind: Account::TABLE, record, field, before, after })
}

fn in_words(field: &Field, value: Option<&Value>) -> String {
    let label = field.label.to_lowercase();
    match (value, field.ty) {
        (None, _) => format!("{label} emptied"),
        (Some(_), Type::Long) => format!("{label} written"),
        (Some(value), _) => format!("{label} {}", value.label()),
    }
}

/// The value that a typed text means for a field.
pub fn typed(book: &Book, field: &Field, text: &str, today: Date) -> Result<Option<Value>, String> {
    let find = |kind: &str, text: &str| by_name(book, kind, text);
    let reading = Reading { today, find: &find };
    let value = field.ty.parse(text, &reading).map_err(|reject| reject.to_string())?;
    if value.is_none() && field.required {
        return Err(format!("{} must not be empty", field.label.to_lowercase()));
    }
    Ok(value)
}

fn by_name(book: &Book, kind: &str, text: &str) -> Result<Id, Reject> {
    let wanted = text.to_lowercase();
    let mut found = (0..book.accounts.len())
        .filter(|row| {
            kind == Account::TABLE.key && book.accounts.name(*row).to_lowercase() == wanted
        })
        .filter_map(|row| book.accounts.id(row));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => {
            Err(Reject::Reference(format!("several accounts are called `{text}`")))
        }
        _ => Err(Reject::Reference(format!("no {kind} is called `{text}`"))),
    }
}

/// Opens the editor for a field that was chosen. Scores and fields of several accounts are asked
/// for in a line here; everything else is edited as any field of any record is.
pub fn ask_field(ui: &mut Ui, book: &Book, field: &'static Field, to: Vec<Id>) {
    let one = match to.as_slice() {
        [one] => book.looked_at.get(one),
        _ => None,
    };
    match one {
        Some(details) if axis_of(field).is_none() => {
            let account = &details.account;
            records::edit(ui, book, Target::of(account, account.base.id, field));
        }
        one => {
            let value = one.and_then(|details| details.account.read(field.index));
            let text = value.map(|value| value.canonical()).unwrap_or_default();
            let title = format!("{} of {}", field.label, named(book, &to));
            Prompt::open(ui, Purpose::Fields(field, to), &title, &text);
        }
    }
}

/// The axis of a judged score.
fn axis_of(field: &Field) -> Option<Axis> {
    Axis::ALL.iter().copied().find(|axis| axis_fields(*axis).judged == field)
}

/// What a typed value would do, while it is typed.
pub fn preview_field(ui: &Ui, book: &Book, field: &Field, text: &str) -> String {
    match typed(book, field, text, ui.today()) {
        Ok(None) => format!("{}; nothing typed empties it", field.hint),
        Ok(Some(value)) if text.trim() != shown(book, &value) => shown(book, &value),
        Ok(Some(_)) => field.hint.to_owned(),
        Err(_) => format!("{}: {}", field.hint, field.ty.wanted()),
    }
}

/// Tries a typed score while it is typed, so that everything drawn follows.
pub fn try_field(ui: &mut Ui, book: &Book, field: &Field, to: &[Id], text: &str) {
    let Some(axis) = axis_of(field) else { return };
    ui.trial.scores.clear();
    let Ok(value) = typed(book, field, text, ui.today()) else { return };
    let score = value.and_then(Score::from_value);
    for id in to {
        if let Some(row) = book.accounts.row(*id) {
            ui.trial.scores.insert(*id, book.accounts.scores(row).with(axis, score));
        }
    }
}

/// Gives a field its typed value.
pub fn keep_field(
    ui: &mut Ui,
    book: &Book,
    field: &'static Field,
    to: &[Id],
    text: &str,
) -> Result<Change, String> {
    let value = typed(book, field, text, ui.today())?;
    let change = set_field(book, to, field, value.as_ref(), ui.today())?;
    ui.repeat = Some(Repeat::Field(field, value));
    Ok(change)
}

/// The note of one account is a page; of several, a line is added to each.
fn ask_note(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    if to.len() == 1 {
        ask_field(ui, book, field::note, to);
    } else {
        let title = format!("A line for the notes of {}", named(book, &to));
        Prompt::open(ui, Purpose::Note(to), &title, "");
    }
    None
}

fn ask_tags(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    if let [_] = to.as_slice() {
        ask_field(ui, book, field::tags, to);
    } else {
        let title = format!("Tags to add to {} (-word takes one away)", named(book, &to));
        Prompt::open(ui, Purpose::Tags(to), &title, "");
    }
    None
}

/// Adds the typed tags to these accounts, and takes away those with a `-` before them.
pub fn keep_tags(ui: &mut Ui, book: &Book, to: &[Id], text: &str) -> Result<Change, String> {
    let words: Vec<&str> = text.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return Err("type the tags to add, with commas between them".to_owned());
    }
    let mut change = Change::new(format!("{}: tags {}", named(book, to), words.join(", ")));
    for id in to {
        let before = stored(book, *id, field::tags).flatten();
        let before = before.map(|value| value.canonical()).unwrap_or_default();
        let keeps = |tag: &&str| !tag.is_empty() && !words.contains(&format!("-{tag}").as_str());
        let mut tags: Vec<&str> = before.split(',').map(str::trim).filter(keeps).collect();
        tags.extend(words.iter().filter(|word| !word.starts_with('-')));
        let after = typed(book, field::tags, &tags.join(","), ui.today())?;
        change = change.edit(edit(book, *id, field::tags, after)?);
    }
    ui.repeat = Some(Repeat::Tags(text.to_owned()));
    Ok(change)
}

/// Adds a line to the note of these accounts.
pub fn keep_note(ui: &mut Ui, book: &Book, to: &[Id], text: &str) -> Result<Change, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("type what you want to remember".to_owned());
    }
    let mut change = Change::new(format!("{}: note written", named(book, to)));
    for id in to {
        let before = stored(book, *id, field::note).flatten().map(|value| value.canonical());
        let after = before.map_or_else(|| text.to_owned(), |note| format!("{note}\n{text}"));
        let after = typed(book, field::note, &after, ui.today())?;
        change = change.edit(edit(book, *id, field::note, after)?);
    }
    ui.repeat = Some(Repeat::Note(text.to_owned()));
    Ok(change)
}

fn ask_name(ui: &mut Ui, _: &Book) -> Option<Effect> {
    Prompt::open(ui, Purpose::NewAccount, "Name of the new account", "");
    None
}

/// Says when an account of a typed name is there already.
pub fn preview_name(book: &Book, text: &str) -> Option<String> {
    let same = |row: &usize| book.accounts.name(*row).eq_ignore_ascii_case(text.trim());
    let there = !text.trim().is_empty() && (0..book.accounts.len()).any(|row| same(&row));
    there.then(|| "an account of this name is there already; add the branch or the city".to_owned())
}

/// Makes an account with the typed name; it will be selected.
pub fn keep_name(ui: &mut Ui, book: &Book, text: &str) -> Result<Change, String> {
    let mut account = Account::new(Id::fresh(&ui.now));
    let name = typed(book, field::name, text, ui.today())?;
    let name = name.map(|name| name.canonical()).unwrap_or_default();
    let label = format!("New account: {name}");
    account.name.0 = name;
    account.owner = Some(book.settings.text("my_name")).filter(|owner| !owner.is_empty());
    ui.awaited = Some(account.base.id);
    ui.filter = Filter::default();
    Ok(Change::new(label).create(account))
}

fn archive(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    let who = named(book, &to);
    let away = |id: &Id| book.accounts.row(*id).is_some_and(|row| book.is_archived(row));
    let (verb, after) = if to.iter().all(away) {
        ("Bring back", None)
    } else {
        ("Put away", Some(Value::Time(ui.now)))
    };
    let mut change = Change::new(format!("{verb}: {who}"));
    for id in to.iter().filter(|id| after.is_none() || !away(id)) {
        match edit(book, *id, field::archived, after.clone()) {
            Ok(edit) => change = change.edit(edit),
            Err(why) => {
                ui.refuse(why);
                return None;
            }
        }
    }
    Confirm::open(ui, format!("{verb} {who}?"), change);
    None
}

fn can_repeat(ui: &Ui, _: &Book) -> Ready {
    if ui.repeat.is_none() {
        return Err("nothing has been done yet that could be repeated");
    }
    ui.selected.map(|_| ()).ok_or("no account is selected")
}

fn repeat(ui: &mut Ui, book: &Book) -> Option<Effect> {
    match again(ui, book) {
        Ok(change) if change.is_empty() => ui.say("it is so already"),
        Ok(change) => return Some(Effect::Commit(change)),
        Err(why) => ui.refuse(why),
    }
    None
}

fn again(ui: &mut Ui, book: &Book) -> Result<Change, String> {
    let (to, today) = (ui.chosen(), ui.today());
    let step = || steps::at_hand(ui, book).ok_or("this account has no next step");
    match ui.repeat.clone().ok_or("nothing to repeat")? {
        Repeat::Step(title, due) => Ok(steps::add(ui, book, &to, &title, due)),
        Repeat::Due(due) => Ok(steps::reschedule(ui, book, &step()?, due)),
        Repeat::Field(field, value) => set_field(book, &to, field, value.as_ref(), today),
        Repeat::Tags(text) => keep_tags(ui, book, &to, &text),
        Repeat::Note(text) => keep_note(ui, book, &to, &text),
        Repeat::Scores(scores) => {
            let kept = |id: &Id| {
                Some((*id, merged(scores, book.accounts.scores(book.accounts.row(*id)?))))
            };
            let scores: Vec<(Id, Scores)> = to.iter().filter_map(kept).collect();
            Ok(score::change(book, &scores, Write::Both, today))
        }
        Repeat::Done => match steps::done(ui, book)? {
            Some(Effect::Commit(change)) => Ok(change),
            _ => Ok(Change::new("")),
        },
    }
}

/// Scores with those that are unknown left as they were.
fn merged(scores: Scores, before: Scores) -> Scores {
    Scores {
        engagement: scores.engagement.or(before.engagement),
        potential: scores.potential.or(before.potential),
    }
}

/// The fields that must be in memory for a bulk action to be made from them.
pub fn wanted(ui: &Ui) -> Vec<Fact> {
    let asked = match &ui.mode {
        Mode::Prompt(prompt) => prompt.purpose.needs(),
        _ => None,
    };
    let again = match &ui.repeat {
        Some(Repeat::Field(field, _)) => Some(*field),
        Some(Repeat::Tags(_)) => Some(field::tags),
        Some(Repeat::Note(_)) => Some(field::note),
        _ => None,
    };
    if ui.marks.is_empty() {
        return Vec::new();
    }
    asked.into_iter().chain(again).map(Fact::Stored).collect()
}
