//! Drawing triage: one account a card with what is known of it, and what the triage has moved.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use crate::app::Ui;
use crate::app::triage::{Did, Stage, at_hand, pair, progress, shown, time_left, time_taken};
use crate::app::triage_queue::is_stale;
use crate::domain::Book;
use crate::domain::book::Details;
use crate::domain::facts::{Fact, What};
use crate::domain::judge::{is_judged, judged_on};
use crate::domain::score::{Axis, Score, Scores, Segment};
use crate::domain::when::{days_until, short};

use super::list::dot;
use super::paint::Pen;
use super::theme::Role;
use super::words::{self, UNKNOWN, about, span};

/// Columns of the window for what a line is about.
const LABEL: u16 = 13;

/// Draws triage.
pub fn draw(pen: &mut Pen<'_>, area: Rect, ui: &Ui, book: &Book) {
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if inside.is_empty() {
        return;
    }
    let mut page = Page { pen, area: inside, y: inside.y };
    match ui.triage.stage {
        Stage::Idle => page.line("There is no account to score.", Role::Dim),
        Stage::Offered => offer(&mut page, ui),
        Stage::Over => end(&mut page, ui),
        Stage::Asking => card(&mut page, ui, book),
    }
}

/// Lines from top to bottom, as far as there is room.
struct Page<'a, 'b> {
    pen: &'a mut Pen<'b>,
    area: Rect,
    y: u16,
}

impl Page<'_, '_> {
    fn line(&mut self, words: &str, role: Role) {
        if self.y < self.area.bottom() {
            self.pen.text(self.area.x, self.y, words, role, self.area.width);
        }
        self.y = self.y.saturating_add(1);
    }

    /// A text on as many lines as it takes.
    fn text(&mut self, words: &str, role: Role) {
        for line in words::wrapped(words, self.area.width.into(), usize::MAX) {
            self.line(&line, role);
        }
    }

    /// A line with a word before it that says what it is about.
    fn fact(&mut self, label: &str, words: &str, role: Role) {
        if self.y < self.area.bottom() {
            let width = LABEL.min(self.area.width / 3);
            self.pen.text(self.area.x, self.y, label, Role::Dim, width.saturating_sub(1));
            let room = self.area.width - width;
            self.pen.text(self.area.x + width, self.y, words, role, room);
        }
        self.y = self.y.saturating_add(1);
    }

    fn gap(&mut self) {
        if self.area.height >= 12 {
            self.y = self.y.saturating_add(1);
        }
    }

    fn left(&self) -> u16 {
        self.area.bottom().saturating_sub(self.y)
    }
}

fn offer(page: &mut Page<'_, '_>, ui: &Ui) {
    let count = ui.triage.left.len();
    let accounts = if count == 1 { "account is" } else { "accounts are" };
    page.line(&format!("{count} {accounts} left from the last triage."), Role::Title);
    page.gap();
    page.line("Enter goes on with them.", Role::Text);
    page.line("r begins anew. Esc leaves them for another time.", Role::Text);
}

/// The end card: what moved, and how long it took.
fn end(page: &mut Page<'_, '_>, ui: &Ui) {
    let (done, _) = progress(ui);
    if done == 0 {
        page.line("Every account was scored within the last 90 days.", Role::Title);
        page.gap();
        page.text("Mark accounts or set a filter, then press r to score those.", Role::Text);
        return;
    }
    let taken = time_taken(ui);
    let each = taken / i64::try_from(done).unwrap_or(1);
    let accounts = if done == 1 { "account" } else { "accounts" };
    page.line(&format!("Done: {done} {accounts} in {}.", span(taken)), Role::Title);
    page.line(&format!("{} each. Enter leads back.", span(each)), Role::Dim);
    page.gap();
    let place = |segment: Option<Segment>| segment.map_or("Unplaced", Segment::label);
    let moved = moves(ui);
    for ((from, to), count) in moved.iter().filter(|((from, to), _)| from != to) {
        let words = format!("{count:>4}  {} → {}", place(*from), place(*to));
        page.line(&words, Role::of(*to));
    }
    let stayed: usize = moved.iter().filter(|((from, to), _)| from == to).map(|(_, n)| n).sum();
    if stayed > 0 {
        page.line(&format!("{stayed:>4}  stayed in their segment"), Role::Text);
    }
}

