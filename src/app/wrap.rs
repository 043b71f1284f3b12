//! How a text of many lines is laid out in a column of a given width: broken between words,
//! counted in columns as they are drawn. The long-text editor and the plan use the same rows.

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// One row on screen: a part of a line, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line of the text.
    pub line: usize,
    /// Its first character in that line.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
}

/// One cluster of a line: what is drawn as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cluster<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its first character in the line.
    pub from: usize,
    /// How many characters it has.
    pub chars: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// The clusters of a line.
pub fn clusters(line: &str) -> impl Iterator<Item = Cluster<'_>> {
    line.graphemes(true).scan(0, |at, text| {
        let (from, chars) = (*at, text.chars().count());
        *at += chars;
        Some(Cluster { text, from, chars, columns: text::width(text) })
    })
}

/// The rows of these lines in so many columns; every line has at least one.
pub fn rows<'a>(lines: impl IntoIterator<Item = &'a str>, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, text) in lines.into_iter().enumerate() {
        wrap(line, text, width.max(1), &mut rows);
    }
    rows
}

fn wrap(line: usize, text: &str, width: usize, rows: &mut Vec<Row>) {
    let (mut from, mut used) = (0, 0);
    // Where the last word of the row begins, and how many columns stand before it.
    let (mut word, mut before) = (0, 0);
    let mut end = 0;
    for cluster in clusters(text) {
        let space = cluster.text == " ";
        while used + cluster.columns > width && !space && used > 0 {
            let (cut, kept) = if word > from { (word, before) } else { (cluster.from, used) };
            rows.push(Row { line, from, to: cut });
            from = cut;
            used -= kept;
            (word, before) = (cut, 0);
        }
        used += cluster.columns;
        end = cluster.from + cluster.chars;
        if space {
            (word, before) = (end, used);
        }
    }
    rows.push(Row { line, from, to: end });
}

/// The part of a line that a row shows.
pub fn part(text: &str, row: Row) -> &str {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    text.get(byte(row.from)..byte(row.to)).unwrap_or_default()
}

/// The row that a place in the text stands in.
pub fn row_of(rows: &[Row], line: usize, at: usize) -> usize {
    let after = rows.partition_point(|row| (row.line, row.from) <= (line, at));
    after.saturating_sub(1)
}

/// How many columns stand before a character of a row.
pub fn column(text: &str, row: Row, at: usize) -> usize {
    let before = clusters(part(text, row)).take_while(|c| row.from + c.from + c.chars <= at);
    before.map(|cluster| cluster.columns).sum()
}

/// The character of a row that stands in a column, or the last place of the row.
pub fn at_column(text: &str, row: Row, column: usize, last: Last) -> usize {
    let mut used = 0;
    let mut reached = row.from;
    for cluster in clusters(part(text, row)) {
        if used + cluster.columns > column {
            return row.from + cluster.from;
        }
        used += cluster.columns;
        reached = row.from + cluster.from;
    }
    match last {
        Last::After => row.to,
        Last::On => reached,
    }
}

/// Where the end of a row is: the end of a line can be stood after, a row that goes on cannot,
/// because that place is the beginning of the next row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Last {
    /// After its last character.
    After,
    /// On its last character.
    On,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        let lines: Vec<&str> = text.split('\n').collect();
        let rows = rows(lines.iter().copied(), width);
        rows.into_iter().map(|row| part(lines[row.line], row)).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("call the CFO on friday", 9), ["call the ", "CFO on ", "friday"]);
        assert_eq!(wrapped("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrapped("abcdefgh ij", 4), ["abcd", "efgh ", "ij"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn wide_and_joined_characters_are_never_cut() {
        assert_eq!(wrapped("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrapped("漢字", 1), ["漢", "字"]);
        assert_eq!(wrapped("👩\u{200d}🚀👩\u{200d}🚀", 3), ["👩\u{200d}🚀", "👩\u{200d}🚀"]);
    }

    #[test]
    fn a_column_leads_back_to_its_character() {
        let text = "one two three four";
        let rows = rows([text], 8);
        for at in 0..=text.len() {
            let row = rows[row_of(&rows, 0, at)];
            assert_eq!(at_column(text, row, column(text, row, at), Last::After), at);
        }
    }

    proptest! {
        #[test]
        fn rows_hold_the_whole_text_and_fit(text in "[a-zé漢 \u{301}\u{202e}]{0,60}", width in 1_usize..20) {
            let rows = rows([text.as_str()], width);
            let joined: String = rows.iter().map(|row| part(&text, *row)).collect();
            prop_assert_eq!(&joined, &text);
            for row in rows {
                let shown = part(&text, row);
                let trimmed = shown.trim_end_matches(' ');
                let columns: usize = clusters(trimmed).map(|c| c.columns).sum();
                prop_assert!(columns <= width || clusters(trimmed).count() == 1, "{shown:?}");
            }
        }
    }
}
