//! The lists of an archive on the import screen: they come one after the other, and each is taken
//! or skipped.

use crate::domain::Book;

use super::action::{Action, Ready};
use super::effect::{Effect, ImportAsk, ImportList};
use super::import::{Stage, look};
use super::import_parts::{HERE, Part, is_shown};
use super::ui::Ui;

/// The lists of the archive at hand; none where the file is a list itself.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// All of them, in the order in which they come.
    pub all: Vec<ImportList>,
    /// The one at hand.
    pub at: usize,
    /// What became of those before it.
    pub became: Vec<String>,
    /// How many of them were taken.
    pub taken: usize,
}

impl Lists {
    /// Which list it is, and what comes: `List 1 of 3: accounts. Then contacts, opportunities`
    pub fn words(&self) -> Option<String> {
        let (at, all) = (self.at, &self.all);
        let list = all.get(at)?;
        let rest: Vec<&str> = all.iter().skip(at + 1).map(|list| list.kind.as_str()).collect();
        let then =
            if rest.is_empty() { String::new() } else { format!("; then {}", rest.join(", ")) };
        Some(format!("List {} of {}: {}{then}", at + 1, all.len(), list.kind))
    }

    /// What became of them all.
    pub fn summary(&self) -> String {
        let all = self.all.len();
        match self.taken {
            0 => format!("none of {all} lists was imported"),
            1 => format!("1 of {all} lists was imported"),
            taken => format!("{taken} of {all} lists were imported"),
        }
    }
}

/// The actions on a list of an archive.
pub const ACTIONS: &[Action] = &[Action::new("import.skip", "Skip this list", HERE, &["s"], skip)
    .found_by("zip archive next list")
    .hinted("skip this list", 21)
    .when(in_archive)
    .view()];

fn in_archive(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    if ui.import.lists.all.is_empty() { Err("the file is no archive of lists") } else { Ok(()) }
}

fn skip(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let lists = &ui.import.lists;
    let name = lists.all.get(lists.at)?.name.clone();
    let effect = next(ui, format!("{name}: skipped"));
    if effect.is_none() {
        let stage = std::mem::take(&mut ui.import.stage);
        if let Stage::Shown(preview) = stage {
            let label = ui.import.lists.summary();
            ui.import.stage = Stage::Done(preview, label);
        }
        (ui.import.part, ui.import.top) = (Part::Whole, 0);
    }
    effect
}

/// Goes on to the next list; `None` when this was the last.
pub(super) fn next(ui: &mut Ui, became: String) -> Option<Effect> {
    let lists = &mut ui.import.lists;
    lists.became.push(became);
    lists.at += 1;
    let list = Some(lists.all.get(lists.at)?.name.clone());
    ui.import.part = Part::Whole;
    let file = ui.import.ask.file.clone();
    look(ui, ImportAsk { file, list, decided: Vec::new() })
}
