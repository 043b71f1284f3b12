//! The parts of an import that is shown: the whole, its columns, and what the user can decide row by
//! row before anything is written.

use std::collections::BTreeSet;

use crate::domain::Book;

use super::action::{Action, Ready, Scope};
use super::effect::{Away, Effect, ImportAsk, ImportColumn, ImportPreview};
use super::import::look;
use super::import_choose::{self, Chooser};
use super::prompt::{Prompt, Purpose};
use super::screen::Screen;
use super::ui::Ui;

/// What of an import is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Part {
    /// Everything, to be read.
    #[default]
    Whole,
    /// Its columns and what they feed.
    Columns,
    /// What is new.
    New,
    /// What changes.
    Changes,
    /// What the rep and the file disagree on.
    Conflicts,
    /// Rows whose names are like others'.
    Alike,
    /// Accounts that the file no longer has.
    Missing,
}

impl Part {
    /// The parts that a file has.
    pub fn of(preview: &ImportPreview) -> Vec<Self> {
        let all = [
            Self::Whole,
            Self::Columns,
            Self::Conflicts,
            Self::Alike,
            Self::Missing,
            Self::New,
            Self::Changes,
        ];
        let has = |part: &Self| part.rows(preview).is_none_or(|rows| rows > 0);
        all.into_iter().filter(has).collect()
    }

    /// How many rows it has to choose from; `None` where it is only read.
    pub fn rows(self, preview: &ImportPreview) -> Option<usize> {
        match self {
            Self::Whole => None,
            Self::Columns => Some(preview.columns.len()),
            Self::New => Some(preview.new.len()),
            Self::Changes => Some(preview.changes.len()),
            Self::Conflicts => Some(preview.conflicts.len()),
            Self::Alike => Some(preview.alike.len()),
            Self::Missing => Some(preview.missing.len()),
        }
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "Preview",
            Self::Columns => "Columns",
            Self::New => "New",
            Self::Changes => "Changes",
            Self::Conflicts => "In conflict",
            Self::Alike => "Names alike",
            Self::Missing => "Missing",
        }
    }
}

const HERE: Scope = Scope::On(&[Screen::Import]);

/// The actions of the parts.
pub const ACTIONS: &[Action] = &[
    Action::new("import.next_part", "Next part of the preview", HERE, &["tab"], |ui, _| {
        turn(ui, 1)
    })
    .found_by("columns conflicts names missing tab")
    .hinted("columns and more", 22)
    .when(is_shown)
    .view(),
    Action::new(
        "import.previous_part",
        "Previous part of the preview",
        HERE,
        &["shift-tab"],
        |ui, _| turn(ui, -1),
    )
    .when(is_shown)
    .view(),
    Action::new("import.feed", "Choose what the column feeds", HERE, &["e"], feed)
        .found_by("map field mapping column")
        .hinted("feeds", 23)
        .when(on_column)
        .asks(),
    Action::new("import.ignore", "Leave the column out", HERE, &["x"], ignore)
        .found_by("map mapping nothing column")
        .hinted("leave out", 24)
        .when(on_column)
        .view(),
    Action::new("import.keep", "Keep the column beside the fields", HERE, &["b"], keep)
        .found_by("extra column")
        .hinted("keep beside", 25)
        .when(on_column)
        .view(),
    Action::new("import.save", "Remember what the columns feed", HERE, &["r"], save)
        .found_by("save mapping profile name")
        .hinted("remember", 26)
        .when(on_column)
        .asks(),
    Action::new("import.otherwise", "Read the file otherwise", HERE, &["o"], otherwise)
        .found_by("encoding delimiter kind decimal date order profile")
        .hinted("read otherwise", 27)
        .when(is_shown)
        .asks(),
    Action::new("import.switch", "Decide the row at hand the other way", HERE, &["space"], switch)
        .found_by("mine theirs same apart conflict")
        .hinted("other way", 23)
        .when(on_decision)
        .view(),
    Action::new("import.theirs", "Decide all: take theirs, or one account", HERE, &["t"], all)
        .found_by("conflicts take theirs same")
        .hinted("all theirs", 24)
        .when(on_decision)
        .view(),
    Action::new("import.mine", "Decide none: keep yours, or two accounts", HERE, &["m"], none)
        .found_by("conflicts keep mine apart")
        .hinted("all yours", 25)
        .when(on_decision)
        .view(),
    Action::new("import.away", "Put missing accounts away, or let them stay", HERE, &["p"], away)
        .found_by("archive missing")
        .hinted("put away", 23)
        .when(on_missing)
        .view(),
];

