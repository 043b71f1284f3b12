//! Scoring: `s` and two digits, or the digits alone; engagement, then potential. What is typed is
//! tried at once, and the second digit keeps it. A score typed on the screen is a judgement: it
//! writes the judged number, its date and its source in one change (METHOD.md 2).

use crossterm::event::KeyCode;
use jiff::civil::Date;

use crate::domain::kinds::account::axis_fields;
use crate::domain::score::{Axis, Score, Scores};
use crate::domain::seen::Trial;
use crate::domain::{Book, Change, Id, judge};

use super::account::{meant, named};
use super::action::{Action, Ready, Scope};
use super::effect::Effect;
use super::exact;
use super::kept::Kept;
use super::key::Key;
use super::mode::Mode;
use super::moving;
use super::origin;
use super::repeat::Repeat;
use super::screen::Screen;
use super::standing;
use super::ui::Ui;
use super::whatif::WhatIf;

/// Scores being typed, digit by digit.
#[derive(Clone, Debug)]
pub struct Scoring {
    accounts: Vec<Id>,
    engagement: Option<Score>,
    before: Trial,
}

/// Which scores a change writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Write {
    /// Both: they were judged anew, also where the number stays.
    Both,
    /// Only those that differ from what is in force.
    Moved,
}

/// What the label says when an account is no longer scored by evidence (METHOD.md 2).
pub const LEFT_EVIDENCE: &str = " (judged now, no longer from evidence)";

const SCORED: Scope = Scope::On(&[Screen::Map, Screen::List, Screen::Today, Screen::Plan]);
const MOVED: Scope = Scope::On(&[Screen::Map, Screen::List]);

/// The actions.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "score",
        "Score: one digit for engagement, one for potential (8 means 85)",
        SCORED,
        &["s"],
        begin,
    )
    .found_by("engagement potential quick judge rate")
    .hinted("score", 24)
    .when(with_chosen),
    Action::new(
        "score.digit",
        "Score, beginning with this digit of engagement",
        SCORED,
        &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        begin,
    )
    .found_by("engagement potential quick")
    .when(with_chosen),
    Action::new("score.exact", "Type the exact scores", SCORED, &["S"], exact::open)
        .found_by("engagement potential number judge unknown clear")
        .when(with_chosen)
        .asks(),
    Action::new("move", "Move the account with the arrows", MOVED, &["m"], moving::begin)
        .found_by("engagement potential nudge drag")
        .when(with_chosen),
];

fn with_chosen(ui: &Ui, _: &Book) -> Ready {
    if ui.has_chosen() { Ok(()) } else { Err("no account is selected") }
}

/// Begins to score the accounts chosen; a digit that was pressed for it is the first one.
fn begin(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let accounts = ui.chosen();
    origin::note(ui, book, &accounts);
    let before = ui.trial.clone();
    ui.mode = Mode::Score(Scoring { accounts, engagement: None, before });
    if let Some(key) = ui.pressed.filter(|key| digit(*key).is_some()) {
        return input(ui, book, key);
    }
    say(ui, book);
    None
}

fn digit(key: Key) -> Option<Score> {
    key.char().and_then(Score::of_digit)
}

/// Takes a key while scores are typed.
pub fn input(ui: &mut Ui, book: &Book, key: Key) -> Option<Effect> {
    let Mode::Score(scoring) = &mut ui.mode else { return None };
    let (accounts, before) = (scoring.accounts.clone(), scoring.before.clone());
    if let Some(score) = digit(key) {
        let axis = if scoring.engagement.is_none() { Axis::Engagement } else { Axis::Potential };
        scoring.engagement = scoring.engagement.or(Some(score));
        for id in &accounts {
            let Some(row) = book.accounts.row(*id) else { continue };
            let scores = ui.seen(book).scores(row).with(axis, Some(score));
            ui.trial.scores.insert(*id, scores);
        }
        if axis == Axis::Potential {
            let scores = tried(ui, &accounts);
            return settle(ui, book, &scores, Write::Both, before).unwrap_or_else(|why| {
                ui.refuse(why);
                None
            });
        }
    } else if key.is(KeyCode::Backspace) && scoring.engagement.is_some() {
        scoring.engagement = None;
        ui.trial = before;
    } else if key.is(KeyCode::Esc) || key.is_ctrl('c') || key.is(KeyCode::Backspace) {
        ui.trial = before;
        ui.mode = Mode::None;
        ui.say("nothing was scored");
        return None;
    }
    say(ui, book);
    None
}

