//! Which of `.` and `,` is the decimal sign of a column, decided from the cells that leave no doubt,
//! never guessed for one cell.

use super::amounts::{Decimal, Figure, Sign, is_plain, sign_of};

/// What the cells of a column say about its decimal sign.
#[derive(Clone, Debug, Default)]
pub struct NumberEvidence {
    point: Proof,
    comma: Proof,
    open: Option<String>,
}

/// What speaks for one sign.
#[derive(Clone, Debug, Default)]
struct Proof {
    /// The first cell with both signs, or with one between thousands twice: it proves the column.
    whole: bool,
    /// The first cell with one sign alone, which is not where thousands end.
    first: Option<(u64, String)>,
}

impl Proof {
    fn is_there(&self) -> bool {
        self.whole || self.first.is_some()
    }

    fn take(&mut self, line: u64, cell: &str, digits: &str) {
        self.whole |= digits.matches(['.', ',', '_']).count() > 1;
        self.first.get_or_insert_with(|| (line, cell.to_owned()));
    }
}

/// How the numbers of a column are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signs {
    /// With one decimal sign.
    One(Decimal),
    /// Cells speak for both, and each can be read in one way only.
    Each,
}

impl NumberEvidence {
    /// Takes a cell into account.
    pub fn observe(&mut self, line: u64, cell: &str) {
        if is_plain(cell) {
            return;
        }
        let Some(digits) = Figure::of(cell).map(|figure| figure.digits) else { return };
        match sign_of(&digits) {
            Sign::Decimal(decimal) => self.proof(decimal).take(line, cell, &digits),
            Sign::Open if self.open.is_none() => self.open = Some(cell.to_owned()),
            Sign::Open | Sign::None => {}
        }
    }

    /// Takes a cell of percentages into account: there, nobody writes thousands.
    pub fn observe_percentage(&mut self, line: u64, cell: &str) {
        let Some(digits) = Figure::of(cell).map(|figure| figure.digits) else { return };
        let decimal = match (sign_of(&digits), digits.contains('.')) {
            (Sign::Decimal(decimal), _) => decimal,
            (Sign::Open, true) => Decimal::Point,
            (Sign::Open, false) => Decimal::Comma,
            (Sign::None, _) => return,
        };
        self.proof(decimal).take(line, cell, &digits);
    }

    fn proof(&mut self, decimal: Decimal) -> &mut Proof {
        match decimal {
            Decimal::Point => &mut self.point,
            Decimal::Comma => &mut self.comma,
        }
    }

    /// How the numbers of the column are read; the first cell in doubt when nothing decides. What
    /// the user says decides where the column itself does not.
    pub fn decide(&self, wished: Option<Decimal>) -> Result<Signs, &str> {
        match (self.sign(), wished, &self.open) {
            // One odd cell among many in doubt proves nothing against what the user says.
            (Some(decimal), Some(wished), Some(_)) if !self.proves(decimal) => {
                Ok(Signs::One(wished))
            }
            (Some(decimal), ..) | (None, Some(decimal), _) => Ok(Signs::One(decimal)),
            (None, None, Some(cell)) => Err(cell),
            (None, None, None) if self.contrary().is_some() => Ok(Signs::Each),
            (None, None, None) => Ok(Signs::One(Decimal::Point)),
        }
    }

    /// The sign that cells speak for, when they speak for one: a cell that proves it counts for
    /// more than those that only look like the other.
    pub fn sign(&self) -> Option<Decimal> {
        let (point, comma) = (&self.point, &self.comma);
        match (point.is_there(), comma.is_there(), point.whole, comma.whole) {
            (true, false, ..) | (true, true, true, false) => Some(Decimal::Point),
            (false, true, ..) | (true, true, false, true) => Some(Decimal::Comma),
            _ => None,
        }
    }

    fn proves(&self, decimal: Decimal) -> bool {
        match decimal {
            Decimal::Point => self.point.whole,
            Decimal::Comma => self.comma.whole,
        }
    }

