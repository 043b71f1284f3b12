//! How much is shown of each account: as much as the cells of the plot allow (UX.md, Map).

/// How much is shown of each account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Tiles with counts.
    Tiles,
    /// Every dot, and the names that fit.
    Dots,
    /// Every dot, with nearly every name.
    Names,
}

/// From so many cells an account on, it is a dot.
const DOTS: usize = 5;
/// From so many cells an account on, it has a name.
const NAMES: usize = 36;

impl Level {
    /// The level for so many cells and accounts. One reached before is held on to until there
    /// are 20 % fewer cells an account than it takes to reach it.
    pub fn of(cells: usize, accounts: usize, before: Option<Self>) -> Self {
        let enough = |level: Self, bound: usize| {
            let tenths = if before.is_some_and(|before| before >= level) { 8 } else { 10 };
            cells * 10 >= accounts * bound * tenths
        };
        if enough(Self::Names, NAMES) {
            Self::Names
        } else if enough(Self::Dots, DOTS) {
            Self::Dots
        } else {
            Self::Tiles
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_cells_an_account_show_less_of_it() {
        assert_eq!(Level::of(1292, 34, None), Level::Names);
        assert_eq!(Level::of(1292, 36, None), Level::Dots);
        assert_eq!(Level::of(1292, 259, None), Level::Tiles);
        assert_eq!(Level::of(1292, 0, None), Level::Names);
    }

    #[test]
    fn a_level_is_held_until_a_fifth_less_room_is_left() {
        assert_eq!(Level::of(1292, 44, Some(Level::Names)), Level::Names);
        assert_eq!(Level::of(1292, 45, Some(Level::Names)), Level::Dots);
        assert_eq!(Level::of(1292, 44, Some(Level::Dots)), Level::Dots);
        assert_eq!(Level::of(1292, 300, Some(Level::Names)), Level::Dots);
        assert_eq!(Level::of(1292, 300, Some(Level::Tiles)), Level::Tiles);
    }
}
