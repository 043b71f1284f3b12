//! How far a sale is, whatever a CRM calls its stages. One rule for every list:
//!
//! 1. Columns that say yes or no to *won* and *closed* count for more than any word.
//! 2. Else the word in the column of the stage, where it is known (`assets/import/records.toml`).
//! 3. Else a word in a second column, such as *status*, where that is known.
//! 4. Else the probability: a sale of 100 % is won; one of 0 % is lost once its close date has come.
//! 5. Else the sale is open.
//!
//! A word that nobody knows is named in a remark with what it was taken for; no row is rejected for
//! it.

use jiff::civil::Date;

use super::draft::Draft;
use super::oddities::{Odd, Oddity};
use crate::domain::Moment;
use crate::domain::kinds::Opportunity;
use crate::domain::kinds::opportunity::{Stage, field};
use crate::domain::record::Record;
use crate::domain::value::{FieldValue, Value};

impl Draft {
    /// Settles how far a sale is from all that its row says about it.
    pub(super) fn settle_stage(&mut self, today: Date) {
        let unknown = self.unknown_stage.take();
        let by_columns = match (self.won, self.closed) {
            (Some(true), _) => Some(Stage::Won),
            (Some(false), Some(true)) => Some(Stage::Lost),
            (_, Some(false)) => Some(Stage::Open),
            _ => None,
        };
        let told = by_columns.is_none() && self.get(field::stage).is_some();
        let otherwise = || unknown.as_ref().map(|_| self.by_probability(today).unwrap_or_default());
        let stage = by_columns.or(self.status).or_else(otherwise);
        let Some(stage) = stage.filter(|_| !told) else { return };
        self.values.retain(|(of, _)| *of != field::stage);
        self.values.push((field::stage, stage.into_value()));
        let said = unknown.filter(|_| by_columns.is_none());
        self.odd.extend(said.map(|(at, value)| Oddity { at, odd: Odd::Stage(stage), value }));
    }

    /// Leaves a sale of the book as far as it is where the row says so in a word that nobody knows
    /// and nothing else tells.
    pub(super) fn leave_stage(&mut self, sale: &dyn Record, now: &Moment) {
        let Some(known) = sale.of::<Opportunity>().map(|sale| sale.stage.0) else { return };
        let untold = self.by_probability(now.date()).is_none();
        for odd in self.odd.iter_mut().filter(|_| untold) {
            if let Odd::Stage(stage) = &mut odd.odd {
                *stage = known;
                self.values.retain(|(of, _)| *of != field::stage);
            }
        }
    }

    fn by_probability(&self, today: Date) -> Option<Stage> {
        let share = self.get(field::probability)?.canonical();
        let come = matches!(self.get(field::close_date), Some(Value::Date(day)) if *day <= today);
        match share.as_str() {
            "100" => Some(Stage::Won),
            "0" if come => Some(Stage::Lost),
            _ => None,
        }
    }
}
