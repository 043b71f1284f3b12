//! Which accounts are shown: toggles that stack, and a query in the search language.

use serde::{Deserialize, Serialize};

use crate::domain::Book;
use crate::domain::facts::Fact;
use crate::domain::numbers::Numbers;
use crate::domain::query::Query;
use crate::domain::score::Segment;
use crate::domain::value::Reading;

use super::action::{Action, Scope, Undo, always};
use super::effect::Effect;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::screen::Screen;
use super::ui::Ui;

/// Which accounts are shown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Only these segments; `None` is the tray. Empty: all.
    #[serde(with = "by_key")]
    pub segments: Vec<Option<Segment>>,
    /// Further toggles.
    pub toggles: Vec<Toggle>,
    /// A query in the search language.
    pub query: String,
}

/// A toggle of the filter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Toggle {
    /// Without a next step.
    NoStep,
    /// Within five points of a line.
    Borderline,
    /// With a next step that is overdue.
    Overdue,
}

impl Toggle {
    const fn query(self) -> &'static str {
        match self {
            Self::NoStep => "no:action",
            Self::Borderline => "borderline:yes",
            Self::Overdue => "next_due<today",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::NoStep => "no next step",
            Self::Borderline => "borderline",
            Self::Overdue => "overdue",
        }
    }
}

impl Filter {
    /// Whether every account is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filter as a query. A query that cannot be read matches everything: it is refused
    /// when it is typed.
    pub fn query(&self, reading: &Reading<'_>) -> Query {
        let mut text = self.query.clone();
        if !self.segments.is_empty() {
            let keys: Vec<&str> =
                self.segments.iter().map(|s| s.map_or("unplaced", Segment::key)).collect();
            text.push_str(" segment:");
            text.push_str(&keys.join(","));
        }
        for toggle in &self.toggles {
            text.push(' ');
            text.push_str(toggle.query());
        }
        Query::parse(&text, reading).unwrap_or_default()
    }

    /// In words, for the line at the top: `all`, or what is left out.
    pub fn label(&self) -> String {
        let segments =
            self.segments.iter().map(|s| s.map_or("Unplaced", Segment::label).to_owned());
        let toggles = self.toggles.iter().map(|t| t.label().to_owned());
        let query = Some(self.query.clone()).filter(|q| !q.is_empty());
        let parts: Vec<String> = segments.chain(toggles).chain(query).collect();
        if parts.is_empty() { "all".to_owned() } else { parts.join(" + ") }
    }

    /// Growth Potential without a next step and nothing else; again: all.
    fn only_growth_without_step(&mut self) {
        let wanted = Self {
            segments: vec![Some(Segment::GrowthPotential)],
            toggles: vec![Toggle::NoStep],
            query: String::new(),
        };
        *self = if *self == wanted { Self::default() } else { wanted };
    }

    fn flip_segment(&mut self, segment: Option<Segment>) {
        flip(&mut self.segments, segment);
    }

    fn flip_toggle(&mut self, toggle: Toggle) {
        flip(&mut self.toggles, toggle);
    }
}

/// Segments as their keys; the tray is `unplaced`.
mod by_key {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Segment;

    const TRAY: &str = "unplaced";

