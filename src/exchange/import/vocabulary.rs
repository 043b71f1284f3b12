//! What columns are called elsewhere: `assets/import/columns.toml`, read once. New names belong
//! there, not into code.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::currencies::is_currency;
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
    #[serde(default)]
    relationship: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    elsewhere: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    years: Vec<String>,
    #[serde(default)]
    furniture: Furniture,
    #[serde(default)]
    months: Months,
    #[serde(skip)]
    known: HashSet<String>,
}

/// What one CRM calls its columns.
#[derive(Debug, Default, Deserialize)]
pub struct Vendor {
    /// Its name on screen.
    pub label: String,
    /// The sign between several values in one cell.
    pub list: Option<char>,
    marks: Vec<String>,
    /// Columns that mean nothing outside of it.
    #[serde(default)]
    noise: Vec<String>,
    /// Columns that say yes where a record was deleted there.
    #[serde(default)]
    gone: Vec<String>,
    /// What percentages are shares of: `of one` where 0.4 is 40 %.
    #[serde(default)]
    pub shares: String,
    #[serde(default)]
    back: BTreeMap<String, String>,
    #[serde(flatten)]
    kinds: BTreeMap<String, Aliases>,
}

/// What stands in a list without being a row.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    totals: Vec<String>,
    footers: Vec<String>,
}

/// What the months are called.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    names: Vec<Vec<String>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let read = |text| toml::from_str::<Vocabulary>(text).unwrap_or_default();
    let accounts = read(include_str!("../../../assets/import/columns.toml"));
    accounts.with(read(include_str!("../../../assets/import/records.toml"))).folded()
});

