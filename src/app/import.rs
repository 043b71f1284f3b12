//! The import screen: a file is named, looked at, shown as it would be taken, and taken when the
//! user says so. Until then nothing is written, and Esc leaves everything as it was.

use crate::domain::Book;

use super::action::{Action, Ready, Scope, Undo, always};
use super::effect::{Effect, ImportAsk, ImportDecided, ImportPreview, ImportQuestion, Progress};
use super::field::Field;
use super::import_parts::Part;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::screen::Screen;
use super::ui::{Status, Tone, Ui};

/// What the import screen remembers.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// How far it is.
    pub stage: Stage,
    /// The file and what was decided about it.
    pub ask: ImportAsk,
    /// What was decided about what was found in it.
    pub decided: ImportDecided,
    /// What of it is shown.
    pub part: Part,
    /// The answer or the row at hand.
    pub at: usize,
    /// The first row in sight.
    pub top: usize,
    /// How far the work is.
    pub progress: Progress,
    /// When the work began, in milliseconds.
    pub since: i64,
    /// Whether the file name was asked for since the screen was entered.
    asked: bool,
    /// The names that Tab offered last.
    offered: Vec<String>,
}

/// How far an import is.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    /// No file is chosen yet.
    #[default]
    Choosing,
    /// The file is read and compared with the book.
    Looking,
    /// What it would do is shown.
    Shown(Box<ImportPreview>),
    /// It is written.
    Writing(Box<ImportPreview>),
    /// It is done, and this is what it did.
    Done(Box<ImportPreview>, String),
}

impl View {
    /// Whether work is going on that can be stopped.
    pub fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Looking | Stage::Writing(_))
    }

    /// What is to be decided.
    pub fn question(&self) -> Option<&ImportQuestion> {
        match &self.stage {
            Stage::Shown(preview) if self.part == Part::Whole => preview.question.as_ref(),
            _ => None,
        }
    }

    /// What is shown and can still be decided about.
    pub fn shown(&self) -> Option<&ImportPreview> {
        match &self.stage {
            Stage::Shown(preview) => Some(preview),
            _ => None,
        }
    }

    /// What is shown of the file.
    pub fn preview(&self) -> Option<&ImportPreview> {
        match &self.stage {
            Stage::Shown(preview) | Stage::Writing(preview) | Stage::Done(preview, _) => {
                Some(preview)
            }
            Stage::Choosing | Stage::Looking => None,
        }
    }
}

const HERE: Scope = Scope::On(&[Screen::Import]);

macro_rules! action {
    ($id:literal, $title:literal, $words:literal, $keys:expr, $hint:expr, $ready:expr, $run:expr, $undo:ident) => {
        Action {
            id: $id,
            title: $title,
            words: $words,
            scope: HERE,
            keys: $keys,
            hint: $hint,
            ready: $ready,
            run: $run,
            undo: Undo::$undo,
        }
    };
}

/// The actions of the screen.
pub const ACTIONS: &[Action] = &[
    action!(
        "import.take",
        "Import what is shown, or go on",
        "take write answer yes",
        &["enter"],
        Some(("go on", 20)),
        can_take,
        take,
        Step
    ),
    action!(
        "import.file",
        "Choose the file to import",
        "open csv other",
        &["i"],
        Some(("choose a file", 21)),
        not_busy,
        |ui, _| {
            ask_file(ui);
            None
        },
        View
    ),
    action!("import.up", "Up", "move", &["up", "k"], None, always, |ui, _| step(ui, -1), View),
    action!("import.down", "Down", "move", &["down", "j"], None, always, |ui, _| step(ui, 1), View),
    action!(
        "import.page_up",
        "Up by a page",
        "move",
        &["pageup"],
        None,
        always,
        |ui, _| step(ui, -10),
        View
    ),
    action!(
        "import.page_down",
        "Down by a page",
        "move",
        &["pagedown"],
        None,
        always,
        |ui, _| step(ui, 10),
        View
    ),
    action!(
        "import.first",
        "To the beginning",
        "move",
        &["home"],
        None,
        always,
        |ui, _| step(ui, isize::MIN),
        View
    ),
];

fn not_busy(ui: &Ui, _: &Book) -> Ready {
    if ui.import.is_busy() { Err("something is being read; Esc stops it") } else { Ok(()) }
}

