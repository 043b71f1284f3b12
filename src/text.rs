//! The one sanitiser of text from outside (DESIGN.md, "Text is hostile"), and its width. Names come
//! from CRM exports: everything drawn on a screen or written to a terminal passes through
//! [`display`] or one of the functions built on it. It never alters what is stored.

use std::borrow::Cow;
use std::fmt::Write;

use ratatui::buffer::CellWidth;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::Id;

/// The most bytes of combining marks that one letter keeps.
const MARKS_MOST: usize = 16;
/// The most bytes of one cluster.
const CLUSTER_MOST: usize = 64;
/// The most bytes of the readable part of a file name.
const SLUG_MOST: usize = 60;

/// The text as it may reach a screen: control characters, direction marks and invisible
/// characters are made visible, and a letter under a pile of marks is cut short. Doing it twice
/// is doing it once.
pub fn display(text: &str) -> Cow<'_, str> {
    if simple_width(text).is_some() || clusters(text).all(is_fit) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for cluster in clusters(text) {
        if is_fit(cluster) {
            shown.push_str(cluster);
        } else {
            show_cluster(cluster, &mut shown);
        }
    }
    // What was made visible may have joined what stood before it.
    if clusters(&shown).all(is_fit) { Cow::Owned(shown) } else { Cow::Owned(one_by_one(text)) }
}

/// How many columns the text takes on a screen, as [`display`] shows it: by cluster, with the
/// function that draws.
pub fn width(text: &str) -> usize {
    simple_width(text).unwrap_or_else(|| clusters(&display(text)).map(columns).sum())
}

/// The same for a text of which every character is drawn as it is, by itself, in one column, as
/// nearly all are; `None` for any other.
pub fn simple_width(text: &str) -> Option<usize> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Some(text.len());
    }
    text.chars().all(is_simple_char).then(|| text.chars().count())
}

/// The text for a place of so many columns, cut with `…` where it is longer. Never half a cluster.
pub fn fit(text: &str, most: usize) -> String {
    if simple_width(text).is_some_and(|width| width <= most) {
        return text.to_owned();
    }
    let shown = display(text);
    if width(&shown) <= most {
        return shown.into_owned();
    }
    let Some(room) = most.checked_sub(1) else { return String::new() };
    let mut cut = String::new();
    let mut taken = 0;
    for cluster in clusters(&shown) {
        taken += columns(cluster);
        if taken > room {
            break;
        }
        cut.push_str(cluster);
    }
    cut.push('…');
    cut
}

