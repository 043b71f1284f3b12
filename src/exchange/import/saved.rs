//! A mapping as it is kept for the next file with the same columns, or under a name: which column
//! feeds what. It knows columns by their names, never by their contents.

use serde::{Deserialize, Serialize};

use super::inspection::Inspection;
use super::mapping::{Mapping, Reason};
use super::target::Target;
use super::vocabulary::fold;
use crate::domain::kinds;
use crate::domain::record::Table;

/// A mapping that was kept.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Saved {
    /// Key of the kind of record.
    pub kind: String,
    /// Each column by its name, with what it feeds.
    pub columns: Vec<(String, Feeds)>,
}

/// What a column feeds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Feeds {
    /// Nothing.
    #[default]
    Nothing,
    /// A field or another target, by its key.
    Field(String),
    /// A field of its own that the record keeps besides its own ones.
    Kept,
}

impl Saved {
    /// The mapping of a file that was looked at.
    pub fn of(inspection: &Inspection) -> Self {
        let columns = inspection.columns.iter().map(|column| {
            let feeds = match &column.feeds {
                Some((target, _)) => Feeds::Field(target.key()),
                None if column.kept => Feeds::Kept,
                None => Feeds::Nothing,
            };
            (column.name.clone(), feeds)
        });
        Self { kind: inspection.kind.key.to_owned(), columns: columns.collect() }
    }

    /// The kind of record.
    pub fn kind(&self) -> Option<&'static Table> {
        kinds::kind(&self.kind)
    }

    /// The column that feeds a field.
    pub fn column_of(&self, field: &str) -> Option<&str> {
        let feeds = |feeds: &Feeds| matches!(feeds, Feeds::Field(key) if key == field);
        self.columns.iter().find(|(_, what)| feeds(what)).map(|(name, _)| name.as_str())
    }

    /// The columns that feed something and are not among these.
    pub fn lacking(&self, folded: &[String]) -> Vec<&str> {
        let feeds = |feeds: &Feeds| matches!(feeds, Feeds::Field(_));
        let used = self.columns.iter().filter(|(_, what)| feeds(what));
        let lacks = used.filter(|(name, _)| !folded.contains(&fold(name)));
        lacks.map(|(name, _)| name.as_str()).collect()
    }

    /// Reads what [`Saved::text`] wrote; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As text to be kept.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a column feeds; nothing where it is not among those kept.
    fn feeds(&self, at: usize, folded: &str) -> &Feeds {
        const NOTHING: &Feeds = &Feeds::Nothing;
        let named = |(name, _): &&(String, Feeds)| fold(name) == folded;
        let found = self.columns.get(at).filter(named).or_else(|| self.columns.iter().find(named));
        found.map_or(NOTHING, |(_, feeds)| feeds)
    }

    /// The mapping for these columns. Where it is what would be guessed, the guess gives the reason.
    pub fn mapping(&self, folded: &[String], guess: &Mapping) -> Mapping {
        let Some(kind) = self.kind() else { return guess.clone() };
        let mut mapping = Mapping::new();
        for (at, name) in folded.iter().enumerate() {
            let target = match self.feeds(at, name) {
                Feeds::Field(key) if !name.is_empty() => Target::named(kind, key),
                _ => None,
            };
            let guessed = guess.get(at).copied().flatten();
            let taken = target.is_some_and(|t| mapping.iter().flatten().any(|(fed, _)| *fed == t));
            mapping.push(match target.filter(|_| !taken) {
                Some(target) if guessed.is_some_and(|(fed, _)| fed == target) => guessed,
                Some(target) => Some((target, Reason::Remembered)),
                None => None,
            });
        }
        mapping
    }

    /// Whether a column is kept as a field of its own.
    pub fn keeps(&self, at: usize, folded: &str) -> bool {
        *self.feeds(at, folded) == Feeds::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_as_it_was_written_and_an_odd_text_is_none() {
        let columns = vec![
            ("Firma".to_owned(), Feeds::Field("name".to_owned())),
            ("Rang".to_owned(), Feeds::Kept),
            ("X".to_owned(), Feeds::Nothing),
        ];
        let saved = Saved { kind: "account".to_owned(), columns };
        assert_eq!(Saved::read(&saved.text()), Some(saved.clone()));
        assert_eq!(Saved::read("{}"), None);
        let folded: Vec<String> = ["rang", "firma", "y"].map(str::to_owned).to_vec();
        let mapping = saved.mapping(&folded, &vec![None; 3]);
        let keys: Vec<_> = mapping.iter().map(|m| m.map(|(t, r)| (t.key(), r))).collect();
        assert_eq!(keys, [None, Some(("name".to_owned(), Reason::Remembered)), None]);
        assert!(saved.keeps(0, "rang") && !saved.keeps(1, "firma"));
    }
}