/// Says what the digits have changed so far and which one comes next.
fn say(ui: &mut Ui, book: &Book) {
    let Mode::Score(scoring) = &ui.mode else { return };
    let who = meant(ui, book, &scoring.accounts);
    let words = match (scoring.engagement, scoring.accounts.as_slice()) {
        (None, _) => format!("{who}: type engagement, then potential, one digit each (6 means 65)"),
        (Some(_), [one]) => {
            format!("{} · now the digit of potential", moved(ui, book, *one).unwrap_or_default())
        }
        (Some(score), _) => format!("{who}: engagement {score} · now the digit of potential"),
    };
    ui.say(words);
}

/// What the trial changes for an account, in words.
pub fn moved(ui: &Ui, book: &Book, id: Id) -> Option<String> {
    let row = book.accounts.row(id)?;
    let seen = ui.seen(book);
    Some(standing::moved(&seen.thresholds(), book.accounts.scores(row), seen.scores(row)))
}

/// The scores that are tried for these accounts.
pub fn tried(ui: &Ui, accounts: &[Id]) -> Vec<(Id, Scores)> {
    accounts.iter().filter_map(|id| Some((*id, *ui.trial.scores.get(id)?))).collect()
}

/// Ends a mode in which these scores were typed or tried: keeps them as one change, or leaves
/// them tried while what-if is on. The mode stays where somebody else has changed them meanwhile.
pub fn settle(
    ui: &mut Ui,
    book: &Book,
    scores: &[(Id, Scores)],
    write: Write,
    before: Trial,
) -> Result<Option<Effect>, String> {
    if ui.what_if == WhatIf::On {
        ui.mode = Mode::None;
        ui.trial.scores.extend(scores.iter().copied());
        ui.say("tried, not kept: W keeps or drops all that was tried");
        return Ok(None);
    }
    let scores = origin::to_keep(ui, book, scores, write)?;
    let change = change(book, &scores, write, ui.today());
    Kept::hold(ui);
    ui.trial = before;
    if change.is_empty() {
        ui.kept = None;
        ui.say("nothing was changed");
        return Ok(None);
    }
    if let (Write::Both, Some((_, first))) = (write, scores.first()) {
        ui.repeat = Some(Repeat::Scores(*first));
    }
    Ok(Some(Effect::Commit(change)))
}

