//! The sections of the account plan (METHOD.md 8), what stands in each and in what order; the
//! screen and every export read this.

use jiff::civil::Date;

use super::book::{Book, Details};
use super::kinds::plan::field;
use super::kinds::{Action, Plan, Risk};
use super::record::{Field, Kind, Record, Table};

/// A section of the plan.
#[derive(Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// The fields of the plan that stand in it.
    pub fields: &'static [&'static Field],
    /// What it holds besides.
    pub holds: Holds,
}

/// What a section holds besides fields of the plan.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Facts that show where the account stands.
    Standing,
    /// What follows from the target that was typed.
    Target,
    /// A list of records of this kind.
    Records(&'static Table),
    /// Nothing.
    Nothing,
}

/// The sections, in the order of METHOD.md 8.
pub static SECTIONS: &[Section] = &[
    Section {
        title: "Where we stand",
        fields: &[field::growth_potential, field::enlarge],
        holds: Holds::Standing,
    },
    Section {
        title: "Target",
        fields: &[field::growth, field::target, field::target_basis],
        holds: Holds::Target,
    },
    Section { title: "Strategy", fields: &[field::strategy], holds: Holds::Nothing },
    Section { title: "Actions", fields: &[], holds: Holds::Records(Action::TABLE) },
    Section { title: "Risks", fields: &[], holds: Holds::Records(Risk::TABLE) },
    Section { title: "Notes", fields: &[field::notes], holds: Holds::Nothing },
];

/// The names of the facts of the account that show where it stands.
pub const STANDING: &[&str] = &[
    "relationship",
    "industry",
    "owner",
    "segment",
    "days_in_segment",
    "engagement_score",
    "engagement_to_line",
    "engagement_on",
    "potential_score",
    "potential_to_line",
    "potential_on",
    "borderline",
    "revenue_last_year",
    "next_action",
    "next_due",
];

/// The plan of an account that a day falls into, else its latest; without any, the empty plan of
/// the fiscal year of that day, which has no id.
pub fn plan_of(book: &Book, details: &Details, today: Date) -> Plan {
    let start = book.settings.fiscal_start();
    let kept = details.plan_on(today).cloned();
    kept.unwrap_or_else(|| Plan::of_year(details.account.base.id, today, start))
}

/// The records of a list of the plan, open ones first. The user's own order goes before the due
/// date; settled actions are those of the plan's period, by the day they were settled.
pub fn listed<'a>(kind: &'static Table, details: &'a Details, plan: &Plan) -> Vec<&'a dyn Record> {
    if kind == Action::TABLE {
        return actions(details, plan);
    }
    let of_plan = |risk: &&Risk| !plan.base.id.is_nil() && risk.plan.0.0 == plan.base.id;
    let mut risks: Vec<&Risk> = details.of::<Risk>().filter(of_plan).collect();
    risks.sort_by_key(|r| (!r.is_open(), r.base.position.is_none(), r.base.position.clone()));
    risks.into_iter().map(|risk| risk as &dyn Record).collect()
}

fn actions<'a>(details: &'a Details, plan: &Plan) -> Vec<&'a dyn Record> {
    let mut open = details.steps();
    open.sort_by_key(|action| {
        (action.base.position.is_none(), action.base.position.clone(), action.due.is_none())
    });
    let (start, end) = (plan.start.0, plan.end.0);
    let of_period = |action: &&Action| {
        let day = action.done_on.or(action.due);
        !action.is_open() && day.is_none_or(|day| start <= day && day <= end)
    };
    let mut settled: Vec<&Action> = details.of::<Action>().filter(of_period).collect();
    settled.sort_by_key(|action| (action.done_on.or(action.due), action.base.id));
    open.into_iter().chain(settled).map(|action| action as &dyn Record).collect()
}

/// Whether nothing is left to do about a record of a list.
pub fn is_settled(record: &dyn Record) -> bool {
    let action = record.of::<Action>().is_some_and(|action| !action.is_open());
    action || record.of::<Risk>().is_some_and(|risk| !risk.is_open())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::kinds::action::Status;
    use crate::domain::value::Must;
    use jiff::civil::date;

    fn action(title: &str, due: Option<Date>, position: Option<&str>) -> Action {
        let mut action = Action::new(Id::of_parts(&[title]));
        action.title = Must(title.to_owned());
        action.due = due;
        action.base.position = position.map(str::to_owned);
        action
    }

    #[test]
    fn open_actions_stand_in_the_users_order_then_by_due_date_and_settled_ones_last() {
        let day = |n| Some(date(2026, 11, n));
        let mut done = action("done", day(1), None);
        done.status = Must(Status::Done);
        let mut old = action("old", Some(date(2024, 1, 1)), None);
        old.status = Must(Status::Dropped);
        let all = [
            done,
            action("undated", None, None),
            action("late", day(28), None),
            action("soon", day(22), None),
            action("first", day(30), Some("V")),
            old,
        ];
        let records = all.into_iter().map(|a| Box::new(a) as Box<dyn Record>).collect();
        let details = Details { records, ..Details::default() };
        let plan = Plan::of_year(Id::NIL, date(2026, 11, 21), 1);
        let listed: Vec<String> =
            listed(Action::TABLE, &details, &plan).iter().map(|r| r.title()).collect();
        assert_eq!(listed, ["first", "soon", "late", "undated", "done"]);
    }
}
