//! The accounts shown, sorted into one list for each quadrant and one for the tray.

use crate::domain::Book;
use crate::domain::score::Segment;

use super::super::list::scrolled;
use super::super::ui::Ui;

/// The accounts shown by segment, each list in the order of the list screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lists {
    segments: [Vec<u32>; 4],
    /// Those without a place on the grid.
    pub unplaced: Vec<u32>,
}

impl Lists {
    /// Sorts the accounts shown.
    pub fn of(ui: &Ui, book: &Book) -> Self {
        let seen = ui.seen(book);
        let mut lists = Self::default();
        for row in &ui.rows {
            let segment = seen.segment(*row as usize);
            match segment.and_then(|segment| lists.segments.get_mut(segment as usize)) {
                Some(list) => list.push(*row),
                None => lists.unplaced.push(*row),
            }
        }
        lists
    }

    /// Which of so many accounts are in sight in so many lines: how many stand above, and how many
    /// lines they have. Where not all fit, the last line says how many are out of sight.
    pub fn sight(accounts: usize, at: usize, lines: usize) -> (usize, usize) {
        let lines = if accounts > lines && lines > 1 { lines - 1 } else { lines };
        (scrolled(at, lines), lines)
    }

    /// The accounts of a segment, or of the tray.
    pub fn of_segment(&self, segment: Option<Segment>) -> &[u32] {
        match segment {
            Some(segment) => self.segments.get(segment as usize).map_or(&[], Vec::as_slice),
            None => &self.unplaced,
        }
    }
}
