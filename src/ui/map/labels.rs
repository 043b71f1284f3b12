//! Which names stand beside their dots, and on which side. The selected account is always named,
//! the others while there is room, the most valuable first. The same input gives the same labels.

use crate::app::Ui;
use crate::app::map::Picture;
use crate::app::map::level::Level;
use crate::app::map::picture::rank;
use crate::domain::Book;
use crate::text;

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
    /// Whether it names the selected account.
    pub selected: bool,
}

/// The cells of the plot that something stands on.
pub struct Board {
    columns: u16,
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

    fn is_taken(&self, x: u16, y: u16) -> bool {
        let at = usize::from(y) * usize::from(self.columns) + usize::from(x);
        self.cells.get(at).copied().unwrap_or(true)
    }

    /// How many cells are free from `x` on to the right, one before the next thing left out.
    fn room_right(&self, x: u16, y: u16) -> u16 {
        let Some(taken) = (x..self.columns).find(|x| self.is_taken(*x, y)) else {
            return self.columns.saturating_sub(x);
        };
        (taken - x).saturating_sub(1)
    }

    /// How many cells are free before `x` to the left, one beside the next thing left out.
    fn room_left(&self, x: u16, y: u16) -> u16 {
        let Some(taken) = (0..x).rev().find(|x| self.is_taken(*x, y)) else { return x };
        (x - taken - 1).saturating_sub(1)
    }
}

/// The shortest piece of a name that is worth standing there.
const SHORTEST: u16 = 5;

/// The longest name beside a dot.
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
            Some(selected(board, one, name, most))
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
    labels
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
    Some(Label { x, y: one.y, text: shown, selected: false })
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
    let x = if right >= left { one.x + 2 } else { one.x.checked_sub(width + 1)? };
    board.take(x, one.y, width);
    Some(Label { x, y: one.y, text: shown, selected: false })
}

/// The selected name in brackets beside its dot, over its neighbours where nothing else is free.
fn selected(board: &mut Board, one: Named, name: &str, most: u16) -> Label {
    let whole = format!("[{}]", text::fit(name, most.into()));
    let width = columns(&whole);
    let right = board.room_right(one.x + 1, one.y);
    let left = board.room_left(one.x, one.y);
    let (x, shown) = if right >= width {
        (one.x + 1, whole)
    } else if left >= width {
        (one.x - width, whole)
    } else {
        // Over the neighbours, on the side where the plot has more room.
        let (room_right, room_left) = (board.columns.saturating_sub(one.x + 1), one.x);
        let room = room_right.max(room_left).min(width);
        let shown = format!("[{}]", text::fit(name, usize::from(room.saturating_sub(2))));
        let x =
            if room_right >= room_left { one.x + 1 } else { one.x - columns(&shown).min(one.x) };
        (x, shown)
    };
    board.take(x, one.y, columns(&shown));
    Label { x, y: one.y, text: shown, selected: true }
}

/// Where a name of this width begins at the right and at the left of its dot, a space between.
fn starts(board: &Board, one: Named, width: u16) -> (Option<u16>, Option<u16>) {
    let right = (board.room_right(one.x + 1, one.y) > width).then_some(one.x + 2);
    let left = (board.room_left(one.x, one.y) > width).then(|| one.x - width - 1);
    (right, left)
}

fn columns(text: &str) -> u16 {
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
    fn the_selected_name_stands_there_even_without_room() {
        let mut board = Board::new(20, 1);
        for x in 0..20 {
            board.take(x, 0, 1);
        }
        let one = Named { selected: true, ..dot(18) };
        let label = selected(&mut board, one, "Wayne Motors", 12);
        assert_eq!((label.x, label.text.as_str()), (4, "[Wayne Motors]"));
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
