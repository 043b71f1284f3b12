//! What becomes of one row in the second reading: it is checked, finds its place in the book, and
//! is counted; its edits join the queue.

use super::absent::Present;
use super::accounts;
use super::cells::Around;
use super::changes::Changing;
use super::decisions::Decisions;
use super::draft::{Amount, Draft};
use super::furniture::Watch;
use super::held::Held;
use super::inspection::Inspection;
use super::kin::{Gathering, Kin};
use super::lines::Lines;
use super::placing::{Place, Placing};
use super::planned::Planned;
use super::progress::Progress;
use super::refusal::Refusal;
use super::rejected::Rejected;
use super::revenues::Sum;
use super::row::Row;
use super::run::Run;
use super::taking_others::Rest;
use super::target::Target;
use super::telling::Told;
use crate::domain::kinds::account::field;
use crate::domain::record::Field;
use crate::domain::value::{Reading, Reject, Value};
use crate::domain::{Edit, Id, Moment};

/// Who takes the rows of a kind.
pub enum Desk<'a> {
    /// Accounts.
    Accounts(Box<Accounts<'a>>),
    /// Revenues, which are summed.
    Revenues,
    /// Any other kind.
    Others(Box<Rest<'a>>),
}

/// Takes rows of accounts.
pub struct Accounts<'a> {
    pub(super) placing: Placing<'a>,
    pub(super) kin: Kin,
    pub(super) lines: Lines,
    pub(super) present: Present,
    pub(super) placeholders: Vec<Id>,
}

impl Desk<'_> {
    /// Notes a row that says what its account says already; says whether it is the first of it.
    pub(super) fn note_known(&mut self, told: &Told<'_>, line: u64) -> bool {
        let Self::Accounts(desk) = self else { return false };
        if desk.lines.contains(told.id) {
            return false;
        }
        desk.present.from(Some(told.system));
        desk.lines.insert(told.id, line);
        true
    }
}

