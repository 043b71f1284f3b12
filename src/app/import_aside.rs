//! The rejected rows of an import, written as a list of their own that can be mended and imported
//! by itself.

use crate::domain::Book;

use super::action::{Action, Ready};
use super::effect::Effect;
use super::import::Stage;
use super::import_parts::HERE;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::ui::Ui;

/// The action.
pub const ACTIONS: &[Action] =
    &[Action::new("import.aside", "Write the rejected rows as CSV", HERE, &["w r"], ask)
        .found_by("report file mend export")
        .hinted("write rejected", 23)
        .when(can_write)
        .asks()];

fn can_write(ui: &Ui, _: &Book) -> Ready {
    let import = &ui.import;
    match &import.stage {
        _ if import.aside.is_some() => Err("they are being written"),
        Stage::Done(..) if !import.lists.all.is_empty() => {
            Err("they could be written while their list was shown")
        }
        Stage::Shown(preview) | Stage::Done(preview, _) if !preview.rejected.is_empty() => Ok(()),
        Stage::Shown(_) | Stage::Done(..) => Err("no row is rejected"),
        _ => Err("no file is shown"),
    }
}

const TITLE: &str = "Write the rejected rows to";

fn ask(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let name = ui.import.preview()?.aside.clone();
    Prompt::open(ui, Purpose::ImportAside, TITLE, &name);
    None
}

/// Writes them into the file of this name.
pub fn keep(ui: &mut Ui, text: &str) -> Result<Option<Effect>, String> {
    let file = text.trim();
    if file.is_empty() {
        return Err("type the name of a file, such as ~/rejected.csv".to_owned());
    }
    ui.import.aside = Some(file.to_owned());
    ui.say("writing the rejected rows …");
    Ok(Some(Effect::PutAside(file.to_owned(), ui.import.decided.clone())))
}

/// Takes where they were written, or why they were not; then another name can be typed.
pub fn written(ui: &mut Ui, done: Result<String, String>) {
    let name = ui.import.aside.take();
    match (done, name) {
        (Ok(words), _) => ui.say(words),
        (Err(why), Some(name)) if matches!(ui.mode, Mode::None) => {
            Prompt::open(ui, Purpose::ImportAside, TITLE, &name);
            if let Mode::Prompt(open) = &mut ui.mode {
                open.error = Some(why);
            }
        }
        (Err(why), _) => ui.refuse(why),
    }
}
