//! Every screen in every window: nothing breaks, something useful is said, and what is drawn is
//! what was drawn before.

use quadbook::terminal::Desk;
use quadbook::ui::theme::{Looks, Role};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Style};

use crate::screens_desk::{LOOKS, desk};

/// The screens and what is open on them, by the keys that lead there.
const SHOWN: &[(&str, &str)] = &[
    ("list", "gl,p<down><space>"),
    ("list_action", "glacall CFO fri"),
    ("list_fields", "gle"),
    ("list_columns", "glC"),
    ("list_archive", "glX"),
    ("triage", "gt<space><space>"),
    ("triage_digit", "gt3"),
    ("triage_end", "glfugt3737"),
    ("today", "gd"),
    ("history", "gleowner<enter><ctrl-u>Bob<enter>uecity<enter>Riga<enter>gh<enter>"),
    ("settings", "g,"),
    ("settings_line", "g,<enter><ctrl-u>75"),
];

fn at(keys: &str) -> Desk {
    let mut desk = desk();
    desk.keys(keys);
    desk
}

#[test]
fn every_screen_can_be_drawn_at_every_size() {
    for (name, keys) in SHOWN {
        let mut desk = at(keys);
        let is_screen = !name.contains('_');
        for width in 1..=120 {
            for height in (1..=40).filter(|h| is_screen || *h <= 8 || h % 8 == 0) {
                desk.screen((width, height), &Looks::default());
            }
        }
    }
}

#[test]
fn a_tiny_window_still_says_something_useful() {
    for (keys, words) in [("gl", "Acme Builders"), ("gt", "Soylent Farms"), ("gd", "late")] {
        let text = at(keys).screen((20, 5), &Looks::default());
        assert!(text.contains(words), "{keys}:\n{text}");
    }
}

#[test]
fn screens_look_as_they_did() {
    for (name, keys) in SHOWN {
        let mut desk = at(keys);
        for (looks_name, looks) in LOOKS {
            for (width, height) in [(80, 24), (120, 36), (60, 16)] {
                if looks_name != "dark" && (width, height) != (80, 24) {
                    continue;
                }
                let text = desk.screen((width, height), &looks);
                insta::assert_snapshot!(format!("{name}_{looks_name}_{width}x{height}"), text);
            }
        }
    }
}

/// Which role each cell has, one letter a cell, below the text.
fn roles(desk: &Desk, looks: Looks) -> String {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let drawn = terminal.draw(|frame| quadbook::ui::draw(frame, &desk.ui, desk.book(), &looks));
    let buffer = drawn.unwrap().buffer.clone();
    let letter = |style: Style| {
        let same = |role: &Role| {
            let wanted = looks.style(*role);
            let (fg, bg) = (wanted.fg.or(Some(Color::Reset)), wanted.bg.or(Some(Color::Reset)));
            (style.fg, style.bg, style.add_modifier) == (fg, bg, wanted.add_modifier)
        };
        Role::ALL.iter().find(|role| same(role)).map_or("?".to_owned(), |role| format!("{role:?}"))
    };
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut runs: Vec<(String, u16)> = Vec::new();
        for x in 0..buffer.area.width {
            let role = letter(buffer[(x, y)].style());
            match runs.last_mut() {
                Some((last, count)) if *last == role => *count += 1,
                _ => runs.push((role, 1)),
            }
        }
        let said: Vec<String> = runs.iter().map(|(role, n)| format!("{role} {n}")).collect();
        text.push_str(&said.join(", "));
        text.push('\n');
    }
    text
}

#[test]
fn screens_have_the_colours_they_had() {
    for (name, keys) in SHOWN {
        let desk = at(keys);
        let (_, looks) = LOOKS[0];
        insta::assert_snapshot!(format!("{name}_roles"), roles(&desk, looks));
    }
}

#[test]
fn no_braille_is_drawn() {
    for (_, keys) in SHOWN {
        let text = at(keys).screen((120, 36), &Looks::default());
        assert!(!text.chars().any(|c| ('\u{2800}'..='\u{28ff}').contains(&c)));
    }
}