    /// The first cell that speaks for another sign than the cells above it, where neither sign
    /// is proved.
    pub fn contrary(&self) -> Option<(u64, &str)> {
        let both = self.point.first.as_ref().zip(self.comma.first.as_ref());
        let later = both.filter(|_| self.sign().is_none()).map(|(one, other)| one.max(other));
        later.map(|(line, cell)| (*line, cell.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> NumberEvidence {
        let mut evidence = NumberEvidence::default();
        for (line, cell) in (2..).zip(cells) {
            evidence.observe(line, cell);
        }
        evidence
    }

    fn column(cells: &[&str]) -> Result<Decimal, String> {
        match told(cells).decide(None) {
            Ok(Signs::One(decimal)) => Ok(decimal),
            Ok(Signs::Each) => Err("each by itself".to_owned()),
            Err(cell) => Err(cell.to_owned()),
        }
    }

    #[test]
    fn one_clear_cell_decides_the_column() {
        assert_eq!(column(&["1.234", "85.000,50"]), Ok(Decimal::Comma));
        assert_eq!(column(&["1,234", "$12,400.00"]), Ok(Decimal::Point));
        assert_eq!(column(&["1.234", "1.234.567"]), Ok(Decimal::Comma));
        assert_eq!(column(&["500000.0", "12"]), Ok(Decimal::Point));
        assert_eq!(column(&["1'234", "7"]), Ok(Decimal::Point));
    }

    #[test]
    fn what_the_user_says_decides_a_column_with_cells_in_doubt_that_none_proves() {
        let one = |cells: &[&str], wished| told(cells).decide(Some(wished)).ok();
        let (point, comma) = (Decimal::Point, Decimal::Comma);
        assert_eq!(one(&["1,234", "12,50", "2,000"], point), Some(Signs::One(point)));
        assert_eq!(one(&["1,234", "85.000,50"], point), Some(Signs::One(comma)));
        assert_eq!(one(&["500000.0", "12"], comma), Some(Signs::One(point)));
    }

    #[test]
    fn a_column_in_doubt_is_not_guessed() {
        assert_eq!(column(&["12", "1.234"]), Err("1.234".to_owned()));
        assert_eq!(column(&["1,234", "2,000"]), Err("1,234".to_owned()));
        assert_eq!(column(&["1,5", "2.5", "1.234"]), Err("1.234".to_owned()));
    }

    #[test]
    fn percentages_have_no_thousands() {
        let mut evidence = NumberEvidence::default();
        evidence.observe_percentage(2, "12,345");
        assert_eq!(evidence.decide(None), Ok(Signs::One(Decimal::Comma)));
    }

    #[test]
    fn a_column_that_proves_its_sign_keeps_it() {
        assert_eq!(column(&["1,234.5", "1,2345"]), Ok(Decimal::Point));
        assert_eq!(column(&["1.2345", "1,5", "1.234,5", "2.5"]), Ok(Decimal::Comma));
        let proved = told(&["1,234.5", "1,234", "12,50"]);
        assert_eq!(proved.decide(Some(Decimal::Comma)), Ok(Signs::One(Decimal::Point)));
        assert_eq!(told(&["1,5"]).decide(Some(Decimal::Point)), Ok(Signs::One(Decimal::Comma)));
        let open = told(&["1,234", "7"]);
        assert_eq!(open.decide(Some(Decimal::Comma)), Ok(Signs::One(Decimal::Comma)));
    }

    #[test]
    fn a_price_with_a_dash_for_its_cents_shows_the_decimal_sign() {
        assert_eq!(column(&["1.234", "250,-"]), Ok(Decimal::Comma));
        assert_eq!(column(&["1,234", "5.--"]), Ok(Decimal::Point));
        assert_eq!(column(&["1.234", "5.000.000,-"]), Ok(Decimal::Comma));
    }

    #[test]
    fn cells_for_both_signs_are_read_by_themselves_unless_one_is_in_doubt() {
        let both = told(&["7", "2.5", "3.5", "1,5"]);
        assert_eq!((both.decide(None), both.contrary()), (Ok(Signs::Each), Some((5, "1,5"))));
        assert_eq!(both.decide(Some(Decimal::Comma)), Ok(Signs::One(Decimal::Comma)));
        assert_eq!(told(&["1.234,5", "1,234.5"]).decide(None), Ok(Signs::Each));
        assert_eq!(told(&["1,234.5", "1,2345"]).contrary(), None);
    }
}
