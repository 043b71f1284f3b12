//! Where the name of the selected account stands, in brackets: beside its dot or tile, else in a
//! row close by, else shortened. It never covers a dot, a count or an old place; where nothing is
//! free it stands nowhere, and the line or pane about the account tells it.

use crate::text;

use super::board::Board;
use super::labels::{LONGEST, Label, Named, Side, columns};

/// What a name belongs to: its first column, the column after it, its row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The first column.
    pub from: u16,
    /// The column after the last.
    pub to: u16,
    /// The row.
    pub y: u16,
}

impl Anchor {
    /// That of a dot.
    pub fn of(one: Named) -> Self {
        Self { from: one.x, to: one.x + 1, y: one.y }
    }
}

/// The least that stands beside its dot while the whole name finds room in a row close by.
const WORTH: u16 = 10;
/// The least that is worth standing anywhere, brackets included.
const LEAST: u16 = 6;
/// How many rows away it may stand.
const ROWS: u16 = 3;
/// How far to the side of its dot its middle may stand there.
const ASIDE: u16 = 24;

/// Finds the place, and takes it. The name is at most so long, or longer where that costs nobody
/// a place.
pub fn place(board: &mut Board, at: Anchor, name: &str, most: u16) -> Option<Label> {
    let bracketed = |room: u16| format!("[{}]", text::fit(name, room.saturating_sub(2).into()));
    let whole = columns(&bracketed(most.min(LONGEST) + 2));
    let longest = columns(&bracketed(LONGEST + 2));
    let beside = |room: u16, most: u16| {
        let (side, free) = beside(board, at, room);
        let width = free.min(most);
        (free >= room).then(|| (start(at, side, width), at.y, width, side))
    };
    let close =
        |width: u16| in_row_close_by(board, at, width).map(|(x, y)| (x, y, width, Side::Right));
    let (x, y, width, side) = beside(whole, longest)
        .or_else(|| beside(WORTH, whole))
        .or_else(|| close(whole))
        .or_else(|| beside(LEAST, whole))
        .or_else(|| (LEAST..whole).rev().find_map(close))?;
    let shown = bracketed(width);
    // A wide letter may have left a cell free; at the left it touches its dot all the same.
    let x = if side == Side::Left { x + width - columns(&shown) } else { x };
    board.take(x, y, columns(&shown));
    Some(Label { x, y, text: shown, row: None, side })
}

/// The right side where it has so much room, else the one with more; and how much it has.
fn beside(board: &Board, at: Anchor, room: u16) -> (Side, u16) {
    let right = board.room_right(at.to, at.y);
    let left = board.room_left(at.from, at.y);
    if right >= room.min(left) { (Side::Right, right) } else { (Side::Left, left) }
}

fn start(at: Anchor, side: Side, width: u16) -> u16 {
    match side {
        Side::Right => at.to,
        Side::Left => at.from.saturating_sub(width),
    }
}

fn in_row_close_by(board: &Board, at: Anchor, width: u16) -> Option<(u16, u16)> {
    let middle = u16::midpoint(at.from, at.to);
    (1..=ROWS)
        .flat_map(|by| [at.y.checked_sub(by), at.y.checked_add(by)])
        .flatten()
        .filter_map(|y| Some((board.nearest(y, middle, width)?, y)))
        .find(|(x, _)| (x + width / 2).abs_diff(middle) <= ASIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(rows: &[&str]) -> Board {
        let columns = u16::try_from(rows[0].len()).unwrap();
        let mut board = Board::new(columns, u16::try_from(rows.len()).unwrap());
        for (y, row) in (0..).zip(rows) {
            for (x, cell) in (0..).zip(row.chars()) {
                if cell != ' ' {
                    board.take(x, y, 1);
                }
            }
        }
        board
    }

    fn placed(rows: &[&str], x: u16, y: u16) -> Option<(u16, u16, String)> {
        let at = Anchor { from: x, to: x + 1, y };
        place(&mut board(rows), at, "Wayne Motors", 12).map(|l| (l.x, l.y, l.text))
    }

    fn at(x: u16, y: u16, text: &str) -> Option<(u16, u16, String)> {
        Some((x, y, text.to_owned()))
    }

    #[test]
    fn the_name_goes_right_then_left_then_shorter_then_to_another_row() {
        assert_eq!(placed(&["  o                 "], 2, 0), at(3, 0, "[Wayne Motors]"));
        assert_eq!(placed(&["                o  o"], 16, 0), at(2, 0, "[Wayne Motors]"));
        assert_eq!(placed(&["o o           o   "], 2, 0), at(3, 0, "[Wayne M…]"));
        let rows = ["                  ", "o o      o   o   o"];
        assert_eq!(placed(&rows, 9, 1), at(2, 0, "[Wayne Motors]"));
        assert_eq!(placed(&["o o       o"], 2, 0), at(3, 0, "[Way…]"));
    }

    #[test]
    fn where_nothing_is_free_no_name_stands() {
        assert_eq!(placed(&["oooooooo", "oooooooo"], 2, 1), None);
    }
}
