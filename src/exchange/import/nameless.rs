//! Rows without a name. A CRM shows something else in its place, and so do we: for a company its
//! domain, for a person the e-mail address. What stands in for a name names a new record; about one
//! of the book it says nothing, as any empty cell.

use super::cells::{self, Around};
use super::draft::Draft;
use super::inspection::Inspection;
use super::oddities::{Odd, Oddity};
use super::row::Row;
use super::target::Target;
use crate::domain::kinds::{Account, Contact, account, contact};
use crate::domain::record::{Field, Kind};
use crate::domain::value::Value;

impl Draft {
    /// Names a record whose name is empty by what the CRM shows instead, where the row has it.
    pub(super) fn name_otherwise(
        &mut self,
        inspection: &Inspection,
        around: &Around<'_>,
        row: &Row,
    ) {
        let name: &'static Field = match inspection.kind {
            kind if kind == Account::TABLE => account::field::name,
            kind if kind == Contact::TABLE => contact::field::name,
            _ => return,
        };
        if self.get(name).is_some() {
            return;
        }
        let Some(at) = inspection.column_of(Target::Field(name)) else { return };
        let text = |target: Target, of: &Field| {
            let at = inspection.column_of(target)?;
            let style = inspection.columns.get(at)?.style.of(row.exact(at));
            let cell = row.cell(at);
            let read = cells::read(of, cell, style, around)
                .ok()
                .filter(|_| !cells::is_not_found(cell.trim()));
            let read = read??;
            Some(read.value.canonical())
        };
        let (said, odd) = if inspection.kind == Account::TABLE {
            let website = account::field::website;
            let domain = |target| text(target, website).as_deref().and_then(domain);
            let said = domain(Target::Otherwise(name));
            (said.or_else(|| domain(Target::Field(website))), Odd::NamedByDomain)
        } else {
            let email = contact::field::email;
            let said = text(Target::Field(email), email);
            (said.as_deref().and_then(address), Odd::NamedByEmail)
        };
        if let Some(said) = said {
            self.values.push((name, Value::Text(said.clone())));
            self.odd.push(Oddity { at, odd, value: said });
        }
    }

    /// Whether something else stands in for its name.
    pub(super) fn is_nameless(&self) -> bool {
        self.odd.iter().any(|it| it.odd.names())
    }

    /// What stands in for a name says nothing about a record that has one.
    pub(super) fn unname(&mut self) {
        if self.is_nameless() {
            self.values
                .retain(|(of, _)| *of != account::field::name && *of != contact::field::name);
            self.odd.retain(|it| !it.odd.names());
        }
    }
}

/// The domain in an address of the web: `https://www.Acme.example/en` as `acme.example`.
fn domain(website: &str) -> Option<String> {
    let first = website.trim().split([';', ',', ' ']).next().unwrap_or_default();
    let bare = first.split_once("//").map_or(first, |(_, rest)| rest);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    let parts = || host.split('.');
    let letters = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let is_one = parts().count() > 1 && parts().all(letters);
    is_one.then(|| host.to_owned())
}

/// The first e-mail address of a cell.
fn address(emails: &str) -> Option<String> {
    let first = emails.trim().split([';', ',', ' ']).next().unwrap_or_default();
    let (person, host) = first.rsplit_once('@')?;
    (!person.is_empty() && !host.is_empty()).then(|| first.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_taken_out_of_its_address() {
        for (website, wanted) in [
            ("https://www.Acme.example/en?x=1", "acme.example"),
            ("acme.example", "acme.example"),
            (" HTTP://acme.example:8080 ", "acme.example"),
            ("//shop.acme.example/", "shop.acme.example"),
            ("müller.example; www.two.example", "müller.example"),
        ] {
            assert_eq!(domain(website).as_deref(), Some(wanted), "{website}");
        }
        for none in ["", "n/a", "acme", "ann@acme.example", "www.", "...", "acme .example"] {
            assert_eq!(domain(none), None, "{none}");
        }
    }

    #[test]
    fn an_address_has_somebody_and_a_host() {
        let found = address("Ann.Lee@acme.example; ann@two.example");
        assert_eq!(found.as_deref(), Some("ann.lee@acme.example"));
        for none in ["", "ann", "@acme.example", "ann@"] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
