//! What becomes of one row of any kind but accounts and revenues: its words and names are settled,
//! it finds its place, and what follows from a sale is noted.

use super::changes::Changing;
use super::decisions::{Decisions, WonSales};
use super::draft::Draft;
use super::found::NearProduct;
use super::held::Held;
use super::later::Later;
use super::others::{Others, Outcome, Place};
use super::planned::Planned;
use super::products::{Found, Products};
use super::rejected::Rejected;
use super::report::About;
use super::run::Run;
use super::taking::Desk;
use super::won::{self, Won};
use crate::domain::kinds::opportunity::field;
use crate::domain::kinds::{Opportunity, Product, product};
use crate::domain::record::Kind;
use crate::domain::value::{Reading, Value};
use crate::domain::{Edit, Moment};

/// Takes rows of any kind but accounts and revenues.
pub struct Rest<'a> {
    others: Others<'a>,
    products: Products,
    won: Won,
    /// References to records of the same kind that had not been read, with the line and the column.
    open: Vec<(u64, usize, crate::domain::Id)>,
    later: Later,
}

impl<'a> Rest<'a> {
    /// For a list.
    pub fn new(others: Others<'a>, held: &'a Held<'a>) -> Self {
        Self {
            others,
            products: Products::of(held),
            won: Won::of(held),
            open: Vec::new(),
            later: Later::default(),
        }
    }
}

impl Run<'_> {
    /// Takes a row.
    pub(super) fn take_other(
        &mut self,
        mut draft: Draft,
        reading: &Reading<'_>,
    ) -> Result<(), Rejected> {
        let (judge, kind) = (self.judge(), self.inspection.kind);
        let Desk::Others(desk) = &mut self.desk else { return Ok(()) };
        draft.settle_stage(self.now.date());
        let (mut made, mut near) = (None, None);
        if let Some((at, name)) = draft.product.take() {
            let column = self.inspection.columns.get(at);
            let found = desk.products.find(&name, self.decisions.product(&name), self.now);
            near = found.near(&name, draft.line);
            let said = near.as_ref().map(NearProduct::words);
            let id = match found {
                Found::Known(id) | Found::Near(id, _) => id,
                Found::New(product, _) => {
                    let id = product.base.id;
                    made = Some(product);
                    id
                }
            };
            draft.values.push((field::product, Value::Ref(id)));
            let about = near.as_ref().map_or(About::Else, NearProduct::about);
            let remark =
                said.zip(column).map(|(said, c)| Rejected::cell(c, &name, said).about(about));
            draft.remarks.extend(remark);
        }
        if kind == Product::TABLE {
            near = meet_product(&mut draft, desk, self.decisions, self.now);
            let said = near.as_ref().map(NearProduct::said);
            draft.remarks.extend(said.map(|said| self.inspection.in_column(said)));
        }
        let twin = desk.others.twin(&draft).and_then(|twin| twin.said(&draft));
        draft.remarks.extend(twin.map(|said| self.inspection.in_column(said)));
        let outcome = desk.others.take(&mut draft, &judge, reading, self.now);
        let outcome = outcome.map_err(|rejected| self.inspection.in_column(rejected))?;
        let Desk::Others(desk) = &mut self.desk else { return Ok(()) };
        desk.open.extend(draft.unmet.iter().map(|(at, id)| (draft.line, *at, *id)));
        let account = self.held.at_hand.get();
        let names = std::mem::take(&mut draft.later);
        desk.later.take(outcome.after.as_ref(), draft.line, account, names);
        if let Some(product) = made {
            desk.products.learn(product.base.id, &product.name.0);
            self.report.products.push(product.name.0.clone());
            self.queue.push_back(Planned::Edit(Edit::Create(product)));
        }
        let known =
            |near: &NearProduct| self.report.near_products.iter().all(|k| k.name != near.name);
        self.report.near_products.extend(near.filter(known));
        if kind == Product::TABLE {
            desk.products.learn(outcome.after.id(), &outcome.after.title());
        }
        desk.won.take(outcome.after.as_ref(), draft.line);
        if self.decisions.won == WonSales::MakeRevenue
            && let Some(why) = outcome.after.of::<Opportunity>().and_then(won::lacks)
        {
            draft.remarks.push(Rejected::row(why));
        }
        let remarks = std::mem::take(&mut draft.remarks);
        self.report.remarks.extend(remarks.into_iter().map(|remark| remark.at(draft.line)));
        self.note_odd(&mut draft);
        self.count(outcome, &draft);
        Ok(())
    }

    fn count(&mut self, outcome: Outcome, draft: &Draft) {
        self.report.conflicts.extend(outcome.conflicts);
        for of in outcome.withheld {
            *self.withheld.entry(of.index).or_default() += 1;
        }
        let heard = outcome.heard;
        match outcome.place {
            Place::New => {
                self.report.new += 1;
                self.report.kind_unstated += u64::from(draft.kind_unstated);
                self.queue.extend(outcome.edits.into_iter().map(Planned::Edit));
            }
            Place::Held => {
                let (record, judge) = (outcome.after.id(), self.judge());
                let name = || judge.name_of(outcome.after.as_ref());
                let changing = Changing { record, name: &name, year: None };
                self.report.tell(&changing, &judge, &outcome.edits);
                self.count_held(outcome.edits, draft.line);
            }
        }
        self.plan(heard);
    }

    /// What stands at the end of such a list: revenue from won sales, and who was named and never
    /// came.
    pub(super) fn finish_others(&mut self) {
        let Desk::Others(desk) = &self.desk else { return };
        for (line, at, id) in &desk.open {
            if !desk.others.knows(*id)
                && let Some(column) = self.inspection.columns.get(*at)
            {
                let said = "is neither in the book nor in this file; left open until it comes";
                let remark = Rejected::cell(column, &id.to_string(), said).at(*line);
                self.report.remarks.push(remark);
            }
        }
        for linked in desk.later.linked() {
            match linked {
                Ok(edit) => self.queue.push_back(Planned::Edit(edit)),
                Err(name) => {
                    let kind = self.inspection.kind.key;
                    let said = format!("there is no {kind} `{}`; left open", name.text);
                    let column = self.inspection.columns.get(name.at);
                    let remark = column.map(|column| Rejected::cell(column, &name.text, said));
                    self.report.remarks.extend(remark.map(|remark| remark.at(name.line)));
                }
            }
        }
        if self.decisions.won == WonSales::MakeRevenue && self.inspection.kind == Opportunity::TABLE
        {
            let outcomes = desk.won.outcomes(&self.judge());
            self.finish_won(outcomes);
        }
    }
}