fn can_take(ui: &Ui, _: &Book) -> Ready {
    match &ui.import.stage {
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

fn ask_file(ui: &mut Ui) {
    let file = ui.import.ask.file.clone();
    ui.import.offered.clear();
    Prompt::open(ui, Purpose::ImportFile, "File to import", &file);
}

/// Asks for the file when the screen was just entered; leaves it when nothing was named.
pub fn follow(ui: &mut Ui) {
    if ui.screen != Screen::Import {
        ui.import.asked = false;
        if !ui.import.is_busy() && ui.import.preview().is_some() {
            ui.import.stage = Stage::Choosing;
        }
        return;
    }
    if !matches!((&ui.import.stage, &ui.mode), (Stage::Choosing, Mode::None)) {
        return;
    }
    if ui.import.asked {
        leave(ui);
    } else {
        ui.import.asked = true;
        ask_file(ui);
    }
}

fn leave(ui: &mut Ui) {
    ui.import.asked = false;
    ui.screen = ui.back.pop().unwrap_or_default();
}

/// Esc: stops what is going on, else goes back; nothing is changed by it.
pub fn back(ui: &mut Ui) -> Option<Effect> {
    match &ui.import.stage {
        Stage::Looking | Stage::Writing(_) => {
            ui.say("stopping …");
            return Some(Effect::Cancel);
        }
        Stage::Shown(_) => ui.say("nothing was imported"),
        Stage::Choosing | Stage::Done(..) => {}
    }
    ui.import.stage = Stage::Choosing;
    leave(ui);
    None
}

/// Looks at the file of this name.
pub fn keep_file(ui: &mut Ui, text: &str) -> Result<Option<Effect>, String> {
    let file = text.trim();
    if file.is_empty() {
        return Err("type the name of a file, such as ~/Downloads/accounts.csv".to_owned());
    }
    let ask = ImportAsk { file: file.to_owned(), decided: Vec::new() };
    Ok(look(ui, ask))
}

/// Keeps what the columns feed under a name, or for files with the same columns.
pub fn keep_mapping(text: &str) -> Result<Option<Effect>, String> {
    const MOST: usize = 100;
    let name = text.trim();
    if name.len() > MOST {
        return Err(format!("a name has at most {MOST} characters"));
    }
    Ok(Some(Effect::KeepMapping(Some(name.to_owned()).filter(|name| !name.is_empty()))))
}

/// Looks at a file, from the beginning or in another way.
pub(super) fn look(ui: &mut Ui, ask: ImportAsk) -> Option<Effect> {
    if ui.import.ask.file != ask.file {
        ui.import.part = Part::Whole;
    }
    ui.import.decided = ImportDecided::default();
    ui.import.ask = ask.clone();
    ui.import.stage = Stage::Looking;
    begin(ui);
    Some(Effect::Inspect(ask))
}

fn begin(ui: &mut Ui) {
    ui.import.progress = Progress::default();
    ui.import.since = ui.now.millis();
    ui.import.top = 0;
    if ui.import.part == Part::Whole {
        ui.import.at = 0;
    }
}

/// What helps while the name is typed: the names that Tab found.
pub fn preview(ui: &Ui) -> String {
    let names: Vec<&str> =
        ui.import.offered.iter().map(|name| name.trim_end_matches('/')).map(last_part).collect();
    match names.as_slice() {
        [] => "a CSV file, such as ~/Downloads/accounts.csv; Tab completes".to_owned(),
        names => names.join("  "),
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Takes the names of files that begin as was typed: what they have in common is typed on.
pub fn completed(ui: &mut Ui, names: &[String]) {
    let Mode::Prompt(open) = &mut ui.mode else { return };
    if open.purpose != Purpose::ImportFile {
        return;
    }
    let Some(first) = names.first() else {
        open.error = Some("no file begins so".to_owned());
        return;
    };
    let common = names.iter().skip(1).fold(first.as_str(), |common, name| shared(common, name));
    if common.len() > open.field.text().len() {
        open.field = Field::new(common);
    }
    ui.import.offered = if names.len() > 1 { names.to_vec() } else { Vec::new() };
}

/// The beginning that two names share.
fn shared<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let end = same.map_or(one.len().min(other.len()), |((at, _), _)| at);
    one.get(..end).unwrap_or_default()
}

/// Takes what an import would do. A file that cannot be read is asked for again.
pub fn inspected(ui: &mut Ui, seen: Result<Box<ImportPreview>, String>) {
    if !matches!(ui.import.stage, Stage::Looking) {
        return;
    }
    match seen {
        Ok(preview) => {
            let last = ui.import.part.rows(&preview).map_or(usize::MAX, |rows| rows.max(1) - 1);
            ui.import.at = ui.import.at.min(last);
            if !Part::of(&preview).contains(&ui.import.part) {
                (ui.import.part, ui.import.at) = (Part::Whole, 0);
            }
            ui.import.stage = Stage::Shown(preview);
        }
        Err(why) => {
            ui.import.stage = Stage::Choosing;
            if ui.screen != Screen::Import {
                ui.refuse(why);
                return;
            }
            ask_file(ui);
            if let Mode::Prompt(open) = &mut ui.mode {
                open.error = Some(why);
            }
        }
    }
}

/// Takes what an import did, or why it did not.
pub fn imported(ui: &mut Ui, done: Result<String, String>) {
    let stage = std::mem::take(&mut ui.import.stage);
    ui.import.top = 0;
    match (done, stage) {
        (Ok(label), Stage::Writing(preview)) => {
            ui.status = Status { text: label.clone(), tone: Tone::Saved };
            ui.import.stage = Stage::Done(preview, label);
        }
        (Ok(label), _) => ui.status = Status { text: label, tone: Tone::Saved },
        (Err(why), stage) => {
            ui.refuse(why);
            if let Stage::Writing(preview) = stage {
                ui.import.stage = Stage::Shown(preview);
            }
        }
    }
}

/// Enter: answers the question, imports what is shown, or goes to see what was imported.
/// The word for Enter in the footer where it is more than going on.
pub fn word(ui: &Ui, action: &Action) -> Option<&'static str> {
    let is_enter = action.id == "import.take" && ui.import.question().is_none();
    match &ui.import.stage {
        Stage::Shown(_) if is_enter => Some("import"),
        Stage::Done(..) if is_enter => Some("show the map"),
        _ => None,
    }
}

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
    let rows = ui.import.shown().and_then(|preview| ui.import.part.rows(preview));
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
    preview.columns.len() + preview.rejected.len() + preview.remarks.len() + preview.notes.len() + 8
}
