//! The arrow rule: the nearest inside a cone of 90°, else the nearest in the half-plane with what
//! lies off the axis counted twice. Cells are twice as tall as they are wide (UX.md, Map).

use crossterm::event::{KeyCode, KeyModifiers};

use super::super::key::Key;

/// One of the four ways to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// To more engagement.
    Up,
    /// To less engagement.
    Down,
    /// To less potential.
    Left,
    /// To more potential.
    Right,
}

impl Way {
    /// The way back.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// The way of an arrow or of h j k l, and how far it goes: 1, with Shift 5.
    pub fn of(key: Key) -> Option<(Self, i32)> {
        let way = match (key.code, key.char()) {
            (KeyCode::Up, _) | (_, Some('k' | 'K')) => Self::Up,
            (KeyCode::Down, _) | (_, Some('j' | 'J')) => Self::Down,
            (KeyCode::Left, _) | (_, Some('h' | 'H')) => Self::Left,
            (KeyCode::Right, _) | (_, Some('l' | 'L')) => Self::Right,
            _ => return None,
        };
        let held = key.mods - KeyModifiers::SHIFT;
        let far =
            key.mods.contains(KeyModifiers::SHIFT) || key.char().is_some_and(char::is_uppercase);
        held.is_empty().then_some((way, if far { 5 } else { 1 }))
    }

    /// How far a point lies along this way and off it, in units of equal length.
    fn along(self, (from_x, from_y): (i32, i32), (x, y): (i32, i32)) -> (i64, i64) {
        let (right, down) = (i64::from(x - from_x), 2 * i64::from(y - from_y));
        match self {
            Self::Up => (-down, right.abs()),
            Self::Down => (down, right.abs()),
            Self::Left => (-right, down.abs()),
            Self::Right => (right, down.abs()),
        }
    }
}

/// The place among `points` of the one that an arrow leads to; the first of equally near ones.
pub fn nearest(from: (i32, i32), points: &[(i32, i32)], way: Way) -> Option<usize> {
    let best = |twice: i64, cone: bool| {
        let ahead = points.iter().enumerate().filter_map(move |(at, point)| {
            let (along, off) = way.along(from, *point);
            let inside = along > 0 && (!cone || off <= along);
            inside.then_some((along * along + twice * twice * off * off, off, at))
        });
        ahead.min().map(|(_, _, at)| at)
    };
    best(1, true).or_else(|| best(2, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_takes_the_nearest_in_its_cone() {
        let points = [(10, 0), (4, 3), (30, 1)];
        assert_eq!(nearest((0, 0), &points, Way::Right), Some(0));
        assert_eq!(nearest((0, 0), &points, Way::Down), Some(1));
        assert_eq!(nearest((0, 0), &points, Way::Left), None);
        assert_eq!(nearest((0, 0), &points, Way::Up), None);
    }

    #[test]
    fn cells_count_as_twice_as_tall_as_wide() {
        // Three rows down is six columns far: off the cone of five columns to the right.
        assert_eq!(nearest((0, 0), &[(5, 3), (9, 0)], Way::Right), Some(1));
        assert_eq!(nearest((0, 0), &[(6, 3), (8, 0)], Way::Right), Some(1));
        assert_eq!(nearest((0, 0), &[(6, 3), (9, 0)], Way::Right), Some(0));
    }

    #[test]
    fn outside_of_the_cone_what_is_off_the_axis_counts_twice() {
        let points = [(1, 4), (5, 6)];
        assert_eq!(nearest((0, 0), &points, Way::Right), Some(0));
        let points = [(2, 20), (40, 25)];
        assert_eq!(nearest((0, 0), &points, Way::Right), Some(0));
    }
}