/// How many accounts went from where to where.
fn moves(ui: &Ui) -> BTreeMap<(Option<Segment>, Option<Segment>), usize> {
    let mut moves = BTreeMap::new();
    for past in &ui.triage.past {
        if let Did::Judged(_, from, to) = past.did {
            *moves.entry((from, to)).or_default() += 1;
        }
    }
    moves
}

fn card(page: &mut Page<'_, '_>, ui: &Ui, book: &Book) {
    let Some(row) = at_hand(ui).and_then(|id| book.accounts.row(id)) else { return };
    if page.area.height >= 4 {
        page.line(&head(ui), Role::Dim);
    }
    if page.area.height >= 10 {
        page.line(&before(ui, book), Role::Dim);
        page.gap();
    }
    page.line(book.accounts.name(row), Role::Title);
    // The two lines for the digits are what the card is for: they are kept free.
    let scores = 2;
    let known = Rect { height: page.area.height.saturating_sub(scores), ..page.area };
    let details = at_hand(ui).and_then(|id| book.looked_at.get(&id));
    let mut facts = Page { pen: page.pen, area: known, y: page.y };
    if let Some(details) = details {
        what_is_known(&mut facts, ui, book, details);
    }
    facts.gap();
    stands(&mut facts, ui, book, row);
    compared(&mut facts, ui, book);
    facts.gap();
    page.y = facts.y.min(page.area.bottom().saturating_sub(scores)).max(page.area.y);
    digits(page, ui, book);
}

fn head(ui: &Ui) -> String {
    let (done, all) = progress(ui);
    let left = time_left(ui).map(|left| format!(" · {} left", about(left))).unwrap_or_default();
    format!("{}/{all}{left} · {}", (done + 1).min(all), ui.triage.reason.label())
}

/// What was done with the account before.
fn before(ui: &Ui, book: &Book) -> String {
    let Some(past) = ui.triage.past.last() else { return String::new() };
    let name = book.accounts.row(past.id).map_or("", |row| book.accounts.name(row));
    match past.did {
        Did::Later => format!("before: {name}, later"),
        Did::Judged(scores, _, to) => {
            let place = to.map_or("Unplaced", Segment::label);
            format!("before: {name} {} → {place}", pair(scores))
        }
    }
}

fn what_is_known(page: &mut Page<'_, '_>, ui: &Ui, book: &Book, details: &Details) {
    let account = &details.account;
    let who = [&account.industry, &account.city, &account.region, &account.country];
    let mut parts: Vec<&str> = who.into_iter().filter_map(Option::as_deref).collect();
    let owner = account.owner.as_ref().map(|owner| format!("owner {owner}"));
    let relationship = account.relationship.0.label().to_lowercase();
    parts.push(&relationship);
    parts.extend(owner.as_deref());
    page.line(&parts.join(" · "), Role::Text);
    let said = |what: What| {
        let fact = Fact::derived(what)?;
        let value = details.fact(book, fact, ui.today());
        Some(words::cell(book, fact, value.as_ref(), ui.today()))
    };
    let mut worth = said(What::RevenueLastYear).unwrap_or_default();
    if let Some(yearly) = account.yearly_value {
        worth = format!("{worth} · worth {} a year", yearly.short());
    }
    if let Some((rank, of)) = ui.triage.compared.rank {
        worth = format!("{worth} · number {rank} of {of} by worth");
    }
    page.fact("Last year", &worth, Role::Text);
    let step = details.steps().first().map_or_else(
        || "none".to_owned(),
        |step| crate::app::steps::said(&step.title.0, step.due, ui.today()),
    );
    page.fact("Next step", &step, Role::Text);
    if let Some(note) = account.note.as_ref() {
        let note = note.0.split_whitespace().collect::<Vec<_>>().join(" ");
        page.fact("Note", &note, Role::Text);
    }
}

