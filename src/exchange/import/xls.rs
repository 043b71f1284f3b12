//! Workbooks of Excel 97 to 2003. Cells go into the sheet one by one, which knows how many there
//! may be; sizes that the file announces are never believed.

use std::collections::HashMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::biff::{self, Records, Texts};
use super::compound::{u16_at, u32_at};
use super::refusal::Why;
use super::sheet::{Look, Sheet, Value};
use super::xlsx::{OWN_FORMATS, look_of, written};

/// The first day after those that are read, counted as spreadsheets do: in the year 9999.
const DAYS_MOST: f64 = 2_958_466.0;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
/// The version of the form that is read.
const VERSION: u16 = 0x0600;

/// What the whole workbook says.
#[derive(Default)]
struct Book {
    /// Names of the sheets, where they begin, and whether they can be seen.
    sheets: Vec<(String, usize, bool)>,
    texts: Texts,
    /// How numbers are shown, style by style.
    styles: Vec<Shown>,
    since_1904: bool,
}

/// How numbers of a style are shown.
enum Shown {
    /// As days.
    Day,
    /// As percentages.
    Percent,
    /// As a format says.
    Own(String),
    /// As numbers.
    Plain,
}

/// The named sheet, or the first that can be seen and holds something.
pub fn read(stream: &[u8], wished: Option<&str>) -> Result<Sheet, Why> {
    let book = Book::read(stream)?;
    let names: Vec<String> = book.sheets.iter().map(|(name, ..)| name.clone()).collect();
    let chosen = wished.map(|wished| super::workbook::named(&names, wished)).transpose()?;
    let meant = |(name, _, seen): &&(String, usize, bool)| {
        chosen.map_or(*seen, |chosen| chosen == name.as_str())
    };
    for (name, at, _) in book.sheets.iter().filter(meant) {
        let mut sheet = book.fill(stream, *at, Sheet::new(name, "xls"))?;
        sheet.sheets.clone_from(&names);
        if sheet.len() > 0 || chosen.is_some() {
            return Ok(sheet);
        }
    }
    Err(Why::Empty)
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Why> {
        let (mut book, mut formats) = (Self::default(), HashMap::new());
        let mut records = Records::new(stream, 0);
        match records.next() {
            Some((BOF, data)) if u16_at(data, 0) == Some(VERSION) => {}
            Some((BOF, _)) => return Err(Why::OldWorkbook),
            _ => return Err(Why::Damaged),
        }
        while let Some((kind, data)) = records.next() {
            match kind {
                EOF => return Ok(book),
                // A password.
                0x002f => return Err(Why::Locked),
                0x0022 => book.since_1904 = u16_at(data, 0) == Some(1),
                0x041e => {
                    let text = data.get(2..).and_then(biff::text);
                    formats.extend(u16_at(data, 0).zip(text));
                }
                0x00e0 => {
                    let format = u16_at(data, 2).unwrap_or_default();
                    book.styles.push(Shown::of(format, formats.get(&format).map(String::as_str)));
                }
                0x0085 => book.sheets.extend(sheet(data)),
                0x00fc => {
                    let mut pieces = vec![data];
                    pieces.extend(records.continued());
                    book.texts = Texts::read(pieces);
                }
                _ => {}
            }
        }
        Err(Why::Damaged)
    }

    fn fill(&self, stream: &[u8], at: usize, mut sheet: Sheet) -> Result<Sheet, Why> {
        let mut depth = 0_u32;
        // A formula whose text comes in the next record.
        let mut awaited = None;
        for (kind, data) in Records::new(stream, at) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok(sheet),
                EOF => depth -= 1,
                _ if depth != 1 => {}
                0x0207 => {
                    if let (Some((row, column)), Some(text)) = (awaited.take(), biff::text(data)) {
                        put(&mut sheet, (row, column), Value::Text(&text))?;
                    }
                }
                0x00bd => self.numbers(&mut sheet, data)?,
                _ => {
                    let cell = u16_at(data, 0).zip(u16_at(data, 2)).zip(u16_at(data, 4));
                    let Some(((row, column), style)) = cell else { continue };
                    let place = (u32::from(row), u32::from(column));
                    if kind == 0x0006 {
                        awaited = Some(place).filter(|_| awaits_text(data));
                    }
                    self.cell(&mut sheet, kind, place, style, data)?;
                }
            }
        }
        // It breaks off: what would follow is lost.
        Err(Why::Damaged)
    }

    /// Puts a cell into a sheet, where the record is one.
    fn cell(
        &self,
        sheet: &mut Sheet,
        kind: u16,
        place: (u32, u32),
        style: u16,
        data: &[u8],
    ) -> Result<(), Why> {
        let rest = data.get(6..).unwrap_or_default();
        match kind {
            0x00fd => {
                let text = u32_at(rest, 0).and_then(|at| self.texts.get(at as usize));
                put(sheet, place, Value::Text(text.ok_or(Why::Damaged)?))
            }
            0x0204 | 0x00d6 => {
                put(sheet, place, Value::Text(&biff::text(rest).ok_or(Why::Damaged)?))
            }
            0x0203 => self.number(sheet, place, style, double(rest).ok_or(Why::Damaged)?),
            0x027e => {
                let number = u32_at(rest, 0).map(packed).ok_or(Why::Damaged)?;
                self.number(sheet, place, style, number)
            }
            0x0205 => match (rest.first(), rest.get(1)) {
                (Some(yes), Some(0)) => put(sheet, place, Value::Bool(*yes != 0)),
                (Some(code), Some(_)) => put(sheet, place, Value::Text(error(*code))),
                _ => Err(Why::Damaged),
            },
            0x0006 => match (rest.get(6..8), rest.first(), rest.get(2)) {
                (Some([0xff, 0xff]), Some(1), Some(yes)) => {
                    put(sheet, place, Value::Bool(*yes != 0))
                }
                (Some([0xff, 0xff]), Some(2), Some(code)) => {
                    put(sheet, place, Value::Text(error(*code)))
                }
                (Some([0xff, 0xff]), ..) => Ok(()),
                _ => self.number(sheet, place, style, double(rest).ok_or(Why::Damaged)?),
            },
            _ => Ok(()),
        }
    }

    /// Several packed numbers side by side.
    fn numbers(&self, sheet: &mut Sheet, data: &[u8]) -> Result<(), Why> {
        let (row, first) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or(Why::Damaged)?;
        let cells = data.get(4..).unwrap_or_default().as_chunks::<6>().0;
        for (column, cell) in (u32::from(first)..).zip(cells) {
            let (style, number) = u16_at(cell, 0).zip(u32_at(cell, 2)).ok_or(Why::Damaged)?;
            self.number(sheet, (u32::from(row), column), style, packed(number))?;
        }
        Ok(())
    }

    fn number(
        &self,
        sheet: &mut Sheet,
        place: (u32, u32),
        style: u16,
        number: f64,
    ) -> Result<(), Why> {
        let look = match self.styles.get(usize::from(style)).unwrap_or(&Shown::Plain) {
            Shown::Day if (0.0..DAYS_MOST).contains(&number) => {
                let kind = ExcelDateTimeType::DateTime;
                let day = written(ExcelDateTime::new(number, kind, self.since_1904));
                return put(sheet, place, Value::Day(&day));
            }
            Shown::Day | Shown::Plain => Look::Plain,
            Shown::Percent => Look::Percent,
            Shown::Own(format) => look_of(format),
        };
        put(sheet, place, Value::Number(number, look))
    }
}

