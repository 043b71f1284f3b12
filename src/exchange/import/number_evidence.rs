//! Which of `.` and `,` is the decimal sign of a column, decided from the cells that leave no doubt,
//! never guessed for one cell.

use super::amounts::{Decimal, Figure, Sign, is_plain, sign_of};

/// What the cells of a column say about its decimal sign.
#[derive(Clone, Debug, Default)]
pub struct NumberEvidence {
    point: bool,
    comma: bool,
    open: Option<String>,
}

impl NumberEvidence {
    /// Takes a cell into account.
    pub fn observe(&mut self, cell: &str) {
        if is_plain(cell) {
            return;
        }
        let Some(digits) = Figure::of(cell).map(|figure| figure.digits) else { return };
        match sign_of(&digits) {
            Sign::Decimal(Decimal::Point) => self.point = true,
            Sign::Decimal(Decimal::Comma) => self.comma = true,
            Sign::Open if self.open.is_none() => self.open = Some(cell.to_owned()),
            Sign::Open | Sign::None => {}
        }
    }

    /// Takes a cell of percentages into account: there, nobody writes thousands.
    pub fn observe_percentage(&mut self, cell: &str) {
        let Some(digits) = Figure::of(cell).map(|figure| figure.digits) else { return };
        match (sign_of(&digits), digits.contains('.')) {
            (Sign::Decimal(Decimal::Point), _) | (Sign::Open, true) => self.point = true,
            (Sign::Decimal(Decimal::Comma), _) | (Sign::Open, false) => self.comma = true,
            (Sign::None, _) => {}
        }
    }

    /// The decimal sign of the column; the first cell in doubt when nothing decides.
    pub fn decide(&self, wished: Option<Decimal>) -> Result<Decimal, &str> {
        match (wished, self.point, self.comma, &self.open) {
            (Some(decimal), ..) => Ok(decimal),
            (None, false, true, _) => Ok(Decimal::Comma),
            (None, true, false, _) | (None, _, _, None) => Ok(Decimal::Point),
            (None, _, _, Some(cell)) => Err(cell),
        }
    }

    /// The sign that cells speak for, when they speak for one.
    pub fn sign(&self) -> Option<Decimal> {
        match (self.point, self.comma) {
            (true, false) => Some(Decimal::Point),
            (false, true) => Some(Decimal::Comma),
            _ => None,
        }
    }

    /// Whether cells speak for both signs, so that each cell has to be read by itself.
    pub fn is_mixed(&self) -> bool {
        self.point && self.comma
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Result<Decimal, String> {
        let mut evidence = NumberEvidence::default();
        for cell in cells {
            evidence.observe(cell);
        }
        evidence.decide(None).map_err(ToOwned::to_owned)
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
    fn a_column_in_doubt_is_not_guessed() {
        assert_eq!(column(&["12", "1.234"]), Err("1.234".to_owned()));
        assert_eq!(column(&["1,234", "2,000"]), Err("1,234".to_owned()));
        assert_eq!(column(&["1,5", "2.5", "1.234"]), Err("1.234".to_owned()));
    }

    #[test]
    fn percentages_have_no_thousands() {
        let mut evidence = NumberEvidence::default();
        evidence.observe_percentage("12,345");
        assert_eq!(evidence.decide(None), Ok(Decimal::Comma));
    }
}
