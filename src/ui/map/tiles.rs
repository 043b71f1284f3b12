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

/// Draws the tiles; the one of the selected account carries its name.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, picture: &Picture) {
    let fullest = picture.tiles.iter().map(|tile| tile.tally.accounts).max().unwrap_or(1);
    let row = ui.selected_row(book);
    let scores = row.map(|row| ui.seen(book).scores(row));
    let mut chosen = None;
    for tile in &picture.tiles {
        let at_hand = scores.is_some_and(|scores| tile.scores.holds(scores));
        let role = if at_hand { Role::Selected } else { Role::of(Some(tile.segment)) };
        let end = one(pen, area, tile, fullest, role);
        if at_hand {
            chosen = Some((end, tile));
        }
    }
    if let (Some((end, tile)), Some(row)) = (chosen, row) {
        name(pen, area, tile, end, book.accounts.name(row), picture);
    }
}

/// The name of the selected account beside its tile. Counts that it would cover in part go away.
fn name(pen: &mut Pen<'_>, area: Rect, tile: &Tile, end: u16, name: &str, picture: &Picture) {
    let words = format!("[{}]", text::fit(name, 22));
    let width = u16::try_from(text::width(&words)).unwrap_or(0);
    let y = area.y + middle(tile.area.y, tile.area.height);
    let fits = end + width <= area.right();
    let x = if fits { end } else { (area.x + tile.area.x).saturating_sub(width).max(area.x) };
    for other in picture.tiles.iter().filter(|other| *other != tile) {
        let (from, to) = (area.x + other.area.x, area.x + other.area.right());
        let same_row = area.y + middle(other.area.y, other.area.height) == y;
        if same_row && from < x + width && x < to {
            pen.clear(Rect::new(from, y, to - from, 1));
        }
    }
    pen.text(x, y, &words, Role::Selected, area.right().saturating_sub(x));
}

/// Draws a tile; gives the column after it.
fn one(pen: &mut Pen<'_>, area: Rect, tile: &Tile, fullest: usize, role: Role) -> u16 {
    let step = Step::of(tile.tally.no_step * 2 <= tile.tally.accounts);
    let shape = pen.looks.dot(tile.segment, step).to_string();
    let count = short(tile.tally.accounts);
    let room = usize::from(tile.area.width).saturating_sub(count.len());
    let words = format!("{}{count}", shape.repeat(weight(tile.tally.accounts, fullest).min(room)));
    let (x, y) = (area.x + tile.area.x, area.y + middle(tile.area.y, tile.area.height));
    let free = tile.area.width.saturating_sub(u16::try_from(text::width(&words)).unwrap_or(0));
    pen.text(x + free / 2, y, &words, role, tile.area.width)
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
