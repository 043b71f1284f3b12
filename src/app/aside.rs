//! Lines that were typed and not kept: Esc and Ctrl+C put them aside, and ↑ in a line that asks
//! for the same brings them back, on another account too.

use super::prompt::{Prompt, Purpose};
use super::ui::Ui;

/// The most lines that are put aside.
const MOST: usize = 20;

/// A line that was put aside.
#[derive(Clone, PartialEq, Debug)]
pub struct Aside {
    purpose: Purpose,
    text: String,
}

/// Puts the line of a prompt that is being closed aside, and says so; one that was not altered is
/// nothing.
pub fn put(ui: &mut Ui, prompt: &Prompt) {
    let text = prompt.field.text();
    if text.trim().is_empty() || text == prompt.opened {
        return;
    }
    ui.aside.retain(|aside| !aside.purpose.asks_as(&prompt.purpose));
    ui.aside.push(Aside { purpose: prompt.purpose.clone(), text: text.to_owned() });
    if ui.aside.len() > MOST {
        ui.aside.remove(0);
    }
    ui.say(format!("not kept: {text} · ↑ brings it back when the same is asked again"));
}

/// The line that was put aside when the same was asked.
pub fn of(ui: &Ui, purpose: &Purpose) -> Option<String> {
    let found = ui.aside.iter().rev().find(|aside| aside.purpose.asks_as(purpose))?;
    Some(found.text.clone())
}

/// A line for this purpose is kept: what was put aside is no longer needed.
pub fn forget(ui: &mut Ui, purpose: &Purpose) {
    ui.aside.retain(|aside| !aside.purpose.asks_as(purpose));
}