impl Shown {
    fn of(format: u16, own: Option<&str>) -> Self {
        // No format of any list is longer.
        let own = own.map(|own| own.chars().take(200).collect::<String>()).unwrap_or_default();
        match format {
            9 | 10 => Self::Percent,
            _ if is_day(format, &own) => Self::Day,
            _ if !own.is_empty() => Self::Own(own),
            _ => Self::Plain,
        }
    }
}

fn put(sheet: &mut Sheet, (row, column): (u32, u32), value: Value<'_>) -> Result<(), Why> {
    if value == Value::Text("") { Ok(()) } else { sheet.push(row, column, value) }
}

/// Name, beginning and whether it can be seen, of a sheet with cells.
fn sheet(data: &[u8]) -> Option<(String, usize, bool)> {
    let (state, kind) = (data.get(4)? & 3, data.get(5)?);
    let name = biff::short_text(data.get(6..)?)?;
    (*kind == 0).then_some((name, u32_at(data, 0)? as usize, state == 0))
}

/// Whether the text of a formula comes in a record of its own.
fn awaits_text(data: &[u8]) -> bool {
    data.get(12..14) == Some(&[0xff, 0xff]) && data.get(6) == Some(&0)
}

fn double(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(..8)?.try_into().ok()?))
}

/// A number packed into 30 bits: a whole one, or the upper half of one; the two lowest bits say
/// which, and whether it is of hundredths.
fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x2a => "#N/A",
        _ => "#NUM!",
    }
}

/// Whether a number format shows days or times.
fn is_day(format: u16, own: &str) -> bool {
    if u32::from(format) < OWN_FORMATS && own.is_empty() {
        return matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58);
    }
    let (mut letters, mut bare) = (own.chars(), false);
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            ';' => break,
            _ => bare |= matches!(letter.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's'),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        assert_eq!(packed(0x3ff0_0000).to_bits(), 1.0_f64.to_bits());
        assert_eq!(packed(0x3ff0_0001).to_bits(), 0.01_f64.to_bits());
        assert_eq!(packed((123 << 2) | 2).to_bits(), 123.0_f64.to_bits());
        assert_eq!(packed((12_345 << 2) | 3).to_bits(), 123.45_f64.to_bits());
        let minus = ((-5_i32) << 2).cast_unsigned() | 2;
        assert_eq!(packed(minus).to_bits(), (-5.0_f64).to_bits());
    }

    #[test]
    fn a_format_shows_days_by_its_letters_outside_of_quotes() {
        for format in ["dd.mm.yyyy", "yyyy-mm-dd", "[$-407]d. mmmm yyyy", "hh:mm"] {
            assert!(is_day(164, format), "{format}");
        }
        for format in ["General", "#,##0.00 \"days\"", "0.00 [Red]", "#,##0\\d", "0.0%", ""] {
            assert!(!is_day(164, format), "{format}");
        }
        assert!(is_day(14, "") && !is_day(2, ""));
    }
}
