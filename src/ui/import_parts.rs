//! The parts of the import screen that are decided row by row: columns, conflicts, names that look
//! alike, missing accounts.

use ratatui::layout::Rect;

use crate::app::effect::{Away, ImportAlike, ImportColumn, ImportPreview};
use crate::app::import::View;
use crate::app::import_choose::Chooser;
use crate::app::import_counts::Count;
use crate::app::import_parts::Part;
use crate::text;

use super::import_rows::{Row, broken_cells, cells, flowing, plain};

use super::paint::Pen;
use super::sought;
use super::theme::Role;

/// The shares of the width that the columns of a table have, in percent.
const COLUMNS: [u16; 4] = [24, 26, 23, 27];
const COLUMNS_WIDE: [u16; 4] = [22, 22, 27, 29];
const COLUMNS_NARROW: [u16; 4] = [32, 34, 34, 0];
const READING: [u16; 4] = [30, 44, 26, 0];
const REMARKS: [u16; 4] = [10, 20, 20, 50];
const CONFLICTS: [u16; 4] = [26, 18, 28, 28];
const NEW: [u16; 4] = [10, 90, 0, 0];
const ALIKE: [u16; 4] = [8, 38, 38, 16];
const MISSING: [u16; 4] = [60, 40, 0, 0];

/// The line that names the parts, the one at hand in brackets.
pub fn parts(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let piece = |part: Part| {
        // Of what is new and what changes only the first are listed, and counted above.
        let listed = matches!(part, Part::New | Part::Changes | Part::Reading);
        let rows = part.rows(preview, &view.decided).filter(|_| !listed).map(|rows| rows as u64);
        // A row with several bad cells stands there for each.
        let rejected = || preview.counts.iter().find(|(what, _)| *what == Count::Rejected);
        let count = if part == Part::Rejected { rejected().map(|(_, count)| *count) } else { rows };
        let count = count.map_or_else(String::new, |rows| format!(" {rows}"));
        let words = format!("{}{count}", part.label());
        if part == view.part { (format!("[{words}]"), Role::Title) } else { (words, Role::Dim) }
    };
    flowing(Part::of(preview, &view.decided).into_iter().map(piece).collect(), 2, width)
}

/// The rows of the part at hand.
pub fn rows(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    match view.part {
        Part::Whole => Vec::new(),
        Part::Reading => reading(preview, view, width),
        Part::Columns => {
            let mut rows = columns(preview, Some(view.at), width);
            rows.splice(0..0, preview.columns.get(view.at).map(at_hand));
            rows
        }
        Part::New => new(preview, view, width),
        Part::Changes => changes(preview, view, width),
        Part::Conflicts => conflicts(preview, view, width),
        Part::Alike => alike(preview, view, width),
        Part::Products => products(preview, view, width),
        Part::Missing => missing(preview, view, width),
        Part::Rejected => remarks(&preview.rejected, Some(view.at), width),
        Part::Remarks => remarks(&preview.remarks, Some(view.at), width),
        Part::Ignored => ignored(preview, view, width),
    }
}

fn role(at: usize, view: &View, other: Role) -> Role {
    if at == view.at { Role::Selected } else { other }
}

fn reading(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, one) in preview.reading.iter().enumerate() {
        let words = [one.what, &one.how, one.why, ""].map(str::to_owned);
        rows.push(cells(&words, READING, width, role(at, view, Role::Text)));
    }
    rows
}

/// Rows that are not taken, or not wholly: line, column, value, reason.
pub fn remarks(list: &[[String; 4]], at_hand: Option<usize>, width: u16) -> Vec<Row> {
    let heads = ["Line", "Column", "Value", "Why"].map(str::to_owned);
    let mut rows = vec![cells(&heads, REMARKS, width, Role::Dim)];
    for (at, words) in list.iter().enumerate() {
        let role = if at_hand == Some(at) { Role::Selected } else { Role::Text };
        rows.extend(broken_cells(words, REMARKS, width, role));
    }
    rows
}

fn ignored(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let heads = ["Line", "What it is", "", ""].map(str::to_owned);
    let mut rows = vec![
        plain(preview.ignored_words.clone(), Role::Text),
        cells(&heads, NEW, width, Role::Title),
    ];
    for (at, (line, what, first)) in preview.ignored.iter().enumerate() {
        let said = if first.is_empty() { (*what).to_owned() } else { format!("{what}: {first}") };
        let words = [line.to_string(), said, String::new(), String::new()];
        rows.push(cells(&words, NEW, width, role(at, view, Role::Text)));
    }
    rows
}

