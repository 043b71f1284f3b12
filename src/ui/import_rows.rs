//! Rows of the import screen: sentences that break to the width, tables, pieces side by side.

use crate::app::wrap;
use crate::text;

use super::theme::Role;

/// A row: pieces with the column they begin in.
pub type Row = Vec<(u16, String, Role)>;

/// A row of one sentence.
pub fn plain(words: impl Into<String>, role: Role) -> Row {
    vec![(0, words.into(), role)]
}

/// A row of one sentence, broken to the width.
pub fn broken(row: Row, width: u16) -> Vec<Row> {
    let [(0, words, role)] = row.as_slice() else { return vec![row] };
    let room = usize::from(width.saturating_sub(2)).max(1);
    let parts = wrap::rows([words.as_str()], room);
    parts.iter().map(|part| plain(wrap::part(words, *part).trim_end(), *role)).collect()
}

/// A row of four cells with these shares of the width, in percent; those without a share are left
/// out.
pub fn cells(words: &[String; 4], shares: [u16; 4], width: u16, role: Role) -> Row {
    let room = width.saturating_sub(2);
    let mut column = 0;
    let mut row = Row::new();
    for (words, share) in words.iter().zip(shares).filter(|(_, share)| *share > 0) {
        let wide = room * share / 100;
        row.push((column, text::fit(words, wide.saturating_sub(1).into()), role));
        column += wide;
    }
    row
}

/// The same, with the last cell in as many rows as it needs.
pub fn broken_cells(words: &[String; 4], shares: [u16; 4], width: u16, role: Role) -> Vec<Row> {
    let [one, two, three, last] = words;
    let room = width.saturating_sub(2);
    let wide = usize::from((room * shares[3] / 100).saturating_sub(1)).max(1);
    let parts = wrap::rows([last.as_str()], wide);
    let parts = parts.iter().map(|part| wrap::part(last, *part).trim_end().to_owned());
    let line = |(at, part): (usize, String)| {
        let first = |words: &String| if at == 0 { words.clone() } else { String::new() };
        cells(&[first(one), first(two), first(three), part], shares, width, role)
    };
    parts.enumerate().map(line).collect()
}

/// Pieces side by side, in as many rows as they need.
pub fn flowing(pieces: Vec<(String, Role)>, gap: u16, width: u16) -> Vec<Row> {
    let (mut rows, mut column) = (vec![Row::new()], 0_u16);
    for (words, role) in pieces {
        let wide = u16::try_from(text::width(&words)).unwrap_or(0);
        if column > 0 && column + wide + 2 > width {
            rows.push(Row::new());
            column = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((column, words, role));
        }
        column = column.saturating_add(wide).saturating_add(gap);
    }
    rows
}
