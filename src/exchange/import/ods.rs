//! `OpenDocument` spreadsheets. Read here, in one pass, because `calamine` builds every sheet as a
//! dense table before anybody can limit it (2 kB of repeated cells become gigabytes) and forgets
//! which numbers are percentages and in which currency an amount is.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::refusal::Why;
use super::separated::CELL_MOST;
use super::sheet::{Look, Sheet, Value};

/// The most often that a filled row stands for several.
const REPEATED_MOST: u32 = 1000;

type Xml<R> = quick_xml::Reader<BufReader<R>>;

/// The named sheet of the document's `content.xml`, or the first that can be seen and holds
/// something.
pub fn read(content: impl Read, wished: Option<&str>) -> Result<Sheet, Why> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::with_capacity(64 * 1024, content));
    xml.config_mut().expand_empty_elements = true;
    let mut reader = Document { xml, buffer: Vec::new(), hidden: HashMap::new() };
    let (mut names, mut found): (Vec<String>, Option<Sheet>) = (Vec::new(), None);
    while let Some((name, seen)) = reader.next_table()? {
        names.push(name.clone());
        let is_wished = |wished: &str| {
            wished.to_lowercase() == name.to_lowercase() || wished == names.len().to_string()
        };
        let taken = found.is_none() && wished.map_or(seen, is_wished);
        let mut sheet = Sheet::new(&name, "ods");
        reader.table(if taken { Some(&mut sheet) } else { None })?;
        if taken && (sheet.len() > 0 || wished.is_some()) {
            found = Some(sheet);
        }
    }
    match (found, wished) {
        (Some(mut sheet), _) => {
            sheet.sheets = names;
            Ok(sheet)
        }
        (None, Some(wished)) => {
            super::workbook::named(&names, wished)?;
            Err(Why::Empty)
        }
        (None, None) => Err(Why::Empty),
    }
}

struct Document<R: Read> {
    xml: Xml<R>,
    buffer: Vec<u8>,
    /// The styles of tables, and whether such a table is hidden.
    hidden: HashMap<String, bool>,
}

/// A cell as its element describes it.
#[derive(Default)]
struct Cell {
    repeated: u32,
    kind: String,
    value: String,
    currency: String,
    /// The text in it.
    shown: String,
}

