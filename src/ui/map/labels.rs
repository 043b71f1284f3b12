//! Which names stand beside their dots, and on which side. The selected account is always named,
//! the others while there is room, the most valuable first. The same input gives the same labels.

use crate::app::Ui;
use crate::app::map::Picture;
use crate::app::map::level::Level;
use crate::app::map::picture::rank;
use crate::domain::Book;
use crate::text;

use super::board::Board;
use super::chosen::{self, Anchor};

/// A name that wants to stand beside a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// The column of the dot.
    pub x: u16,
    /// The row of the dot.
    pub y: u16,
    /// The row of the account in the book.
    pub row: u32,
    /// Whether it is the selected account.
    pub selected: bool,
}

/// A name and where it begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Its first column.
    pub x: u16,
    /// Its row.
    pub y: u16,
    /// What it says.
    pub text: String,
    /// The row of the account in the book; `None` for the selected one.
    pub row: Option<u32>,
    /// On which side of its dot it stands.
    pub side: Side,
}

/// A side of a dot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Before it.
    Left,
    /// Behind it.
    Right,
}

/// The shortest piece of a name that is worth standing there.
const SHORTEST: u16 = 5;

/// The longest name beside a dot, where nothing else wants the cells.
pub const LONGEST: u16 = 32;

/// The longest name beside a dot while others look for their places.
fn longest(columns: u16) -> u16 {
    (columns / 6).clamp(12, 24)
}

/// Finds a place for the names.
pub fn place(
    ui: &Ui,
    book: &Book,
    picture: &Picture,
    mut named: Vec<Named>,
    board: &mut Board,
) -> Vec<Label> {
    let most = longest(picture.plot.columns);
    let line = picture.plot.upright(picture.lines.potential);
    named.sort_unstable_by_key(|one| (!one.selected, rank(&book.accounts, one.row)));
    let mut labels = Vec::new();
    let mut left_over = Vec::new();
    for one in named {
        let name = book.accounts.name(one.row as usize);
        let label = if one.selected {
            chosen::place(board, Anchor::of(one), name, most)
        } else {
            beside(board, one, name, most, line)
        };
        match label {
            Some(label) => labels.push(label),
            None => left_over.push(one),
        }
    }
    if picture.level == Level::Names && ui.rows.len() < usize::from(u16::MAX) {
        for one in left_over {
            let name = book.accounts.name(one.row as usize);
            labels.extend(cut(board, one, name, most));
        }
    }
    for label in &mut labels {
        if let Some(row) = label.row {
            grow(board, label, book.accounts.name(row as usize), line);
        }
    }
    labels
}

/// Gives a name that was cut the cells beside it that nobody else took; it does not go over the
/// line.
fn grow(board: &mut Board, label: &mut Label, name: &str, line: Option<u16>) {
    let have = columns(&label.text);
    if have >= LONGEST || !label.text.ends_with('…') || rtl(name) {
        return;
    }
    let end = label.x + have;
    let free = match label.side {
        Side::Right => {
            let before = line
                .filter(|line| *line >= end)
                .map_or(u16::MAX, |line| line.saturating_sub(end + 1));
            board.room_right(end, label.y).min(before)
        }
        Side::Left => {
            let after = line.filter(|line| *line < label.x);
            let after = after.map_or(u16::MAX, |line| label.x.saturating_sub(line + 2));
            board.room_left(label.x, label.y).min(after)
        }
    };
    let text = text::fit(name, (have + free).min(LONGEST).into());
    let more = columns(&text).saturating_sub(have);
    if label.side == Side::Left {
        label.x -= more;
    }
    label.text = text;
    board.take(label.x, label.y, have + more);
}