/// The text in exactly so many columns, at the left of them.
pub fn pad(text: &str, columns: usize) -> String {
    let mut fitted = fit(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The text in exactly so many columns, at the right of them, as numbers stand.
pub fn pad_left(text: &str, columns: usize) -> String {
    let fitted = fit(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    format!("{}{fitted}", " ".repeat(missing))
}

/// The text for a pipe: the data as it is, but for control characters, which are written as
/// `\n`, `\t` or `\u{1b}` so that a line stays a line.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_control() {
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// The name of a file for a record, without its ending: readable letters, digits and dashes, then
/// eight digits of the id, so that no two records share a file on any system.
pub fn file_stem(name: &str, id: Id) -> String {
    let mut slug = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= SLUG_MOST {
            break;
        }
    }
    let slug = match slug.trim_end_matches('-') {
        "" => "account",
        slug => slug,
    };
    // The end of the id: ids made within a minute begin alike.
    let digits = id.to_string().replace('-', "");
    let end = digits.get(digits.len().saturating_sub(8)..).unwrap_or_default();
    format!("{slug}-{end}")
}

/// Latin letters, dashes and quotes, arrows and signs, lines and shapes.
fn is_simple_char(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{22ff}' | '\u{2500}'..='\u{25fc}')
}

fn clusters(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
}

fn columns(cluster: &str) -> usize {
    usize::from(cluster.cell_width())
}

/// Whether a cluster can be drawn as it is.
fn is_fit(cluster: &str) -> bool {
    if let [b] = cluster.as_bytes() {
        return (0x20..0x7f).contains(b);
    }
    !cluster.contains(is_hidden)
        && cluster.len() <= CLUSTER_MOST
        && mark_bytes(cluster) <= MARKS_MOST
        && columns(cluster) > 0
}

fn mark_bytes(cluster: &str) -> usize {
    cluster.chars().filter(|c| is_combining_mark(*c)).map(char::len_utf8).sum()
}

/// Characters that are not seen, or that change how others are seen (RELIABILITY 3.3).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
        || matches!(c,
            // direction
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // no width
            | '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2065}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{17b4}' | '\u{17b5}'
            // fillers that look like nothing
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
            // line and paragraph separators, tags
            | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
}

fn show_cluster(cluster: &str, shown: &mut String) {
    let drawn = columns_without_controls(cluster) > 0;
    let (mut marks, mut bytes) = (0, 0);
    for c in cluster.chars() {
        if is_hidden(c) || !drawn {
            show(c, shown);
            continue;
        }
        marks += if is_combining_mark(c) { c.len_utf8() } else { 0 };
        bytes += c.len_utf8();
        if marks > MARKS_MOST || bytes > CLUSTER_MOST {
            shown.push('…');
            return;
        }
        shown.push(c);
    }
}

fn columns_without_controls(cluster: &str) -> usize {
    let kept: String = cluster.chars().filter(|c| !is_hidden(*c)).collect();
    columns(&kept)
}

/// Every character by itself: for texts whose parts would join into something else.
fn one_by_one(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if c.is_ascii() && !c.is_control() {
            shown.push(c);
        } else {
            show(c, &mut shown);
        }
    }
    shown
}

/// One character made visible: `␉` for a tab, `‹U+202E›` for what has no picture.
fn show(c: char, shown: &mut String) {
    let picture = match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        // Writing to a string cannot fail.
        None => drop(write!(shown, "‹U+{:04X}›", u32::from(c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::text::Line;

    const NASTY: &[(&str, &str)] = &[
        ("Acme", "Acme"),
        ("Müller & Søn", "Müller & Søn"),
        ("a\u{1b}[31mb", "a␛[31mb"),
        ("a\tb\r\nc\u{7f}\0", "a␉b␍␊c␡␀"),
        ("a\u{9b}b\u{85}", "a‹U+009B›b‹U+0085›"),
        ("\u{202e}gnp.exe", "‹U+202E›gnp.exe"),
        ("Ac\u{200b}me", "Ac‹U+200B›me"),
        ("\u{feff}Acme\u{ad}", "‹U+FEFF›Acme‹U+00AD›"),
        ("a\u{2028}b\u{2029}", "a‹U+2028›b‹U+2029›"),
        ("e\u{301}", "e\u{301}"),
        ("\u{301}e", "‹U+0301›e"),
        ("👩\u{200d}🚀 हिन्दी", "👩\u{200d}🚀 हिन्दी"),
        ("a\u{e0041}", "a‹U+E0041›"),
        ("x\u{fffe}", "x‹U+FFFE›"),
    ];

    #[test]
    fn simple_characters_stand_by_themselves_in_one_column() {
        let all: String = ('\0'..='\u{ffff}').filter(|c| is_simple_char(*c)).collect();
        assert!(clusters(&all).all(|cluster| is_fit(cluster) && columns(cluster) == 1));
        assert_eq!(clusters(&all).count(), all.chars().count());
        let backwards: String = all.chars().rev().collect();
        assert_eq!(clusters(&backwards).count(), all.chars().count());
        // Also beside one another, whichever they are.
        for c in all.chars() {
            let beside: String = all.chars().flat_map(|other| [c, other]).collect();
            assert_eq!(clusters(&beside).count(), beside.chars().count(), "{c}");
        }
    }

    #[test]
    fn what_hides_is_made_visible_and_the_rest_is_left_alone() {
        for (raw, shown) in NASTY {
            assert_eq!(display(raw), *shown, "{raw:?}");
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let storm = format!("Z{}", "\u{301}".repeat(10_000));
        assert_eq!(display(&storm), format!("Z{}…", "\u{301}".repeat(8)));
        let chain = "👩\u{200d}".repeat(1000);
        assert!(display(&chain).len() < 80);
    }

    #[test]
    fn a_cut_never_splits_a_cluster_and_fills_no_more_than_its_place() {
        assert_eq!(fit("Wonka Insurance", 9), "Wonka In…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("日本語", 6), "日本語");
        assert_eq!(fit("abc", 1), "…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(pad("日本", 6), "日本  ");
        assert_eq!(pad("日本語", 4), "日… ");
        assert_eq!(pad_left("42", 4), "  42");
    }

    #[test]
    fn a_pipe_gets_the_data_on_one_line() {
        assert_eq!(escape("a\u{1b}[1m\n\u{202e}b\\n"), "a\\u{1b}[1m\\n\u{202e}b\\n");
    }

    #[test]
    fn file_names_are_safe_on_every_system_and_never_the_same() {
        let id: Id = "01890af7-1111-7000-8000-00001a2b3c4d".parse().unwrap();
        for (name, wanted) in [
            ("Müller & Søn GmbH", "muller-s-n-gmbh-1a2b3c4d"),
            ("../../etc/passwd", "etc-passwd-1a2b3c4d"),
            ("C:\\x", "c-x-1a2b3c4d"),
            ("CON", "con-1a2b3c4d"),
            ("nul.md", "nul-md-1a2b3c4d"),
            ("-rf", "rf-1a2b3c4d"),
            ("🏠\0", "account-1a2b3c4d"),
            ("x.", "x-1a2b3c4d"),
        ] {
            assert_eq!(file_stem(name, id), wanted);
        }
        assert_eq!(file_stem("Caf\u{e9}", id), file_stem("Cafe\u{301}", id));
        assert!(file_stem(&"long name ".repeat(60), id).len() <= 70);
        let neighbour = "01890af7-1111-7000-8000-00001a2b3c4e".parse().unwrap();
        assert_ne!(file_stem("Acme", id), file_stem("Acme", neighbour));
    }

    /// The columns that ratatui fills when it draws a line.
    fn drawn(text: &str) -> usize {
        let mut terminal = Terminal::new(TestBackend::new(400, 1)).unwrap();
        let end = "\u{25c6}";
        let line = Line::from(format!("{text}{end}"));
        terminal.draw(|frame| frame.render_widget(line, frame.area())).unwrap();
        let cells = terminal.backend().buffer().content();
        cells.iter().rposition(|cell| cell.symbol() == end).unwrap()
    }

    proptest! {
        #[test]
        fn display_hides_nothing_and_is_done_once(text in "[\\PC\\pC]{0,40}") {
            let shown = display(&text);
            prop_assert!(!shown.contains(is_hidden));
            prop_assert_eq!(display(&shown), shown.as_ref());
            prop_assert!(clusters(&shown).all(|c| columns(c) > 0));
        }

        #[test]
        fn the_width_is_what_is_drawn(text in "[a-z\\p{Mn}\\p{Lo}\\p{So}\u{200d}\u{fe0f}]{0,20}") {
            let shown = display(&text);
            let whole = format!("{shown}\u{25c6}");
            prop_assume!(whole.ends_with('\u{25c6}') && clusters(&whole).last() == Some("\u{25c6}"));
            prop_assert_eq!(width(&text), drawn(&shown));
        }

        #[test]
        fn a_fitted_text_fits(text in "[\\PC\\pC]{0,40}", most in 0_usize..30) {
            prop_assert!(width(&fit(&text, most)) <= most);
            prop_assert_eq!(width(&pad(&text, most)), most);
        }
    }
}
