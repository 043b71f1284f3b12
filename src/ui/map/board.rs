//! Which cells of the plot are taken, so that names find free ones and cover nothing.

/// The cells of the plot that something stands on.
pub struct Board {
    /// How many columns the plot has.
    pub columns: u16,
    cells: Vec<bool>,
}

impl Board {
    /// An empty one.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self { columns, cells: vec![false; usize::from(columns) * usize::from(rows)] }
    }

    /// Takes some cells of a row.
    pub fn take(&mut self, x: u16, y: u16, width: u16) {
        let row = usize::from(y) * usize::from(self.columns);
        for x in x..x.saturating_add(width).min(self.columns) {
            if let Some(cell) = self.cells.get_mut(row + usize::from(x)) {
                *cell = true;
            }
        }
    }

    /// Whether something stands on a cell; outside of the plot all are taken.
    pub fn is_taken(&self, x: u16, y: u16) -> bool {
        let at = usize::from(y) * usize::from(self.columns) + usize::from(x);
        self.cells.get(at).copied().unwrap_or(true)
    }

    /// How many cells are free from `x` on to the right, one before the next thing left out.
    pub fn room_right(&self, x: u16, y: u16) -> u16 {
        let Some(taken) = (x..self.columns).find(|x| self.is_taken(*x, y)) else {
            return self.columns.saturating_sub(x);
        };
        (taken - x).saturating_sub(1)
    }

    /// How many cells are free before `x` to the left, one beside the next thing left out.
    pub fn room_left(&self, x: u16, y: u16) -> u16 {
        let Some(taken) = (0..x).rev().find(|x| self.is_taken(*x, y)) else { return x };
        (x - taken - 1).saturating_sub(1)
    }

    /// Where in a row so many free cells begin, a free one at either side, nearest to a column.
    pub fn nearest(&self, y: u16, near: u16, width: u16) -> Option<u16> {
        let last = self.columns.checked_sub(width)?;
        let free = |x: u16| {
            let end = (x + width + 1).min(self.columns);
            !(x.saturating_sub(1)..end).any(|x| self.is_taken(x, y))
        };
        (0..=last).filter(|x| free(*x)).min_by_key(|x| (x + width / 2).abs_diff(near))
    }
}
