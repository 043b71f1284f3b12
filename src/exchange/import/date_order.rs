//! In which order the numbers of dates stand: decided for a column from the cells that leave no
//! doubt, never guessed for one cell.

use super::dates::Written;

/// The order of day, month and year in dates such as `3/4/2026`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// A year of two digits, month, day.
    YearFirst,
}

impl DateOrder {
    /// The answers to `--date-order`.
    pub const KEYS: [(&'static str, Self); 3] =
        [("dmy", Self::DayFirst), ("mdy", Self::MonthFirst), ("ymd", Self::YearFirst)];

    /// The order with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = key.to_ascii_lowercase();
        Self::KEYS.iter().find(|(name, _)| *name == key).map(|(_, order)| *order)
    }

    /// In words, as columns are told to be read.
    pub fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day first",
            Self::MonthFirst => "month first",
            Self::YearFirst => "year first",
        }
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// What the cells of a column say about the order of its dates.
#[derive(Clone, Debug, Default)]
pub struct DateEvidence {
    /// For each order the first cell that can be read in it alone.
    only: [Option<(u64, String)>; 3],
    open: Option<String>,
}

impl DateEvidence {
    /// Takes a cell into account.
    pub fn observe(&mut self, line: u64, cell: &str) {
        let Some(Written::Numbers(numbers)) = Written::of(cell) else { return };
        let days = numbers.days();
        let mut possible = days.iter().flatten();
        let Some((order, first)) = possible.next() else { return };
        let mut others = possible.peekable();
        if others.peek().is_none() {
            if let Some(only) = self.only.get_mut(order.place()) {
                only.get_or_insert_with(|| (line, cell.to_owned()));
            }
        } else if self.open.is_none() && others.any(|(_, day)| day != first) {
            self.open = Some(cell.to_owned());
        }
    }

    /// The order that cells speak for, when they speak for one.
    pub fn order(&self) -> Option<DateOrder> {
        let mut proved = DateOrder::KEYS.iter().zip(&self.only).filter(|(_, only)| only.is_some());
        let order = proved.next().map(|((_, order), _)| *order);
        order.filter(|_| proved.next().is_none())
    }

    /// The order of the column; the first cell in doubt when nothing decides. `None`: cells speak
    /// for several orders, and each can be read in one way only.
    pub fn decide(&self, wished: Option<DateOrder>) -> Result<Option<DateOrder>, &str> {
        match (wished.or(self.order()), &self.open) {
            (Some(order), _) => Ok(Some(order)),
            (None, Some(cell)) => Err(cell),
            (None, None) if self.contrary().is_some() => Ok(None),
            (None, None) => Ok(Some(DateOrder::MonthFirst)),
        }
    }

    /// The first cell that speaks for another order than the cells above it.
    pub fn contrary(&self) -> Option<(u64, &str)> {
        let mut first: Vec<&(u64, String)> = self.only.iter().flatten().collect();
        first.sort();
        first.get(1).map(|(line, cell)| (*line, cell.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for (line, cell) in (2..).zip(cells) {
            evidence.observe(line, cell);
        }
        evidence
    }

    fn decide(cells: &[&str]) -> Result<Option<DateOrder>, String> {
        told(cells).decide(None).map_err(ToOwned::to_owned)
    }

    #[test]
    fn one_clear_cell_decides_the_order() {
        assert_eq!(decide(&["3/4/2026", "29/9/2024"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(decide(&["3/4/2026", "1/29/2026"]), Ok(Some(DateOrder::MonthFirst)));
        assert_eq!(decide(&["4/4/2026", "2026-01-02"]), Ok(Some(DateOrder::MonthFirst)));
        assert_eq!(decide(&["4/4/2026", "03/04/2026"]), Err("03/04/2026".to_owned()));
    }

    #[test]
    fn years_of_two_digits_between_dashes_may_stand_first() {
        assert_eq!(decide(&["20-03-04"]), Err("20-03-04".to_owned()));
        assert_eq!(decide(&["20-03-04", "99-12-31"]), Ok(Some(DateOrder::YearFirst)));
        assert_eq!(decide(&["20-03-04", "31-12-99"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(decide(&["05-03-04", "31-12-2019"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(decide(&["31/12/25"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(
            told(&["20-03-04"]).decide(Some(DateOrder::YearFirst)),
            Ok(Some(DateOrder::YearFirst))
        );
    }

    #[test]
    fn cells_for_two_orders_are_told() {
        let both = told(&["3/3/2020", "13/2/2020", "14/2/2020", "2/13/2020"]);
        assert_eq!(both.decide(None), Ok(None));
        assert_eq!((both.contrary(), both.order()), (Some((5, "2/13/2020")), None));
        assert_eq!(decide(&["13/2/2020", "2/13/2020", "3/4/2020"]), Err("3/4/2020".to_owned()));
    }
}
