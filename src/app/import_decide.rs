//! What the user decides row by row about a file to import: conflicts, names that look alike,
//! accounts that are missing.

use std::collections::BTreeSet;

use crate::domain::Book;

use super::action::{Action, Ready};
use super::effect::{Away, Effect};
use super::import_parts::{HERE, Part, is_shown};
use super::ui::Ui;

/// The actions on a row that is to be decided.
pub const ACTIONS: &[Action] = &[
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

fn on_decision(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    match ui.import.part {
        Part::Conflicts | Part::Alike | Part::Products => Ok(()),
        _ => Err("Tab goes to what can be decided"),
    }
}

fn on_missing(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    if ui.import.part == Part::Missing { Ok(()) } else { Err("Tab goes to the missing accounts") }
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
        Part::Products => {
            let name = preview.products.get(ui.import.at)?.row.clone();
            flip(&mut ui.import.decided.products, name);
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
        Part::Products => {
            let names = preview.products.iter().map(|alike| alike.row.clone());
            ui.import.decided.products = names.collect();
        }
        _ => {}
    }
    None
}

fn none(ui: &mut Ui, _: &Book) -> Option<Effect> {
    match ui.import.part {
        Part::Conflicts => ui.import.decided.theirs.clear(),
        Part::Alike => ui.import.decided.same.clear(),
        Part::Products => ui.import.decided.products.clear(),
        _ => {}
    }
    None
}

fn away(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let missing = ui.import.shown()?.missing_with(&ui.import.decided).count();
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
