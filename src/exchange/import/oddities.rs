//! What is odd about cells that are taken all the same, and is said once for all of a column: how
//! many they are, and the first of them. A list of a million such cells is told in one line.

use super::inspection::Column;
use super::report::{About, Remark};
use crate::domain::kinds::opportunity::Stage;

/// What is odd about a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Odd {
    /// There is no name; the domain of the company stands for it.
    NamedByDomain,
    /// There is no name; the e-mail address stands for it.
    NamedByEmail,
    /// Nobody knows this word for a stage; the sale is taken for one that is this far.
    Stage(Stage),
    /// A range stands where a number is due; it is left out.
    Range,
    /// An amount has more than two decimals; it is rounded.
    Rounded,
    /// A spreadsheet shows an amount in powers of ten, `1.5E+06`.
    InPowers,
    /// A probability is a share of one, as all of its column are.
    ShareOfOne,
    /// A spreadsheet found nothing there, `#N/A`; it is as good as empty.
    NotFound,
}

/// An odd cell.
#[derive(Clone, Debug)]
pub struct Oddity {
    /// Its column.
    pub at: usize,
    /// What is odd about it.
    pub odd: Odd,
    /// What stands there.
    pub value: String,
}

impl Odd {
    /// Whether something stands in for a name.
    pub fn names(self) -> bool {
        matches!(self, Self::NamedByDomain | Self::NamedByEmail)
    }

    /// Whether each word of it is told by itself.
    fn is_of_a_word(self) -> bool {
        matches!(self, Self::Stage(_))
    }

    fn words(self) -> &'static str {
        match self {
            Self::NamedByDomain => "is the domain, taken for the name that is missing",
            Self::NamedByEmail => "is the e-mail address, taken for the name that is missing",
            Self::Rounded => "is rounded to hundredths",
            Self::ShareOfOne => "is a share of one, as all of the column are: 0.4 is 40 %",
            Self::InPowers => {
                "is how a spreadsheet shows a number that is too long: digits may be cut off"
            }
            Self::NotFound => "is what a spreadsheet shows where it found nothing: read as empty",
            Self::Stage(Stage::Open) => "is no known stage: taken as open",
            Self::Stage(Stage::Won) => "is no known stage: taken as won",
            Self::Stage(Stage::Lost) => "is no known stage: taken as lost",
            Self::Range => "is a range and no number: left out",
        }
    }
}

/// The most words that are told by themselves.
const WORDS_MOST: usize = 100;

/// How many of the odd cells are told one by one.
const TOLD_MOST: usize = 5;

/// The odd cells of a file so far.
#[derive(Debug, Default)]
pub struct Oddities(Vec<Kind>);

/// Cells of one column that are odd in one way.
#[derive(Debug)]
struct Kind {
    column: usize,
    odd: Odd,
    /// The word that all of them hold.
    word: Option<String>,
    count: u64,
    first: Vec<(u64, String)>,
}

impl Oddities {
    /// Counts a cell in.
    pub fn note(&mut self, oddity: Oddity, line: u64) {
        let Oddity { at: column, odd, value } = oddity;
        let same = |kind: &&Kind| (kind.column, kind.odd) == (column, odd);
        let is = |kind: &Kind, word: Option<&str>| same(&kind) && kind.word.as_deref() == word;
        let of_word = odd.is_of_a_word().then_some(value.as_str());
        let told = self.0.iter().position(|kind| is(kind, of_word));
        let many = told.is_none() && self.0.iter().filter(same).count() >= WORDS_MOST;
        let word = of_word.filter(|_| !many);
        let known = told.or_else(|| self.0.iter().position(|kind| is(kind, word)));
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            let word = word.map(ToOwned::to_owned);
            self.0.push(Kind { column, odd, word, count: 0, first: Vec::new() });
        }
        let Some(kind) = self.0.get_mut(at) else { return };
        kind.count += 1;
        if kind.first.len() < TOLD_MOST {
            kind.first.push((line, value.trim().chars().take(80).collect()));
        }
    }

    /// One remark for all cells of a column that are odd in one way.
    pub fn remarks(self, columns: &[Column]) -> Vec<Remark> {
        self.0.into_iter().filter_map(|kind| kind.remark(columns)).collect()
    }
}

impl Kind {
    fn remark(self, columns: &[Column]) -> Option<Remark> {
        let column = columns.get(self.column)?.name.clone();
        let said = self.odd.words();
        let mut told = self.first.iter();
        let (line, value) = told.next()?.clone();
        let mut others: Vec<String> = told
            .map(|(line, value)| match &self.word {
                Some(_) => format!("line {line}"),
                None => format!("line {line} `{value}`"),
            })
            .collect();
        if self.count > TOLD_MOST as u64 {
            others.push("…".to_owned());
        }
        let reason = match self.count {
            1 => said.to_owned(),
            2 => format!("{said}; 1 more: {}", others.join("")),
            all => format!("{said}; {} more: {}", all - 1, others.join(", ")),
        };
        Some(Remark { line, column, value, reason, about: About::Else })
    }
}
