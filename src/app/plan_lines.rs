//! The plan as lines, one after another: what is drawn, and where the cursor can stand. Which
//! field stands where is said by [`sections`](crate::domain::sections), its words by the tables.

use crate::domain::book::Details;
use crate::domain::kinds::plan::field;
use crate::domain::kinds::{Action, Plan, Risk};
use crate::domain::locale;
use crate::domain::record::{Field, Record, Table};
use crate::domain::sections::{Holds, SECTIONS, Section, is_settled};
use crate::domain::settings::Settings;
use crate::domain::value::Value;
use crate::domain::when::short;
use crate::domain::{Book, target};

use super::plan::{Shown, Spot};
use super::plan_facts;
use super::ui::Ui;

/// One line of the plan, before it is broken to the width of the window.
#[derive(Clone, Debug)]
pub struct Line {
    /// The section it belongs to.
    pub section: usize,
    /// What it says.
    pub body: Body,
    /// The place it is, if it can be stood on.
    pub spot: Option<Spot>,
}

/// What a line says.
#[derive(Clone, Debug)]
pub enum Body {
    /// The heading of a section.
    Heading(&'static str),
    /// A fact that follows from others.
    Fact(&'static str, String),
    /// A field with its value.
    Field(FieldLine),
    /// A record of a list.
    Record(RecordLine),
    /// A word in passing.
    Word(String),
}

/// A field with its value.
#[derive(Clone, Debug)]
pub struct FieldLine {
    /// The field.
    pub field: &'static Field,
    /// Its name; none where the heading of its section says it already.
    pub label: Option<&'static str>,
    /// Its value in words; `None` while unknown.
    pub value: Option<String>,
    /// Whether it was typed, or follows from what was.
    pub source: Source,
    /// How far in it stands.
    pub depth: u16,
}

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// It was typed.
    Typed,
    /// It follows from another field.
    Follows,
}

/// A record of a list.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// Its words.
    pub title: String,
    /// What else is known of it, what matters most first.
    pub more: Vec<String>,
    /// How it stands.
    pub state: State,
    /// Whether its fields are shown below it.
    pub is_open: bool,
}

/// How a record of a list stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Something is left to do.
    Open,
    /// Its day has passed.
    Overdue,
    /// Nothing is left to do.
    Settled,
}

/// The plan of the selected account; empty while there is none to show.
pub fn lines(ui: &Ui, book: &Book) -> Vec<Line> {
    let Some(shown) = Shown::of(ui, book) else { return Vec::new() };
    let mut lines = Vec::new();
    for (at, section) in SECTIONS.iter().enumerate() {
        let mut add = |body, spot| lines.push(Line { section: at, body, spot });
        add(Body::Heading(section.title), None);
        match section.holds {
            Holds::Standing => plan_facts::standing(ui, book, &shown)
                .into_iter()
                .for_each(|(label, said)| add(Body::Fact(label, said), None)),
            Holds::Target => add(Body::Word(basis(ui, book, &shown)), None),
            Holds::Records(kind) => list(ui, book, &shown, at, kind, &mut add),
            Holds::Nothing => {}
        }
        fields(book, &shown, section, &mut add);
    }
    lines
}

fn fields(
    book: &Book,
    shown: &Shown<'_>,
    section: &Section,
    add: &mut impl FnMut(Body, Option<Spot>),
) {
    let figures = figures(book, shown.details, &shown.plan);
    for field in section.fields {
        let typed = said(&shown.plan, field, &book.settings);
        let follows = if *field == field::growth {
            figures
                .growth
                .map(|pct| locale::said(&Value::Pct(target::rounded(pct)), &book.settings))
        } else if *field == field::target {
            figures.amount.map(|sum| locale::said(&Value::Money(sum), &book.settings))
        } else {
            None
        };
        let source =
            if typed.is_none() && follows.is_some() { Source::Follows } else { Source::Typed };
        let value = typed.or(follows);
        let alone = section.fields.len() == 1 && field.label == section.title;
        let label = (!alone).then_some(field.label);
        let line = FieldLine { field, label, value, source, depth: 0 };
        add(Body::Field(line), Some(Spot::Field(field)));
    }
}

fn figures(book: &Book, details: &Details, plan: &Plan) -> target::Target {
    target::of(plan, details.revenue(baseline_year(book, plan)))
}

fn baseline_year(book: &Book, plan: &Plan) -> i16 {
    target::baseline_year(plan.start.0, book.settings.fiscal_start())
}

