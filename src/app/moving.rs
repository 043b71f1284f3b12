//! Moving: the accounts chosen follow the arrows, a point at a time, five with Shift. Enter keeps
//! as one change, Esc drops. Meanwhile everything on screen shows the new place.

use crossterm::event::KeyCode;

use crate::domain::score::{Axis, Score, Scores, Thresholds};
use crate::domain::seen::Trial;
use crate::domain::{Book, Id};

use super::account::meant;
use super::effect::Effect;
use super::key::Key;
use super::map::neighbour::Way;
use super::mode::Mode;
use super::origin;
use super::score::{Write, moved, settle, tried};
use super::ui::Ui;

/// Accounts being moved.
#[derive(Clone, Debug)]
pub struct Moving {
    accounts: Vec<Id>,
    before: Trial,
}

/// Begins to move the accounts chosen.
pub fn begin(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let accounts = ui.chosen();
    begin_with(ui, book, accounts);
    None
}

/// Begins to move these accounts.
pub fn begin_with(ui: &mut Ui, book: &Book, accounts: Vec<Id>) {
    origin::note(ui, book, &accounts);
    ui.mode = Mode::Move(Moving { accounts, before: ui.trial.clone() });
    say(ui, book);
}

/// Puts an account that is being moved at these scores.
pub fn put(ui: &mut Ui, book: &Book, id: Id, scores: Scores) {
    ui.trial.scores.insert(id, scores);
    say(ui, book);
}

/// Takes a key while accounts are moved.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Move(moving) = &ui.mode else { return None };
    let (accounts, before) = (moving.accounts.clone(), moving.before.clone());
    if key.is(KeyCode::Enter) {
        let scores = tried(ui, &accounts);
        return settle(ui, book, &scores, Write::Moved, before).unwrap_or_else(|why| {
            ui.refuse(why);
            None
        });
    }
    if key.is(KeyCode::Esc) || key.is_ctrl('c') {
        ui.trial = before;
        ui.mode = Mode::None;
        ui.say("nothing was moved");
        return None;
    }
    if let Some((way, by)) = Way::of(key) {
        let lines = ui.seen(book).thresholds();
        for id in accounts {
            let Some(row) = book.accounts.row(id) else { continue };
            let scores = stepped(ui.seen(book).scores(row), lines, way, by);
            ui.trial.scores.insert(id, scores);
        }
    }
    say(ui, book);
    None
}

/// Scores a step further. An account without a place first gets one on the lines.
fn stepped(scores: Scores, lines: Thresholds, way: Way, by: i32) -> Scores {
    if scores.engagement.is_none() || scores.potential.is_none() {
        let on_line = |axis: Axis| scores.of(axis).or(Some(lines.of(axis)));
        return Scores {
            engagement: on_line(Axis::Engagement),
            potential: on_line(Axis::Potential),
        };
    }
    let (axis, by) = match way {
        Way::Up => (Axis::Engagement, by),
        Way::Down => (Axis::Engagement, -by),
        Way::Right => (Axis::Potential, by),
        Way::Left => (Axis::Potential, -by),
    };
    let moved = scores.of(axis).map(|score| Score::clamped(i32::from(score.get()) + by));
    scores.with(axis, moved)
}

fn say(ui: &mut Ui, book: &Book) {
    let Mode::Move(moving) = &ui.mode else { return };
    let words = match moving.accounts.as_slice() {
        [one] => moved(ui, book, *one).unwrap_or_default(),
        many => {
            let at_hand = ui.selected.filter(|id| many.contains(id)).or(many.first().copied());
            let words = at_hand.and_then(|id| moved(ui, book, id)).unwrap_or_default();
            format!("{}: {words}", meant(ui, book, many))
        }
    };
    ui.say(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_stays_on_the_grid_and_places_what_was_unplaced() {
        let lines = Thresholds { engagement: Score::clamped(60), potential: Score::clamped(40) };
        let at = |e, p| Scores {
            engagement: Some(Score::clamped(e)),
            potential: Some(Score::clamped(p)),
        };
        assert_eq!(stepped(at(98, 3), lines, Way::Up, 5), at(100, 3));
        assert_eq!(stepped(at(98, 3), lines, Way::Left, 5), at(98, 0));
        assert_eq!(stepped(Scores::default(), lines, Way::Left, 1), at(60, 40));
        let half = Scores { engagement: None, potential: Score::new(80) };
        assert_eq!(stepped(half, lines, Way::Up, 5), at(60, 80));
    }
}
