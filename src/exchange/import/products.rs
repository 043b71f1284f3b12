//! Products that rows name: those of the book by name, new ones where there is none. Names that are
//! nearly the same (`GTXPro`, `GTX Pro`) are never taken for one silently.

use std::collections::HashMap;

use super::decisions::Alike;
use super::held::Held;
use super::identity::folded;
use crate::domain::kinds::Product;
use crate::domain::kinds::product::field;
use crate::domain::record::Kind;
use crate::domain::{Id, Moment, alike};

/// The products by what they are called.
#[derive(Debug, Default)]
pub struct Products {
    by_name: HashMap<String, Id>,
    by_likeness: HashMap<String, (Id, String)>,
}

/// The product that a row names.
#[derive(Debug, PartialEq)]
pub enum Found {
    /// It is known by this name.
    Known(Id),
    /// Another one is called nearly so, and was said to be the same.
    Near(Id, String),
    /// It is new; nearly so called is the other one, if there is one.
    New(Box<Product>, Option<String>),
}

impl Products {
    /// Those of the book.
    pub fn of(held: &Held<'_>) -> Self {
        let mut products = Self::default();
        for record in held.of_kind(Product::TABLE.key) {
            products.learn(record.id(), &record.title());
        }
        // What lists called one that the rep calls otherwise.
        for record in held.of_kind(Product::TABLE.key) {
            let brought = held.by_hand.brought(record.id(), field::name).flatten();
            if let Some(name) = brought {
                products.by_name.entry(folded(name).into_owned()).or_insert(record.id());
            }
        }
        products
    }

    /// Knows a product by its name from now on.
    pub fn learn(&mut self, id: Id, name: &str) {
        self.by_name.entry(folded(name).into_owned()).or_insert(id);
        self.by_likeness.entry(alike::key(name)).or_insert_with(|| (id, name.to_owned()));
    }

    /// The product with this name.
    pub fn find(&self, name: &str, near: Alike, now: &Moment) -> Found {
        let name = name.trim();
        if let Some(id) = self.by_name.get(folded(name).as_ref()) {
            return Found::Known(*id);
        }
        let likeness = alike::key(name);
        let other = self.by_likeness.get(&likeness).filter(|_| !likeness.is_empty());
        match (other, near) {
            (Some((id, called)), Alike::Same) => Found::Near(*id, called.clone()),
            (other, _) => {
                let mut product = Product::new(Id::fresh(now));
                name.clone_into(&mut product.name.0);
                Found::New(Box::new(product), other.map(|(_, called)| called.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nearly_equal_names_are_one_product_only_when_somebody_says_so() {
        let now = Moment::noon(date(2026, 11, 21));
        let mut products = Products::default();
        let gtx = Id::of_parts(&["gtx"]);
        products.learn(gtx, "GTX Pro");
        assert_eq!(products.find(" gtx  pro", Alike::Apart, &now), Found::Known(gtx));
        let Found::New(made, near) = products.find("GTXPro", Alike::Apart, &now) else {
            panic!("it is another one");
        };
        assert_eq!((made.name.0.as_str(), near.as_deref()), ("GTXPro", Some("GTX Pro")));
        let same = products.find("GTXPro", Alike::Same, &now);
        assert_eq!(same, Found::Near(gtx, "GTX Pro".to_owned()));
        assert!(matches!(products.find("Basic", Alike::Same, &now), Found::New(_, None)));
    }
}
