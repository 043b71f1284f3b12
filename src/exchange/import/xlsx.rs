//! Excel's workbooks, through `calamine`, cell by cell: the list's own shape (dense ranges) is
//! never built, and the number format tells percentages and currencies, which the bare value
//! does not.

use std::collections::HashSet;
use std::io::{Read, Seek};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::refusal::Why;
use super::sheet::{Look, Sheet, Value};

/// Numbers from here on are formats of the workbook; those before look different in every country.
pub const OWN_FORMATS: u32 = 164;

/// The most blank cells that are asked whether they hold a formula.
const BLANKS_MOST: usize = 100_000;

/// The named sheet, or the first that can be seen and holds something.
pub fn read(reader: impl Read + Seek, wished: Option<&str>) -> Result<Sheet, Why> {
    let mut book = Xlsx::new(reader).map_err(why)?;
    let sheets = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        sheets.map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect();
    let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    let chosen = wished.map(|wished| super::workbook::named(&names, wished)).transpose()?;
    let seen = sheets.iter().filter(|(_, seen)| *seen).map(|(name, _)| name.as_str());
    let candidates: Vec<&str> = chosen.map_or_else(|| seen.collect(), |name| vec![name]);
    for name in candidates {
        let mut sheet = fill(&mut book, Sheet::new(name, "xlsx"))?;
        sheet.sheets.clone_from(&names);
        if sheet.len() > 0 || chosen.is_some() {
            return Ok(sheet);
        }
    }
    Err(Why::Empty)
}

fn fill<R: Read + Seek>(book: &mut Xlsx<R>, mut sheet: Sheet) -> Result<Sheet, Why> {
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(why)?;
    let mut blanks: HashSet<(u32, u32)> = HashSet::new();
    let looks: Vec<String> = cells.styles().iter().map(format_of).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(why)? {
        let (row, column) = cell.get_position();
        let look = looks.get(style).map_or(Look::Plain, |format| look_of(format));
        let day;
        let value = match cell.get_value() {
            DataRef::Empty => Value::Text(""),
            DataRef::String(text) | DataRef::DurationIso(text) => Value::Text(text),
            DataRef::SharedString(text) => Value::Text(text),
            DataRef::Int(number) => Value::Number(exactly(*number), look),
            DataRef::Float(number) => Value::Number(*number, look),
            DataRef::Bool(yes) => Value::Bool(*yes),
            DataRef::DateTime(moment) => {
                day = written(*moment);
                if moment.is_duration() { Value::Text(&day) } else { Value::Day(&day) }
            }
            DataRef::DateTimeIso(text) => Value::Day(text),
            DataRef::Error(error) => {
                day = error.to_string();
                Value::Text(&day)
            }
        };
        if !matches!(value, Value::Text("")) {
            sheet.push(row, column, value)?;
        } else if blanks.len() < BLANKS_MOST {
            blanks.insert((row, column));
        }
    }
    drop(cells);
    sheet.uncounted = uncounted(book, &sheet.name, &blanks);
    Ok(sheet)
}

/// The first of the blank cells that hold a formula, and how many do: a program that does not
/// count has left them without a value.
fn uncounted<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    blanks: &HashSet<(u32, u32)>,
) -> Option<((u32, u32), usize)> {
    if blanks.is_empty() {
        return None;
    }
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    let (mut first, mut count) = (None, 0);
    // What is damaged has been refused before.
    while let Ok(Some(cell)) = cells.next_formula() {
        if !cell.get_value().is_empty() && blanks.contains(&cell.get_position()) {
            first.get_or_insert(cell.get_position());
            count += 1;
        }
    }
    first.map(|first| (first, count))
}

#[expect(clippy::cast_precision_loss, reason = "spreadsheets count in floating point themselves")]
fn exactly(number: i64) -> f64 {
    number as f64
}

/// A day, with the time of day where there is one.
pub fn written(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date} {hour:02}:{minute:02}:{second:02}")
}

/// The number format of a style, where the workbook itself says how numbers look.
fn format_of(style: &Style) -> String {
    let format = style.number_format.as_ref();
    let percent = |id: u32| matches!(id, 9 | 10);
    let own = format.filter(|f| f.format_id.is_none_or(|id| id >= OWN_FORMATS || percent(id)));
    own.map(|format| format.format_code.clone()).unwrap_or_default()
}

/// What a number format puts beside the number: `0.0%`, `#,##0.00 [$€-407]`, `"CHF" #,##0`.
pub fn look_of(format: &str) -> Look<'_> {
    let positive = format.split(';').next().unwrap_or_default();
    if positive.contains('%') {
        return Look::Percent;
    }
    if (2..=20).contains(&positive.len()) && positive.bytes().all(|b| b == b'0') {
        return Look::Padded(positive.len());
    }
    let bracketed = positive.split("[$").nth(1).and_then(|rest| rest.split(['-', ']']).next());
    let quoted = positive.split('"').nth(1);
    let bare = positive.find(['$', '€', '£', '¥']).and_then(|at| {
        let end = positive.get(at..)?.chars().next()?.len_utf8();
        positive.get(at..at + end)
    });
    let word = bracketed.or(quoted).or(bare).map(str::trim).filter(|word| !word.is_empty());
    word.filter(|word| super::currencies::is_currency(word)).map_or(Look::Plain, Look::Money)
}

fn why(error: XlsxError) -> Why {
    match error {
        XlsxError::Password => Why::Locked,
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => {
            Why::Unreadable(error.to_string().to_lowercase())
        }
        _ => Why::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_format_tells_percentages_and_currencies() {
        assert_eq!(look_of("0.0%"), Look::Percent);
        assert_eq!(look_of("#,##0.00\\ [$€-407];[Red]-#,##0.00"), Look::Money("€"));
        assert_eq!(look_of("[$CHF-807]\\ #,##0"), Look::Money("CHF"));
        assert_eq!(look_of("#,##0.00\\ \"Kč\""), Look::Money("Kč"));
        assert_eq!(look_of("_($* #,##0.00_)"), Look::Money("$"));
        assert_eq!(look_of("00000"), Look::Padded(5));
        for plain in ["General", "0.00", "#,##0 \"pcs\"", "[Red]0", ""] {
            assert_eq!(look_of(plain), Look::Plain, "{plain}");
        }
    }
}
