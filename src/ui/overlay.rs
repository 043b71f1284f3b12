//! What lies over a screen: the line being typed, the palette, find, and what can follow a key.

use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::confirm::Confirm;
use crate::app::field::Field;
use crate::app::find::{Find, SHOWN, is_namesake};
use crate::app::palette::{Palette, Reach};
use crate::app::pick::Pick;
use crate::app::plan;
use crate::app::prompt::Prompt;
use crate::app::{Mode, Ui};
use crate::domain::{Book, Id};
use crate::text;

use super::chrome;
use super::paint::Pen;
use super::sought;
use super::theme::Role;

pub use crate::app::list::scrolled;

/// How long what follows a prefix waits once it is known, in milliseconds.
const WAIT: i64 = 400;
/// How many uses make it known.
const KNOWN: u32 = 20;

/// The columns that a line being typed has at least, however long its title is.
const ANSWER: u16 = 28;

/// Draws what is open.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    match &ui.mode {
        Mode::Prompt(open) => prompt(pen, area, ui, open),
        Mode::Palette(open) => palette(pen, area, ui, book, open),
        Mode::Find(open) => find(pen, area, ui, book, open),
        Mode::Confirm(open) => confirm(pen, area, open),
        Mode::Pick(open) => pick(pen, area, open),
        Mode::LongText(open) => super::longtext::draw(pen, ui, open),
        Mode::Choose(open) => super::choose::draw(pen, area, ui, book, open),
        Mode::Incoming(open) => super::import_parts::chooser(pen, area, open),
        Mode::None if !ui.prefix.keys.is_empty() && is_time(ui) => followers(pen, area, ui, book),
        _ => {}
    }
}

/// Whether what follows a prefix is shown: at once while it is new, later after a moment.
fn is_time(ui: &Ui) -> bool {
    ui.prefix_uses <= KNOWN || ui.now.millis() - ui.prefix.since >= WAIT
}

/// Draws a line being typed from column `x` on, scrolled so that the cursor is in sight.
pub fn field(pen: &mut Pen<'_>, x: u16, y: u16, field: &Field, most: u16) {
    let before: String = field.text().chars().take(field.cursor()).collect();
    let mut shown = field.text();
    let mut cursor = text::width(&before);
    while cursor + 1 > usize::from(most.max(1)) {
        let Some(first) = shown.chars().next() else { break };
        cursor = cursor.saturating_sub(text::width(&first.to_string()));
        shown = shown.get(first.len_utf8()..).unwrap_or("");
    }
    let cut = field.text().chars().count() - shown.chars().count();
    let end = pen.text(x, y, shown, Role::Text, most);
    let selected = field.selection();
    let (from, to) = (selected.start.saturating_sub(cut), selected.end.saturating_sub(cut));
    let column_of = |chars: usize| {
        let before: String = shown.chars().take(chars).collect();
        x.saturating_add(u16::try_from(text::width(&before)).unwrap_or(most)).min(end)
    };
    let (left, right) = (column_of(from), column_of(to));
    pen.shade(
        Rect { x: left, y, width: right - left, height: u16::from(left < right) },
        Role::Selected,
    );
    let column = u16::try_from(cursor).unwrap_or(most);
    pen.point(x + column.min(most.saturating_sub(1)), y);
}

fn prompt(pen: &mut Pen<'_>, area: Rect, ui: &Ui, prompt: &Prompt) {
    let Some(line) = chrome::prompt_area(area, ui) else { return };
    let inline = plan::inline(ui).is_some() && area.height > 3;
    if !inline {
        pen.clear(line);
        let room = line.width.saturating_sub(ANSWER.min(line.width / 2));
        let title = text::fit(&prompt.title, usize::from(room.saturating_sub(2)));
        let title = format!("{title}: ");
        let x = pen.text(line.x + 1, line.y, &title, Role::Title, room);
        field(pen, x, line.y, &prompt.field, line.right().saturating_sub(x + 1));
    }
    let error = prompt.error.as_deref().map(|error| (error, Role::Bad));
    let said = prompt.said.as_deref().map(|words| (words, Role::Dim));
    if let Some((words, role)) = error.or(said) {
        let last = if inline { line } else { Rect { y: line.y.saturating_sub(1), ..line } };
        chrome::upwards(pen, last, area, words, role);
    }
}