impl<R: Read> Document<R> {
    /// The name of the next table, and whether it can be seen.
    fn next_table(&mut self) -> Result<Option<(String, bool)>, Why> {
        let mut style = String::new();
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(why)? {
                Event::Eof => return Ok(None),
                Event::Start(e) => match e.name().as_ref() {
                    "style:style" => style = text_of(&e, "style:name")?,
                    "style:table-properties" => {
                        let hidden = text_of(&e, "table:display")? == "false";
                        self.hidden.insert(style.clone(), hidden);
                    }
                    "table:table" => {
                        let hidden = self.hidden.get(&text_of(&e, "table:style-name")?);
                        let seen = !hidden.copied().unwrap_or(false);
                        return Ok(Some((text_of(&e, "table:name")?, seen)));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Reads a table to its end, into a sheet when it is wanted.
    fn table(&mut self, mut sheet: Option<&mut Sheet>) -> Result<(), Why> {
        let mut line = 0_u32;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(why)? {
                Event::Eof => return Err(Why::Damaged),
                Event::End(e) if e.name().as_ref() == "table:table" => return Ok(()),
                Event::Start(e) if e.name().as_ref() == "table:table-row" => {
                    let repeated = number_of(&e, "table:number-rows-repeated")?;
                    let cells = self.row()?;
                    if let Some(sheet) = sheet.as_deref_mut() {
                        put(sheet, line, repeated, &cells)?;
                    }
                    line = line.saturating_add(repeated);
                }
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<Vec<Cell>, Why> {
        let mut cells = Vec::new();
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(why)? {
                Event::Eof => return Err(Why::Damaged),
                Event::End(e) if e.name().as_ref() == "table:table-row" => return Ok(cells),
                Event::Start(e) => {
                    let name = e.name().as_ref().to_owned();
                    if name == "table:table-cell" || name == "table:covered-table-cell" {
                        let mut cell = described(&e)?;
                        cell.shown = self.shown(&name)?;
                        cells.push(cell);
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of a cell, to the end of its element. Notes and drawings on it do not count.
    fn shown(&mut self, end: &str) -> Result<String, Why> {
        let mut text = String::new();
        let (mut paragraphs, mut aside) = (0, 0);
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(why)? {
                Event::Eof => return Err(Why::Damaged),
                Event::End(e) if e.name().as_ref() == end => return Ok(text),
                Event::End(e) if is_aside(e.name().as_ref()) => aside -= 1,
                Event::Start(e) if is_aside(e.name().as_ref()) => aside += 1,
                _ if aside > 0 => {}
                Event::Start(e) => match e.name().as_ref() {
                    "text:p" => {
                        paragraphs += 1;
                        text.push_str(if paragraphs > 1 { "\n" } else { "" });
                    }
                    "text:s" => {
                        let spaces = number_of(&e, "text:c")?.min(1000);
                        text.extend(std::iter::repeat_n(' ', spaces as usize));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => {}
                },
                Event::Text(e) if paragraphs > 0 => text.push_str(&e.xml10_content()),
                Event::CData(e) if paragraphs > 0 => text.push_str(&e.xml10_content()),
                Event::GeneralRef(e) if paragraphs > 0 => text.push_str(&entity(&e)?),
                _ => {}
            }
            if text.len() > 2 * CELL_MOST {
                return Err(Why::Large);
            }
        }
    }
}

fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

/// Puts a row into a sheet, so often as it stands for.
fn put(sheet: &mut Sheet, line: u32, repeated: u32, cells: &[Cell]) -> Result<(), Why> {
    let filled = cells.iter().rposition(Cell::is_filled).map_or(0, |last| last + 1);
    if filled > 0 && repeated > REPEATED_MOST {
        return Err(Why::Large);
    }
    for again in 0..if filled > 0 { repeated } else { 0 } {
        let mut column = 0_u32;
        for cell in cells.iter().take(filled) {
            for at in 0..if cell.is_filled() { cell.repeated } else { 0 } {
                sheet.push(line + again, column.saturating_add(at), cell.value())?;
            }
            column = column.saturating_add(cell.repeated);
        }
    }
    Ok(())
}

impl Cell {
    fn is_filled(&self) -> bool {
        !self.shown.is_empty() || !self.value.is_empty()
    }

    fn value(&self) -> Value<'_> {
        let number = || self.value.parse().ok().filter(|number: &f64| number.is_finite());
        match (self.kind.as_str(), number()) {
            ("float", Some(number)) => Value::Number(number, Look::Plain),
            ("percentage", Some(number)) => Value::Number(number, Look::Percent),
            ("currency", Some(number)) if self.currency.is_empty() => {
                Value::Number(number, Look::Plain)
            }
            ("currency", Some(number)) => Value::Number(number, Look::Money(&self.currency)),
            ("date", _) if !self.value.is_empty() => Value::Day(&self.value),
            ("boolean", _) => Value::Bool(self.value == "true"),
            ("string", _) if self.shown.is_empty() => Value::Text(&self.value),
            _ => Value::Text(&self.shown),
        }
    }
}

fn described(e: &BytesStart<'_>) -> Result<Cell, Why> {
    let mut cell = Cell { repeated: 1, ..Cell::default() };
    for attribute in e.attributes() {
        let attribute = attribute.map_err(|_| Why::Damaged)?;
        let value = || {
            let text = attribute.normalized_value(XmlVersion::Implicit1_0);
            text.map(std::borrow::Cow::into_owned).map_err(|_| Why::Damaged)
        };
        match attribute.key.as_ref() {
            "table:number-columns-repeated" => {
                cell.repeated = value()?.parse().map_err(|_| Why::Damaged)?;
            }
            "office:value-type" => cell.kind = value()?,
            "office:currency" => cell.currency = value()?,
            "office:value"
            | "office:date-value"
            | "office:boolean-value"
            | "office:string-value" => cell.value = value()?,
            _ => {}
        }
    }
    Ok(cell)
}

fn text_of(e: &BytesStart<'_>, name: &str) -> Result<String, Why> {
    let Some(attribute) = e.try_get_attribute(name).map_err(|_| Why::Damaged)? else {
        return Ok(String::new());
    };
    let text = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Why::Damaged)?;
    Ok(text.into_owned())
}

/// A count in an attribute; one where it is not there.
fn number_of(e: &BytesStart<'_>, name: &str) -> Result<u32, Why> {
    let text = text_of(e, name)?;
    if text.is_empty() { Ok(1) } else { text.parse().map_err(|_| Why::Damaged) }
}

fn entity(reference: &BytesRef<'_>) -> Result<String, Why> {
    if let Some(sign) = reference.resolve_char_ref().map_err(|_| Why::Damaged)? {
        return Ok(sign.to_string());
    }
    resolve_predefined_entity(reference).map(ToOwned::to_owned).ok_or(Why::Damaged)
}

fn why(error: quick_xml::Error) -> Why {
    match error {
        quick_xml::Error::Io(error) if error.kind() != std::io::ErrorKind::InvalidData => {
            Why::Unreadable(error.to_string().to_lowercase())
        }
        _ => Why::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::row::Row;

    fn document(tables: &str) -> String {
        format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"h\">\
             <style:table-properties table:display=\"false\"/></style:style>\
             </office:automatic-styles><office:body><office:spreadsheet>{tables}\
             </office:spreadsheet></office:body></office:document-content>"
        )
    }

    fn rows(tables: &str, wished: Option<&str>) -> Result<Vec<String>, Why> {
        let sheet = read(document(tables).as_bytes(), wished)?;
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while sheet.read(rows.len(), &mut row) {
            let cells: Vec<&str> = row.cells().collect();
            rows.push(format!("{} {}", row.line, cells.join("|")));
        }
        Ok(rows)
    }

    const CELLS: &str = "<table:table table:name=\"A &amp; B\"><table:table-row>\
        <table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"2\"/>&lt;b</text:p>\
        <text:p>c</text:p><office:annotation><text:p>no</text:p></office:annotation>\
        </table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\"/>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,5 %\
        </text:p></table:table-cell>\
        <table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" \
        office:value=\"1234.5\"><text:p>1.234,50 €</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-05\"><text:p>x\
        </text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
        office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/>\
        </table:table-row></table:table>";

    #[test]
    fn cells_are_read_for_what_they_hold() {
        assert_eq!(
            rows(CELLS, None).unwrap(),
            ["1 a  <b\nc|||12.5%|1234.5 EUR|2026-03-05", "2 ", "5 TRUE", "6 TRUE"]
        );
    }

    #[test]
    fn a_hidden_or_empty_sheet_is_not_the_first() {
        let hidden = "<table:table table:name=\"x\" table:style-name=\"h\"><table:table-row>\
            <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
        let all = format!("{hidden}<table:table table:name=\"y\"></table:table>{CELLS}");
        assert_eq!(rows(&all, None).unwrap().len(), 4);
        assert_eq!(rows(&all, Some("x")).unwrap(), ["1 x"]);
        assert_eq!(rows(&all, Some("3")).unwrap().len(), 4);
        assert_eq!(
            rows(&all, Some("z")),
            Err(Why::NoSheet { wished: "z".to_owned(), sheets: "`x`, `y`, `A & B`".to_owned() })
        );
    }

    #[test]
    fn repetitions_without_end_are_refused() {
        let cells = "<table:table table:name=\"a\"><table:table-row \
            table:number-rows-repeated=\"1000000\"><table:table-cell \
            table:number-columns-repeated=\"500\"><text:p>x</text:p></table:table-cell>\
            </table:table-row></table:table>";
        assert_eq!(rows(cells, None), Err(Why::Large));
        let wide = cells.replace("1000000", "1").replace("500", "4000000000");
        assert_eq!(rows(&wide, None), Err(Why::ManyColumns { line: 1, most: 2000 }));
    }
}