fn is_shown(ui: &Ui, _: &Book) -> Ready {
    ui.import.shown().map(|_| ()).ok_or("no file is shown")
}

fn on_column(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    column(ui).map(|_| ()).ok_or("Tab goes to the columns")
}

fn on_decision(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    match ui.import.part {
        Part::Conflicts | Part::Alike => Ok(()),
        _ => Err("Tab goes to what can be decided"),
    }
}

fn on_missing(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    if ui.import.part == Part::Missing { Ok(()) } else { Err("Tab goes to the missing accounts") }
}

fn turn(ui: &mut Ui, by: isize) -> Option<Effect> {
    let parts = Part::of(ui.import.shown()?);
    let at = parts.iter().position(|part| *part == ui.import.part).unwrap_or(0);
    let count = isize::try_from(parts.len()).unwrap_or(1);
    let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(count);
    ui.import.part = usize::try_from(next).ok().and_then(|at| parts.get(at).copied())?;
    (ui.import.at, ui.import.top) = (0, 0);
    None
}

/// The column at hand.
fn column(ui: &Ui) -> Option<&ImportColumn> {
    let preview = ui.import.shown().filter(|_| ui.import.part == Part::Columns)?;
    preview.columns.get(ui.import.at)
}

fn feed(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let column = column(ui)?.clone();
    let preview = ui.import.shown()?;
    let entries = import_choose::fields(preview, &column);
    Chooser::open(ui, &format!("What does `{}` feed?", column.header), entries);
    None
}

/// The file as it was asked for, without what was said about a column.
pub fn without(ask: &ImportAsk, column: &ImportColumn) -> ImportAsk {
    let header = &column.header;
    let mut ask = ask.clone();
    ask.decided.retain(|(option, value)| {
        let names = value.split_once('=').map(|(_, column)| column);
        !(["keep", "ignore"].contains(option) && value == header
            || *option == "map" && names == Some(header))
    });
    if !column.key.is_empty() {
        ask.decided.push(("map", format!("{}=", column.key)));
    }
    ask
}

fn ignore(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let column = column(ui)?.clone();
    let mut ask = without(&ui.import.ask, &column);
    ask.decided.push(("ignore", column.header));
    look(ui, ask)
}

fn keep(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let column = column(ui)?.clone();
    let mut ask = without(&ui.import.ask, &column);
    ask.decided.push(("keep", column.header));
    look(ui, ask)
}

fn save(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let title = "Remember under the name (none: for files with these columns)";
    Prompt::open(ui, Purpose::ImportProfile, title, "");
    None
}

fn otherwise(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let entries = import_choose::ways(ui.import.shown()?);
    Chooser::open(ui, "Read the file otherwise", entries);
    None
}

fn switch(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let preview = ui.import.shown()?;
    match ui.import.part {
        Part::Conflicts => {
            let conflict = preview.conflicts.get(ui.import.at)?;
            let key = (conflict.record, conflict.field.clone());
            flip(&mut ui.import.decided.theirs, key);
        }
        Part::Alike => {
            let line = preview.alike.get(ui.import.at)?.line;
            flip(&mut ui.import.decided.same, line);
        }
        _ => {}
    }
    None
}

fn flip<T: Ord>(set: &mut BTreeSet<T>, one: T) {
    if !set.remove(&one) {
        set.insert(one);
    }
}

fn all(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let preview = ui.import.shown()?;
    match ui.import.part {
        Part::Conflicts => {
            let each = preview.conflicts.iter().map(|c| (c.record, c.field.clone()));
            ui.import.decided.theirs = each.collect();
        }
        Part::Alike => {
            ui.import.decided.same = preview.alike.iter().map(|alike| alike.line).collect();
        }
        _ => {}
    }
    None
}

fn none(ui: &mut Ui, _: &Book) -> Option<Effect> {
    match ui.import.part {
        Part::Conflicts => ui.import.decided.theirs.clear(),
        Part::Alike => ui.import.decided.same.clear(),
        _ => {}
    }
    None
}

fn away(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let missing = ui.import.shown()?.missing.len();
    ui.import.decided.away = match ui.import.decided.away {
        Away::Stay => {
            ui.say(format!("{missing} accounts will be put away; p lets them stay"));
            Away::All
        }
        Away::All => {
            ui.say("the missing accounts stay as they are");
            Away::Stay
        }
    };
    None
}
