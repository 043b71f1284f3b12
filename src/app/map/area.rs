//! Where the parts of the map stand in the window: grid or lists, details pane, lines below.

use ratatui::layout::Rect;

use crate::domain::score::Segment;

use super::View;

/// From so many columns on, a details pane stands beside map and list (UX.md, Screens).
const PANE_FROM: u16 = 110;
/// The smallest window that shows the grid is 72×20; the body of it has so many columns and rows.
const GRID_FROM: (u16, u16) = (72, 17);
/// The smallest area that shows four lists.
const LISTS_FROM: (u16, u16) = (44, 8);

/// How the accounts are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// As dots or tiles on the grid.
    Grid,
    /// As four lists of names, placed like the quadrants.
    Quadrants,
    /// As one list.
    Single,
}

/// Where the parts of the map stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Grid or lists, with their border.
    pub main: Rect,
    /// The details pane, in wide windows.
    pub pane: Option<Rect>,
    /// The lines about the selected account, in narrow ones.
    pub said: Rect,
    /// What is shown.
    pub shape: Shape,
}

/// The part of a window between the tabs and the lines at the foot.
pub fn body((width, height): (u16, u16)) -> Rect {
    let (top, foot) = match height {
        0..=2 => (0, 0),
        3..=5 => (0, 1),
        _ => (1, 2),
    };
    Rect::new(0, top, width, height - top - foot)
}

/// Divides a body into the screen itself and, where it is wide enough, the details pane.
pub fn panes(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < PANE_FROM || body.height < 8 {
        return (body, None);
    }
    let width = (body.width / 3).clamp(38, 48);
    let main = Rect { width: body.width - width, ..body };
    (main, Some(Rect { x: main.right(), width, ..body }))
}

impl Place {
    /// Divides a body.
    pub fn of(body: Rect, view: View) -> Self {
        let (main, pane) = panes(body);
        let lines = match (pane, main.height) {
            (Some(_), _) | (None, 0..=5) => 0,
            (None, 6..=9) => 1,
            _ => 2,
        };
        let main = Rect { height: main.height - lines, ..main };
        let said = Rect { y: main.bottom(), height: lines, ..main };
        let roomy = body.width >= GRID_FROM.0 && body.height >= GRID_FROM.1;
        let shape = if roomy && view == View::Grid {
            Shape::Grid
        } else if main.width >= LISTS_FROM.0 && main.height >= LISTS_FROM.1 {
            Shape::Quadrants
        } else {
            Shape::Single
        };
        Self { main, pane, said, shape }
    }

    /// Where the dots are drawn: within the border, with a column left free at either side.
    pub fn plot(&self) -> Rect {
        let Rect { x, y, width, height } = self.main;
        Rect::new(x + 2, y + 1, width.saturating_sub(4), height.saturating_sub(2))
    }
}

/// Where the four lists of names stand within their border, under their captions.
pub fn quadrants(main: Rect) -> [(Segment, Rect); 4] {
    let (mid_x, mid_y) = (main.x + main.width / 2, main.y + main.height / 2);
    let (right, bottom) = (main.right().saturating_sub(1), main.bottom().saturating_sub(1));
    let area = |left: u16, top: u16, right: u16, bottom: u16| {
        let (x, y) = (left + 1, top + 1);
        Rect::new(x, y, right.saturating_sub(x), bottom.saturating_sub(y))
    };
    [
        (Segment::Maintenance, area(main.x, main.y, mid_x, mid_y)),
        (Segment::Key, area(mid_x, main.y, right, mid_y)),
        (Segment::Service, area(main.x, mid_y, mid_x, bottom)),
        (Segment::GrowthPotential, area(mid_x, mid_y, right, bottom)),
    ]
}

/// Where the names of a single list stand: under a line of counts, where there is room for one.
pub fn single(main: Rect) -> Rect {
    let counts = u16::from(main.height >= 6);
    Rect { y: main.y + counts, height: main.height - counts, ..main }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_decides_how_accounts_are_shown() {
        let shape = |w, h| Place::of(body((w, h)), View::Grid).shape;
        assert_eq!(shape(80, 24), Shape::Grid);
        assert_eq!(shape(72, 20), Shape::Grid);
        assert_eq!(shape(71, 24), Shape::Quadrants);
        assert_eq!(shape(80, 19), Shape::Quadrants);
        assert_eq!(shape(60, 16), Shape::Quadrants);
        assert_eq!(shape(20, 5), Shape::Single);
        assert_eq!(shape(110, 20), Shape::Grid);
    }

    #[test]
    fn the_plot_of_a_plain_terminal_is_seventy_six_by_seventeen() {
        let place = Place::of(body((80, 24)), View::Grid);
        assert_eq!((place.plot().width, place.plot().height, place.said.height), (76, 17, 2));
    }
}