/// The columns and what they feed.
pub fn columns(preview: &ImportPreview, at_hand: Option<usize>, width: u16) -> Vec<Row> {
    let shares = match width {
        ..72 => COLUMNS_NARROW,
        72..110 => COLUMNS,
        _ => COLUMNS_WIDE,
    };
    let heads = ["Column", "Feeds", "Why", "Such as"].map(str::to_owned);
    let mut rows = vec![cells(&heads, shares, width, Role::Title)];
    for (at, column) in preview.columns.iter().enumerate() {
        let role = match at_hand {
            Some(hand) if hand == at => Role::Selected,
            _ if column.field.is_empty() && !column.kept => Role::Dim,
            _ => Role::Text,
        };
        let room = usize::from(width.saturating_sub(2) * shares[2] / 100).saturating_sub(1);
        let (feeds, why) = fed(column, room);
        let words = [column.header.clone(), feeds.to_owned(), why, column.sample.clone()];
        rows.push(cells(&words, shares, width, role));
    }
    rows
}

/// What a column feeds, and why; where that is longer than there is room, how it is written alone.
fn fed(column: &ImportColumn, room: usize) -> (&str, String) {
    match (column.field.as_str(), column.kept) {
        ("", true) => ("kept as it is", "beside fields".to_owned()),
        ("", false) => ("–", String::new()),
        (field, _) if column.style.is_empty() => (field, column.reason.to_owned()),
        (field, _) => {
            let both = format!("{}; {}", column.reason, column.style);
            let fits = text::width(&both) <= room;
            (field, if fits { both } else { column.style.to_owned() })
        }
    }
}

/// Everything about the column at hand.
fn at_hand(column: &ImportColumn) -> Row {
    let header = &column.header;
    let feeds = match (column.field.as_str(), column.kept) {
        ("", true) => format!("`{header}` is kept beside the fields"),
        ("", false) => format!("`{header}` feeds nothing"),
        (field, _) => format!("`{header}` feeds {field}: {}", column.reason),
    };
    let style = if column.style.is_empty() { String::new() } else { format!("; {}", column.style) };
    let sample = match column.sample.as_str() {
        "" => "; it is empty".to_owned(),
        sample => format!(". Such as {sample}"),
    };
    plain(format!("{feeds}{style}{sample}"), Role::Dim)
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
    let is_one = |found: &ImportAlike| view.decided.same.contains(&found.line);
    pairs((said, &preview.alike), is_one, view, width)
}

fn products(preview: &ImportPreview, view: &View, width: u16) -> Vec<Row> {
    let said = "These products are nearly called alike. Are they one product or two?";
    let is_one = |found: &ImportAlike| view.decided.products.contains(&found.row);
    pairs((said, &preview.products), is_one, view, width)
}

fn pairs(
    (said, all): (&str, &[ImportAlike]),
    is_one: impl Fn(&ImportAlike) -> bool,
    view: &View,
    width: u16,
) -> Vec<Row> {
    let heads = ["Line", "In the file", "Looks like", "They are"].map(str::to_owned);
    let mut rows = vec![plain(said, Role::Text), cells(&heads, ALIKE, width, Role::Title)];
    for (at, found) in all.iter().enumerate() {
        let answer = if is_one(found) { "one" } else { "two" };
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
    for (at, gone) in preview.missing_with(&view.decided).enumerate() {
        let words = [gone.name.clone(), gone.crm_id.clone(), String::new(), String::new()];
        rows.push(cells(&words, MISSING, width, role(at, view, Role::Text)));
    }
    rows
}

/// Draws a searchable list about the file.
pub fn chooser(pen: &mut Pen<'_>, area: Rect, open: &Chooser) {
    sought::draw(pen, (area, 80), &open.title, &open.sought, &open.found(), |pen, row, entry| {
        let label = if entry.hint.is_empty() { row.width } else { (row.width / 2).min(40) };
        pen.text(row.x + 1, row.y, &entry.label, Role::Text, label);
        let x = (row.x + 2 + label).min(row.right());
        pen.text(x, row.y, &entry.hint, Role::Dim, row.right() - x);
    });
}
