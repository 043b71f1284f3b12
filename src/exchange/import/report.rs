//! What an import does or would do: the document that `--json` prints and the screen shows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::changes::Changed;
use super::currency::Subtotal;
use super::decisions::Side;
use super::held::NO_ACCOUNT;
use crate::domain::Id;
use crate::domain::kinds::Revenue;
use crate::domain::record::Kind;

/// The outcome of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The kind of record.
    pub kind: &'static str,
    /// The CRM that the list comes from, when it was recognised.
    pub vendor: Option<String>,
    /// Records that are new.
    pub new: u64,
    /// Records of the book that the file changes.
    pub changed: u64,
    /// Records of the book that are as the file says.
    pub same: u64,
    /// New accounts whose relationship the file does not state.
    pub relationship_unstated: u64,
    /// New opportunities whose kind the file does not state.
    #[serde(skip_serializing_if = "is_none")]
    pub kind_unstated: u64,
    /// New products that rows name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Products that are nearly called like others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near_products: Vec<NearProduct>,
    /// Revenues that won opportunities made or changed.
    #[serde(skip_serializing_if = "is_none")]
    pub revenues_from_won: u64,
    /// Prospects that become customers, because the list tells what they bought.
    #[serde(skip_serializing_if = "is_none")]
    pub new_customers: u64,
    /// What is wrong with rows that are not taken; a row with several bad cells stands here for each.
    pub rejected: Vec<Remark>,
    /// Rows that are taken, but not wholly.
    pub remarks: Vec<Remark>,
    /// The values that change in the book; the first thousand of them.
    pub changes: Vec<Changed>,
    /// How many more there are.
    pub changes_left_out: u64,
    /// Lines that are no rows.
    pub ignored: Vec<Ignored>,
    /// The first of the new accounts, for people: line and name.
    #[serde(skip)]
    pub first_new: Vec<(u64, String)>,
    /// Rows that would be new although another account has a name like theirs.
    pub look_alikes: Vec<LookAlike>,
    /// Parents that are in neither file nor book: an account was made for each, to be filled in.
    pub placeholders: Vec<Placeholder>,
    /// Fields that the rep wrote since the last import and the file has another value for.
    pub conflicts: Vec<Conflict>,
    /// The lines of these that count as they do, whatever is decided: their records change anyway,
    /// or are not counted.
    #[serde(skip)]
    pub counted_anyway: BTreeSet<u64>,
    /// Living accounts from the same source that the file does not have.
    pub missing: Vec<Missing>,
    /// The first line that does not tell which account it is; then none counts as missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untold: Option<u64>,
    /// How many of these are put away, because the user said so.
    pub archived: u64,
    /// Values of the rep's plan that the file would have written over.
    pub plan_kept: u64,
    /// The currency that the first amounts bring into a book without one.
    pub currency: Option<String>,
    /// Sums by currency of the columns with amounts in several.
    pub subtotals: Vec<Subtotal>,
    /// The columns by the fields they feed.
    pub mapping: BTreeMap<String, String>,
    /// The encoding of the file.
    pub encoding: String,
    /// The sign between cells.
    pub delimiter: String,
}

/// Something about one cell of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// The column; empty when it concerns the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong.
    pub reason: String,
}

impl Remark {
    /// The reason with its column.
    pub fn words(&self) -> String {
        match self.column.as_str() {
            "" => self.reason.clone(),
            column => format!("{column}: {}", self.reason),
        }
    }
}

/// A line that is no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The line, from 1.
    pub line: u64,
    /// Why it is no row.
    pub reason: &'static str,
}

/// A field that the rep and the file disagree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// The record.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The field.
    pub field: &'static str,
    /// What the rep wrote; empty when the rep made it unknown.
    pub mine: String,
    /// What the file says.
    pub theirs: String,
    /// Whose value stands.
    pub stands: Side,
}

/// A product that is nearly called like another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearProduct {
    /// The line of the first row that names it, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// The other's.
    pub other: String,
    /// Whether it is taken for that one.
    pub same: bool,
}

/// A row whose name is like another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookAlike {
    /// The line the row begins on, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// Its city; empty where it has none.
    pub city: String,
    /// What it looks like.
    pub other: Other,
    /// Whether it is taken for the same.
    pub same: bool,
    /// Whether what it looks like stands in another row of the file.
    #[serde(skip)]
    pub stands: bool,
}

/// What a row looks like: an account of the book, or an earlier row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Other {
    /// The account.
    #[serde(serialize_with = "as_text_if_any")]
    pub account: Option<Id>,
    /// The line of the row.
    pub line: Option<u64>,
    /// Its name.
    pub name: String,
    /// Its city; empty where it has none.
    pub city: String,
}

/// An account that was made because rows name it as their parent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placeholder {
    /// Its id.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub id: Id,
    /// Its name, as the file has it.
    pub name: String,
    /// The line of the first row that names it.
    pub line: u64,
}