/// The question before a change, in place of the words about what happened.
fn confirm(pen: &mut Pen<'_>, area: Rect, confirm: &Confirm) {
    let [_, body, foot] = chrome::split(area);
    let y = if foot.height >= 2 { foot.y } else { body.bottom().saturating_sub(1) };
    let line = Rect { y, height: 1, ..area };
    pen.clear(line);
    // The question gives way, never the keys.
    let keys = "  Enter: yes, any other key: no";
    let most = line.width.saturating_sub(2);
    let keep = u16::try_from(text::width(keys)).unwrap_or(0);
    let room = most.saturating_sub(keep).max(most / 3);
    let x = pen.text(line.x + 1, y, &shorter(&confirm.question, room), Role::Warn, room);
    let x = pen.text(x, y, keys, Role::Warn, (line.x + 1 + most).saturating_sub(x));
    pen.point(x.min(area.right().saturating_sub(1)), y);
}

/// A question in so many columns, its question mark kept.
fn shorter(question: &str, room: u16) -> String {
    if text::width(question) <= room.into() {
        return question.to_owned();
    }
    let asked = question.trim_end_matches('?');
    format!("{}?", text::fit(asked, usize::from(room.saturating_sub(1))))
}

/// The middle of the window, at most so wide and high.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let (left, above) = ((area.width - width) / 2, (area.height - height) / 3);
    Rect { x: area.x + left, y: area.y + above, width, height }
}

fn palette(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, palette: &Palette) {
    let found = palette.found(ui);
    let title = match palette.reach {
        Reach::Here => format!("What works here: {}", ui.screen.label()),
        Reach::Everything => "Commands".to_owned(),
    };
    sought::draw(pen, (area, 92), &title, &palette.sought, &found, |pen, row, action| {
        entry(pen, row, ui, book, action);
    });
    // The reason of the one at hand stands below in whole, however long it is.
    let reason = found.get(palette.sought.at).and_then(|action| (action.ready)(ui, book).err());
    let [_, body, foot] = chrome::split(area);
    if let Some(why) = reason {
        let y = if foot.height >= 2 { foot.y } else { body.bottom().saturating_sub(1) };
        chrome::upwards(pen, Rect { y, height: 1, ..area }, area, why, Role::Warn);
    }
}

fn entry(pen: &mut Pen<'_>, row: Rect, ui: &Ui, book: &Book, action: &Action) {
    let keys = ui.keymap.labels(action);
    let x = pen.right(row.right().saturating_sub(1), row.y, &keys, Role::Title, row.width / 3);
    let room = x.saturating_sub(row.x + 2);
    let Err(why) = (action.ready)(ui, book) else {
        pen.text(row.x + 1, row.y, action.title, Role::Text, room);
        return;
    };
    // The reason is what is asked for here: the title gives way.
    let why = format!(" ({why})");
    let wide = u16::try_from(text::width(&why)).unwrap_or(room);
    let most = room.saturating_sub(wide).max(room.min(12));
    let x = pen.text(row.x + 1, row.y, action.title, Role::Dim, most);
    pen.text(x, row.y, &why, Role::Dim, (row.x + 1 + room).saturating_sub(x));
}

