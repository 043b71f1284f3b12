//! Texts inside Markdown (RELIABILITY 3.5): whatever somebody typed reads as they typed it and
//! becomes no link, no heading, no table, no code and no HTML. Lists and emphasis of long texts
//! stay what they are, because those texts are Markdown by intention.

use std::fmt::Write;

use crate::text::is_hidden;

/// A text on one line, in a paragraph, a heading or a cell of a table: entirely literal. Line
/// breaks become `<br>`, the only HTML there is.
pub fn inline(text: &str) -> String {
    let lines = text.trim().lines().map(|line| {
        let mut escaped = String::new();
        characters(line, "*_", &mut escaped);
        escaped
    });
    let joined = lines.collect::<Vec<_>>().join("<br>");
    line_start(&joined, Start::Literal)
}

/// A long text as a block of its own: lists and emphasis stay, everything else is literal, and
/// every line break stays one.
pub fn block(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut list: Option<usize> = None;
    for line in text.lines() {
        let body = line.trim_start_matches([' ', '\t']);
        let depth = columns(line.get(..line.len() - body.len()).unwrap_or_default());
        if body.is_empty() {
            lines.push(String::new());
            continue;
        }
        let nests = list.is_some_and(|list| depth <= list + 5);
        let is_item = item(body).is_some() && !is_underline(body) && (depth <= 3 || nests);
        if is_item {
            list = Some(depth);
        } else if depth == 0 && lines.last().is_none_or(String::is_empty) {
            list = None;
        }
        let keep = depth <= 3 || nests;
        let indent = if keep { " ".repeat(depth) } else { "&#32;".repeat(depth) };
        let mut escaped = String::new();
        characters(body, "", &mut escaped);
        let start = if is_item { Start::Item } else { Start::Paragraph };
        let hard = if needs_break(&lines) && !is_item { "\\" } else { "" };
        if let Some(last) = lines.last_mut() {
            last.push_str(hard);
        }
        lines.push(format!("{indent}{}", line_start(&escaped, start)));
    }
    lines.join("\n").trim_end().to_owned()
}

/// Whether the last line would run into the next one.
fn needs_break(lines: &[String]) -> bool {
    lines.last().is_some_and(|last| !last.is_empty() && !is_rule(last.trim()))
}

/// A JSON text, which is a YAML text too; what is not seen is written by number.
pub fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        match u16::try_from(u32::from(c)) {
            Ok(code) if is_hidden(c) => drop(write!(quoted, "\\u{code:04x}")),
            _ => quoted.push(c),
        }
    }
    quoted
}

fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// Escapes what means something anywhere in a line.
fn characters(line: &str, also: &str, escaped: &mut String) {
    for (at, c) in line.char_indices() {
        let before = line.get(..at).unwrap_or_default();
        let rest = line.get(at..).unwrap_or_default();
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' if is_entity(rest) => escaped.push_str("&amp;"),
            ':' if rest.starts_with("://") => escaped.push_str("\\:"),
            '.' if before.to_ascii_lowercase().ends_with("www") => escaped.push_str("\\."),
            '\\' | '`' | '[' | ']' | '|' | '~' | '{' | '@' | '$' | '^' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if also.contains(c) => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\0' => escaped.push('␀'),
            c if is_hidden(c) => drop(write!(escaped, "&#{};", u32::from(c))),
            c => escaped.push(c),
        }
    }
}