/// An account that a file no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Its id.
    #[serde(rename = "account", serialize_with = "as_text")]
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its id in the CRM; empty where it has none.
    pub external_id: String,
}

#[expect(clippy::ref_option, reason = "serde hands the field over so")]
fn as_text_if_any<S: Serializer>(id: &Option<Id>, out: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => out.collect_str(id),
        None => out.serialize_none(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

pub(super) fn as_text<S: Serializer>(id: &Id, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(id)
}

impl Report {
    /// Notes that what a line means is counted already, whatever becomes of its conflicts: those
    /// were found last, if there are any.
    pub(super) fn note_counted(&mut self, line: u64) {
        if self.conflicts.last().is_some_and(|conflict| conflict.line == line) {
            self.counted_anyway.insert(line);
        }
    }

    /// How many records the file and the book agree on afterwards.
    pub fn accepted(&self) -> u64 {
        self.new + self.changed + self.same
    }

    /// How many rows are not taken.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.chunk_by(|one, next| one.line == next.line).count() as u64
    }

    /// Whether there were rows and none of them was taken.
    pub fn is_nothing_accepted(&self) -> bool {
        self.accepted() == 0 && !self.rejected.is_empty()
    }

    /// The counts in a sentence: `85 new, 2 changed, 1 rejected`.
    pub fn summary(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.changed, "changed"),
            (self.same, "same"),
            (self.conflicts.len() as u64, "in conflict"),
            (self.missing.len() as u64, "missing"),
            (self.archived, "put away"),
            (self.rejected_rows(), "rejected"),
            (self.ignored.len() as u64, "ignored"),
        ];
        let known = counts.iter().filter(|(n, _)| *n > 0);
        let words: Vec<String> = known.map(|(n, word)| format!("{n} {word}")).collect();
        if words.is_empty() { "nothing to import".to_owned() } else { words.join(", ") }
    }

    /// What else people should know, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        match self.relationship_unstated {
            0 => {}
            1 => notes.push(
                "1 new account does not say whether it is a customer; without revenue it counts \
                 as a prospect"
                    .to_owned(),
            ),
            several => notes.push(format!(
                "{several} new accounts do not say whether they are customers; without revenue \
                 they count as prospects"
            )),
        }
        if let Some(currency) = &self.currency {
            notes
                .push(format!("amounts are in {currency}, which becomes the currency of the book"));
        }
        for sums in self.subtotals.chunk_by(|one, next| one.column == next.column) {
            notes.push(mixed(sums));
        }
        if !self.placeholders.is_empty() {
            notes.push(format!(
                "{} in neither the file nor the book: an account tagged `placeholder` stands for each",
                told(self.placeholders.len(), "parent is", "parents are")
            ));
        }
        notes.extend(self.untold.map(|line| {
            format!("line {line} does not tell which account it is, so none counts as missing")
        }));
        notes.extend(self.notes_of_sales());
        let without = self.rejected.iter().filter(|r| r.reason.ends_with(NO_ACCOUNT)).count();
        if without > 0 {
            notes.push(format!(
                "{} kept aside for want of an account: import the accounts, then these rows",
                counted(without as u64, "row")
            ));
        }
        if self.plan_kept > 0 {
            notes.push(format!(
                "{} of your plan stays as it is: a CRM does not write over scores, judgements and notes",
                counted(self.plan_kept, "value")
            ));
        }
        notes
    }

    /// What people should know about sales and what they bring.
    fn notes_of_sales(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.kind == Revenue::TABLE.key && self.changed > 0 {
            let is = if self.changed == 1 { "revenue is" } else { "revenues are" };
            notes.push(format!(
                "{} {is} replaced: a list stands for the whole of each fiscal year it names",
                self.changed
            ));
        }
        if self.kind_unstated > 0 {
            notes.push(format!(
                "{} of no stated kind: with customers it is cross-sell, with others new business",
                counted(self.kind_unstated, "new sale")
            ));
        }
        if !self.products.is_empty() {
            notes.push(format!("New products: {}", self.products.join(", ")));
        }
        if self.revenues_from_won > 0 {
            notes.push(format!(
                "{} from won opportunities",
                counted(self.revenues_from_won, "revenue")
            ));
        }
        match self.new_customers {
            0 => {}
            1 => notes.push("1 prospect has bought and becomes a customer".to_owned()),
            several => {
                notes.push(format!("{several} prospects have bought and become customers"));
            }
        }
        notes
    }
}

/// `Annual Revenue holds $ 1250000.50 (2 rows) and EUR 85000 (1 row), which are not added up`
fn mixed(sums: &[Subtotal]) -> String {
    let column = sums.first().map(|sum| sum.column.clone()).unwrap_or_default();
    let words: Vec<String> = sums
        .iter()
        .map(|sum| format!("{} {} ({})", sum.currency, sum.amount, counted(sum.rows, "row")))
        .collect();
    format!("{column} holds {}, which are not added up", words.join(" and "))
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A number with its words.
fn told(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
