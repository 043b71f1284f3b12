//! Tiles: one to three shapes for how crowded it is, and the count.

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::map::Picture;
use crate::app::map::tiles::Tile;
use crate::app::map::walk::middle;
use crate::domain::Book;
use crate::text;

use super::super::paint::Pen;
use super::super::theme::{Role, Step};
use super::board::Board;
use super::chosen::{self, Anchor};

/// The longest name beside a tile.
const NAME: u16 = 22;

/// Draws the tiles; the one of the selected account carries its name.
pub fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    ui: &Ui,
    book: &Book,
    picture: &Picture,
    board: &mut Board,
) {
    let fullest = picture.tiles.iter().map(|tile| tile.tally.accounts).max().unwrap_or(1);
    let row = ui.selected_row(book);
    let scores = row.map(|row| ui.seen(book).scores(row));
    let mut chosen = None;
    for tile in &picture.tiles {
        let at_hand = scores.is_some_and(|scores| tile.scores.holds(scores));
        let role = if at_hand { Role::Selected } else { Role::of(Some(tile.segment)) };
        let anchor = one(pen, area, tile, fullest, role);
        board.take(anchor.from, anchor.y, anchor.to - anchor.from);
        chosen = chosen.or(at_hand.then_some(anchor));
    }
    let (Some(anchor), Some(row)) = (chosen, row) else { return };
    if let Some(label) = chosen::place(board, anchor, book.accounts.name(row), NAME) {
        pen.text(area.x + label.x, area.y + label.y, &label.text, Role::Selected, area.width);
    }
}

/// Draws a tile; gives where its words stand in the plot.
fn one(pen: &mut Pen<'_>, area: Rect, tile: &Tile, fullest: usize, role: Role) -> Anchor {
    let step = Step::of(tile.tally.no_step * 2 <= tile.tally.accounts);
    let shape = pen.looks.dot(tile.segment, step).to_string();
    let count = short(tile.tally.accounts);
    let room = usize::from(tile.area.width).saturating_sub(count.len());
    let words = format!("{}{count}", shape.repeat(weight(tile.tally.accounts, fullest).min(room)));
    let y = middle(tile.area.y, tile.area.height);
    let free = tile.area.width.saturating_sub(u16::try_from(text::width(&words)).unwrap_or(0));
    let from = tile.area.x + free / 2;
    let end = pen.text(area.x + from, area.y + y, &words, role, tile.area.width);
    Anchor { from, to: end.saturating_sub(area.x).max(from), y }
}

/// One to three shapes: up to a hundredth, a tenth, and more of the fullest tile.
fn weight(accounts: usize, fullest: usize) -> usize {
    match accounts * 100 / fullest.max(1) {
        0..10 => 1,
        10..50 => 2,
        _ => 3,
    }
}

/// A count in at most four characters.
fn short(count: usize) -> String {
    match count {
        0..1000 => count.to_string(),
        1000..9950 => format!("{}.{}k", (count + 50) / 1000, (count + 50) / 100 % 10),
        9950..999_500 => format!("{}k", (count + 500) / 1000),
        _ => format!("{}m", (count + 500_000) / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short() {
        for (count, words) in [
            (7, "7"),
            (999, "999"),
            (1000, "1.0k"),
            (1950, "2.0k"),
            (9949, "9.9k"),
            (9950, "10k"),
            (99_999, "100k"),
            (1_000_000, "1m"),
        ] {
            assert_eq!(short(count), words);
        }
    }
}
