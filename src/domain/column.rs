//! One fact of every account, side by side in memory: small, and read without a query per cell.

use std::collections::BTreeMap;

use super::amount::{Money, Pct};
use super::day_number::{NO_DAY, day_number_of, day_of, days_since_epoch};
use super::days::Days;
use super::score::Score;
use super::value::{Type, Value};
use super::words::Words;

const NO_BYTE: u8 = u8::MAX;
const NO_WIDE: i64 = i64::MIN;

/// The values of one field for every row.
#[derive(Clone, Debug)]
pub struct Column {
    ty: Type,
    cells: Cells,
}

#[derive(Clone, Debug)]
enum Cells {
    /// Few rows know it.
    Sparse(BTreeMap<u32, Value>, u32),
    /// Scores, choices, yes and no.
    Bytes(Vec<u8>),
    /// Days since 1970.
    Days(Days),
    /// Amounts, percentages and counts.
    Wide(Vec<i64>),
    /// Texts, each different one kept once.
    Words(Words),
}

impl Column {
    /// An empty column for values of a type.
    pub fn new(ty: Type) -> Self {
        let cells = match ty {
            Type::Score | Type::Choice(_) | Type::Bool => Cells::Bytes(Vec::new()),
            Type::Date => Cells::Days(Days::default()),
            Type::Int(..) | Type::Steps(_) | Type::Pct(..) | Type::Money => Cells::Wide(Vec::new()),
            Type::Text | Type::Long | Type::Tags | Type::Refs(_) => Cells::Words(Words::default()),
            Type::Time | Type::Ref(_) => Cells::Sparse(BTreeMap::new(), 0),
        };
        Self { ty, cells }
    }

    /// An empty column with room for so many rows.
    pub fn with_room(ty: Type, rows: usize) -> Self {
        let mut column = Self::new(ty);
        match &mut column.cells {
            Cells::Sparse(..) => {}
            Cells::Bytes(cells) => cells.reserve(rows),
            Cells::Days(days) => days.arrange(|cells| cells.reserve(rows), |_| {}),
            Cells::Wide(cells) => cells.reserve(rows),
            Cells::Words(words) => words.reserve(rows),
        }
        column
    }

    /// A column in which nothing is known yet, for so many rows.
    pub fn unknown(ty: Type, rows: usize) -> Self {
        let mut column = Self::new(ty);
        match &mut column.cells {
            Cells::Sparse(_, len) => *len = u32::try_from(rows).unwrap_or(u32::MAX),
            Cells::Bytes(cells) => cells.resize(rows, NO_BYTE),
            Cells::Days(days) => days.resize(rows),
            Cells::Wide(cells) => cells.resize(rows, NO_WIDE),
            Cells::Words(words) => (0..rows).for_each(|_| words.push(None)),
        }
        column
    }

