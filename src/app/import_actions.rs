//! What the keys of the import screen do on every part of it: go on, choose a file, move.

use crate::domain::Book;

use super::action::{Action, Ready};
use super::effect::{Effect, ImportPreview};
use super::import::{Stage, begin, look};
use super::import_file::ask_file;
use super::import_parts::{HERE, LISTED_MOST, Part};
use super::screen::Screen;
use super::ui::Ui;

/// The actions of the screen.
pub const ACTIONS: &[Action] = &[
    Action::new("import.take", "Import what is shown, or go on", HERE, &["enter"], take)
        .found_by("take write answer yes")
        .hinted("go on", 20)
        .when(can_take),
    Action::new("import.file", "Choose the file to import", HERE, &["i"], choose)
        .found_by("open csv excel xlsx workbook other")
        .hinted("choose a file", 29)
        .when(not_busy)
        .view(),
    Action::new("import.up", "Up", HERE, &["up", "k"], |ui, _| step(ui, -1))
        .found_by("move")
        .view(),
    Action::new("import.down", "Down", HERE, &["down", "j"], |ui, _| step(ui, 1))
        .found_by("move")
        .view(),
    Action::new("import.page_up", "Up by a page", HERE, &["pageup"], |ui, _| step(ui, -10))
        .found_by("move")
        .view(),
    Action::new("import.page_down", "Down by a page", HERE, &["pagedown"], |ui, _| step(ui, 10))
        .found_by("move")
        .view(),
    Action::new("import.first", "To the beginning", HERE, &["home"], |ui, _| step(ui, isize::MIN))
        .found_by("move")
        .view(),
];

fn choose(ui: &mut Ui, _: &Book) -> Option<Effect> {
    ask_file(ui);
    None
}

fn not_busy(ui: &Ui, _: &Book) -> Ready {
    if ui.import.is_busy() { Err("something is being read; Esc stops it") } else { Ok(()) }
}

fn can_take(ui: &Ui, _: &Book) -> Ready {
    match &ui.import.stage {
        _ if ui.import.aside.is_some() => Err("the rejected rows are being written"),
        Stage::Choosing => Err("no file is chosen yet; i chooses one"),
        Stage::Looking => Err("the file is still being read"),
        Stage::Writing(_) => Err("it is being written"),
        Stage::Shown(_) if ui.import.question().is_some() => Ok(()),
        Stage::Shown(preview) if preview.problem.is_some() => Err("the file cannot be imported"),
        Stage::Shown(preview) if !preview.writes(&ui.import.decided) => {
            Err("there is nothing new in the file")
        }
        Stage::Shown(_) | Stage::Done(..) => Ok(()),
    }
}

/// The word for Enter in the footer where it is more than going on.
pub fn word(ui: &Ui, action: &Action) -> Option<&'static str> {
    let is_enter = action.id == "import.take" && ui.import.question().is_none();
    match &ui.import.stage {
        Stage::Shown(_) if is_enter => Some("import"),
        Stage::Done(..) if is_enter => Some("show the map"),
        _ => None,
    }
}

/// Enter: answers the question, imports what is shown, or goes to see what was imported.
fn take(ui: &mut Ui, _: &Book) -> Option<Effect> {
    if let Some(question) = ui.import.question() {
        let (option, answer) = (question.option, question.answers.get(ui.import.at)?.1.clone());
        let mut ask = ui.import.ask.clone();
        ask.decided.push((option, answer));
        return look(ui, ask);
    }
    match std::mem::take(&mut ui.import.stage) {
        Stage::Shown(preview) => {
            ui.import.stage = Stage::Writing(preview);
            ui.import.part = Part::Whole;
            begin(ui);
            Some(Effect::Import(ui.import.decided.clone()))
        }
        Stage::Done(..) => {
            ui.import.asked = false;
            ui.screen = Screen::Map;
            None
        }
        stage => {
            ui.import.stage = stage;
            None
        }
    }
}

/// Goes through the answers, or scrolls what is shown.
fn step(ui: &mut Ui, by: isize) -> Option<Effect> {
    let answers = ui.import.question().map(|question| question.answers.len());
    let import = &ui.import;
    let rows = import.shown().and_then(|shown| import.part.rows(shown, &import.decided));
    if let Some(answers) = answers.or(rows) {
        let last = answers.saturating_sub(1);
        ui.import.at = ui.import.at.saturating_add_signed(by).min(last);
    } else {
        let most = ui.import.preview().map_or(0, rows_at_most);
        ui.import.top = ui.import.top.saturating_add_signed(by).min(most);
    }
    None
}

/// How many rows a preview has at most, so that scrolling ends.
fn rows_at_most(preview: &ImportPreview) -> usize {
    preview.columns.len() + 2 * LISTED_MOST + preview.notes.len() + 40
}
