//! The import screen: a file is named, looked at, shown as it would be taken, and taken when the
//! user says so. Until then nothing is written, and Esc leaves everything as it was.

use crate::domain::Book;

use super::effect::{
    Effect, ImportAsk, ImportDecided, ImportPreview, ImportQuestion, Progress, Unread,
};
use super::import_file::ask_file;
use super::import_lists::{self, Lists};
use super::import_parts::Part;
use super::mode::Mode;
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
    /// The lists of the archive that it is.
    pub lists: Lists,
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
    /// The file that rejected rows are being written to.
    pub aside: Option<String>,
    /// How the file was asked for before, to go back to where that cannot be read.
    before: Option<ImportAsk>,
    /// What was shown when the decisions were made, while it is read in another way.
    earlier: Option<Box<ImportPreview>>,
    /// Whether the file name was asked for since the screen was entered.
    pub(super) asked: bool,
    /// The names that Tab offered last.
    pub(super) offered: Vec<String>,
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
        self.aside.is_some() || matches!(self.stage, Stage::Looking | Stage::Writing(_))
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

/// Asks for the file when the screen was just entered; leaves it when nothing was named.
pub fn follow(ui: &mut Ui, book: &Book) {
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
        leave(ui, book);
    } else {
        ui.import.asked = true;
        ask_file(ui);
    }
}

fn leave(ui: &mut Ui, book: &Book) {
    ui.import.asked = false;
    let back = ui.back.pop().unwrap_or_default();
    // The first import ends the welcome.
    let is_over = back == Screen::Welcome && !book.accounts.is_empty();
    ui.screen = if is_over { Screen::Map } else { back };
}

/// Esc: stops what is going on, else goes back; nothing is changed by it.
pub fn back(ui: &mut Ui, book: &Book) -> Option<Effect> {
    if ui.import.is_busy() {
        ui.say("stopping …");
        return Some(Effect::Cancel);
    }
    match &ui.import.stage {
        Stage::Shown(_) if ui.import.lists.taken > 0 => {
            let said = ui.import.lists.summary();
            let it = if ui.import.lists.taken == 1 { "it" } else { "the last one" };
            ui.say(format!("{said}; u takes {it} back"));
        }
        Stage::Shown(_) => ui.say("nothing was imported"),
        _ => {}
    }
    ui.import.stage = Stage::Choosing;
    leave(ui, book);
    None
}

/// Looks at a file, from the beginning or in another way.
pub(super) fn look(ui: &mut Ui, ask: ImportAsk) -> Option<Effect> {
    if ui.import.ask.file != ask.file {
        ui.import.part = Part::Whole;
    }
    if ask.list.is_none() {
        ui.import.lists = Lists::default();
    }
    let import = &mut ui.import;
    let same = (&import.ask.file, &import.ask.list) == (&ask.file, &ask.list);
    let again = same && import.shown().is_some();
    import.before = Some(import.ask.clone()).filter(|_| again);
    import.aside = None;
    import.earlier = match std::mem::replace(&mut import.stage, Stage::Looking) {
        Stage::Shown(preview) if again => Some(preview),
        _ => None,
    };
    import.ask = ask.clone();
    begin(ui);
    Some(Effect::Inspect(ask))
}

/// Begins to say how far the work is.
pub(super) fn begin(ui: &mut Ui) {
    ui.import.progress = Progress::default();
    ui.import.since = ui.now.millis();
    ui.import.top = 0;
    if ui.import.part == Part::Whole {
        ui.import.at = 0;
    }
}

/// Takes what an import would do. A file that cannot be read otherwise is read as before; one that
/// cannot be read at all is asked for again.
pub fn inspected(ui: &mut Ui, seen: Result<Box<ImportPreview>, Unread>) -> Option<Effect> {
    if !matches!(ui.import.stage, Stage::Looking) {
        return None;
    }
    let before = ui.import.before.take();
    let earlier = ui.import.earlier.take();
    match seen {
        Ok(preview) => {
            if let Some(first) = preview.lists.first() {
                ui.import.ask.list = Some(first.name.clone());
                ui.import.lists.all.clone_from(&preview.lists);
            }
            match earlier {
                Some(earlier) => ui.import.decided.keep_found(&earlier, &preview),
                None => ui.import.decided = ImportDecided::default(),
            }
            let (part, decided) = (ui.import.part, &ui.import.decided);
            let last = part.rows(&preview, decided).map_or(usize::MAX, |rows| rows.max(1) - 1);
            ui.import.at = ui.import.at.min(last);
            if !Part::of(&preview, decided).contains(&part) {
                (ui.import.part, ui.import.at) = (Part::Whole, 0);
            }
            ui.import.stage = Stage::Shown(preview);
            None
        }
        Err(why) => {
            let asked = before.filter(|_| why != Unread::Stopped);
            if let Some(ask) = asked {
                ui.refuse(format!("{}; it is read as before", why.why()));
                ui.import.stage = Stage::Choosing;
                return look(ui, ask);
            }
            if let Some(list) = ui.import.lists.all.get(ui.import.lists.at) {
                // The other lists of the archive can still be taken.
                let (file, problem) = (list.name.clone(), Some(why.why().to_owned()));
                let preview = ImportPreview { file, problem, ..ImportPreview::default() };
                ui.import.stage = Stage::Shown(Box::new(preview));
                return None;
            }
            ui.import.stage = Stage::Choosing;
            if ui.screen != Screen::Import {
                ui.refuse(why.to_string());
                return None;
            }
            ask_file(ui);
            if let Mode::Prompt(open) = &mut ui.mode {
                open.error = Some(why.to_string());
            }
            None
        }
    }
}

/// Takes what an import did, or why it did not; the next list of an archive is looked at.
pub fn imported(ui: &mut Ui, done: Result<String, String>) -> Option<Effect> {
    let stage = std::mem::take(&mut ui.import.stage);
    ui.import.top = 0;
    match (done, stage) {
        (Ok(label), Stage::Writing(preview)) => {
            ui.status = Status { text: label.clone(), tone: Tone::Saved };
            if ui.import.lists.all.is_empty() {
                ui.import.stage = Stage::Done(preview, label);
                return None;
            }
            ui.import.lists.taken += 1;
            let next = import_lists::next(ui, label);
            if next.is_none() {
                let summary = ui.import.lists.summary();
                ui.import.stage = Stage::Done(preview, summary);
            }
            return next;
        }
        (Ok(label), _) => ui.status = Status { text: label, tone: Tone::Saved },
        (Err(why), stage) => {
            ui.refuse(why);
            if let Stage::Writing(preview) = stage {
                ui.import.stage = Stage::Shown(preview);
            }
        }
    }
    None
}
