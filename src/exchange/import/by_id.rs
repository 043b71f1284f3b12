//! Lists of accounts without names: ids that the book knows say as well which accounts are meant,
//! as in what `export crm` writes when no name was changed.

use super::draft::Draft;
use super::held::Held;
use super::inspection::Inspection;
use super::mapping;
use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::row::Row;
use super::taking::{around, watch};
use super::target::Target;
use super::workbook::quoted;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::field;
use crate::domain::record::{Field, Kind};
use crate::domain::{Id, Moment};

impl Inspection {
    /// Whether the ids of a list may stand in for a field that no column feeds.
    pub(super) fn goes_by_id(&self, lacking: &Field) -> bool {
        let ids = [Target::Id, Target::Field(field::external_id)];
        self.kind == Account::TABLE
            && *lacking == *field::name
            && ids.iter().any(|id| self.column_of(*id).is_some())
    }
}

/// Refuses a list without names of which the book knows no id.
pub fn check(
    inspection: &Inspection,
    held: &Held<'_>,
    (now, progress): (&Moment, &Progress),
) -> Result<(), Refusal> {
    let mapping: mapping::Mapping = inspection.columns.iter().map(|column| column.feeds).collect();
    let lacking = mapping::missing(&mapping, inspection.kind);
    let Some(lacking) = lacking.filter(|lacking| inspection.goes_by_id(lacking)) else {
        return Ok(());
    };
    let (mut row, mut watch) = (Row::default(), watch(inspection));
    let find = |kind: &str, text: &str| held.find(kind, text);
    let around = around(held, now, &find);
    let system = inspection.vendor.as_ref().map(|(key, _)| key.as_str());
    let known = |draft: &Draft| {
        let external = draft.external.as_deref();
        let own = |id: Id| held.book.accounts.row(id).is_some();
        let theirs = |text: &str| {
            own(Id::of_external(Account::TABLE.key, system.unwrap_or_default(), text))
                || !held.with_external(text, system).is_empty()
        };
        draft.id.is_some_and(own) || external.is_some_and(theirs)
    };
    let mut records = inspection.records(progress)?;
    while records.read(&mut row)? {
        if row.line > inspection.header_line
            && watch.look(&row).is_none()
            && Draft::names(inspection, held, &around, &row).is_ok_and(|draft| known(&draft))
        {
            return Ok(());
        }
    }
    let names: Vec<String> = inspection.columns.iter().map(|it| it.name.clone()).collect();
    Err(inspection.source.refuse(Why::NoColumn {
        kind: inspection.kind.key,
        field: lacking.key,
        label: lacking.label.to_lowercase(),
        columns: quoted(&names),
    }))
}
