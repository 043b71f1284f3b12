//! The name of the file to import: it is asked for, and Tab completes it.

use super::effect::{Effect, ImportAsk};
use super::field::Field;
use super::import::look;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::ui::Ui;

/// Asks for the file.
pub fn ask_file(ui: &mut Ui) {
    let file = ui.import.ask.file.clone();
    ui.import.offered.clear();
    Prompt::open(ui, Purpose::ImportFile, "File to import", &file);
}

/// Looks at the file of this name.
pub fn keep_file(ui: &mut Ui, text: &str) -> Result<Option<Effect>, String> {
    let file = text.trim();
    if file.is_empty() {
        return Err("type the name of a file, such as ~/Downloads/accounts.csv".to_owned());
    }
    let ask = ImportAsk { file: file.to_owned(), ..ImportAsk::default() };
    Ok(look(ui, ask))
}

/// What helps while the name is typed: the names that Tab found.
pub fn preview(ui: &Ui) -> String {
    let names: Vec<&str> =
        ui.import.offered.iter().map(|name| name.trim_end_matches('/')).map(last_part).collect();
    match names.as_slice() {
        [] => "a file such as ~/Downloads/accounts.csv; Tab completes".to_owned(),
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
