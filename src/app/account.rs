//! Actions on accounts that work on several screens: new, put away, and the ways to its fields.
//! With marks on a list they mean all marked accounts, and are one step.

use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::locale;
use crate::domain::value::Value;
use crate::domain::{Book, Change, Id};

use super::action::{Action, Scope, with_account};
use super::choose::{self, Choose};
use super::confirm::Confirm;
use super::effect::Effect;
use super::fields;
use super::filter::Filter;
use super::prompt::{Prompt, Purpose};
use super::screen::Screen;
use super::ui::Ui;

/// The screens with an account at hand.
pub const AT_HAND: &[Screen] = &[Screen::List, Screen::Map, Screen::Triage, Screen::Today];

/// The screens that show an account.
pub const SHOWN: &[Screen] =
    &[Screen::List, Screen::Map, Screen::Triage, Screen::Today, Screen::Plan];

/// The action that makes the first account.
pub const FIRST: &str = "account.first";

/// The actions.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "account.edit",
        "Edit a field of the account",
        Scope::On(AT_HAND),
        &["e"],
        |ui, _| {
            Choose::open(ui, choose::What::Field(ui.chosen()));
            None
        },
    )
    .found_by("change set value")
    .hinted("edit", 55)
    .when(with_account)
    .asks(),
    Action::new("account.tags", "Tags of the account", Scope::On(SHOWN), &["t"], fields::ask_tags)
        .found_by("words label keyword")
        .when(with_account)
        .asks(),
    Action::new(
        "account.note",
        "Write the note on the account",
        Scope::On(SHOWN),
        &["n"],
        fields::ask_note,
    )
    .found_by("remember text line")
    .hinted("note", 57)
    .when(with_account)
    .asks(),
    Action::new(
        "account.new",
        "New account",
        Scope::On(&[Screen::List, Screen::Map, Screen::Today]),
        &["N"],
        ask_name,
    )
    .found_by("create add company")
    .asks(),
    Action::new(
        FIRST,
        "Enter the first account by hand",
        Scope::On(&[Screen::Welcome]),
        &["n"],
        ask_name,
    )
    .found_by("create add company new")
    .hinted("first account", 3)
    .asks(),
    Action::new(
        "account.archive",
        "Put the account away, or bring it back",
        Scope::On(AT_HAND),
        &["X"],
        archive,
    )
    .found_by("archive delete remove")
    .when(with_account),
];

/// Accounts in words: the name of one, the number of several.
pub fn named(book: &Book, accounts: &[Id]) -> String {
    match accounts {
        [one] => book.accounts.row(*one).map_or("", |row| book.accounts.name(row)).to_owned(),
        several => format!("{} accounts", several.len()),
    }
}

/// The accounts that an action means, for its question: with marks on accounts that the filter
/// hides, how many of them are not shown.
pub fn meant(ui: &Ui, book: &Book, accounts: &[Id]) -> String {
    let named = named(book, accounts);
    if !accounts.iter().all(|id| ui.marks.contains(id)) {
        return named;
    }
    let mut shown = vec![false; book.accounts.len()];
    for row in &ui.rows {
        if let Some(place) = shown.get_mut(*row as usize) {
            *place = true;
        }
    }
    let is_shown = |id: &&Id| {
        let row = book.accounts.row(**id);
        row.and_then(|row| shown.get(row)).is_some_and(|shown| *shown)
    };
    let (all, seen) = (accounts.len(), accounts.iter().filter(is_shown).count());
    match all - seen {
        0 => named,
        _ if seen == 0 => format!("{named} ({all} marked, none shown)"),
        hidden => format!("{named} ({all} marked, {hidden} not shown)"),
    }
}

/// A value in words; another account by its name.
pub fn shown(book: &Book, value: &Value) -> String {
    match value {
        Value::Ref(id) if book.accounts.row(*id).is_some() => named(book, &[*id]),
        value => locale::said(value, &book.settings),
    }
}

fn ask_name(ui: &mut Ui, _: &Book) -> Option<Effect> {
    Prompt::open(ui, Purpose::NewAccount, "Name of the new account", "");
    None
}

/// Says when an account of a typed name is there already.
pub fn preview_name(book: &Book, text: &str) -> Option<String> {
    let wanted = text.trim().to_lowercase();
    let same = |row: &usize| book.accounts.name(*row).to_lowercase() == wanted;
    let there = !text.trim().is_empty() && (0..book.accounts.len()).any(|row| same(&row));
    there.then(|| "an account of this name is there already; add the branch or the city".to_owned())
}

/// Makes an account with the typed name; it will be selected.
pub fn keep_name(ui: &mut Ui, book: &Book, text: &str) -> Result<Change, String> {
    let mut account = Account::new(Id::fresh(&ui.now));
    let name = fields::typed(book, field::name, text, ui.today())?;
    let name = name.map(|name| name.canonical()).unwrap_or_default();
    let is_another = preview_name(book, &name).is_some();
    let again = if is_another { ", another of this name" } else { "" };
    let label = format!("New account: {name}{again}");
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
        match fields::edit(book, *id, field::archived, after.clone()) {
            Ok(edit) => change = change.edit(edit),
            Err(why) => {
                ui.refuse(why);
                return None;
            }
        }
    }
    let question = format!("{verb} {}?", meant(ui, book, &to));
    Confirm::open(ui, question, change);
    None
}
