//! The columns of the list: which facts it shows, and how wide each wants to be.

use crate::domain::Book;
use crate::domain::facts::{Fact, What};
use crate::domain::value::Type;

use super::action::{Action, Scope, Undo, always};
use super::choose::{Choose, Entry, What as Chosen};
use super::effect::Effect;
use super::screen::Screen;
use super::ui::Ui;

/// The columns beside dot and name while nobody has chosen others.
pub const DEFAULT: &[&str] = &[
    "segment",
    "engagement_score",
    "potential_score",
    "revenue_last_year",
    "next_action",
    "next_due",
    "owner",
];

/// Actions on the columns.
pub const ACTIONS: &[Action] = &[Action {
    id: "list.columns",
    title: "Choose the columns of the list",
    words: "facts fields show hide",
    scope: Scope::On(&[Screen::List]),
    keys: &["C"],
    hint: Some(("columns", 54)),
    ready: always,
    run: |ui, _| {
        Choose::open(ui, Chosen::Columns);
        None
    },
    undo: Undo::View,
}];

/// The facts that stand in the list while nobody has chosen others.
pub fn default() -> Vec<Fact> {
    DEFAULT.iter().filter_map(|key| Fact::named(key)).collect()
}

/// Every fact, with its place among the columns.
pub fn entries(ui: &Ui) -> Vec<Entry> {
    let hint = |fact| match fact {
        Fact::Stored(field) => field.hint,
        Fact::Derived(derived) => derived.hint,
    };
    let place = |fact| ui.list.columns.iter().position(|column| *column == fact);
    let said = |fact| place(fact).map(|at| format!("column {}", at + 1)).unwrap_or_default();
    let others = Fact::all().filter(|fact| fact.key() != "name" && place(*fact).is_none());
    let facts = ui.list.columns.iter().copied().chain(others);
    facts.map(|fact| Entry { fact, value: said(fact), hint: hint(fact) }).collect()
}

/// Puts a column in at the right, or takes it out.
pub fn flip(ui: &mut Ui, fact: Fact) -> Option<Effect> {
    match ui.list.columns.iter().position(|column| *column == fact) {
        Some(at) => drop(ui.list.columns.remove(at)),
        None => ui.list.columns.push(fact),
    }
    None
}

/// Moves a column among the others; says whether it could be.
pub fn shift(ui: &mut Ui, fact: Fact, by: isize) -> bool {
    let columns = &mut ui.list.columns;
    let Some(at) = columns.iter().position(|column| *column == fact) else { return false };
    let to = at.saturating_add_signed(by);
    let moves = to != at && to < columns.len();
    if moves {
        columns.swap(at, to);
    }
    moves
}

/// The columns as they are remembered.
pub fn keep(ui: &Ui) -> String {
    ui.list.columns.iter().map(|fact| fact.key()).collect::<Vec<_>>().join(",")
}

/// Takes up the columns that were remembered; facts unknown to this version are passed over.
pub fn recall(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        ui.list.columns = text.split(',').filter_map(Fact::named).collect();
    }
}

/// What stands above a column.
pub fn header(fact: Fact) -> &'static str {
    match fact {
        Fact::Derived(d) if d.what == What::EngagementScore => "Eng",
        Fact::Derived(d) if d.what == What::PotentialScore => "Pot",
        fact => fact.label(),
    }
}

/// How many columns of the screen it takes at least, and at most.
pub fn width(fact: Fact) -> (u16, u16) {
    match fact.ty() {
        Type::Score | Type::Bool => (4, 4),
        Type::Steps(_) => (5, 5),
        Type::Int(..) | Type::Pct(..) => (6, 8),
        Type::Money => (9, 9),
        Type::Date | Type::Time => (11, 11),
        Type::Choice(choices) => {
            let longest = choices.iter().map(|choice| choice.label.len()).max().unwrap_or(8);
            let longest = u16::try_from(longest.clamp(8, 16)).unwrap_or(16);
            (longest, longest)
        }
        Type::Text | Type::Long | Type::Tags | Type::Ref(_) | Type::Refs(_) => (10, 28),
    }
}

/// Whether its values stand at the right of their column, as numbers do.
pub fn is_number(fact: Fact) -> bool {
    matches!(fact.ty(), Type::Score | Type::Int(..) | Type::Steps(_) | Type::Pct(..) | Type::Money)
}

/// The facts that must be in memory for the list to be drawn.
pub fn wanted(ui: &Ui, book: &Book) -> Vec<Fact> {
    ui.list.columns.iter().copied().filter(|fact| !book.has(*fact)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;
    use jiff::civil::date;

    #[test]
    fn columns_are_as_they_were_at_the_next_start() {
        let mut ui = Ui::new(Moment::noon(date(2026, 11, 21)), (80, 24));
        assert_eq!(ui.list.columns.len(), DEFAULT.len());
        flip(&mut ui, Fact::named("industry").unwrap());
        flip(&mut ui, Fact::named("owner").unwrap());
        let kept = keep(&ui);
        let mut next = Ui::new(ui.now, (80, 24));
        recall(&mut next, &format!("{kept},of_a_later_version"));
        assert_eq!(next.list.columns, ui.list.columns);
        assert_eq!(next.list.columns.last().unwrap().key(), "industry");
    }
}