impl NearProduct {
    /// One that is to be decided stands by itself.
    fn about(&self) -> About {
        if self.same { About::Else } else { About::NearProduct }
    }

    /// What is said about a row of a list of products.
    fn said(&self) -> Rejected {
        let (column, value) = (product::field::name.key.to_owned(), self.name.clone());
        Rejected { column, value, ..Rejected::row(self.words()) }.about(self.about())
    }

    /// What is said about it.
    fn words(&self) -> String {
        let other = &self.other;
        if self.same {
            return format!("is taken for `{other}`");
        }
        format!("is a new product, though `{other}` is nearly called so; {MERGES}")
    }
}

impl Found {
    /// What it is nearly called like.
    fn near(&self, name: &str, line: u64) -> Option<NearProduct> {
        let (other, same) = match self {
            Self::Known(_) | Self::New(_, None) => return None,
            Self::Near(_, other) => (other, true),
            Self::New(_, Some(other)) => (other, false),
        };
        let (name, other) = (name.trim().to_owned(), other.clone());
        Some(NearProduct { line, name, other, same })
    }
}

/// A row of a list of products: what it is nearly called like.
fn meet_product(
    draft: &mut Draft,
    desk: &Rest<'_>,
    decisions: &Decisions,
    now: &Moment,
) -> Option<NearProduct> {
    use product::field::name;
    if draft.id.is_some() {
        return None;
    }
    let called = draft.text(name).to_owned();
    let found = desk.products.find(&called, decisions.product(&called), now);
    if let Found::Near(id, _) = &found {
        draft.id = Some(*id);
        draft.values.retain(|(of, _)| *of != name);
    }
    found.near(&called, draft.line)
}

/// The option that takes a product for the one that is nearly called so.
const MERGES: &str = "--merge-products takes that one";