impl Run<'_> {
    /// Takes the row at hand, or says what is wrong with it.
    pub(super) fn take(&mut self) -> Result<(), Vec<Rejected>> {
        self.inspection.fits(&self.row)?;
        let held = self.held;
        let find = |kind: &str, text: &str| held.find(kind, text);
        let around = around(held, self.now, &find);
        let mut draft = Draft::read(self.inspection, &self.in_turn, held, &around, &self.row)?;
        self.settle(&mut draft)?;
        let (line, remarks) = (draft.line, std::mem::take(&mut draft.remarks));
        match &self.desk {
            Desk::Accounts(_) => self.take_account(draft)?,
            Desk::Revenues => {
                self.take_revenue(&draft)?;
                self.note_odd(&mut draft);
            }
            Desk::Others(_) => {
                draft.remarks = remarks;
                self.take_other(draft, &around.reading)?;
                return Ok(());
            }
        }
        self.report.remarks.extend(remarks.into_iter().map(|remark| remark.at(line)));
        Ok(())
    }

    /// Amounts in another currency than the book's are left out, never added to the others, unless
    /// one in the book's stands beside them; a row that must have its amount is not taken.
    fn settle(&mut self, draft: &mut Draft) -> Result<(), Vec<Rejected>> {
        let mut rejected = Vec::new();
        for Amount { at, target, currency, money } in std::mem::take(&mut draft.amounts) {
            let Some(currency) = currency else {
                self.currency.take_bare();
                continue;
            };
            let Some(column) = self.inspection.columns.get(at) else { continue };
            if let Err(reason) = self.currency.take(at, &currency, money) {
                if let Some(beside) = self.convert(draft, target) {
                    let reason = format!("{reason}; taken from `{beside}`");
                    draft.remarks.push(Rejected::cell(column, self.row.cell(at), reason));
                } else if matches!(target, Target::Field(field) if field.required) {
                    rejected.push(Rejected::cell(column, self.row.cell(at), reason));
                } else {
                    draft.forget(target);
                    let reason = format!("{reason}; left out");
                    draft.remarks.push(Rejected::cell(column, self.row.cell(at), reason));
                }
            }
        }
        if rejected.is_empty() { Ok(()) } else { Err(rejected) }
    }

    /// Takes the amount of a column beside one in another currency, where that is in the book's;
    /// gives the column.
    fn convert(&mut self, draft: &mut Draft, target: Target) -> Option<String> {
        let (Target::Field(of) | Target::Instead(of)) = target else { return None };
        let found =
            draft.converted.iter().find(|it| it.target == Target::Converted(of)).cloned()?;
        let currency = found.currency.as_deref().or(self.inspection.company_currency.as_deref());
        match currency {
            Some(currency) => self.currency.take(found.at, currency, found.money).ok()?,
            None => self.currency.take_bare(),
        }
        draft.values.retain(|(field, _)| *field != of);
        draft.values.push((of, Value::Money(found.money)));
        self.inspection.columns.get(found.at).map(|column| column.name.clone())
    }

    fn take_account(&mut self, mut draft: Draft) -> Result<(), Rejected> {
        let judge = self.judge();
        let Desk::Accounts(desk) = &mut self.desk else { return Ok(()) };
        desk.present.from(desk.placing.system(&draft));
        let place = desk.placing.place(&draft, self.held, self.now)?;
        if let Some(first) = desk.lines.get(place.id()) {
            return Err(Rejected::row(format!("is the same account as line {first}")));
        }
        let (mut remark, mut absent) = (None, None);
        match desk.kin.parent(place.id()).filter(|_| draft.names_parent()) {
            Some(Ok(parent)) => {
                draft.values.push((field::parent, Value::Ref(parent)));
                absent = desk.kin.absent(parent).map(|_| parent);
            }
            Some(Err(reason)) => remark = Some(reason.to_owned()),
            None => {}
        }
        let (mut fresh, mut heard) = (None, Vec::new());
        let unstated = draft.get(field::relationship).is_none();
        let edits = match place {
            Place::Held(row, id) => {
                draft.unname();
                let system = desk.placing.system(&draft);
                let found = accounts::differences(&draft, (row, id), system, &judge, self.now);
                self.report.conflicts.extend(found.conflicts);
                self.report.plan_kept += found.plan_kept;
                for of in found.withheld {
                    *self.withheld.entry(of.index).or_default() += 1;
                }
                heard = found.heard;
                found.edits
            }
            Place::New(id) => {
                let system = desk.placing.system(&draft).map(ToOwned::to_owned);
                if self.report.first_new.len() < LISTED_MOST {
                    self.report.first_new.push((draft.line, draft.text(field::name).to_owned()));
                }
                let made = accounts::fresh(&mut draft, id, system, self.now);
                fresh = Some(made.map_err(|(field, why)| self.inspection.lacking(field, &why))?);
                Vec::new()
            }
        };
        desk.lines.insert(place.id(), draft.line);
        if let Some(parent) = absent.filter(|_| fresh.is_some() || gives_parent(&edits))
            && !desk.placeholders.contains(&parent)
        {
            desk.placeholders.push(parent);
        }
        self.remark(remark, &draft);
        self.note_odd(&mut draft);
        if let Some(fresh) = fresh {
            self.report.new += 1;
            self.report.relationship_unstated += u64::from(unstated);
            self.queue.push_back(Planned::Account(fresh));
        }
        self.count_account(place, edits, &draft);
        self.plan(heard);
        Ok(())
    }

    /// Notes what a row means that is not taken: its account is not missing from the file. Where
    /// it could be any account, the file does not tell who is missing.
    pub(super) fn note_rejected(&mut self) {
        let shifted = self.inspection.fits(&self.row).is_err();
        let Desk::Accounts(desk) = &mut self.desk else { return };
        let held = self.held;
        let find = |kind: &str, text: &str| held.find(kind, text);
        let around = around(held, self.now, &find);
        let (draft, illegible) = Draft::legible(self.inspection, held, &around, &self.row);
        let named = draft.id.is_some()
            || draft.external.is_some()
            || !draft.text(field::name).trim().is_empty();
        let rows = desk.placing.meant(&draft, held);
        if rows.is_empty() && (shifted || !named || !illegible.is_empty()) {
            self.report.untold.get_or_insert(self.row.line);
        }
        let ids = held.book.accounts.ids();
        desk.present.from(desk.placing.system(&draft));
        desk.present.note(rows.into_iter().filter_map(|row| ids.get(row).copied()));
    }

    fn count_account(&mut self, place: Place, mut edits: Vec<Edit>, draft: &Draft) {
        self.tell(place, None, &edits);
        for (year, amount) in &draft.revenues {
            let (account, year) = (place.id(), i64::from(*year));
            let sum = Sum { account, year, amount: *amount, line: draft.line };
            let bought = self.settle_revenue(sum, draft);
            self.tell(place, Some(year), &bought);
            edits.extend(bought);
        }
        match place {
            Place::New(_) => self.plan(edits),
            Place::Held(..) => self.count_held(edits, draft.line),
        }
    }

    /// Tells what changes in an account of the book, or in what it bought in a year.
    fn tell(&mut self, place: Place, year: Option<i64>, edits: &[Edit]) {
        if let (Place::Held(row, record), [_, ..]) = (place, edits) {
            let (judge, held) = (self.judge(), self.held);
            let name = || held.book.accounts.name(row).to_owned();
            self.report.tell(&Changing { record, name: &name, year }, &judge, edits);
        }
    }

    pub(super) fn count_held(&mut self, edits: Vec<Edit>, line: u64) {
        if edits.is_empty() {
            self.report.same += 1;
        } else {
            self.report.changed += 1;
            self.report.note_counted(line);
        }
        self.plan(edits);
    }

    pub(super) fn plan(&mut self, edits: Vec<Edit>) {
        self.queue.extend(edits.into_iter().map(Planned::Edit));
    }

    /// Counts the odd cells of a row that is taken.
    pub(super) fn note_odd(&mut self, draft: &mut Draft) {
        for oddity in std::mem::take(&mut draft.odd) {
            self.oddities.note(oddity, draft.line);
        }
    }

    fn remark(&mut self, reason: Option<String>, draft: &Draft) {
        if reason.is_none() {
            return;
        }
        let at = self.inspection.column_of(Target::Field(field::parent));
        let column = at.and_then(|at| self.inspection.columns.get(at));
        if let (Some(reason), Some(column)) = (reason, column) {
            let cell = draft.parent.as_deref().unwrap_or_default();
            self.report.remarks.push(Rejected::cell(column, cell, reason).at(draft.line));
        }
    }
}