fn find(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book, find: &Find) {
    let rows = u16::try_from(find.found.len().clamp(1, SHOWN)).unwrap_or(1);
    let foot = chrome::split(area)[2];
    let height = (rows + 3).min(area.height);
    let width = area.width.min(60);
    let frame = Rect { x: area.x, y: foot.y.saturating_sub(height).max(area.y), width, height };
    pen.clear(frame);
    let inside = pen.frame(frame, &format!("Find · {}", matches(find.matches)), Role::Border);
    if inside.is_empty() {
        return;
    }
    let list = inside.height.saturating_sub(1);
    let skip = scrolled(find.at, list.into());
    for (line, (at, id)) in
        (inside.y..inside.y + list).zip(find.found.iter().enumerate().skip(skip))
    {
        let Some(row) = book.accounts.row(*id) else { continue };
        let segment = ui.seen(book).segment(row);
        let label = segment.map_or("unplaced", |s| s.label());
        let start = pen.right(inside.right(), line, label, Role::of(segment), 18);
        let room = start.saturating_sub(inside.x + 2);
        let x = pen.name(inside.x + 1, line, book.accounts.name(row), Role::Text, room);
        if let Some(city) = city(book, find, *id) {
            pen.text(x, line, &format!(" · {city}"), Role::Dim, start.saturating_sub(x + 1));
        }
        if at == find.at {
            pen.shade(Rect { y: line, height: 1, ..inside }, Role::Selected);
        }
    }
    if find.found.is_empty() && list > 0 {
        let words = if ui.filter.is_empty() {
            "nothing found"
        } else {
            "nothing found among the accounts shown"
        };
        pen.text(inside.x + 1, inside.y, words, Role::Dim, inside.width.saturating_sub(1));
    }
    let y = inside.y + list;
    let x = pen.text(inside.x, y, "/ ", Role::Title, 2);
    field(pen, x, y, &find.field, inside.right().saturating_sub(x));
}

/// How many accounts match, in words.
fn matches(count: usize) -> String {
    match count {
        1 => "1 matches".to_owned(),
        count => format!("{count} match"),
    }
}

/// Where an account is, when its name alone does not tell.
fn city<'a>(book: &'a Book, find: &Find, id: Id) -> Option<&'a str> {
    let details = book.looked_at.get(&id).filter(|_| is_namesake(find, book, id))?;
    details.account.city.as_deref()
}

fn followers(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let found = ui.keymap.followers(ui.screen, &ui.prefix.keys);
    let foot = chrome::split(area)[2];
    let rows = u16::try_from(found.len()).unwrap_or(0);
    let height = (rows + 2).min(foot.y.saturating_sub(area.y)).max(3);
    let title = |(_, action): &(String, &Action)| text::width(action.title);
    let widest = found.iter().map(title).max().and_then(|most| u16::try_from(most).ok());
    let width = area.width.min(widest.unwrap_or(0).saturating_add(8).max(56));
    let frame = Rect {
        x: area.right() - width,
        y: foot.y.saturating_sub(height).max(area.y),
        width,
        height,
    };
    pen.clear(frame);
    let title = format!("{} …", crate::app::key::label(&ui.prefix.keys));
    let inside = pen.frame(frame, &title, Role::Border);
    for (y, (keys, action)) in (inside.y..inside.bottom()).zip(found) {
        let x = pen.text(inside.x + 1, y, &keys, Role::Title, 8);
        let ready = (action.ready)(ui, book).is_ok();
        let role = if ready { Role::Text } else { Role::Dim };
        pen.text(x + 2, y, action.title, role, inside.right().saturating_sub(x + 2));
    }
}

fn pick(pen: &mut Pen<'_>, area: Rect, pick: &Pick) {
    let hint = pick.target.field.hint;
    let words = pick.words.iter().map(|(word, _)| text::width(word)).max().unwrap_or(0);
    let wide = words.max(text::width(&pick.title)).max(text::width(hint)) + 8;
    let width = u16::try_from(wide).unwrap_or(60).min(60);
    let height = u16::try_from(pick.words.len() + 3).unwrap_or(20);
    let frame = centred(area, width, height);
    pen.clear(frame);
    let inside = pen.frame(frame, &pick.title, Role::Border);
    if inside.is_empty() {
        return;
    }
    let rows = usize::from(inside.height.saturating_sub(u16::from(inside.height > 1)));
    let skip = scrolled(pick.at, rows);
    for (y, (at, (word, _))) in
        (inside.y..).zip(pick.words.iter().enumerate().skip(skip).take(rows))
    {
        pen.text(inside.x + 1, y, word, Role::Text, inside.width.saturating_sub(1));
        if at == pick.at {
            pen.shade(Rect { y, height: 1, ..inside }, Role::Selected);
            pen.point(inside.x, y);
        }
    }
    if inside.height > 1 {
        pen.text(inside.x + 1, inside.bottom() - 1, hint, Role::Dim, inside.width - 1);
    }
}
