//! `today`: what is due today and overdue, the longest overdue first.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::domain::day_number::days_since_epoch;
use crate::domain::kinds::Action;
use crate::domain::kinds::action::{Status, field};
use crate::domain::value::{FieldValue, Value};
use crate::domain::when::parse_date;
use crate::domain::{Book, Change, agenda, consequence, wording};
use crate::exchange::json_out;
use crate::session::Session;

use super::ask::{Answer, ask};
use super::errand::Errand;
use super::exit::Failure;
use super::table::{Sheet, Side, UNKNOWN};
use super::words::count;

/// `today`
#[derive(clap::Args, Debug)]
pub struct Today {
    /// Ask for one after another, line by line
    #[arg(long, conflicts_with = "json")]
    plain: bool,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Today {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        session.need_agenda()?;
        let due = due(session.book(), errand.today());
        match (self.plain, self.json) {
            (true, _) => round(session, &due, errand),
            (false, true) => {
                Ok(errand.out.json(&document(session.book(), &due, errand.today()))?)
            }
            (false, false) => table(session.book(), &due, errand),
        }
    }
}

/// The actions of living accounts that are due, the longest overdue first.
fn due(book: &Book, today: Date) -> Vec<Action> {
    let all = book.agenda.as_deref().unwrap_or_default();
    let ordered = agenda::ordered(book, all).into_iter().filter_map(|at| all.get(at as usize));
    ordered.filter(|action| action.due.is_some_and(|due| due <= today)).cloned().collect()
}

fn late(action: &Action, today: Date) -> i32 {
    action.due.map_or(0, |due| days_since_epoch(today) - days_since_epoch(due))
}

/// `today`, `3 days late`
fn when(action: &Action, today: Date) -> String {
    match late(action, today) {
        0 => "today".to_owned(),
        1 => "1 day late".to_owned(),
        days => format!("{days} days late"),
    }
}

fn name<'a>(book: &'a Book, action: &Action) -> &'a str {
    book.accounts.row(action.account.0.0).map(|row| book.accounts.name(row)).unwrap_or_default()
}

fn document(book: &Book, due: &[Action], today: Date) -> Json {
    let object = |action: &Action| {
        let mut object = json_out::record(action);
        if let Some(map) = object.as_object_mut() {
            map.insert("account_name".to_owned(), name(book, action).into());
            map.insert("days_overdue".to_owned(), late(action, today).into());
        }
        object
    };
    due.iter().map(object).collect()
}

fn table(book: &Book, due: &[Action], errand: &mut Errand) -> Result<(), Failure> {
    if due.is_empty() {
        errand.out.say("Nothing is due");
    }
    let headers = ["Due", "Account", "What", "Owner", "Id"].map(|header| (header, Side::Left));
    let mut sheet = Sheet::new(headers);
    for action in due {
        let owner = action.owner.clone().unwrap_or_else(|| UNKNOWN.to_owned());
        let (title, id) = (action.title.0.clone(), action.base.id.to_string());
        let when = when(action, errand.today());
        sheet.row(vec![when, name(book, action).to_owned(), title, owner, id]);
    }
    Ok(sheet.write(&mut errand.out)?)
}

const HELP: &str = "x is done, a day such as fri puts it off, Enter leaves it, q stops";

/// Asks what has become of one after another.
fn round(mut session: Session, due: &[Action], errand: &mut Errand) -> Result<(), Failure> {
    errand.out.line(&format!("{} due: {HELP}", count(due.len(), "action")))?;
    let mut at = 0;
    while let Some(action) = due.get(at) {
        let title = errand.out.shown(&action.title.0).into_owned();
        let account = errand.out.shown(name(session.book(), action)).into_owned();
        let when = when(action, errand.today());
        let question = format!("{}/{}  {account}: {title} · {when}", at + 1, due.len());
        let Answer::Line(answer) = ask(errand, &question)? else { break };
        match answer.as_str() {
            "q" => break,
            "" => at += 1,
            answer => match change(session.book(), action, answer, errand.today()) {
                Some(change) => {
                    session.commit(&change, &errand.now)?;
                    let line = format!("      Saved: {}", errand.out.shown(&change.label));
                    errand.out.line(&line)?;
                    at += 1;
                }
                None => errand.out.say(HELP),
            },
        }
    }
    Ok(())
}

/// What an answer changes; `None` where it means nothing.
fn change(book: &Book, action: &Action, answer: &str, today: Date) -> Option<Change> {
    let title = format!("{} ({})", action.title.0, name(book, action));
    let (field, value) = match answer {
        "x" => (field::status, Status::Done.into_value()),
        day => (field::due, Value::Date(parse_date(day, today).ok()?)),
    };
    let mut change = consequence::set(Change::new(""), action, field, Some(value), today);
    change.label = match answer {
        "x" => format!("Done: {title}"),
        _ => wording::of_fields(&title, &change.edits),
    };
    Some(change)
}
