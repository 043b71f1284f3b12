//! The change log as people read it.

use std::collections::BTreeMap;

use super::book::Book;
use super::id::Id;
use super::kinds::account::{Source, axis_fields, in_force};
use super::kinds::{Account, Setting};
use super::moment::Moment;
use super::record::Kind;
use super::score::{Axis, PerAxis, Score, Scores, Segment, Thresholds};
use super::settings::threshold_key;
use super::value::FieldValue;

/// One change that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The change.
    pub id: Id,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// On which machine.
    pub site: String,
    /// What was done, in words.
    pub label: String,
    /// Whether it was made, taken back, or takes another back.
    pub state: State,
    /// How many edits it has.
    pub edits: u64,
    /// The first of its edits, in words.
    pub lines: Vec<Line>,
}

/// One edit of a change, as texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The kind of the record.
    pub kind: String,
    /// The record.
    pub record: Id,
    /// The field; empty when the whole record was made or removed.
    pub field: String,
    /// What it held.
    pub before: Option<String>,
    /// What it holds since.
    pub after: Option<String>,
    /// The value of a setting that was made or removed as a whole.
    pub value: Option<String>,
}

/// Which way a step through the log goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// The last step that holds is taken back.
    Back,
    /// The first step taken back is made again.
    Again,
}

/// What has become of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It holds.
    Done,
    /// It was taken back and can be made again.
    Undone,
    /// It was taken back, and something else was done since.
    Gone,
    /// It is itself a step back.
    Undo,
    /// It is itself a step made again.
    Redo,
}

impl State {
    /// The word in the database and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Gone => "gone",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Done, Self::Undone, Self::Gone, Self::Undo, Self::Redo]
            .into_iter()
            .find(|state| state.key() == key)
    }
}

/// An account that a change brought from one segment into another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Crossed {
    /// The account.
    pub account: Id,
    /// Where it stood; `None` while unplaced.
    pub from: Option<Segment>,
    /// Where it went.
    pub to: Option<Segment>,
}

/// For each change of the log, newest first and without gaps, the accounts that it names and
/// brought into another segment (METHOD.md 1): worked out backwards from how the book is now.
/// Accounts that crossed because a line moved are not named by the change and are left out.
pub fn crossings(entries: &[Entry], book: &Book) -> Vec<Vec<Crossed>> {
    let mut back = Backwards { book, stood: BTreeMap::new(), lines: book.thresholds() };
    entries.iter().map(|entry| back.before(entry)).collect()
}

/// What the scores of an account are made of.
#[derive(Clone, Copy)]
struct Judged {
    scores: Scores,
    sources: PerAxis<Source>,
}

const NEVER: Judged = Judged {
    scores: PerAxis { engagement: None, potential: None },
    sources: PerAxis { engagement: Source::Judged, potential: Source::Judged },
};

struct Backwards<'a> {
    book: &'a Book,
    stood: BTreeMap<Id, Judged>,
    lines: Thresholds,
}

impl Backwards<'_> {
    /// Goes back to before a change; gives what crossed in it.
    fn before(&mut self, entry: &Entry) -> Vec<Crossed> {
        let after_lines = self.lines;
        let mut moved: BTreeMap<Id, (Judged, Judged)> = BTreeMap::new();
        for line in &entry.lines {
            if line.kind == Setting::TABLE.key {
                self.line_back(line);
            } else if line.kind == Account::TABLE.key {
                let (_, before) =
                    moved.entry(line.record).or_insert_with(|| [self.at(line.record); 2].into());
                take_back(before, line);
            }
        }
        let mut crossed = Vec::new();
        for (account, (after, before)) in moved {
            let from = self.lines.segment(in_force_of(before));
            let to = after_lines.segment(in_force_of(after));
            if from != to {
                crossed.push(Crossed { account, from, to });
            }
            self.stood.insert(account, before);
        }
        crossed
    }

    fn at(&self, account: Id) -> Judged {
        self.stood.get(&account).copied().unwrap_or_else(|| self.now(account))
    }

    fn now(&self, account: Id) -> Judged {
        let accounts = &self.book.accounts;
        let Some(row) = accounts.row(account) else { return NEVER };
        Axis::ALL.iter().fold(NEVER, |judged, axis| {
            let fields = axis_fields(*axis);
            let score = accounts.value(row, fields.judged).and_then(Score::from_value);
            let source = accounts.value(row, fields.source).and_then(Source::from_value);
            judged.with(*axis, score, source.unwrap_or_default())
        })
    }

    fn line_back(&mut self, line: &Line) {
        for axis in Axis::ALL {
            if line.record == Setting::id_of(threshold_key(*axis)) {
                let before = line.before.as_deref().and_then(|text| Score::parse(text).ok());
                let score = before.unwrap_or_else(|| Thresholds::DEFAULT.of(*axis));
                self.lines = self.lines.with(*axis, score);
            }
        }
    }
}

impl Judged {
    fn with(self, axis: Axis, score: Option<Score>, source: Source) -> Self {
        Self { scores: self.scores.with(axis, score), sources: self.sources.with(axis, source) }
    }
}

/// Sets what one line of the log changed back to what it was.
fn take_back(judged: &mut Judged, line: &Line) {
    if line.field.is_empty() && line.before.is_none() {
        *judged = NEVER;
        return;
    }
    for axis in Axis::ALL {
        let fields = axis_fields(*axis);
        if line.field == fields.judged.key {
            let score = line.before.as_deref().and_then(|text| Score::parse(text).ok());
            judged.scores = judged.scores.with(*axis, score);
        } else if line.field == fields.source.key {
            let source = line.before.as_deref().and_then(Source::from_key);
            judged.sources = judged.sources.with(*axis, source.unwrap_or_default());
        }
    }
}

fn in_force_of(judged: Judged) -> Scores {
    let score = |axis| in_force(judged.scores.of(axis), judged.sources.of(axis));
    Scores { engagement: score(Axis::Engagement), potential: score(Axis::Potential) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn entry(lines: &[(&str, Option<&str>, Option<&str>)], account: Id) -> Entry {
        let line = |(field, before, after): &(&str, Option<&str>, Option<&str>)| Line {
            value: None,
            kind: "account".to_owned(),
            record: account,
            field: (*field).to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        Entry {
            id: Id::of_parts(&["c"]),
            at: Moment::noon(date(2026, 11, 21)),
            actor: String::new(),
            site: String::new(),
            label: String::new(),
            state: State::Done,
            edits: lines.len() as u64,
            lines: lines.iter().map(line).collect(),
        }
    }

    #[test]
    fn crossings_are_worked_out_backwards_from_the_book() {
        let mut account = Account::new(Id::of_parts(&["a"]));
        (account.engagement, account.potential) = (Score::new(60), Score::new(80));
        let id = account.base.id;
        let mut accounts = crate::domain::accounts::Accounts::with_hot_columns();
        accounts.put(&account);
        let book = Book { accounts, ..Book::default() };
        let entries = [
            entry(&[("engagement", Some("40"), Some("60"))], id),
            entry(&[("owner", None, Some("Ann"))], id),
            entry(&[("engagement", None, Some("40")), ("potential", None, Some("80"))], id),
        ];
        let found = crossings(&entries, &book);
        let (key, growth) = (Some(Segment::Key), Some(Segment::GrowthPotential));
        assert_eq!(found[0], [Crossed { account: id, from: growth, to: key }]);
        assert_eq!(found[1], []);
        assert_eq!(found[2], [Crossed { account: id, from: None, to: growth }]);
    }
}
