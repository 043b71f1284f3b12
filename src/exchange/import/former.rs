//! What lists called accounts last where the rep has renamed or moved them since: the next list
//! calls them so again, and means the same ones.

use std::collections::HashMap;

use super::held::Held;
use super::identity::folded;
use crate::domain::kinds::account::field;
use crate::domain::record::Field;

/// The accounts that are called otherwise than the last list called them.
#[derive(Debug, Default)]
pub struct Former {
    /// What a list called them, and their rows.
    names: HashMap<String, Vec<usize>>,
    /// The same by row.
    called: HashMap<usize, String>,
    /// In which city the last list had them.
    cities: HashMap<usize, String>,
    /// Those that no list ever named.
    noted: Vec<usize>,
}

impl Former {
    /// Of the accounts of a book.
    pub fn of(held: &Held<'_>) -> Self {
        let (accounts, mut former) = (&held.book.accounts, Self::default());
        for id in held.by_hand.records() {
            let Some(row) = accounts.row(id) else { continue };
            let said = |of| held.by_hand.brought(id, of);
            match said(field::name) {
                Some(None) => {
                    former.noted.push(row);
                    continue;
                }
                Some(Some(name)) if folded(name) != folded(accounts.name(row)) => {
                    let name = folded(name).into_owned();
                    former.names.entry(name.clone()).or_default().push(row);
                    former.called.insert(row, name);
                }
                _ => {}
            }
            if let Some(city) = said(field::city) {
                let city = city.map(|city| folded(city).into_owned()).unwrap_or_default();
                former.cities.insert(row, city);
            }
        }
        former.noted.sort_unstable();
        former
    }

    /// The rows of the accounts that the last list called so, and the rep otherwise.
    pub fn called(&self, folded: &str) -> &[usize] {
        self.names.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Whether the last list called an account otherwise, or had it in another city.
    pub fn is_other(&self, row: usize) -> bool {
        self.called.contains_key(&row) || self.cities.contains_key(&row)
    }

    fn is_noted(&self, row: usize) -> bool {
        self.noted.binary_search(&row).is_ok()
    }
}

impl Held<'_> {
    /// The rows of the accounts that a row of a list means by name, and by city where one is given:
    /// what lists said of them last counts first, then what they are called now.
    pub fn meant(&self, name: &str, city: Option<&str>) -> Vec<usize> {
        let (former, wanted) = (self.former(), folded(name));
        let (called, now) = (former.called(&wanted), self.named(name));
        let listed_in = |row: &usize| match former.cities.get(row) {
            Some(city) => city.clone(),
            None => self.city(*row),
        };
        let still = now.iter().filter(|row| !former.called.contains_key(row));
        let listed = called.iter().chain(still).copied();
        let mut found: Vec<usize> =
            listed.filter(|row| city.is_none_or(|city| listed_in(row) == city)).collect();
        if found.iter().any(|row| former.is_other(*row)) {
            // Who was only noted by hand is none of the list's.
            found.retain(|row| !former.is_noted(*row));
        }
        if found.is_empty() {
            let either = called.iter().chain(&now).copied();
            let here = |row: &usize| {
                city.is_none_or(|city| self.city(*row) == city || listed_in(row) == city)
            };
            found = either.filter(here).collect();
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the last list called an account so, though the rep has renamed it.
    pub fn was_called(&self, row: usize, name: &str) -> bool {
        self.former().called(&folded(name)).contains(&row)
    }
}

/// What must be known of accounts: lists go on calling them as they did when the rep has renamed or
/// moved them.
pub fn fields() -> Vec<&'static Field> {
    vec![field::name, field::city]
}

/// What a text may mean that has a name and a city in it: `Acme, Riga`, `Acme – Riga`,
/// `Acme - Riga`.
pub fn with_city(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let split = move |sign: &&str| text.rsplit_once(*sign);
    let parts = [",", " – ", " — ", " - "];
    let parts = parts.into_iter().filter_map(move |sign| split(&sign));
    parts.map(|(name, city)| (name.trim(), city.trim())).filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_city_are_told_apart_however_they_are_joined() {
        for text in ["Hold, Y", "Hold – Y", "Hold — Y", "Hold - Y", "Hold,Y"] {
            assert_eq!(with_city(text).collect::<Vec<_>>(), [("Hold", "Y")], "{text}");
        }
        let two: Vec<_> = with_city("Hold - North, Y").collect();
        assert_eq!(two, [("Hold - North", "Y"), ("Hold", "North, Y")]);
        assert_eq!(with_city("Hold-Y").count() + with_city(", Y").count(), 0);
    }
}