/// The whole name (as far as names go here) at the right, else at the left; rather where it does
/// not cover the line.
fn beside(
    board: &mut Board,
    one: Named,
    name: &str,
    most: u16,
    line: Option<u16>,
) -> Option<Label> {
    if board.room_right(one.x + 1, one.y) < 2 && board.room_left(one.x, one.y) < 2 {
        return None;
    }
    let shown = text::fit(name, most.into());
    let width = columns(&shown);
    if width == 0 {
        return None;
    }
    let (right, left) = starts(board, one, width);
    let right = right.filter(|x| !rtl(name) || board.room_right(*x, one.y) == board.columns - x);
    let left = left.filter(|_| !rtl(name));
    let clear = |x: &u16| line.is_none_or(|line| line < *x || line >= *x + width);
    let x = right.filter(clear).or(left.filter(clear)).or(right).or(left)?;
    let taken = if rtl(name) { board.columns - x } else { width };
    board.take(x, one.y, taken);
    let side = if x > one.x { Side::Right } else { Side::Left };
    Some(Label { x, y: one.y, text: shown, row: Some(one.row), side })
}

/// As much of the name as finds room on the roomier side.
fn cut(board: &mut Board, one: Named, name: &str, most: u16) -> Option<Label> {
    let right = board.room_right(one.x + 1, one.y).saturating_sub(1);
    let left = board.room_left(one.x, one.y).saturating_sub(1);
    let room = right.max(left).min(most);
    if room < SHORTEST || rtl(name) {
        return None;
    }
    let shown = text::fit(name, room.into());
    let width = columns(&shown);
    let (x, side) = if right >= left {
        (one.x + 2, Side::Right)
    } else {
        (one.x.checked_sub(width + 1)?, Side::Left)
    };
    board.take(x, one.y, width);
    Some(Label { x, y: one.y, text: shown, row: Some(one.row), side })
}

/// Where a name of this width begins at the right and at the left of its dot, a space between.
fn starts(board: &Board, one: Named, width: u16) -> (Option<u16>, Option<u16>) {
    let right = (board.room_right(one.x + 1, one.y) > width).then_some(one.x + 2);
    let left = (board.room_left(one.x, one.y) > width).then(|| one.x - width - 1);
    (right, left)
}

/// How many columns a text takes.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}

/// Whether a name is written from right to left: it would drag what follows it in its row along.
fn rtl(name: &str) -> bool {
    name.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(x: u16) -> Named {
        Named { x, y: 0, row: 0, selected: false }
    }

    #[test]
    fn a_name_stands_right_of_its_dot_else_left_and_never_touches_another() {
        let mut board = Board::new(40, 1);
        board.take(10, 0, 1);
        board.take(30, 0, 1);
        let right = beside(&mut board, dot(10), "Wayne Motors", 12, None).unwrap();
        assert_eq!((right.x, right.text.as_str()), (12, "Wayne Motors"));
        let left = beside(&mut board, dot(30), "Acme", 12, None);
        assert_eq!(left.unwrap().x, 32);
        assert_eq!(beside(&mut board, dot(30), "Wayne Motors", 12, None), None);
    }

    #[test]
    fn a_name_does_not_cover_the_line_where_it_can_stand_elsewhere() {
        let mut board = Board::new(40, 1);
        board.take(18, 0, 1);
        let label = beside(&mut board, dot(18), "Wayne Motors", 12, Some(22)).unwrap();
        assert_eq!(label.x, 5);
    }

    #[test]
    fn a_name_that_was_cut_takes_what_is_free_up_to_the_line() {
        let mut board = Board::new(60, 1);
        board.take(10, 0, 1);
        let name = "Wayne Motors and Company of Riga and Elsewhere";
        let label = || beside(&mut Board::new(60, 1), dot(10), name, 12, None).unwrap();
        let (mut whole, mut short) = (label(), label());
        grow(&mut board, &mut whole, name, None);
        assert_eq!((whole.x, columns(&whole.text)), (12, LONGEST));
        grow(&mut Board::new(60, 1), &mut short, name, Some(30));
        assert_eq!((short.x, columns(&short.text)), (12, 17));
    }

    #[test]
    fn a_name_from_right_to_left_stands_last_in_its_row() {
        let mut board = Board::new(40, 1);
        board.take(10, 0, 1);
        board.take(30, 0, 1);
        assert_eq!(beside(&mut board, dot(10), "שלום", 12, None), None);
        assert_eq!(beside(&mut board, dot(30), "שלום", 12, None).unwrap().x, 32);
        assert!(board.is_taken(39, 0));
    }
}
