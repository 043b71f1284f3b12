//! `settings list` and `settings set`: the settings of the book, kept in its history.

use clap::Subcommand;
use serde_json::{Map, Value as Json};

use crate::domain::kinds::{Setting, setting};
use crate::domain::record::{Kind, Record};
use crate::domain::settings::{SPECS, Spec, spec};
use crate::domain::value::{Must, Reading, Value};
use crate::domain::{Change, Edit};
use crate::session::Session;

use super::errand::Errand;
use super::exit::Failure;
use super::table::{Sheet, Side, cell};

/// `settings`; alone it is `settings list`.
#[derive(clap::Args, Debug)]
pub struct Settings {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Show every setting with its value
    List {
        /// Write one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set settings; nothing after = goes back to the default
    Set {
        /// Settings with their values, such as `threshold_engagement=60`
        #[arg(value_name = "KEY=VALUE", required = true)]
        settings: Vec<String>,
    },
}

impl Settings {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        match self.verb.unwrap_or(Verb::List { json: false }) {
            Verb::List { json: true } => {
                let settings = &session.book().settings;
                let json = |spec: &Spec| settings.get(spec.key).map_or(Json::Null, |v| v.json());
                let map: Map<_, _> = SPECS.iter().map(|s| (s.key.to_owned(), json(s))).collect();
                Ok(errand.out.json(&map)?)
            }
            Verb::List { json: false } => table(&session, errand),
            Verb::Set { settings } => {
                let change = change(&settings, &session, errand)?;
                errand.commit(&mut session, &change)
            }
        }
    }
}

fn table(session: &Session, errand: &mut Errand) -> Result<(), Failure> {
    let headers = ["Setting", "Value", "", "What it does"].map(|header| (header, Side::Left));
    let mut sheet = Sheet::new(headers);
    for spec in SPECS {
        let settings = &session.book().settings;
        let origin = if settings.is_set(spec.key) { "set" } else { "default" };
        let value = cell(settings.get(spec.key), settings);
        sheet.row(vec![spec.key.to_owned(), value, origin.to_owned(), spec.hint.to_owned()]);
    }
    Ok(sheet.write(&mut errand.out)?)
}

fn change(words: &[String], session: &Session, errand: &Errand) -> Result<Change, Failure> {
    let mut change = Change::new("");
    let mut said = Vec::new();
    for word in words {
        let (key, text) = word
            .split_once('=')
            .ok_or_else(|| Failure::usage(format!("`{word}` is not KEY=VALUE")))?;
        let spec = spec(key).ok_or_else(|| {
            Failure::usage(format!("`{key}` is no setting"))
                .hint("`quadbook settings list` shows every setting")
        })?;
        let read = spec.read(text, &Reading::plain(errand.today()));
        let after = read.map_err(|reject| Failure::refused(format!("{key}: {reject}")))?;
        let before = session.record(Setting::TABLE, Setting::id_of(key))?;
        let now = cell(session.book().settings.get(key), &session.book().settings);
        said.push(match &after {
            Some(after) => format!("{} {now}→{after}", spec.label),
            None => format!("{} back to its default", spec.label),
        });
        change = edited(change, spec, before, after);
    }
    change.label = said.join(", ");
    Ok(change)
}

fn edited(
    change: Change,
    spec: &Spec,
    before: Option<Box<dyn Record>>,
    after: Option<String>,
) -> Change {
    match (before, after) {
        (None, None) => change,
        (Some(record), None) => change.remove(record),
        (Some(record), Some(after)) => {
            change.set(&*record, setting::field::value, Some(Value::Text(after)))
        }
        (None, Some(after)) => {
            let mut new = Setting::new(Setting::id_of(spec.key));
            (new.key, new.value) = (Must(spec.key.to_owned()), Must(after));
            let mut change = change;
            change.edits.push(Edit::Create(Box::new(new)));
            change
        }
    }
}
