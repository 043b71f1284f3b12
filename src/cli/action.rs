//! The short ways for actions: `action add ACCOUNT call CFO fri` and `action done ID`.

use clap::Subcommand;

use crate::app::steps;
use crate::app::ui::Ui;
use crate::domain::kinds::Action;
use crate::domain::kinds::action::{Status, field};
use crate::domain::record::Kind;
use crate::domain::value::{FieldValue, Reject, Type, Value};
use crate::domain::{Change, Edit, consequence, entry};

use super::errand::Errand;
use super::exit::Failure;
use super::{lookup, words};

/// What only actions can do.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Mark as done today
    Done(Done),
}

/// `action done`
#[derive(clap::Args, Debug)]
pub struct Done {
    /// Ids, beginnings of ids, or unique titles
    #[arg(required = true)]
    id: Vec<String>,
}

impl Verb {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let Self::Done(done) = self;
        let mut session = errand.open()?;
        let mut change = Change::new("");
        let mut said = Vec::new();
        for text in &done.id {
            let action = lookup::record(&session, Action::TABLE, text)?;
            if action.get(field::status) == Some(Status::Done.into_value()) {
                continue;
            }
            let (status, today) = (Some(Status::Done.into_value()), errand.today());
            change = consequence::set(change, &*action, field::status, status, today);
            said.push(lookup::said(&session, &*action)?);
        }
        change.label = match said.as_slice() {
            [one] => format!("Done: {one}"),
            many => format!("Done: {} actions", many.len()),
        };
        errand.commit(&mut session, &change)
    }
}

/// `action add ACCOUNT call CFO fri`: what to do and by when, as one types it on the screen.
pub fn add(line: &[String], errand: &mut Errand) -> Result<(), Failure> {
    let (account, rest) = line.split_first().unwrap_or((const { &String::new() }, &[]));
    let is_field = |word: &&String| words::is_field_value(Action::TABLE, word);
    let fields = rest.iter().rev().take_while(is_field).count();
    let (rest, fields) = rest.split_at(rest.len() - fields);
    let given = words::split(Action::TABLE, fields)?;
    let entry = entry::split(&rest.join(" "), errand.today())
        .map_err(|reject| words::refused((field::due, reject)))?;
    if entry.title.is_empty() {
        return Err(Failure::usage("what is to be done is missing")
            .hint("quadbook action add ACCOUNT call CFO fri"));
    }
    let mut session = errand.open()?;
    let account = lookup::account(&session, account)?;
    let title = title(&entry.title, errand)?;
    let ui = Ui::new(errand.now, (80, 24));
    let values = words::read(given, &session, Some(account), &errand.now)?;
    let day = values.iter().find(|(given, _)| *given == field::due).map(|(_, value)| value.clone());
    let due = match day {
        Some(Some(Value::Date(day))) => Some(day),
        Some(_) => None,
        None => entry.due,
    };
    let mut change = steps::add(&ui, session.book(), &[account], &title, due);
    for edit in &mut change.edits {
        if let Edit::Create(record) = edit {
            for (field, value) in &values {
                record.set(field, value.clone()).map_err(|why| words::refused((*field, why)))?;
            }
        }
    }
    session.commit(&change, &errand.now)?;
    if let Some(edit) = change.edits.first() {
        errand.out.line(&edit.record().to_string())?;
    }
    errand.out.say(&format!("Saved: {}", change.label));
    Ok(())
}

/// What is to be done, within the limits of its field.
fn title(text: &str, errand: &Errand) -> Result<String, Failure> {
    let reading = crate::domain::value::Reading::plain(errand.today());
    let read = Type::Text.parse(text, &reading).and_then(|value| value.ok_or(Reject::Required));
    match read {
        Ok(value) => Ok(value.canonical()),
        Err(reject) => Err(words::refused((field::title, reject))),
    }
}
