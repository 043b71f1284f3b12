//! Whether the probabilities of a column are shares of one (0.4) or of a hundred (40): told from the
//! whole column, never from one cell.

use super::amounts::Figure;

/// What the cells of a column say about what they are shares of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares {
    beyond_one: bool,
    between: bool,
}

impl Shares {
    /// Takes a cell into account.
    pub fn observe(&mut self, cell: &str) {
        if self.beyond_one {
            return;
        }
        let number = Figure::of(cell).and_then(|figure| figure.canonical_by_itself());
        // What bears a percent sign, or can be read in two ways, is of a hundred.
        match number.and_then(|number| number.parse::<f64>().ok()) {
            Some(number) if number.abs() <= 1.0 => self.between |= number.fract() != 0.0,
            _ => self.beyond_one = !cell.trim().is_empty(),
        }
    }

    /// Whether they are shares of one: none is beyond it, and some have decimals.
    pub fn are_of_one(self) -> bool {
        self.between && !self.beyond_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_one_are_told_by_the_whole_column() {
        let of_one = |cells: &[&str]| {
            let mut shares = Shares::default();
            for cell in cells {
                shares.observe(cell);
            }
            shares.are_of_one()
        };
        assert!(of_one(&["0.4", "1", "", "0"]) && of_one(&["0,25", "1,0"]));
        for cells in
            [&["0.4", "40"] as &[&str], &["1", "0"], &["0.4%"], &["1.0"], &["0.5", "x"], &[]]
        {
            assert!(!of_one(cells), "{cells:?}");
        }
    }
}
