//! Which colours and glyphs: flag, then `NO_COLOR`, then configuration, then what the terminal
//! says of itself.

use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use super::config::Config;
use crate::edge;
use crate::ui::theme::{Depth, Glyphs, Looks, Theme};

/// How long the terminal may take to say whether it is dark or light.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the user chose; `None` leaves it to the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// The colours.
    pub theme: Option<Theme>,
    /// The glyphs.
    pub glyphs: Option<Glyphs>,
}

/// The looks to begin with, and whether the terminal should be asked for its ground.
pub fn first(choice: Choice, config: &Config) -> (Looks, Ask) {
    let colourless = edge::variable("NO_COLOR").is_some();
    let theme = choice.theme.or(colourless.then_some(Theme::Mono)).or(config.theme);
    let looks = Looks {
        theme: theme.unwrap_or_default(),
        depth: depth(),
        glyphs: choice.glyphs.or(config.glyphs).unwrap_or_else(glyphs),
    };
    (looks, if theme.is_some() { Ask::No } else { Ask::Yes })
}

/// Whether the terminal should be asked for its ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// It should.
    Yes,
    /// The user has chosen.
    No,
}

/// Whether the terminal is dark or light; dark when it does not say.
pub fn ground() -> Theme {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    match theme_mode(options) {
        Ok(ThemeMode::Light) => Theme::Light,
        Ok(ThemeMode::Dark) | Err(_) => Theme::Dark,
    }
}

fn depth() -> Depth {
    let says = |name: &str, words: &[&str]| {
        edge::variable(name).is_some_and(|value| words.iter().any(|word| value.contains(word)))
    };
    if says("COLORTERM", &["truecolor", "24bit"]) {
        Depth::Rgb
    } else if says("TERM", &["256color"]) {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// Shapes where the locale can write them, else ASCII signs.
fn glyphs() -> Glyphs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(edge::variable);
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    if utf8 { Glyphs::Unicode } else { Glyphs::Ascii }
}
