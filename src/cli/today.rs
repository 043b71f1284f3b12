//! `today`: what is due today and overdue, the longest overdue first.

use serde_json::json;

use crate::domain::column::days_since_epoch;
use crate::domain::kinds::Action;
use crate::exchange::json_out;

use super::errand::Errand;
use super::exit::Failure;
use super::table::{Sheet, Side, UNKNOWN};

/// `today`
#[derive(clap::Args, Debug)]
pub struct Today {
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Today {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        session.need_agenda()?;
        let book = session.book();
        let today = errand.today();
        let agenda = book.agenda.as_deref().unwrap_or_default();
        let row = |action: &Action| book.accounts.row(action.account.0.0);
        let living = |action: &&Action| row(action).is_some_and(|row| !book.is_archived(row));
        let mut due: Vec<&Action> = agenda
            .iter()
            .filter(|a| a.due.is_some_and(|due| due <= today))
            .filter(living)
            .collect();
        due.sort_by_key(|action| (action.due, action.base.id));
        let late =
            |a: &Action| a.due.map_or(0, |due| days_since_epoch(today) - days_since_epoch(due));
        let name = |a: &Action| row(a).map(|row| book.accounts.name(row).to_owned());
        if self.json {
            let object = |action: &&Action| {
                let mut object = json_out::record(*action);
                if let Some(map) = object.as_object_mut() {
                    map.insert("account_name".to_owned(), json!(name(action)));
                    map.insert("days_overdue".to_owned(), json!(late(action)));
                }
                object
            };
            let all: Vec<_> = due.iter().map(object).collect();
            return Ok(errand.out.json(&all.into())?);
        }
        if due.is_empty() {
            errand.out.say("Nothing is due");
        }
        let headers = ["Due", "Account", "What", "Owner", "Id"].map(|header| (header, Side::Left));
        let mut sheet = Sheet::new(headers);
        for action in due {
            let due = match late(action) {
                0 => "today".to_owned(),
                1 => "1 day late".to_owned(),
                days => format!("{days} days late"),
            };
            let owner = action.owner.clone().unwrap_or_else(|| UNKNOWN.to_owned());
            let (title, id) = (action.title.0.clone(), action.base.id.to_string());
            sheet.row(vec![due, name(action).unwrap_or_default(), title, owner, id]);
        }
        Ok(sheet.write(&mut errand.out)?)
    }
}