/// The fiscal year that the target is measured against, and its revenue.
fn basis(_: &Ui, book: &Book, shown: &Shown<'_>) -> String {
    let year = baseline_year(book, &shown.plan);
    match shown.details.revenue(year) {
        Some(sum) => {
            let sum = locale::said(&Value::Money(sum), &book.settings);
            format!("measured against fiscal year {year}: {sum}")
        }
        None => format!("revenue of fiscal year {year} unknown: no growth figure"),
    }
}

/// Both figures of a target in a sentence, against the year before.
pub fn target_said(book: &Book, details: &Details, plan: &Plan) -> Option<String> {
    let figures = figures(book, details, plan);
    let year = baseline_year(book, plan);
    let settings = &book.settings;
    let base = details.revenue(year).map(|sum| locale::said(&Value::Money(sum), settings));
    let (amount, growth) = (figures.amount?, figures.growth?);
    let amount = locale::said(&Value::Money(amount), settings);
    let growth = locale::said(&Value::Pct(target::rounded(growth)), settings);
    Some(format!("{growth} is {amount}, from {} in fiscal year {year}", base?))
}

fn list(
    ui: &Ui,
    book: &Book,
    shown: &Shown<'_>,
    section: usize,
    kind: &'static Table,
    add: &mut impl FnMut(Body, Option<Spot>),
) {
    let records = shown.list(section);
    if records.is_empty() {
        let words = format!("no {} yet", kind.plural.to_lowercase());
        add(Body::Word(words), Some(Spot::Empty(section)));
    }
    for record in records {
        let is_open = ui.plan.open == Some(record.id());
        let line = RecordLine {
            title: record.title(),
            more: more(ui, record),
            state: state(ui, record),
            is_open,
        };
        add(Body::Record(line), Some(Spot::Record(record.id())));
        if is_open {
            parts(book, record, add);
        }
    }
}

/// The fields of a record, one by one, but for what it belongs to and refers to.
fn parts(book: &Book, record: &dyn Record, add: &mut impl FnMut(Body, Option<Spot>)) {
    let owner = record.table().owner();
    let shown = |field: &&Field| Some(*field) != owner && field.ty.refers_to().is_none();
    for field in record.table().fields.iter().filter(shown) {
        let value = said(record, field, &book.settings);
        let (label, source) = (Some(field.label), Source::Typed);
        let line = FieldLine { field, label, value, source, depth: 1 };
        add(Body::Field(line), Some(Spot::Part(record.id(), field)));
    }
}

fn state(ui: &Ui, record: &dyn Record) -> State {
    let late = record.of::<Action>().and_then(|action| action.due).is_some_and(|d| d < ui.today());
    match (is_settled(record), late) {
        (true, _) => State::Settled,
        (false, true) => State::Overdue,
        (false, false) => State::Open,
    }
}

/// What stands behind the words of a record in its list.
fn more(ui: &Ui, record: &dyn Record) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    if let Some(action) = record.of::<Action>() {
        let day = |day| short(day, ui.today());
        match (is_settled(record), action.done_on, action.due) {
            (true, Some(on), _) => parts.push(format!("done {}", day(on))),
            (true, None, _) => parts.push(action.status.0.label().to_lowercase()),
            (false, _, Some(due)) if due < ui.today() => {
                parts.push(format!("overdue {}", day(due)));
            }
            (false, _, Some(due)) => parts.push(format!("due {}", day(due))),
            (false, _, None) => parts.push("no date".to_owned()),
        }
        parts.extend(action.owner.clone());
    }
    if let Some(risk) = record.of::<Risk>() {
        let degree = |what: &str, degree: &str| format!("{} {what}", degree.to_lowercase());
        // Both together: one without the other says nothing about a risk.
        let likelihood = risk.likelihood.map(|d| degree("likelihood", d.label()));
        let impact = risk.impact.map(|d| degree("impact", d.label()));
        let both: Vec<String> = likelihood.into_iter().chain(impact).collect();
        parts.extend((!both.is_empty()).then(|| both.join(", ")));
        parts.extend((!risk.is_open()).then(|| "closed".to_owned()));
        let first = risk.mitigation.as_ref().and_then(|text| text.0.lines().next());
        parts.extend(first.map(|line| format!("→ {line}")));
    }
    parts
}

fn said(record: &dyn Record, field: &Field, settings: &Settings) -> Option<String> {
    record.get(field).map(|value| locale::said(&value, settings))
}
