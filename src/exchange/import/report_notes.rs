//! What people should know of an import besides its counts, in sentences.

use super::currency::Subtotal;
use super::report::{About, Report};
use crate::domain::kinds::Revenue;
use crate::domain::record::Kind;

impl Report {
    /// What else people should know, in sentences.
    pub fn notes(&self) -> Vec<String> {
        self.notes_with(&self.products)
    }

    /// The same where of the new products only these are told.
    pub fn notes_with(&self, products: &[String]) -> Vec<String> {
        let mut notes = Vec::new();
        match self.relationship_unstated {
            0 => {}
            1 => notes.push(
                "1 new account does not say whether it is a customer; without revenue it counts \
                 as a prospect"
                    .to_owned(),
            ),
            several => notes.push(format!(
                "{several} new accounts do not say whether they are customers; without revenue \
                 they count as prospects"
            )),
        }
        notes.extend(self.currency.as_ref().map(|currency| match &self.settles {
            None => format!("amounts are in {currency}, which becomes the currency of the book"),
            Some(sign) => {
                format!("amounts are in {currency}, which is what {sign} means in the book")
            }
        }));
        for sums in self.subtotals.chunk_by(|one, next| one.column == next.column) {
            notes.push(mixed(sums));
        }
        if !self.placeholders.is_empty() {
            notes.push(format!(
                "{} in neither the file nor the book: an account tagged `placeholder` stands for each",
                told(self.placeholders.len(), "parent is", "parents are")
            ));
        }
        notes.extend(self.untold.map(|line| {
            format!("line {line} does not tell which account it is, so none counts as missing")
        }));
        notes.extend(self.notes_of_sales(products));
        let without = self.rejected.iter().filter(|r| r.about == About::NoAccount).count();
        if without > 0 {
            notes.push(format!(
                "{} kept aside for want of an account: import the accounts, then these rows",
                counted(without as u64, "row")
            ));
        }
        if self.plan_kept > 0 {
            notes.push(format!(
                "{} of your plan stays as it is: a CRM does not write over scores, judgements and notes",
                counted(self.plan_kept, "value")
            ));
        }
        notes
    }

    /// What people should know about sales and what they bring.
    fn notes_of_sales(&self, products: &[String]) -> Vec<String> {
        let mut notes = Vec::new();
        if self.kind == Revenue::TABLE.key && self.changed > 0 {
            let is = if self.changed == 1 { "revenue is" } else { "revenues are" };
            notes.push(format!(
                "{} {is} replaced: a list stands for the whole of each fiscal year it names",
                self.changed
            ));
        }
        if self.kind_unstated > 0 {
            notes.push(format!(
                "{} of no stated kind: with customers it is cross-sell, with others new business",
                counted(self.kind_unstated, "new sale")
            ));
        }
        if !products.is_empty() {
            notes.push(format!("New products: {}", products.join(", ")));
        }
        if self.revenues_from_won > 0 {
            notes.push(format!(
                "{} from won opportunities",
                counted(self.revenues_from_won, "revenue")
            ));
        }
        match self.new_customers {
            0 => {}
            1 => notes.push("1 prospect has bought and becomes a customer".to_owned()),
            several => {
                notes.push(format!("{several} prospects have bought and become customers"));
            }
        }
        notes
    }
}

/// `Annual Revenue holds $ 1250000.50 (2 rows) and EUR 85000 (1 row), which are not added up`
fn mixed(sums: &[Subtotal]) -> String {
    let column = sums.first().map(|sum| sum.column.clone()).unwrap_or_default();
    let words: Vec<String> = sums
        .iter()
        .map(|sum| format!("{} {} ({})", sum.currency, sum.amount, counted(sum.rows, "row")))
        .collect();
    format!("{column} holds {}, which are not added up", words.join(" and "))
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A number with its words.
fn told(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
