//! The scenario: something that may happen to the whole book, kept under a name (METHOD.md 7).

use crate::domain::amount::Pct;
use crate::domain::record::{Field, record};
use crate::domain::value::{AccountRefs, ContactRefs, Must, Reject};

record! {
    /// Accounts lost, industries that change, contacts who leave.
    Scenario, "scenario", "Scenario", "Scenarios", by [] {
        name: Must<String> = "Name", "what it is called";
        lost: Option<AccountRefs> = "Lost accounts", "accounts that are lost, with semicolons between them";
        industry: Option<String> = "Industry changes", "industries and their change in percent, such as airlines -30; energy 10";
        left: Option<ContactRefs> = "Left contacts", "contacts who leave, with semicolons between them";
    }
}

impl Scenario {
    /// The industries that change, each with its change.
    pub fn industries(&self) -> Result<Vec<(String, Pct)>, Reject> {
        let parts = self.industry.as_deref().unwrap_or_default().split(';').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(change).collect()
    }

    /// Whether its values can be understood.
    pub fn fits(&self) -> Result<(), (&'static Field, Reject)> {
        self.industries().map(drop).map_err(|reject| (field::industry, reject))
    }
}

/// `airlines -30 %` as an industry and its change.
fn change(part: &str) -> Result<(String, Pct), Reject> {
    let wanted = || Reject::shape(part, "an industry and its change, such as airlines -30");
    let bare = part.trim_end_matches('%').trim_end();
    let (industry, change) = bare.rsplit_once(char::is_whitespace).ok_or_else(wanted)?;
    let change = Pct::parse(change).map_err(|_| wanted())?;
    Ok((industry.trim().to_owned(), change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn industries_have_a_change_each() {
        let industries = |text: &str| {
            Scenario { industry: Some(text.to_owned()), ..Scenario::default() }.industries()
        };
        let found = industries("air lines -30 %; energy 12.5").unwrap();
        let wanted = [("air lines", "-30"), ("energy", "12.5")];
        let wanted = wanted.map(|(name, pct)| (name.to_owned(), Pct::parse(pct).unwrap()));
        assert_eq!(found, wanted);
        for wrong in ["airlines", "-30", "airlines much"] {
            assert!(industries(wrong).is_err(), "{wrong}");
        }
    }
}
