//! What a row makes of an account: the edits that bring one of the book to what the row says, or a
//! new one. Where the row goes is decided before.

use super::buyers::is_behind;
use super::decisions::Side;
use super::draft::Draft;
use super::found::Conflict;
use super::heard::{About, Differs, heard};
use super::held::Held;
use super::identity::folded;
use super::judge::{Judge, OfBlank, Origin, Verdict};
use super::planned::Fresh;
use super::strangers;
use crate::domain::change::FieldEdit;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{PLACEHOLDER, Relationship, axis_fields, field};
use crate::domain::record::{self, Field, Kind};
use crate::domain::score::Axis;
use crate::domain::value::{FieldValue, Reject, Value};
use crate::domain::{Edit, Id, Moment, rules};

/// What a row makes of an account of the book.
#[derive(Default)]
pub struct Differences {
    /// The edits that bring it to what the row says; only what it says is touched.
    pub edits: Vec<Edit>,
    /// Where the rep has written something else.
    pub conflicts: Vec<Conflict>,
    /// How many values of the rep's plan stay.
    pub plan_kept: u64,
    /// What the CRM says in fields that the rep wrote, to be remembered.
    pub heard: Vec<Edit>,
    /// What stays because the whole column is blank.
    pub withheld: Vec<&'static Field>,
}

/// Compares a row with the account that it means.
pub fn differences(
    draft: &Draft,
    (row, id): (usize, Id),
    system: Option<&str>,
    judge: &Judge<'_>,
    now: &Moment,
) -> Differences {
    let (held, mut found) = (judge.held, Differences::default());
    let mut compare =
        |field: &'static Field, after: &Value| found.compare(judge, (row, id), field, after);
    // Where names alone say which account is meant, the next list must find this one.
    let by_name = draft.id.is_none() && draft.external.is_none();
    let called = draft.text(field::name);
    let renamed = by_name
        && folded(called) != folded(held.book.accounts.name(row))
        && !held.was_called(row, called);
    // One that another system knows too keeps what it came with: two systems that disagree would
    // write over each other with every list. What is unknown is filled in.
    let elsewhere =
        draft.id.is_none() && draft.external.is_some() && held.is_of_another(row, system);
    for (field, value) in &draft.values {
        let theirs = [field::external_id, field::external_source].contains(field);
        let known = || held.book.accounts.value(row, field).is_some();
        if renamed && *field == field::name || elsewhere && (theirs || known()) {
            continue;
        }
        compare(field, value);
    }
    let known = draft.get(field::external_source).is_some()
        || held.text(row, field::external_source).is_some();
    if let (Some(_), Some(system), false) = (&draft.external, system, known) {
        compare(field::external_source, &Value::Text(system.to_owned()));
    }
    if let Some(system) = system.filter(|_| elsewhere) {
        found.edits.extend(strangers::listed(held, draft, (row, id), system));
    }
    if let Some(name) = draft.get(field::name).filter(|_| renamed) {
        found.put(held, (row, id), field::name, name);
    }
    for axis in Axis::ALL {
        let fields = axis_fields(*axis);
        if found.sets(fields.judged) && draft.get(fields.on).is_none() {
            found.put(judge.held, (row, id), fields.on, &Value::Date(now.date()));
        }
    }
    if !elsewhere {
        found.empty(draft, judge, (row, id));
    }
    found.fill_in(draft, held, (row, id));
    found.bring_back(draft, held, (row, id));
    let extra = held.extras.get(&id).map(String::as_str);
    found.edits.extend(draft.keeping(Account::TABLE, id, extra));
    for conflict in &mut found.conflicts {
        conflict.line = draft.line;
        held.book.accounts.name(row).clone_into(&mut conflict.name);
    }
    found
}

impl Differences {
    fn compare(
        &mut self,
        judge: &Judge<'_>,
        (row, id): (usize, Id),
        field: &'static Field,
        after: &Value,
    ) {
        if judge.held.is(row, field, after) {
            return self.hear(judge, id, field, (Some(after), Differs::Not));
        }
        if judge.origin == Origin::Crm && is_behind(judge.held, (row, id), field, after) {
            return;
        }
        let before = judge.held.book.accounts.value(row, field);
        let verdict = judge.verdict(id, field, before.as_ref(), after);
        if verdict.takes() {
            self.put(judge.held, (row, id), field, after);
        } else if verdict != Verdict::Plan {
            self.hear(judge, id, field, (Some(after), Differs::Yes));
        }
        match verdict {
            Verdict::Plan => self.plan_kept += 1,
            Verdict::Conflict(conflict) => self.conflicts.push(conflict),
            Verdict::Takes | Verdict::Stays => {}
        }
    }

