//! What stands in a list without being a row of it: blank lines, repeated headers, totals and
//! footers. It is reported, never imported.

use super::amounts::Figure;
use super::cells::{is_error, is_not_found};
use super::layout::one_line;
use super::report::Ignored;
use super::row::Row;
use super::vocabulary::vocabulary;
use super::words::yes_or_no;

/// Why a line is no row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Furniture {
    /// Nothing on it.
    Blank,
    /// Above the header.
    Title,
    /// The header once more.
    Header,
    /// A total or a footer.
    Footer,
    /// A record that was deleted where the list comes from.
    Deleted,
}

impl Furniture {
    /// So many of them: `2 totals or footers`
    pub fn counted(self, count: u64) -> String {
        let (one, many) = match self {
            Self::Blank => ("blank line", "blank lines"),
            Self::Title => ("line above the header", "lines above the header"),
            Self::Header => ("repeated header", "repeated headers"),
            Self::Footer => ("total or footer", "totals or footers"),
            Self::Deleted => ("deleted in the CRM", "deleted in the CRM"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }

    /// The reason in reports.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Blank => "blank line",
            Self::Title => "above the header",
            Self::Header => "the header again",
            Self::Footer => "total or footer",
            Self::Deleted => "deleted in the CRM",
        }
    }
}

impl Ignored {
    /// A line that is no row; of a footer the first words are told.
    pub(super) fn of(furniture: Furniture, row: &Row) -> Self {
        const TOLD_MOST: usize = 60;
        let first = row.filled().next().filter(|_| furniture == Furniture::Footer);
        let words = first.map(|cell| one_line(cell).chars().take(TOLD_MOST).collect());
        Self { line: row.line, what: furniture, words: words.unwrap_or_default() }
    }
}

/// Tells rows from furniture, line after line.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    header: Vec<String>,
    named: Vec<usize>,
    /// The last line that more than one cell is filled on; after it only footers can follow.
    last_full: u64,
    after_gap: bool,
    ours: bool,
    /// The column that says yes where a record was deleted.
    gone: Option<usize>,
}

impl Watch {
    /// For a list with this header; `named` are the columns of what names a row: its id, its name.
    pub fn new(header: Vec<String>, named: Vec<usize>, last_full: u64) -> Self {
        Self { header, named, last_full, ..Self::default() }
    }

    /// The same for a list with a column that says yes where a record was deleted.
    pub fn with_gone(self, gone: Option<usize>) -> Self {
        Self { gone, ..self }
    }

    /// For a list as this program writes it, which holds no totals and no footers: what looks
    /// like one is a row.
    pub fn of_our_own(header: Vec<String>) -> Self {
        Self { header, ours: true, ..Self::default() }
    }

    /// What a line is, when it is no row.
    pub fn look(&mut self, row: &Row) -> Option<Furniture> {
        let mut filled = row.filled();
        let Some(first) = filled.next() else {
            self.after_gap = true;
            return Some(Furniture::Blank);
        };
        let alone = self.after_gap && filled.next().is_none();
        if self.is_header(row) {
            return Some(Furniture::Header);
        }
        if self.ours {
            return None;
        }
        let below = row.line > self.last_full && self.header.len() > 1;
        if (alone && below) || self.is_total(row, first) {
            self.after_gap = true;
            return Some(Furniture::Footer);
        }
        self.after_gap = self.after_gap && row.line > self.last_full;
        let gone = self.gone.is_some_and(|at| yes_or_no(row.cell(at)) == Some(true));
        gone.then_some(Furniture::Deleted)
    }

    /// Names that were made up for columns without one, or numbered, need not be there.
    fn is_header(&self, row: &Row) -> bool {
        let same = |(cell, name): (&str, &String)| {
            cell.trim().eq_ignore_ascii_case(name)
                || name.starts_with("column ")
                || name.ends_with(')')
        };
        row.width() == self.header.len()
            && self.header.len() > 1
            && row.cells().zip(&self.header).all(same)
    }

    /// Words for a sum in the first filled cell and nothing but figures or errors beside it, or the beginning
    /// of a footer alone. A company may be called Total: then its id or its city stands beside it.
    fn is_total(&self, row: &Row, first: &str) -> bool {
        let id_or_name = self.named.iter().map(|at| row.cell(*at).trim());
        let other_names = id_or_name.filter(|cell| !cell.is_empty() && *cell != first).count();
        let vocabulary = vocabulary();
        let mut beside = row.filled().skip(1).peekable();
        other_names == 0
            && match beside.peek() {
                None => vocabulary.is_total(first) || vocabulary.is_footer(first),
                Some(_) => vocabulary.is_total(first) && beside.all(is_sum),
            }
    }
}

/// Whether a cell holds a figure, or what is left of one.
fn is_sum(cell: &str) -> bool {
    Figure::of(cell).is_some() || is_error(cell) || is_not_found(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::coding::Coding;
    use crate::exchange::import::decode::Decoded;
    use crate::exchange::import::progress::Progress;
    use crate::exchange::import::separated::Separated;
    use crate::exchange::import::source::Source;

    fn kinds(text: &str, last_full: u64) -> Vec<Option<Furniture>> {
        let source = Source::bytes("t", text.as_bytes());
        let progress = Progress::default();
        let decoded = Decoded::open(&source, Coding::UTF8, &progress).unwrap();
        let mut records = Separated::new(decoded, b',');
        let header = ["id", "name", "city"].map(String::from);
        let mut watch = Watch::new(header.to_vec(), vec![0, 1], last_full);
        let (mut row, mut found) = (Row::default(), Vec::new());
        while records.read(&mut row).unwrap() {
            found.push(watch.look(&row));
        }
        found
    }

    #[test]
    fn footers_of_a_report_are_no_rows() {
        let text = "1,Acme,Riga\n\nGrand Totals (1 records)\n\nConfidential Information\nNorthern Lights Ltd\n";
        let footer = Some(Furniture::Footer);
        let blank = Some(Furniture::Blank);
        assert_eq!(kinds(text, 1), [None, blank, footer, blank, footer, footer]);
    }

    #[test]
    fn a_blank_line_in_the_middle_ends_nothing() {
        let text = "1,Acme,Riga\n,,\n,Globex,\n3,Initech,Oslo\nID,Name,City\n";
        let (blank, header) = (Some(Furniture::Blank), Some(Furniture::Header));
        assert_eq!(kinds(text, 4), [None, blank, None, None, header]);
    }

    #[test]
    fn a_total_that_failed_and_a_row_of_blanks_in_a_pivot_are_no_rows() {
        let footer = Some(Furniture::Footer);
        let text = "1,Acme,Riga\nTotal,,#N/A\n(leer),,3\n,(blank),#REF!\n(vide),,\nTotal,,Riga\n";
        assert_eq!(kinds(text, 6), [None, footer, footer, footer, footer, None]);
    }

    #[test]
    fn a_company_called_total_stays() {
        assert_eq!(
            kinds("7,Total,\n,Total,Paris\nTotal,,\n", 2),
            [None, None, Some(Furniture::Footer)]
        );
        assert_eq!(kinds("8,Total Wine,Riga\n,Summe GmbH,Ulm\nTotal Wine,,\n", 3), [None; 3]);
    }
}
