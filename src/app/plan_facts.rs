//! Where the account stands, as the plan says it at its beginning: facts that follow from others,
//! each answered by the domain. While scores are tried, it follows them.

use jiff::civil::Date;

use crate::domain::Book;
use crate::domain::facts::{Fact, What};
use crate::domain::fiscal;
use crate::domain::kinds::Revenue;
use crate::domain::kinds::account::axis_fields;
use crate::domain::locale;
use crate::domain::record::Record;
use crate::domain::score::{Axis, Segment};
use crate::domain::value::Value;
use crate::domain::when::short;

use super::plan::Shown;
use super::ui::Ui;

/// How many fiscal years of revenue are said.
const YEARS: usize = 4;

/// The facts, each with its label.
pub fn standing(ui: &Ui, book: &Book, shown: &Shown<'_>) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Account", account(shown)),
        ("Segment", segment(ui, book, shown)),
        (Axis::Engagement.label(), score(ui, book, shown, Axis::Engagement)),
        (Axis::Potential.label(), score(ui, book, shown, Axis::Potential)),
        ("Revenue", revenue(ui, book, shown)),
        ("Next step", next_step(ui, shown)),
    ];
    facts.extend(note(shown).map(|note| ("Account note", note)));
    facts
}

/// The most characters of the account's note that are said here.
const NOTE: usize = 600;

/// What was noted on the account itself; the section Notes holds what belongs to the plan.
fn note(shown: &Shown<'_>) -> Option<String> {
    let note = shown.details.account.note.as_ref()?;
    let words = note.0.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(NOTE).collect();
    let more = if cut.len() < words.len() { "…" } else { "" };
    (!words.is_empty()).then(|| format!("{cut}{more}"))
}

fn account(shown: &Shown<'_>) -> String {
    let account = &shown.details.account;
    let mut parts = vec![account.relationship.0.label().to_owned()];
    parts.extend(account.industry.clone());
    parts.extend(account.city.clone());
    parts.extend(account.owner.as_ref().map(|owner| format!("owner {owner}")));
    parts.join(" · ")
}

/// A fact about where it stands, with what is tried.
fn seen(ui: &Ui, book: &Book, shown: &Shown<'_>, what: What) -> Option<Value> {
    let row = book.accounts.row(shown.details.account.base.id)?;
    ui.seen(book).fact(row, Fact::derived(what)?)
}

fn segment(ui: &Ui, book: &Book, shown: &Shown<'_>) -> String {
    let Some(segment) = seen(ui, book, shown, What::Segment) else {
        return "unplaced: a score is unknown".to_owned();
    };
    let segment = segment.label();
    let mut parts = vec![segment.clone()];
    let days = shown.details.trail.days_in_segment(ui.today());
    let stays = shown.details.trail.stands.last().and_then(|stand| stand.segment);
    if let (Some(days), true) = (days, stays.map(Segment::label) == Some(segment.as_str())) {
        parts.push(match days {
            0 => "since today".to_owned(),
            1 => "for a day".to_owned(),
            days => format!("for {days} days"),
        });
        let from = shown.details.trail.crossings().last().and_then(|crossing| crossing.from);
        parts.extend(from.map(|from| format!("from {}", from.label())));
    }
    if seen(ui, book, shown, What::Borderline) == Some(Value::Bool(true)) {
        parts.push("borderline".to_owned());
    }
    parts.join(" · ")
}

fn score(ui: &Ui, book: &Book, shown: &Shown<'_>, axis: Axis) -> String {
    let (score, line) = match axis {
        Axis::Engagement => (What::EngagementScore, What::EngagementToLine),
        Axis::Potential => (What::PotentialScore, What::PotentialToLine),
    };
    let Some(score) = seen(ui, book, shown, score) else { return "–".to_owned() };
    let mut parts = vec![score.label()];
    if let Some(Value::Int(points)) = seen(ui, book, shown, line) {
        parts.push(match points {
            0 => "on the line".to_owned(),
            1.. => format!("{points} above the line"),
            _ => format!("{} short of the line", -points),
        });
    }
    let on = shown.details.account.read(axis_fields(axis).on.index);
    if let Some(Value::Date(day)) = on {
        parts.push(format!("judged {}", short(day, ui.today())));
    }
    parts.join(" · ")
}

fn revenue(ui: &Ui, book: &Book, shown: &Shown<'_>) -> String {
    let mut years: Vec<i64> = shown.details.of::<Revenue>().map(|r| r.year.0.0).collect();
    let last = i64::from(book.last_year(ui.today()));
    years.push(last);
    years.sort_unstable();
    years.dedup();
    let said = |year: &i64| {
        let sum = i16::try_from(*year).ok().and_then(|year| shown.details.revenue(year));
        let sum = sum.map(|sum| locale::said(&Value::Money(sum), &book.settings));
        let last = if *year == last { " (last year)" } else { "" };
        format!("{year}: {}{last}", sum.as_deref().unwrap_or("–"))
    };
    years.iter().rev().take(YEARS).map(said).collect::<Vec<_>>().join(" · ")
}

fn next_step(ui: &Ui, shown: &Shown<'_>) -> String {
    let steps = shown.details.steps();
    let Some(step) = steps.first() else { return "none".to_owned() };
    match step.due {
        Some(day) if day < ui.today() => {
            format!("{} · overdue {}", step.title.0, short(day, ui.today()))
        }
        Some(day) => format!("{} · due {}", step.title.0, short(day, ui.today())),
        None => format!("{} · no date", step.title.0),
    }
}

/// The period of the plan in words, and whether it exists.
pub fn period(ui: &Ui, book: &Book, shown: &Shown<'_>) -> String {
    let (start, end) = (shown.plan.start.0, shown.plan.end.0);
    let year = fiscal::year_of(end, book.settings.fiscal_start());
    let state = if shown.plan.base.id.is_nil() { " · nothing written yet" } else { "" };
    let over = if end < ui.today() { " · over" } else { "" };
    let is_calendar_year = fiscal::span(year, 1) == Some((start, end));
    let day = |day: Date| day.strftime("%-d %b %Y").to_string();
    let days =
        if is_calendar_year { String::new() } else { format!(", {} to {}", day(start), day(end)) };
    format!("fiscal year {year}{days}{over}{state}")
}