    pub fn serialize<S: Serializer>(list: &[Option<Segment>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(list.iter().map(|segment| segment.map_or(TRAY, Segment::key)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Option<Segment>>, D::Error> {
        let keys = Vec::<String>::deserialize(from)?;
        let known = |key: &String| key == TRAY || Segment::from_key(key).is_some();
        Ok(keys.iter().filter(|key| known(key)).map(|key| Segment::from_key(key)).collect())
    }
}

fn flip<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|have| *have == one) {
        Some(at) => drop(list.remove(at)),
        None => list.push(one),
    }
}

macro_rules! toggles {
    ($($id:literal, $title:literal, $key:literal, $words:literal, |$filter:ident| $body:expr;)+) => {
        &[$(Action {
            id: $id, title: $title, words: $words,
            scope: Scope::On(FILTERED), keys: &[$key], hint: None, ready: always,
            run: |ui, _| { let $filter = &mut ui.filter; $body; said(ui) }, undo: Undo::View,
        }),+, FIND_BY]
    };
}

/// The screens that show the accounts of the filter.
pub const FILTERED: &[Screen] = &[Screen::Map, Screen::List, Screen::Triage];

/// Actions of the filter.
pub const ACTIONS: &[Action] = toggles! {
    "filter.key", "Show only Key accounts (again: all)", "f k", "segment", |f| f.flip_segment(Some(Segment::Key));
    "filter.growth_potential", "Show only Growth Potential accounts", "f g", "segment", |f| f.flip_segment(Some(Segment::GrowthPotential));
    "filter.maintenance", "Show only Maintenance accounts", "f m", "segment", |f| f.flip_segment(Some(Segment::Maintenance));
    "filter.service", "Show only Service accounts", "f s", "segment", |f| f.flip_segment(Some(Segment::Service));
    "filter.unplaced", "Show only unplaced accounts", "f u", "tray unscored", |f| f.flip_segment(None);
    "filter.no_step", "Show only accounts without a next step", "f n", "action", |f| f.flip_toggle(Toggle::NoStep);
    "filter.borderline", "Show only borderline accounts", "f b", "line threshold", |f| f.flip_toggle(Toggle::Borderline);
    "filter.overdue", "Show only accounts with an overdue step", "f o", "late due", |f| f.flip_toggle(Toggle::Overdue);
    "filter.growth_no_step", "Show Growth Potential accounts without a next step", "f w", "work action", |f| f.only_growth_without_step();
    "filter.clear", "Show all accounts", "f a", "clear reset none", |f| *f = Filter::default();
};

const FIND_BY: Action = Action {
    id: "filter.query",
    title: "Show only accounts that match a search",
    words: "query search language where",
    scope: Scope::On(FILTERED),
    keys: &["f /"],
    hint: Some(("filter", 35)),
    ready: always,
    run: |ui, _| {
        Prompt::open(ui, Purpose::Filter, "Show accounts where", &ui.filter.query.clone());
        None
    },
    undo: Undo::View,
};

fn said(ui: &mut Ui) -> Option<Effect> {
    let label = ui.filter.label();
    ui.say(format!("showing {label}"));
    None
}

/// The filter as it would be with a typed query, or what is wrong with that and where.
fn with_query(ui: &Ui, book: &Book, text: &str) -> Result<Query, String> {
    let numbers = Numbers::of(&book.settings);
    let reading = Reading::plain(ui.today()).typed(&numbers);
    if let Err(error) = Query::parse(text, &reading) {
        return Err(error.to_string());
    }
    let filter = Filter { query: text.trim().to_owned(), ..ui.filter.clone() };
    Ok(filter.query(&reading))
}

/// How many accounts match what is typed, or why it cannot be read.
pub fn preview(ui: &Ui, book: &Book, text: &str) -> String {
    let query = match with_query(ui, book, text) {
        Ok(query) => query,
        Err(why) => return why,
    };
    if query.facts().iter().any(|fact| !book.has(*fact)) {
        return "counting …".to_owned();
    }
    let count = match book.seen().select(&query, &[]).len() {
        0 => "no account matches".to_owned(),
        1 => "1 account matches".to_owned(),
        n => format!("{n} accounts match"),
    };
    if text.trim().is_empty() {
        return format!("{count}; such as segment:key potential>70 no:action industry:energy");
    }
    let toggles = Filter { query: String::new(), ..ui.filter.clone() };
    if toggles.is_empty() { count } else { format!("{count} together with {}", toggles.label()) }
}

/// The facts that a query asks for while it is typed.
pub fn wanted(ui: &Ui, book: &Book) -> Vec<Fact> {
    match &ui.mode {
        Mode::Prompt(open) if open.purpose == Purpose::Filter => {
            with_query(ui, book, open.field.text()).map(|query| query.facts()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Takes a typed query, or says what is wrong with it.
pub fn keep_query(ui: &mut Ui, book: &Book, text: &str) -> Result<Option<Effect>, String> {
    with_query(ui, book, text)?;
    text.trim().clone_into(&mut ui.filter.query);
    Ok(said(ui))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_toggle_is_a_query_that_can_be_read() {
        let segments = Segment::ALL.iter().map(|s| Some(*s)).chain([None]).collect();
        let toggles = vec![Toggle::NoStep, Toggle::Borderline, Toggle::Overdue];
        let filter = Filter { segments, toggles, query: "potential>70".to_owned() };
        assert_eq!(filter.query(&Reading::plain(date(2026, 11, 21))).facts().len(), 4);
    }
}
