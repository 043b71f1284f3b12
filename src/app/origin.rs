//! What scores and lines were when others began to be tried. Keeping a trial writes only what was
//! tried, and nothing over what somebody else has changed meanwhile.

use std::collections::BTreeMap;

use crate::domain::score::{Axis, Scores, Thresholds};
use crate::domain::{Book, Id};

use super::account::named;
use super::score::Write;
use super::standing::number;
use super::ui::Ui;

/// Scores and lines as the book had them when the trial of others began.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    scores: BTreeMap<Id, Scores>,
    lines: Option<Thresholds>,
}

/// Notes where these accounts stand before other scores are tried for them. Those that are tried
/// elsewhere already keep what was noted then.
pub fn note(ui: &mut Ui, book: &Book, accounts: &[Id]) {
    let tried = &ui.trial.scores;
    ui.origin.scores.retain(|id, _| tried.contains_key(id));
    for id in accounts.iter().filter(|id| !tried.contains_key(id)) {
        if let Some(row) = book.accounts.row(*id) {
            ui.origin.scores.insert(*id, book.accounts.scores(row));
        }
    }
}

/// Notes where the lines are before others are tried.
pub fn note_lines(ui: &mut Ui, book: &Book) {
    if ui.trial.thresholds.is_none() {
        ui.origin.lines = Some(book.thresholds());
    }
}

/// The scores to keep: on an axis that was tried those tried, on the other those of the book as
/// it is now. Says so when somebody else has changed what was tried; asked again, it gives way.
pub fn to_keep(
    ui: &mut Ui,
    book: &Book,
    tried: &[(Id, Scores)],
    write: Write,
) -> Result<Vec<(Id, Scores)>, String> {
    let (mut kept, mut changed) = (Vec::with_capacity(tried.len()), Vec::new());
    for (id, to) in tried {
        let Some(row) = book.accounts.row(*id) else { continue };
        let now = book.accounts.scores(row);
        let from = ui.origin.scores.entry(*id).or_insert(now);
        let mut scores = *to;
        for axis in Axis::ALL {
            let (is, was, then) = (now.of(*axis), from.of(*axis), to.of(*axis));
            if write == Write::Moved && was == then {
                scores = scores.with(*axis, is);
            } else if is != was && is != then {
                changed.push((*id, *axis, was, is));
                *from = from.with(*axis, is);
            }
        }
        kept.push((*id, scores));
    }
    let Some((id, axis, was, is)) = changed.first() else { return Ok(kept) };
    let others = match changed.iter().filter(|(other, ..)| other != id).count() {
        0 => String::new(),
        n => format!(" (and {n} more)"),
    };
    Err(format!(
        "{}{others} was changed meanwhile: {} is {} now, not {}; nothing was kept; the same key \
         again keeps yours",
        named(book, &[*id]),
        axis.label().to_lowercase(),
        number(*is),
        number(*was),
    ))
}

/// The lines to keep: a line that was not moved stays where it is in the book now. Says so when
/// somebody else has moved one that was; asked again, it gives way.
pub fn lines_to_keep(ui: &mut Ui, book: &Book, tried: Thresholds) -> Result<Thresholds, String> {
    let now = book.thresholds();
    let from = ui.origin.lines.unwrap_or(now);
    let mut lines = tried;
    let mut moved = Vec::new();
    for axis in Axis::ALL {
        let (is, was, then) = (now.of(*axis), from.of(*axis), tried.of(*axis));
        if was == then {
            lines = lines.with(*axis, is);
        } else if is != was && is != then {
            moved.push(format!("{} is {is} now, not {was}", axis.label().to_lowercase()));
        }
    }
    if moved.is_empty() {
        return Ok(lines);
    }
    ui.origin.lines = Some(moved_too(now, from, tried));
    Err(format!(
        "the lines were moved meanwhile: {}; nothing was kept; the same key again keeps yours",
        moved.join(", ")
    ))
}

/// Where the lines stood, as far as they were moved here, is where they are now; one that was not
/// moved here still counts as not moved.
fn moved_too(now: Thresholds, from: Thresholds, tried: Thresholds) -> Thresholds {
    let here = Axis::ALL.iter().filter(|axis| from.of(**axis) != tried.of(**axis));
    here.fold(from, |lines, axis| lines.with(*axis, now.of(*axis)))
}
