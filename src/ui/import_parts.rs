//! The parts of the import screen that are decided row by row: columns, conflicts, names that look
//! alike, missing accounts.

use ratatui::layout::Rect;

use crate::app::effect::{Away, ImportColumn, ImportPreview};
use crate::app::import::View;
use crate::app::import_choose::Chooser;
use crate::app::import_parts::Part;
use crate::text;

use super::import::{Row, cells, plain};

use super::paint::Pen;
use super::sought;
use super::theme::Role;

/// The shares of the width that the columns of a table have, in percent.
const COLUMNS: [u16; 4] = [28, 22, 22, 28];
const CONFLICTS: [u16; 4] = [26, 18, 28, 28];
const NEW: [u16; 4] = [10, 90, 0, 0];
const ALIKE: [u16; 4] = [8, 38, 38, 16];
const MISSING: [u16; 4] = [60, 40, 0, 0];

/// The line that names the parts, the one at hand in brackets.
pub fn parts(preview: &ImportPreview, view: &View) -> Row {
    let mut row = Row::new();
    let mut column = 0;
    for part in Part::of(preview) {
        // Of what is new and what changes only the first are listed, and counted above.
        let listed = matches!(part, Part::New | Part::Changes);
        let count = part.rows(preview).filter(|_| !listed);
        let count = count.map_or_else(String::new, |rows| format!(" {rows}"));
        let words = format!("{}{count}", part.label());
        let (words, role) = if part == view.part {
            (format!("[{words}]"), Role::Title)
        } else {
            (words, Role::Dim)
        };
        let wide = u16::try_from(text::width(&words)).unwrap_or(0);
        row.push((column, words, role));
        column += wide + 2;
    }
    row
}

/// The rows of the part at hand.
pub fn rows(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    match view.part {
        Part::Whole => Vec::new(),
        Part::Columns => columns(preview, Some(view.at), width),
        Part::New => new(preview, view, width),
        Part::Changes => changes(preview, view, width),
        Part::Conflicts => conflicts(preview, view, width),
        Part::Alike => alike(preview, view, width),
        Part::Missing => missing(preview, view, width),
    }
}

fn role(at: usize, view: &View, other: Role) -> Role {
    if at == view.at { Role::Selected } else { other }
}

/// The columns and what they feed.
pub fn columns(preview: &ImportPreview, at_hand: Option<usize>, width: u16) -> Vec<Row> {
    let heads = ["Column", "Feeds", "Why", "Such as"].map(str::to_owned);
    let mut rows = vec![cells(&heads, COLUMNS, width, Role::Title)];
    for (at, column) in preview.columns.iter().enumerate() {
        let role = match at_hand {
            Some(hand) if hand == at => Role::Selected,
            _ if column.field.is_empty() && !column.kept => Role::Dim,
            _ => Role::Text,
        };
        let (feeds, why) = fed(column);
        let words = [&column.header, feeds, why, &column.sample].map(str::to_owned);
        rows.push(cells(&words, COLUMNS, width, role));
    }
    rows
}

fn fed(column: &ImportColumn) -> (&str, &str) {
    match (column.field.as_str(), column.kept) {
        ("", true) => ("kept as it is", "beside the fields"),
        ("", false) => ("–", ""),
        (field, _) => (field, &column.reason),
    }
}

fn new(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let heads = ["Line", "Name", "", ""].map(str::to_owned);
    let mut rows = vec![cells(&heads, NEW, width, Role::Title)];
    for (at, (line, name)) in preview.new.iter().enumerate() {
        let words = [line.to_string(), name.clone(), String::new(), String::new()];
        rows.push(cells(&words, NEW, width, role(at, view, Role::Text)));
    }
    rows
}

fn changes(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let heads = ["Account", "Field", "Now", "Then"].map(str::to_owned);
    let mut rows = vec![cells(&heads, CONFLICTS, width, Role::Title)];
    for (at, words) in preview.changes.iter().enumerate() {
        let words = words.clone().map(|word| if word.is_empty() { "–".to_owned() } else { word });
        rows.push(cells(&words, CONFLICTS, width, role(at, view, Role::Text)));
    }
    rows
}

fn conflicts(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let said = "You and the file have both changed these. What is in brackets will stand.";
    let heads = ["Account", "Field", "Yours", "Theirs"].map(str::to_owned);
    let mut rows = vec![plain(said, Role::Text), cells(&heads, CONFLICTS, width, Role::Title)];
    for (at, found) in preview.conflicts.iter().enumerate() {
        let key = (found.record, found.field.clone());
        let theirs = view.decided.theirs.contains(&key);
        let shown = |value: &str, stands: bool| {
            let value = if value.is_empty() { "–" } else { value };
            if stands { format!("[{value}]") } else { value.to_owned() }
        };
        let (mine, theirs) = (shown(&found.mine, !theirs), shown(&found.theirs, theirs));
        let words = [found.name.clone(), found.label.clone(), mine, theirs];
        rows.push(cells(&words, CONFLICTS, width, role(at, view, Role::Text)));
    }
    rows
}

fn alike(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let said = "These names look alike. Are they one account or two?";
    let heads = ["Line", "In the file", "Looks like", "They are"].map(str::to_owned);
    let mut rows = vec![plain(said, Role::Text), cells(&heads, ALIKE, width, Role::Title)];
    for (at, found) in preview.alike.iter().enumerate() {
        let one = view.decided.same.contains(&found.line);
        let answer = if one { "one" } else { "two" };
        let words =
            [found.line.to_string(), found.row.clone(), found.other.clone(), answer.to_owned()];
        rows.push(cells(&words, ALIKE, width, role(at, view, Role::Text)));
    }
    rows
}

fn missing(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let (said, tone) = match view.decided.away {
        Away::Stay => ("In the book, but not in the file. They stay as they are.", Role::Text),
        Away::All => ("In the book, but not in the file. They will be put away.", Role::Warn),
    };
    let heads = ["Account", "CRM id", "", ""].map(str::to_owned);
    let mut rows = vec![plain(said, tone), cells(&heads, MISSING, width, Role::Title)];
    for (at, (name, id)) in preview.missing.iter().enumerate() {
        let words = [name.clone(), id.clone(), String::new(), String::new()];
        rows.push(cells(&words, MISSING, width, role(at, view, Role::Text)));
    }
    rows
}

/// Draws a searchable list about the file.
pub fn chooser(pen: &mut Pen<'_>, area: Rect, open: &Chooser) {
    sought::draw(pen, (area, 80), &open.title, &open.sought, &open.found(), |pen, row, entry| {
        let label = (row.width / 2).min(40);
        pen.text(row.x + 1, row.y, &entry.label, Role::Text, label);
        let x = (row.x + 2 + label).min(row.right());
        pen.text(x, row.y, &entry.hint, Role::Dim, row.right() - x);
    });
}