/// Where the account stands now, and since when it is said to.
fn stands(page: &mut Page<'_, '_>, ui: &Ui, book: &Book, row: usize) {
    let scores = book.accounts.scores(row);
    let segment = book.thresholds().segment(scores);
    let (x, y) = (page.area.x, page.y);
    let place = segment.map_or("unplaced: a score is unknown", Segment::label);
    page.fact("Stands now", &format!("  {place}"), Role::of(segment));
    if y < page.area.bottom() {
        let width = LABEL.min(page.area.width / 3);
        dot(page.pen, x + width, y, book.seen(), row);
    }
    for axis in Axis::ALL {
        let score = scores.of(*axis).map_or_else(|| UNKNOWN.to_owned(), |s| s.to_string());
        let line = book.thresholds().to_line(scores, *axis);
        let to_line = line.map(|points| match points {
            0.. => format!(" · {points} above the line"),
            _ => format!(" · {} short of the line", -points),
        });
        let words = format!("{score}{}{}", to_line.unwrap_or_default(), age(ui, book, row, *axis));
        let is_old = scores.of(*axis).is_some() && is_stale(book, row, *axis, ui.today());
        page.fact(axis.label(), &words, if is_old { Role::Warn } else { Role::Text });
    }
}

/// When and how a score came about.
fn age(ui: &Ui, book: &Book, row: usize, axis: Axis) -> String {
    if !is_judged(&book.accounts, row, axis) {
        return " · from evidence; typing makes it judged".to_owned();
    }
    match judged_on(&book.accounts, row, axis) {
        Some(on) => {
            let days = -days_until(on, ui.today());
            format!(" · judged {}, {days} days ago", short(on, ui.today()))
        }
        None => String::new(),
    }
}

/// Placed accounts that are worth nearly the same, so that scores stay comparable.
fn compared(page: &mut Page<'_, '_>, ui: &Ui, book: &Book) {
    let like = ui.triage.compared.like.iter().filter_map(|id| book.accounts.row(*id));
    let said: Vec<String> = like
        .map(|row| {
            let scores = book.accounts.scores(row);
            let segment = book.thresholds().segment(scores).map_or("", Segment::label);
            format!("{} {} {segment}", book.accounts.name(row), pair(scores))
        })
        .collect();
    if !said.is_empty() && page.left() > 0 {
        page.fact("Worth alike", &said.join(" · "), Role::Dim);
    }
}

/// The two digits: what was typed, and where the next digit leads.
fn digits(page: &mut Page<'_, '_>, ui: &Ui, book: &Book) {
    let lines = book.thresholds();
    let scores = shown(ui, book);
    let width = LABEL.min(page.area.width / 3);
    let typed = ui.triage.first;
    for axis in Axis::ALL {
        let (x, y) = (page.area.x + width, page.y);
        let (number, words) = match (axis, typed) {
            (Axis::Engagement, Some(score)) => (score.to_string(), String::new()),
            (Axis::Engagement, None) => {
                ("_".to_owned(), leads(|digit| high(digit, lines.engagement).to_owned()))
            }
            (Axis::Potential, None) => (String::new(), String::new()),
            (Axis::Potential, Some(_)) => {
                let to = |digit| {
                    let scores = Scores { potential: Some(digit), ..scores };
                    lines.segment(scores).map_or("", Segment::label).to_owned()
                };
                ("_".to_owned(), leads(to))
            }
        };
        let is_next = number == "_";
        let role = if is_next { Role::Title } else { Role::Text };
        page.fact(&format!("{}?", axis.label()), &format!("{number:<4}{words}"), role);
        if is_next {
            page.pen.point(x, y);
        }
    }
}

fn high(score: Score, line: Score) -> &'static str {
    if score >= line { "high" } else { "low" }
}

/// Where each digit leads, neighbours together: `0–4 low · 5–9 high`.
fn leads(to: impl Fn(Score) -> String) -> String {
    let mut groups: Vec<(char, char, String)> = Vec::new();
    for digit in '0'..='9' {
        let Some(score) = Score::of_digit(digit) else { continue };
        let place = to(score);
        match groups.last_mut() {
            Some((_, last, same)) if *same == place => *last = digit,
            _ => groups.push((digit, digit, place)),
        }
    }
    let said = groups.iter().map(|(first, last, place)| {
        if first == last { format!("{first} {place}") } else { format!("{first}–{last} {place}") }
    });
    said.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_say_where_they_lead() {
        let line = Score::new(50).unwrap();
        assert_eq!(leads(|score| high(score, line).to_owned()), "0–4 low · 5–9 high");
        let line = Score::new(95).unwrap();
        assert_eq!(leads(|score| high(score, line).to_owned()), "0–8 low · 9 high");
        assert_eq!(leads(|_| "Key".to_owned()), "0–9 Key");
    }
}