    /// An account that an import put away because a file lacked it comes back with a file that has
    /// it; one that the rep put away stays away.
    fn bring_back(&mut self, draft: &Draft, held: &Held<'_>, (row, id): (usize, Id)) {
        let away = held.book.is_archived(row) && draft.get(field::archived).is_none();
        if away && held.by_hand.brought(id, field::archived).is_none() {
            let before = held.book.accounts.value(row, field::archived);
            let (kind, record, field) = (Account::TABLE, id, field::archived);
            let edit = FieldEdit { kind, record, field, before, after: None };
            self.edits.push(Edit::Set(edit));
        }
    }

    fn hear(
        &mut self,
        judge: &Judge<'_>,
        account: Id,
        of: &'static Field,
        (said, differs): (Option<&Value>, Differs),
    ) {
        self.heard.extend(heard(judge, About::account(account), of, said, differs));
    }

    /// What the list says no more by a blank cell.
    fn empty(&mut self, draft: &Draft, judge: &Judge<'_>, (row, id): (usize, Id)) {
        for (of, blank) in judge.emptying.of_row(Account::TABLE, draft) {
            let known = draft.get(of).is_some() || (of == field::parent && draft.names_parent());
            let stands = || judge.held.text(row, of).is_some_and(|tags| tags.contains(PLACEHOLDER));
            if known || (of == field::tags && stands()) {
                continue;
            }
            let before = judge.held.book.accounts.value(row, of);
            let said = (None, Differs::Yes);
            match judge.of_blank(id, of, before.as_ref(), blank) {
                OfBlank::Stays => {}
                OfBlank::Withheld => self.withheld.push(of),
                OfBlank::Goes => self.clear(of, id, before),
                OfBlank::Heard => self.hear(judge, id, of, said),
                OfBlank::Conflict(conflict) => {
                    if conflict.stands == Side::Theirs {
                        self.clear(of, id, before);
                    } else {
                        self.hear(judge, id, of, said);
                    }
                    self.conflicts.push(conflict);
                }
            }
        }
    }

    fn clear(&mut self, field: &'static Field, record: Id, before: Option<Value>) {
        let (kind, after) = (Account::TABLE, None);
        self.edits.push(Edit::Set(FieldEdit { kind, record, field, before, after }));
    }

    /// An account that stood for a parent only is one like any other once a row brings it.
    fn fill_in(&mut self, draft: &Draft, held: &Held<'_>, (row, id): (usize, Id)) {
        let Some(tags) = held.text(row, field::tags).filter(|tags| tags.contains(PLACEHOLDER))
        else {
            return;
        };
        if draft.get(field::tags).is_none() {
            let others = tags.split(',').map(str::trim).filter(|tag| *tag != PLACEHOLDER);
            let after = others.collect::<Vec<_>>().join(", ");
            let (kind, record, field) = (Account::TABLE, id, field::tags);
            let before = Some(Value::Text(tags.to_owned()));
            let after = Some(after).filter(|after| !after.is_empty()).map(Value::Text);
            if before != after {
                self.edits.push(Edit::Set(FieldEdit { kind, record, field, before, after }));
            }
        }
    }

    fn put(
        &mut self,
        held: &Held<'_>,
        (row, record): (usize, Id),
        field: &'static Field,
        after: &Value,
    ) {
        let before = held.book.accounts.value(row, field);
        let after = Some(after.clone());
        if before != after {
            let edit = FieldEdit { kind: Account::TABLE, record, field, before, after };
            self.edits.push(Edit::Set(edit));
        }
    }

    fn sets(&self, field: &Field) -> bool {
        self.edits.iter().any(|edit| matches!(edit, Edit::Set(set) if set.field == field))
    }
}

/// A new account from what the row says. A score without a date is of today; without a stated
/// relationship it is a customer where it has bought something, else a prospect.
pub fn fresh(
    draft: &mut Draft,
    id: Id,
    system: Option<String>,
    now: &Moment,
) -> Result<Fresh, (&'static Field, String)> {
    for axis in Axis::ALL {
        let fields = axis_fields(*axis);
        if draft.get(fields.judged).is_some() && draft.get(fields.on).is_none() {
            draft.values.push((fields.on, Value::Date(now.date())));
        }
    }
    if draft.get(field::relationship).is_none() {
        let relationship =
            if draft.revenues.is_empty() { Relationship::Prospect } else { Relationship::Customer };
        draft.values.push((field::relationship, relationship.into_value()));
    }
    if let (Some(_), Some(system), None) =
        (&draft.external, system, draft.get(field::external_source))
    {
        draft.values.push((field::external_source, Value::Text(system)));
    }
    let values = std::mem::take(&mut draft.values);
    let fresh = Fresh { id, values, extra: draft.kept(None).unwrap_or_default() };
    if let Some(field) = record::lacking(Account::TABLE, &fresh.values) {
        return Err((field, Reject::Required.to_string()));
    }
    if rules::binds(Account::TABLE) {
        let together = rules::together(fresh.clone().record().as_ref());
        together.map_err(|(field, reject)| (field, reject.to_string()))?;
    }
    Ok(fresh)
}