/// The vocabulary of this program.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// A column's name as it is compared: letters and digits only, in lower case, without a remark on
/// what kind of column it is.
pub fn fold(header: &str) -> String {
    let header = without_remark(header);
    if header.is_ascii() {
        let letters = header.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    header.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// `Account Name (Lookup)` as `Account Name`.
fn without_remark(header: &str) -> &str {
    const REMARKS: [&str; 3] = ["lookup", "required", "mandatory"];
    let known = |remark: &str| {
        is_written_currency(remark)
            || REMARKS.iter().any(|known| remark.eq_ignore_ascii_case(known))
    };
    remark(header).filter(|(_, remark)| known(remark)).map_or(header, |(name, _)| name)
}

/// A name and what stands in brackets behind it.
fn remark(header: &str) -> Option<(&str, &str)> {
    let (name, remark) = header.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    (!name.trim().is_empty()).then_some((name, remark.trim()))
}

/// A sign as it is, or a code in capitals: `(all)` is no currency.
fn is_written_currency(word: &str) -> bool {
    is_currency(word) && !word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// The currency that the name of a column tells: `Annual Revenue (USD)`.
pub fn currency_of(header: &str) -> Option<&str> {
    remark(header).map(|(_, remark)| remark).filter(|remark| is_written_currency(remark))
}

fn fold_all(words: &mut [String]) {
    for word in words {
        *word = fold(word);
    }
}

impl Vocabulary {
    /// With what another file says of other kinds of records.
    fn with(mut self, other: Self) -> Self {
        self.usual.extend(other.usual);
        self.words.extend(other.words);
        for (key, vendor) in other.vendor {
            let known = self.vendor.entry(key).or_default();
            known.label = vendor.label;
            known.shares = vendor.shares;
            known.marks.extend(vendor.marks);
            known.noise.extend(vendor.noise);
            known.gone.extend(vendor.gone);
            known.kinds.extend(vendor.kinds);
        }
        self
    }

    fn folded(mut self) -> Self {
        let vendors = self.vendor.values_mut().flat_map(|vendor| vendor.kinds.values_mut());
        for aliases in self.usual.values_mut().chain(vendors) {
            for names in aliases.values_mut() {
                fold_all(names);
            }
        }
        for vendor in self.vendor.values_mut() {
            fold_all(&mut vendor.marks);
            vendor.marks.sort();
            vendor.marks.dedup();
            fold_all(&mut vendor.noise);
            fold_all(&mut vendor.gone);
        }
        let words = self.words.values_mut().flat_map(BTreeMap::values_mut);
        for words in self.relationship.values_mut().chain(self.elsewhere.values_mut()).chain(words)
        {
            fold_all(words);
        }
        fold_all(&mut self.years);
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

    /// All vendors, by key.
    pub fn vendors(&self) -> impl Iterator<Item = (&str, &Vendor)> {
        self.vendor.iter().map(|(key, vendor)| (key.as_str(), vendor))
    }

    /// The vendors that take changed accounts back, by key.
    pub fn takers(&self) -> impl Iterator<Item = (&str, &Vendor)> {
        let vendors = self.vendor.iter().filter(|(_, vendor)| !vendor.back.is_empty());
        vendors.map(|(key, vendor)| (key.as_str(), vendor))
    }

    /// What stands before digits at the end of a folded header of what accounts bought in a year.
    pub fn before_year<'n>(&self, folded: &'n str) -> Option<(&'n str, &'n str)> {
        let (word, digits) = folded.split_at_checked(folded.len().checked_sub(4)?)?;
        self.years.iter().any(|known| known == word).then_some((word, digits))
    }

    /// The vendor with this key.
    pub fn vendor(&self, key: &str) -> Option<&Vendor> {
        self.vendor.get(key)
    }

    /// The vendor whose marks these folded headers bear: two at least, one that no other vendor
    /// has, and more than any other.
    pub fn vendor_of(&self, headers: &[String]) -> Option<(&str, &Vendor)> {
        let bears = |vendor: &Vendor, mark: &String| vendor.marks.contains(mark);
        let score = |vendor: &Vendor| {
            let found = vendor.marks.iter().filter(|mark| headers.contains(mark));
            let (own, shared): (Vec<&String>, Vec<&String>) = found
                .partition(|mark| self.vendor.values().filter(|v| bears(v, mark)).count() == 1);
            let enough = !own.is_empty() && own.len() + shared.len() > 1;
            if enough { 2 * own.len() + shared.len() } else { 0 }
        };
        let scores = || self.vendor.iter().map(|(key, vendor)| (score(vendor), key, vendor));
        let (best, key, vendor) = scores().max_by_key(|(score, ..)| *score)?;
        let alone = scores().filter(|(score, ..)| *score == best).count() == 1;
        (best > 0 && alone).then_some((key.as_str(), vendor))
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

    /// The month, from 1, that a word or three letters of it mean; `None` where it could be two.
    pub fn month(&self, word: &str) -> Option<i8> {
        let word = word.trim_end_matches('.').to_lowercase();
        let months = || (1..).zip(&self.months.names);
        let exact = months().find(|(_, names)| names.contains(&word)).map(|(month, _)| month);
        let begins = |names: &Vec<String>| names.iter().any(|name| name.starts_with(&word));
        let mut alike = months().filter(|(_, names)| begins(names)).map(|(month, _)| month);
        let first = alike.next().filter(|_| word.chars().count() >= 3);
        exact.or(first.filter(|_| alike.next().is_none()))
    }

    /// The key of the choice that a word of another system means, in one of the tables of words.
    pub fn word(&self, table: &str, word: &str) -> Option<&str> {
        let words = self.words.get(table)?;
        let find = |word: &str| {
            let folded = fold(word);
            words.iter().find(|(_, words)| words.contains(&folded)).map(|(key, _)| key.as_str())
        };
        // `Closed Won (Sales Pipeline)`
        let bare = || word.trim_end().strip_suffix(')')?.split_once('(').map(|(word, _)| word);
        find(word).or_else(|| bare().and_then(find))
    }

    /// Whether a cell is a word for a sum, alone or with a count behind it.
    pub fn is_total(&self, cell: &str) -> bool {
        let lower = cell.trim().to_lowercase();
        let count = |rest: &str| {
            let rest = rest.trim_start_matches([':', ' ']);
            let bracketed = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let figures = |c: char| c.is_ascii_digit() || ". ,'".contains(c);
            match bracketed {
                Some(counted) => counted.starts_with(|c: char| c.is_ascii_digit()),
                None => rest.chars().all(figures),
            }
        };
        let is_one = |total: &String| lower.strip_prefix(total.as_str()).is_some_and(count);
        self.furniture.totals.iter().any(is_one)
    }

    /// Whether a cell is the beginning of a footer.
    pub fn is_footer(&self, cell: &str) -> bool {
        let lower = cell.trim().to_lowercase();
        self.furniture.footers.iter().any(|start| lower.starts_with(start.as_str()))
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

    /// Whether a folded header is of a column that means nothing outside of it.
    pub fn is_noise(&self, folded: &str) -> bool {
        self.noise.iter().any(|noise| noise == folded)
    }

    /// Whether a folded header is of a column that says yes where a record was deleted there.
    pub fn says_gone(&self, folded: &str) -> bool {
        self.gone.iter().any(|gone| gone == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::super::target::Target;
    use super::*;
    use crate::domain::kinds::kind;
    use crate::domain::kinds::opportunity::{DealKind, Stage};
    use crate::domain::kinds::touch::TouchKind;

    #[test]
    fn the_vocabulary_names_only_fields_that_exist() {
        let vocabulary = vocabulary();
        assert!(vocabulary.vendor.len() >= 2);
        let vendors = vocabulary.vendor.values().flat_map(|vendor| &vendor.kinds);
        for (key, aliases) in vocabulary.usual.iter().chain(vendors) {
            let table = kind(key).unwrap();
            for field in aliases.keys() {
                assert!(Target::named(table, field).is_some(), "{key}.{field}");
            }
        }
        let choices = [("stage", Stage::CHOICES), ("kind", DealKind::CHOICES)];
        let choices = choices.into_iter().chain([("touch", TouchKind::CHOICES)]);
        for (table, choices) in choices {
            let words = vocabulary.words[table].keys();
            assert!(words.clone().all(|key| choices.iter().any(|choice| choice.key == key)));
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
    fn a_currency_behind_the_name_of_a_column_is_no_part_of_it() {
        assert_eq!(fold("Annual Revenue (USD)"), "annualrevenue");
        assert_eq!(fold("Umsatz (€)"), "umsatz");
        assert_eq!(currency_of("Annual Revenue (USD)"), Some("USD"));
        for other in ["Account ID (18 Char)", "Accounts (all)", "Probability (%)", "(USD)", "USD"] {
            assert_eq!(currency_of(other), None, "{other}");
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
        let of = |names: &str| vendor(&names.split(", ").collect::<Vec<_>>()).unwrap_or_default();
        let zoho = "Record Id, Account Owner.id, Account Owner, Account Name, Phone, Website, \
            Billing Street, Billing City, Billing Code, Billing Country";
        assert_eq!(of(zoho), "zoho");
        assert_eq!(of("Account Name, Account Owner, Billing City, Billing Country"), "");
        assert_eq!(of("name, websiteurl, primarycontactid, ownerid, telephone1"), "dynamics");
        assert_eq!(of("Organization - Name*, Organization - Owner"), "pipedrive");
        assert_eq!(of("Organizace - Název*, Organizace - Adresa - Město"), "pipedrive");
        assert_eq!(of("Id, Name, Address / City, Annual Revenue / Amount"), "twenty");
    }

    #[test]
    fn sums_and_footers_are_known_in_many_languages() {
        for cell in [
            "Grand Totals (5700 records)",
            "Total",
            "Summe:",
            "Celkem: 12",
            "GESAMT ",
            "Total général",
        ] {
            assert!(vocabulary().is_total(cell), "{cell}");
        }
        for cell in [
            "Total Wine",
            "Summe GmbH",
            "Totalenergie",
            "Sumac",
            "Total (Paris)",
            "Total 9 GmbH",
            "",
        ] {
            assert!(!vocabulary().is_total(cell), "{cell}");
        }
        assert!(vocabulary().is_footer("Copyright © 2000-2026 salesforce.com, inc."));
        assert!(vocabulary().is_footer("Confidential Information - Do Not Distribute"));
        assert!(!vocabulary().is_footer("Copyright Clearance Center"));
    }
}