    /// The bytes of scores and choices, a choice by its place among the words; 255 where nothing
    /// is known. `None` for other types.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.cells {
            Cells::Bytes(cells) => Some(cells),
            _ => None,
        }
    }

    /// The type of its values.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Sparse(_, len) => *len as usize,
            Cells::Bytes(cells) => cells.len(),
            Cells::Days(days) => days.len(),
            Cells::Wide(cells) => cells.len(),
            Cells::Words(words) => words.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row, if known.
    pub fn get(&self, row: usize) -> Option<Value> {
        match &self.cells {
            Cells::Sparse(known, _) => known.get(&u32::try_from(row).ok()?).cloned(),
            Cells::Bytes(cells) => byte_value(self.ty, *cells.get(row)?),
            Cells::Days(days) => day_of(days.get(row)).map(Value::Date),
            Cells::Wide(cells) => wide_value(self.ty, *cells.get(row)?),
            Cells::Words(words) => words.get(row).map(|word| Value::Text(word.to_owned())),
        }
    }

    /// The text in a row without copying it; `None` for other types.
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.cells {
            Cells::Words(words) => words.get(row),
            _ => None,
        }
    }

    /// All texts as they lie in memory; `None` for other types.
    pub fn words(&self) -> Option<&Words> {
        match &self.cells {
            Cells::Words(words) => Some(words),
            _ => None,
        }
    }

    /// Adds a row at the end.
    pub fn push(&mut self, value: Option<&Value>) {
        self.insert(self.len(), value);
    }

    /// Adds a row at the end from the number by which the book's file keeps a value (hundredths,
    /// millionths, 0 and 1); `None`, and no row, when that is no value of the type.
    pub fn push_number(&mut self, n: i64) -> Option<()> {
        match (&mut self.cells, self.ty) {
            (Cells::Bytes(cells), Type::Score) => {
                cells.push(Score::new(u8::try_from(n).ok()?)?.get());
            }
            (Cells::Bytes(cells), Type::Bool) => {
                cells.push(u8::try_from(n).ok().filter(|byte| *byte <= 1)?);
            }
            (Cells::Wide(cells), ty) => {
                let fits = match ty {
                    Type::Int(least, most) => (least..=most).contains(&n),
                    Type::Steps(steps) => steps.contains(&n),
                    ty => wide_value(ty, n).is_some(),
                };
                cells.push(Some(n).filter(|_| fits)?);
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds a row at the end from the text by which the book's file keeps a value; `None`, and no
    /// row, when that is no value of the type.
    pub fn push_text(&mut self, text: &str) -> Option<()> {
        match (&mut self.cells, self.ty) {
            (Cells::Words(words), _) => words.push(Some(text)),
            (Cells::Days(days), _) => days.push(day_number_of(text)?),
            (Cells::Bytes(cells), Type::Choice(choices)) => {
                let at = choices.iter().position(|choice| choice.key == text)?;
                cells.push(u8::try_from(at).ok()?);
            }
            (Cells::Sparse(known, len), ty) => {
                known.insert(*len, ty.restore(text).ok()?);
                *len += 1;
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds the rows of another column of the same type at the end.
    pub fn append(&mut self, other: &Self) {
        match (&mut self.cells, &other.cells) {
            (Cells::Sparse(known, len), Cells::Sparse(more, count)) => {
                known.extend(more.iter().map(|(row, value)| (row + *len, value.clone())));
                *len += count;
            }
            (Cells::Bytes(cells), Cells::Bytes(more)) => cells.extend(more),
            (Cells::Days(days), Cells::Days(more)) => days.append(more),
            (Cells::Wide(cells), Cells::Wide(more)) => cells.extend(more),
            (Cells::Words(words), Cells::Words(more)) => words.append(more),
            _ => {}
        }
    }

    /// Gives back memory that was kept for more rows.
    pub fn shrink(&mut self) {
        match &mut self.cells {
            Cells::Sparse(..) => {}
            Cells::Bytes(cells) => cells.shrink_to_fit(),
            Cells::Days(days) => days.arrange(Vec::shrink_to_fit, Vec::shrink_to_fit),
            Cells::Wide(cells) => cells.shrink_to_fit(),
            Cells::Words(words) => words.shrink(),
        }
    }

    /// Adds a row before the one at this place.
    pub fn insert(&mut self, row: usize, value: Option<&Value>) {
        let row = row.min(self.len());
        match &mut self.cells {
            Cells::Sparse(known, len) => {
                let at = u32::try_from(row).unwrap_or(*len);
                if at < *len {
                    let later = known.split_off(&at);
                    known.extend(later.into_iter().map(|(row, value)| (row + 1, value)));
                }
                if let Some(value) = value {
                    known.insert(at, value.clone());
                }
                *len += 1;
            }
            Cells::Bytes(cells) => cells.insert(row, byte_of(self.ty, value)),
            Cells::Days(days) => days.insert(row, day_number(value)),
            Cells::Wide(cells) => cells.insert(row, wide_of(value)),
            Cells::Words(words) => words.insert(row, text_of(value)),
        }
    }

    /// Replaces the value in a row; a row that is not there stays away.
    pub fn set(&mut self, row: usize, value: Option<&Value>) {
        match &mut self.cells {
            Cells::Sparse(known, _) => {
                let Ok(at) = u32::try_from(row) else { return };
                match value {
                    Some(value) => known.insert(at, value.clone()),
                    None => known.remove(&at),
                };
            }
            Cells::Bytes(cells) => put(cells, row, byte_of(self.ty, value)),
            Cells::Days(days) => days.set(row, day_number(value)),
            Cells::Wide(cells) => put(cells, row, wide_of(value)),
            Cells::Words(words) => words.set(row, text_of(value)),
        }
    }

    /// Puts the rows into another order: at each place, the row that stands there from now on.
    pub fn reorder(&mut self, order: &[u32]) {
        match &mut self.cells {
            Cells::Sparse(known, _) if known.is_empty() => {}
            Cells::Sparse(known, _) => {
                let places = (0..).zip(order);
                *known = places.filter_map(|(at, row)| Some((at, known.remove(row)?))).collect();
            }
            Cells::Bytes(cells) => arrange(cells, order),
            Cells::Days(days) => {
                days.arrange(|cells| arrange(cells, order), |cells| arrange(cells, order));
            }
            Cells::Wide(cells) => arrange(cells, order),
            Cells::Words(words) => words.reorder(|codes| arrange(codes, order)),
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: usize) {
        if row >= self.len() {
            return;
        }
        match &mut self.cells {
            Cells::Sparse(known, len) => {
                let Ok(at) = u32::try_from(row) else { return };
                known.remove(&at);
                let later = known.split_off(&at);
                known.extend(later.into_iter().map(|(row, value)| (row - 1, value)));
                *len -= 1;
            }
            Cells::Bytes(cells) => drop(cells.remove(row)),
            Cells::Days(days) => days.remove(row),
            Cells::Wide(cells) => drop(cells.remove(row)),
            Cells::Words(words) => words.remove(row),
        }
    }
}

/// Puts cells into another order: at each place, the one that stands there from now on. They stay
/// where they lie in memory: a large piece that takes their place would leave a hole.
pub fn arrange<T: Copy>(cells: &mut Vec<T>, order: &[u32]) {
    let mut picked = Vec::with_capacity(order.len());
    picked.extend(order.iter().filter_map(|from| cells.get(*from as usize).copied()));
    if picked.len() == cells.len() {
        cells.copy_from_slice(&picked);
    } else {
        *cells = picked;
    }
}

fn put<T>(cells: &mut [T], row: usize, value: T) {
    if let Some(cell) = cells.get_mut(row) {
        *cell = value;
    }
}

fn byte_value(ty: Type, byte: u8) -> Option<Value> {
    match ty {
        Type::Score => Score::new(byte).map(Value::Score),
        Type::Bool => (byte != NO_BYTE).then_some(Value::Bool(byte == 1)),
        Type::Choice(choices) => choices.get(usize::from(byte)).map(Value::Choice),
        _ => None,
    }
}

fn byte_of(ty: Type, value: Option<&Value>) -> u8 {
    match (ty, value) {
        (_, Some(Value::Score(score))) => score.get(),
        (_, Some(Value::Bool(yes))) => u8::from(*yes),
        (Type::Choice(choices), Some(Value::Choice(choice))) => {
            let at = choices.iter().position(|c| c.key == choice.key);
            at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NO_BYTE)
        }
        _ => NO_BYTE,
    }
}

fn day_number(value: Option<&Value>) -> i32 {
    match value {
        Some(Value::Date(day)) => days_since_epoch(*day),
        _ => NO_DAY,
    }
}

fn wide_value(ty: Type, n: i64) -> Option<Value> {
    if n == NO_WIDE {
        return None;
    }
    match ty {
        Type::Money => Money::from_minor(n).map(Value::Money),
        Type::Pct(..) => Pct::from_millionths(n).map(Value::Pct),
        _ => Some(Value::Int(n)),
    }
}

fn wide_of(value: Option<&Value>) -> i64 {
    match value {
        Some(Value::Int(n)) => *n,
        Some(Value::Money(money)) => money.minor(),
        Some(Value::Pct(pct)) => pct.millionths(),
        _ => NO_WIDE,
    }
}

fn text_of(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use jiff::civil::date;

    #[test]
    fn what_a_column_is_given_it_gives_back() {
        let money = Money::parse("12.5").map(Value::Money).ok();
        let cases = [
            (Type::Money, money),
            (Type::Date, Some(Value::Date(date(1969, 12, 31)))),
            (Type::Text, Some(Value::Text("Riga".into()))),
            (Type::Ref("account"), Some(Value::Ref(Id::of_parts(&["a"])))),
            (Type::Bool, Some(Value::Bool(false))),
        ];
        for (ty, value) in cases {
            let mut column = Column::new(ty);
            column.push(None);
            column.push(value.as_ref());
            column.insert(0, value.as_ref());
            assert_eq!(
                [column.get(0), column.get(1), column.get(2)],
                [value.clone(), None, value.clone()]
            );
            column.remove(0);
            column.set(0, value.as_ref());
            column.set(1, None);
            assert_eq!([column.get(0), column.get(1), column.get(2)], [value.clone(), None, None]);
            if let Some(value) = &value {
                let pushed = match value {
                    Value::Money(money) => column.push_number(money.minor()),
                    Value::Bool(yes) => column.push_number((*yes).into()),
                    other => column.push_text(&other.canonical()),
                };
                assert_eq!((pushed, column.get(2)), (Some(()), Some(value.clone())));
                column.remove(2);
            }
            let copy = column.clone();
            column.append(&copy);
            assert_eq!([column.get(2), column.get(3)], [column.get(0), column.get(1)]);
            column.remove(3);
            column.remove(2);
            column.push(None);
            column.reorder(&[1, 2, 0]);
            assert_eq!([column.get(0), column.get(1), column.get(2)], [None, None, value]);
        }
    }

    proptest::proptest! {
        #[test]
        fn cells_are_arranged_as_the_order_says(seed in proptest::collection::vec(0_u32..50, 0..50)) {
            let mut order: Vec<u32> = (0..).zip(&seed).map(|(at, _)| at).collect();
            order.sort_by_key(|at| seed[*at as usize]);
            let most = u32::try_from(seed.len()).unwrap();
            for order in [order, seed.iter().map(|at| at % most).collect()] {
                let mut cells = seed.clone();
                arrange(&mut cells, &order);
                let wanted: Vec<u32> = order.iter().map(|from| seed[*from as usize]).collect();
                proptest::prop_assert_eq!(cells, wanted);
            }
        }
    }

    #[test]
    fn what_no_value_looks_like_is_not_taken() {
        for (ty, number) in [(Type::Score, 101), (Type::Bool, 2), (Type::Int(0, 5), 6)] {
            assert_eq!(Column::new(ty).push_number(number), None);
        }
        assert_eq!(Column::new(Type::Steps(&[0, 25])).push_number(24), None);
        for text in ["2026-02-29", "2026-13-01", "26-01-01", "2026-01-0x", "+026-01-01", ""] {
            assert_eq!(Column::new(Type::Date).push_text(text), None, "{text}");
        }
        assert_eq!(Column::new(Type::Text).push_number(1), None);
    }
}
