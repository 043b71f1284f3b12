//! What records keep besides their fields, column by column: the columns that a list brought and
//! that feed nothing. In CSV each has a header of its own, by which an import knows it again.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

/// What stands before the name in a header.
const BEFORE: &str = "extra.";

/// The header of a column with what is kept under a name.
pub fn header(name: &str) -> String {
    format!("{BEFORE}{name}")
}

/// The name under which a column with this header is kept; `None` for any other header.
pub fn name_of(header: &str) -> Option<&str> {
    header.strip_prefix(BEFORE).filter(|name| !name.is_empty())
}

/// What one record keeps.
#[derive(Clone, Debug, Default)]
pub struct Kept(Map<String, Json>);

impl Kept {
    /// From the JSON text that the book holds.
    pub fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    /// What it keeps.
    pub fn map(&self) -> &Map<String, Json> {
        &self.0
    }

    /// What it keeps under a name, as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).filter(|value| !value.is_null()).map(said)
    }
}

impl From<Map<String, Json>> for Kept {
    fn from(map: Map<String, Json>) -> Self {
        Self(map)
    }
}

/// A value that is kept, as text.
pub fn said(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// All names under which records keep something, in order.
pub fn names<'a>(records: impl IntoIterator<Item = &'a Kept>) -> Vec<String> {
    let all: BTreeSet<&String> = records.into_iter().flat_map(|kept| kept.0.keys()).collect();
    all.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_leads_back_to_its_name() {
        assert_eq!(name_of(&header("ARR / Amount")), Some("ARR / Amount"));
        for other in ["name", "extra", "extra.", "Extra.x"] {
            assert_eq!(name_of(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_kept_is_said_as_text_whatever_it_is() {
        let kept = Kept::read(r#"{"b":"x","a":5,"c":null}"#);
        assert_eq!(names([&kept]), ["a", "b", "c"]);
        assert_eq!((kept.text("a"), kept.text("b")), (Some("5".into()), Some("x".into())));
        assert_eq!((kept.text("c"), kept.text("d")), (None, None));
        assert!(Kept::read("no json").map().is_empty());
    }
}
