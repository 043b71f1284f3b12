//! What the grid says while nobody stands on it: why, and what to do about it. The lines of the
//! grid are not drawn meanwhile, so that nothing runs into the words.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::map::Picture;

use super::super::paint::Pen;
use super::super::theme::Role;
use super::super::words::wrapped;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, picture: &Picture) {
    let width = usize::from(area.width.saturating_sub(2));
    let lines = words(ui, picture).into_iter().flat_map(|line| wrapped(&line, width, 4));
    for (y, line) in (area.y + area.height / 3..area.bottom()).zip(lines) {
        pen.text(area.x + 1, y, &line, Role::Text, area.width.saturating_sub(1));
    }
}

fn words(ui: &Ui, picture: &Picture) -> Vec<String> {
    let said = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let unplaced = picture.counts.unplaced;
    if ui.rows.is_empty() {
        said(&["No account matches what is shown.", "Esc shows all accounts."])
    } else if unplaced < ui.rows.len() {
        said(&["No account stands in this part of the grid.", "= shows the whole grid."])
    } else if ui.rows.len() < ui.living {
        let none = match unplaced {
            1 => "The account shown lacks a score.".to_owned(),
            n => format!("None of the {n} accounts shown has both scores."),
        };
        let hides = format!("The filter ({}) hides the others; Esc shows all.", ui.filter.label());
        vec![none, hides, "Tab goes to the tray to score them.".to_owned()]
    } else {
        said(&[
            "No account has both scores yet.",
            "g t asks for the scores of one account after another:",
            "one digit for engagement, then one for potential; 8 means 85.",
            "Tab goes to the tray to score just one.",
        ])
    }
}
