//! What the user decided about a file instead of leaving it to be told from the file.

use std::collections::BTreeMap;

use super::amounts::Decimal;
use super::date_order::DateOrder;
use super::inspection::fingerprint;
use super::saved::Saved;
use super::vocabulary::{Vendor, fold, vocabulary};
use crate::domain::facts::DERIVED;
use crate::domain::record::Table;

/// What the user decided instead of leaving it to be told from the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The kind of record.
    pub kind: Option<&'static Table>,
    /// Fields and the columns that feed them; an empty column feeds nothing.
    pub map: Vec<(String, String)>,
    /// The sign between cells.
    pub delimiter: Option<u8>,
    /// Name of the encoding.
    pub encoding: Option<String>,
    /// The order of day and month.
    pub date_order: Option<DateOrder>,
    /// The sign before decimals.
    pub decimal: Option<Decimal>,
    /// The line that names the columns, from 1.
    pub header: Option<u64>,
    /// The CRM that it comes from, by its key; [`NO_VENDOR`]: from none.
    pub vendor: Option<String>,
    /// The sheet of a workbook, by name or number; the list in an archive, by name.
    pub sheet: Option<String>,
    /// Mappings kept for headers, by their fingerprints.
    pub known: BTreeMap<String, Saved>,
    /// A mapping that was called by its name.
    pub profile: Option<Saved>,
    /// What becomes of columns that feed nothing.
    pub keep: Keep,
    /// Columns that are left out, whatever they would feed.
    pub ignore: Vec<String>,
}

/// Said instead of a CRM where a list is from none.
pub const NO_VENDOR: &str = "none";

/// What becomes of columns that feed nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Keep {
    /// They are left out, unless a mapping that was kept says otherwise.
    #[default]
    Nothing,
    /// These are kept as fields of their own.
    These(Vec<String>),
    /// All are.
    All,
}

impl Options {
    /// The mapping that was kept for these columns.
    pub(super) fn saved(&self, names: &[String]) -> Option<&Saved> {
        self.profile.as_ref().or_else(|| self.known.get(&fingerprint(names)))
    }

    /// The CRM that a list with these folded headers comes from, by its key.
    pub(super) fn vendor_of(&self, folded: &[String]) -> Option<(&'static str, &'static Vendor)> {
        match self.vendor.as_deref() {
            None => vocabulary().vendor_of(folded),
            Some(key) => vocabulary().vendors().find(|(known, _)| *known == key),
        }
    }

    pub(super) fn ignores(&self, name: &str) -> bool {
        self.ignore.iter().any(|one| fold(one) == fold(name))
    }

    pub(super) fn keeps(&self, name: &str) -> bool {
        match &self.keep {
            Keep::Nothing => false,
            Keep::These(these) => these.iter().any(|one| fold(one) == fold(name)),
            Keep::All => !DERIVED.iter().any(|derived| derived.key == name),
        }
    }
}