/// The most new accounts that are listed for people.
const LISTED_MOST: usize = 200;

/// Whether edits give an account a parent.
fn gives_parent(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| matches!(edit, Edit::Set(set) if set.field == field::parent))
}

impl Inspection {
    /// A row with more cells than the header, or with fewer and the look of a lost quote, has not
    /// its cells where they belong.
    pub(super) fn fits(&self, row: &Row) -> Result<(), Rejected> {
        let (cells, columns) = (row.width(), self.columns.len());
        let beyond = (columns..cells).any(|at| !row.cell(at).trim().is_empty());
        if beyond || (cells < columns && row.knotty) {
            return Err(Rejected::row(format!("has {cells} cells, the header has {columns}")));
        }
        Ok(())
    }

    /// What is said about a field, said about the column that feeds it.
    pub(super) fn in_column(&self, rejected: Rejected) -> Rejected {
        let field = self.kind.field(&rejected.column);
        let at = field.and_then(|field| self.column_of(Target::Field(field)));
        match at.and_then(|at| self.columns.get(at)) {
            Some(column) => Rejected { column: column.name.clone(), ..rejected },
            None => Rejected { column: String::new(), ..rejected },
        }
    }

    pub(super) fn lacking(&self, lacking: &'static Field, reason: &str) -> Rejected {
        let at = self.column_of(Target::Field(lacking));
        let said = match lacking.key {
            "account" => Rejected::without_account(),
            _ => Rejected::row(format!("{} {reason}", lacking.label.to_lowercase())),
        };
        let column = at.and_then(|at| self.columns.get(at));
        Rejected { column: column.map(|column| column.name.clone()).unwrap_or_default(), ..said }
    }
}

/// Tells the rows of a file from its furniture.
pub fn watch(inspection: &Inspection) -> Watch {
    inspection.watch(inspection.last_full)
}

/// What reading a row needs to know of a book.
pub(super) fn around<'f>(
    held: &Held<'_>,
    now: &Moment,
    find: &'f dyn Fn(&str, &str) -> Result<Id, Reject>,
) -> Around<'f> {
    let reading = Reading::at(now, find);
    Around { reading, fiscal_start: held.book.settings.fiscal_start() }
}

/// Readies the desk for accounts: where rows name parents, the whole file is gathered first.
pub fn accounts<'a>(
    inspection: &Inspection,
    held: &Held<'_>,
    decisions: &'a Decisions,
    now: &Moment,
    progress: &Progress,
) -> Result<Accounts<'a>, Refusal> {
    let mut placing = Placing::new(inspection, decisions);
    let mut kin = Kin::default();
    let parents = inspection.column_of(Target::Field(field::parent));
    if let Some(column) = parents.and_then(|at| inspection.columns.get(at)) {
        let mut gathering = Gathering::new(&column.name);
        let mut watch = watch(inspection);
        let find = |kind: &str, text: &str| held.find(kind, text);
        let around = around(held, now, &find);
        let mut records = inspection.records(progress)?;
        let mut row = Row::default();
        while records.read(&mut row)? {
            if row.line <= inspection.header_line || watch.look(&row).is_some() {
                continue;
            }
            if let Ok(draft) = Draft::names(inspection, held, &around, &row) {
                gathering.take(&draft, &mut placing, held, now);
            }
        }
        kin = gathering.link(held);
    }
    Ok(Accounts {
        placing,
        kin,
        lines: Lines::default(),
        present: Present::default(),
        placeholders: Vec::new(),
    })
}