fn is_entity(rest: &str) -> bool {
    let name = rest.get(1..).and_then(|rest| rest.split_once(';')).map(|(name, _)| name);
    name.is_some_and(|name| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// What the beginning of a line may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Nothing but text.
    Literal,
    /// Text after other text.
    Paragraph,
    /// An item of a list, whose text begins anew after the marker.
    Item,
}

/// Escapes what means something at the beginning of a line.
fn line_start(line: &str, start: Start) -> String {
    let text = line.trim_start_matches([' ', '\t']);
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    if start == Start::Item
        && let Some((marker, rest)) = item(text)
    {
        return format!("{indent}{marker}{}", line_start(rest, Start::Item));
    }
    if text == "–" {
        return format!("{indent}&#8211;");
    }
    if text.starts_with(['#', '>', '=', ':', '+']) || is_underline(text) {
        return format!("{indent}\\{text}");
    }
    match item(text) {
        Some((marker, _)) => {
            let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
            format!("{indent}{number}\\{rest}")
        }
        None => line.to_owned(),
    }
}

/// A line that would make a heading of the one before, or a block of its own.
fn is_underline(text: &str) -> bool {
    let text = text.trim_end();
    ['-', '=', '+'].iter().any(|c| !text.is_empty() && text.chars().all(|t| t == *c))
}

fn is_rule(text: &str) -> bool {
    let marks: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3
        && marks.first().is_some_and(|first| {
            matches!(first, '*' | '_' | '-') && marks.iter().all(|mark| mark == first)
        })
}

/// The marker of an item of a list with the space after it, and the rest.
fn item(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = text.get(digits..)?.chars().next()?;
    let is_marker = match digits {
        0 => matches!(sign, '-' | '*' | '+'),
        1..=9 => matches!(sign, '.' | ')'),
        _ => false,
    };
    let rest = text.get(digits + 1..).filter(|_| is_marker)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (blank > 0 || rest.is_empty()).then(|| text.split_at_checked(digits + 1 + blank)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    fn events(markdown: &str) -> Vec<Event<'_>> {
        let mut options = Options::all();
        options.remove(Options::ENABLE_SMART_PUNCTUATION);
        Parser::new_ext(markdown, options).collect()
    }

    /// The text that a reader of the rendered page sees.
    fn seen(markdown: &str) -> String {
        let mut seen = String::new();
        for event in events(markdown) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::SoftBreak | Event::HardBreak => seen.push('\n'),
                Event::InlineHtml(html) if &*html == "<br>" => seen.push('\n'),
                _ => {}
            }
        }
        seen
    }

    fn foreign(markdown: &str) -> Option<String> {
        events(markdown).into_iter().find_map(|event| match event {
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Emphasis
                | Tag::Strong
                | Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented),
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule => None,
            Event::InlineHtml(html) if &*html == "<br>" => None,
            other => Some(format!("{other:?}")),
        })
    }

    #[test]
    fn what_was_typed_reads_as_it_was_typed() {
        for text in [
            "# no heading",
            "see [here](javascript:alert(1)) or ![x](y)",
            "<script>alert(1)</script> <https://x.example> https://x.example www.x.example",
            "R&D &lt; &#60; AT&T;",
            "a | b",
            "`code` ~~gone~~ $x$ *a* _b_",
            "1. first",
            "- item",
            "--- ",
            "===",
            "–",
            "[^1]: note {#id}",
            "C:\\temp\\",
            "ann@example.com",
        ] {
            assert_eq!(seen(&inline(text)), text.trim(), "{text}");
            assert_eq!(foreign(&inline(text)), None, "{text}");
        }
        assert_eq!(inline("R&D, 84k"), "R&D, 84k");
        assert_eq!(inline("a\nb"), "a<br>b");
    }

    #[test]
    fn lists_and_emphasis_of_a_long_text_stay() {
        let text =
            "Two ways:\n- *more* doors\n  - fire doors\n- # windows\n\n1. first\n2. second\n\nend";
        let wanted = "Two ways:\n- *more* doors\n  - fire doors\n- \\# windows\n\n1. first\n2. second\n\nend";
        assert_eq!(block(text), wanted);
        assert_eq!(
            block("one\ntwo\n---\n    code"),
            "one\\\ntwo\\\n\\---\\\n&#32;&#32;&#32;&#32;code"
        );
    }

    #[test]
    fn front_matter_hides_nothing() {
        assert_eq!(quoted("a\"b\u{202e}\n"), "\"a\\\"b\\u202e\\n\"");
    }

    const SPICY: &str = "[-*+#>=|<>\\[\\]()!`~_&;:.@$^{}\\\\/ \t\n0-9a-c–\u{202e}]{0,60}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn no_text_becomes_more_than_text(text in SPICY) {
            prop_assert_eq!(foreign(&inline(&text)), None, "{}", inline(&text));
            prop_assert_eq!(foreign(&block(&text)), None, "{}", block(&text));
        }

        #[test]
        fn a_line_is_seen_as_it_is(text in "[-*+#>=|<\\[\\]()!`~_&;:.@$^{}\\\\/ 0-9a-c–]{0,40}") {
            prop_assert_eq!(seen(&inline(&text)), text.trim());
        }
    }
}
