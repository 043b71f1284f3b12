//! Tables for people: columns aligned by what is seen, numbers at the right, unknown as `–`. On a
//! terminal the widest columns give way until a row fits.

use std::io;

use crate::domain::locale;
use crate::domain::settings::Settings;
use crate::domain::value::{Type, Value};
use crate::text::{pad, pad_left, width};

use super::out::Out;

/// What stands for something that nobody knows.
pub const UNKNOWN: &str = "–";
/// Between two columns.
const GAP: usize = 2;
/// The narrowest that a column is made to fit a terminal.
const NARROW: usize = 8;

/// On which side of its column a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table that is filled row by row.
pub struct Sheet {
    headers: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table with these headers.
    pub fn new<'a>(headers: impl IntoIterator<Item = (&'a str, Side)>) -> Self {
        let headers = headers.into_iter().map(|(text, side)| (text.to_owned(), side)).collect();
        Self { headers, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Writes it.
    pub fn write(&self, out: &mut Out) -> io::Result<()> {
        let headers: Vec<String> = self.headers.iter().map(|(text, _)| text.clone()).collect();
        let shown: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|c| out.shown(c).into_owned()).collect())
            .collect();
        let mut widths: Vec<usize> = headers.iter().map(|h| width(h)).collect();
        for row in &shown {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = (*wide).max(width(cell));
            }
        }
        if let Some(columns) = out.columns() {
            let words =
                self.headers.iter().map(|(_, side)| *side == Side::Left).collect::<Vec<_>>();
            narrow(&mut widths, &words, columns);
        }
        for row in std::iter::once(&headers).chain(&shown) {
            let cells = row.iter().zip(&widths).zip(&self.headers);
            let line: Vec<String> = cells
                .map(|((cell, wide), (_, side))| match (out.columns(), side) {
                    (Some(_), Side::Left) => pad(cell, *wide),
                    (Some(_), Side::Right) => pad_left(cell, *wide),
                    (None, side) => aligned(cell, *wide, *side),
                })
                .collect();
            out.line(line.join(&" ".repeat(GAP)).trim_end())?;
        }
        Ok(())
    }
}

/// A cell of a column so wide, where nothing is made to fit: a pipe gets what the book says.
fn aligned(cell: &str, wide: usize, side: Side) -> String {
    let blank = " ".repeat(wide.saturating_sub(width(cell)));
    match side {
        Side::Left => format!("{cell}{blank}"),
        Side::Right => format!("{blank}{cell}"),
    }
}

/// Takes from the widest column of words until all fit, or none can give more.
fn narrow(widths: &mut [usize], words: &[bool], columns: usize) {
    loop {
        let taken = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let Some(over) = taken.checked_sub(columns).filter(|over| *over > 0) else { return };
        let of_words = widths.iter_mut().zip(words).filter(|(_, words)| **words);
        let Some(widest) = of_words.map(|(width, _)| width).max() else { return };
        if *widest <= NARROW {
            return;
        }
        *widest -= over.min(*widest / 4 + 1).min(*widest - NARROW);
    }
}

/// The side on which values of a type stand.
pub fn side(ty: Type) -> Side {
    match ty {
        Type::Int(..) | Type::Steps(_) | Type::Score | Type::Pct(..) | Type::Money => Side::Right,
        _ => Side::Left,
    }
}

/// A value in words, amounts as the people of the book write them.
pub fn cell(value: Option<Value>, settings: &Settings) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| locale::said(&value, settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_until_a_row_fits() {
        let mut widths = [40, 10, 5];
        narrow(&mut widths, &[true, true, false], 40);
        assert!(widths.iter().sum::<usize>() + 4 <= 40, "{widths:?}");
        assert_eq!(widths.get(1..), Some(&[10, 5][..]));
        let mut tight = [9, 9, 9];
        narrow(&mut tight, &[true, false, true], 10);
        assert_eq!(tight, [8, 9, 8]);
    }
}
