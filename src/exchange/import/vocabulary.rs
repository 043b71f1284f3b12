//! What columns are called elsewhere: `assets/import/columns.toml`, read once. New names belong
//! there, not into code.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::domain::kinds::KINDS;
use crate::domain::kinds::account::Relationship;

/// Aliases of the fields of one kind, by field key.
pub type Aliases = BTreeMap<String, Vec<String>>;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    usual: BTreeMap<String, Aliases>,
    vendor: BTreeMap<String, Vendor>,
    relationship: BTreeMap<String, Vec<String>>,
    elsewhere: BTreeMap<String, Vec<String>>,
    furniture: Furniture,
    #[serde(skip)]
    known: HashSet<String>,
}

/// What one CRM calls its columns.
#[derive(Debug, Default, Deserialize)]
pub struct Vendor {
    /// Its name on screen.
    pub label: String,
    marks: Vec<String>,
    #[serde(default)]
    back: BTreeMap<String, String>,
    #[serde(flatten)]
    kinds: BTreeMap<String, Aliases>,
}

/// What stands in a list without being a row.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    starts: Vec<String>,
    whole: Vec<String>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let text = include_str!("../../../assets/import/columns.toml");
    toml::from_str::<Vocabulary>(text).unwrap_or_default().folded()
});

/// The vocabulary of this program.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// A column's name as it is compared: letters and digits only, in lower case.
pub fn fold(header: &str) -> String {
    header.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn fold_all(words: &mut [String]) {
    for word in words {
        *word = fold(word);
    }
}

impl Vocabulary {
    fn folded(mut self) -> Self {
        let vendors = self.vendor.values_mut().flat_map(|vendor| vendor.kinds.values_mut());
        for aliases in self.usual.values_mut().chain(vendors) {
            for names in aliases.values_mut() {
                fold_all(names);
            }
        }
        for vendor in self.vendor.values_mut() {
            fold_all(&mut vendor.marks);
        }
        for words in self.relationship.values_mut().chain(self.elsewhere.values_mut()) {
            fold_all(words);
        }
        self.known = self.all_names();
        self
    }

    fn all_names(&self) -> HashSet<String> {
        let vendors = self.vendor.values();
        let marks = vendors.clone().flat_map(|vendor| &vendor.marks);
        let aliases = self.usual.values().chain(vendors.flat_map(|vendor| vendor.kinds.values()));
        let names = aliases.flat_map(BTreeMap::values).flatten();
        let fields = KINDS.iter().flat_map(|kind| kind.fields);
        let ours = fields.flat_map(|field| [fold(field.key), fold(field.label)]);
        names.chain(marks).cloned().chain(ours).chain(["id".to_owned()]).collect()
    }

    /// Whether any list calls a column so.
    pub fn knows(&self, folded: &str) -> bool {
        self.known.contains(folded)
    }

    /// The vendors that take changed accounts back, by key.
    pub fn takers(&self) -> impl Iterator<Item = (&str, &Vendor)> {
        let vendors = self.vendor.iter().filter(|(_, vendor)| !vendor.back.is_empty());
        vendors.map(|(key, vendor)| (key.as_str(), vendor))
    }

    /// The vendor whose marks these folded headers bear, if at least two do.
    pub fn vendor_of(&self, headers: &[String]) -> Option<(&str, &Vendor)> {
        let marked = |vendor: &Vendor| vendor.marks.iter().filter(|m| headers.contains(m)).count();
        let best = self.vendor.iter().max_by_key(|(_, vendor)| marked(vendor));
        best.filter(|(_, vendor)| marked(vendor) >= 2).map(|(key, vendor)| (key.as_str(), vendor))
    }

    /// What else the headers look like a list of, when they do.
    pub fn elsewhere(&self, headers: &[String]) -> Option<&str> {
        let marked = |marks: &[String]| marks.iter().filter(|m| headers.contains(m)).count();
        let best = self.elsewhere.iter().max_by_key(|(_, marks)| marked(marks));
        best.filter(|(_, marks)| marked(marks) >= 2).map(|(what, _)| what.as_str())
    }

    /// The usual names of a kind's fields.
    pub fn usual(&self, kind: &str) -> Option<&Aliases> {
        self.usual.get(kind)
    }

    /// The relationship that a word of another system means.
    pub fn relationship(&self, word: &str) -> Option<Relationship> {
        let folded = fold(word);
        let own = Relationship::ALL.iter().copied().find(|r| fold(r.label()) == folded);
        own.or_else(|| {
            let found = self.relationship.iter().find(|(_, words)| words.contains(&folded));
            found.and_then(|(key, _)| Relationship::from_key(key))
        })
    }

    /// Whether a cell is the beginning of a footer or of a line of totals.
    pub fn is_furniture(&self, cell: &str) -> bool {
        let lower = cell.trim().to_lowercase();
        let bare = lower.trim_end_matches([':', ' ']);
        self.furniture.starts.iter().any(|start| lower.starts_with(start.as_str()))
            || self.furniture.whole.iter().any(|whole| bare == whole)
    }
}

impl Vendor {
    /// What it calls a field of an account when it takes a list in.
    pub fn back(&self, field: &str) -> Option<&str> {
        self.back.get(field).map(String::as_str)
    }

    /// Its names of a kind's fields.
    pub fn aliases(&self, kind: &str) -> Option<&Aliases> {
        self.kinds.get(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::kind;

    #[test]
    fn the_vocabulary_names_only_fields_that_exist() {
        let vocabulary = vocabulary();
        assert!(vocabulary.vendor.len() >= 2);
        let vendors = vocabulary.vendor.values().flat_map(|vendor| &vendor.kinds);
        for (key, aliases) in vocabulary.usual.iter().chain(vendors) {
            let table = kind(key).unwrap();
            for field in aliases.keys() {
                assert!(table.field(field).is_some(), "{key}.{field}");
            }
        }
        for key in vocabulary.relationship.keys() {
            assert!(Relationship::from_key(key).is_some(), "{key}");
        }
    }

    #[test]
    fn spelling_of_a_header_does_not_matter() {
        for name in
            ["Billing State/Province", "BILLINGSTATEPROVINCE", "\u{feff}Billing state / province*"]
        {
            assert_eq!(fold(name), "billingstateprovince");
        }
    }

    #[test]
    fn a_vendor_is_told_by_several_names_not_by_one() {
        let folded = |names: &[&str]| names.iter().map(|n| fold(n)).collect::<Vec<_>>();
        let vendor =
            |names: &[&str]| vocabulary().vendor_of(&folded(names)).map(|(key, _)| key.to_owned());
        assert_eq!(
            vendor(&["Account Name", "Account ID", "Billing City"]).as_deref(),
            Some("salesforce")
        );
        assert_eq!(vendor(&["Record ID", "Company name", "City"]).as_deref(), Some("hubspot"));
        assert_eq!(vendor(&["Account Owner", "Name"]), None);
    }
}