/// The change that gives accounts these scores, judged today. `None` as a score empties it.
pub fn change(book: &Book, scores: &[(Id, Scores)], write: Write, today: Date) -> Change {
    let mut change = Change::new(String::new());
    let (mut said, mut touched, mut left) = (Vec::new(), 0_usize, false);
    for (id, after) in scores {
        let Some(row) = book.accounts.row(*id) else { continue };
        let before = book.accounts.scores(row);
        let edits = change.edits.len();
        for axis in Axis::ALL {
            let (from, to) = (before.of(*axis), after.of(*axis));
            if from == to && (write == Write::Moved || to.is_none()) {
                continue;
            }
            for edit in judge::judge(&book.accounts, *id, *axis, to, today) {
                left |= edit.field == axis_fields(*axis).source;
                change = change.edit(edit);
            }
            if from != to {
                said.push(standing::score(*axis, from, to).replace("–→", ""));
            }
        }
        touched += usize::from(change.edits.len() > edits);
    }
    let first = scores.first().map(|(_, scores)| *scores);
    let one_place = scores.iter().all(|(_, to)| Some(*to) == first);
    change.label = match (scores, first) {
        ([(id, _)], _) if said.is_empty() => format!("{} scores confirmed", named(book, &[*id])),
        ([(id, _)], _) => format!("{} {}", named(book, &[*id]), said.join(" · ")),
        (_, Some(to)) if one_place => format!(
            "{touched} accounts engagement {} · potential {}",
            standing::number(to.engagement),
            standing::number(to.potential)
        ),
        _ => format!("{touched} accounts moved"),
    };
    if left {
        change.label.push_str(LEFT_EVIDENCE);
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::Account;
    use crate::domain::kinds::account::{Source, field};
    use crate::domain::value::{FieldValue, Must};
    use jiff::civil::date;

    fn book() -> (Book, Id, Id) {
        let accounts = crate::domain::accounts::Accounts::with_hot_columns();
        let mut book = Book { accounts, ..Book::default() };
        let mut ids = Vec::new();
        for (name, e, p) in [("Globex Bank", Some(35), Some(42)), ("Acme", None, Some(80))] {
            let mut account = Account::new(Id::of_parts(&[name]));
            account.name = Must(name.to_owned());
            account.engagement = e.and_then(Score::new);
            account.potential = p.and_then(Score::new);
            account.engagement_on = e.map(|_| date(2026, 1, 1));
            book.accounts.put(&account);
            ids.push(account.base.id);
        }
        (book, ids[0], ids[1])
    }

    fn at(e: u8, p: u8) -> Scores {
        Scores { engagement: Score::new(e), potential: Score::new(p) }
    }

    const TODAY: Date = Date::constant(2026, 11, 21);

    #[test]
    fn a_label_says_who_and_what() {
        let (book, globex, acme) = book();
        let label = |scores: &[(Id, Scores)], write| change(&book, scores, write, TODAY).label;
        assert_eq!(label(&[(globex, at(35, 47))], Write::Moved), "Globex Bank potential 42→47");
        assert_eq!(label(&[(acme, at(65, 80))], Write::Both), "Acme engagement 65");
        assert_eq!(label(&[(globex, at(35, 42))], Write::Both), "Globex Bank scores confirmed");
        let both = [(globex, at(65, 85)), (acme, at(65, 85))];
        assert_eq!(label(&both, Write::Both), "2 accounts engagement 65 · potential 85");
    }

    #[test]
    fn moving_writes_only_the_axis_that_moved_and_judging_renews_both_dates() {
        let (book, globex, _) = book();
        let fields = |write| -> Vec<&str> {
            let change = change(&book, &[(globex, at(35, 47))], write, TODAY);
            let key = |edit: &crate::domain::Edit| match edit {
                crate::domain::Edit::Set(edit) => edit.field.key,
                _ => "",
            };
            change.edits.iter().map(key).collect()
        };
        assert_eq!(fields(Write::Moved), ["potential", "potential_on"]);
        assert_eq!(fields(Write::Both), ["engagement_on", "potential", "potential_on"]);
    }

    #[test]
    fn a_score_from_evidence_is_judged_afterwards_and_says_so() {
        let (mut book, globex, _) = book();
        book.accounts.set(globex, field::engagement_source, Some(&Source::Evidence.into_value()));
        let change = change(&book, &[(globex, at(60, 42))], Write::Moved, TODAY);
        assert_eq!(change.label, "Globex Bank engagement 60 (judged now, no longer from evidence)");
        assert_eq!(change.edits.len(), 3);
    }

    #[test]
    fn an_unknown_score_empties_number_and_date() {
        let (book, globex, _) = book();
        let to = Scores { engagement: None, potential: Score::new(42) };
        let change = change(&book, &[(globex, to)], Write::Moved, TODAY);
        assert_eq!(change.label, "Globex Bank engagement 35→–");
        assert_eq!(change.edits.len(), 2);
    }
}
